//! The book as a whole.

use std::path::Path;

use rasid_core::book::{self, BackupReport, NewBook};
use rasid_core::time::Stopwatch;
use rasid_core::{Error, Result, demo};
use serde_json::{Number, json};

use super::named;
use crate::args::{Demo, Init};
use crate::context::{BUSY, Context};
use crate::output::{Answer, table};

const CHECK: &[&str] = &["name", "ok", "checked", "detail"];

/// Makes a new book.
pub fn init(context: &Context, typed: Init) -> Result<Answer> {
    let new = NewBook {
        name: typed.name,
        currency: typed.currency,
        timezone: typed.timezone,
        language: typed.language,
        demo: false,
    };
    let book = context.create(&new)?;
    let facts = book.facts()?;
    context.answer(&named("book", &facts), |texts| {
        Ok(vec![texts.say("book_made", &[("name", &facts.name), ("path", &book.path().display())])])
    })
}

/// Fills an empty book.
pub fn demo(context: &Context, typed: &Demo) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let watch = Stopwatch::start();
    let options = demo::Options { sales: typed.sales, seed: typed.seed, years: typed.years };
    let report = demo::fill(book, caller, options)?;
    let seconds = seconds(watch.millis());
    let number: Number = seconds.parse().map_err(Error::bug)?;
    let document = json!({ "sales": report.sales, "movements": report.movements, "seconds": number });
    context.answer(&document, |texts| {
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("sales", &report.sales), ("movements", &report.movements), ("seconds", &seconds)];
        Ok(vec![texts.say("demo_filled", &values)])
    })
}

fn seconds(millis: u64) -> String {
    format!("{}.{:03}", millis / 1000, millis % 1000)
}

/// Checks the whole book.
pub fn verify(context: &Context) -> Result<Answer> {
    let report = context.book()?.verify()?;
    let answer = context.answer(&report, |texts| {
        let mut lines = table(CHECK, &report.checks)?;
        let sentence = if report.ok { "verified" } else { "verify_failed" };
        lines.push(texts.say(sentence, &[]));
        Ok(lines)
    })?;
    Ok(if report.ok { answer } else { answer.of_damaged_book() })
}

/// Makes a verified copy.
pub fn backup(context: &Context, file: &Path) -> Result<Answer> {
    let report = context.book()?.backup(file)?;
    context.answer(&report, |texts| Ok(vec![texts.say("backed_up", &counts(&report))]))
}

/// Goes back to a copy. The present book may be damaged or gone: it is not opened first.
pub fn restore(context: &Context, file: &Path) -> Result<Answer> {
    let restored = book::restore(&context.path()?, file, BUSY)?;
    context.answer(&restored, |texts| {
        let mut lines = vec![texts.say("restored", &counts(&restored.report))];
        if let Some(kept) = &restored.kept {
            lines.push(texts.say("kept", &[("file", kept)]));
        }
        Ok(lines)
    })
}

fn counts(report: &BackupReport) -> [(&'static str, &dyn std::fmt::Display); 3] {
    [("file", &report.file), ("sales", &report.sales), ("movements", &report.movements)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_a_number_with_milliseconds() {
        assert_eq!(seconds(12_345), "12.345");
        assert_eq!(seconds(7), "0.007");
        assert_eq!(serde_json::to_string(&seconds(7).parse::<Number>().unwrap()).unwrap(), "0.007");
    }
}
