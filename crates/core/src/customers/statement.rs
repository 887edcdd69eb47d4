//! A customer's statement: what was sold and paid, in order of date, with a running balance.

use rusqlite::Connection;
use serde::Serialize;

use super::merge::same_customer;
use super::read::{Customer, get};
use crate::choice::choice;
use crate::error::{Error, Result};
use crate::ids::{CustomerId, PaymentId, SaleId};
use crate::money::Money;
use crate::sales::number_text;
use crate::time::Day;

choice!(
    /// What a line of a statement is.
    StatementKind {
        /// A sale; it adds to the debt.
        Sale => "sale",
        /// What a cancellation took back.
        Return => "return",
        /// Money from the customer.
        Payment => "payment",
        /// Money back to the customer.
        Refund => "refund",
        /// Money in advance, or its use.
        Advance => "advance",
    }
);

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct StatementLine {
    /// Business day.
    pub date: Day,
    /// What.
    pub kind: StatementKind,
    /// The sale's number.
    pub reference: String,
    /// Signed: what the customer owes more.
    pub amount: Money,
    /// What he owes behind this line.
    pub balance: Money,
    /// The sale.
    pub sale_id: Option<SaleId>,
    /// The payment, of which a receipt can be had.
    pub payment_id: Option<PaymentId>,
}

/// A customer's statement.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Statement {
    /// Whose.
    pub customer: Customer,
    /// Its lines, the oldest first.
    pub lines: Vec<StatementLine>,
    /// What is owed in the end.
    pub debt: Money,
}

const LINES: &str = concat!(
    "SELECT l.day, CASE WHEN l.kind = 'sale' THEN 0 ELSE 1 END, s.year, s.number, s.legacy_number, sum(l.total), s.id, NULL
     FROM sales s JOIN sale_lines l ON l.sale_id = s.id WHERE l.kind IN ('sale', 'return') AND ",
    same_customer!("s.customer_id"),
    " GROUP BY s.id, l.kind, l.day
     UNION ALL
     SELECT p.day, CASE p.kind WHEN 'payment' THEN 2 ELSE 3 END, s.year, s.number, s.legacy_number, -p.amount, s.id, p.id
     FROM sales s JOIN payments p ON p.sale_id = s.id WHERE ",
    same_customer!("s.customer_id"),
    " UNION ALL
     SELECT p.day, 4, NULL, NULL, NULL, -p.amount, NULL, CASE WHEN p.method_id <> 6 THEN p.id END
     FROM payments p WHERE p.kind = 'advance' AND ",
    same_customer!("p.customer_id"),
);

/// A customer's statement, oldest line first.
pub fn statement(connection: &Connection, id: CustomerId) -> Result<Statement> {
    let customer = get(connection, id)?;
    let mut statement = connection.prepare_cached(LINES)?;
    let mut rows = statement.query([customer.id])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let sale_id: Option<SaleId> = row.get(6)?;
        let reference = match sale_id {
            Some(_) => number_text(row.get(2)?, row.get(3)?, row.get(4)?),
            None => String::new(),
        };
        let kind = kind_of(row.get(1)?)?;
        let amount = row.get(5)?;
        lines.push(StatementLine {
            date: row.get(0)?,
            kind,
            reference,
            amount,
            balance: Money::ZERO,
            sale_id,
            payment_id: row.get(7)?,
        });
    }
    // Of one day: sale by sale, and then what belongs to none.
    lines.sort_by_key(|line| (line.date, line.sale_id.is_none(), line.sale_id, line.kind));
    let mut balance = Money::ZERO;
    for line in &mut lines {
        balance = balance.plus(line.amount)?;
        line.balance = balance;
    }
    Ok(Statement { customer, lines, debt: balance })
}

fn kind_of(number: i64) -> Result<StatementKind> {
    match number {
        0 => Ok(StatementKind::Sale),
        1 => Ok(StatementKind::Return),
        2 => Ok(StatementKind::Payment),
        3 => Ok(StatementKind::Refund),
        4 => Ok(StatementKind::Advance),
        other => Err(Error::bug(format!("statement kind {other}"))),
    }
}
