//! Renewals, what happens to subscriptions, the board, and who was told.

use rasid_core::catalog::Product;
use rasid_core::ids::{CustomerId, SubscriptionId};
use rasid_core::messages::{self, MessageKind};
use rasid_core::platforms;
use rasid_core::sales::{self, PaymentInput, RenewalInput, Sale};
use rasid_core::settings::Language;
use rasid_core::subscriptions::{self, Board, BoardQuery, Stage, Subscription, SubscriptionState, SubscriptionsQuery};
use rasid_core::time::Instant;
use rasid_core::{Caller, ErrorCode, Result};

use crate::shop::{CASH, Shop, day, on, sale_of};

struct Renewing {
    shop: Shop,
    product: Product,
    customer: CustomerId,
    first: SubscriptionId,
}

/// One subscription of a month, sold on 31 January 2026: it ends on 28 February.
fn renewing(credit: &str) -> Renewing {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    // 240.00 a unit.
    let cost = (credit.parse::<i64>().unwrap() * 240).to_string();
    shop.deposit(platform, credit, &cost, "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let customer = shop.customer("Amine B.", "0550 12 34 56");
    let sale = shop.sell(sale_of(&product, "1", Some(customer), &[(CASH, "")]), "2026-01-31").unwrap();
    let first = sale.subscriptions[0].id;
    Renewing { shop, product, customer, first }
}

fn paid() -> RenewalInput {
    RenewalInput { payments: vec![PaymentInput { method_id: CASH, amount: String::new() }], ..RenewalInput::default() }
}

impl Renewing {
    fn renew(&self, id: SubscriptionId, date: &str) -> Result<Sale> {
        sales::renew(&self.shop.book, on(date), None, id, paid())
    }

    fn get(&self, id: SubscriptionId, date: &str) -> Subscription {
        self.shop.book.read(|c| subscriptions::get(c, &on(date), id)).unwrap()
    }

    fn board(&self, date: &str, query: BoardQuery) -> Board {
        let query = BoardQuery { limit: 500, ..query };
        self.shop.book.read(|c| subscriptions::board(c, &on(date), &query)).unwrap()
    }

    fn stages(&self, date: &str) -> Vec<Stage> {
        self.board(date, BoardQuery::default()).rows.iter().map(|row| row.stage).collect()
    }
}

fn term(sale: &Sale) -> (String, String) {
    let subscription = &sale.subscriptions[0];
    (subscription.starts_on.to_string(), subscription.ends_on.to_string())
}

#[test]
fn a_renewal_begins_at_the_end_or_today_where_that_is_past() {
    let early = renewing("100");
    let sale = early.renew(early.first, "2026-02-20").unwrap();
    assert_eq!(term(&sale), ("2026-02-28".into(), "2026-03-28".into()));
    assert_eq!(sale.row.customer_id, Some(early.customer));
    assert_eq!(sale.row.total.to_string(), "4500.00");
    let late = renewing("100");
    let sale = late.renew(late.first, "2026-03-15").unwrap();
    assert_eq!(term(&sale), ("2026-03-15".into(), "2026-04-15".into()));
    late.shop.expect_sound();
}

#[test]
fn nothing_is_renewed_twice_but_a_cancelled_renewal_may_be_made_again() {
    let shop = renewing("100");
    let sale = shop.renew(shop.first, "2026-02-20").unwrap();
    let refused = shop.renew(shop.first, "2026-02-20").unwrap_err();
    assert_eq!((refused.code, &refused.details["number"]), (ErrorCode::AlreadyRenewed, &sale.row.number));
    sales::cancel(&shop.shop.book, on("2026-02-21"), None, sale.row.id, "erreur".into()).unwrap();
    assert!(!shop.get(shop.first, "2026-02-21").renewed);
    shop.renew(shop.first, "2026-02-22").unwrap();
    shop.shop.expect_sound();
}

#[test]
fn a_key_renews_once() {
    let shop = renewing("100");
    let renew = || sales::renew(&shop.shop.book, on("2026-02-20"), Some("k"), shop.first, paid()).unwrap();
    assert_eq!(renew().row.number, renew().row.number);
}

#[test]
fn a_pause_moves_the_end_and_what_is_paused_is_not_renewed() {
    let shop = renewing("100");
    let book = &shop.shop.book;
    assert_eq!(
        subscriptions::resume(book, on("2026-02-05"), shop.first).unwrap_err().code,
        ErrorCode::SubscriptionRuns
    );
    subscriptions::pause(book, on("2026-02-10"), shop.first, "voyage".into()).unwrap();
    assert_eq!(shop.get(shop.first, "2026-03-20").state, SubscriptionState::Paused);
    assert_eq!(shop.stages("2026-03-20"), [Stage::Paused]);
    let again = subscriptions::pause(book, on("2026-02-11"), shop.first, String::new()).unwrap_err();
    assert_eq!(again.code, ErrorCode::SubscriptionPaused);
    assert_eq!(shop.renew(shop.first, "2026-03-20").unwrap_err().code, ErrorCode::SubscriptionPaused);
    // Eighteen days were left on 10 February; so many are left on 20 March.
    let resumed = subscriptions::resume(book, on("2026-03-20"), shop.first).unwrap();
    assert_eq!(resumed.ends_on, day("2026-04-07"));
    let sale = shop.renew(shop.first, "2026-03-21").unwrap();
    assert_eq!(term(&sale).0, "2026-04-07");
    let history = book.read(|c| subscriptions::events(c, shop.first)).unwrap();
    assert_eq!(history.iter().map(|e| e.shift_days).collect::<Vec<_>>(), [0, 38]);
    shop.shop.expect_sound();
}

#[test]
fn what_was_renewed_or_has_not_begun_is_not_paused() {
    let shop = renewing("100");
    let next = shop.renew(shop.first, "2026-02-20").unwrap().subscriptions[0].id;
    let pause = |id| subscriptions::pause(&shop.shop.book, on("2026-02-21"), id, String::new()).unwrap_err().code;
    assert_eq!(pause(shop.first), ErrorCode::AlreadyRenewed);
    assert_eq!(pause(next), ErrorCode::OutOfRange);
}

#[test]
fn one_sale_renews_a_subscription_once_and_for_its_holder() {
    let shop = renewing("100");
    let mut twice = sale_of(&shop.product, "1", Some(shop.customer), &[(CASH, "")]);
    twice.lines[0].renews = Some(shop.first);
    let mut other = twice.clone();
    twice.lines.push(twice.lines[0].clone());
    let refused = shop.shop.sell(twice, "2026-02-20").unwrap_err();
    assert_eq!((refused.code, refused.details["field"].as_str()), (ErrorCode::OutOfRange, "lines.1.renews"));
    other.customer = None;
    assert_eq!(shop.shop.sell(other, "2026-02-20").unwrap_err().code, ErrorCode::UnknownSubscription);
}

#[test]
fn what_ran_on_a_platform_put_aside_is_renewed_on_another() {
    let shop = renewing("100");
    let old = shop.product.offers[0].platform_id;
    let new = shop.shop.platform("Autre", "USD", 2).id;
    shop.shop.deposit(new, "100", "24000", "2026-01-01").unwrap();
    let offers = [old, new].map(|platform_id| rasid_core::catalog::OfferInput {
        platform_id,
        credit: "2".into(),
        is_default: false,
    });
    let input = rasid_core::catalog::ProductInput {
        name: "IPTV 1 mois".into(),
        kind: rasid_core::catalog::ProductKind::Subscription,
        category: String::new(),
        price: "4500".into(),
        term_months: Some(1),
        term_days: None,
        note: String::new(),
        offers: offers.to_vec(),
    };
    rasid_core::catalog::update(&shop.shop.book, on("2026-02-01"), shop.product.id, input).unwrap();
    shop.shop.adjust(old, "0", "2026-02-01").unwrap();
    rasid_core::platforms::archive(&shop.shop.book, on("2026-02-01"), old, true).unwrap();
    let sale = shop.renew(shop.first, "2026-02-20").unwrap();
    assert_eq!(sale.lines[0].platform_id, Some(new));
}

#[test]
fn what_was_cancelled_stays_so() {
    let shop = renewing("100");
    let book = &shop.shop.book;
    assert_eq!(
        subscriptions::cancel(book, on("2026-02-10"), shop.first, " ".into()).unwrap_err().code,
        ErrorCode::MissingRequired
    );
    subscriptions::cancel(book, on("2026-02-10"), shop.first, "remboursé ailleurs".into()).unwrap();
    assert_eq!(shop.renew(shop.first, "2026-02-11").unwrap_err().code, ErrorCode::SubscriptionCancelled);
    let pause = subscriptions::pause(book, on("2026-02-11"), shop.first, String::new());
    assert_eq!(pause.unwrap_err().code, ErrorCode::SubscriptionCancelled);
    assert_eq!(shop.stages("2026-02-27"), []);
}

#[test]
fn what_passes_to_another_customer_is_renewed_for_him() {
    let shop = renewing("100");
    let other = shop.shop.customer("Nadia K.", "0661 00 00 00");
    let to = |customer| subscriptions::transfer(&shop.shop.book, on("2026-02-10"), shop.first, customer, String::new());
    assert_eq!(to(shop.customer).unwrap_err().code, ErrorCode::NothingToChange);
    assert_eq!(to(other).unwrap().customer, "Nadia K.");
    assert_eq!(shop.renew(shop.first, "2026-02-20").unwrap().row.customer_id, Some(other));
    let own = shop.shop.book.read(|c| subscriptions::of_customer(c, &on("2026-02-20"), shop.customer)).unwrap();
    assert_eq!(own, []);
}

#[test]
fn the_board_has_a_place_for_each_day() {
    let shop = renewing("100");
    for (date, stage) in [
        ("2026-01-28", None),
        ("2026-01-31", Some(Stage::Days30)),
        ("2026-02-12", Some(Stage::Days30)),
        ("2026-02-13", Some(Stage::Days15)),
        ("2026-02-21", Some(Stage::Days7)),
        ("2026-02-25", Some(Stage::Days3)),
        ("2026-02-27", Some(Stage::Days3)),
        ("2026-02-28", Some(Stage::Today)),
        ("2026-03-01", Some(Stage::Ended)),
        ("2026-03-30", Some(Stage::Ended)),
        ("2026-03-31", None),
    ] {
        assert_eq!(shop.stages(date), stage.into_iter().collect::<Vec<_>>(), "{date}");
        let board = shop.board(date, BoardQuery::default());
        for counted in &board.counts {
            let query = BoardQuery { stage: Some(counted.stage), ..BoardQuery::default() };
            let rows = shop.board(date, query).rows.len();
            assert_eq!(rows, counted.count as usize, "{date} {:?}", counted.stage);
        }
    }
    let row = &shop.board("2026-02-26", BoardQuery::default()).rows[0];
    assert_eq!((row.price.to_string(), row.cost.map(|c| c.to_string())), ("4500.00".into(), Some("480.00".into())));
    for (search, found) in [("amine", 1), ("55012", 1), ("iptv", 1), ("nadia", 0)] {
        let query = BoardQuery { search: search.into(), ..BoardQuery::default() };
        assert_eq!(shop.board("2026-02-26", query).rows.len(), found, "{search}");
    }
    shop.renew(shop.first, "2026-02-26").unwrap();
    assert_eq!(shop.stages("2026-02-28"), [Stage::Days30], "what was renewed leaves; its renewal stands there");
}

#[test]
fn nobody_is_told_twice_of_one_stage() {
    let shop = renewing("100");
    let book = &shop.shop.book;
    let due = |date: &str| shop.board(date, BoardQuery::default()).rows[0].message;
    assert_eq!(due("2026-02-20"), None);
    assert_eq!(due("2026-02-25"), Some(MessageKind::Days3));
    for _ in 0..2 {
        messages::told(book, on("2026-02-25"), shop.first).unwrap();
    }
    assert_eq!(due("2026-02-26"), None);
    assert_eq!(due("2026-02-27"), Some(MessageKind::Day1));
    assert_eq!(due("2026-02-28"), Some(MessageKind::Ended));
    messages::told(book, on("2026-02-28"), shop.first).unwrap();
    assert_eq!(shop.board("2026-03-02", BoardQuery::default()).rows[0].told_on, Some(day("2026-02-28")));
    shop.shop.expect_sound();
}

/// The caller some minutes after the others of a test.
fn later(date: &str, minutes: i64) -> Caller {
    let caller = on(date);
    Caller { now: Instant::from_millis(caller.now.millis() + minutes * 60_000), ..caller }
}

#[test]
fn a_stage_is_told_anew_after_a_pause_and_to_a_new_holder() {
    let shop = renewing("100");
    let book = &shop.shop.book;
    let due = |date: &str| shop.board(date, BoardQuery::default()).rows[0].message;
    messages::told(book, later("2026-02-25", 1), shop.first).unwrap();
    assert_eq!(due("2026-02-26"), None);
    // By mistake, and back at once: no end moved.
    subscriptions::pause(book, later("2026-02-26", 1), shop.first, String::new()).unwrap();
    subscriptions::resume(book, later("2026-02-26", 1), shop.first).unwrap();
    assert_eq!(due("2026-02-26"), None);
    subscriptions::pause(book, later("2026-02-26", 2), shop.first, String::new()).unwrap();
    subscriptions::resume(book, later("2026-03-10", 3), shop.first).unwrap();
    assert_eq!(due("2026-03-10"), Some(MessageKind::Days3), "the end moved: what was told was of another day");
    messages::told(book, later("2026-03-10", 4), shop.first).unwrap();
    assert_eq!(due("2026-03-10"), None);
    let friend = shop.shop.customer("Nadia K.", "");
    subscriptions::transfer(book, later("2026-03-10", 5), shop.first, friend, String::new()).unwrap();
    assert_eq!(due("2026-03-10"), Some(MessageKind::Days3), "she was told of nothing");
    messages::told(book, later("2026-03-10", 6), shop.first).unwrap();
    messages::told(book, later("2026-03-10", 7), shop.first).unwrap();
    let told: i64 = book.read(|c| Ok(c.query_row("SELECT count(*) FROM reminders", [], |r| r.get(0))?)).unwrap();
    assert_eq!(told, 3);
    shop.shop.expect_sound();
}

#[test]
fn what_came_first_is_known_where_the_clock_was_set_back() {
    let shop = renewing("100");
    let book = &shop.shop.book;
    let due = |date: &str| shop.board(date, BoardQuery::default()).rows[0].message;
    messages::told(book, later("2026-02-25", 600), shop.first).unwrap();
    let friend = shop.shop.customer("Nadia K.", "");
    subscriptions::transfer(book, later("2026-02-25", 5), shop.first, friend, String::new()).unwrap();
    assert_eq!(due("2026-02-25"), Some(MessageKind::Days3), "she was told of nothing");
    for minute in [4, 3] {
        messages::told(book, later("2026-02-25", minute), shop.first).unwrap();
        assert_eq!(due("2026-02-25"), None, "told once, whatever the clock says");
    }
    // The pause came behind what was told, its moments before it.
    subscriptions::pause(book, later("2026-02-26", 2), shop.first, String::new()).unwrap();
    subscriptions::resume(book, later("2026-03-10", 1), shop.first).unwrap();
    assert_eq!(due("2026-03-10"), Some(MessageKind::Days3));
    let told: i64 = book.read(|c| Ok(c.query_row("SELECT count(*) FROM reminders", [], |r| r.get(0))?)).unwrap();
    assert_eq!(told, 2);
    shop.shop.expect_sound();
}

#[test]
fn what_was_told_counts_for_the_corrected_sale() {
    let shop = renewing("100");
    let book = &shop.shop.book;
    messages::told(book, on("2026-02-25"), shop.first).unwrap();
    let sale = book.read(|c| subscriptions::get(c, &on("2026-02-25"), shop.first)).unwrap().sale_id;
    let mut input = book.read(|c| sales::correction(c, &on("2026-02-25"), sale)).unwrap().input;
    input.lines[0].unit_price = Some("4000".into());
    sales::correct(book, on("2026-02-25"), None, sale, "prix".into(), input).unwrap();
    let row = shop.board("2026-02-25", BoardQuery::default()).rows.remove(0);
    assert_ne!(row.subscription.id, shop.first);
    assert_eq!((row.message, row.told_on), (None, Some(day("2026-02-25"))));
    shop.shop.expect_sound();
}

#[test]
fn a_message_is_in_the_shops_wording() {
    let shop = renewing("100");
    let book = &shop.shop.book;
    let text = |date: &str| book.read(|c| messages::of_subscription(c, &on(date), shop.first)).unwrap().text;
    let given = text("2026-02-25");
    assert!(given.contains("Amine B.") && given.contains("IPTV 1 mois") && given.contains("28/02/2026"), "{given}");
    let word =
        |body: &str| messages::update_template(book, on("2026-02-25"), MessageKind::Days3, Language::Fr, body.into());
    assert_eq!(word("Salut {cleint}").unwrap_err().details["value"], "{cleint}");
    assert_eq!(word("").unwrap_err().code, ErrorCode::MissingRequired);
    assert!(word("Salut {client}, {produit} : {fin}").unwrap().own);
    assert_eq!(text("2026-02-25"), "Salut Amine B., IPTV 1 mois : 28/02/2026");
    messages::reset_template(book, on("2026-02-25"), MessageKind::Days3, Language::Fr).unwrap();
    assert_eq!(text("2026-02-25"), given);
}

#[test]
fn several_renewals_answer_each_for_itself_where_credit_ends() {
    let shop = renewing("6");
    let sell = |date: &str| {
        let sale = shop.shop.sell(sale_of(&shop.product, "1", Some(shop.customer), &[(CASH, "")]), date).unwrap();
        sale.subscriptions[0].id
    };
    let second = sell("2026-02-01");
    let ids = [shop.first, second];
    let renewals = sales::renew_all(&shop.shop.book, on("2026-02-20"), Some("all"), &ids, &paid()).unwrap();
    assert!(renewals[0].sale.is_some());
    assert_eq!(renewals[1].error.as_ref().map(|e| e.code), Some(ErrorCode::InsufficientCredit));
    // The same click again: what went through stays, what did not is still refused.
    let again = sales::renew_all(&shop.shop.book, on("2026-02-20"), Some("all"), &ids, &paid()).unwrap();
    assert_eq!(again[0].sale, renewals[0].sale);
    assert!(again[1].error.is_some());
    shop.shop.expect_sound();
}

#[test]
fn credit_that_was_sold_beyond_lasts_no_day() {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "2", "480", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let sell = |date: &str| {
        let overdraft = Some("recharge ce soir".into());
        let input = sales::SaleInput { allow_overdraft: overdraft, ..sale_of(&product, "1", None, &[(CASH, "")]) };
        shop.sell(input, date).unwrap();
    };
    let lasts = |date: &str| {
        let runway = shop.book.read(|c| platforms::get(c, &on(date), platform)).unwrap().runway_days;
        let outlook = shop.book.read(|c| platforms::outlook(c, &on(date))).unwrap();
        (runway, outlook.first().and_then(|outlook| outlook.lasts_days))
    };
    // At nothing it is the next renewal that falls short, on the 20th.
    sell("2026-01-20");
    assert_eq!(lasts("2026-02-10"), (Some(0), Some(10)));
    sell("2026-01-21");
    assert_eq!(lasts("2026-02-10"), (Some(0), Some(0)));
    // Whatever was used of late.
    assert_eq!(lasts("2026-06-10"), (Some(0), None));
}

#[test]
fn the_outlook_counts_the_renewals_coming_due() {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "20", "4800", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let sell = |date: &str| shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), date).unwrap();
    for date in ["2026-01-05", "2026-01-08", "2026-01-08", "2026-01-20"] {
        sell(date);
    }
    let outlook = |date: &str| shop.book.read(|c| platforms::outlook(c, &on(date))).unwrap();
    let shown = |date: &str| {
        let all = outlook(date);
        let one = all.first().map(|o| (o.renewals_7, o.credit_7.to_string(), o.renewals_30, o.credit_30.to_string()));
        (one, all.first().and_then(|o| o.lasts_days))
    };
    // They end on 5, 8, 8 and 20 February; 12.00 are left.
    assert_eq!(shown("2026-02-01"), (Some((3, "6.00".into(), 4, "8.00".into())), None));
    shop.adjust(platform, "5", "2026-02-01").unwrap();
    assert_eq!(shown("2026-02-01").1, Some(7), "the third takes what is no longer there");
    // Renewed, paused and cancelled ones are not waited for.
    let waiting = |n: usize| {
        shop.book.read(|c| subscriptions::list(c, &on("2026-02-01"), &SubscriptionsQuery::default())).unwrap()[n].id
    };
    let (first, second, third) = (waiting(0), waiting(1), waiting(2));
    let paid = RenewalInput {
        payments: vec![PaymentInput { method_id: CASH, amount: String::new() }],
        ..RenewalInput::default()
    };
    sales::renew(&shop.book, on("2026-02-01"), None, first, paid).unwrap();
    subscriptions::pause(&shop.book, on("2026-02-01"), second, String::new()).unwrap();
    subscriptions::cancel(&shop.book, on("2026-02-01"), third, "x".into()).unwrap();
    assert_eq!(shown("2026-02-01").0, Some((0, "0.00".into(), 1, "2.00".into())));
    // Taken up again ten days later it ends on the 18th.
    subscriptions::resume(&shop.book, on("2026-02-11"), second).unwrap();
    assert_eq!(shown("2026-02-11").0, Some((1, "2.00".into(), 3, "6.00".into())));
    assert!(outlook("2026-06-01").is_empty());
}

#[test]
fn what_is_overdrawn_lasts_no_day_more() {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "3", "720", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    for _ in 0..2 {
        let mut input = sale_of(&product, "1", None, &[(CASH, "")]);
        input.allow_overdraft = Some("plus tard".into());
        shop.sell(input, "2026-01-08").unwrap();
    }
    let lasts = |date: &str| shop.book.read(|c| platforms::outlook(c, &on(date))).unwrap()[0].lasts_days;
    // -1.00 is there, and the renewals come on 8 February only.
    assert_eq!(lasts("2026-02-01"), Some(0));
    shop.deposit(platform, "2", "480", "2026-02-01").unwrap();
    assert_eq!(lasts("2026-02-01"), Some(7));
}
