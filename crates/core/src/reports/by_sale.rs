//! Rows of several tables side by side in the order of their sale: what belongs to a sale is found without a lookup
//! per sale and without remembering all of them.

use rusqlite::{Row, Rows};

use crate::error::Result;

/// Rows ordered by sale, the sale in column 0.
pub(crate) struct BySale<'s, T> {
    rows: Rows<'s>,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ahead: Option<(i64, T)>,
}

impl<'s, T> BySale<'s, T> {
    /// Starts before the first row.
    pub fn new(rows: Rows<'s>, read: fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Self> {
        let mut new = Self { rows, read, ahead: None };
        new.advance()?;
        Ok(new)
    }

    /// The sale of the row ahead; none at the end.
    pub fn sale(&self) -> Option<i64> {
        self.ahead.as_ref().map(|(sale, _)| *sale)
    }

    /// The next row of a sale, passing by those of sales before it; none when there are no more.
    pub fn next_of(&mut self, sale: i64) -> Result<Option<T>> {
        while self.sale().is_some_and(|ahead| ahead < sale) {
            self.advance()?;
        }
        if self.sale() != Some(sale) {
            return Ok(None);
        }
        let found = self.ahead.take();
        self.advance()?;
        Ok(found.map(|(_, row)| row))
    }

    fn advance(&mut self) -> Result<()> {
        self.ahead = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, (self.read)(row)?)),
            None => None,
        };
        Ok(())
    }
}
