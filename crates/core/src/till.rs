//! The till: what each way to pay should hold at the end of a day, what was counted, and the gap with its reason.
//!
//! A closing covers the payments that are dated up to its day, stood in the book when it was made, and were covered by none
//! before it. So a payment that is recorded later under an earlier date belongs to the next closing, and nothing is
//! counted twice or forgotten. The customers' own credit never touches the till, and what the import brings in of old days
//! never lay in it.

mod read;

pub use read::{Closing, ClosingLine, closing, closings};

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{ClosingId, MethodId};
use crate::money::{Money, typed_money};
use crate::settings::{self, CUSTOMER_CREDIT, Method};
use crate::text;
use crate::time::{Actor, Caller, Day};

/// What one way to pay should hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct TillLine {
    /// Which way to pay.
    pub method_id: MethodId,
    /// Its code.
    pub method: String,
    /// The shop's own name for it, if any.
    pub method_name: String,
    /// What the closing before left there.
    pub opening: Money,
    /// What came in since.
    pub received: Money,
    /// What went out since: paid back, given back, to suppliers.
    pub paid_out: Money,
    /// What the method kept for itself.
    pub fees: Money,
    /// Opening and what came in, less what went out and the fees.
    pub expected: Money,
}

/// The till before it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Till {
    /// The day that would be closed.
    pub date: Day,
    /// The newest closing's day; none before the first.
    pub previous: Option<Day>,
    /// One line a way to pay that is in use or holds something.
    pub lines: Vec<TillLine>,
    /// Payments since the closing before that are dated on or before its day: recorded late.
    pub late: u32,
    /// The newest closing, where it is of this very day: what is counted now is what came behind it.
    pub closed: Option<Closing>,
    /// The day after the one that is closed; none where this one is not, or where it is still to come.
    pub next: Option<Day>,
}

/// What was counted of one way to pay, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CountInput {
    /// Which.
    pub method_id: MethodId,
    /// What it held before the first closing of all; nothing said: nothing. Later closings know it.
    #[serde(default)]
    pub opening: Option<String>,
    /// What was expected when it was counted: refused where the till has moved since.
    pub seen: String,
    /// What was counted; nothing said: it was not, and the book's figure goes on.
    pub counted: String,
    /// What stays there for the next day; nothing said: all of it.
    #[serde(default)]
    pub kept: Option<String>,
    /// Why it differs.
    pub comment: String,
}

/// A closing, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ClosingInput {
    /// Which day; nothing said: today.
    pub date: Option<Day>,
    /// What was counted.
    pub counts: Vec<CountInput>,
    /// Free text.
    pub note: String,
}

/// The newest closing: where the next begins.
struct Before {
    id: ClosingId,
    day: Day,
    newest: i64,
    first_open: i64,
}

fn before(connection: &Connection) -> Result<Option<Before>> {
    let sql = "SELECT id, day, newest, first_open FROM closings ORDER BY id DESC LIMIT 1";
    let found = connection
        .prepare_cached(sql)?
        .query_row([], |r| Ok(Before { id: r.get(0)?, day: r.get(1)?, newest: r.get(2)?, first_open: r.get(3)? }))
        .optional()?;
    Ok(found)
}

/// What moved of one way to pay.
#[derive(Default, Clone, Copy)]
struct Moved {
    received: Money,
    paid_out: Money,
    fees: Money,
}

/// What a closing of a day covers.
struct Covered {
    moved: BTreeMap<MethodId, Moved>,
    late: u32,
    newest: i64,
    first_open: i64,
}

