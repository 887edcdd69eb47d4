//! Taking an import back: to the centime, while nothing newer stands on it and afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use proptest::prelude::*;
use rasid_core::customers::MergeInput;
use rasid_core::ids::{CustomerId, PlatformId, SaleId};
use rasid_core::legacy::{
    self, ImportMode, ImportReport, ImportRequest, KeptKind, KeptWhy, PanelFigure, UndoReport, UndoWay, Verdict,
};
use rasid_core::platforms::{self, DepositInput, SupplierPayment};
use rasid_core::reports;
use rasid_core::sales::{self, PaymentInput};
use rasid_core::settings::{self, Theme, UpdateSettings};
use rasid_core::till::{self, ClosingInput};
use rasid_core::{Book, ErrorCode, Result, catalog, customers, subscriptions};
use rusqlite::types::Value;

use crate::shop::{CASH, Shop, on, sale_of};

const BUSY: Duration = Duration::from_secs(5);
const MODES: [ImportMode; 3] = [ImportMode::Opening, ImportMode::Replay, ImportMode::Archive];

const PURCHASES: &str = "id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date,\
payment_method,payment_status,invoice_number,notes,created_at
p1,a1,Office,Softkeys,10,100.00,1000.00,2024-07-26 00:00:00,cash,paid,F-1,,2024-07-26 11:05:07
p2,a1,Office,Softkeys,5,120.00,600.00,2024-08-02 00:00:00,cash,pending,,,2024-08-02 11:05:07
";
const SALES: &str = "id,product_id,product_name,subscriber_id,customer_name,customer_phone,quantity,unit_price,\
total_price,sale_date,payment_method,payment_status,paid_amount,remaining_amount,profit,notes,created_at
s1,a1,Office,c1,Nour 17,0621172421,2,350.00,700.00,2024-08-13 00:00:00,cash,paid,0.00,0.00,0.00,,2024-08-13 15:00:00
s2,a1,Office,c2,Amel,0550112233,1,360.00,360.00,2024-08-14 00:00:00,cash,pending,0.00,0.00,0.00,,2024-08-14 15:00:00
s3,a1,Office,c3,Sans Tel,,1,360.00,360.00,2024-08-15 00:00:00,cash,pending,0.00,0.00,0.00,,2024-08-15 15:00:00
";
const PRODUCTS: &str = "id,name,category,duration_type,description,current_stock,min_stock_alert,\
average_purchase_price,suggested_sell_price,is_active,created_at,updated_at
a1,Office,licences,12months,,0,5,105.00,350.00,t,2024-01-01 09:00:00,2024-01-01 09:00:00
a2,Jamais vendu,licences,custom,,0,5,10.00,20.00,t,2024-01-01 09:00:00,2024-01-01 09:00:00
";
const SUBSCRIBERS: &str = "id,name,phone,wilaya,facebook,instagram,email,address,notes,created_at,updated_at
c1,Nour 17,0621172421,Alger,,,,,,2024-01-02 10:30:00,2024-01-02 10:30:00
c2,Amel,0550112233,Alger,,,,,,2024-01-02 10:30:00,2024-01-02 10:30:00
c3,Sans Tel,,Alger,,,,,,2024-01-02 10:30:00,2024-01-02 10:30:00
";

fn old_files(shop: &Shop) -> PathBuf {
    let folder = shop.folder.path().join("old");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, content) in [("achats", PURCHASES), ("ventes", SALES), ("produits", PRODUCTS), ("clients", SUBSCRIBERS)]
    {
        std::fs::write(folder.join(format!("{name}.csv")), content).unwrap();
    }
    folder
}

fn sample(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/legacy/fixtures").join(set)
}

fn import(shop: &Shop, path: PathBuf, mode: ImportMode) -> ImportReport {
    import_with(shop, path, mode, &[])
}

