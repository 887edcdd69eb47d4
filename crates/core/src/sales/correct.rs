//! Correcting a sale in one step: it is taken back and another stands in its place, both today and linked, so that what
//! was reported of past days stays as it was.
//!
//! What is not corrected stays: a line of the same product, platform and quantity takes the credit that it took, at the
//! cost that comes back with it; a subscription keeps its days; an amount that a method brought in keeps its fee; access
//! and codes go along. So a wrong price moves nothing but the price.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde::Serialize;

use super::cancel::{CancelInput, take_back_correcting};
use super::plan::{CustomerChoice, PaymentInput, SaleInput, SaleLineInput, SaleQuote, plan_in_place};
use super::read::{LineKind, Sale, SaleLine, SaleStatus, get};
use super::record::post_typed;
use crate::book::Book;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::codes;
use crate::customers;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CodeId, MethodId, PlatformId, ProductId, SaleId, SaleLineId, SubscriptionId};
use crate::messages;
use crate::money::{Credit, Money};
use crate::subscriptions;
use crate::time::{Caller, Day};

/// A sale as it would be typed again, to be corrected.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Correction {
    /// Which.
    pub sale_id: SaleId,
    /// Its number.
    pub number: String,
    /// What its customer owes besides it; none for a passing customer.
    pub owed_besides: Option<Money>,
    /// The lines that still stand, and what was paid, by method.
    pub input: SaleInput,
}

/// What the sale in whose place another is put has to hand on.
#[derive(Debug, Clone)]
pub(super) struct InPlace {
    pub sale: SaleId,
    /// The day of whose prices in credit its lines are.
    pub day: Day,
    pub lines: BTreeMap<SaleLineId, KeptLine>,
    /// What each method brought in, with its fee.
    pub paid: BTreeMap<MethodId, (Money, Money)>,
    /// The codes that it had, those that were seen first.
    pub codes: Vec<CodeId>,
    seen: Vec<CodeId>,
}

/// A line that stood.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeptLine {
    pub product: ProductId,
    pub platform: Option<PlatformId>,
    pub quantity: i64,
    /// What it took and what that cost, as it comes back.
    pub credit: Credit,
    pub cost: Money,
    /// The days of the subscription that it opened.
    pub term: Option<(Day, Day)>,
}

fn stands(line: &SaleLine) -> bool {
    line.kind == LineKind::Sale && !line.returned
}

/// What would be typed to sell the same again: the start of a correction.
///
/// Refused for a sale that was cancelled or came from the old system, and for one whose subscriptions were renewed, paused
/// or passed on since.
pub fn correction(connection: &Connection, caller: &Caller, id: SaleId) -> Result<Correction> {
    let sale = get(connection, caller, id)?;
    refuse_moved(connection, &sale)?;
    let lines = sale.lines.iter().filter(|line| stands(line)).map(|line| {
        let opened = sale.subscriptions.iter().find(|one| one.id.0 == line.id.0);
        let renews = opened.map(|one| subscriptions::renewed_by(connection, one.id)).transpose()?.flatten();
        Ok(SaleLineInput {
            product_id: line.product_id,
            platform_id: line.platform_id,
            quantity: line.quantity.to_string(),
            unit_price: Some(line.unit_price.to_string()),
            discount: if line.discount.is_zero() { String::new() } else { line.discount.to_string() },
            renews,
            in_place_of: Some(line.id),
            // Only where there are codes to go without.
            without_codes: line.codes.is_empty() && codes::stock(connection, line.product_id)?.is_some(),
        })
    });
    let paid = paid_by_method(connection, id)?;
    let input = SaleInput {
        date: None,
        customer: sale.row.customer_id.map(|id| CustomerChoice::Known { id }),
        lines: lines.collect::<Result<_>>()?,
        payments: paid
            .iter()
            .map(|(method_id, amount, _)| PaymentInput { method_id: *method_id, amount: amount.to_string() })
            .collect(),
        note: sale.note.clone(),
        allow_overdraft: Some(sale.overdraft_reason.clone()).filter(|reason| !reason.is_empty()),
        allow_below_cost: sale.below_cost,
        allow_unnamed_debt: sale.row.customer_id.is_none() && sale.row.debt > Money::ZERO,
        keep_change: false,
        cheapest: false,
    };
    let owed_besides = sale.row.customer_id.map(|id| customers::get(connection, id)?.debt.minus(sale.row.debt));
    Ok(Correction { sale_id: id, number: sale.row.number, owed_besides: owed_besides.transpose()?, input })
}

