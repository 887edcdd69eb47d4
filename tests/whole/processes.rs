//! Several programs on one book at once.

use std::process::{Child, Stdio};

use crate::programs::{Counter, answer};

fn shop_with_credit(credit: &str) -> Counter {
    let counter = Counter::new();
    counter.done(&["platform", "add", "Panel", "--unit", "PTS", "--decimals", "0"]);
    counter.done(&["platform", "deposit", "Panel", "--credit", credit, "--cost", "10000"]);
    counter.done(&["product", "add", "Code", "--platform", "Panel", "--cost", "10", "--price", "1500"]);
    counter
}

fn start(counter: &Counter, arguments: &[&str]) -> Child {
    counter.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn of_fifty_sales_at_once_from_fifty_processes_exactly_ten_succeed() {
    let counter = shop_with_credit("100");
    let children: Vec<Child> = (0..50).map(|_| start(&counter, &["sale", "record", "Code"])).collect();
    let mut numbers = Vec::new();
    for child in children {
        let (code, json) = answer(&child.wait_with_output().unwrap());
        match code {
            0 => numbers.push(json["sale"]["number"].as_str().unwrap().to_owned()),
            1 => assert_eq!(json["error"]["code"], "insufficient_credit"),
            other => panic!("exit {other}: {json}"),
        }
    }
    numbers.sort();
    let expected: Vec<String> = (1..=10).map(|n| format!("V-2026-{n:05}")).collect();
    assert_eq!(numbers, expected);
    let platforms = counter.done(&["platform", "list"]);
    assert_eq!(platforms["platforms"][0]["balance"], "0.00");
    assert_eq!(platforms["platforms"][0]["value"], "0.00");
    assert_eq!(counter.done(&["verify"])["ok"], true);
}

#[test]
fn one_key_from_two_processes_posts_once() {
    let counter = shop_with_credit("100");
    let children: Vec<Child> =
        (0..8).map(|_| start(&counter, &["sale", "record", "Code", "--key", "019a-one"])).collect();
    let numbers: Vec<String> = children
        .into_iter()
        .map(|child| {
            let (code, json) = answer(&child.wait_with_output().unwrap());
            assert_eq!(code, 0, "{json}");
            json["sale"]["number"].as_str().unwrap().to_owned()
        })
        .collect();
    assert!(numbers.iter().all(|n| n == "V-2026-00001"), "{numbers:?}");
    assert_eq!(counter.done(&["platform", "list"])["platforms"][0]["balance"], "90.00");
}

#[test]
fn reading_goes_on_while_another_program_writes() {
    let counter = shop_with_credit("100");
    let holder = rasid_core::Book::open(&counter.book(), std::time::Duration::from_secs(5)).unwrap();
    let (inside, entered) = std::sync::mpsc::channel();
    let (finish, finished) = std::sync::mpsc::channel::<()>();
    let writing = std::thread::spawn(move || {
        holder.write(move |_| {
            inside.send(()).unwrap();
            finished.recv().unwrap();
            Ok(())
        })
    });
    entered.recv().unwrap();
    assert_eq!(counter.done(&["platform", "list"])["platforms"][0]["balance"], "100.00");
    assert_eq!(counter.done(&["report", "profit", "--by", "month"])["total"]["profit"], "0.00");
    finish.send(()).unwrap();
    writing.join().unwrap().unwrap();
}
