//! Builds, runs, tests and measures Rasid, with one command each: `cargo xtask help`.
//!
//! Nothing here is part of the application. The commands call the tools of the house (cargo, npm,
//! the system's package manager) as processes, say what they do, and stop at the first failure.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a terminal program speaks by printing")]

mod bench;
mod bindings;
mod bundle;
mod cargo;
mod clock;
mod dev;
mod display;
mod exec;
mod home;
mod packages;
mod paths;
mod picture;
mod png;
mod run;
mod steps;
mod test;
mod ui;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND

  run                   installs what is missing, builds Rasid and opens it
                        (without a display: opens it on a hidden one and saves a picture)
  dev                   opens Rasid with the interface reloading at each change
  test                  everything that is checked before a change is accepted
  bindings [--check]    writes (or only compares) ui/src/bindings.ts
  bundle                makes the installer for this system
  bench [--strict] [--quick] [--window]
                        measures, each figure beside its limit; --strict fails over a limit,
                        --quick uses a ten times smaller book
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["run"] => run::run(),
        ["dev"] => dev::dev(),
        ["test"] => test::test(),
        ["bindings"] => bindings::write(),
        ["bindings", "--check"] => bindings::check(),
        ["bundle"] => bundle::bundle(),
        ["bench", options @ ..] => bench::bench(options),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("unknown: {}\n\n{HELP}", other.join(" ")),
    }
}