fn import_with(shop: &Shop, path: PathBuf, mode: ImportMode, figures: &[(&str, &str)]) -> ImportReport {
    let figures =
        figures.iter().map(|(platform, figure)| PanelFigure { platform: (*platform).into(), figure: (*figure).into() });
    let request = ImportRequest {
        paths: vec![path],
        mode,
        balances: figures.collect(),
        merges: vec![],
        choices: vec![],
        dry_run: false,
    };
    legacy::import(&shop.book, on("2026-03-01"), request).unwrap()
}

/// Takes an import back, as a program does that has no book open but this one.
fn undo(shop: Shop, date: &str, key: Option<&str>, batch: &str) -> (Shop, Result<UndoReport>) {
    let Shop { book, path, folder } = shop;
    drop(book);
    let done = legacy::undo(&path, BUSY, |_| Ok(on(date)), key, batch);
    let book = Book::open(&path, BUSY).unwrap();
    (Shop { book, path, folder }, done)
}

fn undone(shop: Shop, report: &ImportReport) -> (Shop, UndoReport) {
    let batch = report.batch.clone().unwrap();
    let quoted = legacy::undo_quote(&shop.book, on("2026-03-05"), &batch).unwrap();
    let (shop, done) = undo(shop, "2026-03-05", None, &batch);
    let done = done.unwrap();
    assert!(done.undone && !quoted.undone);
    assert_eq!(
        (quoted.way, &quoted.backup, quoted.counts, &quoted.kept),
        (done.way, &done.backup, done.counts, &done.kept),
        "what was said beforehand"
    );
    shop.expect_sound();
    (shop, done)
}

