//! Two hundred rounds of `kill -9` while selling: no confirmed sale is lost, and no half one is found.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rasid_core::ids::{MethodId, ProductId};
use rasid_core::sales::{self, PaymentInput, SaleInput, SaleLineInput};
use rasid_core::{Actor, Book};

use crate::programs::{Counter, at_home_in};

const ROUNDS: u64 = 200;
const SEED: u64 = 20_260_315;
/// Set in the child: the book to sell in.
const CHILD: &str = "RASID_CRASH_CHILD";

fn sale() -> SaleInput {
    SaleInput {
        date: None,
        customer: None,
        lines: vec![SaleLineInput {
            product_id: ProductId(1),
            platform_id: None,
            quantity: "1".into(),
            unit_price: None,
            discount: String::new(),
            renews: None,
            in_place_of: None,
            without_codes: false,
        }],
        payments: vec![PaymentInput { method_id: MethodId(2), amount: String::new() }],
        note: String::new(),
        allow_overdraft: None,
        allow_below_cost: false,
        allow_unnamed_debt: false,
        keep_change: false,
        cheapest: false,
    }
}

/// Not a test of its own: started by the test below as another process, it sells until it is killed, and says each
/// number once the sale is confirmed.
#[test]
#[allow(clippy::print_stdout, reason = "the parent reads it")]
fn child_that_sells() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let book = Book::open(Path::new(&path), Duration::from_secs(10)).unwrap();
    let today = rasid_core::time::Day::parse_iso("2026-03-15").unwrap();
    loop {
        let caller = book.caller(Actor::Owner, Some(today)).unwrap();
        println!("sold {}", sales::record(&book, caller, None, sale()).unwrap().row.number);
    }
}

/// xorshift: the rounds repeat from the seed.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

/// Starts the child, lets it confirm a first sale, kills it some moments later; the numbers that it confirmed.
fn round(book: &Path, home: &Path, patience: Duration) -> Vec<String> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "crashes::child_that_sells", "--nocapture"]).env(CHILD, book);
    at_home_in(&mut command, home);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (send, receive) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            // The test runner writes its own words before the first.
            if let Some((_, number)) = line.split_once("sold ") {
                drop(send.send(number.to_owned()));
            }
        }
    });
    let mut confirmed = vec![receive.recv_timeout(Duration::from_secs(30)).expect("the child sells")];
    let until = Instant::now() + patience;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        confirmed.extend(receive.recv_timeout(left));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    confirmed.extend(receive.try_iter());
    confirmed
}

/// How many there are of each thing that one of these sales posts: one of each, or it is half a sale.
fn parts(book: &Book) -> [i64; 4] {
    let counts = "SELECT (SELECT count(*) FROM sale_lines), (SELECT count(*) FROM movements WHERE kind = 'sale'),
        (SELECT count(*) FROM payments WHERE sale_id IS NOT NULL), (SELECT count(*) FROM subscriptions)";
    book.read(|c| Ok(c.query_row(counts, [], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?]))?)).unwrap()
}

fn numbers(book: &Book) -> Vec<String> {
    book.read(|c| {
        let mut statement = c.prepare("SELECT number FROM sales ORDER BY number")?;
        let rows = statement.query_map([], |r| Ok(format!("V-2026-{:05}", r.get::<_, i64>(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    })
    .unwrap()
}

#[test]
fn two_hundred_kills_lose_no_confirmed_sale() {
    let counter = Counter::new();
    counter.done(&["platform", "add", "Panel", "--unit", "USD"]);
    counter.done(&["platform", "deposit", "Panel", "--credit", "9000000", "--cost", "90000000"]);
    counter.done(&[
        "product",
        "add",
        "Code",
        "--platform",
        "Panel",
        "--cost",
        "1.25",
        "--price",
        "1500",
        "--months",
        "1",
    ]);
    let path: PathBuf = counter.book();
    let mut state = SEED;
    let mut known = 0;
    for index in 0..ROUNDS {
        let confirmed = round(&path, counter.folder.path(), Duration::from_millis(1 + next(&mut state) % 40));
        let book = Book::open(&path, Duration::from_secs(10)).unwrap();
        let found = numbers(&book);
        for number in &confirmed {
            assert!(found.contains(number), "round {index}, seed {SEED}: {number} was confirmed and is lost");
        }
        let extra = found.len() - known - confirmed.len();
        assert!(extra <= 1, "round {index}, seed {SEED}: {extra} sales that nobody confirmed");
        known = found.len();
        let whole = [i64::try_from(known).unwrap(); 4];
        assert_eq!(parts(&book), whole, "round {index}, seed {SEED}: lines, movements, payments, subscriptions");
        if index % 10 == 0 || index == ROUNDS - 1 {
            let report = book.verify().unwrap();
            assert!(report.ok, "round {index}, seed {SEED}: {report:?}");
        }
    }
}
