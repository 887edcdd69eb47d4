//! The board of renewals: what ends today and in the next days, what has ended and was not carried on.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::read::read;
use super::{SUBSCRIPTIONS, Subscription, SubscriptionState};
use crate::catalog;
use crate::customers::Sought;
use crate::error::Result;
use crate::ids::{CustomerId, PlatformId, ProductId, SubscriptionId};
use crate::messages::{self, MessageKind};
use crate::money::{Credit, Money};
use crate::settings;
use crate::text;
use crate::time::{Caller, Day};

/// How long something that ended stays on the board, in days.
const ENDED_DAYS: i64 = 30;
/// How far the board looks ahead, in days.
const AHEAD_DAYS: i64 = 30;

/// Where a subscription stands on the board: one place each, so that the counts add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Ended within the last thirty days.
    Ended,
    /// Today is the first day on which it no longer runs.
    Today,
    /// Ends in 1 to 3 days.
    Days3,
    /// Ends in 4 to 7 days.
    Days7,
    /// Ends in 8 to 15 days.
    Days15,
    /// Ends in 16 to 30 days.
    Days30,
    /// Paused: its end moves.
    Paused,
}

impl Stage {
    /// In the order of the board.
    pub const ALL: [Self; 7] =
        [Self::Ended, Self::Today, Self::Days3, Self::Days7, Self::Days15, Self::Days30, Self::Paused];

    /// Where a subscription stands on a day; none where it is not on the board.
    fn of(subscription: &Subscription, today: Day) -> Option<Self> {
        match subscription.state {
            SubscriptionState::Paused => return Some(Self::Paused),
            SubscriptionState::Cancelled => return None,
            _ if subscription.renewed => return None,
            _ => {}
        }
        match subscription.ends_on.days_since(today) {
            left if left < -ENDED_DAYS => None,
            left if left < 0 => Some(Self::Ended),
            0 => Some(Self::Today),
            1..=3 => Some(Self::Days3),
            4..=7 => Some(Self::Days7),
            8..=15 => Some(Self::Days15),
            16..=AHEAD_DAYS => Some(Self::Days30),
            _ => None,
        }
    }
}

/// Which part of the board to show.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BoardQuery {
    /// One stage; nothing said: all.
    pub stage: Option<Stage>,
    /// Any part of the customer's name or phone, or of the product's name.
    pub search: String,
    /// On this platform.
    pub platform_id: Option<PlatformId>,
    /// Of this product.
    pub product_id: Option<ProductId>,
    /// The last row of the page before.
    pub after: Option<SubscriptionId>,
    /// At most so many.
    pub limit: u32,
}

/// How many stand at a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StageCount {
    /// Where.
    pub stage: Stage,
    /// How many, with the same filters as the rows.
    pub count: u32,
}

/// A subscription on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BoardRow {
    /// Where it stands.
    pub stage: Stage,
    /// What ends.
    #[serde(flatten)]
    pub subscription: Subscription,
    /// Days until its end; below zero since.
    #[cfg_attr(feature = "specta", specta(type = i32))]
    pub days_left: i64,
    /// The platform's name.
    pub platform: String,
    /// What a renewal would be sold for now.
    pub price: Money,
    /// What it would cost now; none where no cost is known.
    pub cost: Option<Money>,
    /// The message that is due: none while the end is far, or where the customer was told already.
    pub message: Option<MessageKind>,
    /// When he was told of the present stage.
    pub told_on: Option<Day>,
}

/// A page of the board.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Board {
    /// How many stand where.
    pub counts: Vec<StageCount>,
    /// The rows, the earliest end first.
    pub rows: Vec<BoardRow>,
    /// What to give as `after` for the next page; none at the end.
    pub next: Option<SubscriptionId>,
}

