//! Receipts: what a customer is handed on paper, for a sale and for a payment. Nothing of cost or profit stands in them.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use crate::customers::{self, same_customer};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, MethodId, PaymentId, SaleId};
use crate::money::Money;
use crate::sales::{self, LineKind, Payment, SaleStatus};
use crate::settings::{CUSTOMER_CREDIT, Language, Letterhead};
use crate::time::{Actor, Caller, Day, Instant};

/// Whose receipt it is, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReceiptHead {
    /// The shop's name.
    pub shop: String,
    /// What stands under it.
    pub letterhead: Letterhead,
    /// ISO 4217.
    pub currency: String,
    /// The customer's language, else the shop's.
    pub language: Language,
    /// His name; empty for a passing customer.
    pub customer: String,
    /// His phone; empty where none is known.
    pub phone: String,
    /// The receipt's number.
    pub number: String,
    /// Business day.
    pub date: Day,
    /// The moment of recording.
    pub recorded_at: Instant,
}

/// A line of a sale's receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReceiptLine {
    /// What.
    pub product: String,
    /// How many.
    #[cfg_attr(feature = "specta", specta(type = i32))]
    pub quantity: i64,
    /// Price of one.
    pub unit_price: Money,
    /// Off the line's total.
    pub discount: Money,
    /// What is owed for it.
    pub total: Money,
    /// The first day on which its subscription no longer runs.
    pub ends_on: Option<Day>,
}

/// A sale's receipt, as the sale stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleReceipt {
    /// Whose and for whom.
    pub head: ReceiptHead,
    /// The lines that stand; of a cancelled sale those that it had.
    pub lines: Vec<ReceiptLine>,
    /// Σ lines.
    pub total: Money,
    /// Payments and what was paid back.
    pub payments: Vec<Payment>,
    /// Σ payments.
    pub paid: Money,
    /// What is left to pay.
    pub debt: Money,
    /// The sale was cancelled.
    pub cancelled: bool,
    /// What the customer owes in all now, less what he has in advance; none for a passing one.
    pub balance: Option<Money>,
}

/// What a payment paid of one sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReceiptPart {
    /// The sale's number.
    pub number: String,
    /// How much of it.
    pub amount: Money,
}

/// A payment's receipt: all that was handed over at once, however it was spread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PaymentReceipt {
    /// Whose and for whom.
    pub head: ReceiptHead,
    /// The way to pay: its code,
    pub method: String,
    /// and the shop's own name for it, if any.
    pub method_name: String,
    /// All that was handed over; below zero what was handed back.
    pub amount: Money,
    /// Sale by sale.
    pub parts: Vec<ReceiptPart>,
    /// What was kept in advance.
    pub advance: Money,
    /// What was owed before, less what stood in advance,
    pub before: Money,
    /// and after.
    pub after: Money,
}

/// A sale's receipt.
pub fn of_sale(connection: &Connection, caller: &Caller, id: SaleId) -> Result<SaleReceipt> {
    let sale = sales::get(connection, caller, id)?;
    let cancelled = sale.row.status == SaleStatus::Cancelled;
    let sold = sale.lines.iter().filter(|line| line.kind == LineKind::Sale && (cancelled || !line.returned));
    let ends = |line: &sales::SaleLine| sale.subscriptions.iter().find(|s| s.id.0 == line.id.0).map(|s| s.ends_on);
    let lines: Vec<ReceiptLine> = sold
        .map(|line| ReceiptLine {
            product: line.product.clone(),
            quantity: line.quantity,
            unit_price: line.unit_price,
            discount: line.discount,
            total: line.total,
            ends_on: ends(line),
        })
        .collect();
    let balance = match sale.row.customer_id {
        Some(customer) => {
            let customer = customers::get(connection, customer)?;
            Some(customer.debt.minus(customer.credit)?)
        }
        None => None,
    };
    Ok(SaleReceipt {
        head: head(connection, sale.row.customer_id, sale.row.number.clone(), sale.row.date, sale.recorded_at)?,
        total: Money::sum(lines.iter().map(|line| line.total))?,
        lines,
        paid: sale.row.paid,
        debt: sale.row.debt,
        payments: sale.payments,
        cancelled,
        balance,
    })
}

