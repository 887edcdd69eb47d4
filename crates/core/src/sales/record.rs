//! Recording a sale at the counter.

use super::correct::InPlace;
use super::plan::{SaleInput, customer_of, plan_in_place};
use super::posting::{NewPayment, NewSale, post_sale};
use super::read::{Sale, get};
use crate::book::Book;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::error::{Error, Result};
use crate::ids::{CustomerId, SaleId};
use crate::payments::{self, PaymentEntry};
use crate::time::Caller;

/// Records a sale: lines, movements, payments, subscriptions and number commit together or not at all.
///
/// Refuses what the quote lists as a problem; the first one is the error.
pub fn record(book: &Book, caller: Caller, key: Option<&str>, input: SaleInput) -> Result<Sale> {
    let request = Request::new("sale_record", key, &input)?;
    book.write(move |tx| {
        let id = request.once(tx, caller, |posting| {
            let id = post_typed(posting, &input, None)?;
            request.forget_draft(tx)?;
            Ok(id.0)
        })?;
        get(tx, &caller, SaleId(id))
    })
}

/// Posts a typed sale, maybe in the place of another.
pub(super) fn post_typed(posting: &mut Posting<'_>, input: &SaleInput, in_place: Option<&InPlace>) -> Result<SaleId> {
    let plan = plan_in_place(posting.tx, &posting.caller, posting.decimals, input, in_place)?;
    if let Some(problem) = plan.quote.problems.into_iter().next() {
        return Err(problem);
    }
    let sale = NewSale {
        day: plan.day,
        customer: customer_of(posting, input.customer.as_ref())?,
        note: plan.note,
        overdraft_reason: plan.overdraft_reason,
        below_cost: plan.quote.lines.iter().any(|l| l.below_cost),
        corrects: in_place.map(|sale| sale.sale),
        codes: in_place.map(|sale| sale.codes.clone()).unwrap_or_default(),
        legacy_number: None,
    };
    let id = post_sale(posting, &sale, &plan.lines, &plan.payments)?;
    post_advances(posting, sale.customer, &plan.advances)?;
    Ok(id)
}

/// Keeps what was received beyond the total as the customer's credit.
fn post_advances(posting: &mut Posting<'_>, customer: Option<CustomerId>, advances: &[NewPayment]) -> Result<()> {
    for advance in advances {
        let customer = customer.ok_or_else(|| Error::bug("credit of nobody"))?;
        let entry = PaymentEntry::advance(customer, advance.day, advance.method, advance.amount, advance.fee);
        payments::post(posting, &entry)?;
    }
    Ok(())
}
