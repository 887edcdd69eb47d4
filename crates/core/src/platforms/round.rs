//! The morning round: what every panel says beside what the book says, the gaps explained and brought in at once.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::deposits::{positive, post_correction};
use super::ledger::{MovementKind, Tail, read_tail};
use super::read::{Platform, list};
use crate::book::Book;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::catalog;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{PlatformId, ProductId};
use crate::money::{Credit, typed_credit};
use crate::text;
use crate::time::Caller;

/// Entries of a ledger, back from its end, in which a price is looked for.
const GUESSED_ENTRIES: i64 = 500;

/// What one panel says, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PanelInput {
    /// Which panel.
    pub platform_id: PlatformId,
    /// What it says; nothing: not looked at.
    pub balance: String,
    /// Why it differs; nothing said: the round's own reason.
    pub reason: String,
    /// What the book said when the panel was looked at; where it says something else by now, nothing is recorded.
    pub seen: Option<String>,
}

/// A gap between a panel and the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PanelGap {
    /// Which panel.
    pub platform_id: PlatformId,
    /// What the book says.
    pub book: Credit,
    /// What the panel says; none where it was not looked at, or cannot be read.
    pub panel: Option<Credit>,
    /// The panel less the book.
    pub gap: Credit,
    /// A price that would explain the gap.
    pub price: Option<PriceGuess>,
    /// What is wrong with what was typed.
    pub problem: Option<Error>,
}

/// A product whose price on the platform seems to have changed: the gap is its sales since the last round, each by the
/// same difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PriceGuess {
    /// Which.
    pub product_id: ProductId,
    /// Its name.
    pub product: String,
    /// Pieces sold since the last correction.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub pieces: i64,
    /// What the book takes for one.
    pub price: Credit,
    /// What the panel seems to take.
    pub seems: Credit,
}

/// The gaps of what was typed, in the order of the platforms given.
pub fn round_quote(book: &Book, panels: &[PanelInput]) -> Result<Vec<PanelGap>> {
    book.read(|c| panels.iter().map(|panel| gap(c, panel)).collect())
}

fn gap(connection: &Connection, typed: &PanelInput) -> Result<PanelGap> {
    let tail = read_tail(connection, typed.platform_id)?;
    let book = tail.pool.credit;
    let mut gap =
        PanelGap { platform_id: typed.platform_id, book, panel: None, gap: Credit::ZERO, price: None, problem: None };
    if typed.balance.trim().is_empty() {
        return Ok(gap);
    }
    match said(&typed.balance, tail.decimals) {
        Err(problem) => gap.problem = Some(problem),
        Ok(panel) => {
            gap.panel = Some(panel);
            gap.gap = panel.minus(book)?;
            if !gap.gap.is_zero() {
                gap.price = guess(connection, typed.platform_id, gap.gap, tail.decimals)?;
            }
        }
    }
    Ok(gap)
}

fn said(text: &str, decimals: u8) -> Result<Credit> {
    positive("balance", text, typed_credit("balance", text, decimals)?)
}

/// The one product whose pieces, sold since the last correction, explain a gap each by the same difference of price. Two
/// that would explain it explain nothing; nor does a price that is not at least half and at most twice the old one.
fn guess(connection: &Connection, platform: PlatformId, gap: Credit, decimals: u8) -> Result<Option<PriceGuess>> {
    let Some(since) = since_correction(connection, platform)? else { return Ok(None) };
    let mut statement = connection.prepare_cached(
        "SELECT l.product_id, p.name, sum(l.quantity), sum(l.credit)
         FROM movements m JOIN sale_lines l ON l.id = m.sale_line_id JOIN products p ON p.id = l.product_id
         WHERE m.platform_id = ?1 AND m.kind IN ('sale', 'return') AND m.seq > ?2
         GROUP BY l.product_id HAVING sum(l.quantity) > 0 ORDER BY l.product_id",
    )?;
    let mut rows = statement.query(params![platform, since])?;
    let step = 10_i64.pow(u32::from(4_u8.saturating_sub(decimals)));
    let mut found = None;
    while let Some(row) = rows.next()? {
        let (pieces, taken): (i64, Credit) = (row.get(2)?, row.get(3)?);
        let (price, rest) = (taken.raw() / pieces, taken.raw() % pieces);
        let difference = -gap.raw() / pieces;
        let seems = price + difference;
        let whole = rest == 0 && gap.raw() % pieces == 0 && seems % step == 0;
        let known = newest_price(connection, platform, row.get(0)?)?;
        if !whole
            || known == Some(Credit::from_raw(seems))
            || seems < price / 2
            || seems > price.saturating_mul(2)
            || price == 0
        {
            continue;
        }
        if found.is_some() {
            return Ok(None);
        }
        found = Some(PriceGuess {
            product_id: row.get(0)?,
            product: row.get(1)?,
            pieces,
            price: Credit::from_raw(price),
            seems: Credit::from_raw(seems),
        });
    }
    Ok(found)
}