fn head(
    connection: &Connection,
    customer: Option<CustomerId>,
    number: String,
    date: Day,
    recorded_at: Instant,
) -> Result<ReceiptHead> {
    let sql = format!(
        "SELECT b.name, b.currency, coalesce(c.language, b.language), coalesce(c.name, ''), coalesce(c.phone, ''), {}
        FROM book b LEFT JOIN customers o ON o.id = ?1 LEFT JOIN customers c ON c.id = coalesce(o.merged_into, o.id)",
        Letterhead::COLUMNS
    );
    Ok(connection.prepare_cached(&sql)?.query_row([customer], |r| {
        Ok(ReceiptHead {
            shop: r.get(0)?,
            letterhead: Letterhead::read(r, 5)?,
            currency: r.get(1)?,
            language: r.get(2)?,
            customer: r.get(3)?,
            phone: r.get(4)?,
            number,
            date,
            recorded_at,
        })
    })?)
}

/// A row of what was handed over at once.
#[derive(Clone)]
struct Handed {
    id: PaymentId,
    kind: String,
    sale: Option<SaleId>,
    customer: Option<CustomerId>,
    day: Day,
    method: MethodId,
    amount: Money,
    actor: String,
    recorded_at: Instant,
}

const HANDED: &str =
    "SELECT p.id, p.kind, p.sale_id, coalesce(c.merged_into, c.id), p.day, p.method_id, p.amount, p.actor,
        p.recorded_at FROM payments p LEFT JOIN customers c ON c.id = p.customer_id";

fn handed(row: &Row<'_>) -> rusqlite::Result<Handed> {
    Ok(Handed {
        id: row.get(0)?,
        kind: row.get(1)?,
        sale: row.get(2)?,
        customer: row.get(3)?,
        day: row.get(4)?,
        method: row.get(5)?,
        amount: row.get(6)?,
        actor: row.get(7)?,
        recorded_at: row.get(8)?,
    })
}

impl Handed {
    /// Suppliers give their own receipts, and credit that a sale takes from an advance moves with the sale's payment.
    fn has_receipt(&self) -> bool {
        self.kind != "supplier" && !(self.kind == "advance" && self.method == CUSTOMER_CREDIT)
    }

    /// The old system told of it. What the shop recorded lies in the order of recording; all that was imported was recorded
    /// at the one moment of its import, and there the business day says what came before.
    fn is_imported(&self) -> bool {
        self.actor == Actor::Import.code()
    }

    /// Posted in one operation with the other, from the same customer and in the same way.
    fn together_with(&self, other: &Self) -> bool {
        let whose = self.customer == other.customer && (self.customer.is_some() || self.sale == other.sale);
        (self.recorded_at, self.day, self.method) == (other.recorded_at, other.day, other.method)
            && self.actor == other.actor
            && whose
            && self.amount.is_negative() == other.amount.is_negative()
            && self.has_receipt()
    }
}

