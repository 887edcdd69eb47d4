//! How a book stands: one hash that any business row and any setting moves.

use rusqlite::Connection;

use super::chain::{Hash, Link, START};
use super::heads::{self, SEAL};
use crate::error::Result;

/// What no chain covers: the shop's settings and wordings whole, and how many rows there are of what was handed over and
/// of imports. Names and prices are covered by the audit, which is chained.
const BESIDE: [&str; 5] = [
    "SELECT * FROM book",
    "SELECT * FROM methods ORDER BY id",
    "SELECT * FROM templates ORDER BY kind, language",
    "SELECT count(*), coalesce(max(id), 0) FROM deliveries",
    "SELECT coalesce(max(id), 0) FROM legacy_batches",
];

/// The hash of how the book stands: the same as long as nothing was recorded and no setting changed. What is being typed
/// and was not recorded is no part of it.
pub(crate) fn state(connection: &Connection) -> Result<Hash> {
    let seal = heads::read(connection)?.get(SEAL).copied();
    let mut link = Link::after(&seal.map_or(START, |seal| seal.hash)).int(seal.map_or(0, |seal| seal.length));
    for sql in BESIDE {
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                link = link.value(row.get_ref(column)?)?;
            }
        }
    }
    Ok(link.finish())
}