/// The place of the newest correction in the ledger, zero where there never was one; none where it lies too far back for
/// its sales to tell anything.
fn since_correction(connection: &Connection, platform: PlatformId) -> Result<Option<i64>> {
    let newest = "SELECT coalesce(max(seq), 0) FROM movements WHERE platform_id = ?1";
    let newest: i64 = connection.prepare_cached(newest)?.query_row([platform], |r| r.get(0))?;
    let first = newest - GUESSED_ENTRIES;
    let sql = "SELECT max(seq) FROM movements
        WHERE platform_id = ?1 AND seq > ?2 AND kind IN ('adjustment', 'opening')";
    let found: Option<i64> = connection.prepare_cached(sql)?.query_row(params![platform, first], |r| r.get(0))?;
    Ok(found.or((first <= 0).then_some(0)))
}

/// The offer's price as it stands now: what it says already needs no proposal.
fn newest_price(connection: &Connection, platform: PlatformId, product: ProductId) -> Result<Option<Credit>> {
    let sql = "SELECT p.credit FROM offers o JOIN offer_prices p ON p.offer_id = o.id
        WHERE o.platform_id = ?1 AND o.product_id = ?2 ORDER BY p.from_day DESC, p.id DESC LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row(params![platform, product], |r| r.get(0)).optional()?)
}

/// Brings every balance that was typed to what its panel says, in one operation, and answers with all platforms. A gap
/// needs a reason; a panel that agrees needs nothing.
pub fn round_record(
    book: &Book,
    caller: Caller,
    key: Option<&str>,
    panels: Vec<PanelInput>,
    reason: String,
) -> Result<Vec<Platform>> {
    let request = Request::new("platform_round", key, &(&panels, &reason))?;
    book.write(move |tx| {
        request.once(tx, caller, |posting| {
            let common = text::note("reason", &reason, 2000)?;
            let mut corrected = 0;
            for (index, panel) in panels.iter().enumerate() {
                let place = format!("panels.{index}");
                let moved = correct(posting, panel, &common).map_err(|e| e.within(&place))?;
                corrected += i64::from(moved);
            }
            if corrected == 0 {
                return Err(Error::new(ErrorCode::NothingToChange).with("field", "panels"));
            }
            Ok(corrected)
        })?;
        list(tx, &caller)
    })
}

/// A gap is recorded only as it was shown: what was sold meanwhile is no gap.
fn refuse_moved(tail: &Tail, panel: &PanelInput) -> Result<()> {
    let Some(seen) = &panel.seen else { return Ok(()) };
    if typed_credit("seen", seen, tail.decimals)? == tail.pool.credit {
        return Ok(());
    }
    let moved = Error::new(ErrorCode::BalanceMoved).with("field", "balance").with("platform", &tail.name);
    Err(moved.with("seen", seen).with("balance", tail.pool.credit))
}

fn correct(posting: &mut Posting<'_>, panel: &PanelInput, common: &str) -> Result<bool> {
    if panel.balance.trim().is_empty() {
        return Ok(false);
    }
    let tail = read_tail(posting.tx, panel.platform_id)?;
    let target = said(&panel.balance, tail.decimals)?;
    refuse_moved(&tail, panel)?;
    if target == tail.pool.credit {
        return Ok(false);
    }
    let own = text::note("reason", &panel.reason, 2000)?;
    let reason = if own.is_empty() { common } else { &own };
    if reason.is_empty() {
        return Err(Error::missing("reason"));
    }
    let day = posting.caller.today;
    Ok(post_correction(posting, panel.platform_id, MovementKind::Adjustment, day, target, reason)?.is_some())
}

/// Takes a new price of an offer from today on, as the round proposes it; past sales never change.
pub fn accept_price(
    book: &Book,
    caller: Caller,
    platform: PlatformId,
    product: ProductId,
    credit: String,
) -> Result<()> {
    book.post(caller, move |posting| {
        let tail = read_tail(posting.tx, platform)?;
        let price = positive("credit", &credit, typed_credit("credit", &credit, tail.decimals)?)?;
        catalog::set_offer_price(posting, product, platform, price)
    })
}
