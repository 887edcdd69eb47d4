//! Subscriptions: the terms that sale lines open. Their state is computed from days when read, never by a job.

mod board;
mod events;
mod read;

pub use board::{Board, BoardQuery, BoardRow, Stage, StageCount, board};
pub(crate) use events::moment;
pub use events::{SubscriptionEvent, SubscriptionEventKind, cancel, events, pause, resume, transfer};
pub(crate) use read::{SUBSCRIPTIONS, WAITING, refuse_renewed, renewal_start, renewed_by, subscription_row};
pub use read::{SubscriptionsQuery, get, list, of_customer, of_sale};

use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::error::Result;
use crate::ids::{CustomerId, PlatformId, ProductId, SaleId, SaleLineId, SubscriptionId};
use crate::time::Day;

/// Days before its end from which a running subscription counts as expiring.
pub const EXPIRING_DAYS: i64 = 7;

/// How a subscription stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum SubscriptionState {
    /// It starts on a day to come.
    Upcoming,
    /// It runs.
    Active,
    /// It runs and ends within the next days.
    Expiring,
    /// It has ended.
    Expired,
    /// It is paused; the pause shifts its end.
    Paused,
    /// It was cancelled.
    Cancelled,
}

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Subscription {
    /// Row id: that of the sale line which opened it.
    pub id: SubscriptionId,
    /// Whose.
    pub customer_id: Option<CustomerId>,
    /// His name; empty for a passing customer.
    pub customer: String,
    /// His phone; empty where none is known.
    pub phone: String,
    /// What.
    pub product: String,
    /// Which.
    pub product_id: ProductId,
    /// On which platform it runs.
    pub platform_id: Option<PlatformId>,
    /// First day.
    pub starts_on: Day,
    /// The first day on which it no longer runs.
    pub ends_on: Day,
    /// Its state on the business day.
    pub state: SubscriptionState,
    /// Number of the sale that opened it.
    pub sale: String,
    /// That sale.
    pub sale_id: SaleId,
    /// Another one carries it on; it was not cancelled.
    pub renewed: bool,
}

/// Opens the subscription of a sale line.
pub(crate) fn open(
    posting: &mut Posting<'_>,
    line: SaleLineId,
    customer: Option<CustomerId>,
    starts_on: Day,
    ends_on: Day,
    renews: Option<SubscriptionId>,
) -> Result<SubscriptionId> {
    let now = posting.caller.now;
    posting.append_of_line(Journal::Subscriptions, line, params![customer, starts_on, ends_on, renews, now])?;
    Ok(SubscriptionId(line.0))
}

/// Ends the subscription that a line opened, if it opened one.
pub(crate) fn cancel_of_line(posting: &mut Posting<'_>, line: SaleLineId, reason: &str) -> Result<()> {
    let opened = posting.tx.prepare_cached("SELECT 1 FROM subscriptions WHERE id = ?1")?.exists([line])?;
    if !opened {
        return Ok(());
    }
    events::note(posting, SubscriptionId(line.0), SubscriptionEventKind::Cancel, 0, None, reason)
}
