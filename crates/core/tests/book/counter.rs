//! The rest of the counter: the offer that costs least, delivered access, suppliers' debts and the morning round.

use rasid_core::ErrorCode;
use rasid_core::catalog::{self, OfferInput, Product, ProductInput, ProductKind};
use rasid_core::ids::PlatformId;
use rasid_core::messages;
use rasid_core::platforms::{
    self, DepositInput, PaidQuery, PaidSupplier, PanelInput, SupplierAccount, SupplierPayment,
};
use rasid_core::sales::{self, Access, AccessKind, SaleInput};
use rasid_core::subscriptions;

use crate::shop::{BARIDIMOB, CASH, Shop, day, on, sale_of};

fn offered_on(shop: &Shop, offers: &[(PlatformId, &str)]) -> Product {
    let input = ProductInput {
        name: "Netflix 1 mois".into(),
        kind: ProductKind::Subscription,
        category: String::new(),
        price: "2000".into(),
        term_months: Some(1),
        term_days: None,
        note: String::new(),
        offers: offers
            .iter()
            .map(|(platform_id, credit)| OfferInput {
                platform_id: *platform_id,
                credit: (*credit).into(),
                is_default: false,
            })
            .collect(),
    };
    catalog::add(&shop.book, on("2026-01-01"), input).unwrap()
}

fn owed(shop: &Shop, platform: PlatformId, cost: &str, paid: &str, date: &str) {
    let input = DepositInput {
        platform_id: platform,
        credit: "100".into(),
        bonus: String::new(),
        cost: cost.into(),
        paid: Some(paid.into()),
        method_id: None,
        date: None,
        note: String::new(),
    };
    platforms::deposit(&shop.book, on(date), None, input).unwrap();
}

fn panel(platform_id: PlatformId, balance: &str) -> PanelInput {
    PanelInput { platform_id, balance: balance.into(), reason: String::new(), seen: None }
}

#[test]
fn a_line_takes_the_offer_that_costs_least_and_has_enough() {
    let shop = Shop::new();
    let [dear, cheap] = ["Dear", "Cheap"].map(|name| shop.platform(name, "USD", 2).id);
    shop.deposit(dear, "100", "25000", "2026-01-01").unwrap();
    shop.deposit(cheap, "10", "2000", "2026-01-01").unwrap();
    // 5.00 at 250.00 is dearer than 6.00 at 200.00.
    let product = offered_on(&shop, &[(dear, "5"), (cheap, "6")]);
    let asked = |cheapest: bool| {
        let input = SaleInput { cheapest, ..sale_of(&product, "1", None, &[(CASH, "")]) };
        sales::quote(&shop.book, on("2026-01-02"), &input).unwrap()
    };
    assert_eq!(asked(false).lines[0].platform_id, Some(dear), "nothing said: the default");
    let quote = asked(true);
    assert_eq!((quote.lines[0].platform_id, quote.cost.to_string()), (Some(cheap), "1200.00".into()));
    let offers: Vec<_> = quote.lines[0].offers.iter().map(|o| (o.platform_id, o.cost.to_string(), o.enough)).collect();
    assert_eq!(offers, [(dear, "1250.00".into(), true), (cheap, "1200.00".into(), true)]);
    // Two lines: the first leaves too little of the cheap one.
    let mut two = SaleInput { cheapest: true, ..sale_of(&product, "1", None, &[(CASH, "")]) };
    two.lines.push(two.lines[0].clone());
    let sale = shop.sell(two, "2026-01-02").unwrap();
    let taken: Vec<_> = sale.lines.iter().map(|l| l.platform_id).collect();
    assert_eq!(taken, [Some(cheap), Some(dear)]);
    shop.expect_sound();
}

