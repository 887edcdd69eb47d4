//! Receipts: what was handed over, with the balance before and after.

use rasid_core::ids::{CustomerId, PaymentId};
use rasid_core::messages;
use rasid_core::receipts::{self, PaymentReceipt};
use rasid_core::sales::{self, CollectInput, PaymentInput};
use rasid_core::settings::CUSTOMER_CREDIT;
use rasid_core::time::Instant;
use rasid_core::{Caller, ErrorCode, customers, reports};

use crate::shop::{BARIDIMOB, CASH, Shop, day, on, sale_of};

/// Each operation has a moment of its own, as at the counter.
fn at(date: &str, minute: i64) -> Caller {
    Caller { now: Instant::from_millis(1_767_225_600_000 + minute * 60_000), ..on(date) }
}

struct Paying {
    shop: Shop,
    customer: CustomerId,
}

/// Two sales of 4 500.00, of which 1 000.00 are paid.
fn paying() -> Paying {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let customer = shop.customer("Amine B.", "0550 12 34 56");
    for (minute, paid) in [(1, "1000"), (2, "0")] {
        let input = sale_of(&product, "1", Some(customer), &[(CASH, paid)]);
        sales::record(&shop.book, at("2026-02-01", minute), None, input).unwrap();
    }
    Paying { shop, customer }
}

impl Paying {
    fn collect(&self, minute: i64, method: rasid_core::ids::MethodId, amount: &str) {
        let input = CollectInput {
            customer_id: self.customer,
            method_id: method,
            amount: amount.into(),
            sales: vec![],
            keep_rest: method != CUSTOMER_CREDIT,
            note: String::new(),
        };
        sales::collect(&self.shop.book, at("2026-02-03", minute), None, input).unwrap();
    }

    fn newest(&self) -> PaymentReceipt {
        let id = self.shop.book.read(|c| receipts::newest_payment(c, self.customer)).unwrap().unwrap();
        self.of(id).unwrap()
    }

    fn of(&self, id: PaymentId) -> rasid_core::Result<PaymentReceipt> {
        self.shop.book.read(|c| receipts::of_payment(c, id))
    }
}

fn figures(receipt: &PaymentReceipt) -> [String; 4] {
    [receipt.amount, receipt.advance, receipt.before, receipt.after].map(|amount| amount.to_string())
}

#[test]
fn a_payment_spread_over_sales_is_one_receipt() {
    let paying = paying();
    paying.collect(10, BARIDIMOB, "10000");
    let receipt = paying.newest();
    assert_eq!(figures(&receipt), ["10000.00", "2000.00", "8000.00", "-2000.00"]);
    let parts: Vec<_> = receipt.parts.iter().map(|p| (p.number.as_str(), p.amount.to_string())).collect();
    assert_eq!(parts, [("V-2026-00001", "3500.00".into()), ("V-2026-00002", "4500.00".into())]);
    assert_eq!((receipt.head.customer.as_str(), receipt.method.as_str()), ("Amine B.", "baridimob"));
    // Asked for by any of its parts it is the same receipt.
    let lines = paying.shop.book.read(|c| customers::statement(c, paying.customer)).unwrap().lines;
    let of_then: Vec<_> = lines.iter().filter_map(|line| line.payment_id).skip(1).collect();
    assert_eq!(of_then.len(), 3);
    for id in of_then {
        assert_eq!(paying.of(id).unwrap(), receipt);
    }
}

#[test]
fn the_balance_is_that_of_the_moment_whatever_came_later() {
    let paying = paying();
    paying.collect(10, CASH, "1500");
    let first = paying.newest();
    paying.collect(20, CASH, "2000");
    let second = paying.newest();
    assert_eq!(figures(&first), ["1500.00", "0.00", "8000.00", "6500.00"]);
    assert_eq!(figures(&second), ["2000.00", "0.00", "6500.00", "4500.00"]);
    let id: PaymentId = PaymentId(first.head.number.trim_start_matches("P-").parse().unwrap());
    assert_eq!(paying.of(id).unwrap(), first, "printed again it says the same");
    // What is paid from an advance changes no balance: debt and advance fall together.
    paying.collect(30, CASH, "5000");
    let product = paying.shop.book.read(|c| rasid_core::catalog::list(c, &on("2026-02-04"), false)).unwrap().remove(0);
    let sale = sales::record(
        &paying.shop.book,
        at("2026-02-04", 40),
        None,
        sale_of(&product, "1", Some(paying.customer), &[(CASH, "0")]),
    )
    .unwrap();
    let with_credit = PaymentInput { method_id: CUSTOMER_CREDIT, amount: "500".into() };
    let sale = sales::pay(&paying.shop.book, at("2026-02-04", 41), None, sale.row.id, with_credit).unwrap();
    let used = paying.of(sale.payments[0].id).unwrap();
    assert_eq!(figures(&used), ["500.00", "0.00", "4000.00", "4000.00"]);
}

