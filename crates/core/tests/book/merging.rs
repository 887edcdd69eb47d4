//! Customers of whom there were two: read as one everywhere, and nothing that was posted is changed.

use proptest::prelude::*;
use rasid_core::catalog::Product;
use rasid_core::customers::{self, CustomerInput, CustomersQuery, MergeInput};
use rasid_core::ids::{CustomerId, PlatformId};
use rasid_core::phones::Country;
use rasid_core::reports::{self, ProfitBy};
use rasid_core::sales::{self, CancelInput, CollectInput, PaymentInput, SalesQuery};
use rasid_core::settings::{self, CUSTOMER_CREDIT, Language, Theme, UpdateSettings};
use rasid_core::subscriptions::{self, BoardQuery};
use rasid_core::{ErrorCode, Result};

use crate::shop::{CASH, Shop, day, on, sale_of};

struct Two {
    shop: Shop,
    platform: PlatformId,
    product: Product,
    amine: CustomerId,
    again: CustomerId,
}

/// Amine, who owes 1 500.00 of 4 500.00; and Amine again, who paid 6 000.00 of 4 500.00 and has 1 500.00 in advance.
fn two() -> Two {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let amine = shop.customer("Amine B.", "0550 12 34 56");
    let again = shop.customer("Amine Ben", "0661 00 00 01");
    shop.sell(sale_of(&product, "1", Some(amine), &[(CASH, "3000")]), "2026-02-01").unwrap();
    let mut more = sale_of(&product, "1", Some(again), &[(CASH, "6000")]);
    more.keep_change = true;
    shop.sell(more, "2026-02-02").unwrap();
    Two { shop, platform, product, amine, again }
}

impl Two {
    fn merge(&self) -> Result<customers::Customer> {
        let input = MergeInput { from: self.again, into: self.amine };
        customers::merge(&self.shop.book, on("2026-02-03"), input)
    }

    fn get(&self, id: CustomerId) -> customers::Customer {
        self.shop.book.read(|c| customers::get(c, id)).unwrap()
    }
}

#[test]
fn the_two_are_read_as_one_everywhere() {
    let two = two();
    let book = &two.shop.book;
    customers::set_promise(book, on("2026-02-02"), two.again, Some(day("2026-02-20")), "au salaire".into()).unwrap();
    let one = two.merge().unwrap();
    assert_eq!((one.debt.to_string(), one.credit.to_string(), one.sales), ("1500.00".into(), "1500.00".into(), 2));
    assert_eq!(two.get(two.again).id, two.amine, "whoever asks for him gets the other");
    let statement = book.read(|c| customers::statement(c, two.again)).unwrap();
    assert_eq!((statement.lines.len(), statement.debt.to_string()), (5, "0.00".into()));
    let sales = |query| book.read(|c| sales::page(c, &query)).unwrap().rows;
    let asked = |text: &str| SalesQuery { search: text.into(), limit: 10, ..SalesQuery::default() };
    let of_both = SalesQuery { customer_id: Some(two.amine), limit: 10, ..SalesQuery::default() };
    assert_eq!(sales(of_both).iter().map(|row| row.customer.as_str()).collect::<Vec<_>>(), ["Amine B.", "Amine B."]);
    for text in ["amine b.", "amine ben", "0661000001", "0550123456"] {
        assert_eq!(sales(asked(text)).len(), 2, "{text}");
        let query = CustomersQuery { search: text.into(), limit: 10, ..CustomersQuery::default() };
        let found: Vec<_> = book.read(|c| customers::page(c, &query)).unwrap().rows.iter().map(|c| c.id).collect();
        assert_eq!(found, [two.amine], "{text}");
    }
    for name in ["Amine Ben", "Amine B.", &two.again.to_string()] {
        assert_eq!(book.read(|c| customers::find(c, name)).unwrap(), two.amine, "{name}");
    }
    for search in ["", "Amine Ben", "0661000001"] {
        let query = BoardQuery { search: search.into(), limit: 10, ..BoardQuery::default() };
        let board = book.read(|c| subscriptions::board(c, &on("2026-02-03"), &query)).unwrap();
        assert_eq!(board.counts.iter().map(|at| at.count).sum::<u32>(), 2, "{search}");
    }
    let board = book.read(|c| subscriptions::board(c, &on("2026-02-03"), &BoardQuery::default())).unwrap();
    assert!(board.rows.iter().all(|row| row.subscription.customer_id == Some(two.amine)));
    let held = book.read(|c| subscriptions::of_customer(c, &on("2026-02-03"), two.amine)).unwrap();
    assert_eq!(held.len(), 2);
    let debts = book.read(|c| reports::debts(c, day("2026-02-20"))).unwrap();
    assert_eq!((debts.rows.len(), debts.rows[0].customer.as_str()), (1, "Amine B."));
    let profit = book.read(|c| reports::profit(c, ProfitBy::Customer, None, None)).unwrap();
    assert_eq!((profit.rows.len(), profit.rows[0].sales, profit.rows[0].label.as_str()), (1, 2, "Amine B."));
    let promise = book.read(|c| customers::promise(c, two.amine)).unwrap().unwrap();
    assert_eq!(promise.note, "au salaire");
    let trace = book.read(|c| customers::merged(c, two.amine)).unwrap();
    assert_eq!((trace[0].name.as_str(), trace[0].phone.as_str()), ("Amine Ben", "+213661000001"));
    two.shop.expect_sound();
}