/// The receipt of a payment, of which `id` is any part: found again by the moment, the customer and the way to pay.
pub fn of_payment(connection: &Connection, id: PaymentId) -> Result<PaymentReceipt> {
    let unknown = || Error::new(ErrorCode::UnknownPayment).with("value", id);
    let one = connection
        .prepare_cached(&format!("{HANDED} WHERE p.id = ?1"))?
        .query_row([id], handed)
        .optional()?
        .filter(Handed::has_receipt)
        .ok_or_else(unknown)?;
    let all = posted_together(connection, &one)?;
    let first = all.first().map_or(id, |row| row.id);
    let before = balance_before(connection, &one, first)?;
    let (mut parts, mut advance, mut amount) = (Vec::new(), Money::ZERO, Money::ZERO);
    for row in &all {
        amount = amount.plus(row.amount)?;
        match row.sale {
            Some(sale) => parts.push(ReceiptPart { number: number(connection, sale)?, amount: row.amount }),
            None => advance = advance.plus(row.amount)?,
        }
    }
    // Paid from what stood in advance: debt and advance fall together.
    let after = if one.method == CUSTOMER_CREDIT { before } else { before.minus(amount)? };
    let (method, method_name) = connection
        .prepare_cached("SELECT code, name FROM methods WHERE id = ?1")?
        .query_row([one.method], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let number = format!("P-{:06}", first.0);
    Ok(PaymentReceipt {
        head: head(connection, one.customer, number, one.day, one.recorded_at)?,
        method,
        method_name,
        amount,
        parts,
        advance,
        before,
        after,
    })
}

/// The newest payment that a customer made, of which a receipt can be had.
pub fn newest_payment(connection: &Connection, customer: CustomerId) -> Result<Option<PaymentId>> {
    let customer = customers::root(connection, customer)?;
    let sql = concat!(
        "SELECT max(id) FROM (
          SELECT max(p.id) AS id FROM sales s JOIN payments p ON p.sale_id = s.id WHERE ",
        same_customer!("s.customer_id"),
        " AND p.amount > 0
          UNION ALL
          SELECT max(p.id) FROM payments p WHERE p.kind = 'advance' AND p.amount > 0 AND p.method_id <> ?2 AND ",
        same_customer!("p.customer_id"),
        ")"
    );
    Ok(connection.prepare_cached(sql)?.query_row(params![customer, CUSTOMER_CREDIT], |r| r.get(0))?)
}

/// The rows that were posted with one: an operation posts them one behind the other. What the old system told of is each
/// for itself, however many rows its import brought in at one moment.
fn posted_together(connection: &Connection, one: &Handed) -> Result<Vec<Handed>> {
    if one.is_imported() {
        return Ok(vec![one.clone()]);
    }
    let before = of_one_moment(connection, one, "p.id <= ?1 ORDER BY p.id DESC")?;
    let after = of_one_moment(connection, one, "p.id > ?1 ORDER BY p.id")?;
    Ok(before.into_iter().rev().chain(after).filter(|row| row.together_with(one)).collect())
}

/// The rows on one side of a payment up to the first of another moment.
fn of_one_moment(connection: &Connection, one: &Handed, side: &str) -> Result<Vec<Handed>> {
    let mut statement = connection.prepare_cached(&format!("{HANDED} WHERE {side}"))?;
    let mut found = Vec::new();
    for row in statement.query_map([one.id], handed)? {
        let row = row?;
        if row.recorded_at != one.recorded_at {
            break;
        }
        found.push(row);
    }
    Ok(found)
}

/// What the customer owed before a payment, less what stood in advance; of a passing customer what was owed of the sale.
fn balance_before(connection: &Connection, one: &Handed, first: PaymentId) -> Result<Money> {
    sold_before(connection, one)?.minus(paid_before(connection, one, first)?)
}

fn sold_before(connection: &Connection, one: &Handed) -> Result<Money> {
    let (until, bound) = if one.is_imported() {
        ("l.day <= ?2", one.day.to_int())
    } else {
        ("l.recorded_at <= ?2", one.recorded_at.millis())
    };
    let Some(customer) = one.customer else {
        let sql = format!("SELECT coalesce(sum(l.total), 0) FROM sale_lines l WHERE l.sale_id = ?1 AND {until}");
        return Ok(connection.prepare_cached(&sql)?.query_row(params![one.sale, bound], |r| r.get(0))?);
    };
    // A correction pays back first: the sale that it puts in the place of this one is not yet sold then.
    let corrected = one.sale.filter(|_| one.amount.is_negative());
    let of_sales = same_customer!("s.customer_id");
    let sql = format!(
        "SELECT coalesce(sum(l.total), 0) FROM sales s JOIN sale_lines l ON l.sale_id = s.id
         WHERE {of_sales} AND {until}
           AND NOT (l.recorded_at = ?4 AND s.corrects_id IS NOT NULL AND s.corrects_id IS ?3)"
    );
    let values = params![customer, bound, corrected, one.recorded_at];
    Ok(connection.prepare_cached(&sql)?.query_row(values, |r| r.get(0))?)
}

fn paid_before(connection: &Connection, one: &Handed, first: PaymentId) -> Result<Money> {
    let day = one.is_imported().then_some(one.day);
    // Without a day the order of recording alone decides.
    let before = "CASE WHEN ?3 IS NULL THEN p.id < ?2 ELSE (p.day, p.id) < (?3, ?2) END";
    let Some(customer) = one.customer else {
        let sql = format!("SELECT coalesce(sum(p.amount), 0) FROM payments p WHERE p.sale_id = ?1 AND {before}");
        return Ok(connection.prepare_cached(&sql)?.query_row(params![one.sale, first, day], |r| r.get(0))?);
    };
    let (of_sales, of_advances) = (same_customer!("s.customer_id"), same_customer!("p.customer_id"));
    let sql = format!(
        "SELECT coalesce((SELECT sum(p.amount) FROM sales s JOIN payments p ON p.sale_id = s.id
                WHERE {of_sales} AND {before}), 0)
           + coalesce((SELECT sum(p.amount) FROM payments p
                WHERE p.kind = 'advance' AND {of_advances} AND {before}), 0)"
    );
    Ok(connection.prepare_cached(&sql)?.query_row(params![customer, first, day], |r| r.get(0))?)
}

fn number(connection: &Connection, sale: SaleId) -> Result<String> {
    let sql = "SELECT year, number, legacy_number FROM sales WHERE id = ?1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([sale], |r| Ok(sales::number_text(r.get(0)?, r.get(1)?, r.get(2)?)))?)
}
