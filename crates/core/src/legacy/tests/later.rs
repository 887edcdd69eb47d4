//! What one import brought, the next one knows: files that come apart make the same book as files that come together.

use std::path::PathBuf;

use super::shop::{Shop, caller, figure, request, sample, shop};
use crate::ids::PlatformId;
use crate::legacy::{ImportMode, ImportReport, ImportRequest, Merge, Verdict, write_rejects};
use crate::platforms::{self, UpdatePlatform};

const PURCHASES: &str = "id,product_id,product_name,supplier,quantity,total_cost,purchase_date,payment_status\n";
const SALES: &str = "id,product_id,product_name,customer_name,quantity,unit_price,total_price,sale_date,payment_method,payment_status\n";
const PAYMENTS: &str = "id,sale_id,amount,date,method\n";

fn these(set: &str, names: &[&str], mode: ImportMode) -> ImportRequest {
    let paths: Vec<PathBuf> = names.iter().map(|name| sample(set).join(format!("{name}.csv"))).collect();
    ImportRequest { paths, ..request(sample(set), mode) }
}

/// Each sale with everything that an earlier import could have known about it.
fn sales(shop: &Shop) -> Vec<String> {
    let sql =
        "SELECT s.legacy_number || ' ' || s.day || ' ' || l.total || ' ' || l.cost || ' ' || p.name || ' ' || o.name
          || ' ' || coalesce((SELECT c.name || c.phone FROM customers c WHERE c.id = s.customer_id), '-') || ' ' ||
          coalesce((SELECT sum(amount) FROM payments WHERE sale_id = s.id), 0) || ' ' ||
          coalesce((SELECT u.ends_on FROM subscriptions u WHERE u.id = l.id), 0)
        FROM sales s JOIN sale_lines l ON l.sale_id = s.id JOIN platforms p ON p.id = l.platform_id
        JOIN products o ON o.id = l.product_id ORDER BY 1";
    list(shop, sql)
}

fn balances(shop: &Shop) -> Vec<String> {
    let sql = "SELECT p.name_key || ' ' || coalesce((SELECT balance_after || ' ' || value_after FROM movements
        WHERE platform_id = p.id ORDER BY seq DESC LIMIT 1), '-') FROM platforms p ORDER BY 1";
    list(shop, sql)
}

fn list(shop: &Shop, sql: &str) -> Vec<String> {
    let read = |c: &rusqlite::Connection| {
        let mut statement = c.prepare(sql)?;
        let rows = statement.query_map([], |r| r.get(0))?;
        Ok(rows.collect::<rusqlite::Result<Vec<String>>>()?)
    };
    shop.book.read(read).unwrap()
}

fn warnings(report: &ImportReport, code: Verdict) -> usize {
    report.issues.iter().filter(|i| i.code == code).count()
}

#[test]
fn one_run_and_two_runs_make_equal_books() {
    for set in ["table-dump", "french-excel"] {
        for mode in [ImportMode::Opening, ImportMode::Archive] {
            let (whole, parted) = (shop(), shop());
            whole.import(request(sample(set), ImportMode::Opening));
            let first = ["stock_purchases", "digital_products", "subscribers"];
            parted.import(these(set, &first, mode));
            let second = ["stock_sales", "payment_history", "stock_movements"];
            let report = parted.import(these(set, &second, ImportMode::Opening));
            assert_eq!(warnings(&report, Verdict::CostUnknown), 0, "{set}");
            let names = |shop: &Shop| sales(shop).join("\n");
            assert_eq!(names(&whole), names(&parted), "{set}");
            whole.sound();
            parted.sound();
            if mode == ImportMode::Opening {
                assert_eq!(balances(&whole), balances(&parted), "{set}");
                assert!(report.platforms.iter().all(|p| p.name != "À classer"), "{set}");
            }
        }
    }
    let shop = shop();
    shop.import(these("table-dump", &["stock_purchases", "digital_products", "subscribers"], ImportMode::Opening));
    shop.import(these("table-dump", &["stock_sales", "payment_history"], ImportMode::Opening));
    assert_eq!(shop.count("SELECT sum(cost) FROM sale_lines"), 5_665_132_800);
}

