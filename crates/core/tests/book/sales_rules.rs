//! What a sale does beyond the invariants: change, fees, terms, several lines and platforms, questions asked.

use rasid_core::ErrorCode;
use rasid_core::customers::{self, CustomersQuery};
use rasid_core::money::Money;
use rasid_core::sales::{self, CustomerChoice, PaymentInput, SalesQuery};
use rasid_core::subscriptions;

use crate::shop::{BARIDIMOB, CASH, Shop, day, on, sale_of};

#[test]
fn more_cash_than_due_is_change() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "10000", "10000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "1000", "1500", None);
    let input = sale_of(&product, "1", None, &[(CASH, "2 000")]);
    let quote = sales::quote(&shop.book, on("2026-01-03"), &input).unwrap();
    assert_eq!((quote.change.to_string(), quote.paid.to_string()), ("500.00".into(), "1500.00".into()));
    let sale = shop.sell(input, "2026-01-03").unwrap();
    assert_eq!(sale.payments[0].amount.to_string(), "1500.00");
    let card = shop.sell(sale_of(&product, "1", None, &[(BARIDIMOB, "2000")]), "2026-01-03").unwrap_err();
    assert_eq!(card.code, ErrorCode::Overpaid);
}

#[test]
fn a_debt_wants_a_name_and_a_price_below_cost_a_word() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "10000", "10000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "1000", "1500", None);
    let nameless = shop.sell(sale_of(&product, "1", None, &[(CASH, "100")]), "2026-01-03").unwrap_err();
    assert_eq!(nameless.code, ErrorCode::CustomerRequired);
    let mut cheap = sale_of(&product, "1", None, &[(CASH, "")]);
    cheap.lines[0].unit_price = Some("999,99".into());
    let asked = shop.sell(cheap.clone(), "2026-01-03").unwrap_err();
    assert_eq!((asked.code, asked.details["field"].as_str()), (ErrorCode::BelowCost, "lines.0.unit_price"));
    cheap.allow_below_cost = true;
    let sale = shop.sell(cheap, "2026-01-03").unwrap();
    assert!(sale.below_cost);
    assert_eq!(sale.row.profit.to_string(), "-0.01");
}

#[test]
fn a_new_customer_is_made_with_the_sale() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "10000", "10000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "1000", "1500", None);
    let mut input = sale_of(&product, "1", None, &[(CASH, "500")]);
    input.customer = Some(CustomerChoice::New { name: "سارة م".into(), phone: "0550123456".into() });
    let sale = shop.sell(input, "2026-01-03").unwrap();
    assert_eq!(sale.row.customer, "سارة م");
    let query = CustomersQuery { search: "12 34 56".into(), limit: 10, ..CustomersQuery::default() };
    let found = shop.book.read(|c| customers::page(c, &query)).unwrap();
    assert_eq!((found.rows.len(), found.rows[0].debt.to_string()), (1, "1000.00".into()));
}

#[test]
fn a_term_opens_a_subscription_that_clamps_to_the_month() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "10000", "10000", "2026-01-02").unwrap();
    let product = shop.product("IPTV 1 mois", platform.id, "400", "800", Some(1));
    let sale = shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-31").unwrap();
    let opened = &sale.subscriptions[0];
    assert_eq!((opened.starts_on, opened.ends_on), (day("2026-01-31"), day("2026-02-28")));
    let ending = shop.book.read(|c| {
        let query = subscriptions::SubscriptionsQuery { state: None, within_days: Some(3) };
        subscriptions::list(c, &on("2026-02-25"), &query)
    });
    assert_eq!(ending.unwrap().len(), 1);
}

#[test]
fn a_later_payments_fee_is_dated_and_leaves_the_past_alone() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "10000", "10000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "1000", "1500", None);
    let customer = shop.customer("Amine B.", "");
    let sale = shop.sell(sale_of(&product, "1", Some(customer), &[]), "2026-01-03").unwrap();
    let rest = PaymentInput { method_id: BARIDIMOB, amount: "1000".into() };
    let paid = sales::pay(&shop.book, on("2026-02-03"), None, sale.row.id, rest).unwrap();
    assert_eq!(paid.lines[0].fees, Money::ZERO);
    assert_eq!((paid.lines[1].date, paid.lines[1].fees.to_string()), (day("2026-02-03"), "15.00".into()));
    assert_eq!(paid.row.profit.to_string(), "485.00");
    shop.expect_sound();
}

