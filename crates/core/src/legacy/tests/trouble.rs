//! Files that no one would wish for: each an error with a code or a refused row, never a panic.

use proptest::prelude::*;

use super::shop::{caller, figure, request, shop};
use crate::error::ErrorCode;
use crate::legacy::{ImportMode, Verdict, import, inspect};

const HEAD: &str = "id,supplier,quantity,total_cost,purchase_date,notes\n";

#[test]
fn bad_files_are_errors_with_codes() {
    let shop = shop();
    let cases: Vec<(&str, Vec<u8>, ErrorCode)> = vec![
        ("empty.csv", vec![], ErrorCode::FileEmpty),
        ("blank.csv", b"\n\n  \n".to_vec(), ErrorCode::FileEmpty),
        ("one.csv", b"x".to_vec(), ErrorCode::FileUnrecognised),
        ("nul.csv", b"id,supplier\0\0\0,quantity".to_vec(), ErrorCode::FileNotText),
        ("binary.csv", (0_u8..=255).cycle().take(5000).collect(), ErrorCode::FileNotText),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), ErrorCode::FileNotText),
        ("other.csv", b"a,b,c\n1,2,3\n".to_vec(), ErrorCode::FileUnrecognised),
    ];
    for (name, bytes, code) in cases {
        let path = shop.file(name, bytes);
        let error = import(&shop.book, caller(), request(&path, ImportMode::Opening)).unwrap_err();
        assert_eq!(error.code, code, "{name}");
        assert!(error.details["file"].ends_with(name));
        match inspect(std::slice::from_ref(&path)) {
            Ok(seen) => assert_eq!((seen.files[0].shape.as_str(), code), ("unknown", ErrorCode::FileUnrecognised)),
            Err(error) => assert_eq!(error.code, code, "{name}"),
        }
    }
    let missing = shop.folder.path().join("nowhere.csv");
    assert_eq!(inspect(&[missing]).unwrap_err().code, ErrorCode::FileMissing);
    let other = shop.folder.path().join("other.csv");
    let error = import(&shop.book, caller(), request(other, ImportMode::Opening)).unwrap_err();
    assert_eq!(error.details["columns"], "a, b, c");
    assert_eq!(shop.count("SELECT count(*) FROM legacy_batches"), 0);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_never_opened() {
    assert_eq!(inspect(&["/dev/zero".into()]).unwrap_err().code, ErrorCode::FileUnreadable);
}

#[test]
fn a_header_alone_brings_nothing() {
    let shop = shop();
    let report = shop.import(request(shop.file("a.csv", HEAD), ImportMode::Opening));
    assert_eq!((report.files[0].rows, report.files[0].accepted), (0, 0));
}

#[test]
fn an_unclosed_quote_refuses_its_record_without_keeping_the_file() {
    let shop = shop();
    let mut text = format!("{HEAD}a,X,1,5.00,2025-01-20,\nb,X,1,5.00,2025-01-20,\"never closed\n");
    for line in 0..60_000 {
        text.push_str(&format!("c{line},X,1,5.00,2025-01-20,a line of the same record\n"));
    }
    let report = shop.import(request(shop.file("a.csv", text), ImportMode::Opening));
    assert_eq!((report.files[0].rows, report.files[0].accepted), (2, 1));
    let cut = report.issues.iter().find(|i| i.code == Verdict::WrongColumns).unwrap();
    assert_eq!(cut.row, 3);
    assert!(shop.count("SELECT max(length(raw)) FROM legacy_rows") <= 1 << 20);
}

#[test]
fn ragged_rows_and_cells_too_long_are_refused() {
    let shop = shop();
    let long = "x".repeat((64 << 10) + 1);
    let text = format!(
        "{HEAD}a,X,1,5.00\nb,X,1,5.00,2025-01-20,n,more\nc,X,1,5.00,2025-01-20,{long}\nd,X,1,5.00,2025-01-20,,,\n"
    );
    let report = shop.import(request(shop.file("a.csv", text), ImportMode::Opening));
    assert_eq!(report.issues.iter().filter(|i| i.code == Verdict::WrongColumns).count(), 3);
    assert_eq!(report.files[0].accepted, 1);
}

