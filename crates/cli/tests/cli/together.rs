//! Several programs on one book.

use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rasid_core::Book;

use crate::harness::{Shop, said};

#[test]
fn fifty_at_once_never_sell_more_than_there_is() {
    let shop = Shop::new();
    shop.json(&["platform", "add", "Panel", "--unit", "USD"]).done();
    shop.json(&["platform", "deposit", "Panel", "--credit", "100", "--cost", "24000"]).done();
    shop.json(&["product", "add", "Carte", "--platform", "Panel", "--cost", "10", "--price", "4000"]).done();
    let sellers: Vec<Child> = (0..50)
        .map(|_| {
            let mut call = shop.call();
            call.args(["--json", "sale", "record", "Carte"]).stdout(Stdio::piped()).stderr(Stdio::piped());
            call.spawn().unwrap()
        })
        .collect();
    let mut sold = 0;
    for seller in sellers {
        let said = said(&seller.wait_with_output().unwrap());
        if said.exit == 0 {
            sold += 1;
        } else {
            said.refused(1, "insufficient_credit");
        }
    }
    assert_eq!(sold, 10);
    assert_eq!(shop.balance(), ("0.00".into(), "0.00".into()));
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
}

#[test]
fn reading_does_not_wait_for_a_writer() {
    let shop = Shop::golden();
    let book = Book::open(&shop.book(), Duration::from_secs(5)).unwrap();
    let (started, starts) = mpsc::channel();
    let (end, ends) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            book.write(move |_| {
                started.send(()).unwrap();
                ends.recv().unwrap();
                Ok(())
            })
        });
        starts.recv().unwrap();
        for words in [
            &["platform", "list"][..],
            &["platform", "movements", "Panel"],
            &["customer", "list"],
            &["subscription", "list"],
            &["report", "profit", "--by", "month"],
            &["export", "sales", "--out", "s.csv"],
            &["verify"],
            &["backup", "copie.rasid"],
        ] {
            shop.json(words).done();
        }
        end.send(()).unwrap();
        writing.join().unwrap().unwrap();
    });
}

#[test]
fn a_writer_waits_its_turn() {
    let shop = Shop::golden();
    let book = Book::open(&shop.book(), Duration::from_secs(5)).unwrap();
    let (started, starts) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            book.write(move |_| {
                started.send(()).unwrap();
                std::thread::sleep(Duration::from_secs(1));
                Ok(())
            })
        });
        starts.recv().unwrap();
        shop.json(&["sale", "record", "IPTV 1 mois"]).done();
    });
}

#[test]
fn a_book_in_use_is_not_restored_over() {
    let shop = Shop::golden();
    shop.json(&["backup", "copie.rasid"]).done();
    let book = Book::open(&shop.book(), Duration::from_secs(5)).unwrap();
    book.facts().unwrap();
    let refused = shop.json(&["restore", "copie.rasid"]).refused(4, "book_locked");
    assert_eq!(refused["details"]["path"], shop.book().to_str().unwrap());
    drop(book);
    shop.json(&["restore", "copie.rasid"]).done();
}
