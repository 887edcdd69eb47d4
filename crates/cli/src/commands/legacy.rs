//! The old system's files.

use std::path::PathBuf;

use rasid_core::legacy::{self, FileChoice, ImportRequest, Merge, PanelFigure, UndoReport, UndoWay};
use rasid_core::{Actor, Error, Result};
use serde::Serialize;
use serde_json::Value;

use super::named;
use crate::args::ImportLegacy;
use crate::context::{BUSY, Context};
use crate::messages::Texts;
use crate::output::{Answer, table};

const FILE: &[&str] = &["path", "shape", "encoding", "delimiter", "rows"];
const READ: &[&str] = &["path", "shape", "rows", "accepted", "refused", "duplicates"];
const PLATFORM: &[&str] = &["name", "deposited", "opening", "consumed", "adjusted", "balance"];
const IMPORT: &[&str] = &["batch", "date", "mode", "rows", "accepted", "refused", "undone"];
const KEPT: &[&str] = &["kind", "name", "why", "amount"];
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
    let choices = choices(&typed);
    let balances = typed.balance.into_iter().map(|(platform, figure)| PanelFigure { platform, figure });
    let merges = typed.merge.into_iter().map(|(spelling, platform)| Merge { spelling, platform });
    let request = ImportRequest {
        paths: typed.paths,
        mode: typed.mode,
        balances: balances.collect(),
        merges: merges.collect(),
        choices,
        dry_run: typed.dry_run,
    };
    let report = legacy::import(book, caller, request)?;
    if let Some(file) = &typed.rejects {
        legacy::write_rejects(&report.refused, file)?;
    }
    context.answer(&report, |texts| lines(texts, &shown(&report)?, &report.passed_over))
}

/// The imports of the book.
pub fn list(context: &Context) -> Result<Answer> {
    let imports = context.book()?.read(legacy::imports)?;
    context.answer(&named("imports", &imports), |_| table(IMPORT, &imports))
}

/// What taking an import back would do.
pub fn undo_quote(context: &Context, batch: &str) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    undone(context, &legacy::undo_quote(book, caller, batch)?)
}

/// Takes an import back. The book may be replaced by the copy from before: it is not kept open meanwhile.
pub fn undo(context: &Context, batch: &str, key: Option<&str>) -> Result<Answer> {
    let today = context.today()?;
    let path = context.path()?;
    undone(context, &legacy::undo(&path, BUSY, |book| book.caller(Actor::CommandLine, today), key, batch)?)
}

fn undone(context: &Context, report: &UndoReport) -> Result<Answer> {
    context.answer(report, |texts| {
        let mut lines = section(&shown(report)?, "kept", KEPT)?;
        if let Some(backup) = &report.backup {
            lines.push(texts.say("undo_goes_back", &[("file", backup)]));
        }
        if let Some(replaced) = &report.replaced {
            lines.push(texts.say("kept", &[("file", replaced)]));
        }
        if let Some(lost) = &report.backup_lost {
            lines.push(texts.say("undo_backup_lost", &[("file", lost)]));
        }
        if report.way == UndoWay::Entries {
            let counts = report.counts;
            let values: [(&str, &dyn std::fmt::Display); 4] = [
                ("sales", &counts.sales),
                ("deposits", &counts.deposits),
                ("payments", &counts.payments),
                ("kept", &report.kept.len()),
            ];
            lines.push(texts.say("undo_entries", &values));
        }
        let last = if report.undone { "import_undone" } else { "import_rehearsed" };
        lines.push(texts.say(last, &[("batch", &report.batch)]));
        Ok(lines)
    })
}

/// What was said of single files, all that is said of one together.
fn choices(typed: &ImportLegacy) -> Vec<FileChoice> {
    let mut choices: Vec<FileChoice> = Vec::new();
    let mut say = |file: &str, part: &dyn Fn(&mut FileChoice)| {
        let known = choices.iter().position(|choice| choice.path == file).unwrap_or_else(|| {
            choices.push(FileChoice { path: file.to_owned(), ..FileChoice::default() });
            choices.len() - 1
        });
        choices.get_mut(known).into_iter().for_each(part);
    };
    typed.platform.iter().for_each(|(file, name)| say(file, &|choice| choice.platform = Some(name.clone())));
    typed.aside.iter().for_each(|file| say(file, &|choice| choice.aside = true));
    typed.decimal.iter().for_each(|(file, sign)| say(file, &|choice| choice.decimal = Some(*sign)));
    typed.date_order.iter().for_each(|(file, order)| say(file, &|choice| choice.dates = Some(*order)));
    choices
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
