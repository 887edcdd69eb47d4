//! `rasid-cli`: the shop's operations for a terminal. It parses, calls the core and shows what it answers; no rule of
//! the shop lives here.

mod args;
mod commands;
mod context;
mod language;
mod messages;
mod output;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use rasid_core::{Error, ErrorCode};

use args::Args;
use context::Context;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    match Args::try_parse_from(&words) {
        Ok(args) => {
            let context = Context::new(args.global);
            let outcome = commands::run(&context, args.command);
            output::finish(&context, outcome)
        }
        Err(refused) => match refused.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => output::plain(&refused.to_string()),
            _ => output::wrong_usage(asked_for_json(&words), &usage_error(&refused)),
        },
    }
}

/// Whether `--json` stands among words that could not be read; behind `--` it is a name.
fn asked_for_json(words: &[OsString]) -> bool {
    words.iter().take_while(|word| *word != "--").any(|word| word == "--json")
}

/// What the parser says, in one line.
fn usage_error(refused: &clap::Error) -> Error {
    let text = refused.to_string();
    // A group of commands named alone is answered with its help: how it is called says what is missing.
    let helped = refused.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    let wanted = |part: &&str| if helped { part.starts_with("Usage:") } else { !part.trim().is_empty() };
    let said = text.split("\n\n").find(wanted).unwrap_or_default();
    let said = said.trim().trim_start_matches("error: ");
    let detail = said.split_whitespace().collect::<Vec<_>>().join(" ");
    Error::new(ErrorCode::WrongUsage).with("detail", detail)
}
