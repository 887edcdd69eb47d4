//! Keys: a retry never posts twice, and a key is not used for two things.

use crate::harness::Shop;

#[test]
fn a_sale_is_recorded_once() {
    let shop = Shop::golden();
    let record = ["--today", "2026-01-31", "sale", "record", "IPTV 1 mois", "--key", "k-1"];
    let first = shop.json(&record).done();
    let second = shop.json(&record).done();
    assert_eq!(first, second);
    assert_eq!(shop.sales(), 1);
    let other = shop.json(&[&record[..], &["--qty", "2"]].concat()).refused(1, "key_reused");
    assert_eq!(other["details"]["key"], "k-1");
    shop.json(&["platform", "adjust", "Panel", "--balance", "1", "--reason", "x", "--key", "k-1"])
        .refused(1, "key_reused");
    assert_eq!(shop.sales(), 1);
    assert_eq!(shop.balance().0, "287.50");
}

#[test]
fn a_refusal_does_not_use_up_a_key() {
    let shop = Shop::golden();
    let record = ["sale", "record", "IPTV 1 mois", "--qty", "25", "--key", "k-1"];
    shop.json(&record).refused(1, "insufficient_credit");
    shop.json(&["platform", "deposit", "Panel", "--credit", "50", "--cost", "12000"]).done();
    shop.json(&record).done();
    assert_eq!(shop.sales(), 1);
}

#[test]
fn deposits_corrections_payments_and_cancellations_too() {
    let shop = Shop::golden();
    let twice = |words: &[&str]| {
        let first = shop.json(words).done();
        assert_eq!(first, shop.json(words).done(), "{words:?}");
        first
    };
    let day = ["--today", "2026-01-31"];
    twice(&[&day[..], &["platform", "deposit", "Panel", "--credit", "10", "--cost", "2500", "--key", "d"]].concat());
    assert_eq!(shop.balance().0, "310.00");
    twice(&[&day[..], &["platform", "adjust", "Panel", "--balance", "300", "--reason", "x", "--key", "a"]].concat());
    shop.json(&[&day[..], &["sale", "record", "IPTV 1 mois", "--paid", "1000"]].concat()).done();
    let pay = ["sale", "pay", "V-2026-00001", "--amount", "500", "--method", "cash", "--key", "p"];
    assert_eq!(twice(&[&day[..], &pay[..]].concat())["sale"]["debt"], "3000.00");
    let cancel = ["sale", "cancel", "V-2026-00001", "--reason", "x", "--key", "c"];
    twice(&[&day[..], &cancel[..]].concat());
    assert_eq!(shop.balance().0, "300.00");
}
