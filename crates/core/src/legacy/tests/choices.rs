//! What a person says of a file: whose credit it tells of, and how its cells are read.

use super::shop::{Shop, caller, choice, of_platform, request, shop};
use crate::error::ErrorCode;
use crate::legacy::{
    DateOrder, DecimalSign, FileChoice, FormatSource, ImportMode, ImportRequest, InspectedFile, Verdict, import,
    inspect_for,
};

const HISTORY: &str = "\"Date\",\"Type\",\"Description\",\"Amount\",\"Previous Balance\",\"New Balance\",\"Reference\"\n\
    \"19 juin 2025, 14:05\",\"Vente\",\"Compte\",\"-5.5\",\"10\",\"4.5\",\"s1\"\n\
    \"20 juin 2025, 09:00\",\"Ajout de crédit\",\"\",\"100\",\"4.5\",\"104.5\",\"\"\n";

fn seen(shop: &Shop, said: &FileChoice) -> InspectedFile {
    let paths = [said.path.clone().into()];
    inspect_for(&shop.book, &paths, std::slice::from_ref(said)).unwrap().files.remove(0)
}

fn with(said: FileChoice) -> ImportRequest {
    ImportRequest { choices: vec![said.clone()], ..request(said.path, ImportMode::Opening) }
}

#[test]
fn a_credit_history_does_not_come_in_before_its_platform_is_said() {
    let shop = shop();
    let path = shop.file("credit.csv", HISTORY);
    let asked = seen(&shop, &choice(&path));
    assert!(asked.asks_platform);
    assert_eq!(asked.questions, ["platform"]);
    for said in ["", "  "] {
        let error = import(&shop.book, caller(), of_platform(&path, said)).unwrap_err();
        assert_eq!(error.code, ErrorCode::FileWithoutPlatform);
        assert!(error.details["file"].ends_with("credit.csv"));
    }
    let error = import(&shop.book, caller(), of_platform(&path, &"x".repeat(201))).unwrap_err();
    assert_eq!(error.code, ErrorCode::OutOfRange);
    assert_eq!(shop.count("SELECT count(*) FROM legacy_rows"), 0);
    let answered = FileChoice { platform: Some("Atlas".into()), ..choice(&path) };
    assert!(seen(&shop, &answered).questions.is_empty());
}

#[test]
fn a_credit_history_is_kept_with_its_platform_which_may_be_new() {
    let shop = shop();
    let path = shop.file("credit.csv", HISTORY);
    let report = shop.import(of_platform(&path, "Atlas"));
    assert_eq!((report.files[0].accepted, report.files[0].refused), (2, 0));
    let atlas = "SELECT count(*) FROM legacy_rows r JOIN platforms p ON p.id = r.entity_id
        WHERE r.entity = 'platforms' AND r.fate = 'kept' AND p.name = 'Atlas'";
    assert_eq!(shop.count(atlas), 2);
    assert_eq!(shop.count("SELECT count(*) FROM movements"), 0);
    // The same movements of another platform are others; of the same one they are known.
    assert_eq!(shop.import(of_platform(&path, "StreamHub")).files[0].accepted, 2);
    assert_eq!(shop.import(of_platform(&path, "ATLAS")).files[0].duplicates, 2);
    assert_eq!(shop.count("SELECT count(*) FROM platforms"), 2);
    shop.sound();
}

#[test]
fn a_credit_history_may_be_of_a_platform_in_another_unit() {
    let shop = shop();
    let input = crate::platforms::AddPlatform {
        name: "Hub".into(),
        unit: "USD".into(),
        decimals: 2,
        low: None,
        critical: None,
    };
    crate::platforms::add(&shop.book, caller(), input).unwrap();
    let path = shop.file("credit.csv", HISTORY);
    assert_eq!(shop.import(of_platform(&path, "hub")).files[0].accepted, 2);
    assert_eq!(shop.count("SELECT count(*) FROM platforms"), 1);
    // An archive makes no platform.
    let archived = ImportRequest { mode: ImportMode::Archive, ..of_platform(&path, "Nouvelle") };
    assert_eq!(shop.import(archived).files[0].accepted, 2);
    assert_eq!(shop.count("SELECT count(*) FROM platforms"), 1);
    shop.sound();
}