#[test]
fn money_of_the_two_is_one() {
    let two = two();
    two.merge().unwrap();
    // What the one brought in advance pays what the other owes.
    let input = CollectInput {
        customer_id: two.amine,
        method_id: CUSTOMER_CREDIT,
        amount: String::new(),
        sales: vec![],
        keep_rest: false,
        note: String::new(),
    };
    sales::collect(&two.shop.book, on("2026-02-04"), None, input).unwrap();
    let one = two.get(two.amine);
    assert_eq!((one.debt.to_string(), one.credit.to_string()), ("0.00".into(), "0.00".into()));
    two.shop.expect_sound();
    // A sale of before the merge is cancelled after it: its money is kept for the one that he is now.
    let query = SalesQuery { search: "V-2026-00002".into(), limit: 1, ..SalesQuery::default() };
    let sale = two.shop.book.read(|c| sales::page(c, &query)).unwrap().rows[0].id;
    let input = CancelInput { reason: "x".into(), keep_money: true, ..CancelInput::default() };
    sales::cancel_as(&two.shop.book, on("2026-02-05"), None, sale, input).unwrap();
    assert_eq!(two.get(two.amine).credit.to_string(), "4500.00");
    let renewed = two.shop.book.read(|c| subscriptions::of_customer(c, &on("2026-02-05"), two.amine)).unwrap();
    let standing = renewed.iter().find(|s| s.state != subscriptions::SubscriptionState::Cancelled).unwrap().id;
    let paying = sales::RenewalInput {
        payments: vec![PaymentInput { method_id: CUSTOMER_CREDIT, amount: String::new() }],
        ..sales::RenewalInput::default()
    };
    sales::renew(&two.shop.book, on("2026-02-05"), None, standing, paying).unwrap();
    assert_eq!(two.get(two.amine).credit.to_string(), "0.00");
    assert_eq!(two.shop.pool(two.platform).0, "96.00");
    two.shop.expect_sound();
}

#[test]
fn nobody_is_merged_twice_nor_into_himself() {
    let two = two();
    let merge = |from, into| customers::merge(&two.shop.book, on("2026-02-03"), MergeInput { from, into });
    assert_eq!(merge(two.amine, two.amine).unwrap_err().code, ErrorCode::NothingToChange);
    assert_eq!(merge(two.amine, CustomerId(99)).unwrap_err().code, ErrorCode::UnknownCustomer);
    let third = shop_customer_without_phone(&two.shop);
    merge(two.again, third).unwrap();
    let filled = two.get(third);
    assert_eq!(filled.phone, "+213661000001", "what he lacked is taken over");
    assert_eq!(merge(two.again, two.amine).unwrap_err().code, ErrorCode::CustomerMerged);
    assert_eq!(merge(two.amine, two.again).unwrap_err().code, ErrorCode::CustomerMerged);
    let update = customers::update(&two.shop.book, on("2026-02-03"), two.again, CustomerInput::default());
    assert_eq!(update.unwrap_err().code, ErrorCode::CustomerMerged);
    let sale = two.shop.sell(sale_of(&two.product, "1", Some(two.again), &[(CASH, "")]), "2026-02-03");
    assert_eq!(sale.unwrap_err().code, ErrorCode::CustomerMerged);
    // The one he was merged into is merged in turn: all of it goes along.
    merge(third, two.amine).unwrap();
    assert_eq!((two.get(two.again).id, two.get(two.amine).sales), (two.amine, 2));
    two.shop.expect_sound();
}

fn shop_customer_without_phone(shop: &Shop) -> CustomerId {
    shop.customer("Amine", "")
}

#[test]
fn who_may_be_one_is_proposed() {
    let two = two();
    let found = || two.shop.book.read(customers::duplicates).unwrap();
    assert!(found().is_empty(), "two names with two phones are two people");
    let same_phone = two.shop.customer("A. Benali", "+213 550 12 34 56");
    let same_name = two.shop.customer("AMINE BEN", "");
    two.shop.customer("Amine Ben", "0770 00 00 00");
    let shown: Vec<_> = found().iter().map(|d| d.customers.iter().map(|c| c.id).collect::<Vec<_>>()).collect();
    assert_eq!(shown, [vec![two.amine, same_phone]], "of a name with two phones nobody knows which");
    customers::archive(&two.shop.book, on("2026-02-03"), CustomerId(same_name.0 + 1), true).unwrap();
    let shown: Vec<_> = found().iter().map(|d| d.customers.iter().map(|c| c.id).collect::<Vec<_>>()).collect();
    assert_eq!(shown, [vec![two.amine, same_phone], vec![two.again, same_name]]);
}

