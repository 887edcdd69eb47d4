//! What customers said about when they would pay. Every word is kept; the newest one counts.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::merge::{Merges, root, same_customer};
use super::refuse_archived;
use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::CustomerId;
use crate::text;
use crate::time::{Caller, Day};

/// A customer's newest word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Promise {
    /// Who.
    pub customer_id: CustomerId,
    /// When it was said.
    pub date: Day,
    /// The day on which he means to pay; none where the word was taken back.
    pub promised_on: Option<Day>,
    /// Free text.
    pub note: String,
}

fn promise_row(row: &Row<'_>) -> rusqlite::Result<Promise> {
    Ok(Promise { customer_id: row.get(0)?, date: row.get(1)?, promised_on: row.get(2)?, note: row.get(3)? })
}

/// Each customer's newest word up to a day.
pub(crate) fn promises(connection: &Connection, on: Day) -> Result<HashMap<CustomerId, Promise>> {
    let sql = "SELECT customer_id, day, promised_on, note FROM promises WHERE day <= ?1 ORDER BY id";
    let merges = Merges::of(connection)?;
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([on], promise_row)?;
    // In order: the newest stays.
    rows.map(|row| row.map(|promise| (merges.root(promise.customer_id), promise)).map_err(Error::from)).collect()
}

/// What a customer said last about what he still owes; none where he said nothing, took it back, or has paid since.
pub fn promise(connection: &Connection, id: CustomerId) -> Result<Option<Promise>> {
    let id = root(connection, id)?;
    let sql = concat!(
        "SELECT customer_id, day, promised_on, note FROM promises WHERE ",
        same_customer!("customer_id"),
        " ORDER BY id DESC LIMIT 1"
    );
    let mut statement = connection.prepare_cached(sql)?;
    let newest = statement.query_map([id], promise_row)?.next().transpose()?;
    let oldest: Option<Day> = connection
        .prepare_cached(concat!(
            "SELECT min(s.day) FROM sales s WHERE (SELECT sum(total) FROM sale_lines WHERE sale_id = s.id)
                   > coalesce((SELECT sum(amount) FROM payments WHERE sale_id = s.id), 0) AND ",
            same_customer!("s.customer_id")
        ))?
        .query_row([id], |r| r.get(0))?;
    let counts = |promise: &Promise| promise.promised_on.is_some() && oldest.is_some_and(|day| promise.date >= day);
    Ok(newest.filter(counts))
}

/// Keeps the day on which a customer means to pay, today or later; without a day his word is taken back.
pub fn set_promise(
    book: &Book,
    caller: Caller,
    id: CustomerId,
    promised_on: Option<Day>,
    note: String,
) -> Result<Option<Promise>> {
    book.write(move |tx| {
        Posting::run(tx, caller, |posting| {
            refuse_archived(tx, id)?;
            if let Some(day) = promised_on.filter(|day| *day < caller.today) {
                let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", day);
                return Err(refused.with("min", caller.today));
            }
            let note = text::note("note", &note, 500)?;
            let values = params![id, caller.today, promised_on, note, caller.actor.code(), caller.now];
            posting.append(Journal::Promises, values).map(drop)
        })?;
        promise(tx, id)
    })
}
