//! Verification: every invariant on a live book, the chains of hashes, SQLite's integrity and foreign keys.

mod chains;
mod counter;
mod pairs;
mod sums;

use rusqlite::Connection;
use serde::Serialize;

use super::journal::Journal;
use super::{Book, bootstrap, connection, read_in_transaction};
use crate::error::Result;

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Check {
    /// Stable name.
    pub name: String,
    /// Whether it holds.
    pub ok: bool,
    /// How many rows were looked at.
    pub checked: u32,
    /// The first thing found wrong; empty where all is well.
    pub detail: String,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct VerifyReport {
    /// Whether every check holds.
    pub ok: bool,
    /// The checks.
    pub checks: Vec<Check>,
}

/// A check being made: counts rows and keeps the first fault.
#[derive(Debug)]
struct Tally {
    name: &'static str,
    checked: u32,
    fault: Option<String>,
}

impl Tally {
    fn new(name: &'static str) -> Self {
        Self { name, checked: 0, fault: None }
    }

    fn row(&mut self) {
        self.checked = self.checked.saturating_add(1);
    }

    fn expect(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds && self.fault.is_none() {
            self.fault = Some(fault());
        }
    }

    fn done(self) -> Check {
        Check {
            name: self.name.to_owned(),
            ok: self.fault.is_none(),
            checked: self.checked,
            detail: self.fault.unwrap_or_default(),
        }
    }
}

impl Book {
    /// Checks the whole book as it stands at one moment, while others go on working with it.
    pub fn verify(&self) -> Result<VerifyReport> {
        let connection = connection::open_checker(&self.path, self.busy)?;
        read_in_transaction(&connection, verify_connection)
    }
}

/// Checks the book behind a connection.
pub(crate) fn verify_connection(connection: &Connection) -> Result<VerifyReport> {
    let mut checks = vec![integrity(connection)?];
    if checks.iter().all(|check| check.ok) {
        // A row that cannot even be read is a fault of the book, not of the check.
        let mut add = |check: Result<Check>| check.or_else(|error| unreadable(&error)).map(|check| checks.push(check));
        for check in FORMS {
            add(check(connection))?;
        }
        for journal in Journal::ALL {
            add(chains::journal(connection, *journal))?;
        }
        for check in SUMS {
            add(check(connection))?;
        }
    }
    Ok(VerifyReport { ok: checks.iter().all(|check| check.ok), checks })
}

type Made = fn(&Connection) -> Result<Check>;

const FORMS: [Made; 6] =
    [foreign_keys, append_only, chains::heads, chains::movements, chains::sale_lines, chains::payments];

const SUMS: [Made; 17] = [
    sums::balances,
    sums::value_conserved,
    sums::credit_covered,
    sums::lines_and_movements,
    sums::totals,
    sums::cancellations,
    sums::numbers,
    sums::days,
    pairs::corrections,
    pairs::refunds,
    pairs::fees,
    pairs::advances,
    pairs::settlements,
    pairs::audit,
    counter::codes,
    counter::closings,
    counter::merges,
];

fn unreadable(error: &crate::Error) -> Result<Check> {
    if error.code == crate::ErrorCode::BookBusy {
        return Err(error.clone());
    }
    Ok(Check { name: "readable".into(), ok: false, checked: 0, detail: error.message.clone() })
}

fn integrity(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("integrity");
    tally.row();
    let answer: rusqlite::Result<String> = connection.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0));
    match answer {
        Ok(text) => tally.expect(text == "ok", || text.clone()),
        Err(error) => tally.expect(false, || error.to_string()),
    }
    Ok(tally.done())
}

fn foreign_keys(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("foreign_keys");
    let mut statement = connection.prepare("SELECT \"table\", rowid FROM pragma_foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tally.row();
        let (table, id): (String, Option<i64>) = (row.get(0)?, row.get(1)?);
        tally.expect(false, || format!("{table} {}", id.unwrap_or_default()));
    }
    Ok(tally.done())
}

/// Invariant 3: the database still refuses what it refused when it was made: every trigger of the schema stands as the
/// migrations write it, and none besides.
///
/// Posted rows are kept as they are by triggers, and each such table is chained: sales with their lines, the platforms'
/// movements, the payments and, without a hash in the row, the journals. Not chained is what may change, such as names
/// and settings (the audit tells of it), nor what stands around the imported rows: their files and keys.
fn append_only(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("append_only");
    let mut there = bootstrap::triggers_of(connection)?;
    for (name, as_made) in bootstrap::triggers_of(&bootstrap::bare()?)? {
        tally.row();
        let stands = there.remove(&name);
        tally.expect(stands.as_ref() == Some(&as_made), || format!("the rule {name} no longer holds"));
    }
    let added = there.into_keys().next();
    tally.expect(added.is_none(), || format!("{} was added", added.unwrap_or_default()));
    Ok(tally.done())
}
