//! Sentences in the user's language.

use crate::harness::{Said, Shop, run};

fn spoken(shop: &Shop, variables: &[(&str, &str)], words: &[&str]) -> Said {
    let mut call = shop.call();
    call.env_remove("RASID_LANG");
    for (name, value) in variables {
        call.env(name, value);
    }
    run(call.args(words))
}

#[test]
fn the_language_asked_for_comes_first() {
    let shop = Shop::golden();
    let words = ["sale", "record", "IPTV 1 mois", "--qty", "100"];
    let french = spoken(&shop, &[("RASID_LANG", "fr")], &words).err;
    let arabic = spoken(&shop, &[("RASID_LANG", "ar")], &words).err;
    let english = spoken(&shop, &[("RASID_LANG", "en")], &words).err;
    assert!(french.starts_with("Crédit insuffisant sur Panel : il faut 1250.00 USD, il reste 300.00 USD"), "{french}");
    assert!(arabic.starts_with("الرصيد غير كافٍ على Panel"), "{arabic}");
    assert!(english.starts_with("Not enough credit on Panel: 1250.00 USD needed"), "{english}");
    let message = spoken(&shop, &[("RASID_LANG", "ar")], &[&words[..], &["--json"]].concat());
    assert_eq!(message.refused(1, "insufficient_credit")["message"], arabic.trim());
}

#[test]
fn then_the_books_then_the_systems_then_french() {
    let shop = Shop::nothing();
    let missing = |variables: &[(&str, &str)]| spoken(&shop, variables, &["platform", "list"]).err;
    assert!(missing(&[]).starts_with("Le livre est introuvable"));
    assert!(missing(&[("LANG", "en_GB.UTF-8")]).starts_with("The book can"));
    assert!(missing(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "ar_DZ.UTF-8")]).starts_with("الدفتر غير موجود"));
    assert!(missing(&[("LANG", "C.UTF-8")]).starts_with("Le livre"));
    shop.json(&["init", "--language", "ar"]).done();
    let known =
        |variables: &[(&str, &str)]| spoken(&shop, variables, &["sale", "cancel", "V-1-1", "--reason", "x"]).err;
    assert!(known(&[("LANG", "en_GB.UTF-8")]).starts_with("البيع"), "{}", known(&[("LANG", "en_GB.UTF-8")]));
    assert!(known(&[("RASID_LANG", "en")]).starts_with("Sale “V-1-1”"));
    assert!(known(&[("RASID_LANG", "tlh")]).starts_with("البيع"));
}

#[test]
fn fields_are_named_in_the_language() {
    let shop = Shop::golden();
    let words = ["platform", "adjust", "Panel", "--balance", "1", "--reason", " "];
    assert_eq!(spoken(&shop, &[("RASID_LANG", "fr")], &words).err, "À remplir : raison.\n");
    assert!(!spoken(&shop, &[("RASID_LANG", "ar")], &words).err.contains("reason"));
}

#[test]
fn confirmations_read_well() {
    let shop = Shop::golden();
    let sale = ["--today", "2026-01-31", "sale", "record", "IPTV 1 mois", "--paid", "1000", "--key", "k"];
    let french = spoken(&shop, &[("RASID_LANG", "fr")], &sale).out;
    assert_eq!(
        french,
        "Vente V-2026-00001 enregistrée : total 4500.00, coût 3083.33, bénéfice 1416.67, payé 1000.00, reste dû 3500.00.\n"
    );
    let arabic = spoken(&shop, &[("RASID_LANG", "ar")], &sale).out;
    assert!(arabic.starts_with("سُجّل البيع V-2026-00001"), "{arabic}");
    let english = spoken(&shop, &[("RASID_LANG", "en")], &sale).out;
    assert!(english.starts_with("Sale V-2026-00001 recorded: total 4500.00"), "{english}");
    for said in [french, arabic, english] {
        assert!(!said.contains('…') && !said.contains("{{"), "{said}");
    }
}