#[test]
fn products_that_come_after_their_purchases_are_offered_on_their_suppliers_platform() {
    let (whole, parted) = (shop(), shop());
    whole.import(request(sample("table-dump"), ImportMode::Opening));
    parted.import(these("table-dump", &["stock_purchases"], ImportMode::Opening));
    parted.import(these("table-dump", &["digital_products"], ImportMode::Opening));
    let offers = "SELECT o.name || ' ' || p.name FROM offers f JOIN products o ON o.id = f.product_id
        JOIN platforms p ON p.id = f.platform_id ORDER BY 1";
    assert_eq!(list(&whole, offers), list(&parted, offers));
}

#[test]
fn a_merge_of_then_holds_for_the_sales_of_now() {
    let shop = shop();
    let purchases =
        format!("{PURCHASES}a,p1,Carte,Hub Nord,2,20.00,2025-01-10,paid\nb,p1,Carte,Gratuit,1,0.00,2025-01-20,paid\n");
    let mut asked = request(shop.file("achats.csv", purchases), ImportMode::Opening);
    let merge = |spelling: &str| Merge { spelling: spelling.into(), platform: "Centrale".into() };
    asked.merges = vec![merge("Hub Nord"), merge("Gratuit")];
    shop.import(asked);
    // The shop gave the platform another name since.
    let id = PlatformId(shop.count("SELECT id FROM platforms"));
    let change = UpdatePlatform { id, name: "Centrale DZ".into(), low: None, critical: None };
    platforms::update(&shop.book, caller(), change).unwrap();
    let sold = format!("{SALES}s1,p1,Carte,,1,15.00,15.00,2025-01-15,cash,paid\n");
    let report = shop.import(request(shop.file("ventes.csv", sold), ImportMode::Opening));
    assert_eq!(warnings(&report, Verdict::CostUnknown), 0);
    assert_eq!(list(&shop, "SELECT name FROM platforms"), ["Centrale DZ"]);
    assert_eq!(shop.count("SELECT cost FROM sale_lines"), 100_000);
    shop.sound();
}

#[test]
fn the_columns_of_an_earlier_file_are_read_as_that_file_proves_them() {
    let shop = shop();
    // Two days that only the third proves to have the month first; an amount that only its neighbour explains.
    let purchases = format!(
        "{PURCHASES}a,p1,Carte,X,1,1.500,03/04/2025,paid\nb,p1,Carte,Y,1,900.25,05/04/2025,paid\nc,p2,Autre,X,1,5.50,01/31/2025,paid\n"
    );
    shop.import(request(shop.file("achats.csv", purchases), ImportMode::Opening));
    let sold = format!("{SALES}s1,p1,Carte,,1,15.00,15.00,2025-04-10,cash,paid\n");
    shop.import(request(shop.file("ventes.csv", sold), ImportMode::Opening));
    assert_eq!(
        list(&shop, "SELECT p.name || ' ' || l.cost FROM sale_lines l JOIN platforms p ON p.id = l.platform_id"),
        ["X 15000"]
    );
    shop.sound();
}

#[test]
fn a_figure_may_be_given_for_a_platform_of_an_earlier_import() {
    let shop = shop();
    let purchases = format!("{PURCHASES}a,p1,Carte,X,4,20.00,2025-01-10,paid\n");
    shop.import(request(shop.file("achats.csv", purchases), ImportMode::Replay));
    let sold = format!("{SALES}s1,p1,Carte,,1,15.00,15.00,2025-01-15,cash,paid\n");
    let mut asked = request(shop.file("ventes.csv", sold), ImportMode::Replay);
    asked.balances = vec![figure("x", "12.50")];
    let report = shop.import(asked);
    let said = [report.platforms[0].before, report.platforms[0].consumed, report.platforms[0].balance];
    assert_eq!(said.map(|c| c.to_string()), ["20.00", "-5.00", "12.50"]);
}

