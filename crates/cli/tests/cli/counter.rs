//! Collecting and renewing, by their documents.

use crate::harness::Shop;

const SALE: &[&str] = &["--today", "2026-01-31", "sale", "record", "IPTV 1 mois", "--customer", "Amine"];

fn golden() -> Shop {
    let shop = Shop::golden();
    shop.json(&["customer", "add", "Amine", "--phone", "0550 12 34 56"]).done();
    shop
}

fn words<'a>(before: &[&'a str], behind: &[&'a str]) -> Vec<&'a str> {
    [before, behind].concat()
}

#[test]
fn a_customer_pays_over_his_sales_in_advance_and_from_that() {
    let shop = golden();
    shop.json(&words(SALE, &["--paid", "1000"])).done();
    shop.json(&words(SALE, &["--paid", "0"])).done();
    let pay = |rest: &[&str]| shop.json(&words(&["--today", "2026-02-01", "customer", "pay", "Amine"], rest));
    let some = pay(&["--amount", "4000"]).done();
    assert_eq!(some["customer"]["debt"], "4000.00");
    let over = pay(&["--amount", "4000.01"]).refused(1, "overpaid");
    assert_eq!(over["details"]["debt"], "4000.00");
    pay(&["--amount", " "]).refused(1, "bad_number");
    pay(&["--amount", "1", "--sale", "V-2026-00009"]).refused(1, "unknown_sale");
    let kept = pay(&["--amount", "5000", "--keep-rest", "--key", "k"]).done();
    assert_eq!((&kept["customer"]["debt"], &kept["customer"]["credit"]), (&"0.00".into(), &"1000.00".into()));
    assert_eq!(pay(&["--amount", "5000", "--keep-rest", "--key", "k"]).done(), kept);
    shop.json(&words(SALE, &["--paid", "1000", "--method", "customer_credit"])).done();
    shop.json(&words(SALE, &["--paid", "1", "--method", "customer_credit"])).refused(1, "advance_short");
    shop.json(&["customer", "give-back", "Amine"]).refused(1, "out_of_range");
    let debts = shop.json(&["--today", "2026-03-15", "report", "debts"]).done();
    assert_eq!((&debts["rows"][0]["days_31_60"], &debts["total"]["debt"]), (&"3500.00".into(), &"3500.00".into()));
    assert_eq!(shop.json(&["report", "debts", "--on", "2026-01-30"]).done()["rows"].as_array().unwrap().len(), 0);
    shop.json(&["report", "debts", "--on", "2126-01-30"]).refused(1, "future_date");
    let promise = ["--today", "2026-03-15", "customer", "promise", "Amine", "--on", "2026-03-20"];
    assert_eq!(shop.json(&promise).done()["promise"]["promised_on"], "2026-03-20");
    assert!(shop.json(&promise[..5]).done()["promise"].is_null());
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
}

#[test]
fn a_subscription_is_renewed_from_its_end() {
    let shop = golden();
    shop.json(SALE).done();
    let id = shop.json(&["subscription", "list"]).done()["subscriptions"][0]["id"].as_str().unwrap().to_owned();
    let renew = |today: &str, key: &str| shop.json(&["--today", today, "subscription", "renew", &id, "--key", key]);
    let sale = renew("2026-02-20", "k").done();
    let term = &sale["sale"]["subscriptions"][0];
    assert_eq!((&term["starts_on"], &term["ends_on"]), (&"2026-02-28".into(), &"2026-03-28".into()));
    assert_eq!((&sale["sale"]["number"], &sale["sale"]["status"]), (&"V-2026-00002".into(), &"paid".into()));
    assert_eq!(renew("2026-02-20", "k").done(), sale);
    let again = renew("2026-02-20", "other").refused(1, "already_renewed");
    assert_eq!(again["details"]["number"], "V-2026-00002");
    shop.json(&["subscription", "renew", "77"]).refused(1, "unknown_subscription");
    shop.json(&["subscription", "renew", "abc"]).refused(1, "unknown_subscription");
    let next = term["id"].as_str().unwrap();
    let paused = shop.json(&["--today", "2026-03-10", "subscription", "pause", next]).done();
    assert_eq!(paused["subscription"]["state"], "paused");
    let resumed = shop.json(&["--today", "2026-03-20", "subscription", "resume", next]).done();
    assert_eq!(resumed["subscription"]["ends_on"], "2026-04-07");
    shop.json(&["customer", "add", "Nadia"]).done();
    let passed = shop.json(&["--today", "2026-03-21", "subscription", "transfer", next, "--to", "Nadia"]).done();
    assert_eq!(passed["subscription"]["customer"], "Nadia");
    shop.json(&["--today", "2026-03-22", "subscription", "cancel", next, "--reason", "rendu"]).done();
    shop.json(&["--today", "2026-03-23", "subscription", "renew", next]).refused(1, "subscription_cancelled");
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
}

#[test]
fn a_supplier_is_paid_later() {
    let shop = golden();
    shop.json(&["platform", "deposit", "Panel", "--credit", "10", "--cost", "2400", "--paid", "400"]).done();
    let paid = shop.json(&["platform", "pay", "Panel", "--amount", "1500", "--method", "ccp", "--key", "k"]).done();
    assert_eq!(paid["platform"]["supplier_debt"], "500.00");
    shop.json(&["platform", "pay", "Panel", "--amount", "500.01"]).refused(1, "overpaid");
    assert_eq!(shop.json(&["platform", "pay", "Panel"]).done()["platform"]["supplier_debt"], "0.00");
}

#[test]
fn a_cancellation_says_what_becomes_of_credit_and_money() {
    let shop = golden();
    let sale = shop.json(SALE).done();
    let line = sale["sale"]["lines"][0]["id"].as_str().unwrap();
    let cancel = |rest: &[&str]| {
        shop.json(&words(&["--today", "2026-02-01", "sale", "cancel", "V-2026-00001", "--reason", "non livré"], rest))
    };
    cancel(&["--keep-credit", "--method", "cash"]).refused(2, "wrong_usage");
    cancel(&["--line", "999"]).refused(1, "already_cancelled");
    let cancelled = cancel(&["--line", line, "--lost", "--keep-credit"]).done();
    assert_eq!((&cancelled["sale"]["status"], &cancelled["sale"]["profit"]), (&"cancelled".into(), &"-3083.33".into()));
    assert_eq!(shop.json(&["customer", "list"]).done()["customers"][0]["credit"], "4500.00");
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
}

#[test]
fn a_sale_is_corrected_in_one_step() {
    let shop = golden();
    shop.json(&words(SALE, &["--paid", "1000"])).done();
    let correct = |rest: &[&str]| {
        shop.json(&words(&["--today", "2026-02-01", "sale", "correct", "V-2026-00001", "--reason", "prix"], rest))
    };
    correct(&["--line", "2", "--price", "4000"]).refused(1, "out_of_range");
    let sale = correct(&["--price", "4000", "--paid", "4000", "--key", "k"]).done();
    assert_eq!((&sale["sale"]["total"], &sale["sale"]["debt"]), (&"4000.00".into(), &"0.00".into()));
    assert_eq!(sale["sale"]["corrects"]["number"], "V-2026-00001");
    assert_eq!(correct(&["--price", "4000", "--paid", "4000", "--key", "k"]).done(), sale);
    correct(&["--price", "4100"]).refused(1, "already_cancelled");
    let receipt = shop.json(&["sale", "receipt", "V-2026-00002"]).done();
    assert_eq!((&receipt["receipt"]["paid"], &receipt["receipt"]["balance"]), (&"4000.00".into(), &"0.00".into()));
    assert!(receipt["receipt"].get("cost").is_none());
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
}

#[test]
fn codes_come_from_a_file_and_go_with_sales() {
    let shop = golden();
    let list = shop.file("codes.txt");
    std::fs::write(&list, "AAAA-0001\r\n\r\nAAAA-0002\nAAAA 0001\n").unwrap();
    let import = ["product", "codes", "IPTV 1 mois", "--import", list.to_str().unwrap()];
    let imported = shop.json(&import).done();
    assert_eq!((&imported["added"], &imported["refused"][0]["line"]), (&2.into(), &4.into()));
    assert_eq!(imported["refused"][0]["reason"], "repeated");
    shop.json(SALE).done();
    let seen = shop.json(&["sale", "codes", "V-2026-00001"]).done();
    assert_eq!(seen["codes"][0]["content"], "AAAA-0001");
    shop.json(SALE).done();
    shop.json(SALE).refused(1, "codes_short");
    shop.json(&words(SALE, &["--without-codes"])).done();
    let codes = shop.json(&["product", "codes", "IPTV 1 mois"]).done();
    assert_eq!((&codes["codes"][0]["state"], &codes["codes"][0]["masked"]), (&"sold".into(), &"••••0001".into()));
    assert_eq!(shop.json(&["product", "list"]).done()["products"][0]["codes"], 0);
    shop.json(&["product", "codes", "IPTV 1 mois", "--import", "/nowhere.txt"]).refused(1, "file_missing");
}

#[test]
fn the_till_is_closed_with_what_was_counted() {
    let shop = golden();
    shop.json(SALE).done();
    let till = |words_of: &[&str]| shop.json(&words(&["--today", "2026-01-31", "till"], words_of));
    let shown = till(&["show"]).done();
    assert_eq!(
        (&shown["till"]["lines"][0]["method"], &shown["till"]["lines"][0]["expected"]),
        (&"cash".into(), &"4500.00".into())
    );
    till(&["close", "--count", "cash=4400"]).refused(1, "gap_unexplained");
    till(&["close", "--count", "vent=1"]).refused(1, "unknown_method");
    let closed = till(&["close", "--count", "cash=4400", "--comment", "cash=rendu = 100", "--keep", "cash=400"]).done();
    assert_eq!(
        (&closed["closing"]["gap"], &closed["closing"]["lines"][0]["kept"]),
        (&"-100.00".into(), &"400.00".into())
    );
    assert_eq!(till(&["show"]).done()["till"]["lines"][0]["opening"], "400.00");
    assert_eq!(till(&["list"]).done()["closings"].as_array().unwrap().len(), 1);
    assert_eq!(shop.json(&["methods"]).done()["methods"][1]["code"], "baridimob");
}

#[test]
fn two_customers_become_one() {
    let shop = golden();
    shop.json(&["customer", "add", "Amine Ben", "--phone", "+213550123456"]).done();
    let found = shop.json(&["customer", "duplicates"]).done();
    assert_eq!(found["duplicates"][0]["phone"], "+213550123456");
    shop.json(&words(SALE, &["--paid", "1000"])).done();
    let merged = shop.json(&["customer", "merge", "Amine", "--into", "Amine Ben"]).done();
    assert_eq!((&merged["customer"]["name"], &merged["customer"]["debt"]), (&"Amine Ben".into(), &"3500.00".into()));
    assert_eq!(shop.json(&["customer", "statement", "Amine"]).done()["debt"], "3500.00");
    shop.json(&["customer", "merge", "Amine", "--into", "Amine Ben"]).refused(1, "customer_merged");
    let file = shop.file("releve.csv");
    let written = shop.json(&["customer", "statement", "Amine", "--out", file.to_str().unwrap()]).done();
    assert_eq!(written["rows"], 2);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("31/01/2026;sale;V-2026-00001;4500,00;4500,00"), "{text}");
}

