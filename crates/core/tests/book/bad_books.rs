//! Books that are none, and what is done about them: a clear code, and nothing changed.

use std::path::Path;
use std::time::Duration;

use rasid_core::book::{self, BookContents, inspect_candidate};
use rasid_core::sales;
use rasid_core::time::Instant;
use rasid_core::{Book, Caller, ErrorCode};
use rusqlite::Connection;

use crate::shop::{CASH, Shop, new_book, on, sale_of};

const BUSY: Duration = Duration::from_millis(200);

fn code_of(path: &Path) -> ErrorCode {
    Book::open(path, BUSY).unwrap_err().code
}

#[test]
fn files_that_are_no_books_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.rasid");
    assert_eq!(code_of(&path), ErrorCode::BookMissing);
    assert!(!path.exists(), "a missing book is not made by opening it");
    for (content, code) in [
        (Vec::new(), ErrorCode::BookDamaged),
        (b"short".to_vec(), ErrorCode::NotABook),
        (b"a text of some length, not a book at all".to_vec(), ErrorCode::NotABook),
        ([b"SQLite format 3\0".to_vec(), vec![0xAB; 9000]].concat(), ErrorCode::NotABook),
    ] {
        std::fs::write(&path, &content).unwrap();
        assert_eq!(code_of(&path), code, "{} bytes", content.len());
        assert_eq!(std::fs::read(&path).unwrap(), content);
    }
    assert_eq!(code_of(folder.path()), ErrorCode::NotABook);
    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert_eq!(code_of(&other), ErrorCode::NotABook);
}

#[test]
fn an_existing_file_is_never_replaced_by_a_new_book() {
    let shop = Shop::new();
    assert_eq!(Book::create(&shop.path, &new_book(), BUSY).unwrap_err().code, ErrorCode::BookExists);
    let text = shop.folder.path().join("notes.txt");
    std::fs::write(&text, "notes").unwrap();
    assert_eq!(Book::create(&text, &new_book(), BUSY).unwrap_err().code, ErrorCode::BookExists);
    assert_eq!(std::fs::read(&text).unwrap(), b"notes");
}

#[test]
fn a_book_of_a_newer_version_is_refused() {
    let shop = Shop::new();
    let path = shop.path.clone();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let refused = Book::open(&path, BUSY).unwrap_err();
    assert_eq!((refused.code, refused.details["version"].as_str()), (ErrorCode::BookNewer, "99"));
}

#[test]
fn a_book_that_another_program_writes_to_is_busy_not_broken() {
    let shop = Shop::new();
    let book = Book::open(&shop.path, BUSY).unwrap();
    let other = Connection::open(&shop.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = book.write(|tx| Ok(tx.execute("UPDATE book SET name = 'x'", [])?)).unwrap_err();
    assert_eq!(busy.code, ErrorCode::BookBusy);
    assert_eq!(book.facts().unwrap().name, "Boutique Rasid", "reading goes on");
    other.execute_batch("ROLLBACK").unwrap();
    book.write(|tx| Ok(tx.execute("UPDATE book SET name = 'x'", [])?)).unwrap();
}

#[test]
fn a_panic_in_an_operation_rolls_back_and_the_writer_goes_on() {
    let shop = Shop::new();
    let failed = shop.book.write::<(), _>(|tx| {
        tx.execute("UPDATE book SET name = 'half'", [])?;
        panic!("on purpose");
    });
    assert_eq!(failed.unwrap_err().code, ErrorCode::Bug);
    assert_eq!(shop.book.facts().unwrap().name, "Boutique Rasid");
    shop.book.write(|tx| Ok(tx.execute("UPDATE book SET name = 'whole'", [])?)).unwrap();
    assert_eq!(shop.book.facts().unwrap().name, "whole");
}

#[test]
fn a_backup_opens_verifies_and_comes_back() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "DZD", 2);
    shop.deposit(platform.id, "1000", "1000", "2026-01-02").unwrap();
    let product = shop.product("Carte", platform.id, "100", "150", None);
    shop.sell(sale_of(&product, "1", None, &[(CASH, "")]), "2026-01-03").unwrap();
    let target = shop.folder.path().join("backup.rasid");
    let report = shop.book.backup(&target).unwrap();
    assert_eq!((report.sales, report.movements, report.sha256.len()), (1, 2, 64));
    let customer = Some(shop.customer("Amine", ""));
    let later = Caller { now: Instant::from_millis(1_767_225_600_001), ..on("2026-01-04") };
    sales::record(&shop.book, later, None, sale_of(&product, "1", customer, &[(CASH, "50")])).unwrap();

    let candidate = inspect_candidate(&target, Some(&shop.book)).unwrap();
    let current = candidate.current.unwrap();
    let held = |contents: &BookContents| {
        let BookContents { sales, movements, last_recorded, credit_value, debt, .. } = contents;
        let recorded = last_recorded.map(Instant::millis);
        (*sales, *movements, recorded, credit_value.to_string(), debt.to_string())
    };
    let first = 1_767_225_600_000;
    assert_eq!(held(&candidate.contents), (1, 2, Some(first), "900.00".into(), "0.00".into()));
    assert_eq!(held(&current), (2, 3, Some(first + 1), "800.00".into(), "100.00".into()));
    assert_eq!(inspect_candidate(&target, None).unwrap().current, None);
    let in_use = book::restore(&shop.path, &target, BUSY).unwrap_err();
    assert_eq!(in_use.code, ErrorCode::BookLocked, "a book that is open is not replaced");

    let (path, folder) = (shop.path.clone(), shop.folder);
    drop(shop.book);
    let restored = book::restore(&path, &target, BUSY).unwrap();
    let back = Book::open(&path, BUSY).unwrap();
    assert!(back.verify().unwrap().ok);
    let count = |book: &Book| book.read(|c| Ok(c.query_row("SELECT count(*) FROM sales", [], |r| r.get::<_, i64>(0))?));
    assert_eq!(count(&back).unwrap(), 1);
    let kept = Book::open(Path::new(&restored.kept.unwrap()), BUSY).unwrap();
    assert_eq!(count(&kept).unwrap(), 2, "what was replaced is kept");
    drop(folder);
}

