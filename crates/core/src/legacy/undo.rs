//! Taking an import back.
//!
//! While nothing was recorded since, the book becomes what it was: the copy that was taken before the import is put back.
//! Later, counter-entries dated today take back what the import brought, in one transaction, and its rows stay for the
//! record. What newer records use is kept and listed: a sale that was paid since, a product sold since, credit that was
//! spent. Credit is never taken below zero for it, since that only a sale made so on purpose may do: what was spent stays
//! spent. Everything else that the import made is put aside, never deleted, and the keys of its rows are released, so that
//! the same files can come in again.

mod counter;
mod since;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::report::ImportMode;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::book::{self, BackupReport, Book};
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::money::Money;
use crate::time::{Caller, Day, Instant};

choice! {
    /// How an import is taken back.
    UndoWay {
        /// The copy from before it is put back.
        Backup => "backup",
        /// By counter-entries.
        Entries => "entries",
    }
}

choice! {
    /// What was kept.
    KeptKind {
        /// A platform, or credit on it.
        Platform => "platform",
        /// A product.
        Product => "product",
        /// A customer.
        Customer => "customer",
        /// A sale of the old system.
        Sale => "sale",
        /// A deposit, as far as it was paid since.
        Deposit => "deposit",
    }
}

choice! {
    /// Why it was kept.
    KeptWhy {
        /// Money came or went for it since.
        PaidSince => "paid_since",
        /// It was sold, or somebody bought, since.
        SoldSince => "sold_since",
        /// A newer sale renews its subscription.
        RenewedSince => "renewed_since",
        /// A subscription was paused, taken up or passed on since.
        SubscriptionSince => "subscription_since",
        /// Access was noted for it since.
        AccessSince => "access_since",
        /// Codes of it came in since.
        StockedSince => "stocked_since",
        /// It was given another price since.
        PricedSince => "priced_since",
        /// He promised to pay since.
        PromisedSince => "promised_since",
        /// Somebody was merged into him since.
        MergedSince => "merged_since",
        /// Its credit moved since.
        MovedSince => "moved_since",
        /// A product in use is offered on it.
        Offered => "offered",
        /// So much of its credit was spent since.
        CreditSpent => "credit_spent",
        /// The credit came out even, but so much of its value was spent since.
        ValueSpent => "value_spent",
        /// A row of another import stands for it.
        ImportedSince => "imported_since",
        /// A sale that was kept names it.
        OfKept => "of_kept",
    }
}

/// Something that was kept because newer records use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Kept {
    /// What.
    pub kind: KeptKind,
    /// Its name, or a sale's old number.
    pub name: String,
    /// Why.
    pub why: KeptWhy,
    /// How much of it, where that is the question.
    pub amount: Option<Money>,
}

/// What counter-entries did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct UndoCounts {
    /// Sales cancelled.
    pub sales: u32,
    /// Payments paid back, those of the cancelled sales not among them.
    pub payments: u32,
    /// Deposits taken back.
    pub deposits: u32,
    /// Platforms whose credit moved.
    pub platforms: u32,
    /// Platforms, products and customers put aside.
    pub archived: u32,
}

/// What taking an import back did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct UndoReport {
    /// It was done; a quote says no.
    pub undone: bool,
    /// Which import.
    pub batch: String,
    /// How.
    pub way: UndoWay,
    /// The copy that the book goes back to.
    pub backup: Option<String>,
    /// Where the replaced book is kept.
    pub replaced: Option<String>,
    /// The copy could have been put back, but is missing or damaged: its name.
    pub backup_lost: Option<String>,
    /// What counter-entries do.
    pub counts: UndoCounts,
    /// What stays, and why.
    pub kept: Vec<Kept>,
}

/// An import of this book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ImportSummary {
    /// Its id.
    pub batch: String,
    /// The business day on which it came in.
    pub date: Day,
    /// How.
    pub mode: ImportMode,
    /// Its files.
    pub files: Vec<String>,
    /// Rows in them.
    pub rows: u32,
    /// Rows that came in.
    pub accepted: u32,
    /// Rows that could not.
    pub refused: u32,
    /// The day on which it was taken back.
    pub undone: Option<Day>,
}

/// An import as the book knows it.
#[derive(Debug, Clone)]
struct Batch {
    id: i64,
    uuid: String,
    /// The moment that all its entries bear.
    at: Instant,
}

