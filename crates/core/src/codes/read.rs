//! Codes as they are shown: how many can be sold, a product's list, what a sale got, what happened to one.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{CodeEventKind, masked};
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CodeId, ProductId, SaleId, SaleLineId};
use crate::sales::number_text;
use crate::time::{Day, Instant};

choice!(
    /// Where a code stands.
    CodeState {
        /// It can be sold.
        Free => "free",
        /// A sale has it.
        Sold => "sold",
        /// It was taken out of stock.
        Withdrawn => "withdrawn",
    }
);

/// A code in a list, masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CodeRow {
    /// Row id.
    pub id: CodeId,
    /// The code, masked.
    pub masked: String,
    /// Where it stands.
    pub state: CodeState,
    /// When it came in.
    pub date: Day,
    /// The sale that has it,
    pub sale_id: Option<SaleId>,
    /// and its number.
    pub sale: String,
    /// How often somebody saw it whole.
    pub revealed: u32,
}

/// Which codes to show.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CodesQuery {
    /// Of this product.
    pub product_id: ProductId,
    /// That stand so; nothing said: all.
    pub state: Option<CodeState>,
    /// The last code of the page before.
    pub after: Option<CodeId>,
    /// At most so many.
    pub limit: u32,
}

/// A page of codes.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CodesPage {
    /// The codes, the oldest first.
    pub rows: Vec<CodeRow>,
    /// What to give as `after` for the next page; none at the end.
    pub next: Option<CodeId>,
    /// How many of the product can be sold,
    pub free: u32,
    /// were sold,
    pub sold: u32,
    /// were taken out of stock.
    pub withdrawn: u32,
}

/// An entry of a code's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CodeEvent {
    /// What happened.
    pub kind: CodeEventKind,
    /// Business day.
    pub date: Day,
    /// The moment of recording.
    pub recorded_at: Instant,
    /// Who did it.
    pub actor: String,
    /// The sale's number, if it is about one.
    pub sale: String,
    /// Why.
    pub reason: String,
}

/// A code that a line of a sale got, masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SoldCode {
    /// Which.
    pub id: CodeId,
    /// The code, masked.
    pub masked: String,
    /// Somebody saw it whole since it was sold.
    pub revealed: bool,
}

const CODES: &str = "
    SELECT c.id, c.ending, c.withdrawn, c.day, s.id, s.year, s.number, s.legacy_number,
           (SELECT count(*) FROM code_events e WHERE e.code_id = c.id AND e.kind = 'reveal')
    FROM codes c LEFT JOIN sale_lines l ON l.id = c.sale_line_id LEFT JOIN sales s ON s.id = l.sale_id";

fn code_row(row: &Row<'_>) -> rusqlite::Result<CodeRow> {
    let sale_id: Option<SaleId> = row.get(4)?;
    let state = match (row.get(2)?, sale_id) {
        (true, _) => CodeState::Withdrawn,
        (false, Some(_)) => CodeState::Sold,
        (false, None) => CodeState::Free,
    };
    Ok(CodeRow {
        id: row.get(0)?,
        masked: masked(&row.get::<_, String>(1)?),
        state,
        date: row.get(3)?,
        sale_id,
        sale: number_text(row.get(5)?, row.get(6)?, row.get(7)?),
        revealed: row.get(8)?,
    })
}

/// One code, masked.
pub(super) fn get(connection: &Connection, id: CodeId) -> Result<CodeRow> {
    let found = connection.prepare_cached(&format!("{CODES} WHERE c.id = ?1"))?.query_row([id], code_row).optional()?;
    found.ok_or_else(|| Error::new(ErrorCode::UnknownCode).with("value", id))
}

