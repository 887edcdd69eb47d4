//! The old system's files.

use std::path::PathBuf;

use rasid_core::legacy::{self, ImportRequest, Merge, PanelFigure};
use rasid_core::{Error, Result};
use serde::Serialize;
use serde_json::Value;

use crate::args::ImportLegacy;
use crate::context::Context;
use crate::messages::Texts;
use crate::output::{Answer, table};

const FILE: &[&str] = &["path", "shape", "encoding", "delimiter", "rows"];
const READ: &[&str] = &["path", "shape", "rows", "accepted", "refused", "duplicates"];
const PLATFORM: &[&str] = &["name", "deposited", "opening", "consumed", "adjusted", "balance"];
const ISSUE: &[&str] = &["severity", "code", "file", "row", "column", "value"];

/// Says what each file is; the book is not needed for it.
pub fn inspect(context: &Context, paths: &[PathBuf]) -> Result<Answer> {
    let inspection = legacy::inspect(paths)?;
    context.answer(&inspection, |texts| {
        let mut lines = section(&shown(&inspection)?, "files", FILE)?;
        lines.extend(inspection.passed_over.iter().map(|error| texts.error(error)));
        Ok(lines)
    })
}

/// Brings old data in, or says what would come in.
pub fn import(context: &Context, typed: ImportLegacy) -> Result<Answer> {
    if let Some(file) = &typed.rejects {
        // A slip in the name of the file shows before anything comes in.
        legacy::check_rejects_target(file)?;
    }
    let (book, caller) = context.book_and_caller()?;
    let balances = typed.balance.into_iter().map(|(platform, figure)| PanelFigure { platform, figure });
    let merges = typed.merge.into_iter().map(|(spelling, platform)| Merge { spelling, platform });
    let request = ImportRequest {
        paths: typed.paths,
        mode: typed.mode,
        balances: balances.collect(),
        merges: merges.collect(),
        dry_run: typed.dry_run,
    };
    let report = legacy::import(book, caller, request)?;
    if let Some(file) = &typed.rejects {
        legacy::write_rejects(&report.refused, file)?;
    }
    context.answer(&report, |texts| lines(texts, &shown(&report)?, &report.passed_over))
}

fn lines(texts: &Texts, report: &Value, passed_over: &[Error]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for (name, columns) in [("files", READ), ("platforms", PLATFORM), ("issues", ISSUE)] {
        let part = section(report, name, columns)?;
        if !part.is_empty() {
            lines.extend(part);
            lines.push(String::new());
        }
    }
    lines.extend(passed_over.iter().map(|error| texts.error(error)));
    let difference = report["reconciliation"]["difference"].as_str().unwrap_or_default();
    lines.push(texts.say("difference", &[("difference", &difference)]));
    lines.push(match report["batch"].as_str() {
        Some(batch) => texts.say("imported", &[("batch", &batch)]),
        None => texts.say("import_rehearsed", &[]),
    });
    Ok(lines)
}

fn section(report: &Value, name: &str, columns: &[&str]) -> Result<Vec<String>> {
    match report[name].as_array() {
        Some(rows) if !rows.is_empty() => table(columns, rows),
        _ => Ok(Vec::new()),
    }
}

fn shown<T: Serialize>(report: &T) -> Result<Value> {
    serde_json::to_value(report).map_err(Error::bug)
}
