//! What an import answers: per file, in sum, per platform, and each verdict; and whether files and book agree.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use super::batch::{Batch, Fate};
use super::post::{Import, Said, unreconciled};
use super::verdicts::{Severity, Verdict};
use crate::error::{Error, Result};
use crate::ids::PlatformId;
use crate::money::{Credit, Money};
use crate::platforms::MovementKind;
use crate::text;

/// What the old sales do to the platforms' credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ImportMode {
    /// Nothing: one closing movement brings each balance to what its panel says today.
    Opening,
    /// They take it, in the order of their days.
    Replay,
    /// Purchases and sales are kept to be read; nothing posts.
    Archive,
}

impl ImportMode {
    /// As it stands in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Replay => "replay",
            Self::Archive => "archive",
        }
    }
}

/// A table of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImportFile {
    /// The file.
    pub path: String,
    /// Which table.
    pub shape: String,
    /// Rows in it; a sum below the table is none.
    pub rows: u32,
    /// Rows that came in, those kept as history among them.
    pub accepted: u32,
    /// Rows that cannot come in.
    pub refused: u32,
    /// Rows that were there already.
    pub duplicates: u32,
}

/// A verdict on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImportIssue {
    /// The file, as in [`ImportFile::path`].
    pub file: String,
    /// The row's number as a spreadsheet shows it, where a cell of several lines is one row; the header is row 1.
    pub row: u32,
    /// The line of the file on which the row starts, as a text editor counts, from 1.
    pub line: u32,
    /// The column's name as it stands in the file; empty where the whole row is meant.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// The verdict.
    pub code: Verdict,
    /// How much it weighs.
    pub severity: Severity,
}

/// Purchases that came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PurchaseTotals {
    /// Rows.
    pub accepted: u32,
    /// Dinars.
    pub amount: Money,
}

/// Sales that came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleTotals {
    /// Rows.
    pub accepted: u32,
    /// Their totals.
    pub revenue: Money,
    /// What was paid of them, and now of sales that came in before.
    pub paid: Money,
    /// Revenue less what was paid; below zero where debts of before were paid off.
    pub debt: Money,
}

/// What came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImportTotals {
    /// Purchases.
    pub purchases: PurchaseTotals,
    /// Sales.
    pub sales: SaleTotals,
    /// Rows of subscribers.
    pub customers: u32,
    /// Rows of products.
    pub products: u32,
}

/// What an import does to a platform. Before, deposited, opening, consumed and adjusted add up to the balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImportPlatform {
    /// Name.
    pub name: String,
    /// The spellings that mean it, as they stand in the files.
    pub spellings: Vec<String>,
    /// Its balance before.
    pub before: Credit,
    /// By deposits.
    pub deposited: Credit,
    /// By what was there before the first purchase, or by the closing movement; signed.
    pub opening: Credit,
    /// By sales; below zero.
    pub consumed: Credit,
    /// By what the panel says; signed.
    pub adjusted: Credit,
    /// Its balance behind the import.
    pub balance: Credit,
    /// It starts at nothing because nothing was said of its panel.
    pub unsaid: bool,
}

/// Whether files and book agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Reconciliation {
    /// By how much purchases, revenue and payments differ, all together, without their signs.
    pub difference: Money,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImportReport {
    /// Its id; none for a dry run.
    pub batch: Option<String>,
    /// Nothing was recorded.
    pub dry_run: bool,
    /// How.
    pub mode: ImportMode,
    /// Each table.
    pub files: Vec<ImportFile>,
    /// In sum.
    pub totals: ImportTotals,
    /// Each platform.
    pub platforms: Vec<ImportPlatform>,
    /// Each verdict, in the order of the files and their rows.
    pub issues: Vec<ImportIssue>,
    /// What was left aside, with the reason: what a person leaves aside, files of a folder in which there is no table, and foreign sheets and lists
    /// beside known ones.
    pub passed_over: Vec<Error>,
    /// Files against book.
    pub reconciliation: Reconciliation,
    /// The copy of the book that was taken before.
    pub backup: Option<String>,
    /// The rows that cannot come in, with the reason, to be saved and corrected.
    #[serde(skip)]
    pub refused: Vec<RefusedRow>,
}

