//! Paying what is left of a sale.

use rusqlite::Transaction;

use super::cancel::not_before;
use super::collect::advance_short;
use super::lines::{CounterLine, post_counter_line};
use super::plan::PaymentInput;
use super::read::{Sale, get, row};
use super::received::fees;
use crate::book::Book;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::customers::advance_of;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, PaymentId, SaleId, SaleLineId};
use crate::money::{Money, split_exact, typed_money};
use crate::payments::{self, PaymentEntry};
use crate::sales::read::SaleStatus;
use crate::settings::{self, CUSTOMER_CREDIT, Method};
use crate::time::{Caller, Day};

/// Takes a payment on a sale's debt; never more than is owed.
pub fn pay(book: &Book, caller: Caller, key: Option<&str>, sale: SaleId, input: PaymentInput) -> Result<Sale> {
    let request = Request::new("sale_pay", key, &(sale, &input))?;
    book.write(move |tx| {
        request.once(tx, caller, |posting| {
            let before = row(tx, sale)?;
            if before.status == SaleStatus::Cancelled {
                return Err(Error::new(ErrorCode::AlreadyCancelled).with("number", before.number));
            }
            not_before(caller.today, &before)?;
            let method = settings::payable_method(tx, input.method_id)?;
            let amount = match input.amount.trim() {
                "" => before.debt,
                text => typed_money("amount", text, posting.decimals)?,
            };
            if amount <= Money::ZERO && before.debt > Money::ZERO {
                let refused = Error::new(ErrorCode::OutOfRange).with("field", "amount").with("value", amount);
                return Err(refused.with("min", "0.01").with("max", before.debt));
            }
            if amount > before.debt || before.debt.is_zero() {
                let refused = Error::new(ErrorCode::Overpaid).with("field", "amount").with("number", before.number);
                return Err(refused.with("debt", before.debt).with("amount", amount));
            }
            let mut advance = advance_of(tx, before.customer_id)?;
            if method.id == CUSTOMER_CREDIT && amount > advance.credit {
                return Err(advance_short("amount", advance.credit, amount));
            }
            let (fee, _) = fees(&method, amount, Money::ZERO, &mut advance, posting.decimals)?;
            let entry = PaymentEntry::of_sale(sale, before.customer_id, caller.today, method.id, amount, fee);
            Ok(post_with_fees(posting, &entry)?.0)
        })?;
        get(tx, &caller, sale)
    })
}

/// Posts a later payment of a sale with its method's fee.
pub(crate) fn post_payment(
    posting: &mut Posting<'_>,
    sale: SaleId,
    customer: Option<CustomerId>,
    method: &Method,
    amount: Money,
    day: Day,
) -> Result<PaymentId> {
    let fee = method.fee(amount, posting.decimals)?;
    post_with_fees(posting, &PaymentEntry::of_sale(sale, customer, day, method.id, amount, fee))
}

/// Posts a later payment of a sale; its lines bear the fee.
pub(super) fn post_with_fees(posting: &mut Posting<'_>, entry: &PaymentEntry) -> Result<PaymentId> {
    let payment = payments::post_of_sale(posting, entry)?;
    let sale = entry.sale.ok_or_else(|| Error::bug("a payment of no sale"))?;
    if !entry.fee.is_zero() {
        post_fees(posting, sale, entry.fee, entry.day)?;
    }
    Ok(payment)
}

/// A later fee is spread over the lines that still stand, by their totals, on its own day: the past profit stays as it was.
fn post_fees(posting: &mut Posting<'_>, sale: SaleId, fee: Money, day: Day) -> Result<()> {
    let lines = standing_lines(posting.tx, sale)?;
    let weights: Vec<i64> = lines.iter().map(|(_, total)| total.raw()).collect();
    for ((line, _), part) in lines.iter().zip(split_exact(fee, &weights, posting.decimals)?) {
        if !part.is_zero() {
            post_counter_line(posting, &CounterLine::fee(*line, day, part))?;
        }
    }
    Ok(())
}

/// The lines that were sold and not returned, with their totals.
pub(super) fn standing_lines(tx: &Transaction<'_>, sale: SaleId) -> Result<Vec<(SaleLineId, Money)>> {
    let mut statement = tx.prepare_cached(
        "SELECT id, total FROM sale_lines l WHERE sale_id = ?1 AND kind = 'sale'
           AND NOT EXISTS (SELECT 1 FROM sale_lines r WHERE r.line_id = l.id AND r.kind = 'return') ORDER BY id",
    )?;
    Ok(statement.query_map([sale], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
}
