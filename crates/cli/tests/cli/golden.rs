//! The golden example, and the ways to say a sale.

use crate::harness::Shop;

const SALE: &[&str] = &["--today", "2026-01-31", "sale", "record", "IPTV 1 mois"];

#[test]
fn the_golden_example() {
    let shop = Shop::golden();
    let sale = shop.json(SALE).done()["sale"].clone();
    for (field, value) in [
        ("number", "V-2026-00001"),
        ("total", "4500.00"),
        ("cost", "3083.33"),
        ("fees", "0.00"),
        ("profit", "1416.67"),
        ("paid", "4500.00"),
        ("debt", "0.00"),
        ("status", "paid"),
        ("date", "2026-01-31"),
    ] {
        assert_eq!(sale[field], value, "{field}");
    }
    assert_eq!(sale["lines"].as_array().unwrap().len(), 1);
    assert_eq!(sale["lines"][0]["credit"], "12.50");
    assert_eq!(shop.balance(), ("287.50".into(), "70916.67".into()));

    let ledger = shop.json(&["platform", "movements", "panel"]).done();
    let ledger = ledger["movements"].as_array().unwrap().clone();
    assert_eq!(ledger.iter().map(|m| m["seq"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(ledger[2]["balance_after"], "287.50");
    assert_eq!(ledger[2]["value_after"], "70916.67");
    assert_eq!(ledger[2]["reference"], "V-2026-00001");
    assert_eq!(ledger[2]["hash"].as_str().unwrap().len(), 64);

    let subscriptions = shop.json(&["--today", "2026-02-25", "subscription", "list"]).done();
    let one = &subscriptions["subscriptions"][0];
    assert_eq!((&one["starts_on"], &one["ends_on"]), (&"2026-01-31".into(), &"2026-02-28".into()));
    assert_eq!((&one["state"], &one["sale"]), (&"expiring".into(), &"V-2026-00001".into()));
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
}

#[test]
fn a_ledger_is_cut_by_days_both_included() {
    let shop = Shop::golden();
    let seqs = |words: &[&str]| {
        let answer = shop.json(&[&["platform", "movements", "Panel"], words].concat()).done();
        answer["movements"].as_array().unwrap().iter().map(|m| m["seq"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(seqs(&["--from", "2026-01-20"]), [2]);
    assert_eq!(seqs(&["--to", "2026-01-10"]), [1]);
    assert_eq!(seqs(&["--from", "2026-01-10", "--to", "2026-01-20"]), [1, 2]);
    assert_eq!(seqs(&["--from", "2026-01-11", "--to", "2026-01-19"]), [0_i64; 0]);
}

#[test]
fn what_is_received_decides_what_is_owed() {
    let shop = Shop::golden();
    shop.json(&["customer", "add", "Amine", "--phone", "0550 12 34 56"]).done();
    let sold = |words: &[&str]| {
        let sale = shop.json(&[SALE, words].concat()).done()["sale"].clone();
        [&sale["paid"], &sale["debt"], &sale["status"]].map(|v| v.as_str().unwrap().to_owned())
    };
    assert_eq!(sold(&["--paid", "0"]), ["0.00", "4500.00", "unpaid"]);
    assert_eq!(sold(&["--paid", "1 500,50 DA", "--customer", "amine"]), ["1500.50", "2999.50", "partial"]);
    assert_eq!(sold(&["--paid", "5000"]), ["4500.00", "0.00", "paid"]);
    assert_eq!(sold(&["--price", "4000", "--qty", "2", "--paid", "8000"]), ["8000.00", "0.00", "paid"]);
    let by_mobile = shop.json(&[SALE, &["--method", "baridimob"]].concat()).done();
    assert_eq!(by_mobile["sale"]["fees"], "67.50");
    let statement = shop.json(&["customer", "statement", "Amine"]).done();
    assert_eq!(statement["debt"], "2999.50");
    assert_eq!(statement["lines"].as_array().unwrap().len(), 2);
}

#[test]
fn a_sale_below_its_cost_is_marked() {
    let shop = Shop::golden();
    let sale = shop.json(&[SALE, &["--price", "3000"]].concat()).done()["sale"].clone();
    assert_eq!((&sale["below_cost"], &sale["profit"]), (&true.into(), &"-83.33".into()));
    let said = shop.say(&[SALE, &["--price", "3000"]].concat());
    assert_eq!(said.out.lines().count(), 2, "{}", said.out);
}

#[test]
fn more_than_there_is_can_be_sold_for_a_reason() {
    let shop = Shop::golden();
    let refused = shop.json(&[SALE, &["--qty", "25"]].concat()).refused(1, "insufficient_credit");
    assert_eq!(refused["details"]["missing"], "12.50");
    shop.json(&[SALE, &["--qty", "25", "--allow-overdraft", " "]].concat()).refused(1, "insufficient_credit");
    let sale = shop.json(&[SALE, &["--qty", "25", "--allow-overdraft", "client pressé"]].concat()).done();
    assert_eq!(sale["sale"]["overdraft_reason"], "client pressé");
    assert_eq!(sale["sale"]["lines"][0]["provisional"], true);
    assert_eq!(shop.balance().0, "-12.50");
}

#[test]
fn a_debt_is_paid_and_a_sale_cancelled() {
    let shop = Shop::golden();
    shop.json(&[SALE, &["--paid", "1000"]].concat()).done();
    let paid = shop.json(&["sale", "pay", "v-2026-1", "--amount", "500", "--method", "ccp"]).done();
    assert_eq!(paid["sale"]["debt"], "3000.00");
    let over = shop.json(&["sale", "pay", "V-2026-00001", "--amount", "3000.01", "--method", "cash"]);
    assert_eq!(over.refused(1, "overpaid")["details"]["debt"], "3000.00");
    let cancelled = shop.json(&["sale", "cancel", "V-2026-00001", "--reason", "erreur"]).done();
    assert_eq!((&cancelled["sale"]["status"], &cancelled["sale"]["paid"]), (&"cancelled".into(), &"0.00".into()));
    assert_eq!(shop.balance(), ("300.00".into(), "74000.00".into()));
    shop.json(&["sale", "cancel", "V-2026-00001", "--reason", "encore"]).refused(1, "already_cancelled");
}

#[test]
fn a_panel_that_says_otherwise_is_believed() {
    let shop = Shop::golden();
    let moved = shop.json(&["platform", "adjust", "Panel", "--balance", "287.5", "--reason", "panneau"]).done();
    assert_eq!(moved["movement"]["credit"], "-12.50");
    assert_eq!(moved["movement"]["value_after"], "70916.67");
    let again = shop.json(&["platform", "adjust", "Panel", "--balance", "287.5", "--reason", "panneau"]);
    again.refused(1, "nothing_to_change");
}

#[test]
fn long_lists_are_whole() {
    let shop = Shop::new();
    shop.json(&["platform", "add", "P", "--unit", "PTS", "--decimals", "0"]).done();
    let book = rasid_core::Book::open(&shop.book(), std::time::Duration::from_secs(5)).unwrap();
    let caller = book.caller(rasid_core::Actor::CommandLine, None).unwrap();
    for i in 0..1003 {
        let input = rasid_core::customers::CustomerInput { name: format!("Client {i:04}"), ..Default::default() };
        rasid_core::customers::add(&book, caller, input).unwrap();
        let input = rasid_core::platforms::AdjustInput {
            platform_id: rasid_core::ids::PlatformId(1),
            balance: (i + 1).to_string(),
            reason: "compte".into(),
        };
        rasid_core::platforms::adjust(&book, caller, None, input).unwrap();
    }
    let customers = shop.json(&["customer", "list"]).done()["customers"].as_array().unwrap().clone();
    assert_eq!((customers.len(), &customers[1002]["name"]), (1003, &"Client 1002".into()));
    assert_eq!(shop.json(&["customer", "list", "--search", "1002"]).done()["customers"].as_array().unwrap().len(), 1);
    let ledger = shop.json(&["platform", "movements", "P"]).done()["movements"].as_array().unwrap().clone();
    let seqs: Vec<i64> = ledger.iter().map(|m| m["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs, (1..=1003).collect::<Vec<_>>());
}
