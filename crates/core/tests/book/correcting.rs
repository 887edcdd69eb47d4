//! Correcting a sale in one step, and the sale that is being typed.

use proptest::prelude::*;
use rasid_core::ErrorCode;
use rasid_core::customers;
use rasid_core::ids::{CustomerId, MethodId, PlatformId};
use rasid_core::reports::{self, ProfitBy};
use rasid_core::sales::{self, PaymentInput, Sale, SaleInput, SaleStatus};
use rasid_core::settings::CUSTOMER_CREDIT;
use rasid_core::subscriptions;

use crate::shop::{BARIDIMOB, CASH, Shop, day, on, sale_of};

struct Sold {
    shop: Shop,
    platform: PlatformId,
    customer: CustomerId,
    sale: Sale,
}

/// 3 pieces at 4 500.00, each taking 2.00 at 240.00, sold on 31 January.
fn sold(credit: &str, payments: &[(MethodId, &str)]) -> Sold {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    let cost = (credit.parse::<u32>().unwrap() * 240).to_string();
    shop.deposit(platform, credit, &cost, "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let customer = shop.customer("Amine B.", "0550 12 34 56");
    let sale = shop.sell(sale_of(&product, "3", Some(customer), payments), "2026-01-31").unwrap();
    Sold { shop, platform, customer, sale }
}

impl Sold {
    fn start(&self) -> SaleInput {
        let started = self.shop.book.read(|c| sales::correction(c, &on("2026-02-10"), self.sale.row.id)).unwrap();
        assert_eq!(started.number, self.sale.row.number);
        started.input
    }

    fn correct(&self, input: SaleInput, key: &str) -> rasid_core::Result<Sale> {
        let (id, reason) = (self.sale.row.id, "prix".to_owned());
        sales::correct(&self.shop.book, on("2026-02-10"), Some(key), id, reason, input)
    }

    fn month(&self, from: &str, to: &str) -> (String, String) {
        let report = |c: &_| reports::profit(c, ProfitBy::Month, Some(day(from)), Some(day(to)));
        let total = self.shop.book.read(report).unwrap().total;
        (total.revenue.to_string(), total.profit.to_string())
    }
}

#[test]
fn a_price_is_corrected_in_one_step_and_the_past_stays() {
    let sold = sold("100", &[(CASH, "10000"), (BARIDIMOB, "3500")]);
    let january = sold.month("2026-01-01", "2026-01-31");
    let mut input = sold.start();
    let paid: Vec<_> = input.payments.iter().map(|p| (p.method_id, p.amount.as_str())).collect();
    assert_eq!(paid, [(CASH, "10000.00"), (BARIDIMOB, "3500.00")]);
    input.lines[0].unit_price = Some("4000".into());
    let quote = sales::correct_quote(&sold.shop.book, on("2026-02-10"), sold.sale.row.id, input.clone()).unwrap();
    assert_eq!((quote.total.to_string(), quote.change.to_string()), ("12000.00".into(), "1500.00".into()));
    let after = sold.correct(input.clone(), "k").unwrap();
    assert_eq!(after.corrects.as_ref().map(|link| link.id), Some(sold.sale.row.id));
    assert_eq!((after.row.total.to_string(), after.row.debt.to_string()), ("12000.00".into(), "0.00".into()));
    let before = sold.shop.sale(sold.sale.row.id);
    assert_eq!(before.row.status, SaleStatus::Cancelled);
    assert_eq!(before.corrected_by.map(|link| link.number), Some(after.row.number.clone()));
    assert_eq!(sold.month("2026-01-01", "2026-01-31"), january, "January was reported, and stays");
    // 12 000.00 less 1 440.00 of cost and 52.50 of fees in all.
    assert_eq!(sold.month("2026-01-01", "2026-02-28"), ("12000.00".into(), "10507.50".into()));
    assert_eq!(sold.shop.pool(sold.platform), ("94.00".into(), "22560.00".into()));
    // A second press answers the same sale.
    assert_eq!(sold.correct(input, "k").unwrap().row.id, after.row.id);
    sold.shop.expect_sound();
}

#[test]
fn what_is_owed_besides_leaves_the_corrected_sale_out() {
    let sold = sold("100", &[(CASH, "10000")]);
    let platform = sold.platform;
    let other = sold.shop.product("Carte", platform, "2", "1200", None);
    let besides = |id| sold.shop.book.read(|c| sales::correction(c, &on("2026-02-10"), id)).unwrap().owed_besides;
    let said = |id| besides(id).map(|owed| owed.to_string());
    assert_eq!(said(sold.sale.row.id).as_deref(), Some("0.00"), "he owes 3 500.00 of this very sale");
    sold.shop.sell(sale_of(&other, "1", Some(sold.customer), &[]), "2026-02-01").unwrap();
    assert_eq!(said(sold.sale.row.id).as_deref(), Some("1200.00"));
    let passing = sold.shop.sell(sale_of(&other, "1", None, &[(CASH, "")]), "2026-02-01").unwrap();
    assert_eq!(said(passing.row.id), None);
}

#[test]
fn a_subscription_keeps_its_first_day() {
    let sold = sold("100", &[(CASH, "")]);
    let after = sold.correct(sold.start(), "k").unwrap();
    let term = &after.subscriptions[0];
    assert_eq!((term.starts_on, term.ends_on), (day("2026-01-31"), day("2026-02-28")));
    sold.shop.expect_sound();
}

#[test]
fn the_credit_that_comes_back_can_be_sold_anew() {
    // 6.00 of 6.00 are sold: without what comes back nothing could be.
    let sold = sold("6", &[(CASH, "")]);
    let mut input = sold.start();
    input.lines[0].quantity = "2".into();
    let quote = sales::correct_quote(&sold.shop.book, on("2026-02-10"), sold.sale.row.id, input.clone()).unwrap();
    assert!(quote.problems.is_empty(), "{:?}", quote.problems);
    assert_eq!(sold.shop.pool(sold.platform).0, "0.00", "a quote leaves the book as it was");
    sold.correct(input, "k").unwrap();
    assert_eq!(sold.shop.pool(sold.platform), ("2.00".into(), "480.00".into()));
    let mut more = sold.start_of_newest();
    more.lines[0].quantity = "4".into();
    let id = sold.newest();
    let refused = sales::correct(&sold.shop.book, on("2026-02-11"), None, id, "x".into(), more).unwrap_err();
    assert_eq!(refused.code, ErrorCode::InsufficientCredit);
    assert_eq!(sold.shop.sale(id).row.status, SaleStatus::Paid, "nothing half done");
    sold.shop.expect_sound();
}

impl Sold {
    fn newest(&self) -> rasid_core::ids::SaleId {
        self.shop.sale(self.sale.row.id).corrected_by.unwrap().id
    }

    fn start_of_newest(&self) -> SaleInput {
        self.shop.book.read(|c| sales::correction(c, &on("2026-02-10"), self.newest())).unwrap().input
    }
}

#[test]
fn what_has_a_story_or_is_gone_is_not_corrected() {
    let sold = sold("100", &[(CASH, "")]);
    let correction = || sold.shop.book.read(|c| sales::correction(c, &on("2026-02-10"), sold.sale.row.id));
    let subscription = sold.sale.subscriptions[0].id;
    assert_eq!(
        sold.correct(SaleInput { lines: vec![], ..sold.start() }, "e").unwrap_err().code,
        ErrorCode::MissingRequired
    );
    let no_reason = sales::correct(&sold.shop.book, on("2026-02-10"), None, sold.sale.row.id, " ".into(), sold.start());
    assert_eq!(no_reason.unwrap_err().details["field"], "reason");
    subscriptions::pause(&sold.shop.book, on("2026-02-05"), subscription, "voyage".into()).unwrap();
    assert_eq!(correction().unwrap_err().code, ErrorCode::CorrectionTooLate);
    sales::cancel(&sold.shop.book, on("2026-02-06"), None, sold.sale.row.id, "x".into()).unwrap();
    assert_eq!(correction().unwrap_err().code, ErrorCode::AlreadyCancelled);
}

#[test]
fn a_renewed_sale_is_not_corrected() {
    let sold = sold("100", &[(CASH, "")]);
    let id = sold.sale.subscriptions[0].id;
    let input = sales::RenewalInput {
        payments: vec![PaymentInput { method_id: CASH, amount: String::new() }],
        ..sales::RenewalInput::default()
    };
    let renewed = sales::renew(&sold.shop.book, on("2026-02-20"), None, id, input).unwrap();
    let refused = sold.shop.book.read(|c| sales::correction(c, &on("2026-02-20"), sold.sale.row.id)).unwrap_err();
    assert_eq!((refused.code, refused.details["number"].clone()), (ErrorCode::AlreadyRenewed, renewed.row.number));
    // The renewal itself can be: it goes on renewing the same.
    let started = sold.shop.book.read(|c| sales::correction(c, &on("2026-02-20"), renewed.row.id)).unwrap().input;
    assert_eq!(started.lines[0].renews, Some(id));
    let after =
        sales::correct(&sold.shop.book, on("2026-02-21"), None, renewed.row.id, "prix".into(), started).unwrap();
    assert_eq!(after.subscriptions[0].starts_on, day("2026-02-28"));
    sold.shop.expect_sound();
}

#[test]
fn money_in_advance_pays_the_corrected_sale_again() {
    let sold = sold("100", &[(CASH, "20000")]);
    let keep = SaleInput { keep_change: true, ..sale_of_again(&sold) };
    let other = sold.shop.sell(keep, "2026-02-01").unwrap();
    let credit = |sold: &Sold| sold.shop.book.read(|c| customers::get(c, sold.customer)).unwrap().credit.to_string();
    assert_eq!((other.row.debt.to_string(), credit(&sold)), ("0.00".into(), "5500.00".into()));
    let paid = sold.shop.sell(paying_with_credit(&sold, "5500"), "2026-02-02").unwrap();
    assert_eq!(credit(&sold), "0.00");
    let mut input = sold.shop.book.read(|c| sales::correction(c, &on("2026-02-10"), paid.row.id)).unwrap().input;
    assert_eq!(input.payments[0].method_id, CUSTOMER_CREDIT);
    input.payments[0].amount = "500".into();
    sales::correct(&sold.shop.book, on("2026-02-10"), None, paid.row.id, "x".into(), input).unwrap();
    assert_eq!(credit(&sold), "5000.00");
    sold.shop.expect_sound();
}

fn sale_of_again(sold: &Sold) -> SaleInput {
    let mut input = sold.start();
    input.lines[0].in_place_of = None;
    input.payments = vec![PaymentInput { method_id: CASH, amount: "19000".into() }];
    input
}

fn paying_with_credit(sold: &Sold, amount: &str) -> SaleInput {
    let mut input = sold.start();
    input.lines[0].in_place_of = None;
    input.payments = vec![PaymentInput { method_id: CUSTOMER_CREDIT, amount: amount.into() }];
    input
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is corrected into whatever: the book stays sound, and the till holds what the standing sale was paid.
    #[test]
    fn corrections_in_a_row_keep_every_sum(steps in prop::collection::vec((1_u32..5, 100_u32..9000, 0_u32..20000), 1..5)) {
        let sold = sold("100", &[(CASH, "10000"), (BARIDIMOB, "")]);
        let mut id = sold.sale.row.id;
        for (quantity, price, paid) in steps {
            let mut input = sold.shop.book.read(|c| sales::correction(c, &on("2026-02-10"), id)).unwrap().input;
            input.lines[0].quantity = quantity.to_string();
            input.lines[0].unit_price = Some(price.to_string());
            input.allow_below_cost = true;
            input.payments = vec![PaymentInput { method_id: CASH, amount: paid.to_string() }];
            let after = sales::correct(&sold.shop.book, on("2026-02-10"), None, id, "x".into(), input).unwrap();
            let total = u64::from(quantity) * u64::from(price);
            prop_assert_eq!(after.row.total.to_string(), format!("{total}.00"));
            prop_assert_eq!(after.row.paid.to_string(), format!("{}.00", total.min(u64::from(paid))));
            id = after.row.id;
        }
        let stands = sold.shop.sale(id).row;
        let till: String = sold.shop.book.read(|c| {
            let raw: i64 = c.query_row("SELECT coalesce(sum(amount), 0) FROM payments WHERE sale_id IS NOT NULL", [], |r| r.get(0))?;
            Ok(rasid_core::money::Money::from_raw(raw).to_string())
        }).unwrap();
        prop_assert_eq!(till, stands.paid.to_string());
        sold.shop.expect_sound();
    }
}

#[test]
fn what_is_typed_is_kept_until_its_sale_is_recorded() {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "10", "2400", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let save = |key: &str, content: Option<&str>| {
        sales::save_draft(&shop.book, on("2026-01-02"), key.into(), content.map(str::to_owned)).unwrap();
    };
    let kept = || shop.book.read(sales::draft).unwrap().map(|draft| (draft.key, draft.content));
    assert_eq!(kept(), None);
    save("a", Some("{\"v\":1}"));
    save("a", Some("{\"v\":1,\"note\":\"x\"}"));
    assert_eq!(kept(), Some(("a".into(), "{\"v\":1,\"note\":\"x\"}".into())));
    let input = || sale_of(&product, "1", None, &[(CASH, "")]);
    sales::record(&shop.book, on("2026-01-02"), Some("other"), input()).unwrap();
    assert!(kept().is_some(), "another sale leaves it");
    sales::record(&shop.book, on("2026-01-02"), Some("a"), input()).unwrap();
    assert_eq!(kept(), None);
    save("a", Some("late"));
    assert_eq!(kept(), None, "a late word does not bring back what is sold");
    save("b", Some("next"));
    save("b", None);
    assert_eq!(kept(), None);
    let long = sales::save_draft(&shop.book, on("2026-01-02"), "c".into(), Some("x".repeat(100_001)));
    assert_eq!(long.unwrap_err().code, ErrorCode::OutOfRange);
}

#[test]
fn only_what_is_corrected_moves() {
    let sold = sold("100", &[(CASH, "10000"), (BARIDIMOB, "3500")]);
    // The supplier's price, the rate of the credit and the method's fee have all changed since.
    let other = rasid_core::catalog::ProductInput {
        name: "IPTV 1 mois".into(),
        kind: rasid_core::catalog::ProductKind::Subscription,
        category: "IPTV".into(),
        price: "4500".into(),
        term_months: Some(3),
        term_days: None,
        note: String::new(),
        offers: vec![rasid_core::catalog::OfferInput {
            platform_id: sold.platform,
            credit: "2.50".into(),
            is_default: true,
        }],
    };
    let product = sold.sale.lines[0].product_id;
    rasid_core::catalog::update(&sold.shop.book, on("2026-02-05"), product, other).unwrap();
    sold.shop.deposit(sold.platform, "50", "20000", "2026-02-06").unwrap();
    sold.shop.book.write(|tx| Ok(tx.execute("UPDATE methods SET fee_rate = 200 WHERE id = 2", [])?)).unwrap();
    let before = sold.shop.pool(sold.platform);
    let mut input = sold.start();
    input.lines[0].unit_price = Some("4400".into());
    input.payments[0].amount = "9700".into();
    let after = sold.correct(input, "k").unwrap();
    assert_eq!(sold.shop.pool(sold.platform), before, "the panel did nothing, and the book does nothing");
    let line = &after.lines[0];
    assert_eq!((line.credit.to_string(), line.cost.to_string()), ("6.00".into(), "1440.00".into()));
    assert_eq!((after.row.fees.to_string(), after.row.profit.to_string()), ("52.50".into(), "11707.50".into()));
    let term = &after.subscriptions[0];
    assert_eq!((term.starts_on, term.ends_on), (day("2026-01-31"), day("2026-02-28")));
    sold.shop.expect_sound();
    // Of another quantity the credit is that of the sale's own day, at the present average.
    let mut fewer = sold.start_of_newest();
    fewer.lines[0].quantity = "1".into();
    let id = sold.newest();
    let one = sales::correct(&sold.shop.book, on("2026-02-10"), None, id, "x".into(), fewer).unwrap();
    assert_eq!(one.lines[0].credit.to_string(), "2.50", "the corrected sale was made when the price was that");
    sold.shop.expect_sound();
}

#[test]
fn a_sale_taken_back_in_part_is_corrected_with_the_fee_it_cost() {
    let sold = sold("100", &[(BARIDIMOB, "13500")]);
    let mut two = sold.start();
    two.lines.push(two.lines[0].clone());
    two.lines[1].in_place_of = None;
    two.payments[0].amount = "27000".into();
    let two = sold.correct(two, "two").unwrap();
    assert_eq!(two.row.fees.to_string(), "405.00");
    let cancel = sales::CancelInput { reason: "x".into(), lines: vec![two.lines[1].id], ..Default::default() };
    let part = sales::cancel_as(&sold.shop.book, on("2026-02-11"), None, two.row.id, cancel).unwrap();
    assert_eq!((part.row.paid.to_string(), part.row.fees.to_string()), ("13500.00".into(), "405.00".into()));
    let mut input = sold.shop.book.read(|c| sales::correction(c, &on("2026-02-12"), two.row.id)).unwrap().input;
    assert_eq!(input.payments[0].amount, "13500.00");
    input.note = "corrigé".into();
    let after = sales::correct(&sold.shop.book, on("2026-02-12"), None, two.row.id, "note".into(), input).unwrap();
    // One transfer was made: its fee is neither lost nor paid twice.
    assert_eq!(after.row.fees.to_string(), "405.00");
    assert_eq!(sold.shop.sale(two.row.id).row.fees.to_string(), "0.00");
    sold.shop.expect_sound();
}

#[test]
fn a_late_renewal_and_its_access_are_corrected_as_they_were() {
    let sold = sold("100", &[(CASH, "")]);
    let id = sold.sale.subscriptions[0].id;
    let paying = sales::RenewalInput {
        payments: vec![PaymentInput { method_id: CASH, amount: String::new() }],
        ..sales::RenewalInput::default()
    };
    let renewed = sales::renew(&sold.shop.book, on("2026-03-10"), None, id, paying).unwrap();
    let access = vec![sales::Access { kind: sales::AccessKind::Login, content: "amine / s3cret".into() }];
    sales::set_access(&sold.shop.book, on("2026-03-10"), renewed.lines[0].id, access.clone()).unwrap();
    let input = sold.shop.book.read(|c| sales::correction(c, &on("2026-03-20"), renewed.row.id)).unwrap().input;
    let after =
        sales::correct(&sold.shop.book, on("2026-03-20"), None, renewed.row.id, "x".into(), input.clone()).unwrap();
    assert_eq!(after.subscriptions[0].starts_on, day("2026-03-10"), "not ten days later");
    assert_eq!(after.subscriptions[0].ends_on, renewed.subscriptions[0].ends_on);
    assert_eq!(after.lines[0].access, access);
    let dated = SaleInput { date: Some(day("2026-03-01")), ..input };
    let refused = sales::correct(&sold.shop.book, on("2026-03-21"), None, after.row.id, "x".into(), dated).unwrap_err();
    assert_eq!(refused.details["field"], "date");
    sold.shop.expect_sound();
}