#[test]
fn the_message_about_a_debt_asks_for_what_is_left_behind_the_advance() {
    let paying = paying();
    let asked = || {
        let message = paying.shop.book.read(|c| messages::of_debt(c, paying.customer)).unwrap();
        message.text.replace(char::is_whitespace, " ")
    };
    assert!(asked().contains("8 000,00 DA"), "{}", asked());
    let product = paying.shop.book.read(|c| rasid_core::catalog::list(c, &on("2026-02-03"), false)).unwrap().remove(0);
    paying.collect(10, CASH, "10000");
    let ahead = paying.shop.book.read(|c| customers::get(c, paying.customer)).unwrap();
    assert_eq!((ahead.credit.to_string(), ahead.owed.to_string()), ("2000.00".into(), "0.00".into()));
    let refused = paying.shop.book.read(|c| messages::of_debt(c, paying.customer)).unwrap_err();
    assert_eq!(refused.code, ErrorCode::NothingOwed);
    let unpaid = sale_of(&product, "1", Some(paying.customer), &[(CASH, "0")]);
    sales::record(&paying.shop.book, at("2026-02-04", 20), None, unpaid).unwrap();
    // 4 500.00 owed, 2 000.00 in advance.
    assert!(asked().contains("2 500,00 DA"), "{}", asked());
    let statement = paying.shop.book.read(|c| customers::statement(c, paying.customer)).unwrap();
    assert_eq!(statement.lines.last().map(|line| line.balance.to_string()), Some("2500.00".into()));
    assert_eq!(statement.customer.owed.to_string(), "2500.00");
    // The report of debts asks for no more, and reminds of no more.
    let aged = paying.shop.book.read(|c| reports::debts(c, day("2026-03-01"))).unwrap();
    let figures = [aged.total.debt, aged.rows[0].owed, aged.owed].map(|amount| amount.to_string());
    assert_eq!((figures, aged.rows[0].due), (["4500.00", "2500.00", "2500.00"].map(String::from), true));
}

#[test]
fn nobody_is_reminded_of_what_his_advance_covers() {
    let paying = paying();
    let product = paying.shop.book.read(|c| rasid_core::catalog::list(c, &on("2026-02-03"), false)).unwrap().remove(0);
    paying.collect(10, CASH, "12500");
    let unpaid = sale_of(&product, "1", Some(paying.customer), &[(CASH, "0")]);
    sales::record(&paying.shop.book, at("2026-02-04", 20), None, unpaid).unwrap();
    let report = |date: &str| paying.shop.book.read(|c| reports::debts(c, day(date))).unwrap();
    let covered = report("2026-03-01");
    let figures = [covered.total.debt, covered.rows[0].owed, covered.owed].map(|amount| amount.to_string());
    assert_eq!(figures, ["4500.00", "0.00", "0.00"]);
    assert!(!covered.rows[0].due, "nothing is left to ask for");
    // Of the day before the advance came, it covers nothing.
    assert_eq!(report("2026-02-02").owed.to_string(), "8000.00");
}

#[test]
fn a_refund_is_a_receipt_of_its_own_and_a_suppliers_payment_none() {
    let paying = paying();
    let sale = paying.shop.book.read(|c| sales::find(c, "V-2026-00001")).unwrap();
    let cancelled = sales::cancel(&paying.shop.book, at("2026-02-05", 50), None, sale, "erreur".into()).unwrap();
    let refund = cancelled.payments.iter().find(|payment| payment.kind == "refund").unwrap();
    let receipt = paying.of(refund.id).unwrap();
    // 8 000.00 were owed; the sale's 4 500.00 fall away, 1 000.00 are handed back: 4 500.00 of the other sale are left.
    assert_eq!(figures(&receipt), ["-1000.00", "0.00", "3500.00", "4500.00"]);
    let of_sale = paying.shop.book.read(|c| receipts::of_sale(c, &on("2026-02-05"), sale)).unwrap();
    assert!(of_sale.cancelled);
    assert_eq!((of_sale.lines.len(), of_sale.total.to_string()), (1, "4500.00".into()));
    let supplier = paying.of(PaymentId(1)).unwrap_err();
    assert_eq!(supplier.code, ErrorCode::UnknownPayment);
    assert_eq!(paying.of(PaymentId(99)).unwrap_err().code, ErrorCode::UnknownPayment);
}

#[test]
fn a_correction_pays_back_before_it_takes_anew() {
    let paying = paying();
    let sale = paying.shop.book.read(|c| sales::find(c, "V-2026-00001")).unwrap();
    let at = at("2026-02-05", 50);
    let mut input = paying.shop.book.read(|c| sales::correction(c, &at, sale)).unwrap().input;
    input.lines[0].unit_price = Some("4000".into());
    let corrected = sales::correct(&paying.shop.book, at, None, sale, "prix".into(), input).unwrap();
    let before = paying.shop.sale(sale);
    let refund = before.payments.iter().find(|payment| payment.kind == "refund").unwrap();
    // Of 8 000.00 owed 4 500.00 fall away, of which 1 000.00 were paid.
    assert_eq!(figures(&paying.of(refund.id).unwrap()), ["-1000.00", "0.00", "3500.00", "4500.00"]);
    assert_eq!(figures(&paying.of(corrected.payments[0].id).unwrap()), ["1000.00", "0.00", "8500.00", "7500.00"]);
}

#[test]
fn a_sales_receipt_says_what_it_sold_and_no_cost() {
    let paying = paying();
    let sale = paying.shop.book.read(|c| sales::find(c, "V-2026-00001")).unwrap();
    let receipt = paying.shop.book.read(|c| receipts::of_sale(c, &on("2026-02-05"), sale)).unwrap();
    assert_eq!((receipt.paid.to_string(), receipt.debt.to_string()), ("1000.00".into(), "3500.00".into()));
    assert_eq!(receipt.balance.map(|b| b.to_string()), Some("8000.00".into()));
    assert_eq!(receipt.lines[0].ends_on.unwrap().to_string(), "2026-03-01");
    let text = serde_json::to_string(&receipt).unwrap();
    assert!(!text.contains("cost") && !text.contains("profit"), "{text}");
}
