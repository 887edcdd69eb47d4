//! The same rows in every format that a shop may hold them in.

use super::shop::{caller, of_platform, request, shop};
use crate::legacy::{ImportMode, Verdict, import, inspect};

const DUMP: &str = "id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date,payment_method,payment_status,invoice_number,notes,created_at\n\
    a1,p1,Carte,Déstock,2,1234.50,2469.00,2025-06-19 00:00:00,cash,paid,F-1,RAS,2025-06-19 11:05:07.123456\n\
    a2,p1,Carte,Déstock,1,10.25,10.25,2025-03-04 00:00:00,transfer,pending,,,2025-03-04 11:05:07.123456\n";

fn cp1252(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
}

#[test]
fn one_import_in_every_format_then_nothing_new() {
    let french = "Notes;ID;SUPPLIER;Product_ID;product_name;quantity;unit_cost;total_cost;purchase_date;payment_method;payment_status;invoice_number\r\n\
        RAS;a1;Déstock;p1;Carte;2;1 234,50;2 469,00;19/06/2025 00:00;cash;paid;F-1\r\n\
        ;a2;DESTOCK;p1;Carte;1;10,25;10,25;04/03/2025;transfer;pending;\r\n";
    let interface = "id,productId,productName,supplier,quantity,unitCost,totalCost,purchaseDate,paymentMethod,paymentStatus,invoiceNumber,notes,createdAt\n\
        a1,p1,Carte,Déstock,2,1234.5,2469,2025-06-19T00:00:00.000Z,cash,paid,F-1,RAS,2025-06-19T11:05:07.000Z\n\
        a2,p1,Carte,Déstock,1,10.25,10.250000000000002,2025-03-03T23:00:00.000Z,transfer,pending,null,,2025-03-04T11:05:07.000Z\n";
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("utf-8", DUMP.into()),
        ("utf-8-bom", format!("\u{FEFF}{DUMP}").into_bytes()),
        ("utf-16le", utf16(DUMP, true, true)),
        ("utf-16be", utf16(DUMP, true, false)),
        ("utf-16le", utf16(DUMP, false, true)),
        ("windows-1252", cp1252(french)),
        ("windows-1252", cp1252(&DUMP.replace('\n', "\r"))),
        ("utf-8", DUMP.replace(',', "\t").into()),
        ("utf-8", DUMP.replace(',', "|").into()),
        ("utf-8", format!("Achats de la boutique\n\n{DUMP}").into()),
        ("utf-8", interface.into()),
        ("utf-8", format!("{DUMP}\n\n").into()),
    ];
    let shop = shop();
    for (index, (encoding, bytes)) in files.into_iter().enumerate() {
        let path = shop.file(&format!("file {index}.csv"), bytes);
        let seen = inspect(std::slice::from_ref(&path)).unwrap();
        assert_eq!(
            (seen.files[0].encoding.as_str(), seen.files[0].shape.as_str()),
            (encoding, "stock_purchases"),
            "{index}"
        );
        let report = shop.import(request(&path, ImportMode::Opening));
        let file = &report.files[0];
        let wanted = if index == 0 { (2, 0, 0) } else { (0, 0, 2) };
        assert_eq!((file.accepted, file.refused, file.duplicates), wanted, "{index} {:?}", report.issues);
    }
    assert_eq!(shop.count("SELECT sum(due) FROM deposits"), 24_792_500);
    assert_eq!(shop.count("SELECT -sum(amount) FROM payments"), 24_690_000);
    shop.sound();
}

