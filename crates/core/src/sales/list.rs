//! Sales in a list, with filters.

use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};

use super::number_beginning;
use super::read::{ROWS, SaleRow, SaleStatus, sale_row};
use crate::customers;
use crate::error::Result;
use crate::ids::{CustomerId, PlatformId, ProductId, SaleId};
use crate::time::{Day, check_period};

/// Which sales to show, the newest day first.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SalesQuery {
    /// A number, or any part of the customer's name or phone.
    pub search: String,
    /// What is paid of it.
    pub status: Option<SaleStatus>,
    /// With a line of this platform.
    pub platform_id: Option<PlatformId>,
    /// With a line of this product.
    pub product_id: Option<ProductId>,
    /// Of this customer.
    pub customer_id: Option<CustomerId>,
    /// From this day.
    pub from: Option<Day>,
    /// To this day, included.
    pub to: Option<Day>,
    /// Only sales that stand behind this one: the next page.
    pub before: Option<SaleId>,
    /// At most so many.
    pub limit: u32,
}

/// A page of sales.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SalesPage {
    /// The sales.
    pub rows: Vec<SaleRow>,
    /// What to give as `before` for the next page; none at the end.
    pub next: Option<SaleId>,
}

/// Conditions of a query with their values, in the order of their question marks.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    values: Vec<rusqlite::types::Value>,
}

impl Conditions {
    fn and(&mut self, sql: impl Into<String>, values: impl IntoIterator<Item = rusqlite::types::Value>) {
        self.sql.push(sql.into());
        self.values.extend(values);
    }
}

/// A page of sales, the newest day first, and of one day the newest recorded. Each filter is a condition on the sale,
/// walked down by the index of days: the first page of an unfiltered list reads no more than its own rows.
pub fn page(connection: &Connection, query: &SalesQuery) -> Result<SalesPage> {
    let limit = query.limit.clamp(1, 1000);
    check_period(query.from, query.to)?;
    let mut conditions = conditions(connection, query)?;
    conditions.values.push(i64::from(limit).into());
    let filter = if conditions.sql.is_empty() { "1".to_owned() } else { conditions.sql.join(" AND ") };
    let sql = format!("{ROWS} WHERE {filter} ORDER BY s.day DESC, s.id DESC LIMIT ?");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(conditions.values))?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        page.push(sale_row(row)?);
    }
    let next = if page.len() == limit as usize { page.last().map(|s| s.id) } else { None };
    Ok(SalesPage { rows: page, next })
}

fn conditions(connection: &Connection, query: &SalesQuery) -> Result<Conditions> {
    let mut all = Conditions::default();
    if let Some(before) = query.before {
        all.and("(s.day, s.id) < (SELECT day, id FROM sales WHERE id = ?)", [before.0.into()]);
    }
    if let Some(from) = query.from {
        all.and("s.day >= ?", [from.to_int().into()]);
    }
    if let Some(to) = query.to {
        all.and("s.day <= ?", [to.to_int().into()]);
    }
    if let Some(customer) = query.customer_id {
        let same = "s.customer_id IN (SELECT id FROM customers WHERE id = ? OR merged_into = ?)";
        let customer = customers::root(connection, customer)?;
        all.and(same, [customer.0.into(), customer.0.into()]);
    }
    let line = "EXISTS (SELECT 1 FROM sale_lines l WHERE l.sale_id = s.id AND l.kind = 'sale' AND";
    if let Some(platform) = query.platform_id {
        all.and(format!("{line} l.platform_id = ?)"), [platform.0.into()]);
    }
    if let Some(product) = query.product_id {
        all.and(format!("{line} l.product_id = ?)"), [product.0.into()]);
    }
    if let Some(status) = query.status {
        all.and(status_condition(status), []);
    }
    search_condition(connection, &query.search, &mut all)?;
    Ok(all)
}

/// The same rule as [`SaleStatus::of`], for the database to filter by.
fn status_condition(status: SaleStatus) -> String {
    let cancelled = "EXISTS (SELECT 1 FROM cancellations x WHERE x.sale_id = s.id AND x.whole = 1)";
    let total = "(SELECT sum(total) FROM sale_lines WHERE sale_id = s.id)";
    let paid = "coalesce((SELECT sum(amount) FROM payments WHERE sale_id = s.id), 0)";
    match status {
        // From the few cancellations to their sales, not through all sales in search of one.
        SaleStatus::Cancelled => "s.id IN (SELECT sale_id FROM cancellations WHERE whole = 1)".to_owned(),
        SaleStatus::Paid => format!("NOT {cancelled} AND {total} <= {paid}"),
        SaleStatus::Partial => format!("NOT {cancelled} AND {total} > {paid} AND {paid} > 0"),
        SaleStatus::Unpaid => format!("NOT {cancelled} AND {total} > {paid} AND {paid} <= 0"),
    }
}

fn search_condition(connection: &Connection, search: &str, all: &mut Conditions) -> Result<()> {
    if search.trim().is_empty() {
        return Ok(());
    }
    if let Some((year, digits)) = number_beginning(search) {
        let (sql, values) = numbers_beginning(&digits);
        all.and(format!("s.year = ? AND ({sql})"), std::iter::once(year.into()).chain(values));
        return Ok(());
    }
    let mut parts = Vec::new();
    let customers = customers::like(connection, search)?;
    if !customers.is_empty() {
        let ids: Vec<String> = customers.iter().map(ToString::to_string).collect();
        parts.push(format!("s.customer_id IN ({})", ids.join(",")));
    }
    let mut values: Vec<rusqlite::types::Value> = Vec::new();
    if let Ok(number) = search.trim().parse::<i64>() {
        parts.push("s.number = ?".into());
        values.push(number.into());
    }
    // An old number, from its beginning on.
    parts.push("substr(s.legacy_number, 1, length(?)) = ?".into());
    values.extend([search.trim().to_owned().into(), search.trim().to_owned().into()]);
    all.and(format!("({})", parts.join(" OR ")), values);
    Ok(())
}

/// Numbers of five digits or more that begin with these digits, as ranges that the index of numbers can walk.
fn numbers_beginning(digits: &str) -> (String, Vec<rusqlite::types::Value>) {
    const WIDTHS: std::ops::RangeInclusive<usize> = 5..=9;
    let Ok(prefix) = digits.parse::<i64>() else { return ("1".to_owned(), Vec::new()) };
    let (mut ranges, mut values) = (Vec::new(), Vec::new());
    // Only numbers of five digits are padded: a longer one never begins with a zero.
    for width in WIDTHS.filter(|width| *width >= digits.len() && (*width == 5 || !digits.starts_with('0'))) {
        let step = 10_i64.pow(u32::try_from(width - digits.len()).unwrap_or(0));
        ranges.push("s.number BETWEEN ? AND ?");
        values.extend([(prefix * step).into(), ((prefix + 1) * step - 1).into()]);
    }
    if ranges.is_empty() { ("0".to_owned(), values) } else { (ranges.join(" OR "), values) }
}
