//! What is due to suppliers: deposits that were not paid whole, and their payment later.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::read::{Platform, get};
use crate::book::Book;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{DepositId, MethodId, PlatformId};
use crate::money::{Money, split_exact, typed_money};
use crate::payments::{self, PaymentEntry};
use crate::settings;
use crate::text;
use crate::time::{Caller, Day};

/// What is paid to a supplier, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SupplierPayment {
    /// Whose deposits.
    pub platform_id: PlatformId,
    /// How.
    pub method_id: MethodId,
    /// How much; nothing said: all that is due.
    pub amount: String,
    /// Free text.
    pub note: String,
}

/// A deposit that is not paid whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OpenDeposit {
    /// Row id.
    pub id: DepositId,
    /// Business day.
    pub date: Day,
    /// Dinars that it cost.
    pub due: Money,
    /// What is left to pay of it.
    pub debt: Money,
    /// Free text.
    pub note: String,
}

/// What a typed payment would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SupplierQuote {
    /// The deposits that are not paid whole, the oldest first.
    pub deposits: Vec<OpenDeposit>,
    /// What is paid.
    pub amount: Money,
    /// The method's fee on it.
    pub fee: Money,
    /// What is due before,
    pub debt_before: Money,
    /// and behind it.
    pub debt_after: Money,
}

/// A platform's deposits that are not paid whole, the oldest first.
pub(super) fn open_deposits(connection: &Connection, platform: PlatformId) -> Result<Vec<OpenDeposit>> {
    let mut statement = connection.prepare_cached(
        "SELECT d.id, d.day, d.due,
                d.due + coalesce((SELECT sum(amount) FROM payments p WHERE p.deposit_id = d.id), 0) AS left, d.note
         FROM deposits d WHERE d.platform_id = ?1 AND left > 0 ORDER BY d.day, d.id",
    )?;
    let rows = statement.query_map([platform], |r| {
        Ok(OpenDeposit { id: r.get(0)?, date: r.get(1)?, due: r.get(2)?, debt: r.get(3)?, note: r.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a typed payment would do, without recording it.
pub fn supplier_quote(book: &Book, input: &SupplierPayment) -> Result<SupplierQuote> {
    let decimals = book.currency_decimals();
    book.read(|c| plan(c, decimals, input))
}

fn plan(connection: &Connection, decimals: u8, input: &SupplierPayment) -> Result<SupplierQuote> {
    let deposits = open_deposits(connection, input.platform_id)?;
    let debt = Money::sum(deposits.iter().map(|deposit| deposit.debt))?;
    let amount = match input.amount.trim() {
        "" => debt,
        text => typed_money("amount", text, decimals)?,
    };
    if amount <= Money::ZERO && !debt.is_zero() {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", "amount").with("value", amount);
        return Err(refused.with("min", "0.01").with("max", debt));
    }
    if debt.is_zero() {
        return Err(Error::new(ErrorCode::NothingOwed).with("field", "amount").with("number", ""));
    }
    if amount > debt {
        let refused = Error::new(ErrorCode::Overpaid).with("field", "amount").with("number", "");
        return Err(refused.with("debt", debt).with("amount", amount));
    }
    let fee = settings::usable_method(connection, input.method_id)?.fee(amount, decimals)?;
    Ok(SupplierQuote { deposits, amount, fee, debt_before: debt, debt_after: debt.minus(amount)? })
}

/// Pays a supplier over the oldest deposits; never more than is due.
pub fn pay_supplier(book: &Book, caller: Caller, key: Option<&str>, input: SupplierPayment) -> Result<Platform> {
    let request = Request::new("platform_pay", key, &input)?;
    book.write(move |tx| {
        request.once(tx, caller, |posting| {
            let quote = plan(tx, posting.decimals, &input)?;
            let note = text::note("note", &input.note, 500)?;
            post(posting, &input, &quote, &note)?;
            Ok(input.platform_id.0)
        })?;
        get(tx, &caller, input.platform_id)
    })
}

fn post(posting: &mut Posting<'_>, input: &SupplierPayment, quote: &SupplierQuote, note: &str) -> Result<()> {
    let day = posting.caller.today;
    let mut left = quote.amount;
    let mut parts = Vec::new();
    for deposit in &quote.deposits {
        let part = left.min(deposit.debt);
        left = left.minus(part)?;
        if part.is_zero() {
            break;
        }
        if deposit.date > day {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", day);
            return Err(refused.with("min", deposit.date));
        }
        parts.push((deposit.id, part));
    }
    let weights: Vec<i64> = parts.iter().map(|(_, part)| part.raw()).collect();
    for ((deposit, part), fee) in parts.into_iter().zip(split_exact(quote.fee, &weights, posting.decimals)?) {
        let mut entry = PaymentEntry::supplier(deposit, day, input.method_id, part.negated()?, fee);
        note.clone_into(&mut entry.note);
        payments::post(posting, &entry)?;
    }
    Ok(())
}
