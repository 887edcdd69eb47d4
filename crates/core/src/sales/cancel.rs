//! Cancelling a sale: counter-entries bring back what it took; the original stays readable and keeps its number.

use rusqlite::{Transaction, params};

use super::lines::{HEADER_COLUMNS, Header, Line, header_row, post_line};
use super::read::{Sale, SaleRow, SaleStatus, get, row};
use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, MethodId, PaymentId, PlatformId, ProductId, SaleId, SaleLineId};
use crate::money::{Credit, Money};
use crate::payments::{self, PaymentEntry};
use crate::platforms::MovementKind;
use crate::platforms::ledger::Entry;
use crate::platforms::settling::{self, Outstanding};
use crate::subscriptions;
use crate::text;
use crate::time::{Caller, Day};

/// Cancels a whole sale today: credit returns at the cost it left with, payments are paid back the way they came with
/// their fees, its subscriptions end.
pub fn cancel(book: &Book, caller: Caller, key: Option<&str>, sale: SaleId, reason: String) -> Result<Sale> {
    let request = Request::new("sale_cancel", key, &(sale, &reason))?;
    book.write(move |tx| {
        if request.made_before(tx)?.is_some() {
            return Ok(());
        }
        Posting::run(tx, caller, |posting| {
            let reason = text::note("reason", &reason, 500)?;
            if reason.is_empty() {
                return Err(Error::missing("reason"));
            }
            let before = row(tx, sale)?;
            if before.status == SaleStatus::Cancelled {
                return Err(Error::new(ErrorCode::AlreadyCancelled).with("number", before.number));
            }
            not_before(caller.today, &before)?;
            posting.append(
                Journal::Cancellations,
                params![sale, caller.today, reason, true, caller.actor.code(), caller.now],
            )?;
            let header = header(tx, sale)?;
            for id in sold_ids(tx, sale)? {
                // Read only now: returning the line before may have settled what this one still owed.
                return_line(posting, &header, &sold(tx, id)?, &reason)?;
                subscriptions::cancel_of_line(posting, id, &reason)?;
            }
            pay_back(posting, sale)?;
            request.made(tx, &caller, sale.0)
        })
    })?;
    book.read(|c| get(c, &caller, sale))
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

fn sold_ids(tx: &Transaction<'_>, sale: SaleId) -> Result<Vec<SaleLineId>> {
    let mut statement =
        tx.prepare_cached("SELECT id FROM sale_lines WHERE sale_id = ?1 AND kind = 'sale' ORDER BY id")?;
    Ok(statement.query_map([sale], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
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

fn return_line(posting: &mut Posting<'_>, header: &Header, line: &Sold, reason: &str) -> Result<()> {
    let day = posting.caller.today;
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
        credit: line.credit.negated()?,
        cost: line.cost.negated()?,
        fees: line.fees.negated()?,
    };
    let id = post_line(posting, header, &counter)?;
    let Some(platform) = line.platform.filter(|_| !line.credit.is_zero()) else { return Ok(()) };
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

/// A payment that has not been paid back.
struct Paid {
    id: PaymentId,
    customer: Option<CustomerId>,
    method: MethodId,
    amount: Money,
    fee: Money,
}

fn pay_back(posting: &mut Posting<'_>, sale: SaleId) -> Result<()> {
    let paid = {
        let mut statement = posting.tx.prepare_cached(
            "SELECT id, customer_id, method_id, amount, fee FROM payments p WHERE sale_id = ?1 AND kind = 'payment'
               AND NOT EXISTS (SELECT 1 FROM payments r WHERE r.payment_id = p.id) ORDER BY id",
        )?;
        let rows = statement.query_map([sale], |r| {
            Ok(Paid { id: r.get(0)?, customer: r.get(1)?, method: r.get(2)?, amount: r.get(3)?, fee: r.get(4)? })
        })?;
        rows.collect::<rusqlite::Result<Vec<_>>>()?
    };
    let day = posting.caller.today;
    for payment in paid {
        let (amount, fee) = (payment.amount.negated()?, payment.fee.negated()?);
        let mut entry = PaymentEntry::of_sale(sale, payment.customer, day, payment.method, amount, fee);
        entry.kind = "refund";
        entry.refunds = Some(payment.id);
        payments::post_of_sale(posting, &entry)?;
    }
    Ok(())
}
