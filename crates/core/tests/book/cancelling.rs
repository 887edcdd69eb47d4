//! Cancelling a sale or some of its lines: what becomes of the credit and of the money.

use proptest::prelude::*;
use rasid_core::ErrorCode;
use rasid_core::customers;
use rasid_core::ids::{CustomerId, MethodId, PlatformId, SaleLineId};
use rasid_core::sales::{self, CancelInput, CreditFate, PaymentInput, Sale, SaleStatus};
use rasid_core::settings::CUSTOMER_CREDIT;

use crate::shop::{BARIDIMOB, CASH, Shop, on, sale_of};

/// A sale of three lines at 4 500.00, each taking 2.00 at 240.00.
struct Sold {
    shop: Shop,
    platform: PlatformId,
    customer: CustomerId,
    sale: Sale,
}

fn sold(payments: &[(MethodId, &str)]) -> Sold {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let customer = shop.customer("Amine B.", "0550 12 34 56");
    let mut input = sale_of(&product, "1", Some(customer), payments);
    for _ in 0..2 {
        input.lines.push(input.lines[0].clone());
    }
    let sale = shop.sell(input, "2026-02-01").unwrap();
    Sold { shop, platform, customer, sale }
}

impl Sold {
    fn line(&self, index: usize) -> SaleLineId {
        self.sale.lines[index].id
    }

    fn cancel(&self, input: CancelInput) -> rasid_core::Result<Sale> {
        let input = CancelInput { reason: "erreur".into(), ..input };
        sales::cancel_as(&self.shop.book, on("2026-02-05"), None, self.sale.row.id, input)
    }

    fn credit(&self) -> String {
        self.shop.book.read(|c| customers::get(c, self.customer)).unwrap().credit.to_string()
    }
}

fn only(line: SaleLineId) -> CancelInput {
    CancelInput { lines: vec![line], ..CancelInput::default() }
}

#[test]
fn one_line_is_cancelled_and_what_was_paid_too_much_goes_back() {
    let sold = sold(&[(CASH, "10000")]);
    let after = sold.cancel(only(sold.line(1))).unwrap();
    // 9 000.00 stand; 1 000.00 of the 10 000.00 go back.
    assert_eq!((after.row.total.to_string(), after.row.paid.to_string()), ("9000.00".into(), "9000.00".into()));
    assert_eq!((after.row.status, after.row.debt.to_string()), (SaleStatus::Paid, "0.00".into()));
    assert_eq!(sold.shop.pool(sold.platform), ("96.00".into(), "23040.00".into()));
    let again = sold.cancel(only(sold.line(1))).unwrap_err();
    assert_eq!(again.code, ErrorCode::AlreadyCancelled);
    sold.shop.expect_sound();
    let rest = sold.cancel(CancelInput::default()).unwrap();
    assert_eq!((rest.row.status, rest.row.paid.to_string()), (SaleStatus::Cancelled, "0.00".into()));
    assert_eq!(sold.shop.pool(sold.platform), ("100.00".into(), "24000.00".into()));
    sold.shop.expect_sound();
}

#[test]
fn what_cancelling_would_do_is_what_it_does() {
    let sold = sold(&[(CASH, "10000"), (BARIDIMOB, "1000")]);
    let before = sold.shop.sale(sold.sale.row.id);
    let ask = |input: CancelInput| sales::cancel_quote(&sold.shop.book, on("2026-02-05"), sold.sale.row.id, input);
    let quote = ask(only(sold.line(1))).unwrap();
    let refunds: Vec<_> = quote.refunds.iter().map(|r| (r.method.as_str(), r.amount.to_string())).collect();
    assert_eq!(refunds, [("baridimob", "1000.00".into()), ("cash", "1000.00".into())]);
    let credits = |quote: &sales::CancelQuote| -> Vec<(String, String, String)> {
        let texts = |c: &sales::CancelCredit| (c.platform.clone(), c.returned.to_string(), c.lost.to_string());
        quote.credits.iter().map(texts).collect()
    };
    assert_eq!(credits(&quote), [("NetPanel".into(), "2.00".into(), "0.00".into())]);
    let debts = |quote: &sales::CancelQuote| (quote.debt_before.to_string(), quote.debt.to_string());
    assert_eq!((quote.whole, quote.ending, debts(&quote)), (false, 1, ("2500.00".into(), "0.00".into())));
    // Nothing of it happened.
    assert_eq!(sold.shop.sale(sold.sale.row.id), before);
    assert_eq!(sold.shop.pool(sold.platform), ("94.00".into(), "22560.00".into()));
    let after = sold.cancel(only(sold.line(1))).unwrap();
    assert_eq!(after.row.debt, quote.debt);
    let whole = ask(CancelInput { credit: CreditFate::Lost, keep_money: true, ..CancelInput::default() }).unwrap();
    assert_eq!(credits(&whole), [("NetPanel".into(), "0.00".into(), "4.00".into())]);
    let kept: Vec<_> = whole.refunds.iter().map(|r| (r.method.as_str(), r.amount.to_string())).collect();
    assert_eq!((whole.whole, whole.ending, kept), (true, 2, vec![("customer_credit", "9000.00".into())]));
    let again = ask(only(sold.line(1))).unwrap_err();
    assert_eq!(again.code, ErrorCode::AlreadyCancelled);
    sold.shop.expect_sound();
}

