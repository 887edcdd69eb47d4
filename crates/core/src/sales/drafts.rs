//! The sale that is being typed, kept in the book so that it is there on return, also after a crash or a power cut.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::book::Book;
use crate::error::{Error, ErrorCode, Result};
use crate::time::{Caller, Instant};

/// A draft has at most so many bytes: some hundred lines.
const LONGEST: usize = 100_000;

/// A sale that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleDraft {
    /// The key with which it will be recorded: once it is, the draft is gone.
    pub key: String,
    /// What the page has typed so far, as it wrote it.
    pub content: String,
    /// When it was kept last.
    pub saved_at: Instant,
}

/// The sale that is being typed, if one is.
pub fn draft(connection: &Connection) -> Result<Option<SaleDraft>> {
    let found = connection
        .prepare_cached("SELECT key, content, saved_at FROM drafts WHERE kind = 'sale'")?
        .query_row([], |r| Ok(SaleDraft { key: r.get(0)?, content: r.get(1)?, saved_at: r.get(2)? }))
        .optional()?;
    Ok(found)
}

/// Keeps the sale that is being typed in the place of the one before; without content the one of this key is gone.
///
/// A draft whose key has recorded its sale is not kept: a late word of the page does not bring it back.
pub fn save_draft(book: &Book, caller: Caller, key: String, content: Option<String>) -> Result<()> {
    book.write(move |tx| {
        let key = key.trim();
        if !(1..=200).contains(&key.len()) {
            return Err(Error::new(ErrorCode::OutOfRange).with("field", "key").with("value", key));
        }
        let Some(content) = content.filter(|content| !content.is_empty()) else {
            tx.prepare_cached("DELETE FROM drafts WHERE kind = 'sale' AND key = ?1")?.execute([key])?;
            return Ok(());
        };
        if content.len() > LONGEST {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "content").with("value", content.len());
            return Err(refused.with("min", 0).with("max", LONGEST));
        }
        if tx.prepare_cached("SELECT 1 FROM requests WHERE key = ?1")?.exists([key])? {
            return Ok(());
        }
        tx.prepare_cached(
            "INSERT INTO drafts (kind, key, content, saved_at) VALUES ('sale', ?1, ?2, ?3)
             ON CONFLICT (kind) DO UPDATE SET key = excluded.key, content = excluded.content, saved_at = excluded.saved_at",
        )?
        .execute(params![key, content, caller.now])?;
        Ok(())
    })
}
