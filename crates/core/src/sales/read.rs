//! Sales as they are shown: a row of a list, and one sale with all that belongs to it.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::access::{self, Access};
use super::{number_text, parse_number_text};
use crate::codes::{self, SoldCode};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, PaymentId, PlatformId, ProductId, SaleId, SaleLineId};
use crate::money::{Credit, Money};
use crate::platforms::{Movement, movements_of_sale};
use crate::subscriptions::{self, Subscription};
use crate::time::{Caller, Day, Instant};

/// What is paid of a sale; derived, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum SaleStatus {
    /// All.
    Paid,
    /// A part.
    Partial,
    /// Nothing.
    Unpaid,
    /// The sale was cancelled.
    Cancelled,
}

impl SaleStatus {
    pub(crate) fn of(cancelled: bool, paid: Money, debt: Money) -> Self {
        match (cancelled, debt > Money::ZERO, paid > Money::ZERO) {
            (true, _, _) => Self::Cancelled,
            (_, false, _) => Self::Paid,
            (_, true, true) => Self::Partial,
            (_, true, false) => Self::Unpaid,
        }
    }
}

/// A sale in a list. Its sums are those of all its dated lines and payments: nothing is left of a cancelled one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleRow {
    /// Row id.
    pub id: SaleId,
    /// Number.
    pub number: String,
    /// Business day.
    pub date: Day,
    /// Who.
    pub customer_id: Option<CustomerId>,
    /// His name; empty for a passing customer.
    pub customer: String,
    /// What, in one line.
    pub products: String,
    /// Σ lines.
    pub total: Money,
    /// Cost of the credit.
    pub cost: Money,
    /// The methods' fees.
    pub fees: Money,
    /// Total less cost and fees.
    pub profit: Money,
    /// Σ payments.
    pub paid: Money,
    /// Total less paid.
    pub debt: Money,
    /// What is paid.
    pub status: SaleStatus,
}

/// What a dated line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum LineKind {
    /// Sold.
    Sale,
    /// Returned by a cancellation.
    Return,
    /// Fees of a later payment.
    Fee,
    /// Difference between a provisional and the real cost.
    Cost,
}

impl FromSql for LineKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "sale" => Ok(Self::Sale),
            "return" => Ok(Self::Return),
            "fee" => Ok(Self::Fee),
            "cost" => Ok(Self::Cost),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// A dated line of a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleLine {
    /// Row id.
    pub id: SaleLineId,
    /// What it is.
    pub kind: LineKind,
    /// Business day.
    pub date: Day,
    /// What was sold.
    pub product_id: ProductId,
    /// Its name.
    pub product: String,
    /// From which platform.
    pub platform_id: Option<PlatformId>,
    /// Its name.
    pub platform: Option<String>,
    /// Its unit.
    pub unit: String,
    /// Decimals of the unit.
    pub decimals: u8,
    /// How many.
    #[cfg_attr(feature = "specta", specta(type = i32))]
    pub quantity: i64,
    /// Price of one.
    pub unit_price: Money,
    /// Off the line's total.
    pub discount: Money,
    /// What the customer owes for it.
    pub total: Money,
    /// Credit that it took.
    pub credit: Credit,
    /// Cost of that credit.
    pub cost: Money,
    /// Fees that it bears.
    pub fees: Money,
    /// Total less cost and fees.
    pub profit: Money,
    /// A part of its cost is still provisional.
    pub provisional: bool,
    /// A cancellation took it back.
    pub returned: bool,
    /// What the customer was handed for it.
    pub access: Vec<Access>,
    /// The codes in stock that it took, masked.
    pub codes: Vec<SoldCode>,
}

/// A payment of a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Payment {
    /// Row id.
    pub id: PaymentId,
    /// Business day.
    pub date: Day,
    /// `payment` or `refund`.
    pub kind: String,
    /// The method's code.
    pub method: String,
    /// The shop's own name for it, if any.
    pub method_name: String,
    /// Signed as it enters the till.
    pub amount: Money,
    /// The method's fee.
    pub fee: Money,
}

/// Another sale, by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleLink {
    /// Which.
    pub id: SaleId,
    /// Its number.
    pub number: String,
}

