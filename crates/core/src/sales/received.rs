//! What was received with a sale: amounts by method, change, and what an empty amount stands for.

use rusqlite::Connection;

use super::collect::advance_short;
use super::correct::InPlace;
use super::plan::{SaleInput, known_customer};
use super::posting::NewPayment;
use super::reading::not_negative;
use crate::customers::{Advance, advance_of};
use crate::error::{Error, ErrorCode, Result};
use crate::money::{Money, split_exact, typed_money};
use crate::settings::{self, CUSTOMER_CREDIT};
use crate::time::Day;

/// What was received of a sale.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// As they stay in the till, with their fees.
    pub payments: Vec<NewPayment>,
    /// Kept as the customer's credit.
    pub advances: Vec<NewPayment>,
    /// Handed back.
    pub change: Money,
    /// What an amount left empty stands for.
    pub rest: Money,
}

/// The payments as they stay in the till. The first amount left empty takes the rest; what was handed over beyond the
/// total is change, and comes back in cash, or is kept as the customer's credit. A customer's credit pays no more than
/// there is of it.
pub(super) fn read_payments(
    connection: &Connection,
    input: &SaleInput,
    total: Money,
    day: Day,
    decimals: u8,
    in_place: Option<&InPlace>,
) -> Result<Received> {
    let mut received: Vec<(settings::Method, Option<Money>)> = Vec::new();
    for (index, typed) in input.payments.iter().enumerate() {
        let place = format!("payments.{index}");
        let method = settings::payable_method(connection, typed.method_id).map_err(|e| e.within(&place))?;
        let amount = match typed.amount.trim() {
            "" => None,
            text => {
                let typed = typed_money("amount", text, decimals).and_then(|a| not_negative("amount", a));
                Some(typed.map_err(|e| e.within(&place))?)
            }
        };
        received.push((method, amount));
    }
    let typed = Money::sum(received.iter().filter_map(|(_, amount)| *amount))?;
    let rest = total.minus(typed)?.max(Money::ZERO);
    let mut left = rest;
    let mut received: Vec<(settings::Method, Money)> = received
        .into_iter()
        .map(|(method, amount)| (method, amount.unwrap_or_else(|| std::mem::take(&mut left))))
        .collect();
    let mut advance = check_credit(connection, input, &received)?;
    let sum = Money::sum(received.iter().map(|(_, amount)| *amount))?;
    let beyond = sum.minus(total)?.max(Money::ZERO);
    // Only cash can be handed back; money of any kind can be kept, but credit is kept already.
    let gives = |method: &settings::Method| {
        if input.keep_change { method.id != CUSTOMER_CREDIT } else { method.id == settings::CASH }
    };
    let (mut back, mut kept) = (beyond, Vec::new());
    for (index, (_, amount)) in received.iter_mut().enumerate().rev().filter(|(_, (method, _))| gives(method)) {
        let part = back.min(*amount);
        *amount = amount.minus(part)?;
        back = back.minus(part)?;
        kept.push((index, part));
    }
    if back > Money::ZERO {
        let refused = Error::new(ErrorCode::Overpaid).with("field", "payments.0.amount");
        return Err(refused.with("number", "").with("debt", total).with("amount", sum));
    }
    let (mut payments, mut advances) = (Vec::new(), Vec::new());
    for (index, (method, amount)) in received.iter().enumerate() {
        let kept = kept.iter().find(|(of, _)| input.keep_change && *of == index).map_or(Money::ZERO, |(_, part)| *part);
        let before = in_place.and_then(|sale| sale.paid.get(&method.id));
        let (fee, fee_of_kept) = match before {
            // What a corrected sale was paid with already costs what it cost then.
            Some((paid, fee)) if paid == amount && kept.is_zero() && method.id != CUSTOMER_CREDIT => {
                (*fee, Money::ZERO)
            }
            _ => fees(method, *amount, kept, &mut advance, decimals)?,
        };
        let post = |amount, fee| NewPayment { method: method.id, amount, fee, day };
        payments.extend((!amount.is_zero()).then(|| post(*amount, fee)));
        advances.extend((!kept.is_zero()).then(|| post(kept, fee_of_kept)));
    }
    let change = if input.keep_change { Money::ZERO } else { beyond };
    Ok(Received { payments, advances, change, rest })
}

/// The fees of what is paid and of what is kept in advance: one fee on the whole, as the method takes it, in two shares.
/// What is paid from the customer's credit bears its share of what bringing that credit cost.
pub(super) fn fees(
    method: &settings::Method,
    paid: Money,
    kept: Money,
    advance: &mut Advance,
    decimals: u8,
) -> Result<(Money, Money)> {
    if method.id == CUSTOMER_CREDIT {
        return Ok((advance.take(paid, decimals)?, Money::ZERO));
    }
    let whole = method.fee(paid.plus(kept)?, decimals)?;
    let shares = split_exact(whole, &[paid.raw(), kept.raw()], decimals)?;
    let fee = shares.first().copied().unwrap_or(whole);
    Ok((fee, whole.minus(fee)?))
}

/// The customer's credit, which has to cover what is paid with it.
fn check_credit(connection: &Connection, input: &SaleInput, received: &[(settings::Method, Money)]) -> Result<Advance> {
    let Some(index) = received.iter().position(|(method, _)| method.id == CUSTOMER_CREDIT) else {
        return Ok(Advance { credit: Money::ZERO, fees: Money::ZERO });
    };
    let used = received.iter().filter(|(method, _)| method.id == CUSTOMER_CREDIT).map(|(_, amount)| *amount);
    let used = Money::sum(used)?;
    let advance = advance_of(connection, known_customer(input.customer.as_ref()))?;
    if used > advance.credit {
        return Err(advance_short(&format!("payments.{index}.amount"), advance.credit, used));
    }
    Ok(advance)
}
