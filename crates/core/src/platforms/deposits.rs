//! Deposits (dinars paid, credit received) and adjustments (the panel says otherwise).

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::ledger::{Entry, MovementKind, read_tail};
use super::pool::{Pool, UnitCost};
use super::read::{Movement, movement};
use super::settling;
use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{DepositId, MethodId, MovementId, PlatformId};
use crate::money::{Credit, Money, coin, typed_credit, typed_money};
use crate::payments::{self, PaymentEntry};
use crate::settings;
use crate::text;
use crate::time::{Caller, Day};

/// A deposit, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DepositInput {
    /// Where.
    pub platform_id: PlatformId,
    /// Credit received, without the bonus.
    pub credit: String,
    /// Credit given on top; it makes the credit cheaper.
    pub bonus: String,
    /// Dinars due.
    pub cost: String,
    /// Dinars paid now; nothing said: all.
    pub paid: Option<String>,
    /// How; nothing said: cash.
    pub method_id: Option<MethodId>,
    /// When; nothing said: today.
    pub date: Option<Day>,
    /// Free text.
    pub note: String,
}

/// What a deposit would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DepositQuote {
    /// Credit that comes in, bonus included.
    pub credit: Credit,
    /// Dinars that it is worth.
    pub value: Money,
    /// The balance behind it.
    pub balance_after: Credit,
    /// The value behind it.
    pub value_after: Money,
    /// Dinars per unit before; none while the platform is empty.
    pub unit_cost_before: Option<Money>,
    /// Dinars per unit behind it.
    pub unit_cost_after: Option<Money>,
    /// What is left to pay of it.
    pub supplier_debt: Money,
    /// The method's fee.
    pub fee: Money,
}

/// A correction, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AdjustInput {
    /// Where.
    pub platform_id: PlatformId,
    /// What the panel says.
    pub balance: String,
    /// Why it differs.
    pub reason: String,
}

/// What a correction would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AdjustQuote {
    /// What the book says.
    pub balance_before: Credit,
    /// The gap, signed.
    pub credit: Credit,
    /// The value that moves with it, signed.
    pub value: Money,
    /// What the panel says.
    pub balance_after: Credit,
    /// The value behind it.
    pub value_after: Money,
}

/// A deposit ready to post.
#[derive(Debug, Clone)]
pub(crate) struct DepositEntry {
    pub platform: PlatformId,
    pub day: Day,
    pub credit: Credit,
    pub bonus: Credit,
    pub due: Money,
    pub paid: Money,
    pub method: MethodId,
    pub note: String,
    pub legacy_number: Option<String>,
}

/// Records a deposit.
pub fn deposit(book: &Book, caller: Caller, key: Option<&str>, input: DepositInput) -> Result<Movement> {
    let request = Request::new("deposit", key, &input)?;
    let id = book.write(move |tx| {
        request.once(tx, caller, |posting| {
            let entry = read_deposit(tx, &caller, posting.decimals, &input)?;
            let (_, movement) = post_deposit(posting, &entry)?;
            Ok(movement.0)
        })
    })?;
    book.read(|c| movement(c, MovementId(id)))
}

/// What a deposit would do, without recording it.
pub fn deposit_quote(book: &Book, caller: Caller, input: &DepositInput) -> Result<DepositQuote> {
    let decimals = book.currency_decimals();
    book.read(|c| {
        let entry = read_deposit(c, &caller, decimals, input)?;
        let before = read_tail(c, entry.platform)?.pool;
        let credit = entry.credit.plus(entry.bonus)?;
        let after = arrival(c, entry.platform, before, credit, entry.due, decimals)?;
        Ok(DepositQuote {
            credit,
            value: entry.due,
            balance_after: after.credit,
            value_after: after.value,
            unit_cost_before: unit_cost(before.unit_cost())?,
            unit_cost_after: unit_cost(after.unit_cost())?,
            supplier_debt: entry.due.minus(entry.paid)?,
            fee: settings::method(c, entry.method)?.fee(entry.paid, decimals)?,
        })
    })
}

/// The pool once so much credit has come in and settled what it can.
fn arrival(
    connection: &Connection,
    platform: PlatformId,
    before: Pool,
    credit: Credit,
    value: Money,
    decimals: u8,
) -> Result<Pool> {
    let open = settling::outstanding(connection, platform)?;
    let settled = settling::plan(&open, credit, value, decimals)?;
    let differences = settled.iter().map(settling::Settled::difference).collect::<Result<Vec<_>>>()?;
    before.with(credit, value.minus(Money::sum(differences)?)?)
}

/// A unit's cost to show: four decimals, since a unit often costs fractions of a centime.
pub(crate) fn unit_cost(cost: Option<UnitCost>) -> Result<Option<Money>> {
    let Some(cost) = cost else { return Ok(None) };
    cost.of_round_half_even(Credit::from_raw(crate::money::ONE), 4).map(Some)
}

