//! Invariant 11: whatever is changed behind the program's back shows, in every table that is append-only.
//!
//! Another program opens the file, takes the triggers away, switches every rule off, changes one thing and leaves the
//! schema as it was.

use std::path::{Path, PathBuf};

use rasid_core::book::Check;
use rasid_core::catalog::{self, OfferInput, Product, ProductInput, ProductKind};
use rasid_core::codes::{self, CodesInput};
use rasid_core::customers::{self, MergeInput};
use rasid_core::ids::PlatformId;
use rasid_core::legacy::{self, ImportMode, ImportRequest};
use rasid_core::messages;
use rasid_core::platforms::{self, DepositInput};
use rasid_core::sales::{self, PaymentInput};
use rasid_core::till::{self, ClosingInput};
use rasid_core::{Book, ErrorCode};
use rusqlite::Connection;

use crate::shop::{BARIDIMOB, CASH, Shop, day, on, sale_of};

const PURCHASES: &str = "id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date,\
payment_method,payment_status,invoice_number,notes,created_at
p1,a1,Office,Softkeys,2,2788.48,5576.96,2024-07-26 00:00:00,other,paid,F-1,,2024-07-26 11:05:07
p2,a1,Office,Softkeys,1,2800.00,2800.00,2024-08-02 00:00:00,other,pending,,,2024-08-02 11:05:07
";
const SALES: &str = "id,product_id,product_name,subscriber_id,customer_name,customer_phone,quantity,unit_price,\
total_price,sale_date,payment_method,payment_status,paid_amount,remaining_amount,profit,notes,created_at
s1,a1,Office,,Nour 17,0621172421,1,3500.00,3500.00,2024-08-13 00:00:00,other,paid,0.00,0.00,711.52,,2024-08-13 15:00:00
s2,a1,Office,,,,1,3600.00,3600.00,2024-08-14 00:00:00,other,paid,0.00,0.00,811.52,,2024-08-14 15:00:00
";

fn import(shop: &Shop) {
    let folder = shop.folder.path().join("old");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("stock_purchases.csv"), PURCHASES).unwrap();
    std::fs::write(folder.join("stock_sales.csv"), SALES).unwrap();
    let mode = ImportMode::Replay;
    let request =
        ImportRequest { paths: vec![folder], mode, balances: vec![], merges: vec![], choices: vec![], dry_run: false };
    let report = legacy::import(&shop.book, on("2026-03-02"), request).unwrap();
    assert_eq!((report.totals.sales.accepted, report.totals.purchases.accepted), (2, 2));
}

fn deposit_in_part(shop: &Shop, platform: PlatformId, credit: &str, bonus: &str, cost: &str, paid: &str, date: &str) {
    let input = DepositInput {
        platform_id: platform,
        credit: credit.into(),
        bonus: bonus.into(),
        cost: cost.into(),
        paid: Some(paid.into()),
        method_id: None,
        date: None,
        note: "reçu 12".into(),
    };
    platforms::deposit(&shop.book, on(date), None, input).unwrap();
}

fn change_price(shop: &Shop, product: &catalog::Product, platform: PlatformId, credit: &str, date: &str) {
    let input = ProductInput {
        name: product.name.clone(),
        kind: ProductKind::Subscription,
        category: "IPTV".into(),
        price: "4500".into(),
        term_months: Some(1),
        term_days: None,
        note: String::new(),
        offers: vec![OfferInput { platform_id: platform, credit: credit.into(), is_default: true }],
    };
    catalog::update(&shop.book, on(date), product.id, input).unwrap();
}

/// A shop in which everything has happened: each append-only table holds rows.
fn eventful() -> Shop {
    let shop = Shop::new();
    import(&shop);
    let platform = shop.platform("NetPanel", "USD", 2).id;
    let product = shop.product("IPTV 1 mois", platform, "12.50", "4500", Some(1));
    let debtor = shop.customer("Amine B.", "0550 12 34 56");
    let customer = Some(debtor);
    deposit_in_part(&shop, platform, "50", "5", "12000", "10000", "2026-03-03");
    let two = [(CASH, "1000"), (BARIDIMOB, "2000")];
    let first = shop.sell(sale_of(&product, "1", customer, &two), "2026-03-04").unwrap();
    let rest = PaymentInput { method_id: BARIDIMOB, amount: "500".into() };
    sales::pay(&shop.book, on("2026-03-05"), None, first.row.id, rest).unwrap();
    let second = shop.sell(sale_of(&product, "2", customer, &[(BARIDIMOB, "9000")]), "2026-03-06").unwrap();
    sales::cancel(&shop.book, on("2026-03-07"), None, second.row.id, "erreur".into()).unwrap();
    change_price(&shop, &product, platform, "13", "2026-03-08");
    for (quantity, date) in [("4", "2026-03-09"), ("1", "2026-03-10")] {
        let mut beyond = sale_of(&product, quantity, customer, &[(CASH, "")]);
        beyond.allow_overdraft = Some("le fournisseur recharge ce soir".into());
        shop.sell(beyond, date).unwrap();
    }
    undo_an_import(&shop);
    deposit_in_part(&shop, platform, "12", "", "4000", "4000", "2026-03-11");
    let subscription = first.subscriptions[0].id;
    messages::told(&shop.book, on("2026-04-03"), subscription).unwrap();
    let promised = Some(day("2026-04-30"));
    customers::set_promise(&shop.book, on("2026-04-03"), debtor, promised, "au salaire".into()).unwrap();
    codes_and_till(&shop, &product);
    let third = shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-03-12");
    assert_eq!(third.unwrap_err().code, ErrorCode::InsufficientCredit);
    shop.expect_sound();
    shop
}

