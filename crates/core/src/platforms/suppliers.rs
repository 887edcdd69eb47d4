//! What is due to suppliers: deposits that were not paid whole, their payment later, and all that was paid.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::read::{Platform, get};
use crate::book::Book;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{DepositId, MethodId, PaymentId, PlatformId};
use crate::money::{Money, coin, split_exact, typed_money};
use crate::payments::{self, PaymentEntry};
use crate::settings;
use crate::text;
use crate::time::{Actor, Caller, Day, Instant, check_period};

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

/// Which payments to a supplier to show.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PaidQuery {
    /// Whose.
    pub platform_id: PlatformId,
    /// From this day.
    pub from: Option<Day>,
    /// To this day, included.
    pub to: Option<Day>,
}

/// What a payment paid of one deposit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PaidDeposit {
    /// Which.
    pub id: DepositId,
    /// Its business day.
    pub date: Day,
    /// Dinars that it cost.
    pub due: Money,
    /// How much of it was paid.
    pub amount: Money,
}

/// A payment made to a supplier: all that was handed over at once, however it was spread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PaidSupplier {
    /// The first of its rows.
    pub id: PaymentId,
    /// Business day.
    pub date: Day,
    /// The way to pay: its code,
    pub method: String,
    /// and the shop's own name for it, if any.
    pub method_name: String,
    /// What was handed over.
    pub amount: Money,
    /// The method's fee on it.
    pub fee: Money,
    /// Deposit by deposit, the oldest first.
    pub deposits: Vec<PaidDeposit>,
    /// Free text.
    pub note: String,
}

/// What was paid to a supplier, and what is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SupplierAccount {
    /// The payments of the days asked for, the newest first.
    pub payments: Vec<PaidSupplier>,
    /// Σ payments of those days.
    pub paid: Money,
    /// The deposits that are not paid whole now, the oldest first.
    pub open: Vec<OpenDeposit>,
    /// What is still due in all.
    pub debt: Money,
}

/// A row of a payment: what it paid of one deposit, with what tells whether the next one belongs to it.
struct PaidRow {
    payment: PaidSupplier,
    posted: (Instant, String),
}

const PAID: &str =
    "SELECT p.id, p.day, m.code, m.name, -p.amount, p.fee, d.id, d.day, d.due, p.note, p.recorded_at, p.actor
    FROM deposits d JOIN payments p ON p.deposit_id = d.id JOIN methods m ON m.id = p.method_id
    WHERE d.platform_id = ?1 AND p.day BETWEEN ?2 AND ?3 ORDER BY p.id";

fn paid_row(row: &Row<'_>) -> rusqlite::Result<PaidRow> {
    let amount = row.get(4)?;
    let deposit = PaidDeposit { id: row.get(6)?, date: row.get(7)?, due: row.get(8)?, amount };
    let payment = PaidSupplier {
        id: row.get(0)?,
        date: row.get(1)?,
        method: row.get(2)?,
        method_name: row.get(3)?,
        amount,
        fee: row.get(5)?,
        deposits: vec![deposit],
        note: row.get(9)?,
    };
    Ok(PaidRow { payment, posted: (row.get(10)?, row.get(11)?) })
}

impl PaidRow {
    /// An operation posts its rows one behind the other, each for another deposit. What an import brought in is each for
    /// itself.
    fn continues(&self, before: &Self) -> bool {
        let (one, last) = (&self.payment, &before.payment);
        let next = i64::try_from(last.deposits.len()).is_ok_and(|rows| one.id.0 == last.id.0 + rows);
        next && self.posted == before.posted
            && self.posted.1 != Actor::Import.code()
            && (one.date, &one.method, &one.note) == (last.date, &last.method, &last.note)
    }

    fn join(&mut self, next: Self) -> Result<()> {
        self.payment.amount = self.payment.amount.plus(next.payment.amount)?;
        self.payment.fee = self.payment.fee.plus(next.payment.fee)?;
        self.payment.deposits.extend(next.payment.deposits);
        Ok(())
    }
}

/// What was paid to a supplier in a period, by what was handed over at once, and what is still due now.
pub fn supplier_account(connection: &Connection, query: &PaidQuery) -> Result<SupplierAccount> {
    check_period(query.from, query.to)?;
    let mut statement = connection.prepare_cached(PAID)?;
    let days = params![query.platform_id, query.from.map_or(0, Day::to_int), query.to.map_or(i64::MAX, Day::to_int)];
    let mut found: Vec<PaidRow> = Vec::new();
    for row in statement.query_map(days, paid_row)? {
        let row = row?;
        match found.last_mut() {
            Some(last) if row.continues(last) => last.join(row)?,
            _ => found.push(row),
        }
    }
    let mut payments: Vec<PaidSupplier> = found.into_iter().map(|row| row.payment).collect();
    payments.sort_by_key(|payment| std::cmp::Reverse((payment.date, payment.id)));
    let open = open_deposits(connection, query.platform_id)?;
    Ok(SupplierAccount {
        paid: Money::sum(payments.iter().map(|payment| payment.amount))?,
        payments,
        debt: Money::sum(open.iter().map(|deposit| deposit.debt))?,
        open,
    })
}

