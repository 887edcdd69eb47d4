//! Credit that comes in first settles what was sold beyond the balance, the oldest line first.
//!
//! The missing credit was costed at a provisional unit cost. The difference to the real one becomes an entry of value
//! alone in the platform's ledger and a dated `cost` line of the sale; the past profit stays as it was.

use rusqlite::{Connection, params};

use super::ledger::{Entry, MovementKind};
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::error::Result;
use crate::ids::{MovementId, PlatformId, SaleLineId};
use crate::money::{Credit, Money};
use crate::sales::lines::{CounterLine, post_counter_line};
use crate::time::Day;

/// Credit of a line that is still to be settled.
#[derive(Debug, Clone, Copy)]
pub struct Outstanding {
    pub line: SaleLineId,
    pub credit: Credit,
    pub cost: Money,
}

/// A part that incoming credit settled; kept once the entry that brought the credit is posted.
#[derive(Debug, Clone, Copy)]
pub struct Settled {
    line: SaleLineId,
    credit: Credit,
    provisional: Money,
    real: Money,
}

impl Settled {
    /// By how much the real cost is above the provisional one.
    pub fn difference(&self) -> Result<Money> {
        self.real.minus(self.provisional)
    }
}

/// Remembers that a line was sold beyond the balance.
pub fn open(
    posting: &mut Posting<'_>,
    platform: PlatformId,
    line: SaleLineId,
    credit: Credit,
    cost: Money,
) -> Result<()> {
    posting.append_of_line(Journal::Overdrafts, line, params![platform, credit, cost])
}

/// What is still to settle on a platform, the oldest line first.
pub fn outstanding(connection: &Connection, platform: PlatformId) -> Result<Vec<Outstanding>> {
    let mut statement = connection.prepare_cached(
        "SELECT o.line_id, o.credit - coalesce(sum(s.credit), 0), o.cost - coalesce(sum(s.provisional), 0)
         FROM overdrafts o LEFT JOIN settlements s ON s.line_id = o.line_id
         WHERE o.platform_id = ?1 GROUP BY o.line_id HAVING o.credit > coalesce(sum(s.credit), 0) ORDER BY o.line_id",
    )?;
    let rows =
        statement.query_map([platform], |r| Ok(Outstanding { line: r.get(0)?, credit: r.get(1)?, cost: r.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Which lines so much credit of such a value settles, the oldest first, and at what real cost.
pub fn plan(open: &[Outstanding], credit: Credit, value: Money, decimals: u8) -> Result<Vec<Settled>> {
    let mut settled = Vec::new();
    let (mut used, mut used_value) = (Credit::ZERO, Money::ZERO);
    for line in open {
        let part = line.credit.min(credit.minus(used)?);
        if part <= Credit::ZERO {
            break;
        }
        used = used.plus(part)?;
        // The share up to here less the share before: the parts' sum is never off by a coin.
        let up_to = value.share_round_half_even(used.raw(), credit.raw(), decimals)?;
        let real = up_to.minus(used_value)?;
        used_value = up_to;
        let provisional = line.cost.share_round_half_even(part.raw(), line.credit.raw(), decimals)?;
        settled.push(Settled { line: line.line, credit: part, provisional, real });
    }
    Ok(settled)
}

/// Settles with credit about to come in. Call before the entry that brings it, then [`keep`] behind it.
pub fn settle(
    posting: &mut Posting<'_>,
    platform: PlatformId,
    day: Day,
    credit: Credit,
    value: Money,
) -> Result<Vec<Settled>> {
    if !posting.tail(platform)?.pool.credit.is_negative() {
        return Ok(Vec::new());
    }
    let open = outstanding(posting.tx, platform)?;
    settle_these(posting, platform, day, &open, credit, value)
}

/// Settles given lines, oldest first, as far as the credit goes.
pub fn settle_these(
    posting: &mut Posting<'_>,
    platform: PlatformId,
    day: Day,
    open: &[Outstanding],
    credit: Credit,
    value: Money,
) -> Result<Vec<Settled>> {
    let settled = plan(open, credit, value, posting.decimals)?;
    for part in &settled {
        let difference = part.difference()?;
        if difference.is_zero() {
            continue;
        }
        let cost_line = post_counter_line(posting, &CounterLine::cost(part.line, day, difference))?;
        posting.post_movement(&Entry {
            platform,
            kind: MovementKind::Settlement,
            day,
            credit: Credit::ZERO,
            value: difference.negated()?,
            overdraft: false,
            deposit: None,
            line: Some(cost_line),
            note: "",
        })?;
    }
    Ok(settled)
}

/// A returned line that was itself still to settle: it is released at its provisional cost.
pub fn release(line: Outstanding) -> Settled {
    Settled { line: line.line, credit: line.credit, provisional: line.cost, real: line.cost }
}

/// Keeps what the entry `movement` settled.
pub fn keep(posting: &mut Posting<'_>, movement: MovementId, settled: &[Settled]) -> Result<()> {
    for part in settled {
        posting.append(Journal::Settlements, params![part.line, movement, part.credit, part.provisional, part.real])?;
    }
    Ok(())
}