/// Another import comes in and is taken back by counter-entries.
fn undo_an_import(shop: &Shop) {
    let file = shop.folder.path().join("autre.csv");
    let rows = "id,supplier,quantity,total_cost,purchase_date,payment_status\np8,Softkeys,1,5.00,2025-01-20,pending\np9,Softkeys,1,7.00,2025-01-21,paid\n";
    std::fs::write(&file, rows).unwrap();
    let mode = ImportMode::Replay;
    let request =
        ImportRequest { paths: vec![file], mode, balances: vec![], merges: vec![], choices: vec![], dry_run: false };
    let report = legacy::import(&shop.book, on("2026-03-10"), request).unwrap();
    shop.customer("Après", "");
    let busy = std::time::Duration::from_secs(5);
    legacy::undo(&shop.path, busy, |_| Ok(on("2026-03-10")), None, &report.batch.unwrap()).unwrap();
}

/// Codes come in, one is sold; the till is counted twice; two customers are one.
fn codes_and_till(shop: &Shop, product: &Product) {
    let input = CodesInput { product_id: product.id, text: "AAAA-0001\nBBBB-0002".into() };
    codes::import(&shop.book, on("2026-03-12"), input).unwrap();
    till::close(&shop.book, on("2026-03-09"), None, ClosingInput::default()).unwrap();
    let mut with_a_code = sale_of(product, "1", None, &[(CASH, "")]);
    with_a_code.allow_overdraft = Some("le fournisseur recharge ce soir".into());
    shop.sell(with_a_code, "2026-03-12").unwrap();
    till::close(&shop.book, on("2026-03-12"), None, ClosingInput::default()).unwrap();
    let (from, into) = (shop.customer("Amin B", ""), shop.customer("Amine Ben", ""));
    customers::merge(&shop.book, on("2026-03-12"), MergeInput { from, into }).unwrap();
}

/// The book of [`eventful`], closed, to be copied for each case.
struct Original {
    _shop: tempfile::TempDir,
    book: PathBuf,
    copy: PathBuf,
}

impl Original {
    fn new() -> Self {
        let Shop { book, path, folder } = eventful();
        drop(book);
        let copy = folder.path().join("copy.rasid");
        Self { _shop: folder, book: path, copy }
    }

