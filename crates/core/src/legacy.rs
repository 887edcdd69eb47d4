//! The old system's files: what each is, and their import into the book.
//!
//! Files are known by their columns' names. Every row gets a fate and is kept word for word; what comes in is posted by
//! the same code as at the counter, in one transaction, behind a backup, and reconciled with the files to the centime.

mod batch;
mod cells;
mod choices;
mod columns;
mod converted;
mod decoding;
mod earlier;
mod inspection;
mod keep;
mod kept_rows;
mod keys;
mod mapping;
mod parties;
mod paying;
mod plan;
mod post;
mod proposal;
mod records;
mod rejects;
mod report;
mod sections;
mod shapes;
mod suppliers;
mod survey;
mod synonyms;
mod tables;
mod taken_up;
#[cfg(test)]
mod tests;
mod totals;
mod undo;
mod values;
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

pub use choices::{DecimalSign, FileChoice};
pub(crate) use decoding::read_text;
pub use inspection::{
    Alternatives, ColumnFormat, FormatExample, FormatSource, HeaderLine, InspectedFile, InspectedSupplier, Inspection,
    PreviewCell, PreviewRow, inspect, inspect_for,
};
pub use kept_rows::{Became, KeptCell, KeptIssue, KeptRow, KeptRowsPage, KeptRowsQuery, RowFate, kept_rows};
pub use mapping::{MappedColumn, Mapping};
pub use proposal::Proposal;
pub use rejects::{check_rejects_target, write_rejects};
pub use report::{
    ImportFile, ImportIssue, ImportMode, ImportPlatform, ImportReport, ImportTotals, PurchaseTotals, Reconciliation,
    RefusedRow, SaleTotals,
};
pub use suppliers::Merge;
pub use survey::ENDINGS;
pub use undo::{ImportSummary, Kept, KeptKind, KeptWhy, UndoCounts, UndoReport, UndoWay, imports, undo, undo_quote};
pub use values::DateOrder;
pub use verdicts::{Severity, Verdict};

use crate::book::Book;
use crate::book::posting::Posting;
use crate::error::{Error, ErrorCode, Result};
use crate::money::{Credit, typed_credit};
use crate::time::{Actor, Caller, Instant};
use batch::{Batch, Setting};
use choices::Choices;
use mapping::Remembered;
use paying::Covers;
use post::{Import, Said};
use suppliers::Suppliers;
use survey::survey_all;

/// What a platform's panel says.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PanelFigure {
    /// The platform, in any of its spellings.
    pub platform: String,
    /// The balance, as typed.
    pub figure: String,
}

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Files, or folders with CSV files, workbooks and JSON.
    pub paths: Vec<PathBuf>,
    /// What the old sales do to the platforms' credit.
    pub mode: ImportMode,
    /// What the panels say today.
    pub balances: Vec<PanelFigure>,
    /// Spellings that belong to a platform of another name.
    pub merges: Vec<Merge>,
    /// How single files are read, where they don't say it themselves.
    pub choices: Vec<FileChoice>,
    /// Answer only; nothing is recorded, no backup is taken.
    pub dry_run: bool,
}

/// Imports files: one backup, one transaction, one report. Refused rows come back in the report for
/// [`write_rejects`]; a file that is no table of the old system refuses the whole import, unless a person leaves it aside
/// or says what its columns stand for.
pub fn import(book: &Book, caller: Caller, request: ImportRequest) -> Result<ImportReport> {
    let caller = Caller { actor: Actor::Import, ..caller };
    let setting = Setting { zone: book.timezone(), decimals: book.currency_decimals() };
    refuse_figures_of_an_archive(&request)?;
    let dry_run = request.dry_run;
    let choices = Choices::new(&request.choices, Remembered::read(book)?)?;
    let found = survey_all(&request.paths, &choices)?;
    let rows = found.sections.iter().map(|section| u64::from(section.rows)).sum();
    let batch = tables::read(found, request.merges.clone(), setting)?;
    let work = move |tx: &Transaction<'_>| {
        let caller = alone_at_its_moment(tx, caller)?;
        Posting::run(tx, caller, |posting| run(posting, batch, &request, setting))
    };
    if dry_run {
        return book.rehearse(rows, work);
    }
    let backup = crate::book::backup::before(book, "before-import")?;
    let copy = backup.clone();
    let mut report = book.write_many(rows, move |tx| {
        let as_copied = undo::stands_as_in(tx, &copy)?;
        let report = work(tx)?;
        undo::mark(tx, report.batch.as_deref().unwrap_or_default(), &copy, as_copied)?;
        Ok(report)
    })?;
    report.backup = Some(backup.file);
    Ok(report)
}