/// A page of a product's codes, masked.
pub fn page(connection: &Connection, query: &CodesQuery) -> Result<CodesPage> {
    let limit = query.limit.clamp(1, 1000);
    let (free, sold, withdrawn) = counts(connection, query.product_id)?;
    let state = match query.state {
        None => "1",
        Some(CodeState::Free) => "c.sale_line_id IS NULL AND c.withdrawn = 0",
        Some(CodeState::Sold) => "c.sale_line_id IS NOT NULL",
        Some(CodeState::Withdrawn) => "c.withdrawn = 1",
    };
    let sql = format!("{CODES} WHERE c.product_id = ?1 AND c.id > ?2 AND {state} ORDER BY c.id LIMIT ?3");
    let mut statement = connection.prepare_cached(&sql)?;
    let after = query.after.map_or(0, |id| id.0);
    let rows = statement.query_map(params![query.product_id, after, limit], code_row)?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let next = if rows.len() == limit as usize { rows.last().map(|row| row.id) } else { None };
    Ok(CodesPage { rows, next, free, sold, withdrawn })
}

fn counts(connection: &Connection, product: ProductId) -> Result<(u32, u32, u32)> {
    let sql = "SELECT count(*) FILTER (WHERE sale_line_id IS NULL AND withdrawn = 0),
        count(*) FILTER (WHERE sale_line_id IS NOT NULL), count(*) FILTER (WHERE withdrawn = 1)
        FROM codes WHERE product_id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([product], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?)
}

/// How many codes of a product can be sold; none where it never had any, and sells without.
pub(crate) fn stock(connection: &Connection, product: ProductId) -> Result<Option<u32>> {
    let any = connection.prepare_cached("SELECT 1 FROM codes WHERE product_id = ?1")?.exists([product])?;
    if !any {
        return Ok(None);
    }
    let sql = "SELECT count(*) FROM codes WHERE product_id = ?1 AND sale_line_id IS NULL AND withdrawn = 0";
    Ok(Some(connection.prepare_cached(sql)?.query_row([product], |r| r.get(0))?))
}

/// The same of every product that has codes.
pub(crate) fn stocks(connection: &Connection) -> Result<HashMap<ProductId, u32>> {
    // The index of free codes is counted; of what was sold no more than one row a product is looked at.
    let sql = "SELECT p.id, (SELECT count(*) FROM codes c WHERE c.product_id = p.id AND c.sale_line_id IS NULL AND c.withdrawn = 0)
        FROM products p WHERE EXISTS (SELECT 1 FROM codes c WHERE c.product_id = p.id)";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The codes that each line of a sale got, masked.
pub(crate) fn of_sale(connection: &Connection, sale: SaleId) -> Result<HashMap<SaleLineId, Vec<SoldCode>>> {
    let mut statement = connection.prepare_cached(
        "SELECT l.id, c.id, c.ending, EXISTS (SELECT 1 FROM code_events e
             WHERE e.code_id = c.id AND e.kind = 'reveal' AND e.sale_line_id = l.id)
         FROM sale_lines l JOIN codes c ON c.sale_line_id = l.id WHERE l.sale_id = ?1 ORDER BY c.id",
    )?;
    let mut rows = statement.query([sale])?;
    let mut all: HashMap<SaleLineId, Vec<SoldCode>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let code = SoldCode { id: row.get(1)?, masked: masked(&row.get::<_, String>(2)?), revealed: row.get(3)? };
        all.entry(row.get(0)?).or_default().push(code);
    }
    Ok(all)
}

/// What happened to a code, the oldest first.
pub fn history(connection: &Connection, id: CodeId) -> Result<Vec<CodeEvent>> {
    let mut statement = connection.prepare_cached(
        "SELECT e.kind, e.day, e.recorded_at, e.actor, s.year, s.number, s.legacy_number, e.reason
         FROM code_events e LEFT JOIN sale_lines l ON l.id = e.sale_line_id LEFT JOIN sales s ON s.id = l.sale_id
         WHERE e.code_id = ?1 ORDER BY e.id",
    )?;
    let rows = statement.query_map([id], |r| {
        Ok(CodeEvent {
            kind: r.get(0)?,
            date: r.get(1)?,
            recorded_at: r.get(2)?,
            actor: r.get(3)?,
            sale: number_text(r.get(4)?, r.get(5)?, r.get(6)?),
            reason: r.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
