//! One shop's data as CSV, as a workbook and as JSON: the same import. And what its numbers, days and rows are.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::{Map, Value, json};

use super::shop::{Shop, request, sample, shop};
use crate::error::ErrorCode;
use crate::legacy::{ImportMode, ImportReport, Severity, Verdict, inspect};

const TABLES: [&str; 6] =
    ["digital_products", "payment_history", "stock_movements", "stock_purchases", "stock_sales", "subscribers"];
const HEAD: [&str; 6] = ["id", "supplier", "quantity", "total_cost", "purchase_date", "notes"];

fn rows_of(table: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let path = sample("table-dump").join(format!("{table}.csv"));
    let mut reader = csv::ReaderBuilder::new().from_path(path).unwrap();
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    let mut rows: Vec<Vec<String>> = rows.collect();
    // A few rows that cannot come in.
    if table == "stock_purchases" {
        rows[1][4] = "0".into();
        rows[2][7] = "2025-13-20".into();
        rows[3][3] = String::new();
    }
    (header, rows)
}

/// All tables as CSV.
fn folder(shop: &Shop) -> PathBuf {
    let folder = shop.folder.path().join("csv");
    std::fs::create_dir(&folder).unwrap();
    for table in TABLES {
        let (header, rows) = rows_of(table);
        let mut writer = csv::Writer::from_path(folder.join(format!("{table}.csv"))).unwrap();
        writer.write_record(header).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        writer.flush().unwrap();
    }
    folder
}

/// Whether a program would hold it as a number: an amount, not an id or a phone.
fn is_number(column: &str, cell: &str) -> bool {
    let amount = ["quantity", "price", "cost", "total", "amount", "profit", "stock", "margin", "alert"];
    amount.iter().any(|part| column.contains(part)) && cell.parse::<rust_decimal::Decimal>().is_ok()
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, name: &str, cell: &str) {
    let day = Format::new().set_num_format("dd/mm/yyyy");
    if is_number(name, cell) {
        sheet.write(row, column, number(cell)).unwrap();
    } else if let Some(date) = cell.strip_suffix(" 00:00:00") {
        sheet.write_with_format(row, column, ExcelDateTime::parse_from_str(date).unwrap(), &day).unwrap();
    } else if !cell.is_empty() {
        sheet.write(row, column, cell).unwrap();
    }
}

#[expect(clippy::disallowed_types, reason = "what a workbook holds")]
fn number(cell: &str) -> f64 {
    cell.parse().unwrap()
}

/// All tables in one workbook, among sheets that are no tables.
fn workbook(path: &Path) {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Vide").unwrap();
    let notes = book.add_worksheet();
    notes.set_name("Mes notes").unwrap();
    notes.write(3, 2, "rappeler le fournisseur").unwrap();
    for table in TABLES {
        let (header, rows) = rows_of(table);
        let sheet = book.add_worksheet();
        sheet.set_name(table).unwrap();
        for (column, name) in (0_u16..).zip(&header) {
            sheet.write(0, column, name.as_str()).unwrap();
        }
        for (row, cells) in (1_u32..).zip(&rows) {
            for ((column, cell), name) in (0_u16..).zip(cells).zip(&header) {
                put(sheet, row, column, name, cell);
            }
        }
    }
    book.save(path).unwrap();
}

/// All tables as the browser kept them: texts that are JSON, amounts as numbers.
fn storage() -> Value {
    let mut storage = Map::new();
    storage.insert("theme".into(), "dark".into());
    storage.insert("version".into(), json!({"major": 3, "seen": ["a", "b"], "ratio": 1.5}));
    for table in TABLES {
        let (header, rows) = rows_of(table);
        let list: Vec<Value> = rows
            .iter()
            .map(|cells| {
                let member = |(name, cell): (&String, &String)| {
                    let value = match cell.as_str() {
                        "" => Value::Null,
                        cell if is_number(name, cell) => {
                            serde_json::from_str(cell.trim_start_matches('0')).unwrap_or(json!(0))
                        }
                        cell => cell.into(),
                    };
                    (name.clone(), value)
                };
                Value::Object(header.iter().zip(cells).map(member).collect())
            })
            .collect();
        storage.insert(table.into(), serde_json::to_string(&list).unwrap().into());
    }
    Value::Object(storage)
}