#[test]
fn a_report_pasted_from_the_old_screen() {
    let shop = shop();
    let text = "Date\tProduit\tFournisseur\tQté\tPrix Unit.\tTotal\tStatut Paiement\n\
        03/04/2025\tIPTV\tAtlas\t2\t617\u{202F}283,75 DA\t1\u{202F}234\u{A0}567,5 DA\tPayé\n\
        04/04/2025\tIPTV\tAtlas\t1\t1\u{202F}000 DA\t1\u{202F}000 DA\tEn attente\n\
        TOTAL ACHATS:\t\t\t\t\t1\u{202F}235\u{A0}567,5 DA\t\n";
    let path = shop.file("rapport.txt", text);
    // Told, and taken with the day first, as the old screen showed it.
    let questions = &inspect(std::slice::from_ref(&path)).unwrap().files[0].questions;
    assert_eq!(questions, &["ambiguous_date: Date = 03/04/2025"]);
    let report = shop.import(request(&path, ImportMode::Opening));
    let file = &report.files[0];
    assert_eq!((file.shape.as_str(), file.rows, file.accepted), ("stock_purchases", 2, 2), "{:?}", report.issues);
    assert!(report.issues.is_empty(), "{:?}", report.issues);
    assert_eq!(report.totals.purchases.amount.to_string(), "1235567.50");
    assert_eq!(shop.count("SELECT min(day) FROM deposits"), 20_250_403);
    assert_eq!(shop.count("SELECT -sum(amount) FROM payments"), 12_345_675_000);
    assert_eq!(shop.import(request(&path, ImportMode::Opening)).files[0].duplicates, 2);
    shop.sound();
}

#[test]
fn the_credit_history_that_the_old_screen_saved() {
    let head = r#""Date","Type","Description","Amount","Previous Balance","New Balance","Reference""#;
    let text = format!(
        "{head}\n{}\n{}\n{}\n",
        r#""19 juin 2025, 14:05","Vente","Compte "IPTV", 12 mois "or"","-5.5","10","4.5","s1""#,
        r#""20 juin 2025, 09:00","Ajout de crédit","","100","4.5","104.5","""#,
        r#""21 août 2025, 09:00","Vente","Ecran 24"","-4.5","104.5","100","a"b","c""#
    );
    let shop = shop();
    let path = shop.file("credit.csv", text);
    let report = shop.import(of_platform(&path, "Atlas"));
    let file = &report.files[0];
    assert_eq!((file.shape.as_str(), file.rows, file.accepted, file.refused), ("platform_credit_movements", 3, 2, 1));
    assert_eq!((report.issues[0].code, report.issues[0].row), (Verdict::WrongColumns, 4));
    assert_eq!(shop.count("SELECT count(*) FROM movements"), 0);
    // Saved again by a spreadsheet it is a CSV like any other, and the same rows.
    let again = "Date;Type;Description;Amount;Previous Balance;New Balance;Reference\r\n\
        19/06/2025 14:05;Vente;\"Compte \"\"IPTV\"\", 12 mois \"\"or\"\"\";-5,5;10;4,5;s1\r\n";
    let report = shop.import(of_platform(&shop.file("again.csv", again), " atlas "));
    assert_eq!((report.files[0].duplicates, report.files[0].refused), (1, 0), "{:?}", report.issues);
}

#[test]
fn rows_without_an_id_come_in_as_often_as_they_stand() {
    let shop = shop();
    let text =
        "supplier,quantity,total_cost,purchase_date\nX,1,5.50,2025-01-20\nX,1,5.50,2025-01-20\nX,1,6.50,2025-01-20\n";
    let path = shop.file("a.csv", text);
    assert_eq!(shop.import(request(&path, ImportMode::Replay)).files[0].accepted, 3);
    let french = "supplier;quantity;total_cost;purchase_date\r\nX;1;5,50;20/01/2025\r\nX;1;5,50;20/01/2025\r\nX;1;6,50;20/01/2025\r\n";
    let path = shop.file("b.csv", french);
    assert_eq!(shop.import(request(&path, ImportMode::Replay)).files[0].duplicates, 3);
    shop.sound();
}

