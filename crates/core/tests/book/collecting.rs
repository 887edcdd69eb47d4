//! Collecting: over the oldest debts or chosen ones, in advance, and from what was paid in advance.

use proptest::prelude::*;
use rasid_core::ErrorCode;
use rasid_core::customers::{self, Customer};
use rasid_core::ids::{CustomerId, MethodId, SaleId};
use rasid_core::reports;
use rasid_core::sales::{self, CollectInput};
use rasid_core::settings::CUSTOMER_CREDIT;

use crate::shop::{BARIDIMOB, CASH, Shop, day, on, sale_of};

/// A customer with three sales of 4 500.00, of which 1 000.00, nothing and 4 500.00 were paid.
struct Debtor {
    shop: Shop,
    customer: CustomerId,
    sales: [SaleId; 3],
}

fn debtor() -> Debtor {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let customer = shop.customer("Amine B.", "0550 12 34 56");
    let sell = |date: &str, paid: &str| {
        let sale = shop.sell(sale_of(&product, "1", Some(customer), &[(CASH, paid)]), date);
        sale.unwrap().row.id
    };
    let sales = [sell("2026-02-01", "1000"), sell("2026-03-10", "0"), sell("2026-03-20", "4500")];
    Debtor { shop, customer, sales }
}

impl Debtor {
    fn input(&self, method_id: MethodId, amount: &str) -> CollectInput {
        CollectInput {
            customer_id: self.customer,
            method_id,
            amount: amount.into(),
            sales: Vec::new(),
            keep_rest: false,
            note: String::new(),
        }
    }

    fn collect(&self, input: CollectInput) -> rasid_core::Result<Customer> {
        sales::collect(&self.shop.book, on("2026-04-01"), None, input)
    }

    fn debts(&self) -> [String; 3] {
        self.sales.map(|id| self.shop.sale(id).row.debt.to_string())
    }

    fn account(&self) -> (String, String) {
        let customer = self.shop.book.read(|c| customers::get(c, self.customer)).unwrap();
        (customer.debt.to_string(), customer.credit.to_string())
    }
}

#[test]
fn the_oldest_debt_is_paid_first() {
    let debtor = debtor();
    let quote = sales::collect_quote(&debtor.shop.book, &debtor.input(CASH, "5000")).unwrap();
    let parts: Vec<_> = quote.parts.iter().map(|p| (p.sale.id, p.amount.to_string(), p.left.to_string())).collect();
    let [first, second, _] = debtor.sales;
    assert_eq!(parts, [(first, "3500.00".into(), "0.00".into()), (second, "1500.00".into(), "3000.00".into())]);
    debtor.collect(debtor.input(CASH, "5000")).unwrap();
    assert_eq!(debtor.debts(), ["0.00", "3000.00", "0.00"]);
    let all = debtor.collect(debtor.input(CASH, "")).unwrap();
    assert_eq!(all.debt.to_string(), "0.00");
    debtor.shop.expect_sound();
}

#[test]
fn a_chosen_debt_is_paid_alone() {
    let debtor = debtor();
    let chosen = CollectInput { sales: vec![debtor.sales[1]], ..debtor.input(CASH, "2000") };
    debtor.collect(chosen).unwrap();
    assert_eq!(debtor.debts(), ["3500.00", "2500.00", "0.00"]);
    let more = CollectInput { sales: vec![debtor.sales[1]], ..debtor.input(CASH, "2500.01") };
    assert_eq!(debtor.collect(more).unwrap_err().code, ErrorCode::Overpaid);
    let paid = CollectInput { sales: vec![debtor.sales[2]], ..debtor.input(CASH, "1") };
    assert_eq!(debtor.collect(paid).unwrap_err().code, ErrorCode::NothingOwed);
}

#[test]
fn a_fee_is_taken_once_and_borne_by_the_sales_in_proportion() {
    let debtor = debtor();
    debtor.collect(debtor.input(BARIDIMOB, "5000")).unwrap();
    // 1.5 % of 5 000.00, shared 3 500 to 1 500.
    let fees = debtor.sales.map(|id| debtor.shop.sale(id).row.fees.to_string());
    assert_eq!(fees, ["52.50", "22.50", "0.00"]);
    debtor.shop.expect_sound();
}

#[test]
fn what_is_more_than_the_debt_needs_a_word() {
    let debtor = debtor();
    let refused = debtor.collect(debtor.input(CASH, "8000.01")).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Overpaid);
    assert_eq!(refused.details["debt"], "8000.00");
    for bad in ["0", "-5"] {
        assert_eq!(debtor.collect(debtor.input(CASH, bad)).unwrap_err().code, ErrorCode::OutOfRange, "{bad}");
    }
    assert_eq!(debtor.collect(debtor.input(CASH, "cent")).unwrap_err().code, ErrorCode::BadNumber);
    assert_eq!(debtor.account(), ("8000.00".into(), "0.00".into()));
    let kept = CollectInput { keep_rest: true, ..debtor.input(CASH, "10000") };
    let after = debtor.collect(kept).unwrap();
    assert_eq!((after.debt.to_string(), after.credit.to_string()), ("0.00".into(), "2000.00".into()));
    debtor.shop.expect_sound();
}