/// A report without what names the files, their rows counted by `shift` less.
fn told(mut report: ImportReport, shift: u32) -> Value {
    report.files.sort_by(|a, b| a.shape.cmp(&b.shape));
    for file in &mut report.files {
        file.path = file.shape.clone();
    }
    for issue in &mut report.issues {
        let file = Path::new(&issue.file).file_name().unwrap().to_string_lossy().into_owned();
        issue.file = file.rsplit(" › ").next().unwrap().trim_end_matches(".csv").to_owned();
        issue.row += shift;
        issue.line += shift;
    }
    report.issues.sort_by(|a, b| (&a.file, a.line, &a.column).cmp(&(&b.file, b.line, &b.column)));
    report.passed_over.clear();
    report.backup = None;
    report.batch = None;
    serde_json::to_value(report).unwrap()
}

#[test]
fn a_shop_comes_in_alike_from_csv_workbook_and_json() {
    for mode in [ImportMode::Opening, ImportMode::Replay] {
        let plain = shop();
        let csv = plain.import(request(folder(&plain), mode));
        assert!(csv.totals.sales.accepted > 0 && csv.issues.len() >= 3);
        let csv = told(csv, 0);
        let xlsx = shop();
        let path = xlsx.folder.path().join("boutique.xlsx");
        workbook(&path);
        let report = xlsx.import(request(&path, mode));
        assert!(report.files.iter().any(|f| f.path == format!("{} › stock_sales", path.display())));
        assert_eq!(report.passed_over.len(), 1);
        assert_eq!(report.passed_over[0].details["file"], format!("{} › Mes notes", path.display()));
        assert_eq!(told(report, 0), csv);
        xlsx.sound();
        let kept = shop();
        let path = kept.file("storage.json", serde_json::to_vec_pretty(&storage()).unwrap());
        assert_eq!(told(kept.import(request(&path, mode)), 1), csv);
        kept.sound();
    }
}

#[test]
fn a_second_import_in_another_format_brings_nothing() {
    let shop = shop();
    let path = shop.folder.path().join("boutique.xlsx");
    workbook(&path);
    shop.import(request(&path, ImportMode::Opening));
    let others = [shop.file("storage.json", storage().to_string()), folder(&shop)];
    for other in others {
        let report = shop.import(request(other, ImportMode::Opening));
        assert_eq!(report.files.iter().map(|f| f.accepted).sum::<u32>(), 0);
    }
    shop.sound();
}

fn one_sheet(shop: &Shop, name: &str, fill: impl FnOnce(&mut Worksheet)) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Achats").unwrap();
    for (column, head) in (0_u16..).zip(HEAD) {
        sheet.write(0, column, head).unwrap();
    }
    fill(sheet);
    let path = shop.folder.path().join(name);
    book.save(&path).unwrap();
    path
}

fn kept_rows(shop: &Shop) -> Vec<(u32, String)> {
    let read = |c: &rusqlite::Connection| {
        let mut rows = c.prepare("SELECT line, raw FROM legacy_rows ORDER BY line")?;
        let found = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(found)
    };
    shop.book.read(read).unwrap()
}

#[test]
fn cells_of_a_workbook_are_exact_and_keep_their_rows() {
    let shop = shop();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let path = one_sheet(&shop, "a.xlsx", |sheet| {
        let date = |text: &str| ExcelDateTime::parse_from_str(text).unwrap();
        let mut row = |row: u32, id: &str, total: &str, notes: &str| {
            sheet.write(row, 0, id).unwrap();
            sheet.write(row, 1, "X").unwrap();
            sheet.write(row, 2, 1).unwrap();
            sheet.write(row, 3, number(total)).unwrap();
            sheet.write_with_format(row, 4, date("2025-04-03"), &day).unwrap();
            sheet.write(row, 5, notes).unwrap();
        };
        row(1, "a", "1234567.89", "0550123456");
        row(2, "b", "0.1", "two\nlines, \"quoted\"");
        row(6, "c", "3707.8500000000004", "");
        row(7, "d", "1.234", "");
        row(8, "e", "14", "");
        row(9, "f", "14.5", "");
        sheet.write(9, 0, true).unwrap();
        sheet.write_with_format(8, 4, date("2025-06-19T23:30:00"), &time).unwrap();
        sheet.write_formula(8, 3, Formula::new("7*2").set_result("14")).unwrap();
        sheet.write(10, 0, "g").unwrap();
        sheet.write_formula(10, 3, Formula::new("NA()").set_result("#N/A")).unwrap();
    });
    let report = shop.import(request(&path, ImportMode::Opening));
    let errors = report.issues.iter().filter(|i| i.severity == Severity::Error);
    let refused: Vec<_> = errors.map(|i| (i.row, i.line, i.column.as_str(), i.value.as_str(), i.code)).collect();
    assert_eq!(refused[0], (8, 8, "total_cost", "1.2340", Verdict::BadNumber));
    assert!(refused.contains(&(11, 11, "total_cost", "#N/A", Verdict::BadNumber)), "{refused:?}");
    let rows = kept_rows(&shop);
    let wanted = [
        (2, "a,X,1,1234567.89,2025-04-03,0550123456"),
        (3, "b,X,1,0.1,2025-04-03,\"two\nlines, \"\"quoted\"\"\""),
        (7, "c,X,1,3707.8500000000004,2025-04-03"),
        (8, "d,X,1,1.2340,2025-04-03"),
        (9, "e,X,1,14,2025-06-19 23:30:00"),
        (10, "true,X,1,14.5,2025-04-03"),
        (11, "g,,,#N/A"),
    ];
    assert_eq!(rows.iter().map(|(line, raw)| (*line, raw.as_str())).collect::<Vec<_>>(), wanted);
    // Half past eleven in Greenwich is the next day in Algiers.
    assert_eq!(shop.count("SELECT max(day) FROM deposits"), 20_250_620);
    assert_eq!(report.totals.purchases.amount.to_string(), "1238304.34");
}

