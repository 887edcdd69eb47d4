//! Payments: money in and out by method, signed as it enters the till, chained like the ledger.

use rusqlite::{OptionalExtension, params};

use crate::book::chain::{self, Hash, Link};
use crate::book::posting::Posting;
use crate::error::{Error, Result};
use crate::ids::{CustomerId, DepositId, MethodId, PaymentId, SaleId};
use crate::money::Money;
use crate::settings::CUSTOMER_CREDIT;
use crate::time::Day;

/// A payment ready to post.
#[derive(Debug, Clone)]
pub(crate) struct PaymentEntry {
    pub kind: &'static str,
    pub sale: Option<SaleId>,
    pub deposit: Option<DepositId>,
    pub customer: Option<CustomerId>,
    pub refunds: Option<PaymentId>,
    pub day: Day,
    pub method: MethodId,
    pub amount: Money,
    pub fee: Money,
    pub note: String,
}

impl PaymentEntry {
    /// A customer pays a sale.
    pub fn of_sale(
        sale: SaleId,
        customer: Option<CustomerId>,
        day: Day,
        method: MethodId,
        amount: Money,
        fee: Money,
    ) -> Self {
        Self {
            kind: "payment",
            sale: Some(sale),
            deposit: None,
            customer,
            refunds: None,
            day,
            method,
            amount,
            fee,
            note: String::new(),
        }
    }

    /// A customer's money in advance: above zero when he brings it, below when it is used or given back.
    pub fn advance(customer: CustomerId, day: Day, method: MethodId, amount: Money, fee: Money) -> Self {
        Self {
            kind: "advance",
            sale: None,
            deposit: None,
            customer: Some(customer),
            refunds: None,
            day,
            method,
            amount,
            fee,
            note: String::new(),
        }
    }

    /// A deposit is paid; the amount is below zero.
    pub fn supplier(deposit: DepositId, day: Day, method: MethodId, amount: Money, fee: Money) -> Self {
        Self {
            kind: "supplier",
            sale: None,
            deposit: Some(deposit),
            customer: None,
            refunds: None,
            day,
            method,
            amount,
            fee,
            note: String::new(),
        }
    }
}

const INSERT: &str =
    "INSERT INTO payments (id, prev_id, kind, sale_id, deposit_id, customer_id, payment_id, day, method_id,
      amount, fee, note, actor, recorded_at, hash)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";

/// Posts one payment behind the newest.
pub(crate) fn post(posting: &mut Posting<'_>, entry: &PaymentEntry) -> Result<PaymentId> {
    let caller = posting.caller;
    let mut head = posting.head(chain::PAYMENTS, |tx| {
        let newest = "SELECT id, hash FROM payments ORDER BY id DESC LIMIT 1";
        Ok(tx.prepare_cached(newest)?.query_row([], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
    })?;
    let id = head.length + 1;
    let hash = hash_payment(&head.hash, id, entry, caller.actor.code(), caller.now.millis());
    posting.inserts.payment.insert(
        posting.tx,
        INSERT,
        params![
            id,
            (id > 1).then_some(id - 1),
            entry.kind,
            entry.sale,
            entry.deposit,
            entry.customer,
            entry.refunds,
            entry.day,
            entry.method,
            entry.amount,
            entry.fee,
            entry.note,
            caller.actor.code(),
            caller.now,
            hash
        ],
    )?;
    head.advance(hash);
    posting.heads.advance_to(chain::PAYMENTS, head);
    Ok(PaymentId(id))
}

/// Posts a payment of a sale, or its refund. What is paid with the customer's own credit leaves that credit with its share
/// of the fees, and what is refunded so comes back to it: the till stays as it is.
pub(crate) fn post_of_sale(posting: &mut Posting<'_>, entry: &PaymentEntry) -> Result<PaymentId> {
    let id = post(posting, entry)?;
    if entry.method == CUSTOMER_CREDIT {
        let customer = entry.customer.ok_or_else(|| Error::bug("credit of nobody"))?;
        post(
            posting,
            &PaymentEntry::advance(customer, entry.day, entry.method, entry.amount.negated()?, entry.fee.negated()?),
        )?;
    }
    Ok(id)
}

/// Pays back what is left of a payment, the way it came, on the caller's day: to the customer who paid it, or by the
/// supplier who got it. Its fee stays spent. Answers whether there was anything left.
pub(crate) fn pay_back(posting: &mut Posting<'_>, payment: PaymentId, note: &str) -> Result<bool> {
    let mut statement = posting.tx.prepare_cached(
        "SELECT p.sale_id, p.deposit_id, p.customer_id, p.method_id, p.day,
                p.amount + coalesce((SELECT sum(r.amount) FROM payments r WHERE r.payment_id = p.id), 0)
         FROM payments p WHERE p.id = ?1",
    )?;
    let (sale, deposit, customer, method, day, left): (_, Option<DepositId>, _, _, Day, Money) =
        statement.query_row([payment], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)))?;
    if left.is_zero() {
        return Ok(false);
    }
    let entry = PaymentEntry {
        kind: if deposit.is_some() { "supplier" } else { "refund" },
        sale,
        deposit,
        customer,
        refunds: Some(payment),
        day: posting.caller.today.max(day),
        method,
        amount: left.negated()?,
        fee: Money::ZERO,
        note: note.to_owned(),
    };
    match deposit {
        Some(_) => post(posting, &entry)?,
        None => post_of_sale(posting, &entry)?,
    };
    Ok(true)
}

/// The link of one payment: every column that the database holds of it.
pub(crate) fn hash_payment(previous: &Hash, id: i64, entry: &PaymentEntry, actor: &str, recorded_at: i64) -> Hash {
    Link::after(previous)
        .int(id)
        .text(entry.kind)
        .maybe(entry.sale.map(|i| i.0))
        .maybe(entry.deposit.map(|i| i.0))
        .maybe(entry.customer.map(|i| i.0))
        .maybe(entry.refunds.map(|i| i.0))
        .int(entry.day.to_int())
        .int(entry.method.0)
        .int(entry.amount.raw())
        .int(entry.fee.raw())
        .text(&entry.note)
        .text(actor)
        .int(recorded_at)
        .finish()
}
