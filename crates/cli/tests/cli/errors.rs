//! Refusals: their codes, exits and details.

use crate::harness::Shop;

#[test]
fn names_that_nothing_bears() {
    let shop = Shop::golden();
    for (words, code) in [
        (&["platform", "movements", "Autre"][..], "unknown_platform"),
        (&["platform", "deposit", "Autre", "--credit", "1", "--cost", "1"], "unknown_platform"),
        (&["platform", "deposit", "Panel", "--credit", "1", "--cost", "1", "--method", "or"], "unknown_method"),
        (&["product", "add", "X", "--platform", "Autre", "--cost", "1", "--price", "1"], "unknown_platform"),
        (&["sale", "record", "Autre"], "unknown_product"),
        (&["sale", "record", "IPTV 1 mois", "--customer", "Personne"], "unknown_customer"),
        (&["sale", "record", "IPTV 1 mois", "--platform", "Autre"], "unknown_platform"),
        (&["sale", "record", "IPTV 1 mois", "--method", "or"], "unknown_method"),
        (&["sale", "pay", "V-2026-00009", "--amount", "1", "--method", "cash"], "unknown_sale"),
        (&["sale", "cancel", "V-2026-00009", "--reason", "x"], "unknown_sale"),
        (&["customer", "statement", "99"], "unknown_customer"),
    ] {
        let error = shop.json(words).refused(1, code);
        assert!(error["details"]["value"].is_string(), "{words:?}");
    }
}

#[test]
fn a_product_without_an_offer_on_the_platform() {
    let shop = Shop::golden();
    shop.json(&["platform", "add", "Autre", "--unit", "EUR"]).done();
    let error = shop.json(&["sale", "record", "IPTV 1 mois", "--platform", "Autre"]).refused(1, "unknown_offer");
    assert_eq!((&error["details"]["platform"], &error["details"]["product"]), (&"Autre".into(), &"IPTV 1 mois".into()));
}

#[test]
fn names_that_are_taken_or_mean_several() {
    let shop = Shop::golden();
    shop.json(&["platform", "add", " PANEL ", "--unit", "USD"]).refused(1, "name_taken");
    shop.json(&["product", "add", "iptv 1 MOIS", "--platform", "Panel", "--cost", "1", "--price", "1"])
        .refused(1, "name_taken");
    shop.json(&["customer", "add", "Amine"]).done();
    let second = shop.json(&["customer", "add", "Amine"]).done();
    let id = second["customer"]["id"].as_str().unwrap().to_owned();
    shop.json(&["sale", "record", "IPTV 1 mois", "--customer", "Amine"]).refused(1, "ambiguous_name");
    let sale = shop.json(&["sale", "record", "IPTV 1 mois", "--customer", &id]).done();
    assert_eq!(sale["sale"]["customer_id"], id.as_str());
}

#[test]
fn amounts_that_are_none() {
    let shop = Shop::golden();
    let deposit = |flag: &str, text: &str| {
        let mut words =
            vec!["platform", "deposit", "Panel", "--credit", "1", "--cost", "100", "--paid", "1", "--bonus", "1"];
        let at = words.iter().position(|w| *w == flag).unwrap();
        words[at + 1] = text;
        shop.json(&words)
    };
    for text in ["abc", "", " ", "1e3", "0x10", "1,2,3", "NaN", "inf", "12.", "--1"] {
        for flag in ["--credit", "--cost", "--paid", "--bonus"] {
            if text == "--1" {
                deposit(flag, text).refused(2, "wrong_usage");
                continue;
            }
            let error = deposit(flag, text).refused(1, "bad_number");
            assert_eq!(error["details"]["field"], flag.trim_start_matches('-'), "{text}");
            assert_eq!(error["details"]["value"], text);
        }
    }
    deposit("--cost", "1.005").refused(1, "too_precise");
    deposit("--credit", "1.005").refused(1, "too_precise");
    deposit("--cost", "-5").refused(1, "out_of_range");
    deposit("--credit", "-5").refused(1, "out_of_range");
    deposit("--cost", "99999999999999999999999").refused(1, "out_of_range");
    deposit("--paid", "100.01").refused(1, "out_of_range");
    assert_eq!(shop.balance().0, "300.00");
}

#[test]
fn quantities_and_prices_that_are_none() {
    let shop = Shop::golden();
    let sale = |flag: &str, text: &str| shop.json(&["sale", "record", "IPTV 1 mois", flag, text]);
    for flag in ["--qty", "--price", "--paid"] {
        sale(flag, "abc").refused(1, "bad_number");
        sale(flag, "").refused(1, "bad_number");
        sale(flag, "-1").refused(1, "out_of_range");
    }
    sale("--qty", "0").refused(1, "out_of_range");
    sale("--qty", "1.5").refused(1, "too_precise");
    sale("--price", "0.001").refused(1, "too_precise");
    shop.json(&["sale", "record", "IPTV 1 mois", "--paid", "5000", "--method", "ccp"]).refused(1, "overpaid");
    assert_eq!(shop.sales(), 0);
}

#[test]
fn days_that_are_none() {
    let shop = Shop::golden();
    for text in ["2026-02-30", "31/01/2026", "hier", "", "2026-1-1"] {
        for words in [
            &["sale", "record", "IPTV 1 mois", "--date", text][..],
            &["platform", "deposit", "Panel", "--credit", "1", "--cost", "1", "--date", text],
            &["platform", "movements", "Panel", "--from", text],
            &["report", "profit", "--by", "day", "--to", text],
            &["platform", "list", "--today", text],
            &["legacy", "inspect", "x", "--today", text],
        ] {
            let error = shop.json(words).refused(2, "bad_date");
            assert_eq!(error["details"]["value"], text);
        }
    }
    let to_come = ["--today", "2026-01-31", "sale", "record", "IPTV 1 mois", "--date", "2026-02-01"];
    assert_eq!(shop.json(&to_come).refused(1, "future_date")["details"]["today"], "2026-01-31");
    let back = shop.json(&["--today", "2026-01-31", "sale", "record", "IPTV 1 mois", "--date", "2026-01-25"]).done();
    assert_eq!(back["sale"]["date"], "2026-01-25");
}

#[test]
fn a_book_is_never_made_over_a_file() {
    let shop = Shop::new();
    shop.json(&["init"]).refused(1, "book_exists");
    let other = Shop::nothing();
    std::fs::write(other.book(), "mes notes").unwrap();
    other.json(&["init"]).refused(1, "book_exists");
    assert_eq!(std::fs::read_to_string(other.book()).unwrap(), "mes notes");
    let fresh = Shop::nothing();
    fresh.json(&["init", "--currency", "ZZZ"]).refused(1, "out_of_range");
    fresh.json(&["init", "--timezone", "Mars/Olympus"]).refused(1, "out_of_range");
    fresh.json(&["init", "--name", " "]).refused(1, "missing_required");
    assert!(!fresh.book().exists());
}

#[test]
fn for_a_person_it_is_a_sentence_on_standard_error() {
    let shop = Shop::golden();
    let said = shop.say(&["sale", "record", "Autre"]);
    assert_eq!((said.exit, said.out.as_str()), (1, ""));
    assert_eq!(said.err, "Aucun produit ne correspond à « Autre ». La liste : rasid-cli product list.\n");
}
