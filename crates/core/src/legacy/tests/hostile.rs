//! One absurd row is one refused row: the import goes on without it.

use proptest::prelude::*;

use super::shop::{caller, request, shop};
use crate::legacy::{ImportMode, ImportReport, Merge, Severity, Verdict, import};
use crate::{ids::PlatformId, platforms};

fn refused(report: &ImportReport) -> Vec<(String, String, Verdict)> {
    let errors = report.issues.iter().filter(|i| i.severity == Severity::Error);
    errors.map(|i| (i.column.clone(), i.value.clone(), i.code)).collect()
}

fn out(column: &str, value: &str) -> Vec<(String, String, Verdict)> {
    vec![(column.into(), value.into(), Verdict::OutOfRange)]
}

#[test]
fn a_cost_beyond_the_book_is_out_of_range() {
    let head =
        "id,product_id,product_name,quantity,unit_price,total_price,sale_date,payment_status,platform_buying_price";
    let rows = [
        ("s1,p1,Carte,1000000,1.00,1000000.00,2025-01-20,paid,1000000", out("platform_buying_price", "1000000")),
        // The average of its purchases, and its own average.
        ("s2,p1,Carte,1000000,1.00,1000000.00,2025-01-20,paid,", out("quantity", "1000000")),
        ("s3,p2,Autre,1000000,1.00,1000000.00,2025-01-20,paid,", out("quantity", "1000000")),
        // Price times quantity, where nothing else says the total.
        ("s4,p1,Carte,1000000,1000000.00,,2025-01-20,paid,1", out("unit_price", "1000000.00")),
        ("s5,p1,Carte,1000000,99999999.123456789,,2025-01-20,paid,1", out("unit_price", "99999999.123456789")),
    ];
    for mode in [ImportMode::Opening, ImportMode::Replay] {
        for (row, wanted) in &rows {
            let shop = shop();
            let purchases = "supplier,product_id,quantity,total_cost,purchase_date\nX,p1,1,99000000.00,2025-01-10\n";
            let products =
                "id,name,duration_type,average_purchase_price,suggested_sell_price\np2,Autre,1month,2000000,5\n";
            let mut asked = request(shop.file("a.csv", purchases), mode);
            asked.paths.push(shop.file("b.csv", products));
            let sold = format!("{head}\n{row}\nok,p1,Carte,1,5.00,5.00,2025-01-20,paid,2\n");
            asked.paths.push(shop.file("c.csv", sold));
            let id = row.split(',').next().unwrap();
            asked.paths.push(shop.file("d.csv", format!("id,sale_id,amount,date\n1,{id},1.00,2025-01-21\n")));
            let report = shop.import(asked);
            let mut wanted = wanted.clone();
            // Its payment has to come back with it.
            wanted.push(("sale_id".into(), id.into(), Verdict::UnknownReference));
            assert_eq!(refused(&report), wanted, "{row}");
            assert_eq!(report.totals.sales.accepted, 1);
            shop.sound();
        }
    }
}

#[test]
fn a_purchase_without_a_total_is_bound_like_one_with_it() {
    let shop = shop();
    let text = "supplier,quantity,unit_cost,total_cost,purchase_date\n\
        X,1000000,101.00,,2025-01-10\nX,2,1.50,,2025-01-10\n";
    let report = shop.import(request(shop.file("a.csv", text), ImportMode::Opening));
    assert_eq!(refused(&report), out("unit_cost", "101.00"));
    assert_eq!(report.totals.purchases.amount.to_string(), "3.00");
}

#[test]
fn sums_beyond_one_movement_are_posted_in_parts() {
    let shop = shop();
    let head = "id,product_name,quantity,unit_price,total_price,sale_date,payment_status,platform_buying_price";
    let row = "Carte,1000000,1.00,1000000.00,2025-01-20,paid,90000";
    let text = format!("{head}\ns1,{row}\ns2,{row}\ns3,{row}\n");
    shop.import(request(shop.file("a.csv", text), ImportMode::Replay));
    assert_eq!(shop.count("SELECT count(*) FROM movements WHERE kind = 'opening'"), 3);
    assert_eq!(shop.count("SELECT sum(credit) FROM movements"), 0);
    shop.sound();
}

#[test]
fn a_closing_movement_too_is_posted_in_parts() {
    let shop = shop();
    let mut text = "id,supplier,quantity,total_cost,purchase_date\n".to_owned();
    for row in 0..1001 {
        text.push_str(&format!("a{row},X,1,100000000.00,2025-01-10\n"));
    }
    let report = shop.import(request(shop.file("a.csv", text), ImportMode::Opening));
    assert_eq!(report.platforms[0].opening.to_string(), "-100100000000.00");
    assert_eq!(shop.count("SELECT count(*) FROM movements WHERE kind = 'opening'"), 2);
    shop.sound();
}

