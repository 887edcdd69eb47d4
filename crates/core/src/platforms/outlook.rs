//! What is coming: the credit that the renewals of the next days will take, beside what there is.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, params};
use serde::Serialize;

use super::ledger::read_tail;
use crate::catalog;
use crate::error::Result;
use crate::ids::{PlatformId, ProductId};
use crate::money::Credit;
use crate::subscriptions;
use crate::time::{Caller, Day};

/// How far ahead one looks.
const AHEAD_DAYS: i64 = 30;
/// And what of it comes soon.
const SOON_DAYS: i64 = 7;

/// What the renewals coming due will take of a platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PlatformOutlook {
    /// Which.
    pub platform_id: PlatformId,
    /// Subscriptions that end within seven days, today included, and were not renewed,
    pub renewals_7: u32,
    /// and the credit that renewing them takes.
    pub credit_7: Credit,
    /// The same within thirty days.
    pub renewals_30: u32,
    /// And its credit.
    pub credit_30: Credit,
    /// Whole days until renewals alone have used up the balance: none left where it is below zero; nothing said where it
    /// lasts the thirty days.
    pub lasts_days: Option<u32>,
}

/// What renewing a product takes of which platform, by where it runs now.
type Offers = HashMap<(ProductId, Option<PlatformId>), Option<(PlatformId, Credit)>>;

/// Renewals by platform and day.
type Due = BTreeMap<PlatformId, Vec<(i64, Credit)>>;

/// The platforms of which renewals take credit within thirty days, supposing that each subscription is renewed once on
/// the day on which it ends, with today's prices.
pub fn outlook(connection: &Connection, caller: &Caller) -> Result<Vec<PlatformOutlook>> {
    let mut found = Vec::new();
    for (platform_id, renewals) in due(connection, caller)? {
        let balance = read_tail(connection, platform_id)?.pool.credit;
        let mut outlook = PlatformOutlook {
            platform_id,
            renewals_7: 0,
            credit_7: Credit::ZERO,
            renewals_30: 0,
            credit_30: Credit::ZERO,
            // Of what is overdrawn nothing lasts until the next renewal.
            lasts_days: balance.is_negative().then_some(0),
        };
        for (days, credit) in renewals {
            outlook.credit_30 = outlook.credit_30.plus(credit)?;
            outlook.renewals_30 += 1;
            if days <= SOON_DAYS {
                outlook.credit_7 = outlook.credit_30;
                outlook.renewals_7 = outlook.renewals_30;
            }
            if outlook.lasts_days.is_none() && outlook.credit_30 > balance {
                outlook.lasts_days = Some(u32::try_from(days).unwrap_or(0));
            }
        }
        found.push(outlook);
    }
    Ok(found)
}

/// The renewals coming due, the soonest first.
fn due(connection: &Connection, caller: &Caller) -> Result<Due> {
    let today = caller.today;
    let last = today.plus_days(AHEAD_DAYS)?;
    let mut offers = Offers::new();
    let mut ending: Vec<(i64, PlatformId, Credit)> = Vec::new();
    for (product, platform, ends_on) in ending_until(connection, today, last)? {
        let offer = match offers.entry((product, platform)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let offer = catalog::renewing_offer(connection, product, platform, today)?;
                *new.insert(offer.map(|offer| (offer.platform, offer.credit)))
            }
        };
        if let Some((platform, credit)) = offer.filter(|(_, credit)| !credit.is_zero()) {
            ending.push((ends_on.days_since(today), platform, credit));
        }
    }
    ending.sort_unstable_by_key(|(days, platform, _)| (*days, *platform));
    let mut due = Due::new();
    for (days, platform, credit) in ending {
        due.entry(platform).or_default().push((days, credit));
    }
    Ok(due)
}

/// Product, platform and end of the subscriptions that end from one day to another and still wait to be renewed.
fn ending_until(connection: &Connection, from: Day, to: Day) -> Result<Vec<(ProductId, Option<PlatformId>, Day)>> {
    let mut statement = connection.prepare_cached(subscriptions::WAITING)?;
    let mut rows = statement.query(params![from, to])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let ends_on = row.get::<_, Day>(2)?.plus_days(row.get(3)?)?;
        if (from..=to).contains(&ends_on) {
            found.push((row.get(0)?, row.get(1)?, ends_on));
        }
    }
    Ok(found)
}