#[test]
fn nothing_is_handed_over_any_more_for_a_line_that_was_cancelled() {
    let sold = sold(&[]);
    sold.cancel(only(sold.line(1))).unwrap();
    let hand = |line| {
        let access = vec![sales::Access { kind: sales::AccessKind::Login, content: "amine / s3cret".into() }];
        sales::set_access(&sold.shop.book, on("2026-02-06"), line, access)
    };
    let refused = hand(sold.line(1)).unwrap_err();
    assert_eq!((refused.code, &refused.details["number"]), (ErrorCode::AlreadyCancelled, &"V-2026-00001".into()));
    assert_eq!(hand(sold.line(0)).unwrap().lines[0].access.len(), 1);
}

#[test]
fn lost_credit_stays_an_expense() {
    let sold = sold(&[(CASH, "")]);
    let after = sold.cancel(CancelInput { credit: CreditFate::Lost, ..CancelInput::default() }).unwrap();
    assert_eq!((after.row.cost.to_string(), after.row.profit.to_string()), ("1440.00".into(), "-1440.00".into()));
    assert_eq!(sold.shop.pool(sold.platform).0, "94.00");
    sold.shop.expect_sound();
}

#[test]
fn money_is_kept_as_credit_or_paid_back_another_way() {
    let kept = sold(&[(BARIDIMOB, "")]);
    kept.cancel(CancelInput { keep_money: true, ..CancelInput::default() }).unwrap();
    assert_eq!(kept.credit(), "13500.00");
    // The transfer's fee is spent: 1.5 % of 13 500.00.
    assert_eq!(kept.shop.sale(kept.sale.row.id).row.fees.to_string(), "202.50");
    kept.shop.expect_sound();
    let cash = sold(&[(BARIDIMOB, "")]);
    let after = cash.cancel(CancelInput { method_id: Some(CASH), ..CancelInput::default() }).unwrap();
    let refund = after.payments.last().unwrap();
    assert_eq!((refund.method.as_str(), refund.amount.to_string()), ("cash", "-13500.00".into()));
    cash.shop.expect_sound();
    let same = sold(&[(BARIDIMOB, "")]);
    assert_eq!(same.cancel(CancelInput::default()).unwrap().row.fees.to_string(), "0.00");
    let credit = sold(&[(CASH, "")]);
    let refused = credit.cancel(CancelInput { method_id: Some(CUSTOMER_CREDIT), ..CancelInput::default() });
    assert_eq!(refused.unwrap_err().code, ErrorCode::UnknownMethod);
}

/// A later payment's fee is an entry of its own: whatever becomes of it, the book stays sound.
#[test]
fn fees_of_later_payments_stay_with_what_stands() {
    let later = |sold: &Sold, amount: &str, date: &str| {
        let input = PaymentInput { method_id: BARIDIMOB, amount: amount.into() };
        sales::pay(&sold.shop.book, on(date), None, sold.sale.row.id, input).unwrap()
    };
    let kept = sold(&[]);
    later(&kept, "13500", "2026-02-02");
    kept.cancel(CancelInput { keep_money: true, ..CancelInput::default() }).unwrap();
    kept.shop.expect_sound();
    let part = sold(&[]);
    later(&part, "500", "2026-02-02");
    part.cancel(only(part.line(0))).unwrap();
    part.shop.expect_sound();
    let after = later(&part, "1000", "2026-02-06");
    let first: Vec<_> = after.lines.iter().filter(|l| l.product_id == part.sale.lines[0].product_id).collect();
    assert!(!first.is_empty());
    part.shop.expect_sound();
    part.cancel(CancelInput::default()).unwrap();
    part.shop.expect_sound();
}

#[test]
fn nobody_keeps_credit_without_a_name() {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let sale = shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-02-01").unwrap();
    let input = CancelInput { reason: "x".into(), keep_money: true, ..CancelInput::default() };
    let refused = sales::cancel_as(&shop.book, on("2026-02-02"), None, sale.row.id, input).unwrap_err();
    assert_eq!(refused.code, ErrorCode::CustomerRequired);
    assert_eq!(shop.sale(sale.row.id).row.status, SaleStatus::Paid);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is cancelled in whatever order and way, with payments between: no sale owes less than nothing, the money
    /// that left is what was not needed, and every sum of the book holds.
    #[test]
    fn the_sums_hold_after_any_cancellations(
        by_phone in any::<bool>(),
        first in 0_u32..13_500,
        steps in prop::collection::vec((0_usize..4, any::<bool>(), any::<bool>(), any::<bool>()), 1..5),
    ) {
        let method = if by_phone { BARIDIMOB } else { CASH };
        let sold = sold(&[(method, &first.to_string())]);
        for (which, lost, keep_money, pay) in steps {
            if pay {
                let rest = PaymentInput { method_id: method, amount: "700".into() };
                drop(sales::pay(&sold.shop.book, on("2026-02-04"), None, sold.sale.row.id, rest));
            }
            let lines = if which < 3 { vec![sold.line(which)] } else { Vec::new() };
            let credit = if lost { CreditFate::Lost } else { CreditFate::Returned };
            match sold.cancel(CancelInput { lines, credit, keep_money, ..CancelInput::default() }) {
                Ok(after) => prop_assert!(!after.row.debt.is_negative()),
                Err(refused) => prop_assert_eq!(refused.code, ErrorCode::AlreadyCancelled),
            }
            let report = sold.shop.book.verify().unwrap();
            prop_assert!(report.ok, "{:?}", report.checks.iter().filter(|c| !c.ok).collect::<Vec<_>>());
        }
    }
}
