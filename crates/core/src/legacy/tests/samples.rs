//! The sample shops against what they are known to hold.

use std::collections::BTreeMap;

use serde_json::Value;

use super::shop::{Shop, caller, expected, figure, request, sample, shop};
use crate::legacy::{ImportMode, ImportReport, Merge, Verdict, import, inspect, write_rejects};
use crate::money::{Credit, Money};
use crate::text;

const MODES: [ImportMode; 2] = [ImportMode::Opening, ImportMode::Replay];

fn agrees(report: &ImportReport, expected: &Value) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let count = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
    let (purchases, sales) = (&expected["purchases"], &expected["sales"]);
    assert_eq!(report.totals.purchases.accepted, count(&purchases["accepted"]));
    assert_eq!(report.totals.purchases.amount.to_string(), text(&purchases["amount"]));
    assert_eq!(report.totals.sales.accepted, count(&sales["accepted"]));
    assert_eq!(report.totals.sales.revenue.to_string(), text(&sales["revenue"]));
    assert_eq!(report.totals.sales.paid.to_string(), text(&sales["paid"]));
    assert_eq!(report.totals.sales.debt.to_string(), text(&sales["debt"]));
    assert_eq!(report.totals.customers, count(&expected["subscribers"]["accepted"]));
    assert_eq!(report.totals.products, count(&expected["products"]["accepted"]));
    assert_eq!(report.reconciliation.difference, Money::ZERO);
    for (shape, said) in
        [("stock_purchases", purchases), ("stock_sales", sales), ("subscribers", &expected["subscribers"])]
    {
        let file = report.files.iter().find(|f| f.shape == shape).unwrap();
        assert_eq!(file.rows, count(&said["rows"]), "{shape}");
        assert_eq!(file.accepted, count(&said["accepted"]), "{shape}");
        assert_eq!(file.accepted + file.refused + file.duplicates, file.rows, "{shape}");
    }
    let platforms: BTreeMap<String, _> = report.platforms.iter().map(|p| (text::key(&p.name), p)).collect();
    assert_eq!(platforms.len(), expected["platforms"].as_array().unwrap().len());
    for said in expected["platforms"].as_array().unwrap() {
        let platform = platforms[&text::key(&text(&said["key"]))];
        assert_eq!(platform.deposited.to_string(), text(&said["deposited"]));
        let spellings: Vec<String> = said["spellings"].as_array().unwrap().iter().map(text).collect();
        assert_eq!(platform.spellings, spellings);
    }
}

/// Every platform's movements add up to its balance.
fn adds_up(report: &ImportReport) {
    for p in &report.platforms {
        let sum = Credit::sum([p.before, p.deposited, p.opening, p.consumed, p.adjusted]).unwrap();
        assert_eq!(sum, p.balance, "{}", p.name);
    }
}

#[test]
fn every_sample_comes_in_to_the_centime_in_every_mode() {
    for set in ["table-dump", "french-excel", "dirty"] {
        for mode in MODES {
            let shop = shop();
            let report = shop.import(request(sample(set), mode));
            agrees(&report, &expected(set));
            adds_up(&report);
            shop.sound();
            assert!(
                report.batch.is_some() && report.backup.as_deref().is_some_and(|b| std::path::Path::new(b).is_file())
            );
            assert_eq!(
                shop.count("SELECT count(*) FROM legacy_rows"),
                i64::from(report.files.iter().map(|f| f.rows).sum::<u32>())
            );
            assert_eq!(shop.count("SELECT count(*) FROM sales WHERE number IS NOT NULL"), 0);
            assert_eq!(shop.count("SELECT count(*) FROM payments WHERE fee <> 0"), 0);
            assert_eq!(shop.count("SELECT count(*) FROM sales WHERE actor <> 'import'"), 0);
        }
    }
}

#[test]
fn opening_ends_at_the_panels_figures() {
    let shop = shop();
    let mut asked = request(sample("table-dump"), ImportMode::Opening);
    asked.balances = vec![figure("iptv-gold", "1 250,50"), figure("CARDHUB", "0")];
    let report = shop.import(asked);
    for platform in &report.platforms {
        let figure = if text::key(&platform.name) == "iptv gold" { "1250.50" } else { "0.00" };
        assert_eq!(platform.balance.to_string(), figure, "{}", platform.name);
        assert_eq!(platform.consumed, Credit::ZERO);
        assert_eq!(platform.adjusted, Credit::ZERO);
    }
    shop.sound();
    // The value goes with the credit: one dinar each here.
    assert_eq!(
        shop.count("SELECT count(*) FROM movements WHERE credit <> value OR (kind NOT IN ('deposit', 'opening'))"),
        0
    );
    assert_eq!(shop.count("SELECT count(*) FROM movements WHERE kind = 'opening' AND day = 20260921"), 5);
}