#[test]
fn the_shops_country_and_wilaya_shape_what_is_kept() {
    let shop = Shop::new();
    let input = UpdateSettings {
        name: "Boutique".into(),
        language: Language::Fr,
        theme: Theme::System,
        country: Some(Country::Ma),
        letterhead: None,
    };
    assert_eq!(settings::update(&shop.book, on("2026-01-01"), input.clone()).unwrap().country, Country::Ma);
    let id = shop.customer("Youssef", "0612345678");
    assert_eq!(shop.book.read(|c| customers::get(c, id)).unwrap().phone, "+212612345678");
    let stays = settings::update(&shop.book, on("2026-01-01"), UpdateSettings { country: None, ..input }).unwrap();
    assert_eq!(stays.country, Country::Ma);
    settings::update(&shop.book, on("2026-01-01"), UpdateSettings { country: Some(Country::Dz), ..stays_as(&stays) })
        .unwrap();
    let typed = CustomerInput { name: "Sara".into(), wilaya: "16".into(), ..CustomerInput::default() };
    assert_eq!(customers::add(&shop.book, on("2026-01-01"), typed).unwrap().customer.wilaya, "Alger");
}

fn stays_as(info: &settings::BookInfo) -> UpdateSettings {
    UpdateSettings {
        name: info.name.clone(),
        language: info.language,
        theme: info.theme,
        country: None,
        letterhead: None,
    }
}

#[test]
fn asked_by_his_old_card_he_is_the_other_with_his_money() {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let (stays, gone) = (shop.customer("Amine B.", "0550 12 34 56"), shop.customer("Amine Ben", "0661 00 00 01"));
    let collect = |customer_id, method_id, amount: &str| {
        let input = CollectInput {
            customer_id,
            method_id,
            amount: amount.into(),
            sales: vec![],
            keep_rest: method_id != CUSTOMER_CREDIT,
            note: String::new(),
        };
        sales::collect(&shop.book, on("2026-02-04"), None, input).unwrap()
    };
    collect(stays, rasid_core::ids::MethodId(2), "1500");
    let sale = shop.sell(sale_of(&product, "1", Some(stays), &[(CASH, "3000")]), "2026-02-04").unwrap();
    customers::merge(&shop.book, on("2026-02-04"), MergeInput { from: gone, into: stays }).unwrap();
    let after = collect(gone, CUSTOMER_CREDIT, "1500");
    assert_eq!((after.id, after.debt.to_string(), after.credit.to_string()), (stays, "0.00".into(), "0.00".into()));
    assert_eq!(shop.sale(sale.row.id).row.fees.to_string(), "22.50", "the sale bears what bringing the money cost");
    let held = shop.book.read(|c| subscriptions::of_customer(c, &on("2026-02-05"), gone)).unwrap();
    assert_eq!(held.len(), 1);
    let typed = CustomerInput { name: "Nadia".into(), phone: "0661000001".into(), ..CustomerInput::default() };
    let saved = customers::add(&shop.book, on("2026-02-05"), typed).unwrap();
    assert_eq!(saved.same_phone.as_deref(), Some("Amine B."));
    assert_eq!(
        shop.book.read(|c| customers::find_unmerged(c, "Amine Ben")).unwrap_err().code,
        ErrorCode::CustomerMerged
    );
    shop.expect_sound();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whoever is merged into whomever: debts and credit add up to what they were.
    #[test]
    fn a_merge_keeps_every_sum(paid in prop::collection::vec(0_u32..9000, 4), pairs in prop::collection::vec((0_usize..4, 0_usize..4), 1..5)) {
        let two = two();
        let people: Vec<CustomerId> = (0..4).map(|n| two.shop.customer(&format!("C{n}"), "")).collect();
        for (who, amount) in people.iter().zip(&paid) {
            let mut input = sale_of(&two.product, "1", Some(*who), &[(CASH, &amount.to_string())]);
            input.keep_change = true;
            two.shop.sell(input, "2026-02-05").unwrap();
        }
        let all = || {
            let query = CustomersQuery { archived: true, limit: 100, ..CustomersQuery::default() };
            let rows = two.shop.book.read(|c| customers::page(c, &query)).unwrap().rows;
            let raw = |amount: rasid_core::money::Money| amount.raw();
            (rows.iter().map(|c| raw(c.debt)).sum::<i64>(), rows.iter().map(|c| raw(c.credit)).sum::<i64>(),
             rows.iter().map(|c| c.sales).sum::<u32>())
        };
        let before = all();
        for (from, into) in pairs {
            let input = MergeInput { from: people[from], into: people[into] };
            // Refused where one of them was merged already; the sums stay in any case.
            drop(customers::merge(&two.shop.book, on("2026-02-06"), input));
            prop_assert_eq!(all(), before);
        }
        let report = two.shop.book.read(|c| reports::debts(c, day("2026-02-28"))).unwrap();
        prop_assert_eq!(report.total.debt.raw(), before.0);
        two.shop.expect_sound();
    }
}
