//! Correcting a sale in one step: it is taken back and another stands in its place, both today and linked, so that what
//! was reported of past days stays as it was.

use rusqlite::Connection;
use serde::Serialize;

use super::cancel::{CancelInput, take_back};
use super::plan::{CustomerChoice, PaymentInput, SaleInput, SaleLineInput, SaleQuote, plan};
use super::read::{LineKind, Sale, SaleStatus, get};
use super::record::post_typed;
use crate::book::Book;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::codes;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CodeId, MethodId, SaleId};
use crate::money::Money;
use crate::subscriptions;
use crate::time::Caller;

/// A sale as it would be typed again, to be corrected.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Correction {
    /// Which.
    pub sale_id: SaleId,
    /// Its number.
    pub number: String,
    /// The lines that still stand, and what was paid, by method.
    pub input: SaleInput,
}

/// What would be typed to sell the same again: the start of a correction.
///
/// Refused for a sale that was cancelled, and for one whose subscriptions were renewed, paused or passed on since.
pub fn correction(connection: &Connection, caller: &Caller, id: SaleId) -> Result<Correction> {
    let sale = get(connection, caller, id)?;
    refuse_moved(connection, &sale)?;
    let lines = sale.lines.iter().filter(|line| line.kind == LineKind::Sale && !line.returned).map(|line| {
        let opened = sale.subscriptions.iter().find(|one| one.id.0 == line.id.0);
        let renews = opened.map(|one| subscriptions::renewed_by(connection, one.id)).transpose()?.flatten();
        Ok(SaleLineInput {
            product_id: line.product_id,
            platform_id: line.platform_id,
            quantity: line.quantity.to_string(),
            unit_price: Some(line.unit_price.to_string()),
            discount: if line.discount.is_zero() { String::new() } else { line.discount.to_string() },
            renews,
            starts_on: opened.filter(|_| renews.is_none()).map(|one| one.starts_on),
            without_codes: line.codes.is_empty(),
        })
    });
    let input = SaleInput {
        date: None,
        customer: sale.row.customer_id.map(|id| CustomerChoice::Known { id }),
        lines: lines.collect::<Result<_>>()?,
        payments: paid_by_method(connection, id)?,
        note: sale.note.clone(),
        allow_overdraft: Some(sale.overdraft_reason.clone()).filter(|reason| !reason.is_empty()),
        allow_below_cost: sale.below_cost,
        allow_unnamed_debt: sale.row.customer_id.is_none() && sale.row.debt > Money::ZERO,
        keep_change: false,
        cheapest: false,
    };
    Ok(Correction { sale_id: id, number: sale.row.number, input })
}

/// What is left of the payments, by method, in the order in which the methods were used first.
fn paid_by_method(connection: &Connection, sale: SaleId) -> Result<Vec<PaymentInput>> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(b.method_id, p.method_id), sum(p.amount) FROM payments p
         LEFT JOIN payments b ON b.id = p.payment_id WHERE p.sale_id = ?1 GROUP BY 1 HAVING sum(p.amount) > 0
         ORDER BY min(p.id)",
    )?;
    let rows = statement.query_map([sale], |r| Ok((r.get::<_, MethodId>(0)?, r.get::<_, Money>(1)?)))?;
    let paid = rows.map(|row| row.map(|(method_id, amount)| PaymentInput { method_id, amount: amount.to_string() }));
    Ok(paid.collect::<rusqlite::Result<_>>()?)
}

/// A subscription that has a story since cannot be sold anew without losing it.
fn refuse_moved(connection: &Connection, sale: &Sale) -> Result<()> {
    if sale.row.status == SaleStatus::Cancelled {
        return Err(Error::new(ErrorCode::AlreadyCancelled).with("number", &sale.row.number));
    }
    let stands = |id: i64| sale.lines.iter().any(|line| line.id.0 == id && !line.returned);
    for subscription in sale.subscriptions.iter().filter(|one| stands(one.id.0)) {
        subscriptions::refuse_renewed(connection, subscription)?;
        if !subscriptions::events(connection, subscription.id)?.is_empty() {
            let refused = Error::new(ErrorCode::CorrectionTooLate).with("product", &subscription.product);
            return Err(refused.with("number", &sale.row.number));
        }
    }
    Ok(())
}

/// Takes the sale back; the codes that were seen of it are free for the one in its place.
fn make_room(posting: &mut Posting<'_>, id: SaleId, reason: &str) -> Result<Vec<CodeId>> {
    let sale = get(posting.tx, &posting.caller, id)?;
    refuse_moved(posting.tx, &sale)?;
    take_back(posting, id, &CancelInput { reason: reason.to_owned(), ..CancelInput::default() })?;
    let mut seen = Vec::new();
    for line in sale.lines.iter().filter(|line| line.kind == LineKind::Sale && !line.returned) {
        seen.extend(codes::free_seen(posting, line.id, reason)?);
    }
    Ok(seen)
}

/// What the corrected sale would be, seen behind the cancellation of the one that it corrects.
pub fn correct_quote(book: &Book, caller: Caller, sale: SaleId, input: SaleInput) -> Result<SaleQuote> {
    book.rehearse(0, move |tx| {
        Posting::run(tx, caller, |posting| {
            make_room(posting, sale, "correction")?;
            Ok(plan(tx, &caller, posting.decimals, &input)?.quote)
        })
    })
}

/// Takes a sale back whole, the way [`super::cancel`] does, and records another in its place, in one transaction. What
/// was paid goes back the way it came and comes in anew with the other sale: the till feels the difference alone.
pub fn correct(
    book: &Book,
    caller: Caller,
    key: Option<&str>,
    sale: SaleId,
    reason: String,
    input: SaleInput,
) -> Result<Sale> {
    let request = Request::new("sale_correct", key, &(sale, &reason, &input))?;
    book.write(move |tx| {
        let id = request.once(tx, caller, |posting| {
            let seen = make_room(posting, sale, &reason)?;
            let corrected = post_typed(posting, &input, Some(sale))?;
            codes::keep_seen(posting, &seen, &reason)?;
            request.forget_draft(tx)?;
            Ok(corrected.0)
        })?;
        get(tx, &caller, SaleId(id))
    })
}