/// One sale with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Sale {
    /// As in the list.
    #[serde(flatten)]
    pub row: SaleRow,
    /// The moment of recording.
    pub recorded_at: Instant,
    /// Free text.
    pub note: String,
    /// When it was cancelled.
    pub cancelled_on: Option<Day>,
    /// Why.
    pub cancel_reason: String,
    /// Why more credit than there was could be sold.
    pub overdraft_reason: String,
    /// Sold below its cost, on purpose.
    pub below_cost: bool,
    /// The sale in whose place it stands.
    pub corrects: Option<SaleLink>,
    /// The sale that stands in its place.
    pub corrected_by: Option<SaleLink>,
    /// Its lines and counter-lines.
    pub lines: Vec<SaleLine>,
    /// Its payments and refunds.
    pub payments: Vec<Payment>,
    /// Its entries in the platforms' ledgers.
    pub movements: Vec<Movement>,
    /// The subscriptions that it opened.
    pub subscriptions: Vec<Subscription>,
}

pub(super) const ROWS: &str = "
    SELECT s.id, s.year, s.number, s.legacy_number, s.day, c.id, c.name,
           (SELECT group_concat(CASE WHEN l.quantity > 1 THEN l.quantity || ' × ' || p.name ELSE p.name END, ', ')
            FROM sale_lines l JOIN products p ON p.id = l.product_id WHERE l.sale_id = s.id AND l.kind = 'sale'),
           (SELECT sum(total) FROM sale_lines WHERE sale_id = s.id),
           (SELECT sum(cost) FROM sale_lines WHERE sale_id = s.id),
           (SELECT sum(fees) FROM sale_lines WHERE sale_id = s.id),
           coalesce((SELECT sum(amount) FROM payments WHERE sale_id = s.id), 0),
           EXISTS (SELECT 1 FROM cancellations x WHERE x.sale_id = s.id AND x.whole = 1)
    FROM sales s LEFT JOIN customers o ON o.id = s.customer_id
    LEFT JOIN customers c ON c.id = coalesce(o.merged_into, o.id)";

pub(super) fn sale_row(row: &Row<'_>) -> Result<SaleRow> {
    let (total, cost, fees): (Money, Money, Money) = (row.get(8)?, row.get(9)?, row.get(10)?);
    let paid: Money = row.get(11)?;
    let debt = total.minus(paid)?;
    Ok(SaleRow {
        id: row.get(0)?,
        number: number_text(row.get(1)?, row.get(2)?, row.get(3)?),
        date: row.get(4)?,
        customer_id: row.get(5)?,
        customer: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
        products: row.get(7)?,
        total,
        cost,
        fees,
        profit: total.minus(cost)?.minus(fees)?,
        paid,
        debt,
        status: SaleStatus::of(row.get(12)?, paid, debt),
    })
}

/// One sale as in the list.
pub(super) fn row(connection: &Connection, id: SaleId) -> Result<SaleRow> {
    let mut statement = connection.prepare_cached(&format!("{ROWS} WHERE s.id = ?1"))?;
    let mut rows = statement.query([id])?;
    match rows.next()? {
        Some(row) => sale_row(row),
        None => Err(Error::new(ErrorCode::UnknownSale).with("value", id)),
    }
}

/// The sale of a number such as `V-2026-00042`, or of an old number.
pub fn find(connection: &Connection, number: &str) -> Result<SaleId> {
    let found = match parse_number_text(number) {
        Some((year, number)) => connection
            .prepare_cached("SELECT id FROM sales WHERE year = ?1 AND number = ?2")?
            .query_row([year, number], |r| r.get(0))
            .optional()?,
        None => connection
            .prepare_cached("SELECT id FROM sales WHERE legacy_number = ?1 ORDER BY id DESC LIMIT 1")?
            .query_row([number.trim()], |r| r.get(0))
            .optional()?,
    };
    found.ok_or_else(|| Error::new(ErrorCode::UnknownSale).with("field", "number").with("value", number))
}

