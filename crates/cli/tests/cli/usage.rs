//! Words that are no call.

use crate::harness::{Shop, run};

const WRONG: &[&[&str]] = &[
    &[],
    &["platform"],
    &["legacy"],
    &["vendre"],
    &["sale", "record"],
    &["sale", "record", "X", "--prix", "3"],
    &["sale", "cancel", "V-2026-00001"],
    &["platform", "deposit", "Panel", "--credit", "1"],
    &["platform", "add", "X", "--unit", "USD", "--decimals", "deux"],
    &["product", "add", "X", "--platform", "P", "--cost", "1", "--price", "1", "--months", "1", "--days", "1"],
    &["product", "add", "X", "--platform", "P", "--cost", "1", "--price", "1", "--kind", "stock"],
    &["report", "profit"],
    &["report", "profit", "--by", "supplier"],
    &["subscription", "list", "--state", "late"],
    &["subscription", "list", "--within", "-3"],
    &["subscription", "renew"],
    &["subscription", "cancel", "1"],
    &["report", "debts", "--from", "2026-01-01"],
    &["customer", "pay"],
    &["export", "stock", "--out", "x.csv"],
    &["export", "sales"],
    &["export", "sales", "--out", "x.csv", "--dialect", "excel"],
    &["export", "sales", "--out", "x.xlsx", "--format", "xlsx"],
    &["legacy", "import", "x.csv"],
    &["legacy", "import", "x.csv", "--mode", "all"],
    &["legacy", "import", "x.csv", "--mode", "opening", "--balance", "Panel"],
    &["legacy", "import", "x.csv", "--mode", "opening", "--merge", "=Panel"],
    &["legacy", "undo"],
    &["legacy", "undo", "1", "2"],
    &["demo"],
    &["demo", "--sales", "-1"],
    &["init", "--language", "de"],
    &["backup"],
    &["verify", "tout"],
];

#[test]
fn wrong_usage_is_a_document_too() {
    let shop = Shop::nothing();
    for words in WRONG {
        for said in [shop.json(words), run(shop.call().args(*words).arg("--json"))] {
            let error = said.refused(2, "wrong_usage");
            assert!(!error["details"]["detail"].as_str().unwrap().is_empty(), "{words:?}");
        }
    }
}

#[test]
fn wrong_usage_is_a_sentence_without_json() {
    let shop = Shop::nothing();
    for words in WRONG {
        let said = shop.say(words);
        assert_eq!((said.exit, said.out.as_str()), (2, ""), "{words:?}");
        assert!(said.err.starts_with("Commande mal formée : "), "{}", said.err);
    }
    // Behind `--` it is a name.
    let said = shop.say(&["sale", "record", "--prix", "--", "--json"]);
    assert_eq!((said.exit, said.out.as_str()), (2, ""));
}

#[test]
fn what_is_missing_is_named() {
    let shop = Shop::nothing();
    assert!(shop.say(&["platform"]).err.contains("Usage: rasid-cli platform"));
    assert!(shop.say(&["report", "profit", "--by", "x"]).err.contains("category"));
}

#[test]
fn help_and_version_are_answers() {
    let shop = Shop::nothing();
    for words in [&["--help"][..], &["help"], &["sale", "record", "--help"], &["--version"], &["--json", "--help"]] {
        let said = shop.say(words);
        assert_eq!((said.exit, said.err.as_str()), (0, ""), "{words:?}");
        assert!(!said.out.trim().is_empty());
    }
}

#[test]
fn flags_of_every_command_stand_before_or_after_it() {
    let shop = Shop::golden();
    let book = shop.book();
    let after =
        run(shop.bare().args(["platform", "list", "--json", "--today", "2026-01-31", "--db"]).arg(&book)).done();
    let before =
        run(shop.bare().arg("--db").arg(&book).args(["--today", "2026-01-31", "--json", "platform", "list"])).done();
    assert_eq!(after, before);
    let within = run(shop.bare().args(["platform", "--json", "--db"]).arg(&book).args(["list"])).done();
    assert_eq!(within["platforms"][0]["name"], "Panel");
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let shop = Shop::golden();
    let mut child = shop
        .call()
        .args(["platform", "list"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let said = crate::harness::said(&child.wait_with_output().unwrap());
    assert_eq!((said.exit, said.err.as_str()), (0, ""));
}

/// Where the system's folders follow the environment, a call that names no book finds the desktop's own.
#[cfg(target_os = "linux")]
#[test]
fn without_a_name_it_is_the_desktops_own_book() {
    let shop = Shop::nothing();
    run(shop.bare().args(["--json", "platform", "list"])).refused(3, "book_missing");
    run(shop.bare().args(["--json", "init"])).done();
    assert!(shop.file("data/rasid/book.rasid").is_file());
    run(shop.bare().args(["--json", "platform", "list"])).done();
}
