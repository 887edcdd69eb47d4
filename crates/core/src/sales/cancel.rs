//! Cancelling a sale: counter-entries bring back what it took; the original stays readable and keeps its number.

use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};

use super::lines::{CounterLine, HEADER_COLUMNS, Header, Line, header_row, post_counter_line, post_line};
use super::pay::standing_lines;
use super::read::{Sale, SaleRow, SaleStatus, get, row};
use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::codes;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, MethodId, PaymentId, PlatformId, ProductId, SaleId, SaleLineId};
use crate::money::{Credit, Money, split_exact};
use crate::payments::{self, PaymentEntry};
use crate::platforms::MovementKind;
use crate::platforms::ledger::Entry;
use crate::platforms::settling::{self, Outstanding};
use crate::settings::{self, CUSTOMER_CREDIT};
use crate::subscriptions;
use crate::text;
use crate::time::{Caller, Day};

/// What becomes of the credit that cancelled lines took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum CreditFate {
    /// The supplier gave it back: it returns at the cost it left with.
    #[default]
    Returned,
    /// It is gone: its cost stays an expense of the cancelled sale.
    Lost,
}

/// How a sale is cancelled, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CancelInput {
    /// Why.
    pub reason: String,
    /// Which lines; none chosen: all that still stand.
    pub lines: Vec<SaleLineId>,
    /// What becomes of the credit.
    pub credit: CreditFate,
    /// What is to be paid back is kept as the customer's credit.
    pub keep_money: bool,
    /// How it is paid back; nothing said: each payment the way it came.
    pub method_id: Option<MethodId>,
}

/// Cancels a whole sale today: credit returns at the cost it left with, payments are paid back the way they came with
/// their fees, its subscriptions end.
pub fn cancel(book: &Book, caller: Caller, key: Option<&str>, sale: SaleId, reason: String) -> Result<Sale> {
    cancel_as(book, caller, key, sale, CancelInput { reason, ..CancelInput::default() })
}

/// Cancels a sale or some of its lines today. What was paid beyond what still stands is paid back, from the newest payment
/// on, or kept as the customer's credit. A method's fee comes back only with a payment that is paid back whole the way it
/// came, and only when nothing of the sale stands any more; else it stays spent.
pub fn cancel_as(book: &Book, caller: Caller, key: Option<&str>, sale: SaleId, input: CancelInput) -> Result<Sale> {
    let request = Request::new("sale_cancel", key, &(sale, &input))?;
    book.write(move |tx| {
        request.once(tx, caller, |posting| {
            take_back(posting, sale, &input)?;
            Ok(sale.0)
        })?;
        get(tx, &caller, sale)
    })
}

/// Takes back a sale for another in its place: each payment comes back with all of its fee that is left, for what is paid
/// again bears it again.
pub(super) fn take_back_correcting(posting: &mut Posting<'_>, sale: SaleId, input: &CancelInput) -> Result<()> {
    take_back_with(posting, sale, input, FeesBack::All)
}

/// Which fees come back with the payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FeesBack {
    /// Those of payments that are paid back whole the way they came, once nothing of the sale stands.
    OfWhole,
    /// All.
    All,
}

/// Takes back a sale, or some of its lines, on the caller's day.
pub(crate) fn take_back(posting: &mut Posting<'_>, sale: SaleId, input: &CancelInput) -> Result<()> {
    take_back_with(posting, sale, input, FeesBack::OfWhole)
}

fn take_back_with(posting: &mut Posting<'_>, sale: SaleId, input: &CancelInput, fees_back: FeesBack) -> Result<()> {
    let (tx, caller) = (posting.tx, posting.caller);
    let reason = text::note("reason", &input.reason, 500)?;
    if reason.is_empty() {
        return Err(Error::missing("reason"));
    }
    let before = row(tx, sale)?;
    if before.status == SaleStatus::Cancelled {
        return Err(Error::new(ErrorCode::AlreadyCancelled).with("number", before.number));
    }
    not_before(caller.today, &before)?;
    let standing: Vec<SaleLineId> = standing_lines(tx, sale)?.into_iter().map(|(id, _)| id).collect();
    let chosen = chosen(&standing, &input.lines, &before)?;
    let whole = chosen.len() == standing.len();
    posting
        .append(Journal::Cancellations, params![sale, caller.today, reason, whole, caller.actor.code(), caller.now])?;
    let back = plan_pay_back(tx, &before, &chosen, whole, input, fees_back)?;
    let fees = Money::sum(back.iter().map(|one| one.fee))?;
    // All fees come back and no line was returned before, which would still bear its part: each line's own with its
    // counter-line.
    let with_lines = whole && fees == before.fees && standing.len() == sold_count(tx, sale)?;
    let header = header(tx, sale)?;
    for id in chosen {
        // Read only now: returning the line before may have settled what this one still owed.
        return_line(posting, &header, &sold(tx, id)?, input.credit, with_lines, &reason)?;
        subscriptions::cancel_of_line(posting, id, &reason)?;
        codes::give_back(posting, id, &reason)?;
    }
    if !with_lines && !fees.is_zero() {
        take_back_fees(posting, sale, fees)?;
    }
    pay_back(posting, &before, &back)
}

