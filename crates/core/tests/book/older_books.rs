//! Books that older programs wrote, with what a shop had recorded in them: they open, keep every figure, and go on.
//!
//! Each file under `books/` is the SQL of such a book, as the program of that schema left it after the same days.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rasid_core::ids::{CustomerId, SubscriptionId};
use rasid_core::legacy::{self, ImportMode, ImportRequest};
use rasid_core::messages::{self, MessageKind};
use rasid_core::reports::{self, ProfitBy};
use rasid_core::sales::{self, PaymentInput, RenewalInput};
use rasid_core::settings::{self, Letterhead, UpdateSettings};
use rasid_core::{Book, customers, platforms, subscriptions};
use rusqlite::Connection;

use crate::shop::{CASH, on};

fn older(schema: &str, folder: &Path) -> PathBuf {
    let sql = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books").join(format!("{schema}.sql"));
    let path = folder.join(format!("{schema}.rasid"));
    let file = Connection::open(&path).unwrap();
    file.execute_batch(&std::fs::read_to_string(sql).unwrap()).unwrap();
    file.close().unwrap();
    path
}

fn opened(path: &Path) -> Book {
    Book::open(path, Duration::from_secs(5)).unwrap()
}

fn expect_sound(book: &Book, schema: &str) {
    let report = book.verify().unwrap();
    let failed: Vec<_> = report.checks.iter().filter(|check| !check.ok).collect();
    assert!(failed.is_empty(), "{schema}: {failed:?}");
}

/// The book's figures on 1 March, as the program that wrote it said them.
fn figures(book: &Book) -> Vec<String> {
    let caller = on("2026-03-01");
    book.read(|c| {
        let platform = platforms::list(c, &caller)?.remove(0);
        let mut all =
            vec![platform.balance.to_string(), platform.value.to_string(), platform.supplier_debt.to_string()];
        for id in [CustomerId(1), CustomerId(2)] {
            let customer = customers::get(c, id)?;
            all.push(format!("{} {} {}", customer.name, customer.debt, customer.sales));
        }
        let profit = reports::profit(c, ProfitBy::Month, None, None)?;
        all.extend(profit.rows.iter().map(|row| format!("{} {} {} {}", row.key, row.revenue, row.cost, row.profit)));
        Ok(all)
    })
    .unwrap()
}

const FIGURES: [&str; 7] = [
    "10.50",
    "2604.54",
    "800.00",
    "Amine B. 2000.00 1",
    "Nadia K. 13500.00 3",
    "2026-01 4500.00 685.71 3814.29",
    "2026-02 16500.00 3885.72 12614.28",
];

#[test]
fn every_older_book_keeps_its_figures_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    for schema in ["v1", "v2", "v3", "v4", "v5"] {
        let book = opened(&older(schema, folder.path()));
        expect_sound(&book, schema);
        assert_eq!(figures(&book), FIGURES, "{schema}");
        let renewal = RenewalInput {
            payments: vec![PaymentInput { method_id: CASH, amount: String::new() }],
            ..RenewalInput::default()
        };
        let renewed = sales::renew(&book, on("2026-03-01"), None, SubscriptionId(5), renewal).unwrap();
        assert_eq!((renewed.row.number.as_str(), renewed.row.debt.to_string()), ("V-2026-00005", "0.00".to_owned()));
        sales::cancel(&book, on("2026-03-02"), None, renewed.row.id, "essai".into()).unwrap();
        expect_sound(&book, schema);
        let kept = std::fs::read_dir(folder.path().join("backups")).unwrap().count();
        assert!(kept > 0, "{schema}: the book as it was is kept");
    }
}

#[test]
fn who_was_told_and_who_promised_is_known_in_a_book_of_the_second_schema() {
    let folder = tempfile::tempdir().unwrap();
    let book = opened(&older("v2", folder.path()));
    let told = book.read(|c| messages::told_on(c, SubscriptionId(1), MessageKind::Days3)).unwrap();
    assert_eq!(told.map(|day| day.to_string()), Some("2026-02-27".into()), "behind the pause that moved its end");
    let debts = book.read(|c| reports::debts(c, on("2026-03-01").today)).unwrap();
    let promised = debts.rows.iter().find(|row| row.customer == "Amine B.").and_then(|row| row.promised_on);
    assert_eq!(promised.map(|day| day.to_string()), Some("2026-03-01".into()));
}

#[test]
fn the_merged_and_the_counted_stand_in_a_book_of_the_third_schema() {
    let folder = tempfile::tempdir().unwrap();
    let book = opened(&older("v3", folder.path()));
    let amine = book.read(|c| customers::find(c, "Amine B.")).unwrap();
    let merged = book.read(|c| customers::merged(c, amine)).unwrap();
    assert_eq!(merged.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Amin B"]);
    let closings = book.read(|c| rasid_core::till::closings(c, None, None)).unwrap();
    assert_eq!(closings.len(), 1);
}

#[test]
fn who_holds_what_stands_in_a_book_of_the_fourth_schema_and_a_letterhead_can_be_added() {
    let folder = tempfile::tempdir().unwrap();
    let book = opened(&older("v4", folder.path()));
    let nadia = book.read(|c| customers::find(c, "Nadia K.")).unwrap();
    let held = book.read(|c| subscriptions::of_customer(c, &on("2026-03-01"), nadia)).unwrap();
    assert_eq!(held.iter().map(|one| one.id.0).collect::<std::collections::BTreeSet<_>>(), [1, 5].into());
    let info = settings::info(&book, &on("2026-03-01")).unwrap();
    assert_eq!((info.schema_version, &info.letterhead), (rasid_core::book::SCHEMA_VERSION, &Letterhead::default()));
    let letterhead = Letterhead { address: "Alger".into(), phone: "0550123456".into(), line: "NIF 1".into() };
    let input = UpdateSettings {
        name: info.name,
        language: info.language,
        theme: info.theme,
        country: None,
        letterhead: Some(letterhead),
    };
    let info = settings::update(&book, on("2026-03-01"), input).unwrap();
    assert_eq!(info.letterhead.phone, "+213550123456");
    expect_sound(&book, "v4");
}

#[test]
fn payments_and_debts_stand_in_a_book_of_the_fifth_schema_and_an_import_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = older("v5", folder.path());
    let rows = |c: &Connection| c.query_row("SELECT group_concat(hex(hash), ' ') FROM payments", [], |r| r.get(0));
    let before: String = rows(&Connection::open(&path).unwrap()).unwrap();
    let book = opened(&path);
    assert_eq!(book.read(|c| Ok(rows(c)?)).unwrap(), before, "the table was built anew, row for row");
    let file = folder.path().join("achats.csv");
    std::fs::write(&file, "id,supplier,quantity,total_cost,purchase_date,payment_status\n1,X,1,5.00,2025-01-20,paid\n")
        .unwrap();
    let mode = ImportMode::Replay;
    let request =
        ImportRequest { paths: vec![file], mode, balances: vec![], merges: vec![], choices: vec![], dry_run: false };
    let batch = legacy::import(&book, on("2026-03-01"), request).unwrap().batch.unwrap();
    sales::cancel(&book, on("2026-03-02"), None, rasid_core::ids::SaleId(4), "essai".into()).unwrap();
    drop(book);
    legacy::undo(&path, Duration::from_secs(5), |_| Ok(on("2026-03-02")), None, &batch).unwrap();
    expect_sound(&opened(&path), "v5");
}