#[test]
fn each_verdict_of_a_row() {
    let shop = shop();
    let rows = [
        ("1,X,1,5.00,2025-13-20,", Verdict::BadDate, "purchase_date"),
        ("2,X,1,five,2025-01-20,", Verdict::BadNumber, "total_cost"),
        ("3,X,1,5.001,2025-01-20,", Verdict::BadNumber, "total_cost"),
        ("4,X,0,5.00,2025-01-20,", Verdict::OutOfRange, "quantity"),
        ("5,X,1,-5.00,2025-01-20,", Verdict::OutOfRange, "total_cost"),
        ("6,X,1,100000001.00,2025-01-20,", Verdict::OutOfRange, "total_cost"),
        ("7,,1,5.00,2025-01-20,", Verdict::MissingRequired, "supplier"),
        ("8,NULL,1,5.00,2025-01-20,", Verdict::MissingRequired, "supplier"),
        ("9,X,,5.00,2025-01-20,", Verdict::MissingRequired, "quantity"),
        ("10,X,1,,2025-01-20,", Verdict::MissingRequired, "total_cost"),
        ("11,X,1,5.00,,", Verdict::MissingRequired, "purchase_date"),
        ("12,X,1.5,5.00,2025-01-20,", Verdict::BadNumber, "quantity"),
    ];
    for (row, code, column) in rows {
        let path = shop.file("row.csv", format!("{HEAD}{row}\n0,X,1,4.50,2025-01-20,\n"));
        let report = shop.import(request(&path, ImportMode::Opening));
        let first = &report.issues[0];
        assert_eq!((first.code, first.column.as_str(), first.row), (code, column, 2), "{row}");
        assert_eq!(report.files[0].refused, 1, "{row}");
    }
    shop.sound();
}

#[test]
fn a_platform_in_another_unit_or_a_figure_for_nobody_refuses_everything() {
    let shop = shop();
    let input =
        crate::platforms::AddPlatform { name: "X".into(), unit: "USD".into(), decimals: 2, low: None, critical: None };
    crate::platforms::add(&shop.book, caller(), input).unwrap();
    let path = shop.file("a.csv", format!("{HEAD}1,x,1,5.00,2025-01-20,\n"));
    let error = import(&shop.book, caller(), request(&path, ImportMode::Opening)).unwrap_err();
    assert_eq!(error.code, ErrorCode::PlatformUnit);
    let mut asked = request(&path, ImportMode::Opening);
    asked.balances = vec![figure("Nobody", "5")];
    assert_eq!(import(&shop.book, caller(), asked).unwrap_err().code, ErrorCode::UnknownPlatform);
    assert_eq!(shop.count("SELECT count(*) FROM legacy_rows"), 0);
}

#[test]
fn a_platform_that_is_in_use_keeps_its_credit_in_opening() {
    let shop = shop();
    let path = shop.file("a.csv", format!("{HEAD}1,X,1,5.00,2025-01-20,\n"));
    let mut asked = request(&path, ImportMode::Opening);
    asked.balances = vec![figure("X", "3")];
    shop.import(asked);
    let path = shop.file("b.csv", format!("{HEAD}2,X,1,7.00,2025-01-21,\n"));
    let report = shop.import(request(&path, ImportMode::Opening));
    let platform = &report.platforms[0];
    let said = [platform.before, platform.deposited, platform.opening, platform.balance].map(|c| c.to_string());
    assert_eq!(said, ["3.00", "7.00", "-7.00", "3.00"]);
    shop.sound();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_bytes_are_imported_or_refused_without_a_panic(tail in proptest::collection::vec(any::<u8>(), 0..400), head: bool) {
        let shop = shop();
        let mut bytes = if head { HEAD.as_bytes().to_vec() } else { vec![] };
        bytes.extend(tail);
        let path = shop.file("a.csv", bytes);
        let _seen = inspect(std::slice::from_ref(&path));
        let mut asked = request(&path, ImportMode::Replay);
        asked.dry_run = true;
        if let Err(error) = import(&shop.book, caller(), asked) {
            prop_assert_ne!(error.code, ErrorCode::Bug);
        }
    }
}
