//! Bytes of every dataset in both dialects, and what a failed export leaves.

use std::path::PathBuf;

use super::*;
use crate::error::ErrorCode;
use crate::reports::tests::shop::{BARIDIMOB, CASH, Shop, day, line, on};

/// Names that a spreadsheet would run, need quoting or are Arabic; a debt, a cancellation, a later payment.
fn small_shop() -> Shop {
    let shop = Shop::new();
    let gold = shop.platform("=IPTV;Gold", "USD");
    shop.deposit("2026-01-02", gold, "100", "24000");
    shop.deposit("2026-01-15", gold, "200", "50000");
    let iptv = shop.product("IPTV 12 mois, \"Pro\"", "IPTV", "4500", Some((gold, "12.50")));
    let setup = shop.product("@Installation", "", "1000.50", None);
    let ali = shop.customer("-Ali", "0550 12 34 56");
    let amina = shop.customer("أمينة; بن علي", "");
    shop.sell("2026-01-31", Some(ali), vec![line(iptv, 2, "500"), line(setup, 1, "")], &[(BARIDIMOB, "5000")]).unwrap();
    let second = shop.sell("2026-02-01", Some(amina), vec![line(iptv, 1, "")], &[(CASH, "4500")]).unwrap();
    let third = shop.sell("2026-02-01", Some(amina), vec![line(iptv, 1, "")], &[]).unwrap();
    shop.sell("2026-02-28", None, vec![line(setup, 3, "0.50")], &[(CASH, "")]).unwrap();
    shop.cancel("2026-03-01", second).unwrap();
    shop.pay("2026-03-02", third, BARIDIMOB, "1000.25").unwrap();
    shop.count("2026-03-02", BARIDIMOB, "985.25", "985", "=erreur; de frappe");
    shop
}

fn exported(shop: &Shop, dataset: Dataset, dialect: Dialect, from: Option<&str>, to: Option<&str>) -> (u32, String) {
    let target = shop.folder.path().join(format!("{}.csv", dataset.code()));
    let caller = on("2026-03-10");
    let report = write(&shop.book, &caller, dataset, dialect, from.map(day), to.map(day), &target).unwrap();
    assert_eq!(report.file, target.display().to_string());
    (report.rows, String::from_utf8(std::fs::read(target).unwrap()).unwrap())
}

fn files(shop: &Shop) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(shop.folder.path()).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_dataset_in_both_dialects() {
    let shop = small_shop();
    for dataset in Dataset::ALL {
        for dialect in Dialect::ALL {
            let (rows, text) = exported(&shop, *dataset, *dialect, None, None);
            assert_eq!(text.matches("\r\n").count(), rows as usize + 1);
            assert_eq!(text.starts_with('\u{feff}'), *dialect == Dialect::ExcelFr);
            let name = format!("{}_{}", dataset.code(), dialect.code());
            // Each line keeps its end in sight.
            insta::assert_snapshot!(name, text.replace('\u{feff}', "<BOM>").replace("\r\n", "<CRLF>\n"));
        }
    }
}

#[test]
fn a_suppliers_payment_is_a_row_for_each_deposit_that_it_paid() {
    let shop = Shop::new();
    let gold = shop.platform("=IPTV;Gold", "USD");
    for day in ["2026-01-02", "2026-01-15"] {
        shop.owe("2026-01-15", day, gold, "1000", "250");
    }
    shop.pay_supplier("2026-01-20", gold, BARIDIMOB, "1000", "=reçu; \"7\"");
    shop.pay_supplier("2026-01-21", gold, CASH, "", "");
    for dialect in Dialect::ALL {
        let (rows, text) = exported(&shop, Dataset::SupplierPayments, *dialect, None, None);
        assert_eq!(rows, 5);
        let name = format!("supplier-payments_spread_{}", dialect.code());
        insta::assert_snapshot!(name, text.replace('\u{feff}', "<BOM>").replace("\r\n", "<CRLF>\n"));
    }
    let rows = |from, to| exported(&shop, Dataset::SupplierPayments, Dialect::International, from, to).0;
    assert_eq!((rows(Some("2026-01-20"), Some("2026-01-20")), rows(Some("2026-01-21"), None)), (2, 1));
}