#[test]
fn what_is_said_of_a_file_that_is_not_there_is_refused() {
    let shop = shop();
    let path = shop.file("credit.csv", HISTORY);
    for (said, code) in [
        (FileChoice { path: "credits.csv".into(), ..FileChoice::default() }, ErrorCode::FileMissing),
        (FileChoice { path: "edit.csv".into(), ..FileChoice::default() }, ErrorCode::FileMissing),
        (FileChoice { encoding: Some("latin".into()), ..choice(&path) }, ErrorCode::OutOfRange),
        (FileChoice { delimiter: Some("..".into()), ..choice(&path) }, ErrorCode::OutOfRange),
        (FileChoice { header_line: Some(0), ..choice(&path) }, ErrorCode::OutOfRange),
        (FileChoice { header_line: Some(99), ..choice(&path) }, ErrorCode::OutOfRange),
    ] {
        let asked = ImportRequest { choices: vec![said], ..request(&path, ImportMode::Opening) };
        assert_eq!(import(&shop.book, caller(), asked).unwrap_err().code, code);
    }
    // A file may be named without its folders.
    let said = FileChoice { path: "credit.csv".into(), platform: Some("Atlas".into()), ..FileChoice::default() };
    let asked = ImportRequest { choices: vec![said], ..request(&path, ImportMode::Opening) };
    assert_eq!(shop.import(asked).files[0].accepted, 2);
}

#[test]
fn what_stays_open_is_shown_both_ways_and_decided_by_a_person() {
    let shop = shop();
    let text = "id,supplier,quantity,total_cost,purchase_date\na,X,1,14.000,03/04/2025\nb,X,1,20.500,04/05/2025\n";
    let path = shop.file("a.csv", text);
    let file = seen(&shop, &choice(&path));
    assert_eq!(file.questions.len(), 2);
    let [total, day] = file.formats.as_slice() else { panic!("{:?}", file.formats) };
    assert_eq!((total.source, day.source), (FormatSource::Open, FormatSource::Open));
    let shown =
        |example: &crate::legacy::FormatExample| (example.cell.clone(), example.first.clone(), example.second.clone());
    assert_eq!(shown(&total.examples[1]), ("20.500".into(), "20.5".into(), "20500".into()));
    assert_eq!(shown(&day.examples[0]), ("03/04/2025".into(), "2025-04-03".into(), "2025-03-04".into()));
    let cell = &file.preview[0].cells[3];
    assert_eq!((cell.raw.as_str(), &cell.read, cell.verdict), ("14.000", &None, Some(Verdict::AmbiguousNumber)));
    assert_eq!(shop.import(ImportRequest { dry_run: true, ..with(choice(&path)) }).files[0].refused, 2);

    let said = FileChoice { decimal: Some(DecimalSign::Comma), dates: Some(DateOrder::MonthFirst), ..choice(&path) };
    let file = seen(&shop, &said);
    assert!(file.questions.is_empty());
    assert!(file.formats.iter().all(|format| format.source == FormatSource::Said));
    let read: Vec<_> = file.preview[0].cells.iter().map(|cell| cell.read.as_deref()).collect();
    assert_eq!(read, [None, None, Some("1"), Some("14000"), Some("2025-03-04")]);
    let report = shop.import(with(said));
    assert_eq!((report.files[0].accepted, report.totals.purchases.amount.to_string()), (2, "34500.00".into()));
    assert_eq!(shop.count("SELECT min(day) FROM deposits"), 20_250_304);
    // A later file asks its cost of those rows: they are read as they were then.
    let sale = "id,product_id,product_name,quantity,total_price,sale_date,payment_status\ns,p,P,1,5,2025-06-01,paid\n";
    shop.import(request(shop.file("sales.csv", sale), ImportMode::Opening));
    shop.sound();
}

