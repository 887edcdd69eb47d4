//! What happens to a subscription after it was opened: paused, taken up again, cancelled, passed to another customer.
//! Each is an entry of its history; nothing is changed.

use rusqlite::{Connection, params};
use serde::Serialize;

use super::read::{get, refuse_renewed};
use super::{Subscription, SubscriptionState};
use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::choice::choice;
use crate::customers;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, SubscriptionId};
use crate::text;
use crate::time::{Caller, Day, Instant};

choice!(
    /// What an entry of a subscription's history is.
    SubscriptionEventKind {
        /// Its days stop running.
        Pause => "pause",
        /// They run again; the end has moved by the days of the pause.
        Resume => "resume",
        /// It ended before its time.
        Cancel => "cancel",
        /// It passed to another customer.
        Transfer => "transfer",
    }
);

/// An entry of a subscription's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SubscriptionEvent {
    /// What happened.
    pub kind: SubscriptionEventKind,
    /// Business day.
    pub date: Day,
    /// Days by which it moved the end.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub shift_days: i64,
    /// To whom it passed.
    pub customer: Option<String>,
    /// Why.
    pub reason: String,
    /// The moment of recording.
    pub recorded_at: Instant,
}

/// A subscription's history, the oldest entry first.
pub fn events(connection: &Connection, id: SubscriptionId) -> Result<Vec<SubscriptionEvent>> {
    let mut statement = connection.prepare_cached(
        "SELECT e.kind, e.day, e.shift_days, c.name, e.reason, e.recorded_at
         FROM subscription_events e LEFT JOIN customers o ON o.id = e.customer_id
         LEFT JOIN customers c ON c.id = coalesce(o.merged_into, o.id)
         WHERE e.subscription_id = ?1 ORDER BY e.id",
    )?;
    let rows = statement.query_map([id], |r| {
        Ok(SubscriptionEvent {
            kind: r.get(0)?,
            date: r.get(1)?,
            shift_days: r.get(2)?,
            customer: r.get(3)?,
            reason: r.get(4)?,
            recorded_at: r.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Stops a running subscription's days from today on. What was renewed is not paused, for its renewal begins on a day that
/// is sold, nor what has not begun.
pub fn pause(book: &Book, caller: Caller, id: SubscriptionId, reason: String) -> Result<Subscription> {
    happen(book, caller, id, move |posting, before| {
        runs(before)?;
        refuse_renewed(posting.tx, before)?;
        if before.state == SubscriptionState::Upcoming {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", posting.caller.today);
            return Err(refused.with("min", before.starts_on));
        }
        let reason = text::note("reason", &reason, 500)?;
        note(posting, id, SubscriptionEventKind::Pause, 0, None, &reason)
    })
}

/// Lets a paused subscription run again from today on: its end moves by the days of the pause.
pub fn resume(book: &Book, caller: Caller, id: SubscriptionId) -> Result<Subscription> {
    happen(book, caller, id, move |posting, before| {
        if before.state != SubscriptionState::Paused {
            return Err(Error::new(ErrorCode::SubscriptionRuns).with("product", &before.product));
        }
        let paused_on: Day = posting
            .tx
            .prepare_cached(
                "SELECT day FROM subscription_events WHERE subscription_id = ?1 AND kind = 'pause' ORDER BY id DESC LIMIT 1",
            )?
            .query_row([id], |r| r.get(0))?;
        let shift = posting.caller.today.days_since(paused_on);
        if shift < 0 {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", posting.caller.today);
            return Err(refused.with("min", paused_on));
        }
        note(posting, id, SubscriptionEventKind::Resume, shift, None, "")
    })
}

/// Ends a subscription before its time. Its sale stands as it is: taking that back cancels the subscription too.
pub fn cancel(book: &Book, caller: Caller, id: SubscriptionId, reason: String) -> Result<Subscription> {
    happen(book, caller, id, move |posting, before| {
        if before.state == SubscriptionState::Expired {
            return Err(ended(before));
        }
        let reason = text::required("reason", &reason, 500)?;
        note(posting, id, SubscriptionEventKind::Cancel, 0, None, &reason)
    })
}

/// Passes a subscription to another customer.
pub fn transfer(
    book: &Book,
    caller: Caller,
    id: SubscriptionId,
    customer: CustomerId,
    reason: String,
) -> Result<Subscription> {
    happen(book, caller, id, move |posting, before| {
        customers::refuse_archived(posting.tx, customer).map_err(|e| e.with("field", "customer"))?;
        if before.state == SubscriptionState::Expired {
            return Err(ended(before));
        }
        if before.customer_id == Some(customer) {
            return Err(Error::new(ErrorCode::NothingToChange).with("field", "customer"));
        }
        let reason = text::note("reason", &reason, 500)?;
        note(posting, id, SubscriptionEventKind::Transfer, 0, Some(customer), &reason)
    })
}

fn ended(subscription: &Subscription) -> Error {
    let ended = Error::new(ErrorCode::SubscriptionEnded).with("product", &subscription.product);
    ended.with("ends_on", subscription.ends_on)
}

/// Refuses what does not run.
fn runs(subscription: &Subscription) -> Result<()> {
    match subscription.state {
        SubscriptionState::Active | SubscriptionState::Expiring | SubscriptionState::Upcoming => Ok(()),
        SubscriptionState::Paused => {
            Err(Error::new(ErrorCode::SubscriptionPaused).with("product", &subscription.product))
        }
        SubscriptionState::Expired => Err(ended(subscription)),
        SubscriptionState::Cancelled => Err(cancelled(subscription)),
    }
}

fn cancelled(subscription: &Subscription) -> Error {
    Error::new(ErrorCode::SubscriptionCancelled).with("product", &subscription.product)
}

/// One entry in one transaction; nothing happens to what was cancelled.
fn happen(
    book: &Book,
    caller: Caller,
    id: SubscriptionId,
    work: impl FnOnce(&mut Posting<'_>, &Subscription) -> Result<()> + Send + 'static,
) -> Result<Subscription> {
    book.write(move |tx| {
        Posting::run(tx, caller, |posting| {
            let before = get(tx, &caller, id)?;
            if before.state == SubscriptionState::Cancelled {
                return Err(cancelled(&before));
            }
            work(posting, &before)
        })?;
        get(tx, &caller, id)
    })
}

/// The moment of what is recorded of a subscription now: its history, and what its holder was told. The clock's; where that
/// was set back, behind all that was recorded of it already, for which came first is read from the moments.
pub(crate) fn moment(connection: &Connection, id: SubscriptionId, now: Instant) -> Result<Instant> {
    let sql = "SELECT max(recorded_at) FROM (SELECT recorded_at FROM subscription_events WHERE subscription_id = ?1
        UNION ALL SELECT recorded_at FROM reminders WHERE subscription_id = ?1)";
    let newest: Option<Instant> = connection.prepare_cached(sql)?.query_row([id], |r| r.get(0))?;
    Ok(newest.map_or(now, |newest| now.max(Instant::from_millis(newest.millis().saturating_add(1)))))
}

/// Writes an entry of a subscription's history.
pub(super) fn note(
    posting: &mut Posting<'_>,
    id: SubscriptionId,
    kind: SubscriptionEventKind,
    shift_days: i64,
    customer: Option<CustomerId>,
    reason: &str,
) -> Result<()> {
    let caller = posting.caller;
    let moment = moment(posting.tx, id, caller.now)?;
    posting.append(
        Journal::SubscriptionEvents,
        params![id, kind, caller.today, shift_days, customer, reason, caller.actor.code(), moment],
    )?;
    Ok(())
}
