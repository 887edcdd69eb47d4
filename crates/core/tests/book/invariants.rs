//! Invariants 1 to 12 of the domain, each with a test that bears its number; the 11th has a file of its own.

use rasid_core::ErrorCode;
use rasid_core::money::Money;
use rasid_core::sales::{self, PaymentInput, SaleStatus};
use rasid_core::subscriptions::SubscriptionState;
use rusqlite::Connection;

use crate::shop::{BARIDIMOB, CASH, Shop, day, on, sale_of};

/// The golden example: 300 USD for 74 000 DA, a product of 12.50 USD at 4 500 DA.
fn golden() -> (Shop, rasid_core::platforms::Platform, rasid_core::catalog::Product) {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2);
    shop.deposit(platform.id, "100", "24000", "2026-01-02").unwrap();
    shop.deposit(platform.id, "200", "50000", "2026-01-03").unwrap();
    let product = shop.product("IPTV 12 mois", platform.id, "12.50", "4500", Some(1));
    (shop, platform, product)
}

/// A connection as another program would open it, with nothing of ours set.
fn outside(shop: &Shop) -> Connection {
    Connection::open(&shop.path).unwrap()
}

#[test]
fn invariant_01_a_balance_is_the_sum_of_its_movements() {
    let (shop, platform, product) = golden();
    let sale = shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-31").unwrap();
    assert_eq!(sale.row.cost.to_string(), "3083.33");
    assert_eq!(shop.pool(platform.id), ("287.50".into(), "70916.67".into()));
    let (credit, value): (i64, i64) = outside(&shop)
        .query_row("SELECT sum(credit), sum(value) FROM movements", [], |r| Ok((r.get(0)?, r.get(1)?)))
        .unwrap();
    assert_eq!((credit, value), (2_875_000, 709_166_700));
    shop.expect_sound();
}

#[test]
fn invariant_02_value_is_conserved_to_the_last_coin() {
    let (shop, platform, product) = golden();
    let mut spent = Money::ZERO;
    for _ in 0..24 {
        let sale = shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-31").unwrap();
        spent = spent.plus(sale.row.cost).unwrap();
    }
    assert_eq!(shop.pool(platform.id), ("0.00".into(), "0.00".into()));
    assert_eq!(spent.to_string(), "74000.00");
    shop.deposit(platform.id, "90", "18000", "2026-02-01").unwrap();
    let written_off = shop.adjust(platform.id, "87.50", "2026-02-02").unwrap();
    assert_eq!(written_off.value.to_string(), "-500.00");
    shop.expect_sound();
}

#[test]
fn invariant_03_posted_rows_cannot_be_changed_removed_or_replaced() {
    let (shop, _, product) = golden();
    shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-31").unwrap();
    for table in ["movements", "payments", "sales", "sale_lines", "deposits", "subscriptions", "offer_prices", "audit"]
    {
        for sql in [
            format!("UPDATE {table} SET recorded_at = recorded_at + 1"),
            format!("DELETE FROM {table}"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"),
        ] {
            let refused = shop.book.write({
                let sql = sql.clone();
                move |tx| Ok(tx.execute(&sql, []).err().map(|e| e.to_string()))
            });
            let reason = refused.unwrap().unwrap_or_else(|| panic!("{sql} went through"));
            assert!(reason.contains("append-only"), "{sql}: {reason}");
        }
    }
    for sql in [
        "DROP TRIGGER movements_no_update",
        "ALTER TABLE movements ADD COLUMN x INTEGER",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA recursive_triggers = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "PRAGMA writable_schema = ON",
        "ATTACH 'other.db' AS other",
    ] {
        let refused = shop.book.write(move |tx| Ok(tx.execute_batch(sql).is_err())).unwrap();
        assert!(refused, "{sql} went through");
    }
    shop.expect_sound();
}

#[test]
fn invariant_04_an_operation_commits_whole_or_not_at_all() {
    let (shop, platform, product) = golden();
    let mut two_lines = sale_of(&product, "1", None, &[(CASH, "")]);
    let mut impossible = two_lines.lines[0].clone();
    impossible.quantity = "1000".into();
    two_lines.lines.push(impossible);
    let error = shop.sell(two_lines, "2026-01-31").unwrap_err();
    assert_eq!(error.code, ErrorCode::InsufficientCredit);
    assert_eq!(
        (&error.details["field"], &error.details["missing"]),
        (&"lines.0.platform_id".into(), &"12212.50".into())
    );
    let rows: i64 = outside(&shop)
        .query_row(
            "SELECT (SELECT count(*) FROM sales) + (SELECT count(*) FROM sale_lines) + (SELECT count(*) FROM subscriptions)
                  + (SELECT count(*) FROM movements WHERE kind = 'sale')",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(rows, 0);
    assert_eq!(shop.pool(platform.id).0, "300.00");
    let sale = shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-31").unwrap();
    assert_eq!(sale.row.number, "V-2026-00001", "a refused sale takes no number");
}

#[test]
fn invariant_05_credit_does_not_go_below_zero_unless_said_so() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "PTS", 0);
    shop.deposit(platform.id, "100", "10000", "2026-01-02").unwrap();
    let product = shop.product("Code", platform.id, "10", "2000", None);
    for _ in 0..10 {
        shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-03").unwrap();
    }
    let refused = shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-03").unwrap_err();
    assert_eq!(refused.code, ErrorCode::InsufficientCredit);
    assert_eq!((refused.details["needed"].as_str(), refused.details["missing"].as_str()), ("10.00", "10.00"));
    let mut overdraft = sale_of(&product, "1", None, &[(CASH, "")]);
    overdraft.allow_overdraft = Some("le fournisseur recharge ce soir".into());
    let sale = shop.sell(overdraft, "2026-01-03").unwrap();
    assert_eq!(sale.row.cost.to_string(), "1000.00");
    assert!(sale.lines[0].provisional);
    assert_eq!(shop.pool(platform.id), ("-10.00".into(), "-1000.00".into()));
    shop.expect_sound();

    shop.deposit(platform.id, "100", "12000", "2026-01-10").unwrap();
    let settled = shop.sale(sale.row.id);
    assert_eq!(settled.row.cost.to_string(), "1200.00");
    assert_eq!(settled.lines[0].cost.to_string(), "1000.00", "the past stays");
    assert_eq!((settled.lines[1].date, settled.lines[1].cost.to_string()), (day("2026-01-10"), "200.00".into()));
    assert!(!settled.lines[0].provisional);
    assert_eq!(shop.pool(platform.id), ("90.00".into(), "10800.00".into()));
    shop.expect_sound();
}

