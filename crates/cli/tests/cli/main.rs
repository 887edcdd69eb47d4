//! The program as a process, as scripts and support call it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod counter;
mod damaged;
mod errors;
mod files;
mod golden;
mod harness;
mod keys;
mod languages;
mod legacy;
mod snapshots;
mod texts;
mod together;
mod usage;