#[test]
fn both_days_of_a_period_are_in_it() {
    let shop = small_shop();
    let rows = |dataset, from, to| exported(&shop, dataset, Dialect::International, from, to).0;
    assert_eq!(rows(Dataset::Sales, Some("2026-01-31"), Some("2026-01-31")), 1);
    assert_eq!(rows(Dataset::Sales, Some("2026-02-01"), Some("2026-02-28")), 3);
    assert_eq!(rows(Dataset::Sales, Some("2026-02-02"), Some("2026-02-27")), 0);
    assert_eq!(rows(Dataset::Payments, Some("2026-03-01"), Some("2026-03-02")), 2);
    assert_eq!(rows(Dataset::Movements, None, Some("2026-01-31")), 3);
    assert_eq!(rows(Dataset::Deposits, Some("2026-01-15"), None), 1);
}

#[test]
fn another_program_reads_back_what_the_book_holds() {
    let shop = small_shop();
    let (_, exact) = exported(&shop, Dataset::Sales, Dialect::International, None, None);
    let (_, guarded) = exported(&shop, Dataset::Sales, Dialect::ExcelFr, None, None);
    let mut exact = csv::Reader::from_reader(exact.as_bytes());
    let mut guarded =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(guarded.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(exact.headers().unwrap(), guarded.headers().unwrap());
    for (exact, guarded) in exact.records().zip(guarded.records()) {
        let (exact, guarded) = (exact.unwrap(), guarded.unwrap());
        assert_eq!(exact[2], *guarded[2].trim_start_matches('\''));
        assert_eq!(exact[3], *guarded[3].trim_start_matches('\''));
        assert_eq!(exact[4], guarded[4]);
        assert_eq!(exact[9].replace('.', ","), guarded[9]);
    }
}

#[test]
fn an_export_replaces_a_file_whole() {
    let shop = small_shop();
    let target = shop.folder.path().join("sales.csv");
    std::fs::write(&target, "what was there, longer than nothing").unwrap();
    let (rows, text) = exported(&shop, Dataset::Sales, Dialect::International, None, None);
    assert!(rows == 4 && text.starts_with("number,date,"));
    assert!(!files(&shop).iter().any(|f| f.display().to_string().contains(".rasid-export-")));
}

#[test]
fn a_failed_export_leaves_nothing_behind() {
    let shop = small_shop();
    let before = files(&shop);
    let fail = |target: &Path| {
        let (dataset, dialect) = (Dataset::Sales, Dialect::ExcelFr);
        write(&shop.book, &on("2026-03-10"), dataset, dialect, None, None, target).unwrap_err()
    };
    for (target, code) in [
        (shop.folder.path().join("missing/sales.csv"), ErrorCode::FileWriteFailed),
        (shop.folder.path().to_owned(), ErrorCode::FileExists),
    ] {
        let error = fail(&target);
        assert_eq!(error.code, code);
        assert_eq!(error.details["file"], target.display().to_string());
    }
    assert_eq!(fail(shop.book.path()).code, ErrorCode::FileExists);
    assert_eq!(files(&shop), before);
    assert!(shop.book.verify().unwrap().ok);
}

#[test]
fn codes_are_those_of_the_command_line() {
    for dataset in Dataset::ALL {
        assert_eq!(Dataset::from_code(dataset.code()), Some(*dataset));
        assert_eq!(serde_json::to_value(dataset).unwrap(), dataset.code());
    }
    for dialect in Dialect::ALL {
        assert_eq!(Dialect::from_code(dialect.code()), Some(*dialect));
        assert_eq!(serde_json::to_value(dialect).unwrap(), dialect.code());
    }
    assert_eq!(Dataset::from_code("journal"), None);
}