/// What is left of the payments with their fees, by method, in the order in which the methods were used first.
fn paid_by_method(connection: &Connection, sale: SaleId) -> Result<Vec<(MethodId, Money, Money)>> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(b.method_id, p.method_id), sum(p.amount), sum(p.fee) FROM payments p
         LEFT JOIN payments b ON b.id = p.payment_id WHERE p.sale_id = ?1 GROUP BY 1 HAVING sum(p.amount) > 0
         ORDER BY min(p.id)",
    )?;
    let rows = statement.query_map([sale], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A subscription that has a story since cannot be sold anew without losing it, and a sale of the old system is history:
/// it took no credit, and bears a number of its own.
fn refuse_moved(connection: &Connection, sale: &Sale) -> Result<()> {
    let number = &sale.row.number;
    if sale.row.status == SaleStatus::Cancelled {
        return Err(Error::new(ErrorCode::AlreadyCancelled).with("number", number));
    }
    let imported = "SELECT 1 FROM sales WHERE id = ?1 AND legacy_number IS NOT NULL";
    if connection.prepare_cached(imported)?.exists([sale.row.id])? {
        return Err(Error::new(ErrorCode::SaleImported).with("number", number));
    }
    let of_standing = |id: i64| sale.lines.iter().any(|line| line.id.0 == id && stands(line));
    for subscription in sale.subscriptions.iter().filter(|one| of_standing(one.id.0)) {
        subscriptions::refuse_renewed(connection, subscription)?;
        if !subscriptions::events(connection, subscription.id)?.is_empty() {
            let refused = Error::new(ErrorCode::CorrectionTooLate).with("product", &subscription.product);
            return Err(refused.with("number", number));
        }
    }
    Ok(())
}

/// Takes the sale back; what it hands on is free for the one in its place.
fn make_room(posting: &mut Posting<'_>, id: SaleId, reason: &str) -> Result<InPlace> {
    let sale = get(posting.tx, &posting.caller, id)?;
    refuse_moved(posting.tx, &sale)?;
    let paid = paid_by_method(posting.tx, id)?.into_iter().map(|(method, amount, fee)| (method, (amount, fee)));
    let mut in_place = InPlace {
        sale: id,
        day: sale.row.date,
        lines: BTreeMap::new(),
        paid: paid.collect(),
        codes: Vec::new(),
        seen: Vec::new(),
    };
    let standing: Vec<&SaleLine> = sale.lines.iter().filter(|line| stands(line)).collect();
    take_back_correcting(posting, id, &CancelInput { reason: reason.to_owned(), ..CancelInput::default() })?;
    let mut unseen = Vec::new();
    for line in standing {
        let term = sale.subscriptions.iter().find(|one| one.id.0 == line.id.0).map(|one| (one.starts_on, one.ends_on));
        let (credit, cost) = came_back(posting.tx, line.id)?;
        let kept = KeptLine {
            product: line.product_id,
            platform: line.platform_id,
            quantity: line.quantity,
            credit,
            cost,
            term,
        };
        in_place.lines.insert(line.id, kept);
        unseen.extend(line.codes.iter().filter(|code| !code.revealed).map(|code| code.id));
        in_place.seen.extend(codes::free_seen(posting, line.id, reason)?);
    }
    in_place.codes = in_place.seen.iter().copied().chain(unseen).collect();
    Ok(in_place)
}

/// The credit that a line's return brought back, and at which cost.
fn came_back(connection: &Connection, line: SaleLineId) -> Result<(Credit, Money)> {
    let sql = "SELECT credit, cost FROM sale_lines WHERE line_id = ?1 AND kind = 'return'";
    let (credit, cost): (Credit, Money) =
        connection.prepare_cached(sql)?.query_row([line], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok((credit.negated()?, cost.negated()?))
}

/// A correction is made today: a past day stays as it was reported.
fn refuse_other_day(caller: &Caller, input: &SaleInput) -> Result<()> {
    match input.date.filter(|date| *date != caller.today) {
        None => Ok(()),
        Some(date) => {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", date);
            Err(refused.with("min", caller.today).with("max", caller.today))
        }
    }
}

/// What the corrected sale would be, seen behind the cancellation of the one that it corrects.
pub fn correct_quote(book: &Book, caller: Caller, sale: SaleId, input: SaleInput) -> Result<SaleQuote> {
    refuse_other_day(&caller, &input)?;
    book.rehearse(0, move |tx| {
        Posting::run(tx, caller, |posting| {
            let in_place = make_room(posting, sale, "correction")?;
            Ok(plan_in_place(tx, &caller, posting.decimals, &input, Some(&in_place))?.quote)
        })
    })
}

/// Takes a sale back whole and records another in its place, in one transaction. What was paid goes back the way it came,
/// with its fee, and comes in anew with the other sale: the till feels the difference alone.
pub fn correct(
    book: &Book,
    caller: Caller,
    key: Option<&str>,
    sale: SaleId,
    reason: String,
    input: SaleInput,
) -> Result<Sale> {
    refuse_other_day(&caller, &input)?;
    let request = Request::new("sale_correct", key, &(sale, &reason, &input))?;
    book.write(move |tx| {
        let id = request.once(tx, caller, |posting| {
            let in_place = make_room(posting, sale, &reason)?;
            let corrected = post_typed(posting, &input, Some(&in_place))?;
            codes::keep_seen(posting, &in_place.seen, &reason)?;
            hand_access_on(posting, &input, corrected)?;
            request.forget_draft(tx)?;
            Ok(corrected.0)
        })?;
        get(tx, &caller, SaleId(id))
    })
}

/// The sale that a correction under this key made, if it made one: what a retry answers.
pub fn corrected_under(connection: &Connection, caller: &Caller, key: &str) -> Result<Option<Sale>> {
    let made = Request::result_of(connection, "sale_correct", key)?;
    made.map(|id| get(connection, caller, SaleId(id))).transpose()
}

/// What the customer was handed for a line is his with the line in its place, and so is what he was told of its term.
fn hand_access_on(posting: &mut Posting<'_>, input: &SaleInput, corrected: SaleId) -> Result<()> {
    let tx = posting.tx;
    let sold: Vec<SaleLineId> = tx
        .prepare_cached("SELECT id FROM sale_lines WHERE sale_id = ?1 AND kind = 'sale' ORDER BY id")?
        .query_map([corrected], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for (line, typed) in sold.iter().zip(&input.lines) {
        let Some(before) = typed.in_place_of else { continue };
        tx.prepare_cached(
            "INSERT INTO deliveries (sale_line_id, kind, content, sealed, recorded_at)
             SELECT ?2, d.kind, d.content, d.sealed, ?3 FROM deliveries d JOIN sale_lines l ON l.id = d.sale_line_id
             WHERE d.sale_line_id = ?1 AND l.product_id = (SELECT product_id FROM sale_lines WHERE id = ?2) ORDER BY d.id",
        )?
        .execute(params![before, line, posting.caller.now])?;
        hand_reminders_on(posting, before, *line)?;
    }
    Ok(())
}

/// Only where the term is the same: another end is told anew.
fn hand_reminders_on(posting: &mut Posting<'_>, before: SaleLineId, now: SaleLineId) -> Result<()> {
    let same_term = "SELECT 1 FROM subscriptions a JOIN subscriptions b ON b.customer_id IS a.customer_id
        AND b.starts_on = a.starts_on AND b.ends_on = a.ends_on WHERE a.id = ?1 AND b.id = ?2";
    if posting.tx.prepare_cached(same_term)?.exists(params![before, now])? {
        messages::carry_on(posting, SubscriptionId(before.0), SubscriptionId(now.0))?;
    }
    Ok(())
}
