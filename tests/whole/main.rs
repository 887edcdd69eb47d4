//! The whole program: the command line as a process, crashes, and the real window as a person uses it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops at what it did not expect")]
#![allow(clippy::disallowed_methods, reason = "waiting for another process has a deadline")]
#![allow(missing_docs, reason = "tests")]

mod crashes;
mod processes;
mod programs;
mod window;