/// Every row of every table.
fn dump(shop: &Shop) -> BTreeMap<String, Vec<Vec<Value>>> {
    shop.book
        .read(|c| {
            let names: Vec<String> = c
                .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?
                .query_map([], |r| r.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let mut all = BTreeMap::new();
            for name in names {
                let mut statement = c.prepare(&format!("SELECT * FROM {name}"))?;
                let columns = statement.column_count();
                let rows = statement
                    .query_map([], |r| (0..columns).map(|i| r.get(i)).collect())?
                    .collect::<rusqlite::Result<Vec<Vec<Value>>>>()?;
                all.insert(name, rows);
            }
            Ok(all)
        })
        .unwrap()
}

/// What the shop's screens say on a day, of platforms in use and customers who owe.
fn standing(shop: &Shop) -> Vec<String> {
    let caller = on("2026-03-05");
    shop.book
        .read(|c| {
            let mut said = Vec::new();
            for one in platforms::list(c, &caller)?.into_iter().filter(|one| !one.archived) {
                said.push(format!("{} {} {} {}", one.name, one.balance, one.value, one.supplier_debt));
            }
            for row in reports::debts(c, caller.today)?.rows {
                said.push(format!("{} {}", row.customer, row.owed));
            }
            Ok(said)
        })
        .unwrap()
}

fn count(shop: &Shop, sql: &str) -> i64 {
    shop.book.read(|c| Ok(c.query_row(sql, [], |r| r.get(0))?)).unwrap()
}

fn business(shop: &Shop) -> catalog::Product {
    let platform = shop.platform("Panel", "USD", 2);
    let product = shop.product("IPTV", platform.id, "10", "4500", Some(1));
    shop.deposit(platform.id, "100", "24000", "2026-02-01").unwrap();
    let amine = shop.customer("Amine", "0550123456");
    shop.sell(sale_of(&product, "2", Some(amine), &[(CASH, "1000")]), "2026-02-02").unwrap();
    product
}

#[test]
fn while_nothing_was_recorded_since_the_book_is_what_it_was_row_for_row() {
    for (set, mode) in ["dirty", "french-excel", "table-dump"].into_iter().zip(MODES) {
        let shop = Shop::new();
        business(&shop);
        let before = dump(&shop);
        let report = import(&shop, sample(set), mode);
        assert_ne!(dump(&shop), before);
        let (shop, done) = undone(shop, &report);
        assert_eq!(done.way, UndoWay::Backup);
        assert_eq!(done.backup, report.backup);
        assert!(dump(&shop) == before, "{set} {mode:?}");
        let replaced = Book::open(Path::new(&done.replaced.unwrap()), BUSY).unwrap();
        assert_eq!(replaced.read(legacy::imports).unwrap().len(), 1, "what was replaced is kept");
        let again = import(&shop, sample(set), mode);
        assert_eq!((again.totals, again.platforms), (report.totals, report.platforms));
    }
}

#[test]
fn what_is_being_typed_is_no_record_but_a_setting_is() {
    for typed in [true, false] {
        let shop = Shop::new();
        let files = old_files(&shop);
        let report = import(&shop, files, ImportMode::Opening);
        let way = if typed {
            sales::save_draft(&shop.book, on("2026-03-02"), "cle".into(), Some("{}".into())).unwrap();
            UndoWay::Backup
        } else {
            let info = settings::info(&shop.book, &on("2026-03-02")).unwrap();
            let input = UpdateSettings {
                name: info.name,
                language: info.language,
                theme: Theme::Dark,
                country: None,
                letterhead: None,
            };
            settings::update(&shop.book, on("2026-03-02"), input).unwrap();
            UndoWay::Entries
        };
        assert_eq!(undone(shop, &report).1.way, way);
    }
}

#[test]
fn where_the_copy_is_gone_or_damaged_counter_entries_do_and_say_so() {
    for damage in [true, false] {
        let shop = Shop::new();
        let files = old_files(&shop);
        let report = import(&shop, files, ImportMode::Replay);
        let copy = report.backup.clone().unwrap();
        if damage {
            let mut bytes = std::fs::read(&copy).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0xFF;
            std::fs::write(&copy, bytes).unwrap();
        } else {
            std::fs::remove_file(&copy).unwrap();
        }
        let (shop, done) = undone(shop, &report);
        assert_eq!((done.way, done.backup_lost), (UndoWay::Entries, Some(copy)));
        assert_eq!(done.kept, []);
        assert_eq!(standing(&shop), Vec::<String>::new());
    }
}

/// A record that uses nothing of the import, so that counter-entries are needed.
fn something_else(shop: &Shop) {
    shop.customer("Nouveau", "0770000001");
}

#[test]
fn counter_entries_leave_the_figures_of_before_and_the_files_come_in_again_the_same() {
    for mode in MODES {
        for figures in [&[][..], &[("Softkeys", "250")]] {
            if mode == ImportMode::Archive && !figures.is_empty() {
                continue;
            }
            let shop = Shop::new();
            business(&shop);
            let before = standing(&shop);
            let files = old_files(&shop);
            let first = import_with(&shop, files.clone(), mode, figures);
            let after = standing(&shop);
            something_else(&shop);
            let (shop, done) = undone(shop, &first);
            assert_eq!((done.way, &done.kept[..]), (UndoWay::Entries, &[][..]));
            assert_eq!(standing(&shop), before, "{mode:?}");
            assert_eq!(count(&shop, "SELECT count(*) FROM customers WHERE archived = 0"), 2);
            assert_eq!(count(&shop, "SELECT count(*) FROM products WHERE archived = 0"), 1);
            assert_eq!(count(&shop, "SELECT count(*) FROM legacy_keys"), 0);
            assert_eq!(count(&shop, "SELECT count(*) FROM legacy_rows"), 10, "rows stay for the record");
            let till: i64 = count(&shop, "SELECT coalesce(sum(amount), 0) FROM payments WHERE sale_id <> 1");
            assert_eq!(till, 0, "money that came in by the import went out again");

            let second = import_with(&shop, files, mode, figures);
            assert_eq!(second.files, first.files);
            assert_eq!((second.totals, &second.platforms), (first.totals, &first.platforms), "{mode:?}");
            assert_eq!(standing(&shop), after);
            assert_eq!(count(&shop, "SELECT count(*) FROM customers"), 5, "nobody is there twice");
            shop.expect_sound();
        }
    }
}

#[test]
fn the_samples_can_be_taken_back_and_brought_in_again() {
    for (set, mode) in [("table-dump", ImportMode::Replay), ("dirty", ImportMode::Opening)] {
        let shop = Shop::new();
        let first = import(&shop, sample(set), mode);
        let after = standing(&shop);
        something_else(&shop);
        let (shop, done) = undone(shop, &first);
        assert_eq!((&done.kept[..], standing(&shop)), (&[][..], vec![]), "{set}");
        let second = import(&shop, sample(set), mode);
        assert_eq!((second.totals, &second.platforms), (first.totals, &first.platforms), "{set} {mode:?}");
        assert_eq!(standing(&shop), after, "{set} {mode:?}");
        shop.expect_sound();
    }
}

fn imported_sale(shop: &Shop, number: &str) -> SaleId {
    SaleId(count(shop, &format!("SELECT max(id) FROM sales WHERE legacy_number = '{number}'")))
}

fn kept(report: &UndoReport) -> Vec<(KeptKind, String, KeptWhy, Option<String>)> {
    let one = |kept: &legacy::Kept| (kept.kind, kept.name.clone(), kept.why, kept.amount.map(|a| a.to_string()));
    report.kept.iter().map(one).collect()
}

#[test]
fn what_newer_records_use_is_kept_and_said() {
    let shop = Shop::new();
    let files = old_files(&shop);
    let report = import_with(&shop, files, ImportMode::Opening, &[("Softkeys", "500")]);
    let platform = shop.book.read(|c| platforms::find(c, "Softkeys")).unwrap();
    let office = shop.book.read(|c| catalog::find(c, "Office")).unwrap();
    let office = shop.book.read(|c| catalog::get(c, &on("2026-03-02"), office)).unwrap();
    // An imported debt is paid in part, an imported product is sold to an imported customer, a supplier is paid in part.
    let debt = imported_sale(&shop, "s2");
    let paid = PaymentInput { method_id: CASH, amount: "160".into() };
    sales::pay(&shop.book, on("2026-03-02"), None, debt, paid).unwrap();
    let nour = shop.book.read(|c| customers::find(c, "Nour 17")).unwrap();
    shop.sell(sale_of(&office, "2", Some(nour), &[(CASH, "700")]), "2026-03-02").unwrap();
    let supplier =
        SupplierPayment { platform_id: platform, method_id: CASH, amount: "100".into(), note: String::new() };
    platforms::pay_supplier(&shop.book, on("2026-03-03"), None, supplier).unwrap();
    let (shop, done) = undone(shop, &report);
    let said = kept(&done);
    let said: Vec<_> =
        said.iter().map(|(kind, name, why, amount)| (*kind, name.as_str(), *why, amount.as_deref())).collect();
    assert_eq!(
        said,
        [
            (KeptKind::Sale, "s2", KeptWhy::PaidSince, None),
            (KeptKind::Deposit, "Softkeys", KeptWhy::PaidSince, Some("100.00")),
            (KeptKind::Platform, "Softkeys", KeptWhy::CreditSpent, Some("210.00")),
            (KeptKind::Customer, "Nour 17", KeptWhy::SoldSince, None),
            (KeptKind::Customer, "Amel", KeptWhy::OfKept, None),
            (KeptKind::Product, "Office", KeptWhy::SoldSince, None),
        ]
    );
    // The customer still owes the rest of what he began to pay; nothing is due to the supplier, and no credit is left.
    assert_eq!(standing(&shop), ["Softkeys 0.00 0.00 0.00", "Amel 200.00"]);
    assert_eq!(done.counts.sales, 2);
    let profit = shop.book.read(|c| reports::profit(c, reports::ProfitBy::Month, None, None)).unwrap();
    let rows: Vec<String> = profit.rows.iter().map(|row| format!("{} {} {}", row.key, row.revenue, row.cost)).collect();
    assert_eq!(rows, ["2024-08 1420.00 426.67", "2026-03 -360.00 -110.00"], "past months stay as they were reported");
}

#[test]
fn whoever_and_whatever_was_only_touched_since_is_kept_with_its_reason() {
    let shop = Shop::new();
    let files = old_files(&shop);
    std::fs::write(files.join("ventes.csv"), SALES.replace("2024-08-15", "2026-02-15").replace("s3", "s9")).unwrap();
    let report = import(&shop, files, ImportMode::Replay);
    let named = |name: &str| shop.book.read(|c| customers::find(c, name)).unwrap();
    let (amel, nour, without) = (named("Amel"), named("Nour 17"), named("Sans Tel"));
    customers::set_promise(&shop.book, on("2026-03-02"), amel, Some(on("2026-03-20").today), String::new()).unwrap();
    // Somebody of the shop is merged into an imported customer, and an imported subscription passes to another.
    let same = shop.customer("Nour", "0621172422");
    let merged = MergeInput { from: same, into: nour };
    customers::merge(&shop.book, on("2026-03-02"), merged).unwrap();
    let held = shop.book.read(|c| subscriptions::of_customer(c, &on("2026-03-02"), without)).unwrap();
    let to = shop.customer("Kamel", "0770000009");
    subscriptions::transfer(&shop.book, on("2026-03-02"), held[0].id, to, String::new()).unwrap();
    let (shop, done) = undone(shop, &report);
    let said = kept(&done);
    let said: Vec<_> = said.iter().map(|(kind, name, why, _)| (*kind, name.as_str(), *why)).collect();
    assert_eq!(
        said,
        [
            (KeptKind::Sale, "s9", KeptWhy::SubscriptionSince),
            (KeptKind::Platform, "Softkeys", KeptWhy::CreditSpent),
            (KeptKind::Customer, "Nour 17", KeptWhy::MergedSince),
            (KeptKind::Customer, "Amel", KeptWhy::PromisedSince),
            (KeptKind::Customer, "Sans Tel", KeptWhy::OfKept),
            (KeptKind::Product, "Office", KeptWhy::OfKept),
        ]
    );
    assert_eq!(standing(&shop), ["Softkeys 0.00 0.00 0.00", "Sans Tel 360.00"]);
}

#[test]
fn what_an_undone_import_knew_is_known_no_more() {
    let shop = Shop::new();
    let files = old_files(&shop);
    let purchases = import(&shop, files.join("achats.csv"), ImportMode::Opening);
    something_else(&shop);
    let (shop, _) = undone(shop, &purchases);
    let sales = import(&shop, files.join("ventes.csv"), ImportMode::Opening);
    let unknown = sales.issues.iter().filter(|issue| issue.code == Verdict::CostUnknown).count();
    assert_eq!(unknown, 3, "no purchase stands that tells the cost");
    assert_eq!(sales.platforms.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["À classer"]);
    shop.expect_sound();
}

#[test]
fn a_sale_that_the_old_clock_dated_ahead_is_cancelled_on_its_day() {
    let shop = Shop::new();
    let files = old_files(&shop);
    std::fs::write(files.join("ventes.csv"), SALES.replace("2024-08-13", "2027-01-01")).unwrap();
    let report = import(&shop, files, ImportMode::Replay);
    something_else(&shop);
    let (shop, done) = undone(shop, &report);
    assert_eq!((done.counts.sales, &done.kept[..]), (3, &[][..]));
    assert_eq!(count(&shop, "SELECT max(day) FROM cancellations"), 20_270_101);
}

#[test]
fn credit_of_before_and_of_since_stays_with_its_value() {
    for mode in [ImportMode::Opening, ImportMode::Replay] {
        let shop = Shop::new();
        let platform = shop.platform("Softkeys", "DZD", 2).id;
        shop.deposit(platform, "50", "40", "2026-01-05").unwrap();
        let files = old_files(&shop);
        let report = import(&shop, files, mode);
        shop.deposit(platform, "100", "90", "2026-03-02").unwrap();
        let (shop, done) = undone(shop, &report);
        assert_eq!(done.kept, []);
        assert_eq!(shop.pool(platform), ("150.00".to_owned(), "130.00".to_owned()), "{mode:?}");
        let archived = count(&shop, "SELECT archived FROM platforms");
        assert_eq!(archived, 0, "it was there before");
    }
}

#[test]
fn an_import_is_taken_back_once() {
    let shop = Shop::new();
    let files = old_files(&shop);
    let report = import(&shop, files, ImportMode::Replay);
    something_else(&shop);
    let batch = report.batch.unwrap();
    let (shop, first) = undo(shop, "2026-03-05", Some("cle"), &batch);
    let after = dump(&shop);
    let (shop, retried) = undo(shop, "2026-03-06", Some("cle"), &batch);
    assert_eq!(first.unwrap(), retried.unwrap(), "a retry answers what was done");
    let (shop, refused) = undo(shop, "2026-03-06", Some("autre"), &batch);
    let refused = refused.unwrap_err();
    assert_eq!((refused.code, refused.details["date"].as_str()), (ErrorCode::ImportUndone, "2026-03-05"));
    for unknown in ["", "x", "0199a3c2-0000-7000-8000-000000000000"] {
        let refused = legacy::undo_quote(&shop.book, on("2026-03-06"), unknown);
        assert_eq!(refused.unwrap_err().code, ErrorCode::UnknownImport);
    }
    assert!(dump(&shop) == after);
    let listed = shop.book.read(legacy::imports).unwrap();
    assert_eq!(listed[0].undone.map(|day| day.to_string()), Some("2026-03-05".into()));
    assert_eq!((listed[0].rows, listed[0].accepted, listed[0].files.len()), (10, 10, 4));
}

#[test]
fn payments_brought_for_an_earlier_import_go_back_alone() {
    let shop = Shop::new();
    let files = old_files(&shop);
    import(&shop, files, ImportMode::Opening);
    let before = standing(&shop);
    let paid = shop.folder.path().join("paiements.csv");
    std::fs::write(&paid, "id,sale_id,amount,date,method\n1,s2,60.00,2024-09-01,cash\n").unwrap();
    let second = import(&shop, paid.clone(), ImportMode::Opening);
    something_else(&shop);
    let (shop, done) = undone(shop, &second);
    assert_eq!((done.counts.payments, done.counts.sales, &done.kept[..]), (1, 0, &[][..]));
    assert_eq!(standing(&shop), before);
    let again = import(&shop, paid, ImportMode::Opening);
    assert_eq!(again.totals.sales.paid.to_string(), "60.00");
    shop.expect_sound();
}

#[test]
fn counter_entries_are_of_today_and_fall_into_the_next_closing() {
    let shop = Shop::new();
    let files = old_files(&shop);
    let report = import(&shop, files, ImportMode::Replay);
    let counted = ClosingInput { date: None, counts: vec![], note: String::new() };
    till::close(&shop.book, on("2026-03-02"), None, counted).unwrap();
    let (shop, _) = undone(shop, &report);
    assert_eq!(count(&shop, "SELECT min(day) FROM payments WHERE id > (SELECT max(newest) FROM closings)"), 20_260_305);
    for table in ["movements", "sale_lines", "cancellations", "deposit_cancellations"] {
        let earlier = format!("SELECT count(*) FROM {table} WHERE actor <> 'import' AND day < 20260305");
        assert_eq!(count(&shop, &earlier), 0, "{table}");
    }
    let till = shop.book.read(|c| till::till(c, &on("2026-03-05"), None)).unwrap();
    let cash = till.lines.iter().find(|one| one.method_id == CASH).unwrap();
    assert_eq!((cash.received.to_string(), cash.paid_out.to_string()), ("1000.00".into(), "700.00".into()));
}

/// Something that a shop does behind an import.
#[derive(Debug, Clone)]
enum Act {
    Sell(u8, bool),
    Pay(u8),
    Deposit(u16),
    PaySupplier(u16),
    Cancel(u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (1_u8..4, any::<bool>()).prop_map(|(quantity, paid)| Act::Sell(quantity, paid)),
        (0_u8..3).prop_map(Act::Pay),
        (1_u16..400).prop_map(Act::Deposit),
        (1_u16..300).prop_map(Act::PaySupplier),
        (0_u8..6).prop_map(Act::Cancel),
    ]
}

/// What was refused by a rule is no part of the story.
fn perform(shop: &Shop, act: &Act, platform: PlatformId, office: &catalog::Product, customer: CustomerId) {
    let today = on("2026-03-03");
    let outcome = match act {
        Act::Sell(quantity, paid) => {
            let payments: &[_] = if *paid { &[(CASH, "")] } else { &[] };
            let mut input = sale_of(office, &quantity.to_string(), Some(customer), payments);
            input.allow_below_cost = true;
            shop.sell(input, "2026-03-03").map(drop)
        }
        Act::Pay(which) => {
            let paid = PaymentInput { method_id: CASH, amount: "50".into() };
            sales::pay(&shop.book, today, None, SaleId(i64::from(*which) + 1), paid).map(drop)
        }
        Act::Deposit(amount) => {
            let input = DepositInput {
                platform_id: platform,
                credit: amount.to_string(),
                bonus: String::new(),
                cost: (amount / 2).to_string(),
                paid: None,
                method_id: None,
                date: None,
                note: String::new(),
            };
            platforms::deposit(&shop.book, today, None, input).map(drop)
        }
        Act::PaySupplier(amount) => {
            let input = SupplierPayment {
                platform_id: platform,
                method_id: CASH,
                amount: amount.to_string(),
                note: String::new(),
            };
            platforms::pay_supplier(&shop.book, today, None, input).map(drop)
        }
        Act::Cancel(which) => {
            sales::cancel(&shop.book, today, None, SaleId(i64::from(*which) + 1), "essai".into()).map(drop)
        }
    };
    if let Err(error) = outcome {
        assert!(error.code != ErrorCode::Bug, "{error:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happened_since_the_book_stays_sound_and_keeps_only_what_is_newer(
        acts in proptest::collection::vec(act(), 1..8), replay in any::<bool>(), figure in 0_u16..900,
    ) {
        let shop = Shop::new();
        let files = old_files(&shop);
        let mode = if replay { ImportMode::Replay } else { ImportMode::Opening };
        let figure = figure.to_string();
        let report = import_with(&shop, files, mode, &[("Softkeys", &figure)]);
        let platform = shop.book.read(|c| platforms::find(c, "Softkeys")).unwrap();
        let office = shop.book.read(|c| {
            let id = catalog::find(c, "Office")?;
            catalog::get(c, &on("2026-03-02"), id)
        }).unwrap();
        let customer = shop.book.read(|c| customers::find(c, "Nour 17")).unwrap();
        something_else(&shop);
        for act in &acts {
            perform(&shop, act, platform, &office, customer);
        }
        let newer = "SELECT coalesce(sum(l.total), 0) - (SELECT coalesce(sum(p.amount), 0) FROM payments p JOIN sales s
              ON s.id = p.sale_id WHERE s.legacy_number IS NULL)
            FROM sale_lines l JOIN sales s ON s.id = l.sale_id WHERE s.legacy_number IS NULL";
        let owed_of_newer = count(&shop, newer);
        let (shop, done) = undone(shop, &report);
        prop_assert_eq!(count(&shop, newer), owed_of_newer, "newer sales owe what they owed");
        let of_kept = done.kept.iter().filter(|one| one.kind == KeptKind::Sale).count();
        let standing_old = "SELECT count(*) FROM sales s WHERE s.legacy_number IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM cancellations c WHERE c.sale_id = s.id AND c.whole = 1)";
        prop_assert_eq!(count(&shop, standing_old), i64::try_from(of_kept).unwrap());
        let owed = shop.book.read(|c| platforms::get(c, &on("2026-03-05"), platform)).unwrap();
        prop_assert_eq!(owed.supplier_debt.to_string(), "0.00", "debts of the import are gone, newer deposits were paid");
        let folder = old_files(&shop);
        let again = import_with(&shop, folder, mode, &[("Softkeys", &figure)]);
        prop_assert_eq!(again.totals, report.totals);
        prop_assert_eq!(again.files, report.files);
        shop.expect_sound();
    }
}