/// A platform's deposits that are not paid whole, the oldest first.
pub(super) fn open_deposits(connection: &Connection, platform: PlatformId) -> Result<Vec<OpenDeposit>> {
    let mut statement = connection.prepare_cached(
        "SELECT d.id, d.day, d.due,
                d.due - coalesce((SELECT x.due FROM deposit_cancellations x WHERE x.deposit_id = d.id), 0) + coalesce((SELECT sum(amount) FROM payments p WHERE p.deposit_id = d.id), 0) AS left, d.note
         FROM deposits d WHERE d.platform_id = ?1 AND left > 0 ORDER BY d.day, d.id",
    )?;
    let rows = statement.query_map([platform], |r| {
        Ok(OpenDeposit { id: r.get(0)?, date: r.get(1)?, due: r.get(2)?, debt: r.get(3)?, note: r.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a typed payment would do, without recording it.
pub fn supplier_quote(book: &Book, caller: Caller, input: &SupplierPayment) -> Result<SupplierQuote> {
    let decimals = book.currency_decimals();
    book.read(|c| plan(c, caller.today, decimals, input))
}

fn plan(connection: &Connection, day: Day, decimals: u8, input: &SupplierPayment) -> Result<SupplierQuote> {
    let deposits = open_deposits(connection, input.platform_id)?;
    let debt = Money::sum(deposits.iter().map(|deposit| deposit.debt))?;
    let amount = match input.amount.trim() {
        "" => debt,
        text => typed_money("amount", text, decimals)?,
    };
    if amount <= Money::ZERO && !debt.is_zero() {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", "amount").with("value", amount);
        return Err(refused.with("min", Money::from_raw(coin(decimals))).with("max", debt));
    }
    if debt.is_zero() {
        return Err(Error::new(ErrorCode::NothingOwed).with("field", "amount").with("number", ""));
    }
    if amount > debt {
        let refused = Error::new(ErrorCode::Overpaid).with("field", "amount").with("number", "");
        return Err(refused.with("debt", debt).with("amount", amount));
    }
    let fee = settings::usable_method(connection, input.method_id)?.fee(amount, decimals)?;
    refuse_paid_before(&deposits, amount, day)?;
    Ok(SupplierQuote { deposits, amount, fee, debt_before: debt, debt_after: debt.minus(amount)? })
}

/// A deposit is not paid before its own day.
fn refuse_paid_before(deposits: &[OpenDeposit], amount: Money, day: Day) -> Result<()> {
    match spread(deposits, amount)?.into_iter().find(|(deposit, _)| deposit.date > day) {
        Some((deposit, _)) => {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", day);
            Err(refused.with("min", deposit.date))
        }
        None => Ok(()),
    }
}

/// What an amount pays of each deposit, the oldest first.
fn spread(deposits: &[OpenDeposit], amount: Money) -> Result<Vec<(&OpenDeposit, Money)>> {
    let mut left = amount;
    let mut parts = Vec::new();
    for deposit in deposits {
        let part = left.min(deposit.debt);
        if part.is_zero() {
            break;
        }
        left = left.minus(part)?;
        parts.push((deposit, part));
    }
    Ok(parts)
}

/// Pays a supplier over the oldest deposits; never more than is due.
pub fn pay_supplier(book: &Book, caller: Caller, key: Option<&str>, input: SupplierPayment) -> Result<Platform> {
    let request = Request::new("platform_pay", key, &input)?;
    book.write(move |tx| {
        request.once(tx, caller, |posting| {
            let quote = plan(tx, caller.today, posting.decimals, &input)?;
            let note = text::note("note", &input.note, 500)?;
            post(posting, &input, &quote, &note)?;
            Ok(input.platform_id.0)
        })?;
        get(tx, &caller, input.platform_id)
    })
}

fn post(posting: &mut Posting<'_>, input: &SupplierPayment, quote: &SupplierQuote, note: &str) -> Result<()> {
    let day = posting.caller.today;
    let parts = spread(&quote.deposits, quote.amount)?;
    let weights: Vec<i64> = parts.iter().map(|(_, part)| part.raw()).collect();
    for ((deposit, part), fee) in parts.into_iter().zip(split_exact(quote.fee, &weights, posting.decimals)?) {
        let mut entry = PaymentEntry::supplier(deposit.id, day, input.method_id, part.negated()?, fee);
        note.clone_into(&mut entry.note);
        payments::post(posting, &entry)?;
    }
    Ok(())
}