/// The imports of a book, the newest first.
pub fn imports(connection: &Connection) -> Result<Vec<ImportSummary>> {
    let mut statement = connection.prepare_cached(
        "SELECT b.uuid, b.day, b.mode, b.report, u.day FROM legacy_batches b
         LEFT JOIN legacy_undos u ON u.batch_id = b.id ORDER BY b.id DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let report: Value = serde_json::from_str(&row.get::<_, String>(3)?).map_err(Error::bug)?;
        let files = report["files"].as_array().map_or(&[][..], Vec::as_slice);
        let sum = |name: &str| {
            let counts = files.iter().filter_map(|file| file[name].as_u64());
            u32::try_from(counts.sum::<u64>()).unwrap_or(u32::MAX)
        };
        let mode: String = row.get(2)?;
        found.push(ImportSummary {
            batch: uuid::Uuid::from_bytes(row.get(0)?).to_string(),
            date: row.get(1)?,
            mode: serde_json::from_value(Value::String(mode)).map_err(Error::bug)?,
            files: files.iter().filter_map(|file| file["path"].as_str()).map(str::to_owned).collect(),
            rows: sum("rows"),
            accepted: sum("accepted"),
            refused: sum("refused"),
            undone: row.get(4)?,
        });
    }
    Ok(found)
}

/// Remembers how the book stands behind an import and which copy was taken before it; not where something was recorded
/// between the two.
pub(super) fn mark(tx: &Transaction<'_>, batch: &str, backup: &BackupReport, as_copied: bool) -> Result<()> {
    let name = Path::new(&backup.file).file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name.filter(|_| as_copied) else { return Ok(()) };
    let id = find(tx, batch)?.id;
    let state = book::state(tx)?;
    tx.execute(
        "INSERT INTO legacy_marks (batch_id, backup, sha256, state) VALUES (?1, ?2, ?3, ?4)",
        params![id, name, backup.sha256, state],
    )?;
    Ok(())
}

/// Whether the book stands as in a copy of it.
pub(super) fn stands_as_in(connection: &Connection, backup: &BackupReport) -> Result<bool> {
    Ok(book::state(&book::open_copy(Path::new(&backup.file))?)? == book::state(connection)?)
}

fn find(connection: &Connection, batch: &str) -> Result<Batch> {
    let unknown = || Error::new(ErrorCode::UnknownImport).with("field", "batch").with("value", batch.trim());
    let uuid = uuid::Uuid::parse_str(batch.trim()).map_err(|_| unknown())?;
    let found = connection
        .prepare_cached("SELECT id, recorded_at FROM legacy_batches WHERE uuid = ?1")?
        .query_row([uuid.as_bytes()], |r| Ok((r.get(0)?, Instant::from_millis(r.get(1)?))))
        .optional()?;
    let (id, at) = found.ok_or_else(unknown)?;
    Ok(Batch { id, uuid: uuid.to_string(), at })
}

/// The import, which was not taken back yet.
fn standing(connection: &Connection, batch: &str) -> Result<Batch> {
    let found = find(connection, batch)?;
    let undone: Option<Day> = connection
        .prepare_cached("SELECT day FROM legacy_undos WHERE batch_id = ?1")?
        .query_row([found.id], |r| r.get(0))
        .optional()?;
    match undone {
        None => Ok(found),
        Some(day) => Err(Error::new(ErrorCode::ImportUndone).with("value", found.uuid).with("date", day)),
    }
}

/// The copy from before an import, where nothing was recorded since.
struct Copy {
    file: PathBuf,
    sha256: String,
    state: [u8; 32],
}

impl Copy {
    fn of(connection: &Connection, path: &Path, batch: &Batch) -> Result<Option<Self>> {
        let found = connection
            .prepare_cached("SELECT backup, sha256, state FROM legacy_marks WHERE batch_id = ?1")?
            .query_row([batch.id], |r| {
                let name: String = r.get(0)?;
                Ok(Self { file: book::kept_copy(path, &name), sha256: r.get(1)?, state: r.get(2)? })
            })
            .optional()?;
        match found {
            Some(copy) if book::state(connection)? == copy.state => Ok(Some(copy)),
            _ => Ok(None),
        }
    }

    /// Byte for byte the copy that was verified when it was taken; going back to it verifies it once more.
    fn is_whole(&self) -> bool {
        book::sha256_of(&self.file).is_ok_and(|sha256| sha256 == self.sha256)
    }