#[test]
fn invariant_05_the_schema_itself_refuses_an_overdraft() {
    let (shop, _, _) = golden();
    let refused = shop.book.write(|tx| {
        Ok(tx
            .execute(
                "INSERT INTO movements (platform_id, seq, kind, day, credit, value, balance_after, value_after, prev_seq,
                   prev_balance, prev_value, note, actor, recorded_at, hash)
                 VALUES (1, 3, 'adjustment', 20260101, -4000000, -740000000, -1000000, 0, 2, 3000000, 740000000, '', 'x', 0, zeroblob(32))",
                [],
            )
            .is_err())
    });
    assert!(refused.unwrap());
}

#[test]
fn invariant_06_a_cost_is_frozen_when_the_sale_is_made() {
    let (shop, platform, product) = golden();
    let sale = shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-31").unwrap();
    shop.deposit(platform.id, "1000", "900000", "2026-02-01").unwrap();
    shop.adjust(platform.id, "500", "2026-02-02").unwrap();
    let later = shop.sale(sale.row.id);
    assert_eq!((later.row.cost, later.row.profit), (sale.row.cost, sale.row.profit));
}

#[test]
fn invariant_07_totals_paid_and_debt_agree() {
    let (shop, _, product) = golden();
    let customer = shop.customer("Amine B.", "0550 12 34 56");
    let sale = shop.sell(sale_of(&product, "2", Some(customer), &[(CASH, "1000"), (BARIDIMOB, "2000")]), "2026-01-31");
    let sale = sale.unwrap();
    assert_eq!(sale.row.total.to_string(), "9000.00");
    assert_eq!((sale.row.paid.to_string(), sale.row.debt.to_string()), ("3000.00".into(), "6000.00".into()));
    assert_eq!(sale.row.fees.to_string(), "30.00");
    assert_eq!(sale.row.profit, sale.row.total.minus(sale.row.cost).unwrap().minus(sale.row.fees).unwrap());
    assert_eq!(sale.row.status, SaleStatus::Partial);
    let rest = PaymentInput { method_id: CASH, amount: String::new() };
    let paid = sales::pay(&shop.book, on("2026-02-03"), None, sale.row.id, rest.clone()).unwrap();
    assert_eq!((paid.row.debt, paid.row.status), (Money::ZERO, SaleStatus::Paid));
    let more = sales::pay(&shop.book, on("2026-02-03"), None, sale.row.id, rest).unwrap_err();
    assert_eq!(more.code, ErrorCode::Overpaid);
    shop.expect_sound();
}