#[test]
fn every_line_of_a_platform_that_is_short_says_what_all_of_them_need() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "PTS", 0);
    let other = shop.platform("Autre", "PTS", 0);
    shop.deposit(platform.id, "15", "1500", "2026-01-02").unwrap();
    shop.deposit(other.id, "15", "1500", "2026-01-02").unwrap();
    let product = shop.product("Code", platform.id, "10", "2000", None);
    let elsewhere = shop.product("Carte", other.id, "10", "2000", None);
    let mut input = sale_of(&product, "1", None, &[(CASH, "")]);
    input.lines.extend(sale_of(&elsewhere, "1", None, &[]).lines);
    input.lines.push(input.lines[0].clone());
    let quote = sales::quote(&shop.book, on("2026-01-03"), &input).unwrap();
    let said: Vec<_> = quote
        .lines
        .iter()
        .map(|line| line.shortage.map(|s| [s.needed, s.available, s.missing].map(|credit| credit.to_string())))
        .collect();
    let all = Some(["20.00", "15.00", "5.00"].map(str::to_owned));
    assert_eq!(said, [all.clone(), None, all]);
    let refused: Vec<_> =
        quote.problems.iter().map(|p| format!("{} {} {}", p.code, p.details["field"], p.details["needed"])).collect();
    let expected = ["insufficient_credit lines.0.platform_id 20.00", "insufficient_credit lines.2.platform_id 20.00"];
    assert_eq!(refused, expected);
    let error = shop.sell(input.clone(), "2026-01-03").unwrap_err();
    assert_eq!((&error.details["needed"], &error.details["missing"]), (&"20.00".into(), &"5.00".into()));
    // Sold all the same, it is still said, and refused no more.
    input.allow_overdraft = Some("recharge ce soir".into());
    let quote = sales::quote(&shop.book, on("2026-01-03"), &input).unwrap();
    assert!(quote.problems.is_empty() && quote.lines[0].shortage.is_some(), "{quote:?}");
}

#[test]
fn nobody_has_to_owe_what_a_refused_amount_leaves_open() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "PTS", 0);
    shop.deposit(platform.id, "15", "1500", "2026-01-02").unwrap();
    let product = shop.product("Code", platform.id, "1", "2000", None);
    let codes = |amount: &str| -> Vec<String> {
        let input = sale_of(&product, "1", None, &[(CASH, amount)]);
        let quote = sales::quote(&shop.book, on("2026-01-03"), &input).unwrap();
        quote.problems.iter().map(|p| p.code.to_string()).collect()
    };
    assert_eq!(codes("-100"), ["out_of_range"]);
    assert_eq!(codes("1e5"), ["bad_number"]);
    assert_eq!(codes("500"), ["customer_required"]);
}

#[test]
fn what_is_typed_wrong_is_named_with_its_field() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "PTS", 0);
    shop.deposit(platform.id, "15", "1500", "2026-01-02").unwrap();
    let product = shop.product("Code", platform.id, "1", "2000", None);
    let mut input = sale_of(&product, "deux", None, &[(CASH, "1e5")]);
    input.lines[0].discount = "-3".into();
    let fields = |input: &sales::SaleInput| -> Vec<String> {
        let quote = sales::quote(&shop.book, on("2026-01-03"), input).unwrap();
        quote.problems.iter().map(|p| format!("{} {}", p.code, p.details["field"])).collect()
    };
    assert_eq!(fields(&input), ["bad_number lines.0.quantity", "bad_number payments.0.amount"]);
    input.lines[0].quantity = "1,5".into();
    assert_eq!(fields(&input)[0], "too_precise lines.0.quantity");
    input.lines[0].quantity = "2".into();
    assert_eq!(fields(&input)[0], "out_of_range lines.0.discount");
    input.lines.clear();
    assert_eq!(fields(&input)[0], "missing_required lines");
}

#[test]
fn a_line_that_cannot_be_read_leaves_the_others_in_their_places() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "10000", "10000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "1000", "1500", None);
    let mut input = sale_of(&product, "deux", None, &[(CASH, "")]);
    input.lines.extend(sale_of(&product, "2", None, &[]).lines);
    let quote = sales::quote(&shop.book, on("2026-01-03"), &input).unwrap();
    let shown: Vec<_> = quote.lines.iter().map(|l| (l.line, l.total.to_string())).collect();
    assert_eq!(shown, [(1, "3000.00".into())]);
    assert_eq!(quote.problems[0].details["field"], "lines.0.quantity");
}

#[test]
fn what_no_row_can_hold_is_refused_in_words() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "PTS", 0);
    shop.deposit(platform.id, "1", "100000000", "2026-01-02").unwrap();
    let dear = shop.product("Chère", platform.id, "0", "99999999", None);
    let mut input = sale_of(&dear, "1000", None, &[(CASH, "")]);
    input.lines.extend(input.lines.clone());
    let refused = shop.sell(input, "2026-01-03").unwrap_err();
    assert_eq!((refused.code, refused.details["field"].as_str()), (ErrorCode::OutOfRange, "lines"));
    let costly = shop.product("Coûteuse", platform.id, "1", "1", None);
    let mut input = sale_of(&costly, "1000000", None, &[(CASH, "")]);
    (input.allow_overdraft, input.allow_below_cost) = (Some("plus tard".into()), true);
    let refused = shop.sell(input, "2026-01-03").unwrap_err();
    assert_eq!((refused.code, refused.details["field"].as_str()), (ErrorCode::OutOfRange, "lines.0.quantity"));
    shop.expect_sound();
}