#[test]
fn access_is_kept_with_its_line_and_told_in_a_message() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let customer = shop.customer("Amine B.", "0550 12 34 56");
    let sale = shop.sell(sale_of(&product, "1", Some(customer), &[(CASH, "")]), "2026-01-31").unwrap();
    let (id, line) = (sale.row.id, sale.lines[0].id);
    let message = || messages::of_access(&shop.book, on("2026-01-31"), id);
    assert_eq!(message().unwrap_err().code, ErrorCode::MissingRequired);
    let access = |content: &str| Access { kind: AccessKind::Login, content: content.into() };
    let given = vec![access("amine / s3cret"), Access { kind: AccessKind::Pin, content: "0042".into() }];
    let kept = sales::set_access(&shop.book, on("2026-01-31"), line, given.clone()).unwrap();
    assert_eq!(kept.lines[0].access, given);
    let message = message().unwrap().remove(0);
    assert_eq!(message.phone, "+213550123456");
    assert!(message.text.contains("amine / s3cret\n0042\nFin : 28/02/2026"), "{}", message.text);
    let empty = sales::set_access(&shop.book, on("2026-01-31"), line, vec![access(" ")]).unwrap_err();
    assert_eq!((empty.code, empty.details["field"].as_str()), (ErrorCode::MissingRequired, "access.0.content"));
    assert_eq!(shop.sale(id).lines[0].access, given, "a refusal leaves what was there");
    let told: i64 = shop
        .book
        .read(|c| {
            let sql = "SELECT count(*) FROM audit WHERE instr(before, 's3cret') OR instr(after, 's3cret')";
            Ok(c.query_row(sql, [], |r| r.get(0))?)
        })
        .unwrap();
    assert_eq!(told, 0, "the journal of changes holds no secret");
    shop.expect_sound();
}

#[test]
fn access_goes_to_who_holds_the_subscription_now() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "2", "4500", Some(1));
    let (buyer, friend) = (shop.customer("Amine B.", "0550 12 34 56"), shop.customer("Nadia K.", "0661 00 00 01"));
    let mut input = sale_of(&product, "1", Some(buyer), &[(CASH, "")]);
    input.lines.push(input.lines[0].clone());
    let sale = shop.sell(input, "2026-01-31").unwrap();
    let lines: Vec<_> = sale.lines.iter().map(|line| line.id).collect();
    for (line, login) in lines.iter().zip(["one / 1", "two / 2"]) {
        let access = vec![Access { kind: AccessKind::Login, content: login.into() }];
        sales::set_access(&shop.book, on("2026-01-31"), *line, access).unwrap();
    }
    let messages = || messages::of_access(&shop.book, on("2026-02-02"), sale.row.id).unwrap();
    let both = messages();
    assert_eq!((both.len(), both[0].to.as_str()), (1, "Amine B."));
    assert!(both[0].text.contains("one / 1") && both[0].text.contains("two / 2"));
    subscriptions::transfer(&shop.book, on("2026-02-01"), sale.subscriptions[1].id, friend, String::new()).unwrap();
    let apart = messages();
    let to: Vec<_> = apart.iter().map(|m| (m.to.as_str(), m.phone.as_str(), m.text.contains("two / 2"))).collect();
    assert_eq!(to, [("Amine B.", "+213550123456", false), ("Nadia K.", "+213661000001", true)]);
    assert!(apart[1].text.contains("Nadia K.") && !apart[1].text.contains("one / 1"));
}

#[test]
fn a_supplier_is_paid_over_his_oldest_deposits() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2).id;
    owed(&shop, platform, "10000", "4000", "2026-01-01");
    owed(&shop, platform, "8000", "0", "2026-01-10");
    let pay = |amount: &str, key: &str| {
        let input = SupplierPayment {
            platform_id: platform,
            method_id: BARIDIMOB,
            amount: amount.into(),
            note: "reçu 7".into(),
        };
        let quote = platforms::supplier_quote(&shop.book, on("2026-01-20"), &input);
        (quote, platforms::pay_supplier(&shop.book, on("2026-01-20"), Some(key), input))
    };
    for bad in ["0", "-1"] {
        assert_eq!(pay(bad, "bad").1.unwrap_err().code, ErrorCode::OutOfRange);
    }
    assert_eq!(pay("14000.01", "over").1.unwrap_err().details["debt"], "14000.00");
    assert_eq!(pay("0", "bad").0.unwrap_err().details["min"], "0.01");
    let (quote, paid) = pay("7000", "k");
    let quote = quote.unwrap();
    assert_eq!((quote.fee.to_string(), quote.debt_after.to_string()), ("105.00".into(), "7000.00".into()));
    assert_eq!(paid.unwrap().supplier_debt.to_string(), "7000.00");
    assert_eq!(pay("7000", "k").1.unwrap().supplier_debt.to_string(), "7000.00", "a key pays once");
    assert_eq!(pay("", "rest").1.unwrap().supplier_debt.to_string(), "0.00");
    assert_eq!(pay("", "more").1.unwrap_err().code, ErrorCode::NothingOwed);
    shop.expect_sound();
}