fn read_deposit(connection: &Connection, caller: &Caller, decimals: u8, input: &DepositInput) -> Result<DepositEntry> {
    let day = caller.day_or_today("date", input.date)?;
    let tail = read_tail(connection, input.platform_id)?;
    if tail.archived {
        return Err(Error::new(ErrorCode::Archived).with("entity", "platform").with("value", &tail.name));
    }
    let unit_decimals = tail.decimals;
    let bonus = match input.bonus.trim() {
        "" => Credit::ZERO,
        text => positive("bonus", text, typed_credit("bonus", text, unit_decimals)?)?,
    };
    let credit = typed_credit("credit", &input.credit, unit_decimals)?;
    // A bonus alone is a deposit too; nothing at all is none.
    let least = if bonus.is_zero() { Credit::from_raw(coin(unit_decimals)) } else { Credit::ZERO };
    if credit < least {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", "credit").with("value", &input.credit);
        return Err(refused.with("min", least));
    }
    let due = typed_money("cost", &input.cost, decimals)?;
    let paid = match input.paid.as_deref().filter(|t| !t.trim().is_empty()) {
        Some(text) => typed_money("paid", text, decimals)?,
        None => due,
    };
    if due.is_negative() {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", "cost").with("value", due).with("min", 0));
    }
    if paid.is_negative() || paid > due {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", "paid").with("value", paid);
        return Err(refused.with("min", 0).with("max", due));
    }
    let method = settings::usable_method(connection, input.method_id.unwrap_or(settings::CASH))?.id;
    let note = text::note("note", &input.note, 2000)?;
    Ok(DepositEntry { platform: input.platform_id, day, credit, bonus, due, paid, method, note, legacy_number: None })
}

/// Credit that is not below zero.
pub(super) fn positive(field: &str, text: &str, credit: Credit) -> Result<Credit> {
    if credit.is_negative() {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", field).with("value", text).with("min", 0));
    }
    Ok(credit)
}

/// Posts a deposit: what it settles first, its entry, and what was paid of it.
pub(crate) fn post_deposit(posting: &mut Posting<'_>, entry: &DepositEntry) -> Result<(DepositId, MovementId)> {
    let caller = posting.caller;
    let id = posting.append(
        Journal::Deposits,
        params![
            entry.platform,
            entry.day,
            entry.credit,
            entry.bonus,
            entry.due,
            entry.note,
            entry.legacy_number,
            caller.actor.code(),
            caller.now
        ],
    )?;
    let id = DepositId(id);
    let credit = entry.credit.plus(entry.bonus)?;
    let settled = settling::settle(posting, entry.platform, entry.day, credit, entry.due)?;
    let movement = posting.post_movement(&Entry {
        platform: entry.platform,
        kind: MovementKind::Deposit,
        day: entry.day,
        credit,
        value: entry.due,
        overdraft: false,
        deposit: Some(id),
        line: None,
        note: &entry.note,
    })?;
    settling::keep(posting, movement, &settled)?;
    if !entry.paid.is_zero() {
        let fee = settings::method(posting.tx, entry.method)?.fee(entry.paid, posting.decimals)?;
        let amount = entry.paid.negated()?;
        payments::post(posting, &PaymentEntry::supplier(id, entry.day, entry.method, amount, fee))?;
    }
    Ok((id, movement))
}

/// Brings a platform's balance to what its panel says.
pub fn adjust(book: &Book, caller: Caller, key: Option<&str>, input: AdjustInput) -> Result<Movement> {
    let request = Request::new("adjust", key, &input)?;
    let id = book.write(move |tx| {
        request.once(tx, caller, |posting| {
            let target = read_target(tx, &input)?;
            let reason = text::note("reason", &input.reason, 2000)?;
            if reason.is_empty() {
                return Err(Error::missing("reason"));
            }
            let kind = MovementKind::Adjustment;
            let movement = post_correction(posting, input.platform_id, kind, caller.today, target, &reason)?
                .ok_or_else(|| Error::new(ErrorCode::NothingToChange).with("field", "balance").with("value", target))?;
            Ok(movement.0)
        })
    })?;
    book.read(|c| movement(c, MovementId(id)))
}

/// What a correction would do, without recording it.
pub fn adjust_quote(book: &Book, input: &AdjustInput) -> Result<AdjustQuote> {
    let decimals = book.currency_decimals();
    book.read(|c| {
        let target = read_target(c, input)?;
        let tail = read_tail(c, input.platform_id)?;
        let before = tail.pool;
        let credit = target.minus(before.credit)?;
        let value = before.correction(credit, tail.beyond_cost(), decimals)?;
        let after = arrival(c, input.platform_id, before, credit, value, decimals)?;
        Ok(AdjustQuote {
            balance_before: before.credit,
            credit,
            value: after.value.minus(before.value)?,
            balance_after: after.credit,
            value_after: after.value,
        })
    })
}

fn read_target(connection: &Connection, input: &AdjustInput) -> Result<Credit> {
    let decimals = read_tail(connection, input.platform_id)?.decimals;
    positive("balance", &input.balance, typed_credit("balance", &input.balance, decimals)?)
}

/// Posts what brings the balance to `target`, its value in proportion; nothing where it is there already.
pub(crate) fn post_correction(
    posting: &mut Posting<'_>,
    platform: PlatformId,
    kind: MovementKind,
    day: Day,
    target: Credit,
    note: &str,
) -> Result<Option<MovementId>> {
    let decimals = posting.decimals;
    let tail = posting.tail(platform)?;
    let credit = target.minus(tail.pool.credit)?;
    if credit.is_zero() {
        return Ok(None);
    }
    let value = tail.pool.correction(credit, tail.beyond_cost(), decimals)?;
    let settled = settling::settle(posting, platform, day, credit, value)?;
    let entry = Entry { platform, kind, day, credit, value, overdraft: false, deposit: None, line: None, note };
    let movement = posting.post_movement(&entry)?;
    settling::keep(posting, movement, &settled)?;
    Ok(Some(movement))
}