#[test]
fn names_that_grow_when_folded_are_refused() {
    // One character that folds into eighteen.
    let long = "\u{FDFA}".repeat(60);
    let texts = [
        (format!("supplier,quantity,total_cost,purchase_date\n{long},1,5.00,2025-01-20\n"), "supplier"),
        (format!("id,name,duration_type,suggested_sell_price\np,{long},1month,5\n"), "name"),
        (format!("id,name,phone,wilaya\np,{long},,\n"), "name"),
        (format!("id,name,credit_balance\np,{long},5\n"), "name"),
        (format!("id,product_name,quantity,total_price,sale_date\np,{long},1,5.00,2025-01-20\n"), "product_name"),
        (format!("id,product_id,quantity,total_price,sale_date\np,{long},1,5.00,2025-01-20\n"), "product_id"),
        ("id,product_id,quantity,total_price,sale_date\np,a\u{1}b,1,5.00,2025-01-20\n".to_owned(), "product_id"),
    ];
    for (text, column) in texts {
        let shop = shop();
        let report = shop.import(request(shop.file("a.csv", utf16(&text)), ImportMode::Opening));
        assert_eq!((report.files[0].refused, report.issues[0].column.as_str()), (1, column), "{text}");
        assert_eq!(report.issues[0].code, Verdict::OutOfRange);
    }
}

#[test]
fn a_phone_that_is_none_does_not_stop_the_import() {
    for phone in ["000000", "012345678901234", "00123456789012345", "21302130"] {
        let shop = shop();
        let people = format!("id,name,phone,wilaya\nc1,Amine,{phone},Alger\n");
        let head = "id,product_name,customer_name,customer_phone,quantity,total_price,sale_date";
        let sold = format!("{head}\ns1,Carte,Karim,{phone},1,5.00,2025-01-20\n");
        let mut asked = request(shop.file("a.csv", people), ImportMode::Opening);
        asked.paths.push(shop.file("b.csv", sold));
        let report = shop.import(asked);
        assert!(report.files.iter().all(|f| f.refused == 0), "{phone}");
        let told = "SELECT count(*) FROM customers WHERE phone <> '' OR instr(note, 'Téléphone') > 0 OR name = 'Karim'";
        assert_eq!(shop.count(told), 2, "{phone}");
    }
}

#[test]
fn days_beyond_the_calendar_are_no_days() {
    let shop = shop();
    let text = "supplier,quantity,total_cost,purchase_date\n\
        X,1,5.00,9999-12-31T23:30:00Z\nX,1,5.00,1900-01-01T00:30:00+14:00\n";
    let report = shop.import(request(shop.file("a.csv", text), ImportMode::Opening));
    assert!(report.issues.iter().all(|i| i.code == Verdict::BadDate));
    assert_eq!(report.files[0].refused, 2);
}

#[test]
fn history_comes_into_an_archived_platform_but_no_offer() {
    let shop = shop();
    let purchases = "id,supplier,product_id,quantity,total_cost,purchase_date\na,X,p1,1,5.00,2025-01-20\n";
    shop.import(request(shop.file("a.csv", purchases), ImportMode::Replay));
    let id = PlatformId(shop.count("SELECT id FROM platforms"));
    platforms::archive(&shop.book, caller(), id, true).unwrap();
    let more = "id,supplier,product_id,quantity,total_cost,purchase_date\nb,X,p1,1,7.00,2025-01-21\n";
    let products = "id,name,duration_type,average_purchase_price,suggested_sell_price\np1,Carte,1month,5.00,9.00\n";
    let sold = "id,product_id,product_name,quantity,total_price,sale_date,payment_status\n\
        s,p1,Carte,1,9.00,2025-01-22,paid\n";
    let mut asked = request(shop.file("a.csv", more), ImportMode::Replay);
    asked.paths.push(shop.file("b.csv", products));
    asked.paths.push(shop.file("c.csv", sold));
    let report = shop.import(asked);
    assert!(report.files.iter().all(|f| f.accepted == 1), "{:?}", report.issues);
    assert_eq!(shop.count("SELECT count(*) FROM offers"), 0);
    assert_eq!(shop.count("SELECT count(*) FROM movements WHERE kind = 'deposit'"), 2);
    assert_eq!(shop.count("SELECT cost FROM sale_lines"), 60_000);
    assert_eq!(shop.count("SELECT archived FROM platforms"), 1);
    shop.sound();
}

#[test]
fn a_merge_into_no_name_is_an_error_of_that_field() {
    let shop = shop();
    let path = shop.file("a.csv", "supplier,quantity,total_cost,purchase_date\nX,1,5.00,2025-01-20\n");
    for platform in [String::new(), "\u{1}".into(), "x".repeat(201), "\u{FDFA}".repeat(60)] {
        let mut asked = request(&path, ImportMode::Opening);
        asked.merges = vec![Merge { spelling: "X".into(), platform }];
        let error = import(&shop.book, caller(), asked).unwrap_err();
        assert_eq!(error.details["field"], "merges.0.platform", "{error}");
    }
}