#[test]
fn refused_rows_corrected_alone_equal_one_run_with_the_right_rows() {
    let fixes = [("2025-02-31", "2025-02-28"), ("abc", "2803.20"), ("not a date", "2025-01-05")];
    let (right, mended) = (shop(), shop());
    let folder = right.folder.path().join("right");
    std::fs::create_dir(&folder).unwrap();
    for name in
        ["digital_products", "payment_history", "stock_movements", "stock_purchases", "stock_sales", "subscribers"]
    {
        let text = std::fs::read_to_string(sample("dirty").join(format!("{name}.csv"))).unwrap();
        let text = fixes.iter().fold(text, |text, (wrong, correct)| text.replace(wrong, correct));
        std::fs::write(folder.join(format!("{name}.csv")), text).unwrap();
    }
    right.import(request(&folder, ImportMode::Opening));
    let report = mended.import(request(sample("dirty"), ImportMode::Opening));
    let path = mended.folder.path().join("rejects.csv");
    write_rejects(&report.refused, &path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let text = fixes.iter().fold(text, |text, (wrong, correct)| text.replace(wrong, correct));
    std::fs::write(&path, text).unwrap();
    let fixed = mended.import(request(&path, ImportMode::Opening));
    assert_eq!(warnings(&fixed, Verdict::CostUnknown), 0);
    let the_sale = |shop: &Shop| sales(shop).into_iter().find(|s| s.starts_with("w716uc8kj")).unwrap();
    assert!(!the_sale(&mended).contains("À classer"));
    assert_eq!(the_sale(&right), the_sale(&mended));
    assert_eq!(balances(&right), balances(&mended));
    mended.sound();
}

#[test]
fn payments_of_an_earlier_imports_sales_count_in_the_totals() {
    let shop = shop();
    let sold = format!("{SALES}s1,p1,Carte,Amine,1,100.00,100.00,2025-01-15,cash,partial\n");
    let report = shop.import(request(shop.file("ventes.csv", sold), ImportMode::Opening));
    assert_eq!(report.totals.sales.debt.to_string(), "100.00");
    let paid = format!("{PAYMENTS}1,s1,30.00,2025-01-16,cash\n2,s1,0.00,2025-01-17,cash\n");
    let report = shop.import(request(shop.file("paiements.csv", paid), ImportMode::Opening));
    let totals = report.totals.sales;
    assert_eq!([totals.revenue, totals.paid, totals.debt].map(|m| m.to_string()), ["0.00", "30.00", "-30.00"]);
    // The row of nothing moved nothing, and there is nothing to say about it.
    assert_eq!((report.files[0].accepted, report.issues.len()), (2, 0));
    assert_eq!(shop.count("SELECT count(*) FROM payments"), 1);
    assert_eq!(list(&shop, "SELECT fate FROM legacy_rows ORDER BY id"), ["accepted", "accepted", "kept"]);
}

#[test]
fn the_history_of_a_sale_that_was_taken_as_paid_is_kept_without_effect() {
    let sold = format!(
        "{SALES}s1,p1,Carte,Amine,1,100.00,100.00,2025-01-15,cash,paid\ns2,p1,Carte,Amine,1,100.00,100.00,2025-01-15,cash,partial\n"
    );
    let paid = format!(
        "{PAYMENTS}1,s1,60.00,2025-01-16,cash\n2,s1,40.00,2025-01-17,cash\n3,s1,5.00,2025-01-18,cash\n4,s2,101.00,2025-01-18,cash\n"
    );
    let (whole, parted) = (shop(), shop());
    let mut asked = request(whole.file("ventes.csv", &sold), ImportMode::Opening);
    asked.paths.push(whole.file("paiements.csv", &paid));
    let one = whole.import(asked);
    parted.import(request(parted.file("ventes.csv", &sold), ImportMode::Opening));
    let two = parted.import(request(parted.file("paiements.csv", &paid), ImportMode::Opening));
    // What goes beyond the sale's total is refused in one run and in two.
    for report in [&one, &two] {
        let refused: Vec<_> =
            report.issues.iter().filter(|i| i.code == Verdict::OutOfRange).map(|i| i.value.clone()).collect();
        assert_eq!(refused, ["5.00", "101.00"]);
    }
    assert_eq!(two.totals.sales.paid.to_string(), "0.00");
    assert_eq!(sales(&whole), sales(&parted));
    assert_eq!(
        list(&parted, "SELECT fate FROM legacy_rows ORDER BY id DESC LIMIT 4"),
        ["refused", "refused", "kept", "kept"]
    );
    let again = parted.import(request(parted.file("paiements.csv", &paid), ImportMode::Opening));
    assert_eq!((again.files[0].duplicates, again.files[0].refused), (2, 2));
    // Nor does what earlier imports kept make room for more.
    let more = format!("{PAYMENTS}5,s1,1.00,2025-01-18,cash\n");
    let more = parted.import(request(parted.file("encore.csv", more), ImportMode::Opening));
    assert_eq!(more.files[0].refused, 1);
    parted.sound();
}

#[test]
fn two_old_products_of_one_name_keep_their_own_costs_and_terms() {
    let products = "id,name,category,duration_type,average_purchase_price,suggested_sell_price\n\
        p1,Netflix,tv,1month,50.00,100.00\np2,NETFLIX,tv,12months,500.00,900.00\n";
    let sold = "id,product_id,product_name,customer_name,quantity,unit_price,total_price,sale_date,payment_status\n\
        s1,p1,Netflix,A,1,100.00,100.00,2025-01-15,paid\ns2,p2,NETFLIX,A,1,900.00,900.00,2025-01-15,paid\n";
    let (whole, parted) = (shop(), shop());
    let mut asked = request(whole.file("a.csv", products), ImportMode::Opening);
    asked.paths.push(whole.file("b.csv", sold));
    whole.import(asked);
    parted.import(request(parted.file("a.csv", products), ImportMode::Opening));
    parted.import(request(parted.file("b.csv", sold), ImportMode::Opening));
    for shop in [&whole, &parted] {
        let lines = "SELECT s.legacy_number || ' ' || l.unit_price || ' ' || l.cost || ' ' || u.ends_on FROM sales s
            JOIN sale_lines l ON l.sale_id = s.id JOIN subscriptions u ON u.id = l.id ORDER BY 1";
        assert_eq!(list(shop, lines), ["s1 1000000 500000 20250215", "s2 9000000 5000000 20260115"]);
        assert_eq!(shop.count("SELECT count(*) FROM products"), 1);
    }
}

#[test]
fn the_receipt_of_an_old_payment_shows_the_balance_of_its_day() {
    let shop = shop();
    let sales = format!(
        "{SALES}s1,p1,IPTV,Amine B.,1,1000,1000,2025-03-01,cash,partial\ns2,p1,IPTV,Amine B.,1,500,500,2025-04-01,cash,pending\n"
    );
    let payments = format!("{PAYMENTS}y2,s1,300,2025-04-10,cash\ny1,s1,200,2025-03-05,cash\n");
    let sales = shop.file("sales.csv", sales);
    let payments = shop.file("payments.csv", payments);
    let mode = ImportMode::Opening;
    shop.import(ImportRequest { paths: vec![sales, payments], ..request("", mode) });
    let figures = |day: i64| {
        let of = |c: &rusqlite::Connection| {
            let id = c.query_row("SELECT id FROM payments WHERE day = ?1", [day], |r| r.get(0))?;
            crate::receipts::of_payment(c, id)
        };
        let receipt = shop.book.read(of).unwrap();
        [receipt.amount, receipt.before, receipt.after].map(|money| money.to_string())
    };
    // The sale of April is not owed yet in March; the payment of March is paid by April.
    assert_eq!(figures(20_250_305), ["200.00", "1000.00", "800.00"]);
    assert_eq!(figures(20_250_410), ["300.00", "1300.00", "1000.00"]);
}