#[test]
fn invariant_08_cancelling_adds_counter_entries_and_keeps_the_original() {
    let (shop, platform, product) = golden();
    let customer = shop.customer("Amine B.", "");
    let sale = shop.sell(sale_of(&product, "1", Some(customer), &[(BARIDIMOB, "2000")]), "2026-01-31").unwrap();
    shop.deposit(platform.id, "100", "40000", "2026-02-01").unwrap();
    let before = shop.pool(platform.id);
    let cancelled = sales::cancel(&shop.book, on("2026-02-10"), None, sale.row.id, "erreur".into()).unwrap();
    assert_eq!(cancelled.row.status, SaleStatus::Cancelled);
    assert_eq!(cancelled.row.number, sale.row.number);
    assert_eq!((cancelled.row.total, cancelled.row.cost, cancelled.row.fees), (Money::ZERO, Money::ZERO, Money::ZERO));
    assert_eq!(cancelled.row.paid, Money::ZERO);
    assert_eq!(cancelled.lines[0].cost, sale.row.cost, "the original stays readable");
    assert_eq!(cancelled.movements[1].value, sale.row.cost, "credit returns at the cost it left with");
    assert_eq!(cancelled.subscriptions[0].state, SubscriptionState::Cancelled);
    assert_eq!(before, ("387.50".into(), "110916.67".into()));
    assert_eq!(shop.pool(platform.id), ("400.00".into(), "114000.00".into()));
    let again = sales::cancel(&shop.book, on("2026-02-10"), None, sale.row.id, "encore".into()).unwrap_err();
    assert_eq!(again.code, ErrorCode::AlreadyCancelled);
    shop.expect_sound();
}

#[test]
fn invariant_08_what_was_used_is_archived_never_deleted() {
    let (shop, _, _) = golden();
    shop.customer("Amine B.", "");
    for table in ["platforms", "products", "customers"] {
        let refused = shop.book.write(move |tx| Ok(tx.execute(&format!("DELETE FROM {table}"), []).is_err()));
        assert!(refused.unwrap(), "{table}");
    }
}

#[test]
fn invariant_09_a_key_never_posts_twice() {
    let (shop, platform, product) = golden();
    let input = sale_of(&product, "1", None, &[(CASH, "")]);
    let first = sales::record(&shop.book, on("2026-01-31"), Some("k1"), input.clone()).unwrap();
    let again = sales::record(&shop.book, on("2026-01-31"), Some("k1"), input).unwrap();
    assert_eq!(first.row.id, again.row.id);
    let other = sale_of(&product, "2", None, &[(CASH, "")]);
    let reused = sales::record(&shop.book, on("2026-01-31"), Some("k1"), other).unwrap_err();
    assert_eq!(reused.code, ErrorCode::KeyReused);
    let one = shop.deposit_with(platform.id, "10", "", "2000", "2026-02-01", Some("k2")).unwrap();
    let two = shop.deposit_with(platform.id, "10", "", "2000", "2026-02-01", Some("k2")).unwrap();
    assert_eq!(one, two);
    for _ in 0..2 {
        sales::cancel(&shop.book, on("2026-02-01"), Some("k3"), first.row.id, "erreur".into()).unwrap();
    }
    assert_eq!(shop.pool(platform.id).0, "310.00");
    shop.expect_sound();
}

#[test]
fn invariant_10_numbers_run_without_a_gap_per_year() {
    let (shop, _, product) = golden();
    let numbers: Vec<String> = ["2026-01-31", "2026-02-01", "2027-01-01", "2027-01-02"]
        .iter()
        .map(|date| shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), date).unwrap().row.number)
        .collect();
    assert_eq!(numbers, ["V-2026-00001", "V-2026-00002", "V-2027-00001", "V-2027-00002"]);
    let mut backdated = sale_of(&product, "1", None, &[(CASH, "")]);
    backdated.date = Some(day("2026-12-31"));
    assert_eq!(shop.sell(backdated, "2027-01-05").unwrap().row.number, "V-2026-00003");
    let gap = shop.book.write(|tx| {
        let sql =
            "INSERT INTO sales (year, number, prev_number, day, note, overdraft_reason, below_cost, actor, recorded_at)
                   VALUES (2027, 9, 8, 20270105, '', '', 0, 'x', 0)";
        Ok(tx.execute(sql, []).is_err())
    });
    assert!(gap.unwrap(), "the schema refuses a gap");
    shop.expect_sound();
}

#[test]
fn invariant_12_today_is_passed_in_and_days_to_come_are_refused() {
    let (shop, _, product) = golden();
    let mut early = sale_of(&product, "1", None, &[(CASH, "")]);
    early.date = Some(day("2026-02-01"));
    let refused = shop.sell(early.clone(), "2026-01-31").unwrap_err();
    assert_eq!(refused.code, ErrorCode::FutureDate);
    let sale = shop.sell(early, "2026-02-01").unwrap();
    assert_eq!(sale.row.date, day("2026-02-01"));
    assert_eq!(sale.recorded_at.to_string(), "2026-01-01T00:00:00.000Z", "the moment is the caller's, in UTC");
}