#[test]
fn rows_of_before_are_read_as_they_were_said_to_be() {
    let shop = shop();
    let text = "id,product_id,supplier,quantity,total_cost,purchase_date\na,p,X,1,14.000,03/04/2025\n";
    let said = FileChoice {
        decimal: Some(DecimalSign::Comma),
        dates: Some(DateOrder::DayFirst),
        ..choice(&shop.file("a.csv", text))
    };
    shop.import(with(said));
    let sale =
        "id,product_id,product_name,quantity,total_price,sale_date,payment_status\ns,p,P,1,20000,2025-06-01,paid\n";
    shop.import(request(shop.file("sales.csv", sale), ImportMode::Opening));
    assert_eq!(shop.text("SELECT p.name FROM sale_lines l JOIN platforms p ON p.id = l.platform_id"), "X");
    assert_eq!(shop.count("SELECT cost FROM sale_lines"), 140_000_000);
}

#[test]
fn a_proof_is_not_overruled_and_the_usual_order_is() {
    let shop = shop();
    let head = "id;supplier;quantity;total_cost;purchase_date\n";
    let french = shop.file("usual.csv", format!("{head}a;X;1;5,00;03/04/2025\n"));
    let file = seen(&shop, &choice(&french));
    assert_eq!((file.formats[1].source, file.formats[1].dates), (FormatSource::Usual, Some(DateOrder::DayFirst)));
    let said = |path: &std::path::Path| FileChoice { dates: Some(DateOrder::MonthFirst), ..choice(path) };
    assert_eq!(seen(&shop, &said(&french)).preview[0].cells[4].read.as_deref(), Some("2025-03-04"));
    let proved = shop.file("proved.csv", format!("{head}a;X;1;5,00;03/04/2025\nb;X;1;5,00;19/06/2025\n"));
    let file = seen(&shop, &said(&proved));
    assert_eq!((file.formats[1].source, file.formats[1].dates), (FormatSource::Proved, Some(DateOrder::DayFirst)));
    assert_eq!(file.preview[0].cells[4].read.as_deref(), Some("2025-04-03"));
}

#[test]
fn encoding_delimiter_and_header_line_can_be_said() {
    let shop = shop();
    let text = "Boutique;été\nid;supplier;quantity;total_cost;purchase_date\na;Café;1;5,00;2025-04-03\n";
    let path = shop.file("a.csv", &encoding_rs::WINDOWS_1252.encode(text).0);
    let file = seen(&shop, &choice(&path));
    assert_eq!((file.encoding.as_str(), file.header_line, file.rows), ("windows-1252", 2, 1));
    assert_eq!(file.alternatives.encodings, ["windows-1252", "windows-1256"]);
    assert_eq!(file.alternatives.delimiters, [",", ";", "\t", "|"]);
    let lines: Vec<u32> = file.alternatives.header_lines.iter().map(|line| line.line).collect();
    assert_eq!((lines, file.alternatives.header_lines[0].text.as_str()), (vec![1, 2, 3], "Boutique | été"));
    assert_eq!(file.preview[0].cells[1].raw, "Café");

    let arabic = seen(&shop, &FileChoice { encoding: Some("windows-1256".into()), ..choice(&path) });
    assert_eq!((arabic.encoding.as_str(), arabic.preview[0].cells[1].raw.as_str()), ("windows-1256", "Café"));
    let commas = seen(&shop, &FileChoice { delimiter: Some(",".into()), ..choice(&path) });
    assert_eq!((commas.shape.as_str(), commas.delimiter.as_str()), ("unknown", ","));
    let third = seen(&shop, &FileChoice { header_line: Some(3), ..choice(&path) });
    assert_eq!((third.shape.as_str(), third.rows, third.columns[1].as_str()), ("unknown", 0, "Café"));
    let second = FileChoice { header_line: Some(2), delimiter: Some(";".into()), ..choice(&path) };
    assert_eq!(shop.import(with(second)).files[0].accepted, 1);
}