/// The board on the caller's day. Counts and rows come from one reading, so that they agree.
pub fn board(connection: &Connection, caller: &Caller, query: &BoardQuery) -> Result<Board> {
    let limit = query.limit.clamp(1, 500) as usize;
    let today = caller.today;
    let all = candidates(connection, caller)?;
    let matching = Matching::of(connection, query)?;
    let staged: Vec<(Stage, Subscription)> = all
        .into_iter()
        .filter(|s| matching.takes(s))
        .filter_map(|s| Stage::of(&s, today).map(|stage| (stage, s)))
        .collect();
    let count = |stage: Stage| staged.iter().filter(|(at, _)| *at == stage).count();
    let counts = Stage::ALL
        .iter()
        .map(|stage| StageCount { stage: *stage, count: u32::try_from(count(*stage)).unwrap_or(u32::MAX) });
    let counts = counts.collect();
    let mut shown: Vec<&(Stage, Subscription)> =
        staged.iter().filter(|(stage, _)| query.stage.is_none_or(|wanted| wanted == *stage)).collect();
    shown.sort_by_key(|(_, s)| (s.ends_on, s.id));
    let start = query.after.and_then(|after| shown.iter().position(|(_, s)| s.id == after)).map_or(0, |at| at + 1);
    let page: Vec<_> = shown.iter().skip(start).take(limit).collect();
    let next = if start + page.len() < shown.len() { page.last().map(|(_, s)| s.id) } else { None };
    let mut present =
        Present { connection, today, decimals: settings::currency_decimals(connection)?, known: HashMap::new() };
    let rows = page.into_iter().map(|(stage, s)| present.row(*stage, s)).collect::<Result<_>>()?;
    Ok(Board { counts, rows, next })
}

/// What may stand on the board: a pause moves an end out of the window of days in which it was sold.
fn candidates(connection: &Connection, caller: &Caller) -> Result<Vec<Subscription>> {
    let (from, to) = (caller.today.plus_days(-ENDED_DAYS)?, caller.today.plus_days(AHEAD_DAYS)?);
    let sql = format!(
        "{SUBSCRIPTIONS} WHERE u.ends_on BETWEEN ?1 AND ?2
           OR u.id IN (SELECT subscription_id FROM subscription_events WHERE kind = 'pause')"
    );
    read(connection, caller, &sql, params![from, to])
}

/// The filters of a query.
struct Matching {
    sought: Sought,
    /// The customers who are meant; none where nothing is sought, and every row is, also of passing customers.
    meant: Option<HashSet<CustomerId>>,
    platform: Option<PlatformId>,
    product: Option<ProductId>,
}

impl Matching {
    fn of(connection: &Connection, query: &BoardQuery) -> Result<Self> {
        let sought = Sought::of(&query.search);
        let meant = sought.meant(connection)?;
        Ok(Self { sought, meant, platform: query.platform_id, product: query.product_id })
    }

    fn takes(&self, subscription: &Subscription) -> bool {
        let found = self.meant.as_ref().is_none_or(|meant| {
            subscription.customer_id.is_some_and(|id| meant.contains(&id))
                || self.sought.named(&text::key(&subscription.product))
        });
        found
            && self.platform.is_none_or(|platform| subscription.platform_id == Some(platform))
            && self.product.is_none_or(|product| subscription.product_id == product)
    }
}

/// Present prices and costs, read once for each product and platform.
struct Present<'c> {
    connection: &'c Connection,
    today: Day,
    decimals: u8,
    known: HashMap<(ProductId, Option<PlatformId>), Selling>,
}

/// What a renewal would be sold for now, and on which platform.
#[derive(Debug, Clone, Default)]
struct Selling {
    price: Money,
    cost: Option<Money>,
    platform: String,
}

impl Present<'_> {
    fn row(&mut self, stage: Stage, subscription: &Subscription) -> Result<BoardRow> {
        let key = (subscription.product_id, subscription.platform_id);
        if !self.known.contains_key(&key) {
            let found = self.read(subscription)?;
            self.known.insert(key, found);
        }
        let Selling { price, cost, platform } = self.known.get(&key).cloned().unwrap_or_default();
        let days_left = subscription.ends_on.days_since(self.today);
        let due = MessageKind::of_days_left(days_left).filter(|_| stage != Stage::Paused);
        let told_on = match due {
            Some(kind) => messages::told_on(self.connection, subscription.id, kind)?,
            None => None,
        };
        Ok(BoardRow {
            stage,
            subscription: subscription.clone(),
            days_left,
            platform,
            price,
            cost,
            message: due.filter(|_| told_on.is_none()),
            told_on,
        })
    }

    fn read(&self, subscription: &Subscription) -> Result<Selling> {
        let price = self
            .connection
            .prepare_cached("SELECT price FROM products WHERE id = ?1")?
            .query_row([subscription.product_id], |r| r.get(0))?;
        let offer =
            catalog::renewing_offer(self.connection, subscription.product_id, subscription.platform_id, self.today)?;
        let Some(offer) = offer else { return Ok(Selling { price, ..Selling::default() }) };
        let tail = crate::platforms::ledger::read_tail(self.connection, offer.platform)?;
        let cost = if offer.credit == Credit::ZERO {
            Some(Money::ZERO)
        } else {
            catalog::present_cost(&tail, offer.credit, self.decimals)?
        };
        Ok(Selling { price, cost, platform: tail.name })
    }
}