#[test]
fn days_of_the_calendar_that_begins_in_1904() {
    let shop = shop();
    let path = one_sheet(&shop, "a.xlsx", |sheet| {
        let day = Format::new().set_num_format("dd/mm/yyyy");
        for (column, cell) in [(1, "X"), (2, "1"), (3, "5.50")] {
            sheet.write(1, column, cell).unwrap();
        }
        sheet.write_with_format(1, 4, number("44365"), &day).unwrap();
    });
    let changed = rezip(&std::fs::read(&path).unwrap(), |name, text| match name {
        "xl/workbook.xml" => text.replace("<workbookPr ", "<workbookPr date1904=\"1\" "),
        _ => text,
    });
    let path = shop.file("b.xlsx", changed);
    shop.import(request(&path, ImportMode::Opening));
    assert_eq!(kept_rows(&shop)[0].1, ",X,1,5.50,2025-06-19");
}

/// The same archive with changed parts.
pub fn rezip(bytes: &[u8], mut change: impl FnMut(&str, String) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        written.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(change(&name, text).as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

#[test]
fn a_text_in_a_column_of_numbers_is_decided_by_texts_alone() {
    let shop = shop();
    let path = one_sheet(&shop, "a.xlsx", |sheet| {
        for (row, total) in [(1, "10.5"), (2, "14.000")] {
            sheet.write(row, 1, "X").unwrap();
            sheet.write(row, 2, 1).unwrap();
            sheet.write(row, 4, "2025-01-20").unwrap();
            if row == 1 {
                sheet.write(row, 3, number(total)).unwrap();
            } else {
                sheet.write(row, 3, total).unwrap();
            }
        }
    });
    let seen = inspect(std::slice::from_ref(&path)).unwrap();
    assert_eq!((seen.files[0].encoding.as_str(), seen.files[0].delimiter.as_str()), ("xlsx", ""));
    assert_eq!(seen.files[0].questions, ["ambiguous_number: total_cost = 14.000"]);
    let report = shop.import(request(&path, ImportMode::Opening));
    assert_eq!((report.files[0].accepted, report.files[0].refused), (1, 1));
    let error = report.issues.iter().find(|i| i.severity == Severity::Error).unwrap();
    assert_eq!((error.code, error.row), (Verdict::AmbiguousNumber, 3));
}

#[test]
fn a_title_above_the_table_and_a_sum_below_it() {
    let shop = shop();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Achats de la boutique").unwrap();
    for (column, head) in (1_u16..).zip(HEAD) {
        sheet.write(3, column, head).unwrap();
    }
    for (column, cell) in [(2, "X"), (3, "1"), (4, "5.50"), (5, "2025-01-32")] {
        sheet.write(4, column, cell).unwrap();
    }
    sheet.write(5, 1, "TOTAL").unwrap();
    sheet.write(5, 4, number("5.5")).unwrap();
    let path = shop.folder.path().join("a.xlsx");
    book.save(&path).unwrap();
    let report = shop.import(request(&path, ImportMode::Opening));
    assert_eq!((report.files[0].rows, report.files[0].refused), (1, 1));
    assert_eq!((report.issues[0].row, report.issues[0].line), (5, 5));
}

#[test]
fn lists_of_json_wherever_they_stand() {
    let row =
        |id: &str| json!({"id": id, "supplier": "X", "quantity": 1, "totalCost": 5.5, "purchaseDate": "2025-01-20"});
    let list = |id: &str| json!([row(id)]);
    let nested = json!({"state": {"purchases": [null, row("c")]}, "version": 0}).to_string();
    let cases = [
        (list("a"), vec!["", "a"]),
        (json!({"purchases": list("b")}), vec![" › purchases", "b"]),
        (json!({"shop-storage": nested}), vec![" › shop-storage › state › purchases", "c"]),
        (json!({"purchases": list("d").to_string(), "other": "[not json"}), vec![" › purchases", "d"]),
        (
            json!({"backup": {"tables": {"stock_purchases": list("e")}}}),
            vec![" › backup › tables › stock_purchases", "e"],
        ),
    ];
    let shop = shop();
    for (index, (value, wanted)) in cases.into_iter().enumerate() {
        let text = format!("\u{FEFF}\n {value}");
        let bytes: Vec<u8> =
            if index % 2 == 0 { text.into_bytes() } else { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let path = shop.file(&format!("{index}.json"), bytes);
        let report = shop.import(request(&path, ImportMode::Opening));
        assert_eq!(report.files[0].path, format!("{}{}", path.display(), wanted[0]));
        assert_eq!(report.files[0].accepted, 1, "{:?}", report.issues);
        let line = kept_rows(&shop).iter().find(|(_, raw)| raw.starts_with(wanted[1])).unwrap().0;
        // The place in the list, the first element being 1.
        assert_eq!(line, if index == 2 { 2 } else { 1 });
    }
    assert_eq!(inspect(&[shop.folder.path().join("0.json")]).unwrap().files[0].encoding, "json");
}

#[test]
fn members_of_json_are_taken_as_they_are_written() {
    let shop = shop();
    let text = r#"[{"id":"a","supplier":"X","quantity":1,"totalCost":3707.8500000000004,"purchaseDate":"2025-01-20T00:00:00.000Z"},
        {"purchaseDate":"2025-01-20","extra":{"a" : [1, 2]},"id":"b","id":"c","supplier":"Y","quantity":1e0,"totalCost":1.234},
        7,
        {"id":"d","supplier":"Z","quantity":1,"totalCost":"14.000","purchaseDate":"2025-01-20","notes":"a\u0000b"}]"#;
    let report = shop.import(request(shop.file("a.json", text), ImportMode::Opening));
    let rows = kept_rows(&shop);
    assert_eq!(rows[0], (1, "a,X,1,3707.8500000000004,2025-01-20T00:00:00.000Z".into()));
    assert_eq!(rows[1], (2, "c,Y,1,1.2340,2025-01-20,\"{\"\"a\"\":[1,2]}\"".into()));
    let found: Vec<_> = report.issues.iter().map(|i| (i.row, i.code)).collect();
    assert!(found.contains(&(2, Verdict::BadNumber)) && found.contains(&(4, Verdict::AmbiguousNumber)), "{found:?}");
    assert_eq!((report.files[0].rows, report.files[0].accepted), (4, 1));
    shop.sound();
}

#[test]
fn a_folder_passes_over_what_is_no_table() {
    let shop = shop();
    let folder = shop.folder.path().join("anciens");
    std::fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write("achats.csv", "supplier,quantity,total_cost,purchase_date\nX,1,5.00,2025-01-20\n");
    write("empty.csv", "");
    write("blank.csv", "\n\n");
    write("expected.json", r#"{"platforms": [{"key": "x"}]}"#);
    write("package.json", r#"{"name": "x"}"#);
    write("~$boutique.xlsx", "\u{7}owner");
    let seen = inspect(std::slice::from_ref(&folder)).unwrap();
    assert_eq!(seen.files.len(), 1);
    let passed: Vec<_> = seen.passed_over.iter().map(|e| (e.code, e.details["file"].clone())).collect();
    let named = |name: &str| folder.join(name).display().to_string();
    assert_eq!(
        passed,
        [
            (ErrorCode::FileEmpty, named("blank.csv")),
            (ErrorCode::FileEmpty, named("empty.csv")),
            (ErrorCode::FileUnrecognised, format!("{} › platforms", named("expected.json"))),
            (ErrorCode::FileWithoutTable, named("package.json")),
        ]
    );
    let report = shop.import(request(&folder, ImportMode::Opening));
    assert_eq!((report.files[0].accepted, report.passed_over.len()), (1, 4));
    // Alone, each is an error that names it; and so is a folder of nothing else.
    let code = |name: &str| inspect(&[folder.join(name)]).unwrap_err().code;
    assert_eq!(code("empty.csv"), ErrorCode::FileEmpty);
    assert_eq!(code("package.json"), ErrorCode::FileWithoutTable);
    assert_eq!(inspect(&[folder.join("expected.json")]).unwrap().files[0].shape, "unknown");
    std::fs::remove_file(folder.join("achats.csv")).unwrap();
    assert_eq!(inspect(&[folder]).unwrap_err().code, ErrorCode::FileEmpty);
}
