//! The sales, each with the sums of its dated lines and payments: lines, payments and cancellations are walked beside
//! the sales, in their order, so that no sale costs a lookup and none is remembered.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::Asked;
use super::sheet::Sheet;
use crate::error::{Error, Result};
use crate::money::Money;
use crate::reports::by_sale::BySale;
use crate::reports::names;
use crate::sales::{SaleStatus, number_text};
use crate::time::Day;

const COLUMNS: &[&str] = &[
    "number", "date", "customer", "phone", "products", "quantity", "total", "cost", "fees", "profit", "paid", "debt",
    "status",
];

struct Header {
    id: i64,
    number: String,
    day: Day,
    customer: Option<i64>,
}

fn header_row(row: &Row<'_>) -> rusqlite::Result<Header> {
    Ok(Header {
        id: row.get(0)?,
        number: number_text(row.get(1)?, row.get(2)?, row.get(3)?),
        day: row.get(4)?,
        customer: row.get(5)?,
    })
}

struct Line {
    product: i64,
    quantity: i64,
    total: Money,
    cost: Money,
    fees: Money,
}

fn line_row(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line { product: row.get(1)?, quantity: row.get(2)?, total: row.get(3)?, cost: row.get(4)?, fees: row.get(5)? })
}

/// Sums of one sale.
#[derive(Default)]
struct Sums {
    quantity: i64,
    total: Money,
    cost: Money,
    fees: Money,
    paid: Money,
}

impl Sums {
    fn add(&mut self, line: &Line) -> Result<()> {
        self.quantity = self.quantity.checked_add(line.quantity).ok_or_else(Error::overflow)?;
        self.total = self.total.plus(line.total)?;
        self.cost = self.cost.plus(line.cost)?;
        self.fees = self.fees.plus(line.fees)?;
        Ok(())
    }
}

/// Sales made in the period, with all that became of them up to now.
pub(super) fn fill(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    let connection = asked.connection;
    let [from, to] = asked.bounds();
    let range = sale_range(asked)?;
    let mut headers = connection.prepare_cached(
        "SELECT id, year, number, legacy_number, day, customer_id FROM sales NOT INDEXED
         WHERE id BETWEEN ?1 AND ?2 AND day BETWEEN ?3 AND ?4 ORDER BY id",
    )?;
    let mut lines = connection.prepare_cached(
        "SELECT sale_id, product_id, quantity, total, cost, fees FROM sale_lines INDEXED BY sale_lines_sale
         WHERE sale_id BETWEEN ?1 AND ?2 ORDER BY sale_id, id",
    )?;
    let mut payments = connection.prepare_cached(
        "SELECT sale_id, amount FROM payments INDEXED BY payments_sale WHERE sale_id BETWEEN ?1 AND ?2 ORDER BY sale_id",
    )?;
    let mut cancelled = connection.prepare_cached(
        "SELECT sale_id FROM cancellations INDEXED BY cancellations_whole
         WHERE whole = 1 AND sale_id BETWEEN ?1 AND ?2 ORDER BY sale_id",
    )?;
    let mut lines = BySale::new(lines.query(range)?, line_row)?;
    let mut payments = BySale::new(payments.query(range)?, |row| row.get::<_, Money>(1))?;
    let mut cancelled = BySale::new(cancelled.query(range)?, |_| Ok(()))?;
    let names = Names::of(connection)?;
    let mut products = String::new();
    sheet.header(COLUMNS)?;
    let mut headers = headers.query([range[0], range[1], from, to])?;
    while let Some(row) = headers.next()? {
        let sale = header_row(row)?;
        let mut sums = Sums::default();
        products.clear();
        while let Some(line) = lines.next_of(sale.id)? {
            sums.add(&line)?;
            names.push_product(&mut products, &line);
        }
        while let Some(amount) = payments.next_of(sale.id)? {
            sums.paid = sums.paid.plus(amount)?;
        }
        let is_cancelled = cancelled.next_of(sale.id)?.is_some();
        write(sheet, &sale, names.customer(sale.customer), &products, &sums, is_cancelled)?;
    }
    Ok(())
}

/// The ids between which the period's sales lie, so that a short period walks few lines.
fn sale_range(asked: &Asked<'_>) -> Result<[i64; 2]> {
    if asked.from.is_none() && asked.to.is_none() {
        return Ok([i64::MIN, i64::MAX]);
    }
    let sql = "SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM sales WHERE day BETWEEN ?1 AND ?2";
    let mut statement = asked.connection.prepare_cached(sql)?;
    Ok(statement.query_row(asked.bounds(), |r| Ok([r.get(0)?, r.get(1)?]))?)
}

fn write(
    sheet: &mut Sheet<'_>,
    sale: &Header,
    (customer, phone): (&str, &str),
    products: &str,
    sums: &Sums,
    cancelled: bool,
) -> Result<()> {
    let debt = sums.total.minus(sums.paid)?;
    sheet.digits(&sale.number);
    sheet.day(sale.day);
    sheet.text(customer);
    sheet.digits(phone);
    sheet.text(products);
    sheet.integer(sums.quantity);
    sheet.money(sums.total);
    sheet.money(sums.cost);
    sheet.money(sums.fees);
    sheet.money(sums.total.minus(sums.cost)?.minus(sums.fees)?);
    sheet.money(sums.paid);
    sheet.money(debt);
    sheet.text(match SaleStatus::of(cancelled, sums.paid, debt) {
        SaleStatus::Paid => "paid",
        SaleStatus::Partial => "partial",
        SaleStatus::Unpaid => "unpaid",
        SaleStatus::Cancelled => "cancelled",
    });
    sheet.end_row()
}

/// Names of products and customers: few beside the sales that bear them.
struct Names {
    products: HashMap<i64, String>,
    customers: HashMap<i64, (String, String)>,
}

impl Names {
    fn of(connection: &Connection) -> Result<Self> {
        let mut statement = connection.prepare_cached(
            "SELECT o.id, c.name, c.phone FROM customers o JOIN customers c ON c.id = coalesce(o.merged_into, o.id)",
        )?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?;
        let customers = rows.collect::<rusqlite::Result<_>>()?;
        Ok(Self { products: names(connection, "products")?, customers })
    }

    /// Name and phone; empty for a passing customer.
    fn customer(&self, id: Option<i64>) -> (&str, &str) {
        let found = id.and_then(|id| self.customers.get(&id));
        found.map_or(("", ""), |(name, phone)| (name, phone))
    }

    /// Adds a line that was sold to the text of a sale's products: `2 × IPTV 12 mois, Netflix`.
    fn push_product(&self, text: &mut String, line: &Line) {
        if line.quantity <= 0 {
            return;
        }
        if !text.is_empty() {
            text.push_str(", ");
        }
        if line.quantity > 1 {
            text.push_str(&line.quantity.to_string());
            text.push_str(" × ");
        }
        text.push_str(self.products.get(&line.product).map_or("", String::as_str));
    }
}