#[test]
fn replay_takes_credit_in_order_of_days_from_an_opening_that_covers_it() {
    let shop = shop();
    let mut asked = request(sample("table-dump"), ImportMode::Replay);
    asked.balances = vec![figure("NetPanel DZ", "500")];
    let report = shop.import(asked);
    adds_up(&report);
    for platform in &report.platforms {
        assert!(!platform.opening.is_negative() && !platform.balance.is_negative());
        assert_eq!(platform.adjusted.is_zero(), platform.name != "NetPanel DZ");
    }
    let consumed = Credit::sum(report.platforms.iter().map(|p| p.consumed)).unwrap();
    assert_eq!(consumed.raw(), -shop.count("SELECT sum(cost) FROM sale_lines"));
    assert_eq!(shop.count("SELECT balance_after FROM movements m JOIN platforms p ON p.id = m.platform_id WHERE p.name = 'NetPanel DZ' ORDER BY seq DESC LIMIT 1"), 5_000_000);
    let late_opening = "SELECT count(*) FROM movements WHERE kind = 'opening' AND seq <> 1";
    assert_eq!(shop.count(late_opening), 0);
    let backwards =
        "SELECT count(*) FROM movements a JOIN movements b ON b.platform_id = a.platform_id AND b.seq = a.seq + 1
        WHERE b.day < a.day OR (b.day = a.day AND b.kind = 'deposit' AND a.kind = 'sale')";
    assert_eq!(shop.count(backwards), 0);
    shop.sound();
}

#[test]
fn archive_posts_nothing() {
    let shop = shop();
    let report = shop.import(request(sample("table-dump"), ImportMode::Archive));
    assert_eq!(report.totals.purchases.amount.to_string(), "731597.04");
    assert_eq!(report.totals.sales.paid.to_string(), "723731.10");
    for table in ["movements", "deposits", "sales", "payments", "platforms"] {
        assert_eq!(shop.count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(shop.count("SELECT count(*) FROM customers"), 30);
    assert_eq!(shop.count("SELECT count(*) FROM products"), 8);
    shop.sound();
}

#[test]
fn a_second_import_brings_nothing_in_any_format() {
    let shop = shop();
    shop.import(request(sample("table-dump"), ImportMode::Opening));
    let before = shop.book.read(state).unwrap();
    for set in ["table-dump", "french-excel"] {
        let report = shop.import(request(sample(set), ImportMode::Opening));
        for file in &report.files {
            assert_eq!((file.accepted, file.refused, file.duplicates), (0, 0, file.rows), "{set} {}", file.path);
        }
        assert_eq!(report.totals.purchases.amount, Money::ZERO);
        assert!(report.issues.iter().all(|i| i.code == Verdict::Duplicate && i.column == "id"));
        assert_eq!(shop.book.read(state).unwrap(), before);
        adds_up(&report);
    }
    shop.sound();
}

fn state(c: &rusqlite::Connection) -> crate::Result<Vec<i64>> {
    ["movements", "deposits", "sales", "payments", "customers", "products", "platforms", "subscriptions", "legacy_keys"]
        .iter()
        .map(|table| Ok(c.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0))?))
        .collect()
}

#[test]
fn the_dirty_set_gets_exactly_its_verdicts() {
    let shop = shop();
    let report = shop.import(request(sample("dirty"), ImportMode::Replay));
    let found: Vec<_> = report
        .issues
        .iter()
        .map(|i| (stem(&i.file), i.row, i.column.clone(), i.code.code(), serde_json::to_value(i.severity).unwrap()))
        .collect();
    let expected = expected("dirty");
    let mut wanted: Vec<_> = expected["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| {
            let text = |name: &str| i[name].as_str().unwrap().to_owned();
            let row = u32::try_from(i["row"].as_u64().unwrap()).unwrap();
            (text("file"), row, text("column"), text("code"), i["severity"].clone())
        })
        .collect();
    wanted.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!(
            (&found.0, found.1, &found.2, found.3, &found.4),
            (&wanted.0, wanted.1, &wanted.2, wanted.3.as_str(), &wanted.4)
        );
    }
}

#[test]
fn a_row_is_told_as_a_spreadsheet_and_as_an_editor_counts() {
    let shop = shop();
    let report = shop.import(request(sample("dirty"), ImportMode::Opening));
    let content = std::fs::read_to_string(sample("dirty").join("stock_purchases.csv")).unwrap();
    let lines: Vec<&str> = content.lines().collect();
    let bad = report.issues.iter().find(|i| i.code == Verdict::BadDate && stem(&i.file) == "stock_purchases").unwrap();
    assert_eq!((bad.row, bad.line, bad.value.as_str()), (62, 73, "2025-02-31 00:00:00"));
    assert!(lines[72].contains("2025-02-31"));
}

