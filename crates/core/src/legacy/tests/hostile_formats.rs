//! Workbooks and JSON that no one would wish for: each an error that says what to do, never a panic, never a hang.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

use super::converted::rezip;
use super::shop::{caller, request, shop};
use crate::error::ErrorCode;
use crate::legacy::{ImportMode, import, inspect};

const ROW: &str = r#"{"supplier":"X","quantity":1,"totalCost":5.5,"purchaseDate":"2025-01-20"}"#;

/// A small workbook: a table of two columns and a row.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, cell) in (0_u16..).zip(["supplier", "quantity", "total_cost", "purchase_date"]) {
        sheet.write(0, column, cell).unwrap();
    }
    for (column, cell) in (0_u16..).zip(["X", "1", "5.50", "2025-01-20"]) {
        sheet.write(1, column, cell).unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn changed(part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    rezip(&workbook(), |name, text| if name == part { change(text) } else { text })
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        written.start_file(*name, SimpleFileOptions::default()).unwrap();
        written.write_all(bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

fn compound(names: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    // The name lies across two of the pieces in which the file is looked through.
    bytes.resize((64 << 10) - 16, 0);
    bytes.extend(names.iter().flat_map(|name| name.encode_utf16()).flat_map(u16::to_le_bytes));
    bytes.resize(200 << 10, 0);
    bytes
}

fn sheet(text: String, row: &str) -> String {
    text.replace("</sheetData>", &format!("{row}</sheetData>"))
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn bad_workbooks_are_errors_with_codes() {
    let sound = workbook();
    let cell = |at: &str| format!("<row><c r=\"{at}\"><v>1</v></c></row>");
    let many = |_| "<sst uniqueCount = '99999999999'><si><t>a</t></si></sst>".to_owned();
    let cases: Vec<(&str, Vec<u8>, ErrorCode)> = vec![
        ("cut.xlsx", sound[..sound.len() / 2].to_vec(), ErrorCode::WorkbookDamaged),
        ("mark.xlsx", b"PK\x03\x04".to_vec(), ErrorCode::WorkbookDamaged),
        ("document.xlsx", archive(&[("word/document.xml", b"<w/>")]), ErrorCode::WorkbookDamaged),
        ("none.xlsx", archive(&[]), ErrorCode::WorkbookDamaged),
        ("bomb.xlsx", archive(&[("xl/worksheets/sheet1.xml", &vec![b' '; 40 << 20])]), ErrorCode::FileTooLarge),
        ("announced.xlsx", changed("xl/sharedStrings.xml", many), ErrorCode::WorkbookDamaged),
        ("nul.xlsx", changed("xl/sharedStrings.xml", |text| text + "\0"), ErrorCode::WorkbookDamaged),
        ("column.xlsx", changed(SHEET, |text| sheet(text, &cell("ZZZZ9"))), ErrorCode::WorkbookDamaged),
        ("far.xlsx", changed(SHEET, |text| sheet(text, &cell("ZZZZZZZZZZZZ9"))), ErrorCode::WorkbookDamaged),
        ("row.xlsx", changed(SHEET, |text| sheet(text, &cell("A1048577"))), ErrorCode::WorkbookDamaged),
        ("back.xlsx", changed(SHEET, |text| sheet(text, &cell("A1"))), ErrorCode::WorkbookDamaged),
        ("texts.xlsx", changed("xl/sharedStrings.xml", |_| "<sst></sst>".into()), ErrorCode::WorkbookDamaged),
        ("xml.xlsx", changed(SHEET, |text| text.replace("</sheetData>", "")), ErrorCode::WorkbookDamaged),
        ("locked.xlsx", compound(&["EncryptedPackage"]), ErrorCode::WorkbookProtected),
        ("old.xlsx", compound(&["Workbook"]), ErrorCode::WorkbookOld),
        ("old.csv", compound(&["Book"]), ErrorCode::WorkbookOld),
        ("page.xls", b" \r\n<HTML><body><table><tr><td>id".to_vec(), ErrorCode::FileWebPage),
        ("page.xlsx", b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), ErrorCode::FileWebPage),
        ("binary.xlsx", vec![0, 1, 2, 3, 0, 0, 255], ErrorCode::FileNotText),
        ("blank.xlsx", Workbook::new().save_to_buffer().unwrap(), ErrorCode::FileEmpty),
        ("noise.json", br#"{"a":[{"b":1}"#.to_vec(), ErrorCode::JsonDamaged),
        ("behind.json", br#"{"a":[{"b":1}]} x"#.to_vec(), ErrorCode::JsonDamaged),
        ("deep.json", "{\"a\":".repeat(100_000).into_bytes(), ErrorCode::JsonDamaged),
        ("empty.json", b"{}".to_vec(), ErrorCode::FileWithoutTable),
        ("list.json", b"[]".to_vec(), ErrorCode::FileWithoutTable),
        ("numbers.json", br#"{"a":[1,{"b":1}],"c":"[{"}"#.to_vec(), ErrorCode::FileWithoutTable),
        ("nothing.json", b"[{}, null]".to_vec(), ErrorCode::FileEmpty),
        ("nul.json", b"[{\"a\":\"\0\0\0\"}]".to_vec(), ErrorCode::FileNotText),
    ];
    for (name, bytes, code) in cases {
        let shop = shop();
        let path = shop.file(name, bytes);
        let error = inspect(std::slice::from_ref(&path)).unwrap_err();
        assert_eq!(error.code, code, "{name}: {error}");
        assert!(error.details["file"].ends_with(name));
        assert_eq!(import(&shop.book, caller(), request(&path, ImportMode::Opening)).unwrap_err().code, code);
    }
}

#[test]
fn an_error_in_json_says_its_line() {
    let shop = shop();
    let error = inspect(&[shop.file("a.json", "{\n\"a\":\n[{\"b\":}]}")]).unwrap_err();
    assert_eq!((error.code, error.details["line"].as_str()), (ErrorCode::JsonDamaged, "3"));
}

#[test]
fn the_name_says_nothing() {
    let csv = b"supplier,quantity,total_cost,purchase_date\nX,1,5.50,2025-01-20\n".to_vec();
    let brackets = b"[note],supplier,quantity,total_cost,purchase_date\n,X,1,5.50,2025-01-20\n".to_vec();
    let json = format!("[{ROW}]").into_bytes();
    for (name, bytes, encoding) in [
        ("a.xlsx", csv, "utf-8"),
        ("b.json", brackets, "utf-8"),
        ("c.csv", workbook(), "xlsx"),
        ("d.csv", json, "json"),
    ] {
        let shop = shop();
        let path = shop.file(name, bytes);
        assert_eq!(inspect(std::slice::from_ref(&path)).unwrap().files[0].encoding, encoding, "{name}");
        assert_eq!(shop.import(request(&path, ImportMode::Opening)).files[0].accepted, 1, "{name}");
    }
}

#[test]
fn a_cell_at_the_sheets_very_end_and_ten_thousand_columns() {
    let shop = shop();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for column in 0..10_000_u16 {
        sheet.write(0, column, format!("column {column}")).unwrap();
    }
    for (column, cell) in (9_996_u16..).zip(["supplier", "quantity", "total_cost", "purchase_date"]) {
        sheet.write(0, column, cell).unwrap();
    }
    for (column, cell) in (9_996_u16..).zip(["X", "1", "5.50", "bad"]) {
        sheet.write(1_048_575, column, cell).unwrap();
    }
    let path = shop.folder.path().join("a.xlsx");
    book.save(&path).unwrap();
    let report = shop.import(request(&path, ImportMode::Opening));
    assert_eq!((report.files[0].rows, report.issues[0].row, report.issues[0].line), (1, 1_048_576, 1_048_576));
    let members: Vec<String> = (0..17_000).map(|key| format!("\"k{key}\":1")).collect();
    let wide = format!("[{{{}}}]", members.join(","));
    assert_eq!(inspect(&[shop.file("wide.json", wide)]).unwrap_err().code, ErrorCode::FileTooLarge);
    let deep = format!("[{{\"supplier\":{}{},\"quantity\":1}}]", "[".repeat(50_000), "]".repeat(50_000));
    assert_eq!(inspect(&[shop.file("deep.json", deep)]).unwrap().files[0].rows, 1);
    let lists = (0..1_001).map(|list| format!("\"l{list}\":[{ROW}]")).collect::<Vec<_>>().join(",");
    assert_eq!(inspect(&[shop.file("lists.json", format!("{{{lists}}}"))]).unwrap_err().code, ErrorCode::FileTooLarge);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_change_of_a_workbook_is_read_or_refused_without_a_panic(
        part in 0_usize..8, at in 0_usize..6000, bytes in "[ -~]{0,12}", gone in 0_usize..40,
    ) {
        let mut index = 0;
        let changed = rezip(&workbook(), |_, text| {
            index += 1;
            if index != part + 1 {
                return text;
            }
            let at = at % text.len().max(1);
            let end = (at + gone).min(text.len());
            format!("{}{bytes}{}", text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default())
        });
        let shop = shop();
        let mut asked = request(shop.file("a.xlsx", changed), ImportMode::Replay);
        asked.dry_run = true;
        if let Err(error) = import(&shop.book, caller(), asked) {
            prop_assert_ne!(error.code, ErrorCode::Bug);
        }
    }

    #[test]
    fn any_bytes_behind_a_workbooks_mark_are_refused_without_a_panic(cut in 0_usize..6000, tail in proptest::collection::vec(any::<u8>(), 0..60)) {
        let sound = workbook();
        let cut = cut % sound.len();
        let mut bytes = sound[..cut].to_vec();
        bytes.extend(&tail);
        bytes.extend(&sound[(cut + tail.len()).min(sound.len())..]);
        let shop = shop();
        if let Err(error) = inspect(&[shop.file("a.xlsx", bytes)]) {
            prop_assert_ne!(error.code, ErrorCode::Bug);
        }
    }

    #[test]
    fn any_json_is_read_or_refused_without_a_panic(text in r#"[\[{]("a"|:|,|\[|\]|\{|\}|1e5|-0|null|"\\ud800"|"\[\{"|true| ){0,30}"#) {
        let shop = shop();
        let mut asked = request(shop.file("a.json", &text), ImportMode::Replay);
        asked.dry_run = true;
        if let Err(error) = import(&shop.book, caller(), asked) {
            prop_assert_ne!(error.code, ErrorCode::Bug);
        }
    }
}