#[test]
fn what_stands_under_the_shops_name_is_set_field_by_field() {
    let shop = golden();
    let head = |words: &[&str]| shop.json(&[&["settings"], words].concat()).done()["settings"].clone();
    assert_eq!(head(&[])["letterhead"]["address"], "");
    let set = head(&["--address", "12, rue Didouche", "--phone", "0550 12 34 56", "--line", "NIF 0016"]);
    assert_eq!((&set["name"], &set["letterhead"]["phone"]), (&"Boutique".into(), &"+213550123456".into()));
    let named = head(&["--name", "Boutique du centre"]);
    assert_eq!((&named["name"], &named["letterhead"]), (&"Boutique du centre".into(), &set["letterhead"]));
    assert_eq!(head(&["--line", ""])["letterhead"]["line"], "");
    let refused = shop.json(&["settings", "--phone", "rue"]).refused(1, "out_of_range");
    assert_eq!(refused["details"]["field"], "phone");
    shop.json(SALE).done();
    let receipt = shop.json(&["sale", "receipt", "V-2026-00001"]).done();
    assert_eq!(receipt["receipt"]["head"]["letterhead"]["address"], "12, rue Didouche");
}

#[test]
fn ways_to_pay_are_added_changed_and_put_aside() {
    let shop = golden();
    let added = shop.json(&["method", "add", "PayPal", "--fee", "3,4"]).done();
    assert_eq!((&added["method"]["code"], &added["method"]["fee_rate"]), (&"paypal".into(), &"3.40".into()));
    shop.json(&["method", "add", "virement"]).refused(1, "name_taken");
    let sale = shop.json(&words(SALE, &["--method", "paypal"])).done();
    assert_eq!(sale["sale"]["fees"], "153.00");
    let set = shop.json(&["method", "set", "baridimob", "--fee", "2"]).done();
    assert_eq!((&set["method"]["fee_rate"], &set["method"]["name"]), (&"2.00".into(), &"".into()));
    shop.json(&["method", "set", "baridimob", "--fee", "-2"]).refused(1, "out_of_range");
    assert_eq!(shop.json(&["method", "archive", "PayPal"]).done()["method"]["archived"], true);
    shop.json(&words(SALE, &["--method", "paypal"])).refused(1, "archived");
    assert_eq!(shop.json(&["method", "archive", "PayPal", "--undo"]).done()["method"]["archived"], false);
    shop.json(&["method", "archive", "cash"]).refused(1, "method_needed");
    shop.json(&["method", "set", "customer_credit", "--fee", "1"]).refused(1, "unknown_method");
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
}