#[test]
fn the_list_finds_by_number_customer_phone_and_status() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "10000", "10000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "100", "150", None);
    let customer = shop.customer("Zoé D'Arc", "0672841325");
    shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-03").unwrap();
    let owed = shop.sell(sale_of(&product, "1", Some(customer), &[(CASH, "50")]), "2026-01-04").unwrap();
    for query in [
        SalesQuery { search: "V-2026-00002".into(), ..SalesQuery::default() },
        SalesQuery { search: "v-2026-00002".into(), ..SalesQuery::default() },
        SalesQuery { search: "2026-00002".into(), ..SalesQuery::default() },
        SalesQuery { search: "zoe".into(), ..SalesQuery::default() },
        SalesQuery { search: "84 13 25".into(), ..SalesQuery::default() },
        SalesQuery { status: Some(sales::SaleStatus::Partial), ..SalesQuery::default() },
        SalesQuery { from: Some(day("2026-01-04")), to: Some(day("2026-01-04")), ..SalesQuery::default() },
    ] {
        let page = shop.book.read(|c| sales::page(c, &SalesQuery { limit: 10, ..query.clone() })).unwrap();
        let ids: Vec<_> = page.rows.iter().map(|r| r.id).collect();
        assert_eq!(ids, [owed.row.id], "{query:?}");
    }
}

#[test]
fn a_sale_of_two_lines_beyond_the_balance_is_cancelled_to_nothing() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "PTS", 0);
    shop.deposit(platform.id, "5", "50", "2026-01-02").unwrap();
    let product = shop.product("Code", platform.id, "5", "2000", None);
    shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-03").unwrap();
    let mut two = sale_of(&product, "1", None, &[(CASH, "")]);
    two.lines.push(two.lines[0].clone());
    two.allow_overdraft = Some("plus tard".into());
    let sale = shop.sell(two, "2026-01-04").unwrap();
    shop.deposit(platform.id, "5", "100", "2026-01-05").unwrap();
    let cancelled = sales::cancel(&shop.book, on("2026-01-06"), None, sale.row.id, "erreur".into()).unwrap();
    assert_eq!((cancelled.row.total, cancelled.row.cost), (Money::ZERO, Money::ZERO));
    assert_eq!(shop.pool(platform.id), ("5.00".into(), "100.00".into()));
    shop.expect_sound();
}

#[test]
fn nothing_about_a_sale_is_dated_before_it() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "1000", "1000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "100", "150", None);
    let customer = shop.customer("Client", "");
    let sale = shop.sell(sale_of(&product, "1", Some(customer), &[]), "2026-01-10").unwrap();
    let early = sales::cancel(&shop.book, on("2026-01-09"), None, sale.row.id, "avant".into()).unwrap_err();
    assert_eq!(early.code, ErrorCode::OutOfRange);
    let rest = PaymentInput { method_id: CASH, amount: String::new() };
    let early = sales::pay(&shop.book, on("2026-01-09"), None, sale.row.id, rest).unwrap_err();
    assert_eq!(early.code, ErrorCode::OutOfRange);
}

#[test]
fn money_that_a_customer_never_paid_in_advance_pays_nothing() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "1000", "1000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "100", "150", None);
    let credit = rasid_core::settings::CUSTOMER_CREDIT;
    let refused = shop.sell(sale_of(&product, "1", None, &[(credit, "150")]), "2026-01-10").unwrap_err();
    assert_eq!(refused.code, ErrorCode::AdvanceShort);
}

#[test]
fn the_list_shows_the_newest_day_first_page_by_page_and_knows_a_number_from_its_beginning() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "10000", "10000", "2025-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "100", "150", None);
    // Recorded in this order: one of them for a day long past.
    let days = ["2026-01-03", "2026-01-05", "2025-12-30", "2026-01-05", "2026-01-04"];
    for day in days {
        shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), day).unwrap();
    }
    let listed = |search: &str| -> Vec<String> {
        let mut numbers = Vec::new();
        let mut before = None;
        loop {
            let query = SalesQuery { search: search.into(), limit: 2, before, ..SalesQuery::default() };
            let page = shop.book.read(|c| sales::page(c, &query)).unwrap();
            numbers.extend(page.rows.into_iter().map(|row| row.number));
            before = page.next;
            if before.is_none() {
                return numbers;
            }
        }
    };
    let (newest, oldest) = (["V-2026-00003", "V-2026-00002", "V-2026-00004", "V-2026-00001"], "V-2025-00001");
    assert_eq!(listed(""), [&newest[..], &[oldest]].concat());
    assert_eq!(listed("V-2026"), newest);
    assert_eq!(listed("V-2026-0000"), newest);
    assert_eq!(listed("2026-00004"), ["V-2026-00004"]);
    assert_eq!(listed("V-2025-"), [oldest]);
    assert_eq!(listed("V-2026-1"), [""; 0]);
}