#[test]
fn what_was_paid_to_a_supplier_is_told_as_it_was_handed_over() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2).id;
    let other = shop.platform("Autre", "USD", 2).id;
    owed(&shop, platform, "10000", "4000", "2026-01-01");
    owed(&shop, platform, "8000", "0", "2026-01-10");
    owed(&shop, other, "500", "500", "2026-01-10");
    let pay = |amount: &str, method_id, date: &str, minute: i64| {
        let input = SupplierPayment { platform_id: platform, method_id, amount: amount.into(), note: "reçu 7".into() };
        let now = rasid_core::time::Instant::from_millis(1_767_225_600_000 + minute);
        let caller = rasid_core::Caller { now, ..on(date) };
        platforms::pay_supplier(&shop.book, caller, None, input).unwrap();
    };
    pay("7000", BARIDIMOB, "2026-01-20", 1);
    pay("500", BARIDIMOB, "2026-01-20", 2);
    pay("1500", CASH, "2026-01-21", 3);
    let account = |from: Option<&str>, to: Option<&str>| {
        let query = PaidQuery { platform_id: platform, from: from.map(day), to: to.map(day) };
        shop.book.read(|c| platforms::supplier_account(c, &query)).unwrap()
    };
    let all = account(None, None);
    let told = |account: &SupplierAccount| -> Vec<String> {
        let of = |paid: &PaidSupplier| {
            let parts: Vec<_> = paid.deposits.iter().map(|d| format!("{} {}/{}", d.date, d.amount, d.due)).collect();
            format!("{} {} {} {} [{}] {}", paid.date, paid.method, paid.amount, paid.fee, parts.join(", "), paid.note)
        };
        account.payments.iter().map(of).collect()
    };
    assert_eq!(
        told(&all),
        [
            "2026-01-21 cash 1500.00 0.00 [2026-01-10 1500.00/8000.00] reçu 7",
            "2026-01-20 baridimob 500.00 7.50 [2026-01-10 500.00/8000.00] reçu 7",
            "2026-01-20 baridimob 7000.00 105.00 [2026-01-01 6000.00/10000.00, 2026-01-10 1000.00/8000.00] reçu 7",
            "2026-01-01 cash 4000.00 0.00 [2026-01-01 4000.00/10000.00] ",
        ]
    );
    assert_eq!((all.paid.to_string(), all.debt.to_string()), ("13000.00".into(), "5000.00".into()));
    assert_eq!(
        all.open.iter().map(|d| (d.date, d.debt.to_string())).collect::<Vec<_>>(),
        [(day("2026-01-10"), "5000.00".into())]
    );
    let some = account(Some("2026-01-02"), Some("2026-01-20"));
    assert_eq!((told(&some), some.paid.to_string()), (told(&all)[1..3].to_vec(), "7500.00".into()));
    assert_eq!(some.debt, all.debt, "what is due is due now");
    let wrong = PaidQuery { platform_id: platform, from: Some(day("2026-01-02")), to: Some(day("2026-01-01")) };
    assert!(shop.book.read(|c| platforms::supplier_account(c, &wrong)).is_err());
}

#[test]
fn a_payment_that_will_be_refused_is_not_quoted() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2).id;
    owed(&shop, platform, "10000", "0", "2026-01-10");
    let input = SupplierPayment { platform_id: platform, method_id: CASH, amount: "50".into(), note: String::new() };
    let early = on("2026-01-09");
    let quoted = platforms::supplier_quote(&shop.book, early, &input).unwrap_err();
    let paid = platforms::pay_supplier(&shop.book, early, None, input.clone()).unwrap_err();
    assert_eq!((quoted.code, &quoted.details["min"]), (ErrorCode::OutOfRange, &"2026-01-10".to_owned()));
    assert_eq!(quoted, paid);
    platforms::supplier_quote(&shop.book, on("2026-01-10"), &input).unwrap();
}

#[test]
fn a_deposit_says_the_least_that_it_takes() {
    let shop = Shop::new();
    let deposit = |decimals, credit: &str, bonus: &str| {
        let platform = shop.platform(&format!("{decimals} {credit} {bonus}"), "USD", decimals).id;
        shop.deposit_with(platform, credit, bonus, "100", "2026-01-01", None)
    };
    let least = |decimals, credit: &str, bonus: &str| {
        let refused = deposit(decimals, credit, bonus).unwrap_err();
        assert_eq!((refused.code, refused.details["field"].as_str()), (ErrorCode::OutOfRange, "credit"));
        refused.details["min"].clone()
    };
    for (decimals, smallest) in [(0, "1.00"), (2, "0.01"), (4, "0.0001")] {
        assert_eq!(least(decimals, "-5", ""), smallest);
        assert_eq!(least(decimals, "0", "0"), smallest);
        deposit(decimals, smallest.trim_end_matches(".00"), "").unwrap();
    }
    // Beside a bonus it may be nothing, but not less.
    assert_eq!(least(2, "-5", "10"), "0.00");
    deposit(2, "0", "10").unwrap();
}