fn stem(file: &str) -> String {
    std::path::Path::new(file).file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn refused_rows_are_corrected_and_come_in_alone() {
    let shop = shop();
    let report = shop.import(request(sample("dirty"), ImportMode::Opening));
    assert_eq!(report.refused.len(), 7);
    let path = shop.folder.path().join("rejects.csv");
    write_rejects(&report.refused, &path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("\u{FEFF}motif;fichier;ligne;id;") && text.contains("\r\n"));
    let again = shop.import(request(&path, ImportMode::Opening));
    assert_eq!(again.files.iter().map(|f| f.refused).sum::<u32>(), 7);
    assert_eq!(again.files.len(), 3);
    let corrected =
        text.replace("2025-02-31", "2025-02-28").replace(";abc;", ";2803,20;").replace("not a date", "2025-01-05");
    std::fs::write(&path, corrected).unwrap();
    let fixed = shop.import(request(&path, ImportMode::Opening));
    assert_eq!((fixed.totals.purchases.accepted, fixed.totals.sales.accepted), (2, 1));
    assert_eq!(fixed.totals.purchases.amount.to_string(), "42929.82");
    // Its payment came with the first import and was kept; only the sale is new.
    assert_eq!(fixed.totals.sales.revenue.to_string(), "1590.01");
    shop.sound();
}

#[test]
fn a_dry_run_says_the_same_and_leaves_every_byte() {
    let shop = shop();
    let hash = |shop: &Shop| std::fs::read(shop.book.path()).unwrap();
    let before = hash(&shop);
    let mut asked = request(sample("dirty"), ImportMode::Replay);
    asked.dry_run = true;
    let dry = shop.import(asked.clone());
    assert!(hash(&shop) == before);
    assert!(!shop.folder.path().join("backups").exists());
    asked.dry_run = false;
    let real = shop.import(asked);
    assert!(dry.batch.is_none() && dry.dry_run && dry.backup.is_none());
    assert_eq!(
        (&dry.files, &dry.platforms, &dry.issues, &dry.totals),
        (&real.files, &real.platforms, &real.issues, &real.totals)
    );
    assert_eq!(dry.refused, real.refused);
    let before = hash(&shop);
    import(&shop.book, caller(), {
        let mut again = request(sample("table-dump"), ImportMode::Opening);
        again.dry_run = true;
        again
    })
    .unwrap();
    assert!(hash(&shop) == before);
}

#[test]
fn inspecting_names_tables_formats_and_suppliers() {
    let seen = inspect(&[sample("french-excel")]).unwrap();
    let shapes: Vec<_> = seen.files.iter().map(|f| (f.shape.as_str(), f.rows)).collect();
    assert_eq!(
        shapes,
        [
            ("digital_products", 8),
            ("payment_history", 20),
            ("stock_movements", 260),
            ("stock_purchases", 60),
            ("stock_sales", 200),
            ("subscribers", 30)
        ]
    );
    assert!(seen.files.iter().all(|f| f.delimiter == ";" && f.questions.is_empty()), "{:?}", seen.files);
    assert_eq!(seen.files[3].encoding, "windows-1252");
    let gold = seen.suppliers.iter().find(|s| text::key(&s.name) == "iptv gold").unwrap();
    assert_eq!(gold.spellings, ["IPTV Gold", "IPTV-GOLD", "Iptv gold "]);
}

#[test]
fn a_spelling_goes_where_a_person_puts_it() {
    let shop = shop();
    let mut asked = request(sample("table-dump"), ImportMode::Opening);
    asked.merges = vec![Merge { spelling: "CardHub".into(), platform: "NetPanel DZ".into() }];
    let report = shop.import(asked);
    let named = |name: &str| report.platforms.iter().find(|p| p.name == name).unwrap().spellings.clone();
    assert_eq!(named("CARDHUB"), ["CARDHUB"]);
    assert_eq!(named("NetPanel DZ"), ["CardHub", "NetPanel DZ"]);
    let mut asked = request(sample("table-dump"), ImportMode::Opening);
    asked.merges = vec![Merge { spelling: "Nobody".into(), platform: "NetPanel DZ".into() }];
    assert!(import(&shop.book, caller(), asked).is_err());
}

#[test]
fn subscriptions_open_on_their_days() {
    let shop = shop();
    shop.import(request(sample("table-dump"), ImportMode::Opening));
    let sold = shop.count(
        "SELECT count(*) FROM sale_lines l JOIN products p ON p.id = l.product_id WHERE p.term_months IS NOT NULL",
    );
    assert_eq!(shop.count("SELECT count(*) FROM subscriptions"), sold);
    let first = "SELECT u.starts_on || ' ' || u.ends_on FROM subscriptions u JOIN sale_lines l ON l.id = u.id
        JOIN sales s ON s.id = l.sale_id WHERE s.legacy_number = 'tj1pg0d42'";
    assert_eq!(shop.text(first), "20250713 20250813");
    let phone =
        "SELECT c.phone FROM customers c JOIN sales s ON s.customer_id = c.id WHERE s.legacy_number = 'tj1pg0d42'";
    assert_eq!(shop.text(phone), "+213621172421");
}
