//! Rasid's core: the shop's rules and its book.
//!
//! Cut into rooms by what the shop does. A room holds its types, its rules and its SQL; nobody else writes its tables.
//! Every call that changes something takes a [`Caller`]: who is asking, the moment, and the business day.

pub mod book;
pub mod catalog;
mod choice;
pub mod codes;
pub mod customers;
pub mod demo;
pub mod error;
pub mod export;
pub mod ids;
pub mod legacy;
pub mod messages;
pub mod money;
pub mod payments;
pub mod phones;
pub mod platforms;
pub mod receipts;
pub mod reports;
pub mod sales;
pub mod settings;
pub mod subscriptions;
pub mod text;
pub mod till;
pub mod time;

pub use book::Book;
pub use error::{Error, ErrorCode, Result};
pub use time::{Actor, Caller};