/// UTF-16 with a mark: the encoding in which any character may come.
fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

const TEXT: &[&str] = &[
    "X",
    "Y",
    "",
    "é",
    "***",
    "NULL",
    "'=1",
    "a\u{1}b",
    "\u{0}",
    "\u{200B}",
    "TOTAL",
    "\u{202E}x",
    "\u{FEFF}",
    "\u{FDFA}",
    "{x201}",
    "{ligature}",
    "{grows}",
    "{notes}",
];
const NUMBER: &[&str] = &[
    "1",
    "5.50",
    "2",
    "",
    "0",
    "-1",
    "1000000",
    "999999",
    "100000000",
    "99999999.99",
    "0.0000001",
    "1e5",
    "0.01",
    "79228162514264337593543950335",
    "99999999.9999999999999999999",
];
const DAY: &[&str] = &[
    "2025-01-20",
    "2025-01-21",
    "",
    "1900-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59Z",
    "1900-01-01T00:00:01+14:00",
    "TOTAL",
    "2025-01-20T10:00:00-14:00",
];
const PHONE: &[&str] = &["0550123456", "", "000000", "012345678901234", "x"];
const STATUS: &[&str] = &["paid", "partial", "pending", "?"];
const TERM: &[&str] = &["1month", "1200months", "36500days", "99999999999years", "custom", ""];
const ID: &[&str] = &["1", "2", "3", "", "{x201}", "\u{0}"];

/// What is right as often as anything that nobody would wish for.
fn cell(pool: &'static [&'static str]) -> impl Strategy<Value = String> {
    let picked = prop_oneof![Just(pool[0]), proptest::sample::select(pool)];
    picked.prop_map(|cell| match cell {
        "{x201}" => "x".repeat(201),
        "{ligature}" => "\u{FDFA}".repeat(30),
        // Composed, each becomes two.
        "{grows}" => "\u{958}".repeat(1999),
        "{notes}" => "n ".repeat(3000),
        cell => cell.to_owned(),
    })
}

fn table(head: &'static str, pools: &[&'static [&'static str]]) -> impl Strategy<Value = String> {
    let row: Vec<_> = pools.iter().map(|pool| cell(pool)).collect();
    proptest::collection::vec(row, 0..5).prop_map(move |rows| {
        let quoted = |row: &Vec<String>| row.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(",");
        format!("{head}\n{}\n", rows.iter().map(quoted).collect::<Vec<_>>().join("\n"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_cell_stops_an_import(
        purchases in table(
            "id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date,payment_method,payment_status,invoice_number,notes",
            &[ID, ID, TEXT, TEXT, NUMBER, NUMBER, NUMBER, DAY, STATUS, STATUS, TEXT, TEXT],
        ),
        sales in table(
            "id,product_id,product_name,subscriber_id,customer_name,customer_phone,quantity,unit_price,total_price,sale_date,payment_method,payment_status,platform_id,platform_buying_price,subscription_duration,subscription_start_date,subscription_end_date,notes",
            &[ID, ID, TEXT, ID, TEXT, PHONE, NUMBER, NUMBER, NUMBER, DAY, STATUS, STATUS, ID, NUMBER, TERM, DAY, DAY, TEXT],
        ),
        products in table(
            "id,name,category,duration_type,description,average_purchase_price,suggested_sell_price,platform_id,platform_buying_price",
            &[ID, TEXT, TEXT, TERM, TEXT, NUMBER, NUMBER, ID, NUMBER],
        ),
        people in table(
            "id,name,phone,wilaya,facebook,instagram,email,address,notes",
            &[ID, TEXT, PHONE, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT],
        ),
        payments in table("id,sale_id,amount,date,method,notes", &[ID, ID, NUMBER, DAY, STATUS, TEXT]),
        platforms in table("id,name,credit_balance", &[ID, TEXT, NUMBER]),
        replay: bool,
        apart in 0_usize..6,
    ) {
        let shop = shop();
        let mode = if replay { ImportMode::Replay } else { ImportMode::Opening };
        let texts = [purchases, products, people, platforms, sales, payments];
        let paths: Vec<_> = texts.iter().enumerate().map(|(i, text)| shop.file(&format!("{i}.csv"), utf16(text))).collect();
        // In one run, or in two.
        for part in [&paths[..apart], &paths[apart..]].into_iter().filter(|part| !part.is_empty()) {
            let mut asked = request(&part[0], mode);
            asked.paths = part.to_vec();
            match import(&shop.book, caller(), asked) {
                Ok(report) => {
                    prop_assert!(report.files.iter().all(|f| f.rows == f.accepted + f.refused + f.duplicates));
                }
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
        let checks = shop.book.verify().unwrap().checks;
        prop_assert!(checks.iter().all(|check| check.ok), "{:?}", checks);
    }
}