    fn name(&self) -> String {
        self.file.display().to_string()
    }
}

/// The import, which was not taken back yet, and the copy that the book at `path` can go back to.
fn with_copy(book: &Book, path: &Path, batch: &str) -> Result<(Batch, Option<Copy>)> {
    book.read(|c| {
        let found = standing(c, batch)?;
        let copy = Copy::of(c, path, &found)?;
        Ok((found, copy))
    })
}

fn report(batch: &Batch, way: UndoWay) -> UndoReport {
    UndoReport {
        undone: true,
        batch: batch.uuid.clone(),
        way,
        backup: None,
        replaced: None,
        backup_lost: None,
        counts: UndoCounts::default(),
        kept: Vec::new(),
    }
}

/// What taking an import back would do; nothing is recorded.
pub fn undo_quote(book: &Book, caller: Caller, batch: &str) -> Result<UndoReport> {
    let (found, copy) = with_copy(book, book.path(), batch)?;
    let lost = match copy {
        Some(copy) if copy.is_whole() => {
            return Ok(UndoReport { undone: false, backup: Some(copy.name()), ..report(&found, UndoWay::Backup) });
        }
        Some(copy) => Some(copy.name()),
        None => None,
    };
    let quote = book.rehearse(0, move |tx| {
        Posting::run(tx, caller, |posting| counter::post(posting, &found, report(&found, UndoWay::Entries)))
    })?;
    Ok(UndoReport { undone: false, backup_lost: lost, ..quote })
}

/// Takes an import back. The book at `path` must not be open in this program; where another uses it, and going back to
/// the copy would do, it is refused.
pub fn undo(
    path: &Path,
    busy: Duration,
    caller: impl FnOnce(&Book) -> Result<Caller>,
    key: Option<&str>,
    batch: &str,
) -> Result<UndoReport> {
    let book = Book::open(path, busy)?;
    let caller = caller(&book)?;
    let request = Request::new("legacy_undo", key, &batch.trim())?;
    if let Some(key) = key
        && book.read(|c| Request::result_of(c, "legacy_undo", key))?.is_some()
    {
        // A retry is answered what was done, or refused where the key was for another import.
        return by_entries(&book, caller, request, batch, None);
    }
    let (found, copy) = with_copy(&book, path, batch)?;
    let Some(copy) = copy else { return by_entries(&book, caller, request, batch, None) };
    if !copy.is_whole() {
        return by_entries(&book, caller, request, batch, Some(copy.name()));
    }
    drop(book);
    match book::restore_where(path, &copy.file, busy, |c| Ok(book::state(c)? == copy.state))? {
        Some(restored) => {
            let (backup, replaced) = (Some(copy.name()), restored.kept);
            Ok(UndoReport { backup, replaced, ..report(&found, UndoWay::Backup) })
        }
        // Something was recorded in the meantime.
        None => by_entries(&Book::open(path, busy)?, caller, request, batch, None),
    }
}

fn by_entries(
    book: &Book,
    caller: Caller,
    request: Request,
    batch: &str,
    backup_lost: Option<String>,
) -> Result<UndoReport> {
    let batch = batch.to_owned();
    book.write(move |tx| {
        let id = request.once(tx, caller, |posting| {
            let found = standing(tx, &batch)?;
            let done = counter::post(posting, &found, UndoReport { backup_lost, ..report(&found, UndoWay::Entries) })?;
            keep(posting, &found, &done)
        })?;
        let text: String = tx.query_row("SELECT report FROM legacy_undos WHERE id = ?1", [id], |r| r.get(0))?;
        serde_json::from_str(&text).map_err(Error::bug)
    })
}

/// Marks the import as taken back and releases the keys of its rows.
fn keep(posting: &mut Posting<'_>, batch: &Batch, report: &UndoReport) -> Result<i64> {
    let caller = posting.caller;
    posting.tx.execute(
        "DELETE FROM legacy_keys WHERE row_id IN (SELECT r.id FROM legacy_rows r JOIN legacy_files f ON f.id = r.file_id
           WHERE f.batch_id = ?1)",
        [batch.id],
    )?;
    let text = serde_json::to_string(report).map_err(Error::bug)?;
    posting.append(Journal::LegacyUndos, params![batch.id, caller.today, text, caller.actor.code(), caller.now])
}
