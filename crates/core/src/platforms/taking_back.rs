//! Taking back what an import brought to a platform: its credit with its value, and what is due of its deposits.

use rusqlite::params;

use super::ledger::{Entry, MovementKind};
use super::pool::Pool;
use super::settling;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::error::Result;
use crate::ids::{DepositId, PlatformId};
use crate::money::{Credit, MAX_LINE, Money};

/// What could not be taken back because it was spent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spent {
    /// Credit that is not there any more.
    pub credit: Credit,
    /// Value of credit that is there no more, where the credit itself came out even.
    pub value: Money,
}

/// So much of what is due of a deposit is due no longer.
pub(crate) fn cancel_deposit(posting: &mut Posting<'_>, deposit: DepositId, due: Money, reason: &str) -> Result<()> {
    let caller = posting.caller;
    let values = params![deposit, caller.today, due, reason, caller.actor.code(), caller.now];
    posting.append(Journal::DepositCancellations, values)?;
    Ok(())
}

/// Posts the counter-entry of credit that came in, or went, with its value: today, as a correction.
///
/// What was spent since is not taken from the platform: credit goes below zero only for a sale that was made so on purpose
/// (invariant 5), and a past sale keeps its cost (invariant 6). The value goes as it came where the pool can give it, else
/// in proportion, as with every correction.
pub(crate) fn take_credit_back(
    posting: &mut Posting<'_>,
    platform: PlatformId,
    credit: Credit,
    value: Money,
    note: &str,
) -> Result<Spent> {
    let pool = posting.tail(platform)?.pool;
    if credit.is_zero() {
        return take_value_back(posting, platform, pool, value, note);
    }
    let wanted = credit.negated()?;
    let there = pool.credit.max(Credit::ZERO).negated()?;
    let moved = wanted.max(there);
    let spent = Spent { credit: moved.minus(wanted)?, value: Money::ZERO };
    let exact = value.negated()?;
    let as_it_came = moved == wanted && holds(pool.with(moved, exact)?);
    let mut left = moved;
    let mut left_value = exact;
    while !left.is_zero() {
        let part = Credit::from_raw(left.raw().clamp(-MAX_LINE, MAX_LINE));
        let part_value = if as_it_came {
            left_value.share_round_half_even(part.raw(), left.raw(), posting.decimals)?
        } else {
            let tail = posting.tail(platform)?;
            let (pool, last_known) = (tail.pool, tail.beyond_cost());
            pool.correction(part, last_known, posting.decimals)?
        };
        post_part(posting, platform, part, part_value, note)?;
        left = left.minus(part)?;
        left_value = left_value.minus(part_value)?;
    }
    Ok(spent)
}

/// A pool that may stand: some of both, or nothing of either.
fn holds(pool: Pool) -> bool {
    pool.credit > Credit::ZERO && !pool.value.is_negative() || pool.credit.is_zero() && pool.value.is_zero()
}

/// The credit came out even, and only its value moved: it goes back where there is credit to bear it.
fn take_value_back(
    posting: &mut Posting<'_>,
    platform: PlatformId,
    pool: Pool,
    value: Money,
    note: &str,
) -> Result<Spent> {
    let exact = value.negated()?;
    if exact.is_zero() {
        return Ok(Spent::default());
    }
    if exact.raw().abs() > MAX_LINE || !holds(pool.with(Credit::ZERO, exact)?) {
        return Ok(Spent { credit: Credit::ZERO, value });
    }
    post_part(posting, platform, Credit::ZERO, exact, note)?;
    Ok(Spent::default())
}

fn post_part(posting: &mut Posting<'_>, platform: PlatformId, credit: Credit, value: Money, note: &str) -> Result<()> {
    let day = posting.caller.today;
    let settled =
        if credit > Credit::ZERO { settling::settle(posting, platform, day, credit, value)? } else { Vec::new() };
    let movement = posting.post_movement(&Entry {
        platform,
        kind: MovementKind::Adjustment,
        day,
        credit,
        value,
        overdraft: false,
        deposit: None,
        line: None,
        note,
    })?;
    settling::keep(posting, movement, &settled)
}
