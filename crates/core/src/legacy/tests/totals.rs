//! Rows that are no rows: the sums that somebody wrote below a table; payments of nothing; figures of nobody.

use super::shop::{caller, figure, request, shop};
use crate::error::ErrorCode;
use crate::legacy::{ImportMode, Verdict, import, inspect};

#[test]
fn a_total_below_a_table_is_left_out_and_kept() {
    let cases = [
        "id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date,notes\n\
            a1,p1,Carte,X,2,10.00,20.00,2025-06-19,\n,,,,,,,,\nTOTAL,,,,2,,20.00,,\n",
        "supplier;quantity;total_cost;purchase_date\r\nX;1;5,50;20/01/2025\r\n;1;5,50;TOTAL ACHATS:\r\n",
        "purchase_date,product_name,supplier,quantity,unit_cost,total_cost\n2025-01-20,Carte,X,1,5.50,5.50\n\
            Total achats :,,,,,\"1\u{202F}234\u{A0}567,5 DA\"\n",
        "id,product_name,quantity,total_price,sale_date\ns1,Carte,1,5.50,2025-01-20\n,Tótal général,1,5.50,\n",
        "id,sale_id,amount,date,method\n1,s1,5.50,2025-01-20,cash\n,Total,5.50,,\n",
        "id,name,category,duration_type,suggested_sell_price\np1,Carte,tv,1month,5.50\nTOTAUX,,,,5.50\n",
        "id,name,phone,wilaya\nc1,Amine,0550123456,Alger\nTotal: ,1,,\n",
        "id,product_id,type,quantity,previous_stock,new_stock,date\nm1,p1,purchase,2,0,2,2025-01-20\nTOTAL,,,2,,,\n",
    ];
    for (index, text) in cases.into_iter().enumerate() {
        let shop = shop();
        let path = shop.file("a.csv", text);
        assert_eq!(inspect(std::slice::from_ref(&path)).unwrap().files[0].rows, 1, "{index}");
        let report = shop.import(request(&path, ImportMode::Opening));
        let file = &report.files[0];
        let counts = (file.rows, file.accepted, file.refused, file.duplicates);
        assert_eq!(counts, (1, 1, 0, 0), "{index} {:?}", report.issues);
        assert!(report.issues.iter().all(|i| i.row == 2) && report.refused.is_empty(), "{index}");
        assert_eq!(
            shop.count("SELECT count(*) FROM legacy_rows WHERE fate = 'kept' AND raw LIKE '%T_TA%'"),
            1,
            "{index}"
        );
        assert_eq!(shop.count("SELECT count(*) FROM legacy_keys"), 1, "{index}");
        let again = shop.import(request(&path, ImportMode::Opening));
        assert_eq!((again.files[0].rows, again.files[0].duplicates), (1, 1), "{index}");
        shop.sound();
    }
}

#[test]
fn what_may_be_an_honest_row_is_no_total() {
    let rows = [
        ("id,product_name,supplier,quantity,total_cost,purchase_date\n,,Total,1,5.50,2025-01-20\n", 1, 0),
        ("id,product_name,supplier,quantity,total_cost,purchase_date\na1,,Total,1,5.50,\n", 0, 1),
        ("id,product_name,supplier,quantity,total_cost,purchase_date\n,Carte,Total,1,5.50,\n", 0, 1),
        ("id,product_name,supplier,quantity,total_cost,purchase_date\n,,TotalEnergies,1,5.50,\n", 0, 1),
        ("id,name,duration_type,suggested_sell_price\n,Total Sécurité,,5.50\n", 1, 0),
        ("name,phone,wilaya\nTotal Karim,0550123456,\n", 1, 0),
    ];
    for (text, accepted, refused) in rows {
        let shop = shop();
        let report = shop.import(request(shop.file("a.csv", text), ImportMode::Opening));
        assert_eq!((report.files[0].accepted, report.files[0].refused), (accepted, refused), "{text}");
    }
}

#[test]
fn a_payment_of_nothing_is_kept_in_silence() {
    let shop = shop();
    let sold = "id,product_name,quantity,unit_price,total_price,sale_date,payment_status\n\
        s1,Carte,1,100.00,100.00,2025-01-20,partial\n";
    let paid = "id,sale_id,amount,date\n1,s1,0.00,2025-01-20\n2,s1,30.00,2025-01-20\n3,zz,0,2025-01-20\n";
    for mode in [ImportMode::Archive, ImportMode::Opening] {
        let mut asked = request(shop.file("b.csv", paid), mode);
        asked.paths.push(shop.file("a.csv", sold));
        asked.dry_run = mode == ImportMode::Archive;
        let report = shop.import(asked);
        let said: Vec<_> = report.issues.iter().filter(|i| i.code != Verdict::CostUnknown).collect();
        assert_eq!((report.files[0].accepted, said.len()), (3, 0), "{said:?}");
        assert_eq!(report.totals.sales.paid.to_string(), "30.00");
    }
    assert_eq!(shop.count("SELECT count(*) FROM payments"), 1);
    shop.sound();
}

#[test]
fn an_archive_takes_no_figures() {
    let shop = shop();
    let path = shop.file("a.csv", "supplier,quantity,total_cost,purchase_date\nX,1,5.50,2025-01-20\n");
    let mut asked = request(&path, ImportMode::Archive);
    asked.balances = vec![figure("X", " ")];
    shop.import(asked.clone());
    asked.balances.push(figure("X", "3"));
    for dry_run in [true, false] {
        asked.dry_run = dry_run;
        let error = import(&shop.book, caller(), asked.clone()).unwrap_err();
        assert_eq!((error.code, error.details["field"].as_str()), (ErrorCode::ImportRefused, "balances.1.figure"));
    }
    assert_eq!(shop.count("SELECT count(*) FROM legacy_batches"), 1);
}
