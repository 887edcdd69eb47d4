//! scratch
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, clippy::disallowed_methods, reason = "x")]
use rasid_core::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let path = std::path::Path::new(&a[1]);
    let _ = std::fs::remove_file(path);
    let new = book::NewBook { name: "M".into(), currency: "DZD".into(), timezone: "Africa/Algiers".into(), language: settings::Language::Fr, demo: true };
    let b = Book::create(path, &new, std::time::Duration::from_secs(5)).unwrap();
    let t = time::Day::parse_iso("2026-06-30").unwrap();
    let caller = Caller { actor: Actor::CommandLine, now: time::Instant::from_millis(1_782_000_000_000), today: t };
    let n: u32 = a[2].parse().unwrap();
    let w = std::time::Instant::now();
    let r = demo::fill(&b, caller, demo::Options { sales: n, seed: 1, years: 3 }).unwrap();
    let e = w.elapsed();
    println!("{:?} {} sales/s {:?}", r, n as u128 * 1000 / e.as_millis(), e);
}