#[test]
fn a_book_that_can_no_longer_be_read_stands_in_no_backups_way() {
    let shop = Shop::new();
    let target = shop.folder.path().join("backup.rasid");
    shop.book.backup(&target).unwrap();
    let broken = Connection::open(&shop.path).unwrap();
    broken.execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE payments").unwrap();
    drop(broken);
    let candidate = inspect_candidate(&target, Some(&shop.book)).unwrap();
    assert_eq!((candidate.current, candidate.contents.sales), (None, 0));
    assert_eq!((candidate.contents.currency.as_str(), candidate.contents.timezone.as_str()), ("DZD", "Africa/Algiers"));
}

#[test]
fn a_backup_that_is_damaged_is_not_restored() {
    let shop = Shop::new();
    let bad = shop.folder.path().join("bad.rasid");
    std::fs::write(&bad, b"SQLite format 3\0 and then nothing of a book").unwrap();
    let path = shop.path.clone();
    drop(shop.book);
    let before = std::fs::read(&path).unwrap();
    assert!(book::restore(&path, &bad, BUSY).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_damaged_book_can_be_replaced_by_its_backup_and_is_kept() {
    let shop = Shop::new();
    let target = shop.folder.path().join("backup.rasid");
    shop.book.backup(&target).unwrap();
    let path = shop.path.clone();
    drop(shop.book);
    std::fs::write(&path, b"SQLite format 3\0 damaged").unwrap();
    let restored = book::restore(&path, &target, BUSY).unwrap();
    assert!(Book::open(&path, BUSY).unwrap().verify().unwrap().ok);
    assert_eq!(std::fs::read(restored.kept.unwrap()).unwrap(), b"SQLite format 3\0 damaged");
}

#[test]
fn a_copy_replaces_its_own_earlier_copy_and_nothing_else() {
    let shop = Shop::new();
    let target = shop.folder.path().join("backup.rasid");
    shop.book.backup(&target).unwrap();
    shop.book.backup(&target).unwrap();
    let notes = shop.folder.path().join("notes.txt");
    std::fs::write(&notes, "notes").unwrap();
    let other = Shop::new();
    for taken in [&notes, &other.path, &shop.path] {
        let before = std::fs::read(taken).unwrap();
        assert_eq!(shop.book.backup(taken).unwrap_err().code, ErrorCode::FileExists, "{}", taken.display());
        assert_eq!(&std::fs::read(taken).unwrap(), &before);
    }
    for taken in [&target, &shop.path, &shop.path.with_extension("rasid-wal")] {
        let refused = rasid_core::export::write(
            &shop.book,
            &crate::shop::on("2026-02-01"),
            rasid_core::export::Dataset::Sales,
            rasid_core::export::Dialect::International,
            None,
            None,
            taken,
        );
        assert_eq!(refused.unwrap_err().code, ErrorCode::FileExists, "{}", taken.display());
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_to_a_book_whose_file_was_replaced() {
    let shop = Shop::new();
    shop.book.write(|tx| Ok(tx.execute("UPDATE book SET name = 'x'", [])?)).unwrap();
    let other = Shop::new();
    let copy = other.folder.path().join("copy");
    other.book.backup(&copy).unwrap();
    std::fs::rename(&copy, &shop.path).unwrap();
    let refused = shop.book.write(|tx| Ok(tx.execute("UPDATE book SET name = 'y'", [])?)).unwrap_err();
    assert_eq!(refused.code, ErrorCode::BookBusy);
}
