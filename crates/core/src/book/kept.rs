//! Statements that one operation runs over and over, prepared at its first need and kept at hand until its end.

use std::fmt;

use rusqlite::{CachedStatement, Params, Transaction};

use super::journal::Journal;
use crate::error::Result;

/// The inserts that posting repeats.
#[derive(Debug, Default)]
pub(crate) struct Inserts<'t> {
    pub sale: Kept<'t>,
    pub line: Kept<'t>,
    pub movement: Kept<'t>,
    pub payment: Kept<'t>,
    pub journals: [Kept<'t>; Journal::ALL.len()],
}

/// One of them.
#[derive(Default)]
pub(crate) struct Kept<'t>(Option<CachedStatement<'t>>);

impl<'t> Kept<'t> {
    /// Runs `sql`, which must be the same in every call; answers the new row's id.
    pub fn insert(&mut self, tx: &'t Transaction<'t>, sql: &'static str, values: impl Params) -> Result<i64> {
        let statement = match &mut self.0 {
            Some(statement) => statement,
            none => none.insert(tx.prepare_cached(sql)?),
        };
        statement.execute(values)?;
        Ok(tx.last_insert_rowid())
    }
}

impl fmt::Debug for Kept<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "prepared" } else { "not yet prepared" })
    }
}