#[test]
fn the_same_key_with_other_content_is_a_conflict() {
    let shop = shop();
    let path = shop.file("a.csv", DUMP);
    shop.import(request(&path, ImportMode::Opening));
    let path = shop.file("b.csv", DUMP.replace("2469.00", "2469.50"));
    let report = shop.import(request(&path, ImportMode::Opening));
    assert_eq!((report.files[0].refused, report.files[0].duplicates), (1, 1));
    assert_eq!(
        (report.issues[0].code, report.issues[0].column.as_str(), report.issues[0].value.as_str()),
        (Verdict::Conflict, "id", "a1")
    );
    assert_eq!(report.refused.len(), 1);
    let twice = format!("{DUMP}{}", DUMP.lines().nth(1).unwrap().replace("2469.00", "9.00"));
    let fresh = self::shop();
    let report = fresh.import(request(fresh.file("c.csv", twice), ImportMode::Opening));
    assert_eq!((report.files[0].accepted, report.files[0].refused), (2, 1));
}

#[test]
fn a_column_that_stays_open_is_a_question_and_refused() {
    let shop = shop();
    let head = "supplier,quantity,total_cost,purchase_date\n";
    let path = shop.file("numbers.csv", format!("{head}X,1,14.000,2025-01-20\n"));
    assert_eq!(
        inspect(std::slice::from_ref(&path)).unwrap().files[0].questions,
        ["ambiguous_number: total_cost = 14.000"]
    );
    let report = shop.import(request(&path, ImportMode::Opening));
    assert_eq!((report.issues[0].code, report.files[0].refused), (Verdict::AmbiguousNumber, 1));
    let path = shop.file("days.csv", format!("{head}X,1,14.50,03/04/2025\n"));
    assert_eq!(
        inspect(std::slice::from_ref(&path)).unwrap().files[0].questions,
        ["ambiguous_date: purchase_date = 03/04/2025"]
    );
    assert_eq!(shop.import(request(&path, ImportMode::Opening)).issues[0].code, Verdict::AmbiguousDate);
    // A French Excel writes the day first.
    let path = shop.file("french.csv", "supplier;quantity;total_cost;purchase_date\r\nX;1;14,50;03/04/2025\r\n");
    assert_eq!(shop.import(request(&path, ImportMode::Opening)).files[0].accepted, 1);
    assert_eq!(shop.count("SELECT day FROM deposits"), 20_250_403);
}

#[test]
fn payments_wait_for_their_sale() {
    let shop = shop();
    let sales = "id,product_name,quantity,unit_price,total_price,sale_date,payment_status\ns1,Netflix,1,100.00,100.00,bad,partial\n";
    let payments = "id,sale_id,amount,date,method\n1,s1,30.00,2025-01-21,cash\n";
    let payments = shop.file("payments.csv", payments);
    // Before its sale is there it is kept; beside a sale that cannot come in it cannot either.
    let report = shop.import(request(&payments, ImportMode::Opening));
    assert_eq!((report.files[0].accepted, report.issues[0].code), (1, Verdict::UnknownReference));
    let fresh = self::shop();
    let mut asked = request(&payments, ImportMode::Opening);
    asked.paths.push(shop.file("sales.csv", sales));
    let report = fresh.import(asked.clone());
    assert_eq!(report.files.iter().map(|f| f.refused).sum::<u32>(), 2);
    shop.file("sales.csv", sales.replace("bad", "2025-01-20"));
    for shop in [&shop, &fresh] {
        let report = shop.import(asked.clone());
        assert_eq!(report.totals.sales.paid.to_string(), "30.00");
        assert!(report.issues.iter().all(|i| i.code == Verdict::CostUnknown), "{:?}", report.issues);
        assert!(shop.import(asked.clone()).files.iter().all(|f| f.duplicates == f.rows));
        shop.sound();
    }
}