/// All entries of an import bear one moment, by which they are told from those of any other: it is behind the one before,
/// also where the clock was set back.
fn alone_at_its_moment(tx: &Transaction<'_>, caller: Caller) -> Result<Caller> {
    let newest: Option<i64> = tx.query_row("SELECT max(recorded_at) FROM legacy_batches", [], |r| r.get(0))?;
    let behind = newest.map_or(caller.now, |newest| Instant::from_millis(newest.saturating_add(1)));
    Ok(Caller { now: caller.now.max(behind), ..caller })
}

fn run(posting: &mut Posting<'_>, mut batch: Batch, request: &ImportRequest, setting: Setting) -> Result<ImportReport> {
    let tx = posting.tx;
    let marks = report::Marks::read(tx)?;
    keys::settle(tx, &mut batch)?;
    // Before the figures: one may be given for a platform that only an earlier import named.
    let sources = plan::Sources::of(tx, &mut batch, setting)?;
    let figures = figures(&mut batch.suppliers, request, setting.decimals)?;
    let parties = parties::Parties::new(tx, &batch)?;
    let (mode, said, covers, unsaid) = (request.mode, Said::default(), Covers::default(), BTreeSet::new());
    let mut import = Import { posting, batch, parties, sources, mode, setting, figures, said, covers, unsaid };
    import.run()?;
    let mut report = report::report(&import, &marks, request.dry_run)?;
    keep::keep(import.posting, &import.batch, request.mode, &mut report)?;
    Ok(report)
}

/// An archive posts nothing: a figure given with it would be lost without a word.
fn refuse_figures_of_an_archive(request: &ImportRequest) -> Result<()> {
    let given = request.balances.iter().position(|typed| !typed.figure.trim().is_empty());
    match given {
        Some(index) if request.mode == ImportMode::Archive => Err(Error::new(ErrorCode::ImportRefused)
            .with("field", format!("balances.{index}.figure"))
            .with("detail", "an archive takes no balances")),
        _ => Ok(()),
    }
}

/// What the panels say, by supplier group. A platform that no file names, now or before, is refused.
fn figures(suppliers: &mut Suppliers, request: &ImportRequest, decimals: u8) -> Result<BTreeMap<usize, Credit>> {
    let mut figures = BTreeMap::new();
    for (index, typed) in request.balances.iter().enumerate() {
        let place = format!("balances.{index}");
        if typed.figure.trim().is_empty() {
            continue;
        }
        let credit = typed_credit("figure", &typed.figure, decimals).map_err(|e| e.within(&place))?;
        if credit.is_negative() {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", format!("{place}.figure"));
            return Err(refused.with("value", &typed.figure).with("min", 0));
        }
        let supplier = match suppliers.find(&typed.platform) {
            Some(supplier) => supplier,
            None if crate::text::key(&typed.platform) == crate::text::key(suppliers::TO_SORT) => {
                suppliers.named(suppliers::TO_SORT)
            }
            None => {
                let unknown = Error::new(ErrorCode::UnknownPlatform).with("field", format!("{place}.platform"));
                return Err(unknown.with("value", &typed.platform));
            }
        };
        figures.insert(supplier, credit);
    }
    Ok(figures)
}
