//! Every row that ever came is found again, as it stood, with what became of it.

use super::shop::{Shop, request, sample, shop};
use crate::ids::KeptRowId;
use crate::legacy::{ImportMode, KeptRow, KeptRowsPage, KeptRowsQuery, RowFate, kept_rows};

fn page(shop: &Shop, query: &KeptRowsQuery) -> KeptRowsPage {
    shop.book.read(|c| kept_rows(c, query)).unwrap()
}

/// All pages, however few rows each may hold.
fn all(shop: &Shop, query: &KeptRowsQuery) -> Vec<KeptRow> {
    let (mut rows, mut after): (Vec<KeptRow>, Option<KeptRowId>) = (Vec::new(), None);
    loop {
        let found = page(shop, &KeptRowsQuery { after, ..query.clone() });
        rows.extend(found.rows);
        after = found.next;
        if after.is_none() {
            return rows;
        }
    }
}

fn search(text: &str) -> KeptRowsQuery {
    KeptRowsQuery { search: text.into(), limit: 50, ..KeptRowsQuery::default() }
}

#[test]
fn every_row_of_the_sample_is_there_word_for_word() {
    for set in ["table-dump", "french-excel", "dirty"] {
        let shop = shop();
        let report = shop.import(request(sample(set), ImportMode::Opening));
        for limit in [1, 7, 1000] {
            let query = KeptRowsQuery { limit, ..KeptRowsQuery::default() };
            let rows = all(&shop, &query);
            let kept = shop.count("SELECT count(*) FROM legacy_rows");
            assert_eq!(i64::try_from(rows.len()).unwrap(), kept, "{set}");
            let whole = page(&shop, &KeptRowsQuery { after: rows.last().map(|row| row.id), ..query });
            assert_eq!(
                (whole.rows.len(), whole.next, whole.looked_at, whole.total),
                (0, None, whole.total, whole.total)
            );
            if limit < 1000 {
                continue;
            }
            let with = |fate| rows.iter().filter(|row| row.fate == fate).count();
            assert_eq!(with(RowFate::Refused), report.refused.len(), "{set}");
            for fate in RowFate::ALL {
                let of_it = all(&shop, &KeptRowsQuery { fate: Some(*fate), limit: 10, ..KeptRowsQuery::default() });
                assert_eq!(of_it, rows.iter().filter(|row| row.fate == *fate).cloned().collect::<Vec<_>>());
            }
            let refused: Vec<_> = rows.iter().filter(|row| row.fate == RowFate::Refused).collect();
            for (row, told) in refused.iter().zip(&report.refused) {
                assert_eq!((row.line, row.file.as_str()), (told.line, told.file.as_str()));
                assert_eq!(row.cells.iter().map(|cell| cell.value.clone()).collect::<Vec<_>>(), told.cells);
                assert!(!row.issues.is_empty() && row.became.is_none(), "{row:?}");
            }
        }
    }
}

#[test]
fn a_row_says_what_it_became() {
    let shop = shop();
    shop.file(
        "p.csv",
        "id,name,category,duration_type,description,current_stock,min_stock_alert,average_purchase_price,\
         suggested_sell_price,profit_margin,is_active,created_at,updated_at\n\
         p1,IPTV 1 mois,IPTV,1month,,0,0,100.00,150.00,,t,,\n",
    );
    shop.file(
        "a.csv",
        "id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date\n\
         b1,p1,IPTV 1 mois,Éclair,1,100.00,100.00,2025-01-20\n",
    );
    shop.file("c.csv", "id,name,phone,wilaya,facebook\ns1,أمينة,0550123456,Alger,\n");
    shop.file(
        "v.csv",
        "id,product_id,product_name,subscriber_id,customer_name,customer_phone,quantity,unit_price,total_price,\
         sale_date,payment_method,payment_status,paid_amount,remaining_amount,profit,notes,created_at\n\
         v1,p1,IPTV 1 mois,s1,أمينة,0550123456,1,150.00,150.00,2025-01-21,cash,partial,0,0,0,,\n",
    );
    shop.file("h.csv", "id,sale_id,amount,date,method,notes,created_at\nh1,v1,50.00,2025-01-22,cash,,\n");
    let files = ["p.csv", "a.csv", "c.csv", "v.csv", "h.csv"].map(|name| shop.folder.path().join(name));
    let mut asked = request(&files[0], ImportMode::Opening);
    asked.paths = files.to_vec();
    shop.import(asked);
    let became = |text: &str, shape: &str| {
        let rows = all(&shop, &KeptRowsQuery { shape: Some(shape.into()), ..search(text) });
        let [row] = rows.as_slice() else { panic!("{text}: {rows:?}") };
        row.became.clone().unwrap()
    };
    assert_eq!(became("", "digital_products").name, "IPTV 1 mois");
    assert!(became("", "digital_products").product_id.is_some());
    // Accents, the forms of Arabic letters and the phone's own spelling do not matter.
    let bought = became("eclair", "stock_purchases");
    assert_eq!((bought.name.as_str(), bought.platform_id.is_some()), ("Éclair", true));
    assert_eq!(became("امينه", "subscribers").name, "أمينة");
    assert!(became("550 12 34", "subscribers").customer_id.is_some());
    let sold = became("iptv AMINA".trim_end_matches(" AMINA"), "stock_sales");
    assert_eq!((sold.name.as_str(), sold.sale_id.is_some()), ("v1", true));
    assert_eq!(became("h1", "payment_history").sale_id, sold.sale_id);
    assert_eq!(all(&shop, &search("nowhere")), []);
    let cells = &all(&shop, &search("eclair"))[0].cells;
    let named: Vec<_> = cells.iter().map(|cell| (cell.column.as_str(), cell.value.as_str())).collect();
    assert_eq!(named[3..5], [("supplier", "Éclair"), ("quantity", "1")]);
}

#[test]
fn a_rare_word_is_found_over_several_pages() {
    let shop = shop();
    let mut text = String::from("id,product_id,type,quantity,previous_stock,new_stock,reference,date,notes\n");
    for row in 0..11_000 {
        let note = if row == 10_990 { "aiguille" } else { "foin" };
        text.push_str(&format!("m{row},p1,in,1,0,1,,2025-01-20,{note}\n"));
    }
    shop.import(request(shop.file("m.csv", text), ImportMode::Archive));
    let query = search("aiguille");
    let first = page(&shop, &query);
    assert_eq!((first.rows.len(), first.looked_at, first.total), (0, 5000, 11_000));
    let found = all(&shop, &query);
    assert_eq!(found.iter().map(|row| row.line).collect::<Vec<_>>(), [10_992]);
}