/// The payments that a closing of `day` covers: see the room's own words. The first of all covers its day alone, for what
/// lies before it was never in this till.
fn covered(connection: &Connection, before: Option<&Before>, day: Day) -> Result<Covered> {
    let mut statement = connection.prepare_cached(
        "SELECT id, day, method_id, amount, fee FROM payments
         WHERE id >= ?1 AND method_id <> ?2 AND actor <> ?3 AND (day >= ?4 OR id > ?5) ORDER BY id",
    )?;
    let from = before.map_or(1, |b| b.first_open);
    // Before the first closing nothing of another day is covered: so many rows need not even be looked at.
    let (since, known) = before.map_or((day.to_int(), i64::MAX), |b| (0, b.newest));
    let mut rows = statement.query(params![from, CUSTOMER_CREDIT, Actor::Import.code(), since, known])?;
    let newest: i64 =
        connection.prepare_cached("SELECT coalesce(max(id), 0) FROM payments")?.query_row([], |r| r.get(0))?;
    let (mut moved, mut late, mut first_open) = (BTreeMap::new(), 0, None);
    while let Some(row) = rows.next()? {
        let (id, dated): (i64, Day) = (row.get(0)?, row.get(1)?);
        let known = match before {
            Some(b) => id <= b.newest && dated <= b.day,
            None => dated < day,
        };
        if known {
            continue;
        }
        if dated > day {
            first_open = first_open.or(Some(id));
            continue;
        }
        late += u32::from(before.is_some_and(|b| dated <= b.day && id > b.newest));
        let method: &mut Moved = moved.entry(row.get(2)?).or_default();
        let amount: Money = row.get(3)?;
        if amount.is_negative() {
            method.paid_out = method.paid_out.minus(amount)?;
        } else {
            method.received = method.received.plus(amount)?;
        }
        method.fees = method.fees.plus(row.get(4)?)?;
    }
    Ok(Covered { moved, late, newest, first_open: first_open.unwrap_or(newest + 1) })
}

/// The till as it should be at the end of a day, today where nothing is said.
///
/// A day before the newest closing's is refused: that one covered it. The newest closing's own day can be closed again,
/// with what came behind it.
pub fn till(connection: &Connection, caller: &Caller, date: Option<Day>) -> Result<Till> {
    let day = caller.day_or_today("date", date)?;
    let before = before(connection)?;
    let mut till = state(connection, before.as_ref(), day)?.0;
    if let Some(before) = before.filter(|b| b.day == day) {
        till.closed = Some(closing(connection, before.id)?);
        till.next = Some(day.plus_days(1)?).filter(|next| *next <= caller.today);
    }
    Ok(till)
}

fn state(connection: &Connection, before: Option<&Before>, day: Day) -> Result<(Till, Covered)> {
    if let Some(before) = before.filter(|b| day < b.day) {
        let refused = Error::new(ErrorCode::DayClosed).with("field", "date").with("value", day);
        return Err(refused.with("closed", before.day));
    }
    let covered = covered(connection, before, day)?;
    let openings = match before {
        Some(before) => kept(connection, before.id)?,
        None => BTreeMap::new(),
    };
    let mut lines = Vec::new();
    for method in settings::methods(connection)? {
        let opening = openings.get(&method.id).copied().unwrap_or_default();
        let moved = covered.moved.get(&method.id).copied();
        if method.archived && moved.is_none() && opening.is_zero() {
            continue;
        }
        lines.push(line(method, opening, moved.unwrap_or_default())?);
    }
    let till = Till { date: day, previous: before.map(|b| b.day), lines, late: covered.late, closed: None, next: None };
    Ok((till, covered))
}

fn line(method: Method, opening: Money, moved: Moved) -> Result<TillLine> {
    let Moved { received, paid_out, fees } = moved;
    Ok(TillLine {
        method_id: method.id,
        method: method.code,
        method_name: method.name,
        opening,
        received,
        paid_out,
        fees,
        expected: opening.plus(received)?.minus(paid_out)?.minus(fees)?,
    })
}

