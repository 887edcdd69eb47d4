//! Closings as they are read.

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::TillLine;
use crate::error::{Error, Result};
use crate::ids::ClosingId;
use crate::money::Money;
use crate::time::{Day, Instant, check_period};

/// What was counted of one way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ClosingLine {
    /// What should have been there.
    #[serde(flatten)]
    pub line: TillLine,
    /// What was counted; none where it was not.
    pub counted: Option<Money>,
    /// Counted less expected.
    pub gap: Money,
    /// What stayed for the next day.
    pub kept: Money,
    /// Why it differs.
    pub comment: String,
}

/// A day that was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Closing {
    /// Row id.
    pub id: ClosingId,
    /// Which day.
    pub date: Day,
    /// The moment of recording.
    pub recorded_at: Instant,
    /// Who closed it.
    pub actor: String,
    /// Free text.
    pub note: String,
    /// One line a way to pay.
    pub lines: Vec<ClosingLine>,
    /// Σ gaps.
    pub gap: Money,
}

const CLOSINGS: &str = "SELECT id, day, recorded_at, actor, note FROM closings";

fn header(row: &Row<'_>) -> rusqlite::Result<Closing> {
    Ok(Closing {
        id: row.get(0)?,
        date: row.get(1)?,
        recorded_at: row.get(2)?,
        actor: row.get(3)?,
        note: row.get(4)?,
        lines: Vec::new(),
        gap: Money::ZERO,
    })
}

/// One closing.
pub fn closing(connection: &Connection, id: ClosingId) -> Result<Closing> {
    let mut statement = connection.prepare_cached(&format!("{CLOSINGS} WHERE id = ?1"))?;
    let mut found = statement.query_map([id], header)?;
    let closing = found.next().transpose()?.ok_or_else(|| Error::bug(format!("no closing {id}")))?;
    complete(connection, closing)
}

/// The closings of a period, both days included, the newest first.
pub fn closings(connection: &Connection, from: Option<Day>, to: Option<Day>) -> Result<Vec<Closing>> {
    check_period(from, to)?;
    let mut statement =
        connection.prepare_cached(&format!("{CLOSINGS} WHERE day >= ?1 AND day <= ?2 ORDER BY id DESC"))?;
    let bounds = params![from.map_or(0, Day::to_int), to.map_or(i64::MAX, Day::to_int)];
    let found = statement.query_map(bounds, header)?.collect::<rusqlite::Result<Vec<_>>>()?;
    found.into_iter().map(|closing| complete(connection, closing)).collect()
}

fn complete(connection: &Connection, mut closing: Closing) -> Result<Closing> {
    let mut statement = connection.prepare_cached(
        "SELECT l.method_id, m.code, m.name, l.opening, l.received, l.paid_out, l.fees, l.expected, l.counted, l.kept,
                l.comment
         FROM closing_lines l JOIN methods m ON m.id = l.method_id WHERE l.closing_id = ?1 ORDER BY m.position, m.id",
    )?;
    let mut rows = statement.query([closing.id])?;
    while let Some(row) = rows.next()? {
        let (expected, counted): (Money, Option<Money>) = (row.get(7)?, row.get(8)?);
        let gap = counted.unwrap_or(expected).minus(expected)?;
        closing.gap = closing.gap.plus(gap)?;
        closing.lines.push(ClosingLine {
            line: TillLine {
                method_id: row.get(0)?,
                method: row.get(1)?,
                method_name: row.get(2)?,
                opening: row.get(3)?,
                received: row.get(4)?,
                paid_out: row.get(5)?,
                fees: row.get(6)?,
                expected,
            },
            counted,
            gap,
            kept: row.get(9)?,
            comment: row.get(10)?,
        });
    }
    Ok(closing)
}
