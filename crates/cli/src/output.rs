//! Where the program's answers go: one document or lines on standard output, a sentence on standard error.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rasid_core::{Error, ErrorCode, Result};
use serde::Serialize;
use serde_json::{Value, json};

use crate::context::Context;
use crate::language;
use crate::messages::Texts;

const DONE: u8 = 0;
const REFUSED: u8 = 1;
const WRONG_USAGE: u8 = 2;
const DAMAGED: u8 = 3;
const BUSY: u8 = 4;

/// What a command answers.
pub struct Answer {
    text: String,
    exit: u8,
}

impl Answer {
    /// It did what was asked.
    pub fn done(text: String) -> Self {
        Self { text, exit: DONE }
    }

    /// It looked, and the book is damaged.
    #[must_use]
    pub fn of_damaged_book(self) -> Self {
        Self { exit: DAMAGED, ..self }
    }
}

/// Shows what a command answered, or why it did not.
pub fn finish(context: &Context, outcome: Result<Answer>) -> ExitCode {
    match outcome {
        Ok(answer) => written(to_stdout(&answer.text), answer.exit),
        Err(error) => {
            let path = context.path().ok();
            let exit = exit_of(&error, path.as_deref());
            let error = with_path(error, path);
            let sentence = Texts::of(context.language()).error(&error);
            show_error(context.json(), &error, &sentence, exit)
        }
    }
}

/// Shows a text that was asked for, such as the help.
pub fn plain(text: &str) -> ExitCode {
    written(to_stdout(text.trim_end()), DONE)
}

/// Shows what is wrong with the words of the call.
pub fn wrong_usage(json: bool, error: &Error) -> ExitCode {
    let language = language::asked_for().unwrap_or_else(language::of_system);
    show_error(json, error, &Texts::of(language).error(error), WRONG_USAGE)
}

fn show_error(json: bool, error: &Error, sentence: &str, exit: u8) -> ExitCode {
    let shown = if json {
        let said = json!({ "code": error.code, "message": sentence, "details": error.details });
        to_stdout(&json!({ "error": said }).to_string())
    } else {
        writeln!(std::io::stderr().lock(), "{sentence}")
    };
    written(shown, exit)
}

fn to_stdout(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if !text.is_empty() {
        writeln!(out, "{text}")?;
    }
    out.flush()
}

/// A reader that has seen enough is no failure; an answer that could not be written is.
fn written(outcome: std::io::Result<()>, exit: u8) -> ExitCode {
    match outcome {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::from(exit.max(REFUSED)),
        _ => ExitCode::from(exit),
    }
}

/// 1: a rule refuses; 2: wrong usage; 3: the book is damaged or unreadable; 4: it is busy or locked.
fn exit_of(error: &Error, book: Option<&Path>) -> u8 {
    match error.code {
        ErrorCode::WrongUsage | ErrorCode::BadDate => WRONG_USAGE,
        ErrorCode::BookMissing
        | ErrorCode::NotABook
        | ErrorCode::BookDamaged
        | ErrorCode::BackupDamaged
        | ErrorCode::BookNewer => DAMAGED,
        // Where no other file is named it is the book's.
        ErrorCode::FileUnreadable if error.details.get("file").is_none_or(|f| Some(Path::new(f)) == book) => DAMAGED,
        ErrorCode::BookBusy | ErrorCode::BookLocked => BUSY,
        _ => REFUSED,
    }
}

/// An error from the midst of the work names no file: then it is the book's.
fn with_path(error: Error, book: Option<PathBuf>) -> Error {
    let Some(book) = book else { return error };
    let detail = match error.code {
        ErrorCode::BookDamaged
        | ErrorCode::BookBusy
        | ErrorCode::BookLocked
        | ErrorCode::NotABook
        | ErrorCode::ReadOnly
        | ErrorCode::DiskFull => "path",
        ErrorCode::FileUnreadable => "file",
        _ => return error,
    };
    if error.details.contains_key(detail) { error } else { error.with(detail, book.display()) }
}

/// Rows as lines under the names of their fields, in columns.
pub fn table<T: Serialize>(columns: &[&str], rows: &[T]) -> Result<Vec<String>> {
    let mut cells: Vec<Vec<String>> = vec![columns.iter().map(|c| (*c).to_owned()).collect()];
    for row in rows {
        let row = serde_json::to_value(row).map_err(Error::bug)?;
        cells.push(columns.iter().map(|column| cell(row.get(column))).collect());
    }
    let width = |at: usize| cells.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let padded: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        padded.join("  ").trim_end().to_owned()
    };
    Ok(cells.iter().map(line).collect())
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(text)) if text.is_empty() => "-".to_owned(),
        Some(Value::String(text)) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_exit() {
        let book = Path::new("shop.rasid");
        let exit = |error: Error| exit_of(&error, Some(book));
        assert_eq!(exit(Error::new(ErrorCode::InsufficientCredit)), 1);
        assert_eq!(exit(Error::new(ErrorCode::BadNumber)), 1);
        assert_eq!(exit(Error::new(ErrorCode::FutureDate)), 1);
        assert_eq!(exit(Error::new(ErrorCode::BadDate)), 2);
        assert_eq!(exit(Error::new(ErrorCode::BookMissing)), 3);
        assert_eq!(exit(Error::new(ErrorCode::FileUnreadable)), 3);
        assert_eq!(exit(Error::new(ErrorCode::FileUnreadable).with("file", "shop.rasid")), 3);
        assert_eq!(exit(Error::new(ErrorCode::FileUnreadable).with("file", "old.csv")), 1);
        assert_eq!(exit(Error::new(ErrorCode::BookBusy)), 4);
        assert_eq!(exit(Error::new(ErrorCode::BookLocked)), 4);
        assert_eq!(exit(Error::bug("?")), 1);
    }

    #[test]
    fn a_table_is_aligned_by_characters() {
        let rows = [json!({ "name": "Été", "balance": "1.00" }), json!({ "name": "Atlas\nTV", "low": null })];
        let lines = table(&["name", "balance", "low"], &rows).unwrap();
        assert_eq!(lines, ["name      balance  low", "Été       1.00     -", "Atlas TV  -        -"]);
    }
}