fn kept(connection: &Connection, closing: ClosingId) -> Result<BTreeMap<MethodId, Money>> {
    let mut statement = connection.prepare_cached("SELECT method_id, kept FROM closing_lines WHERE closing_id = ?1")?;
    let rows = statement.query_map([closing], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The closing that this key made, if it made one: what a retry answers.
pub fn closed_under(connection: &Connection, key: &str) -> Result<Option<Closing>> {
    Request::result_of(connection, "till_close", key)?.map(|id| closing(connection, ClosingId(id))).transpose()
}

/// Closes a day: what was counted of each way to pay stands beside what was expected, and a gap has its reason.
pub fn close(book: &Book, caller: Caller, key: Option<&str>, input: ClosingInput) -> Result<Closing> {
    let request = Request::new("till_close", key, &input)?;
    book.write(move |tx| {
        let id = request.once(tx, caller, |posting| post(posting, &input))?;
        closing(tx, ClosingId(id))
    })
}

fn post(posting: &mut Posting<'_>, input: &ClosingInput) -> Result<i64> {
    let (tx, caller) = (posting.tx, posting.caller);
    let day = caller.day_or_today("date", input.date)?;
    let note = text::note("note", &input.note, 2000)?;
    let before = before(tx)?;
    let (till, covered) = state(tx, before.as_ref(), day)?;
    let mut known: BTreeSet<MethodId> = till.lines.iter().map(|line| line.method_id).collect();
    // Each way to pay is counted once, and only one that the till has.
    if let Some(count) = input.counts.iter().find(|count| !known.remove(&count.method_id)) {
        return Err(Error::new(ErrorCode::UnknownMethod).with("field", "method").with("value", count.method_id));
    }
    let first = before.is_none();
    let mut counted = Vec::with_capacity(till.lines.len());
    for line in till.lines {
        let place = input.counts.iter().position(|count| count.method_id == line.method_id);
        let typed = place.and_then(|place| input.counts.get(place));
        let read = read_count(line, typed, first, posting.decimals);
        counted.push(read.map_err(|e| e.within(&format!("counts.{}", place.unwrap_or_default())))?);
    }
    let closing = posting.append(
        Journal::Closings,
        params![before.map(|b| b.id), day, covered.newest, covered.first_open, note, caller.actor.code(), caller.now],
    )?;
    for Counted { line, counted, kept, comment } in counted {
        posting.append(
            Journal::ClosingLines,
            params![
                closing,
                line.method_id,
                line.opening,
                line.received,
                line.paid_out,
                line.fees,
                line.expected,
                counted,
                kept,
                comment
            ],
        )?;
    }
    Ok(closing)
}

struct Counted {
    line: TillLine,
    counted: Option<Money>,
    kept: Money,
    comment: String,
}

/// What was counted of a way to pay, beside what is expected of it.
fn read_count(mut line: TillLine, typed: Option<&CountInput>, first: bool, decimals: u8) -> Result<Counted> {
    let Some(typed) = typed else {
        let kept = line.expected;
        return Ok(Counted { line, counted: None, kept, comment: String::new() });
    };
    let seen = typed_money("seen", &typed.seen, decimals)?;
    if seen != line.expected {
        let moved = Error::new(ErrorCode::TillMoved).with("method", &line.method).with("seen", seen);
        return Err(moved.with("expected", line.expected));
    }
    let amount = |field: &str, text: Option<&str>| match text.map(str::trim).filter(|text| !text.is_empty()) {
        // What lies there is something or nothing.
        Some(text) => match typed_money(field, text, decimals)? {
            amount if amount.is_negative() => {
                Err(Error::new(ErrorCode::OutOfRange).with("field", field).with("value", amount).with("min", 0))
            }
            amount => Ok(Some(amount)),
        },
        None => Ok(None),
    };
    if let Some(opening) = amount("opening", typed.opening.as_deref())? {
        if !first {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "opening").with("value", opening);
            return Err(refused.with("min", line.opening).with("max", line.opening));
        }
        line.opening = opening;
        line.expected = line.expected.plus(opening)?;
    }
    let counted = amount("counted", Some(&typed.counted))?;
    let comment = text::note("comment", &typed.comment, 500)?;
    let gap = counted.unwrap_or(line.expected).minus(line.expected)?;
    if !gap.is_zero() && comment.is_empty() {
        let unexplained = Error::new(ErrorCode::GapUnexplained).with("field", "comment").with("gap", gap);
        return Err(unexplained.with("method", &line.method));
    }
    let there = counted.unwrap_or(line.expected);
    let kept = amount("kept", typed.kept.as_deref())?.unwrap_or(there);
    if kept > there {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", "kept").with("value", kept);
        return Err(refused.with("max", there));
    }
    Ok(Counted { line, counted, kept, comment })
}
