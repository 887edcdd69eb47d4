//! Subscriptions: the terms that sale lines open. Their state is computed from days when read, never by a job.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::error::Result;
use crate::ids::{CustomerId, SaleId, SaleLineId, SubscriptionId};
use crate::sales::number_text;
use crate::time::{Caller, Day};

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
    /// What.
    pub product: String,
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
    let caller = posting.caller;
    let opened = posting.tx.prepare_cached("SELECT 1 FROM subscriptions WHERE id = ?1")?.exists([line])?;
    if !opened {
        return Ok(());
    }
    let nobody: Option<CustomerId> = None;
    posting.append(
        Journal::SubscriptionEvents,
        params![line, "cancel", caller.today, 0, nobody, reason, caller.actor.code(), caller.now],
    )?;
    Ok(())
}

/// State on `today` of a term that starts and ends on these days.
fn state_on(today: Day, starts_on: Day, ends_on: Day, cancelled: bool, paused: bool) -> SubscriptionState {
    if cancelled {
        SubscriptionState::Cancelled
    } else if paused {
        SubscriptionState::Paused
    } else if today < starts_on {
        SubscriptionState::Upcoming
    } else if today >= ends_on {
        SubscriptionState::Expired
    } else if ends_on.days_since(today) <= EXPIRING_DAYS {
        SubscriptionState::Expiring
    } else {
        SubscriptionState::Active
    }
}

/// The newest event of a kind decides; a transfer names the customer, pauses shift the end.
pub(crate) const SUBSCRIPTIONS: &str = "
    SELECT u.id,
           coalesce((SELECT e.customer_id FROM subscription_events e WHERE e.subscription_id = u.id AND e.kind = 'transfer'
                     ORDER BY e.id DESC LIMIT 1), u.customer_id) AS holder,
           u.starts_on, u.ends_on,
           coalesce((SELECT sum(e.shift_days) FROM subscription_events e WHERE e.subscription_id = u.id), 0),
           EXISTS (SELECT 1 FROM subscription_events e WHERE e.subscription_id = u.id AND e.kind = 'cancel'),
           coalesce((SELECT e.kind = 'pause' FROM subscription_events e
                     WHERE e.subscription_id = u.id AND e.kind IN ('pause', 'resume') ORDER BY e.id DESC LIMIT 1), 0),
           p.name, s.id, s.year, s.number, s.legacy_number, c.name
    FROM subscriptions u JOIN sale_lines l ON l.id = u.id JOIN sales s ON s.id = l.sale_id
    JOIN products p ON p.id = l.product_id
    LEFT JOIN customers c ON c.id = holder";

/// Reads a row of [`SUBSCRIPTIONS`].
pub(crate) fn subscription_row(row: &Row<'_>, today: Day) -> Result<Subscription> {
    let starts_on: Day = row.get(2)?;
    let ends_on = row.get::<_, Day>(3)?.plus_days(row.get(4)?)?;
    Ok(Subscription {
        id: row.get(0)?,
        customer_id: row.get(1)?,
        customer: row.get::<_, Option<String>>(12)?.unwrap_or_default(),
        product: row.get(7)?,
        starts_on,
        ends_on,
        state: state_on(today, starts_on, ends_on, row.get(5)?, row.get(6)?),
        sale: number_text(row.get(9)?, row.get(10)?, row.get(11)?),
        sale_id: row.get(8)?,
    })
}

/// Which subscriptions to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct SubscriptionsQuery {
    /// In this state.
    pub state: Option<SubscriptionState>,
    /// That end within so many days from today, today included.
    pub within_days: Option<i64>,
}

/// Subscriptions in order of their end. Asked for active ones, those that expire soon are among them: they still run.
pub fn list(connection: &Connection, caller: &Caller, query: &SubscriptionsQuery) -> Result<Vec<Subscription>> {
    let wanted = |s: &Subscription| {
        let state = match query.state {
            None => true,
            Some(SubscriptionState::Active) => {
                matches!(s.state, SubscriptionState::Active | SubscriptionState::Expiring)
            }
            // A window of days names what "expiring" means for this list.
            Some(SubscriptionState::Expiring) if query.within_days.is_some() => {
                matches!(s.state, SubscriptionState::Active | SubscriptionState::Expiring)
            }
            Some(state) => s.state == state,
        };
        let left = s.ends_on.days_since(caller.today);
        let runs = !matches!(s.state, SubscriptionState::Cancelled | SubscriptionState::Expired);
        state && query.within_days.is_none_or(|days| runs && (0..=days).contains(&left))
    };
    let all = read(connection, caller, &format!("{SUBSCRIPTIONS} ORDER BY u.ends_on, u.id"), params![])?;
    Ok(all.into_iter().filter(wanted).collect())
}

/// A customer's subscriptions, the latest end first.
pub fn of_customer(connection: &Connection, caller: &Caller, customer: CustomerId) -> Result<Vec<Subscription>> {
    let sql = format!("{SUBSCRIPTIONS} WHERE holder = ?1 ORDER BY u.ends_on DESC, u.id DESC");
    read(connection, caller, &sql, params![customer])
}

/// The subscriptions that a sale opened.
pub fn of_sale(connection: &Connection, caller: &Caller, sale: SaleId) -> Result<Vec<Subscription>> {
    let sql = format!("{SUBSCRIPTIONS} WHERE l.sale_id = ?1 ORDER BY u.id");
    read(connection, caller, &sql, params![sale])
}

fn read(
    connection: &Connection,
    caller: &Caller,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Subscription>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(subscription_row(row, caller.today)?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_runs_from_its_first_day_to_the_day_before_its_end() {
        let day = |text| Day::parse_iso(text).unwrap();
        let state = |today| state_on(day(today), day("2026-01-31"), day("2026-02-28"), false, false);
        assert_eq!(state("2026-01-30"), SubscriptionState::Upcoming);
        assert_eq!(state("2026-01-31"), SubscriptionState::Active);
        assert_eq!(state("2026-02-20"), SubscriptionState::Active);
        assert_eq!(state("2026-02-21"), SubscriptionState::Expiring);
        assert_eq!(state("2026-02-27"), SubscriptionState::Expiring);
        assert_eq!(state("2026-02-28"), SubscriptionState::Expired);
    }
}