fn sold_count(tx: &Transaction<'_>, sale: SaleId) -> Result<usize> {
    let sql = "SELECT count(*) FROM sale_lines WHERE sale_id = ?1 AND kind = 'sale'";
    let count: u32 = tx.prepare_cached(sql)?.query_row([sale], |r| r.get(0))?;
    Ok(count as usize)
}

/// The lines to cancel: each must still stand.
fn chosen(standing: &[SaleLineId], lines: &[SaleLineId], sale: &SaleRow) -> Result<Vec<SaleLineId>> {
    if lines.is_empty() {
        return Ok(standing.to_vec());
    }
    if lines.iter().any(|line| !standing.contains(line)) {
        return Err(Error::new(ErrorCode::AlreadyCancelled).with("field", "lines").with("number", &sale.number));
    }
    Ok(standing.iter().copied().filter(|line| lines.contains(line)).collect())
}

/// Nothing about a sale is dated before the sale.
pub(super) fn not_before(day: Day, sale: &SaleRow) -> Result<()> {
    if day >= sale.date {
        return Ok(());
    }
    let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", day);
    Err(refused.with("min", sale.date))
}

fn header(tx: &Transaction<'_>, sale: SaleId) -> Result<Header> {
    let sql = format!("SELECT {HEADER_COLUMNS} FROM sales s WHERE s.id = ?1");
    Ok(tx.prepare_cached(&sql)?.query_row([sale], |r| header_row(r, 0))?)
}

/// A line that was sold, with what it cost and bore in fees up to now.
struct Sold {
    id: SaleLineId,
    platform: Option<PlatformId>,
    product: ProductId,
    quantity: i64,
    unit_price: Money,
    discount: Money,
    total: Money,
    credit: Credit,
    cost: Money,
    fees: Money,
}

fn sold(tx: &Transaction<'_>, line: SaleLineId) -> Result<Sold> {
    let mut statement = tx.prepare_cached(
        "SELECT l.id, l.platform_id, l.product_id, l.quantity, l.unit_price, l.discount, l.total, l.credit,
                l.cost + coalesce((SELECT sum(c.cost) FROM sale_lines c WHERE c.sale_id = l.sale_id AND c.line_id = l.id), 0),
                l.fees + coalesce((SELECT sum(c.fees) FROM sale_lines c WHERE c.sale_id = l.sale_id AND c.line_id = l.id), 0)
         FROM sale_lines l WHERE l.id = ?1",
    )?;
    let sold = statement.query_row([line], |r| {
        Ok(Sold {
            id: r.get(0)?,
            platform: r.get(1)?,
            product: r.get(2)?,
            quantity: r.get(3)?,
            unit_price: r.get(4)?,
            discount: r.get(5)?,
            total: r.get(6)?,
            credit: r.get(7)?,
            cost: r.get(8)?,
            fees: r.get(9)?,
        })
    })?;
    Ok(sold)
}

/// The counter-line of a sold line. Credit that is lost moves no platform, and its cost stays.
fn return_line(
    posting: &mut Posting<'_>,
    header: &Header,
    line: &Sold,
    fate: CreditFate,
    with_fees: bool,
    reason: &str,
) -> Result<()> {
    let day = posting.caller.today;
    let (credit, cost) = match fate {
        CreditFate::Returned => (line.credit, line.cost),
        CreditFate::Lost => (Credit::ZERO, Money::ZERO),
    };
    let counter = Line {
        kind: "return",
        corrects: Some(line.id),
        day,
        platform: line.platform,
        product: line.product,
        quantity: -line.quantity,
        unit_price: line.unit_price,
        discount: line.discount.negated()?,
        total: line.total.negated()?,
        credit: credit.negated()?,
        cost: cost.negated()?,
        fees: if with_fees { line.fees.negated()? } else { Money::ZERO },
    };
    let id = post_line(posting, header, &counter)?;
    let Some(platform) = line.platform.filter(|_| !credit.is_zero()) else { return Ok(()) };
    // What the line itself still owed is released at its provisional cost; the rest settles what others owe.
    let open = settling::outstanding(posting.tx, platform)?;
    let own: Option<Outstanding> = open.iter().find(|o| o.line == line.id).copied();
    let others: Vec<Outstanding> = open.into_iter().filter(|o| o.line != line.id).collect();
    let (own_credit, own_cost) = own.map_or((Credit::ZERO, Money::ZERO), |o| (o.credit, o.cost));
    let credit = line.credit.minus(own_credit)?;
    let value = line.cost.minus(own_cost)?;
    let mut settled = settling::settle_these(posting, platform, day, &others, credit, value)?;
    settled.extend(own.map(settling::release));
    let movement = posting.post_movement(&Entry {
        platform,
        kind: MovementKind::Return,
        day,
        credit: line.credit,
        value: line.cost,
        overdraft: false,
        deposit: None,
        line: Some(id),
        note: reason,
    })?;
    settling::keep(posting, movement, &settled)
}