#[test]
fn credit_in_advance_pays_a_sale_and_comes_back_with_its_cancellation() {
    let debtor = debtor();
    debtor.collect(CollectInput { keep_rest: true, ..debtor.input(CASH, "10000") }).unwrap();
    let product = debtor.shop.book.read(|c| Ok(rasid_core::catalog::list(c, &on("2026-04-01"), false)?.remove(0)));
    let product = product.unwrap();
    let beyond = sale_of(&product, "1", Some(debtor.customer), &[(CUSTOMER_CREDIT, "2000.01"), (CASH, "")]);
    let refused = debtor.shop.sell(beyond, "2026-04-02").unwrap_err();
    assert_eq!((refused.code, refused.details["credit"].as_str()), (ErrorCode::AdvanceShort, "2000.00"));
    let mut input = sale_of(&product, "1", Some(debtor.customer), &[(CUSTOMER_CREDIT, "1500"), (CASH, "3500")]);
    input.keep_change = true;
    let sale = debtor.shop.sell(input, "2026-04-02").unwrap();
    assert_eq!((sale.row.debt.to_string(), debtor.account().1), ("0.00".into(), "1000.00".into()));
    sales::cancel(&debtor.shop.book, on("2026-04-03"), None, sale.row.id, "erreur".into()).unwrap();
    assert_eq!(debtor.account(), ("0.00".into(), "2500.00".into()));
    debtor.shop.expect_sound();
    let back =
        |amount: &str| sales::give_back(&debtor.shop.book, on("2026-04-04"), Some("back"), debtor.input(CASH, amount));
    assert_eq!(back("2500.01").unwrap_err().code, ErrorCode::AdvanceShort);
    assert_eq!(back("").unwrap().credit.to_string(), "0.00");
    assert_eq!(back("").unwrap().credit.to_string(), "0.00", "the same key gives back once");
    debtor.shop.expect_sound();
}

/// What bringing money in advance cost is borne by the sales that it pays, in the end to the centime.
#[test]
fn the_fee_of_an_advance_follows_the_credit() {
    let debtor = debtor();
    debtor.collect(debtor.input(CASH, "")).unwrap();
    debtor.collect(CollectInput { keep_rest: true, ..debtor.input(BARIDIMOB, "10000") }).unwrap();
    let product = debtor.shop.book.read(|c| Ok(rasid_core::catalog::list(c, &on("2026-04-01"), false)?.remove(0)));
    let product = product.unwrap();
    let paid = |amount: &str| {
        let mut input = sale_of(&product, "1", Some(debtor.customer), &[(CUSTOMER_CREDIT, amount), (CASH, "")]);
        input.allow_below_cost = true;
        debtor.shop.sell(input, "2026-04-02").unwrap()
    };
    // 150.00 on 10 000.00: 67.50 with the first 4 500.00, the rest with the rest.
    assert_eq!(paid("4500").row.fees.to_string(), "67.50");
    assert_eq!(paid("4500").row.fees.to_string(), "67.50");
    let last = paid("1000");
    assert_eq!(last.row.fees.to_string(), "15.00");
    debtor.shop.expect_sound();
    sales::cancel(&debtor.shop.book, on("2026-04-03"), None, last.row.id, "erreur".into()).unwrap();
    assert_eq!(paid("1000").row.fees.to_string(), "15.00", "the credit came back with its fee");
    debtor.shop.expect_sound();
}

#[test]
fn one_transfer_has_one_fee_however_it_is_split() {
    let debtor = debtor();
    debtor.collect(debtor.input(CASH, "5499.60")).unwrap();
    // 2 500.40 are left; 1.5 % of 5 000.80 are 75.01, not twice 37.51.
    let input = CollectInput { keep_rest: true, ..debtor.input(BARIDIMOB, "5000.80") };
    assert_eq!(sales::collect_quote(&debtor.shop.book, &input).unwrap().fee.to_string(), "75.01");
    debtor.collect(input).unwrap();
    debtor.shop.expect_sound();
}

#[test]
fn a_kept_promise_says_nothing_of_later_debts() {
    let debtor = debtor();
    let promised = Some(day("2026-04-10"));
    customers::set_promise(&debtor.shop.book, on("2026-04-01"), debtor.customer, promised, String::new()).unwrap();
    let word = || debtor.shop.book.read(|c| customers::promise(c, debtor.customer)).unwrap();
    assert!(word().is_some());
    debtor.collect(debtor.input(CASH, "")).unwrap();
    assert_eq!(word(), None);
    let product = debtor.shop.book.read(|c| Ok(rasid_core::catalog::list(c, &on("2026-06-01"), false)?.remove(0)));
    debtor.shop.sell(sale_of(&product.unwrap(), "1", Some(debtor.customer), &[]), "2026-06-01").unwrap();
    let row = debtor.shop.book.read(|c| reports::debts(c, day("2026-06-01"))).unwrap().rows.remove(0);
    assert_eq!((row.promised_on, row.due), (None, false));
}