/// One sale with all that belongs to it.
pub fn get(connection: &Connection, caller: &Caller, id: SaleId) -> Result<Sale> {
    let row = row(connection, id)?;
    let (recorded_at, note, overdraft_reason, below_cost) = connection
        .prepare_cached("SELECT recorded_at, note, overdraft_reason, below_cost FROM sales WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    let cancelled: Option<(Day, String)> = connection
        .prepare_cached("SELECT day, reason FROM cancellations WHERE sale_id = ?1 AND whole = 1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let (cancelled_on, cancel_reason) = cancelled.map_or((None, String::new()), |(day, why)| (Some(day), why));
    Ok(Sale {
        row,
        recorded_at,
        note,
        cancelled_on,
        cancel_reason,
        overdraft_reason,
        below_cost,
        corrects: link(connection, "s.id = (SELECT corrects_id FROM sales WHERE id = ?1)", id)?,
        corrected_by: link(connection, "s.corrects_id = ?1", id)?,
        lines: lines(connection, id)?,
        payments: payments(connection, id)?,
        movements: movements_of_sale(connection, id)?,
        subscriptions: subscriptions::of_sale(connection, caller, id)?,
    })
}

fn link(connection: &Connection, which: &str, id: SaleId) -> Result<Option<SaleLink>> {
    let sql = format!("SELECT s.id, s.year, s.number, s.legacy_number FROM sales s WHERE {which}");
    let found = connection
        .prepare_cached(&sql)?
        .query_row([id], |r| Ok(SaleLink { id: r.get(0)?, number: number_text(r.get(1)?, r.get(2)?, r.get(3)?) }))
        .optional()?;
    Ok(found)
}

fn lines(connection: &Connection, sale: SaleId) -> Result<Vec<SaleLine>> {
    let mut statement = connection.prepare_cached(
        "SELECT l.id, l.kind, l.day, l.product_id, p.name, l.platform_id, f.name, f.unit, f.decimals, l.quantity,
                l.unit_price, l.discount, l.total, l.credit, l.cost, l.fees,
                EXISTS (SELECT 1 FROM overdrafts o WHERE o.line_id = l.id
                        AND o.credit > coalesce((SELECT sum(t.credit) FROM settlements t WHERE t.line_id = o.line_id), 0)),
                EXISTS (SELECT 1 FROM sale_lines r WHERE r.line_id = l.id AND r.kind = 'return')
         FROM sale_lines l JOIN products p ON p.id = l.product_id LEFT JOIN platforms f ON f.id = l.platform_id
         WHERE l.sale_id = ?1 ORDER BY l.id",
    )?;
    let mut access = access::of_sale(connection, sale)?;
    let mut codes = codes::of_sale(connection, sale)?;
    let mut rows = statement.query([sale])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let (total, cost, fees): (Money, Money, Money) = (row.get(12)?, row.get(14)?, row.get(15)?);
        lines.push(SaleLine {
            id,
            kind: row.get(1)?,
            date: row.get(2)?,
            product_id: row.get(3)?,
            product: row.get(4)?,
            platform_id: row.get(5)?,
            platform: row.get(6)?,
            unit: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
            decimals: row.get::<_, Option<u8>>(8)?.unwrap_or(0),
            quantity: row.get(9)?,
            unit_price: row.get(10)?,
            discount: row.get(11)?,
            total,
            credit: row.get(13)?,
            cost,
            fees,
            profit: total.minus(cost)?.minus(fees)?,
            provisional: row.get(16)?,
            returned: row.get(17)?,
            access: access.remove(&id).unwrap_or_default(),
            codes: codes.remove(&id).unwrap_or_default(),
        });
    }
    Ok(lines)
}

fn payments(connection: &Connection, sale: SaleId) -> Result<Vec<Payment>> {
    let mut statement = connection.prepare_cached(
        "SELECT p.id, p.day, p.kind, m.code, m.name, p.amount, p.fee
         FROM payments p JOIN methods m ON m.id = p.method_id WHERE p.sale_id = ?1 ORDER BY p.id",
    )?;
    let rows = statement.query_map([sale], |r| {
        Ok(Payment {
            id: r.get(0)?,
            date: r.get(1)?,
            kind: r.get(2)?,
            method: r.get(3)?,
            method_name: r.get(4)?,
            amount: r.get(5)?,
            fee: r.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