/// Fees that come back without their lines, spread over what the lines still bear.
fn take_back_fees(posting: &mut Posting<'_>, sale: SaleId, fees: Money) -> Result<()> {
    let borne = {
        let mut statement = posting.tx.prepare_cached(
            "SELECT coalesce(line_id, id), sum(fees) FROM sale_lines WHERE sale_id = ?1 GROUP BY 1 HAVING sum(fees) > 0",
        )?;
        let rows = statement.query_map([sale], |r| Ok((r.get(0)?, r.get(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<(SaleLineId, Money)>>>()?
    };
    let weights: Vec<i64> = borne.iter().map(|(_, fees)| fees.raw()).collect();
    let day = posting.caller.today;
    for ((line, _), part) in borne.iter().zip(split_exact(fees, &weights, posting.decimals)?) {
        if !part.is_zero() {
            post_counter_line(posting, &CounterLine::fee(*line, day, part.negated()?))?;
        }
    }
    Ok(())
}

/// A payment, or a part of it, that is paid back.
struct Back {
    payment: PaymentId,
    customer: Option<CustomerId>,
    method: MethodId,
    amount: Money,
    /// What comes back of its fee.
    fee: Money,
}

/// What is paid back of which payment, the newest first: what was paid beyond what still stands.
fn plan_pay_back(
    tx: &Transaction<'_>,
    sale: &SaleRow,
    chosen: &[SaleLineId],
    whole: bool,
    input: &CancelInput,
    fees_back: FeesBack,
) -> Result<Vec<Back>> {
    let mut stands = sale.total;
    for line in chosen {
        stands = stands.minus(sold(tx, *line)?.total)?;
    }
    let mut excess = sale.paid.minus(stands)?.max(Money::ZERO);
    if input.keep_money && sale.customer_id.is_none() && excess > Money::ZERO {
        return Err(Error::new(ErrorCode::CustomerRequired).with("field", "keep_money").with("debt", excess));
    }
    let other = match input.method_id {
        _ if input.keep_money => Some(CUSTOMER_CREDIT),
        Some(method) => Some(settings::usable_method(tx, method)?.id),
        None => None,
    };
    let mut statement = tx.prepare_cached(
        "SELECT id, customer_id, method_id, amount, fee,
                amount + coalesce((SELECT sum(r.amount) FROM payments r WHERE r.payment_id = p.id), 0),
                fee + coalesce((SELECT sum(r.fee) FROM payments r WHERE r.payment_id = p.id), 0)
         FROM payments p WHERE sale_id = ?1 AND kind = 'payment' ORDER BY id DESC",
    )?;
    let mut rows = statement.query([sale.id])?;
    let mut back = Vec::new();
    while let Some(row) = rows.next()? {
        let (paid, fee, left): (Money, Money, Money) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let amount = left.min(excess);
        if amount.is_zero() {
            continue;
        }
        excess = excess.minus(amount)?;
        let came: MethodId = row.get(2)?;
        let method = other.unwrap_or(came);
        let fee = match fees_back {
            FeesBack::All => row.get(6)?,
            FeesBack::OfWhole if whole && amount == paid && method == came => fee,
            FeesBack::OfWhole => Money::ZERO,
        };
        back.push(Back { payment: row.get(0)?, customer: row.get(1)?, method, amount, fee });
    }
    Ok(back)
}

fn pay_back(posting: &mut Posting<'_>, sale: &SaleRow, back: &[Back]) -> Result<()> {
    let day = posting.caller.today;
    for one in back {
        let (amount, fee) = (one.amount.negated()?, one.fee.negated()?);
        let mut entry = PaymentEntry::of_sale(sale.id, one.customer, day, one.method, amount, fee);
        entry.kind = "refund";
        entry.refunds = Some(one.payment);
        payments::post_of_sale(posting, &entry)?;
    }
    Ok(())
}