#[test]
fn the_morning_round_brings_in_every_gap_at_once_or_none() {
    let shop = Shop::new();
    let [first, second, third] = ["A", "B", "C"].map(|name| shop.platform(name, "USD", 2).id);
    for platform in [first, second, third] {
        shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    }
    let round = |panels: Vec<PanelInput>, reason: &str| {
        platforms::round_record(&shop.book, on("2026-01-02"), None, panels, reason.into())
    };
    let panels = || vec![panel(first, "98.5"), panel(second, "100,00"), panel(third, "")];
    let refused = round(panels(), "").unwrap_err();
    assert_eq!((refused.code, refused.details["field"].as_str()), (ErrorCode::MissingRequired, "panels.0.reason"));
    let half = vec![panel(first, "98.5"), panel(second, "-3")];
    assert_eq!(round(half, "matin").unwrap_err().details["field"], "panels.1.balance");
    assert_eq!(shop.pool(first).0, "100.00", "nothing half done");
    let quote = platforms::round_quote(&shop.book, &panels()).unwrap();
    let gaps: Vec<_> = quote.iter().map(|gap| (gap.panel.is_some(), gap.gap.to_string())).collect();
    assert_eq!(gaps, [(true, "-1.50".into()), (true, "0.00".into()), (false, "0.00".into())]);
    round(panels(), "matin").unwrap();
    assert_eq!(shop.pool(first), ("98.50".into(), "23640.00".into()));
    assert_eq!(round(vec![panel(second, "100")], "matin").unwrap_err().code, ErrorCode::NothingToChange);
    shop.expect_sound();
}

#[test]
fn what_was_sold_since_a_panel_was_looked_at_is_no_gap() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "10", "4500", Some(1));
    shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-02").unwrap();
    let looked = PanelInput { seen: Some("100.00".into()), ..panel(platform, "100") };
    let refused =
        platforms::round_record(&shop.book, on("2026-01-02"), None, vec![looked], "matin".into()).unwrap_err();
    assert_eq!((refused.code, refused.details["balance"].as_str()), (ErrorCode::BalanceMoved, "90.00"));
    assert_eq!(shop.pool(platform).0, "90.00");
}

#[test]
fn a_gap_of_one_product_is_explained_by_its_price() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "8", "4500", Some(1));
    for _ in 0..3 {
        shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-02").unwrap();
    }
    let guess =
        |balance: &str| platforms::round_quote(&shop.book, &[panel(platform, balance)]).unwrap().remove(0).price;
    // The book says 76.00; the panel took 8.50 each.
    let price = guess("74.50").unwrap();
    assert_eq!((price.pieces, price.price.to_string(), price.seems.to_string()), (3, "8.00".into(), "8.50".into()));
    platforms::accept_price(&shop.book, on("2026-01-03"), platform, product.id, "8.50".into()).unwrap();
    assert_eq!(guess("74.50"), None, "what was accepted is not proposed again");
    assert_eq!(guess("74.51"), None, "no price of two decimals explains it");
    assert_eq!(guess("40"), None, "nor one of 20.00");
    let other = shop.product("IPTV 3 mois", platform, "8", "9000", Some(3));
    for _ in 0..3 {
        shop.sell(sale_of(&other, "1", None, &[(CASH, "")]), "2026-01-02").unwrap();
    }
    assert_eq!(guess("49"), None, "two products would explain it");
    let now = shop.book.read(|c| catalog::get(c, &on("2026-01-03"), product.id)).unwrap();
    let before = shop.book.read(|c| catalog::get(c, &on("2026-01-02"), product.id)).unwrap();
    assert_eq!((now.offers[0].credit.to_string(), before.offers[0].credit.to_string()), ("8.50".into(), "8.00".into()));
    let unknown = platforms::accept_price(&shop.book, on("2026-01-03"), PlatformId(99), product.id, "1".into());
    assert!(unknown.is_err());
    shop.expect_sound();
}
