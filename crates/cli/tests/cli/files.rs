//! Backups, exports, the example shop.

use std::fs;
use std::path::Path;

use crate::harness::Shop;

#[test]
fn a_backup_is_gone_back_to() {
    let shop = Shop::golden();
    shop.json(&["sale", "record", "IPTV 1 mois"]).done();
    let copy = shop.json(&["backup", "copie.rasid"]).done();
    assert_eq!((&copy["file"], &copy["sales"], &copy["movements"]), (&"copie.rasid".into(), &1.into(), &3.into()));
    assert_eq!(copy["sha256"].as_str().unwrap().len(), 64);
    shop.json(&["sale", "record", "IPTV 1 mois"]).done();
    assert_eq!(shop.sales(), 2);
    let restored = shop.json(&["restore", "copie.rasid"]).done();
    assert_eq!((&restored["sales"], &restored["movements"]), (&1.into(), &3.into()));
    assert_eq!(shop.sales(), 1);
    let kept = restored["kept"].as_str().unwrap().to_owned();
    shop.json(&["restore", &kept]).done();
    assert_eq!(shop.sales(), 2);
}

#[test]
fn a_lost_book_is_restored() {
    let shop = Shop::golden();
    shop.json(&["backup", "copie.rasid"]).done();
    fs::remove_file(shop.book()).unwrap();
    let restored = shop.json(&["restore", "copie.rasid"]).done();
    assert!(restored["kept"].is_null());
    assert_eq!(shop.balance().0, "300.00");
}

#[test]
fn nothing_bad_is_restored_nor_overwritten() {
    let shop = Shop::golden();
    shop.json(&["restore", "absente.rasid"]).refused(1, "file_missing");
    fs::write(shop.file("faux.rasid"), "pas un livre du tout, vraiment pas").unwrap();
    shop.json(&["restore", "faux.rasid"]).refused(3, "not_a_book");
    let own = shop.book();
    shop.json(&["restore", own.to_str().unwrap()]).refused(1, "book_exists");
    shop.json(&["backup", own.to_str().unwrap()]).refused(1, "file_exists");
    fs::create_dir(shop.file("dossier")).unwrap();
    shop.json(&["backup", "dossier"]).refused(1, "file_exists");
    shop.json(&["backup", "nulle-part/copie.rasid"]).refused(1, "file_write_failed");
    assert!(!shop.file("nulle-part").exists());
    assert_eq!(shop.balance().0, "300.00");
}

#[test]
fn data_sets_are_written() {
    let shop = Shop::golden();
    shop.json(&["--today", "2026-01-31", "sale", "record", "IPTV 1 mois"]).done();
    for (dataset, rows) in [
        ("sales", 1),
        ("payments", 3),
        ("movements", 3),
        ("customers", 0),
        ("profit-by-platform", 1),
        ("profit-by-product", 1),
        ("profit-by-month", 1),
    ] {
        let file = format!("{dataset}.csv");
        let report = shop.json(&["export", dataset, "--out", &file]).done();
        assert!(report["rows"].as_i64().unwrap() >= rows, "{report}");
        assert_eq!(report["file"], file.as_str());
        assert!(fs::read(shop.file(&file)).unwrap().starts_with(b"\xEF\xBB\xBF"), "{dataset}");
    }
    let plain = ["export", "sales", "--out", "s.csv", "--dialect", "international", "--format", "csv"];
    assert_eq!(shop.json(&plain).done()["rows"], 1);
    let text = fs::read_to_string(shop.file("s.csv")).unwrap();
    assert!(text.contains("V-2026-00001") && text.contains("3083.33"), "{text}");
    let none = ["export", "sales", "--out", "n.csv", "--from", "2026-02-01", "--to", "2026-02-28"];
    assert_eq!(shop.json(&none).done()["rows"], 0);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let shop = Shop::golden();
    fs::create_dir(shop.file("dossier")).unwrap();
    let said = shop.json(&["export", "sales", "--out", "dossier"]);
    let error = said.refused(1, "file_exists");
    assert!(Path::new(error["details"]["file"].as_str().unwrap()).ends_with("dossier"));
}

#[test]
fn an_example_shop_fills_an_empty_book_alone() {
    let shop = Shop::new();
    let report = shop.json(&["--today", "2026-06-30", "demo", "--sales", "300", "--seed", "7", "--years", "1"]).done();
    assert_eq!(report["sales"], 300);
    assert!(report["movements"].as_i64().unwrap() >= 300);
    assert!(report["seconds"].is_number());
    assert_eq!(shop.json(&["platform", "list"]).done()["platforms"].as_array().unwrap().len(), 12);
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
    shop.json(&["demo", "--sales", "10"]).refused(1, "book_not_empty");
    Shop::golden().json(&["demo", "--sales", "10"]).refused(1, "book_not_empty");
}