/// A row that cannot come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// The file.
    pub file: String,
    /// The line on which it starts.
    pub line: u32,
    /// The columns' names as they stand in the file.
    pub header: std::sync::Arc<[String]>,
    /// What stands in each.
    pub cells: Vec<String>,
    /// Why: `bad_date: purchase_date = 2025-02-31`.
    pub reason: String,
}

/// The newest rows before an import.
#[derive(Debug, Clone, Copy)]
pub struct Marks {
    deposits: i64,
    sales: i64,
    payments: i64,
    movements: i64,
}

impl Marks {
    /// Reads them.
    pub fn read(tx: &Transaction<'_>) -> Result<Self> {
        let newest = |table: &str| -> Result<i64> {
            Ok(tx.query_row(&format!("SELECT coalesce(max(id), 0) FROM {table}"), [], |r| r.get(0))?)
        };
        Ok(Self {
            deposits: newest("deposits")?,
            sales: newest("sales")?,
            payments: newest("payments")?,
            movements: newest("movements")?,
        })
    }

    /// By how much the book's new rows differ from what the files say, without signs. Refuses to go on if they do:
    /// nothing of such an import may stay.
    fn reconcile(&self, tx: &Transaction<'_>, said: &Said) -> Result<Money> {
        let sum = |sql: &str, mark: i64| -> Result<Money> { Ok(tx.query_row(sql, [mark], |r| r.get(0))?) };
        let purchases = sum("SELECT coalesce(sum(due), 0) FROM deposits WHERE id > ?1", self.deposits)?;
        let revenue = sum("SELECT coalesce(sum(total), 0) FROM sale_lines WHERE sale_id > ?1", self.sales)?;
        let paid =
            sum("SELECT coalesce(sum(amount), 0) FROM payments WHERE id > ?1 AND sale_id IS NOT NULL", self.payments)?;
        let mut difference = Money::ZERO;
        for (files, book) in
            [(said.purchases, purchases), (said.revenue, revenue), (said.paid.plus(said.paid_earlier)?, paid)]
        {
            let apart = files.minus(book)?;
            difference = difference.plus(if apart.is_negative() { apart.negated()? } else { apart })?;
        }
        if difference.is_zero() { Ok(difference) } else { Err(unreconciled(difference)) }
    }

