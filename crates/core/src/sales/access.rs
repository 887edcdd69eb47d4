//! Delivered access: what the customer was handed for a line, such as a login, a link or a code.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::read::{Sale, get, row};
use crate::book::Book;
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{SaleId, SaleLineId};
use crate::settings::audit;
use crate::text;
use crate::time::Caller;

/// So many at most of one line.
const MOST: usize = 50;

choice!(
    /// What kind of access it is.
    AccessKind {
        /// A user's name, with its password.
        Login => "login",
        /// An address.
        Link => "link",
        /// A code or a key.
        Code => "code",
        /// A PIN.
        Pin => "pin",
        /// Anything else.
        Note => "note",
    }
);

/// One access that was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Access {
    /// What it is.
    pub kind: AccessKind,
    /// As the customer gets it.
    pub content: String,
}

/// What was handed over for each line of a sale.
pub(crate) fn of_sale(connection: &Connection, sale: SaleId) -> Result<HashMap<SaleLineId, Vec<Access>>> {
    let mut statement = connection.prepare_cached(
        "SELECT d.sale_line_id, d.kind, CAST(d.content AS TEXT) FROM sale_lines l JOIN deliveries d ON d.sale_line_id = l.id
         WHERE l.sale_id = ?1 AND d.sealed = 0 ORDER BY d.id",
    )?;
    let mut rows = statement.query([sale])?;
    let mut all: HashMap<SaleLineId, Vec<Access>> = HashMap::new();
    while let Some(row) = rows.next()? {
        all.entry(row.get(0)?).or_default().push(Access { kind: row.get(1)?, content: row.get(2)? });
    }
    Ok(all)
}

/// The sale of a line; nothing is handed over any more for one that was taken back.
fn sale_of_standing(connection: &Connection, line: SaleLineId) -> Result<SaleId> {
    let found: Option<(SaleId, bool)> = connection
        .prepare_cached(
            "SELECT l.sale_id, EXISTS (SELECT 1 FROM sale_lines r WHERE r.line_id = l.id AND r.kind = 'return')
             FROM sale_lines l WHERE l.id = ?1 AND l.kind = 'sale'",
        )?
        .query_row([line], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let (sale, returned) = found.ok_or_else(|| Error::new(ErrorCode::UnknownSale).with("value", line))?;
    if returned {
        return Err(Error::new(ErrorCode::AlreadyCancelled).with("number", row(connection, sale)?.number));
    }
    Ok(sale)
}

/// Keeps what was handed over for a line, in the place of what was kept before; refused for a line that was cancelled.
/// That it changed stands in the journal of changes; what it was does not.
pub fn set_access(book: &Book, caller: Caller, line: SaleLineId, access: Vec<Access>) -> Result<Sale> {
    book.post(caller, move |posting| {
        let tx = posting.tx;
        let sale = sale_of_standing(tx, line)?;
        if access.len() > MOST {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "access").with("value", access.len());
            return Err(refused.with("min", 0).with("max", MOST));
        }
        let removed = tx.prepare_cached("DELETE FROM deliveries WHERE sale_line_id = ?1")?.execute(params![line])?;
        for (index, one) in access.iter().enumerate() {
            let content =
                text::required("content", &one.content, 1000).map_err(|e| e.within(&format!("access.{index}")))?;
            tx.prepare_cached(
                "INSERT INTO deliveries (sale_line_id, kind, content, sealed, recorded_at) VALUES (?1, ?2, ?3, 0, ?4)",
            )?
            .execute(params![line, one.kind, content.as_bytes(), caller.now])?;
        }
        audit(posting, "update", "access", line.0, &removed.to_string(), &access.len().to_string())?;
        get(tx, &caller, sale)
    })
}