    /// The faults found after another program made its change to a table; none where the change did not go through.
    fn faults(&self, table: &str, change: impl FnOnce(&Connection) -> rusqlite::Result<usize>) -> Option<Vec<Check>> {
        std::fs::copy(&self.book, &self.copy).unwrap();
        if behind_the_back(&self.copy, table, change)? == 0 {
            return None;
        }
        let book = Book::open(&self.copy, std::time::Duration::from_secs(5)).unwrap();
        let report = book.verify().unwrap();
        assert_eq!(report.ok, report.checks.iter().all(|check| check.ok));
        Some(report.checks.into_iter().filter(|check| !check.ok).collect())
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> T {
        work(&Connection::open(&self.book).unwrap()).unwrap()
    }

    /// The tables that refuse changes.
    fn guarded(&self) -> Vec<String> {
        let sql = "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name = tbl_name || '_no_update'";
        let tables: Vec<String> = self.read(|c| c.prepare(sql)?.query_map([], |r| r.get(0))?.collect());
        assert_eq!(tables.len(), 20);
        tables
    }

    fn keys(&self, table: &str) -> Vec<i64> {
        let keys: Vec<i64> =
            self.read(|c| c.prepare(&format!("SELECT rowid FROM {table}"))?.query_map([], |r| r.get(0))?.collect());
        assert!(!keys.is_empty(), "{table} holds nothing");
        keys
    }
}

/// Changes a table as another program would that knows what stands in its way, and leaves the schema as it was.
fn behind_the_back(
    path: &Path,
    table: &str,
    change: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
) -> Option<usize> {
    let other = Connection::open(path).unwrap();
    other.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;").unwrap();
    let triggers: Vec<(String, String)> = other
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1")
        .unwrap()
        .query_map([table], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    for (name, _) in &triggers {
        other.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    let outcome = match change(&other) {
        Ok(rows) => Some(rows),
        // The engine itself refuses two rows of one key.
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => None,
        Err(error) => panic!("{table}: {error}"),
    };
    for (_, sql) in &triggers {
        other.execute_batch(sql).unwrap();
    }
    outcome
}

/// What an SQL expression makes of a column: another value of its kind that the schema would take, as far as that goes.
fn another(name: &str, kind: &str, key: bool) -> String {
    match (kind, name) {
        ("TEXT", _) => format!("coalesce({name}, '') || 'x'"),
        ("BLOB", _) => format!("zeroblob(length({name}))"),
        (_, "whole" | "below_cost" | "overdraft") => format!("1 - {name}"),
        _ if key || name.ends_with("_id") || name.ends_with("number") => format!("coalesce({name}, 0) + 1000"),
        _ => format!("coalesce({name}, 0) + 1"),
    }
}

/// The check that has to find a change of a table: the chain that covers it, unless the row breaks the schema's own
/// rules, where nothing else is looked at.
fn found_by_the_chain(table: &str, faults: &[Check]) -> bool {
    let chain = if table == "sales" { "sale_lines_chain".to_owned() } else { format!("{table}_chain") };
    faults.iter().any(|check| check.name == chain || check.name == "integrity" || check.name == "readable")
}

#[test]
fn invariant_11_a_change_of_any_column_shows() {
    let original = Original::new();
    for table in original.guarded() {
        let columns: Vec<(String, String, bool, bool)> = original.read(|c| {
            c.prepare("SELECT name, type, pk, \"notnull\" FROM pragma_table_info(?1)")?
                .query_map([&table], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
                .collect()
        });
        let keys = original.keys(&table);
        for (name, kind, key, not_null) in &columns {
            for row in [keys[0], keys[keys.len() - 1]] {
                let mut expressions = vec![another(name, kind, *key)];
                if !key && !not_null {
                    expressions.push("NULL".to_owned());
                }
                for expression in expressions {
                    let sql = format!(
                        "UPDATE {table} SET {name} = {expression} WHERE rowid = {row} AND {name} IS NOT {expression}"
                    );
                    let Some(faults) = original.faults(&table, |c| c.execute(&sql, [])) else {
                        assert_eq!(expression, "NULL", "{sql} did not go through");
                        continue;
                    };
                    assert!(found_by_the_chain(&table, &faults), "{sql}: {faults:?}");
                }
            }
        }
    }
}

#[test]
fn invariant_11_a_removed_row_shows() {
    let original = Original::new();
    for table in original.guarded() {
        for row in original.keys(&table) {
            let sql = format!("DELETE FROM {table} WHERE rowid = {row}");
            let faults = original.faults(&table, |c| c.execute(&sql, [])).unwrap();
            assert!(found_by_the_chain(&table, &faults), "{sql}: {faults:?}");
        }
    }
}

#[test]
fn invariant_11_an_added_row_shows() {
    let original = Original::new();
    let mut added = 0;
    for table in original.guarded() {
        let key: String = original
            .read(|c| c.query_row("SELECT name FROM pragma_table_info(?1) WHERE pk = 1", [&table], |r| r.get(0)));
        let sql = format!(
            "CREATE TEMP TABLE one AS SELECT * FROM {table} ORDER BY {key} DESC LIMIT 1;
             UPDATE one SET {key} = {key} + 1;"
        );
        let insert = format!("INSERT INTO {table} SELECT * FROM one");
        let outcome = original.faults(&table, |c| {
            c.execute_batch(&sql)?;
            c.execute(&insert, [])
        });
        // Where the engine refuses the copy of a row, there is nothing to find.
        let Some(faults) = outcome else { continue };
        assert!(found_by_the_chain(&table, &faults), "{table}: {faults:?}");
        added += 1;
    }
    assert!(added >= 9, "{added}");
}

#[test]
fn invariant_11_an_emptied_table_shows_even_together_with_its_head() {
    let original = Original::new();
    for table in original.guarded() {
        let alone = original.faults(&table, |c| c.execute(&format!("DELETE FROM {table}"), [])).unwrap();
        assert!(found_by_the_chain(&table, &alone), "{table}: {alone:?}");
        let with_head = original.faults(&table, |c| {
            c.execute("DELETE FROM chains WHERE name = ?1 OR name LIKE ?1 || ':%'", [&table])?;
            c.execute(&format!("DELETE FROM {table}"), [])
        });
        let with_head = with_head.unwrap();
        let heads = if table == "sales" { "sale_lines_chain" } else { "chain_heads" };
        assert!(with_head.iter().any(|check| check.name == heads), "{table}: {with_head:?}");
    }
}

#[test]
fn invariant_11_a_changed_head_shows() {
    let original = Original::new();
    let names: Vec<String> =
        original.read(|c| c.prepare("SELECT name FROM chains")?.query_map([], |r| r.get(0))?.collect());
    assert_eq!(names.len(), 21, "two platforms, eighteen tables, the seal: {names:?}");
    for name in &names {
        for change in [
            "DELETE FROM chains WHERE name = ?1",
            "UPDATE chains SET length = length + 1 WHERE name = ?1",
            "UPDATE chains SET head = zeroblob(32) WHERE name = ?1",
            "UPDATE chains SET name = name || 'x' WHERE name = ?1",
        ] {
            let faults = original.faults("chains", |c| c.execute(change, [name])).unwrap();
            assert!(faults.iter().any(|check| check.name == "chain_heads"), "{change} {name}: {faults:?}");
        }
    }
}

#[test]
fn invariant_11_a_book_that_was_emptied_is_no_new_book() {
    let original = Original::new();
    std::fs::copy(&original.book, &original.copy).unwrap();
    for table in original.guarded() {
        let removed = behind_the_back(&original.copy, &table, |c| c.execute(&format!("DELETE FROM {table}"), []));
        assert!(removed.is_some_and(|rows| rows > 0), "{table}");
    }
    behind_the_back(&original.copy, "chains", |c| c.execute("DELETE FROM chains", []));
    let book = Book::open(&original.copy, std::time::Duration::from_secs(5)).unwrap();
    let report = book.verify().unwrap();
    assert!(report.checks.iter().any(|check| check.name == "audit" && !check.ok), "{report:?}");
}

/// Not only the chains: where a second row proves the change, it is found even by who makes all chains anew.
#[test]
fn what_stands_in_two_places_is_compared() {
    let original = Original::new();
    for (table, sql, check) in [
        ("deposits", "UPDATE deposits SET day = day + 1 WHERE bonus > 0", "lines_and_movements"),
        ("deposits", "UPDATE deposits SET bonus = bonus + 100 WHERE bonus > 0", "lines_and_movements"),
        ("cancellations", "UPDATE cancellations SET day = day + 1", "cancellations"),
        ("cancellations", "DELETE FROM cancellations", "cancellations"),
        ("subscription_events", "DELETE FROM subscription_events", "cancellations"),
        ("sale_lines", "DELETE FROM sale_lines WHERE kind = 'return'", "cancellations"),
        ("sale_lines", "UPDATE sale_lines SET cost = cost - 100 WHERE kind = 'return'", "corrections"),
        ("sale_lines", "UPDATE sale_lines SET sale_id = 1 WHERE kind = 'fee'", "corrections"),
        ("sale_lines", "UPDATE sale_lines SET fees = fees + 100 WHERE kind = 'fee'", "fees"),
        ("payments", "DELETE FROM payments", "fees"),
        ("payments", "UPDATE payments SET method_id = 6 WHERE id = 1", "advances"),
        ("payments", "UPDATE payments SET amount = amount + 100 WHERE kind = 'refund'", "refunds"),
        ("payments", "UPDATE payments SET payment_id = 1 WHERE kind = 'refund'", "refunds"),
        ("overdrafts", "UPDATE overdrafts SET cost = 0", "settlements"),
        ("overdrafts", "DELETE FROM overdrafts", "settlements"),
        ("settlements", "UPDATE settlements SET real = real + 100", "settlements"),
        ("settlements", "UPDATE settlements SET movement_id = 1", "settlements"),
        ("settlements", "DELETE FROM settlements", "settlements"),
        ("audit", "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit WHERE action = 'add')", "audit"),
        ("codes", "UPDATE codes SET content = CAST('AAAA-0009' AS BLOB) WHERE id = 1", "codes"),
        ("codes", "UPDATE codes SET digest = zeroblob(32) WHERE id = 2", "codes"),
        ("codes", "UPDATE codes SET ending = '0009' WHERE id = 2", "codes"),
        ("codes", "UPDATE codes SET sale_line_id = NULL", "codes"),
        ("codes", "UPDATE codes SET sale_line_id = (SELECT sale_line_id FROM codes WHERE id = 1)", "codes"),
        ("codes", "UPDATE codes SET withdrawn = 1 WHERE id = 2", "codes"),
        ("code_events", "DELETE FROM code_events WHERE kind = 'sell'", "codes"),
        ("codes", "UPDATE codes SET day = 20260231", "days"),
        ("closings", "UPDATE closings SET day = 20260310 WHERE id = 1", "closings"),
        ("closings", "UPDATE closings SET newest = 0 WHERE id = 1", "closings"),
        ("payments", "UPDATE payments SET amount = amount + 1 WHERE kind = 'supplier' AND amount > 0", "refunds"),
        ("payments", "UPDATE payments SET method_id = 3 WHERE kind = 'supplier' AND amount > 0", "refunds"),
        ("deposit_cancellations", "UPDATE deposit_cancellations SET due = due + 1", "refunds"),
        ("closing_lines", "UPDATE closing_lines SET received = received + 1, expected = expected + 1", "closings"),
        ("closing_lines", "DELETE FROM closing_lines WHERE received > 0", "closings"),
        ("payments", "DELETE FROM payments WHERE day = 20260312", "closings"),
        ("customers", "UPDATE customers SET merged_into = NULL", "merges"),
        ("customers", "UPDATE customers SET merged_into = 1 WHERE merged_into IS NOT NULL", "merges"),
        ("customers", "UPDATE customers SET merged_into = 1 WHERE id = 2", "merges"),
        ("audit", "DELETE FROM audit WHERE action = 'merge'", "merges"),
    ] {
        let faults = original.faults(table, |c| c.execute(sql, [])).unwrap();
        assert!(faults.iter().any(|fault| fault.name == check), "{sql}: {faults:?}");
    }
}

#[test]
fn a_row_that_breaks_the_schemas_own_rules_shows() {
    let original = Original::new();
    for (table, sql) in [
        ("platforms", "UPDATE platforms SET decimals = 9"),
        ("methods", "UPDATE methods SET fee_rate = 20000"),
        ("products", "UPDATE products SET price = -1"),
    ] {
        let faults = original.faults(table, |c| c.execute(sql, [])).unwrap();
        assert!(faults.iter().any(|check| check.name == "integrity"), "{sql}: {faults:?}");
    }
}

#[test]
fn invariant_11_a_trigger_that_refuses_nothing_shows() {
    let original = Original::new();
    for table in original.guarded() {
        let hollow = format!(
            "DROP TRIGGER {table}_no_update; CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN 0
             BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
        );
        let faults = original.faults("chains", |c| c.execute_batch(&hollow).map(|()| 1)).unwrap();
        assert!(faults.iter().any(|check| check.name == "append_only"), "{table}: {faults:?}");
    }
}

#[test]
fn a_rule_that_is_gone_or_added_shows() {
    let original = Original::new();
    let names: Vec<String> = original.read(|c| {
        c.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")?.query_map([], |r| r.get(0))?.collect()
    });
    assert!(names.iter().any(|name| name == "codes_once"), "{names:?}");
    let added = "CREATE TRIGGER more AFTER INSERT ON sales BEGIN SELECT 1; END";
    for change in names.iter().map(|name| format!("DROP TRIGGER {name}")).chain([added.to_owned()]) {
        let faults = original.faults("chains", |c| c.execute_batch(&change).map(|()| 1)).unwrap();
        assert!(faults.iter().any(|check| check.name == "append_only"), "{change}: {faults:?}");
    }
}

#[test]
fn invariant_11_nothing_is_posted_behind_a_missing_tail() {
    for (table, change) in [
        ("movements", "DELETE FROM movements WHERE id = (SELECT max(id) FROM movements)"),
        ("payments", "DELETE FROM payments WHERE id = (SELECT max(id) FROM payments)"),
        ("deposits", "DELETE FROM deposits WHERE id = (SELECT max(id) FROM deposits)"),
        ("chains", "DELETE FROM chains WHERE name = 'cancellations'"),
        ("chains", "UPDATE chains SET length = length - 1 WHERE name = 'audit'"),
    ] {
        let shop = eventful();
        behind_the_back(&shop.path, table, |c| c.execute(change, []));
        let platform: PlatformId =
            shop.book.read(|c| Ok(c.query_row("SELECT max(id) FROM platforms", [], |r| r.get(0))?)).unwrap();
        let refused = shop.deposit(platform, "10", "2000", "2026-03-20").unwrap_err();
        assert_eq!(refused.code, ErrorCode::BookDamaged, "{change}");
    }
}
