//! What was received with a sale: amounts by method, change, and what an empty amount stands for.

use rusqlite::Connection;

use super::plan::{PaymentInput, not_negative};
use super::posting::NewPayment;
use crate::error::{Error, ErrorCode, Result};
use crate::money::{Money, typed_money};
use crate::settings;
use crate::time::Day;

/// What was received of a sale.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// As they stay in the till, with their fees.
    pub payments: Vec<NewPayment>,
    /// Handed back.
    pub change: Money,
    /// What an amount left empty stands for.
    pub rest: Money,
}

/// The payments as they stay in the till. The first amount left empty takes the rest; what was handed over beyond the
/// total is change, and comes back in cash.
pub(super) fn read_payments(
    connection: &Connection,
    inputs: &[PaymentInput],
    total: Money,
    day: Day,
    decimals: u8,
) -> Result<Received> {
    let mut received: Vec<(settings::Method, Option<Money>)> = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        let place = format!("payments.{index}");
        let method = settings::usable_method(connection, input.method_id).map_err(|e| e.within(&place))?;
        let amount = match input.amount.trim() {
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
    let sum = Money::sum(received.iter().map(|(_, amount)| *amount))?;
    let change = sum.minus(total)?.max(Money::ZERO);
    let mut back = change;
    for (_, amount) in received.iter_mut().rev().filter(|(method, _)| method.id == settings::CASH) {
        let part = back.min(*amount);
        *amount = amount.minus(part)?;
        back = back.minus(part)?;
    }
    if back > Money::ZERO {
        let refused = Error::new(ErrorCode::Overpaid).with("field", "payments.0.amount");
        return Err(refused.with("number", "").with("debt", total).with("amount", sum));
    }
    let payments = received.into_iter().filter(|(_, amount)| !amount.is_zero());
    let payments = payments.map(|(method, amount)| NewPayment::with_fee_of(&method, amount, day, decimals));
    Ok(Received { payments: payments.collect::<Result<_>>()?, change, rest })
}