    /// Credit by platform and kind that the new movements moved.
    fn moved(&self, tx: &Transaction<'_>) -> Result<HashMap<(PlatformId, &'static str), Credit>> {
        let mut statement = tx
            .prepare("SELECT platform_id, kind, sum(credit) FROM movements WHERE id > ?1 GROUP BY platform_id, kind")?;
        let rows = statement
            .query_map([self.movements], |r| Ok(((r.get(0)?, r.get::<_, MovementKind>(1)?.code()), r.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The report of an import that was posted, before its batch has an id.
pub fn report(import: &Import<'_, '_>, marks: &Marks, dry_run: bool) -> Result<ImportReport> {
    let tx = import.posting.tx;
    let posts = import.mode != ImportMode::Archive;
    let difference = if posts { marks.reconcile(tx, &import.said)? } else { Money::ZERO };
    Ok(ImportReport {
        batch: None,
        dry_run,
        mode: import.mode,
        files: files(&import.batch),
        totals: totals(import)?,
        platforms: platforms(import, tx, marks)?,
        issues: issues(&import.batch),
        passed_over: import.batch.passed_over.clone(),
        reconciliation: Reconciliation { difference },
        backup: None,
        refused: Vec::new(),
    })
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn files(batch: &Batch) -> Vec<ImportFile> {
    let of = |(section, rows): (&super::sections::Section, &Vec<super::batch::RowState>)| {
        let with = |fates: &[Fate]| count(rows.iter().filter(|row| fates.contains(&row.fate)).count());
        ImportFile {
            path: section.name.clone(),
            shape: section.shape_name().to_owned(),
            rows: count(rows.iter().filter(|row| row.fate != Fate::LeftOut).count()),
            accepted: with(&[Fate::Accepted, Fate::Kept]),
            refused: with(&[Fate::Refused]),
            duplicates: with(&[Fate::Duplicate]),
        }
    };
    batch.sections.iter().zip(&batch.rows).map(of).collect()
}

fn totals(import: &Import<'_, '_>) -> Result<ImportTotals> {
    let (batch, said) = (&import.batch, &import.said);
    let paid = said.paid.plus(said.paid_earlier)?;
    let came_in = |at| batch.state(at).is_some_and(|row| matches!(row.fate, Fate::Accepted | Fate::Kept));
    Ok(ImportTotals {
        purchases: PurchaseTotals {
            accepted: count(batch.purchases.iter().filter(|row| came_in(row.at)).count()),
            amount: said.purchases,
        },
        sales: SaleTotals {
            accepted: count(batch.sales.iter().filter(|row| came_in(row.at)).count()),
            revenue: said.revenue,
            paid,
            debt: said.revenue.minus(paid)?,
        },
        customers: count(batch.subscribers.iter().filter(|row| came_in(row.at)).count()),
        products: count(batch.products.iter().filter(|row| came_in(row.at)).count()),
    })
}

fn platforms(import: &Import<'_, '_>, tx: &Transaction<'_>, marks: &Marks) -> Result<Vec<ImportPlatform>> {
    let moved = marks.moved(tx)?;
    let mut platforms = Vec::new();
    for (supplier, group) in import.batch.suppliers.groups.iter().enumerate() {
        // One that only an earlier import knew, and that nothing came to.
        if group.spellings().is_empty() && !import.parties.platforms.contains_key(&supplier) {
            continue;
        }
        let known = match import.parties.platforms.get(&supplier) {
            Some(id) => Some(*id),
            None => tx
                .prepare_cached("SELECT id FROM platforms WHERE name_key = ?1")?
                .query_row([text::key(&group.name())], |r| r.get(0))
                .optional()?,
        };
        let by =
            |kind: MovementKind| known.and_then(|id| moved.get(&(id, kind.code()))).copied().unwrap_or(Credit::ZERO);
        let (name, balance) = match known {
            Some(id) => match import.posting.tails.get(&id) {
                Some(tail) => (tail.name.clone(), tail.pool.credit),
                None => newest(tx, id)?,
            },
            // Nobody's credit moved there, and no platform was made: its purchases are kept or were refused.
            None => (group.name(), Credit::ZERO),
        };
        let kinds = [MovementKind::Deposit, MovementKind::Opening, MovementKind::Sale, MovementKind::Adjustment];
        let [deposited, opening, consumed, adjusted] = kinds.map(by);
        let before = balance.minus(Credit::sum([deposited, opening, consumed, adjusted])?)?;
        let (spellings, unsaid) = (group.spellings(), import.unsaid.contains(&supplier));
        platforms.push(ImportPlatform {
            name,
            spellings,
            before,
            deposited,
            opening,
            consumed,
            adjusted,
            balance,
            unsaid,
        });
    }
    platforms.sort_by_key(|platform| text::key(&platform.name));
    Ok(platforms)
}

fn newest(tx: &Transaction<'_>, id: PlatformId) -> Result<(String, Credit)> {
    let sql = "SELECT name, coalesce((SELECT balance_after FROM movements WHERE platform_id = p.id
        ORDER BY seq DESC LIMIT 1), 0) FROM platforms p WHERE id = ?1";
    Ok(tx.prepare_cached(sql)?.query_row(params![id], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// The verdicts in order. A row that does not come in has no warnings: they are about what it would have become.
fn issues(batch: &Batch) -> Vec<ImportIssue> {
    let mut found: Vec<_> = batch.findings.iter().collect();
    found.sort_by_key(|(at, _)| *at);
    let of = |(at, finding): &(super::batch::At, super::verdicts::Finding)| {
        let (state, section) = (batch.state(*at)?, batch.sections.get(at.section)?);
        let severity = finding.severity;
        let stands = matches!(state.fate, Fate::Accepted | Fate::Kept);
        if severity == Severity::Warning && !stands {
            return None;
        }
        Some(ImportIssue {
            file: section.name.clone(),
            row: state.record,
            line: state.line,
            column: finding.column.clone(),
            value: finding.value.clone(),
            code: finding.code,
            severity,
        })
    };
    found.into_iter().filter_map(of).collect()
}
