//! The book as a whole: the invariants of the domain, each with its test, random days in the shop, and books that are
//! none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at what it did not expect")]
#![allow(missing_docs, reason = "tests")]

mod bad_books;
mod cancelling;
mod codes;
mod collecting;
mod correcting;
mod counter;
mod invariants;
mod merging;
mod older_books;
mod receipts;
mod renewing;
mod sales_rules;
mod settings;
mod shop;
mod state_machine;
mod tampering;
mod till;
mod undoing;