#[test]
fn files_may_come_one_after_another() {
    let shop = shop();
    let products = "id,name,category,duration_type,average_purchase_price,suggested_sell_price\np1,Netflix,tv,1month,50.00,100.00\n";
    let people = "id,name,phone,wilaya\nc1,Amine,550123456,Alger\n";
    let sales = "id,product_id,product_name,subscriber_id,customer_name,quantity,unit_price,total_price,sale_date,payment_method,payment_status\n\
        s1,p1,Netflix,c1,Amine,1,100.00,100.00,2025-01-20,cash,partial\n";
    let payments = "id,sale_id,amount,date,method\n1,s1,30.00,2025-01-21 15:00:00,cash\n2,s1,80.00,2025-01-22,cash\n3,zz,80.00,2025-01-22,cash\n";
    for (name, text) in [("1.csv", products), ("2.csv", people), ("3.csv", sales), ("4.csv", payments)] {
        import(&shop.book, caller(), request(shop.file(name, text), ImportMode::Opening)).unwrap();
    }
    assert_eq!(shop.count("SELECT count(*) FROM products"), 1);
    assert_eq!(shop.count("SELECT count(*) FROM customers WHERE phone = '+213550123456'"), 1);
    assert_eq!(shop.count("SELECT customer_id IS NOT NULL FROM sales"), 1);
    assert_eq!(shop.count("SELECT sum(amount) FROM payments"), 300_000);
    assert_eq!(shop.count("SELECT count(*) FROM legacy_rows WHERE fate = 'refused'"), 1);
    assert_eq!(shop.text("SELECT name FROM platforms"), "À classer");
    shop.sound();
}

#[test]
fn a_sale_of_somebody_else_or_of_other_days_is_a_conflict() {
    let head = "id,product_name,subscriber_id,customer_name,quantity,unit_price,total_price,sale_date,payment_status,\
        subscription_start_date,subscription_end_date\n";
    let sale = |id: &str, name: &str, end: &str| {
        format!("s1,Netflix,{id},{name},1,100.00,100.00,2025-01-20,pending,2025-01-20,{end}\n")
    };
    let end = "2025-02-20";
    let cases = [
        // The debtor is another one, or the subscription.
        (("", "Amine B", end), ("", "Karim", end), Verdict::Conflict),
        (("", "Amine B", end), ("", "", end), Verdict::Conflict),
        (("", "سارة م 1", end), ("", "Karim", end), Verdict::Conflict),
        (("", "Amine B", end), ("", "Amine B", "2025-03-20"), Verdict::Conflict),
        (("", "Amine B", end), ("", "Amine B", ""), Verdict::Conflict),
        // The same one in another spelling, by an editor that lost letters, or nobody in particular.
        (("", "Zoé D'Arc 2", end), ("", "ZOE D’ARC 2", end), Verdict::Duplicate),
        (("", "سارة م 1", end), ("", "???? ? 1", end), Verdict::Duplicate),
        (("", "سارة", end), ("", "????", end), Verdict::Duplicate),
        (("", "Amine سارة Kőnig", end), ("", "Amine ???? K?nig", end), Verdict::Duplicate),
        (("", "Client passage", end), ("", "client", end), Verdict::Duplicate),
        (("", "زبون عابر", end), ("", "???? ????", end), Verdict::Duplicate),
        // Where the subscriber is named by his id, his name is no matter.
        (("c1", "Amine B", end), ("c1", "Amine Benali", end), Verdict::Duplicate),
    ];
    for (first, second, wanted) in cases {
        let shop = shop();
        let text = format!("{head}{}", sale(first.0, first.1, first.2));
        shop.import(request(shop.file("a.csv", text), ImportMode::Opening));
        let text = format!("{head}{}", sale(second.0, second.1, second.2));
        let report = shop.import(request(shop.file("b.csv", text), ImportMode::Opening));
        assert_eq!(report.issues.iter().map(|i| i.code).collect::<Vec<_>>(), [wanted], "{first:?} {second:?}");
    }
}
