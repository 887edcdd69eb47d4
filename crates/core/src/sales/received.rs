//! What was received with a sale: amounts by method, change, and what an empty amount stands for.

use rusqlite::Connection;

use super::collect::advance_short;
use super::plan::{CustomerChoice, SaleInput};
use super::posting::NewPayment;
use super::reading::not_negative;
use crate::customers::advance_of;
use crate::error::{Error, ErrorCode, Result};
use crate::money::{Money, typed_money};
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
    check_credit(connection, input, &received)?;
    let sum = Money::sum(received.iter().map(|(_, amount)| *amount))?;
    let beyond = sum.minus(total)?.max(Money::ZERO);
    // Only cash can be handed back; money of any kind can be kept, but credit is kept already.
    let gives = |method: &settings::Method| {
        if input.keep_change { method.id != CUSTOMER_CREDIT } else { method.id == settings::CASH }
    };
    let (mut back, mut kept) = (beyond, Vec::new());
    for (method, amount) in received.iter_mut().rev().filter(|(method, _)| gives(method)) {
        let part = back.min(*amount);
        *amount = amount.minus(part)?;
        back = back.minus(part)?;
        kept.push((method.clone(), part));
    }
    if back > Money::ZERO {
        let refused = Error::new(ErrorCode::Overpaid).with("field", "payments.0.amount");
        return Err(refused.with("number", "").with("debt", total).with("amount", sum));
    }
    let paid = |amounts: Vec<(settings::Method, Money)>| -> Result<Vec<NewPayment>> {
        let some = amounts.into_iter().filter(|(_, amount)| !amount.is_zero());
        some.map(|(method, amount)| NewPayment::with_fee_of(&method, amount, day, decimals)).collect()
    };
    let (advances, change) = if input.keep_change { (kept, Money::ZERO) } else { (Vec::new(), beyond) };
    Ok(Received { payments: paid(received)?, advances: paid(advances)?, change, rest })
}

fn check_credit(connection: &Connection, input: &SaleInput, received: &[(settings::Method, Money)]) -> Result<()> {
    let Some(index) = received.iter().position(|(method, _)| method.id == CUSTOMER_CREDIT) else { return Ok(()) };
    let used = received.iter().filter(|(method, _)| method.id == CUSTOMER_CREDIT).map(|(_, amount)| *amount);
    let used = Money::sum(used)?;
    let customer = match input.customer {
        Some(CustomerChoice::Known { id }) => Some(id),
        _ => None,
    };
    let credit = advance_of(connection, customer)?;
    if used > credit {
        return Err(advance_short(&format!("payments.{index}.amount"), credit, used));
    }
    Ok(())
}
