//! Books that cannot be read, and those that were changed behind the program's back.

use std::fs;
use std::path::Path;

use crate::harness::Shop;

/// Where a SQLite file keeps the version of its schema.
const USER_VERSION: usize = 60;

fn patched(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_book_that_is_none() {
    let shop = Shop::nothing();
    let looked = |code: &str| {
        for words in [&["platform", "list"][..], &["sale", "record", "X"], &["verify"], &["backup", "copie.rasid"]] {
            let error = shop.json(words).refused(3, code);
            assert_eq!(error["details"]["path"], shop.book().to_str().unwrap());
            let said = shop.say(words);
            assert_eq!((said.exit, said.out.as_str(), said.err.lines().count()), (3, "", 1), "{words:?}");
        }
    };
    looked("book_missing");
    fs::write(shop.book(), "ceci n'est pas un livre, mais un texte un peu long").unwrap();
    looked("not_a_book");
    fs::write(shop.book(), "court").unwrap();
    looked("not_a_book");
    fs::write(shop.book(), "").unwrap();
    looked("book_damaged");
    fs::remove_file(shop.book()).unwrap();
    fs::create_dir(shop.book()).unwrap();
    looked("not_a_book");
}

#[test]
fn a_book_of_a_newer_version() {
    let shop = Shop::golden();
    patched(&shop.book(), |bytes| bytes[USER_VERSION..USER_VERSION + 4].copy_from_slice(&99_u32.to_be_bytes()));
    let error = shop.json(&["platform", "list"]).refused(3, "book_newer");
    assert_eq!(error["details"]["version"], "99");
}

#[test]
fn a_damaged_book() {
    let shop = Shop::golden();
    shop.json(&["backup", "bonne.rasid"]).done();
    patched(&shop.book(), |bytes| bytes[4096..].fill(0xA5));
    assert_eq!(shop.json(&["platform", "list"]).exit, 3);
    assert_eq!(shop.json(&["verify"]).exit, 3);
    let restored = shop.json(&["restore", "bonne.rasid"]).done();
    assert!(Path::new(restored["kept"].as_str().unwrap()).is_file());
    assert_eq!(shop.balance().0, "300.00");
}

#[test]
fn a_file_with_a_books_header_and_nothing_behind_it() {
    let shop = Shop::new();
    patched(&shop.book(), |bytes| bytes.truncate(4096));
    assert_eq!(shop.json(&["platform", "list"]).exit, 3);
}

#[test]
fn verification_finds_what_was_changed() {
    let shop = Shop::golden();
    let deposit = ["platform", "deposit", "Panel", "--credit", "10", "--cost", "2500", "--note", "reçu du marchand"];
    shop.json(&deposit).done();
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
    patched(&shop.book(), |bytes| {
        let (from, to) = ("reçu du marchand".as_bytes(), "reçu du marchant".as_bytes());
        let places: Vec<usize> = (0..bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
        assert!(!places.is_empty());
        for at in places {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    });
    let said = shop.json(&["verify"]);
    let report = said.document();
    assert_eq!((said.exit, &report["ok"]), (3, &false.into()));
    let failed: Vec<&serde_json::Value> =
        report["checks"].as_array().unwrap().iter().filter(|check| check["ok"] == false).collect();
    assert!(!failed.is_empty() && failed.iter().all(|check| check["detail"] != ""), "{report}");
    let said = shop.say(&["verify"]);
    assert_eq!((said.exit, said.err.as_str()), (3, ""));
    assert!(said.out.contains("Restaurez"), "{}", said.out);
    assert_eq!(shop.json(&["backup", "copie.rasid"]).refused(3, "book_damaged")["code"], "book_damaged");
    assert!(!shop.file("copie.rasid").exists());
}
