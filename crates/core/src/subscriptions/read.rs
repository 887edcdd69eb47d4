//! Subscriptions as they are read: their state on a day, lists, and where a renewal begins.

use rusqlite::{Connection, Row, params};

use super::{EXPIRING_DAYS, Subscription, SubscriptionState};
use crate::customers::{self, same_customer};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, SaleId, SubscriptionId};
use crate::sales::number_text;
use crate::time::{Caller, Day};

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
           p.name, s.id, s.year, s.number, s.legacy_number, c.name, c.phone, l.product_id, l.platform_id,
           EXISTS (SELECT 1 FROM subscriptions n WHERE n.renews_id = u.id AND NOT EXISTS (
             SELECT 1 FROM subscription_events e WHERE e.subscription_id = n.id AND e.kind = 'cancel')),
           c.id
    FROM subscriptions u JOIN sale_lines l ON l.id = u.id JOIN sales s ON s.id = l.sale_id
    JOIN products p ON p.id = l.product_id
    LEFT JOIN customers h ON h.id = holder
    LEFT JOIN customers c ON c.id = coalesce(h.merged_into, h.id)";

/// Product, platform, end and days of pause of the subscriptions that run and nobody renewed or cancelled, of those whose
/// end as sold lies between two days or was moved by a pause.
pub(crate) const WAITING: &str = "
    SELECT l.product_id, l.platform_id, u.ends_on,
           coalesce((SELECT sum(e.shift_days) FROM subscription_events e WHERE e.subscription_id = u.id), 0)
    FROM (SELECT id, ends_on FROM subscriptions WHERE ends_on BETWEEN ?1 AND ?2
          UNION SELECT s.id, s.ends_on FROM subscription_events e JOIN subscriptions s ON s.id = e.subscription_id
          WHERE e.shift_days > 0) u
    JOIN sale_lines l ON l.id = u.id
    WHERE NOT EXISTS (SELECT 1 FROM subscriptions n WHERE n.renews_id = u.id AND NOT EXISTS (
            SELECT 1 FROM subscription_events e WHERE e.subscription_id = n.id AND e.kind = 'cancel'))
      AND coalesce((SELECT e.kind NOT IN ('cancel', 'pause') FROM subscription_events e WHERE e.subscription_id = u.id
                      AND e.kind <> 'transfer' ORDER BY e.id DESC LIMIT 1), 1)";

/// Reads a row of [`SUBSCRIPTIONS`].
pub(crate) fn subscription_row(row: &Row<'_>, today: Day) -> Result<Subscription> {
    let starts_on: Day = row.get(2)?;
    let ends_on = row.get::<_, Day>(3)?.plus_days(row.get(4)?)?;
    Ok(Subscription {
        id: row.get(0)?,
        customer_id: row.get(17)?,
        customer: row.get::<_, Option<String>>(12)?.unwrap_or_default(),
        phone: row.get::<_, Option<String>>(13)?.unwrap_or_default(),
        product: row.get(7)?,
        product_id: row.get(14)?,
        platform_id: row.get(15)?,
        starts_on,
        ends_on,
        state: state_on(today, starts_on, ends_on, row.get(5)?, row.get(6)?),
        sale: number_text(row.get(9)?, row.get(10)?, row.get(11)?),
        sale_id: row.get(8)?,
        renewed: row.get(16)?,
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
    // Those that he was sold, less those that he passed on, and those that were passed to him.
    let sql = format!(
        "{SUBSCRIPTIONS} WHERE u.id IN (
           SELECT id FROM subscriptions WHERE {sold}
           UNION SELECT subscription_id FROM subscription_events WHERE kind = 'transfer' AND {passed_on})
         AND c.id = ?1 ORDER BY u.ends_on DESC, u.id DESC",
        sold = same_customer!("customer_id"),
        passed_on = same_customer!("customer_id"),
    );
    read(connection, caller, &sql, params![customers::root(connection, customer)?])
}

/// The subscriptions that a sale opened.
pub fn of_sale(connection: &Connection, caller: &Caller, sale: SaleId) -> Result<Vec<Subscription>> {
    let sql = format!("{SUBSCRIPTIONS} WHERE l.sale_id = ?1 ORDER BY u.id");
    read(connection, caller, &sql, params![sale])
}

/// One subscription.
pub fn get(connection: &Connection, caller: &Caller, id: SubscriptionId) -> Result<Subscription> {
    let found = read(connection, caller, &format!("{SUBSCRIPTIONS} WHERE u.id = ?1"), params![id])?;
    found.into_iter().next().ok_or_else(|| Error::new(ErrorCode::UnknownSubscription).with("value", id))
}

/// Where the term of a renewal begins: at the end of the one that it renews, or on the day of the sale where that is
/// past. What was cancelled, is paused or was renewed already is refused.
pub(crate) fn renewal_start(
    connection: &Connection,
    renewed: SubscriptionId,
    customer: Option<CustomerId>,
    day: Day,
) -> Result<Day> {
    let found = read_on(connection, day, &format!("{SUBSCRIPTIONS} WHERE u.id = ?1"), params![renewed])?;
    // Nobody renews what is somebody else's.
    let Some(subscription) = found.into_iter().next().filter(|one| one.customer_id == customer) else {
        return Err(Error::new(ErrorCode::UnknownSubscription).with("value", renewed));
    };
    let refused = |code| Err(Error::new(code).with("product", &subscription.product));
    match subscription.state {
        SubscriptionState::Cancelled => return refused(ErrorCode::SubscriptionCancelled),
        SubscriptionState::Paused => return refused(ErrorCode::SubscriptionPaused),
        _ => {}
    }
    refuse_renewed(connection, &subscription)?;
    Ok(subscription.ends_on.max(day))
}

/// Which subscription this one renews.
pub(crate) fn renewed_by(connection: &Connection, id: SubscriptionId) -> Result<Option<SubscriptionId>> {
    Ok(connection.prepare_cached("SELECT renews_id FROM subscriptions WHERE id = ?1")?.query_row([id], |r| r.get(0))?)
}

/// Refuses what another subscription carries on, and names the sale that opened that one.
pub(crate) fn refuse_renewed(connection: &Connection, subscription: &Subscription) -> Result<()> {
    if !subscription.renewed {
        return Ok(());
    }
    let next = "SELECT s.year, s.number, s.legacy_number FROM subscriptions n JOIN sale_lines l ON l.id = n.id
        JOIN sales s ON s.id = l.sale_id WHERE n.renews_id = ?1 ORDER BY n.id DESC LIMIT 1";
    let number = connection
        .prepare_cached(next)?
        .query_row([subscription.id], |r| Ok(number_text(r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let refused = Error::new(ErrorCode::AlreadyRenewed).with("product", &subscription.product);
    Err(refused.with("number", number))
}

pub(super) fn read(
    connection: &Connection,
    caller: &Caller,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Subscription>> {
    read_on(connection, caller.today, sql, parameters)
}

fn read_on(
    connection: &Connection,
    today: Day,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Subscription>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(subscription_row(row, today)?);
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