#[test]
fn nobody_pays_with_the_credit_of_another() {
    let debtor = debtor();
    debtor.collect(CollectInput { keep_rest: true, ..debtor.input(CASH, "9000") }).unwrap();
    let other = debtor.shop.customer("Nadia K.", "0661 00 00 00");
    let product = debtor.shop.book.read(|c| Ok(rasid_core::catalog::list(c, &on("2026-04-01"), false)?.remove(0)));
    for customer in [Some(other), None] {
        let input = sale_of(product.as_ref().unwrap(), "1", customer, &[(CUSTOMER_CREDIT, "")]);
        assert_eq!(debtor.shop.sell(input, "2026-04-02").unwrap_err().code, ErrorCode::AdvanceShort);
    }
    let unnamed = rasid_core::sales::SaleInput {
        keep_change: true,
        ..sale_of(product.as_ref().unwrap(), "1", None, &[(CASH, "5000")])
    };
    assert_eq!(debtor.shop.sell(unnamed, "2026-04-02").unwrap_err().code, ErrorCode::CustomerRequired);
}

#[test]
fn a_key_pays_once() {
    let debtor = debtor();
    let pay = || sales::collect(&debtor.shop.book, on("2026-04-01"), Some("k"), debtor.input(CASH, "1000"));
    assert_eq!(pay().unwrap().debt.to_string(), "7000.00");
    assert_eq!(pay().unwrap().debt.to_string(), "7000.00");
    let other = sales::collect(&debtor.shop.book, on("2026-04-01"), Some("k"), debtor.input(CASH, "1001"));
    assert_eq!(other.unwrap_err().code, ErrorCode::KeyReused);
}

#[test]
fn the_debts_of_a_past_day_stay_what_they_were() {
    let debtor = debtor();
    let report = |date: &str| debtor.shop.book.read(|c| reports::debts(c, day(date))).unwrap();
    let before = report("2026-03-31");
    let [row] = before.rows.as_slice() else { panic!("{before:?}") };
    assert_eq!((row.ages.days_0_30.to_string(), row.ages.days_31_60.to_string()), ("4500.00".into(), "3500.00".into()));
    assert_eq!((row.sales, row.oldest, row.due), (2, day("2026-02-01"), true));
    customers::set_promise(
        &debtor.shop.book,
        on("2026-04-01"),
        debtor.customer,
        Some(day("2026-04-10")),
        String::new(),
    )
    .unwrap();
    debtor.collect(debtor.input(CASH, "6000")).unwrap();
    assert_eq!(report("2026-03-31"), before);
    let later = report("2026-06-30");
    assert_eq!(later.total.more.to_string(), "2000.00");
    assert!(later.rows[0].due, "the promised day has passed");
    assert!(!report("2026-04-05").rows[0].due, "promised for a day to come");
    assert_eq!(report("2026-01-31").rows, []);
    let past = customers::set_promise(
        &debtor.shop.book,
        on("2026-04-01"),
        debtor.customer,
        Some(day("2026-03-31")),
        String::new(),
    );
    assert_eq!(past.unwrap_err().code, ErrorCode::OutOfRange);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is paid in whatever way: what is received is what the debts fell by and the credit rose by, no sale is
    /// paid beyond its total, and an older sale is never left open while a newer one gets something.
    #[test]
    fn payments_spread_to_the_centime(amounts in prop::collection::vec((1_i64..600_000, any::<bool>(), any::<bool>()), 1..8)) {
        let debtor = debtor();
        for (centimes, keep_rest, by_phone) in amounts {
            let before = debtor.shop.book.read(|c| customers::get(c, debtor.customer)).unwrap();
            let amount = format!("{}.{:02}", centimes / 100, centimes % 100);
            let method = if by_phone { BARIDIMOB } else { CASH };
            let input = CollectInput { keep_rest, ..debtor.input(method, &amount) };
            match debtor.collect(input) {
                Ok(after) => {
                    let fell = before.debt.minus(after.debt).unwrap();
                    let rose = after.credit.minus(before.credit).unwrap();
                    prop_assert_eq!(fell.plus(rose).unwrap().to_string(), amount);
                }
                Err(refused) => {
                    prop_assert_eq!(refused.code, ErrorCode::Overpaid);
                    prop_assert!(!keep_rest);
                }
            }
            let debts = debtor.debts();
            prop_assert!(debts[1] == "4500.00" || debts[0] == "0.00", "{:?}", debts);
        }
        debtor.shop.expect_sound();
    }
}
