//! Reports: what the shop earned, folded from the dated lines of its sales in one scan. No summary table, no second
//! truth: a report is the sum of what the book holds when it is read.

pub(crate) mod by_sale;
mod debts;
mod fold;
mod labels;
mod methods;
mod scan;
mod standing;
#[cfg(test)]
pub(crate) mod tests;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::customers::Merges;
use crate::error::{Error, Result};
use crate::ids::CustomerId;
use crate::money::{Money, Percent};
use crate::time::{Day, check_period};
use fold::{Count, Groups, Sums};
use scan::{Source, figures};
use standing::{Part, Standing};

pub use debts::{DebtAges, DebtRow, DebtsReport, debts};
pub(crate) use labels::names;

/// What a profit report is cut by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ProfitBy {
    /// The platform whose credit a line took.
    Platform,
    /// The product sold.
    Product,
    /// The category that the product bears now.
    Category,
    /// Who bought.
    Customer,
    /// How it was paid.
    Method,
    /// The business day of each line.
    Day,
    /// Its calendar month.
    Month,
}

impl ProfitBy {
    /// Every cut there is.
    pub const ALL: [Self; 7] =
        [Self::Platform, Self::Product, Self::Category, Self::Customer, Self::Method, Self::Day, Self::Month];

    /// As it stands on the wire and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Product => "product",
            Self::Category => "category",
            Self::Customer => "customer",
            Self::Method => "method",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// What one group earned; amounts in the book's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ProfitRow {
    /// Id, category, method code, `YYYY-MM-DD` or `YYYY-MM`; empty for none (no platform, a passing customer).
    pub key: String,
    /// The name to show; of a method the shop's own name for it, its code where it has none.
    pub label: String,
    /// Sales sold less sales returned. A sale counts once in each group that it touches, and once in the total.
    #[cfg_attr(feature = "specta", specta(type = i32))]
    pub sales: i64,
    /// Pieces sold less pieces returned.
    #[cfg_attr(feature = "specta", specta(type = i32))]
    pub quantity: i64,
    /// Σ lines.
    pub revenue: Money,
    /// Cost of the credit that they took.
    pub cost: Money,
    /// The methods' fees.
    pub fees: Money,
    /// Revenue less cost and fees.
    pub profit: Money,
    /// Profit of the revenue, rounded half to even to a hundredth of a percent; none without revenue.
    pub margin: Option<Percent>,
}

/// Profit of a period by group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ProfitReport {
    /// What it is cut by.
    pub by: ProfitBy,
    /// First day; none: from the beginning.
    pub from: Option<Day>,
    /// Last day, included; none: to the end.
    pub to: Option<Day>,
    /// The groups: days and months in their order, others by profit, the largest first.
    pub rows: Vec<ProfitRow>,
    /// The sum of the rows; its sales are distinct over all of them.
    pub total: ProfitRow,
}

/// What one platform earned in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PlatformMonthRow {
    /// `YYYY-MM`.
    pub month: String,
    /// The platform's figures in it.
    #[serde(flatten)]
    pub row: ProfitRow,
}

/// Profit of the lines dated `from` to `to`, both included, cut by `by`.
///
/// Each line counts on its own day: what was sold on the day of the sale, a cancellation against on its own day, later
/// fees and cost differences on theirs, so that a past period never changes. Amounts are exact; a sum that leaves the
/// range of an amount is `overflow`.
///
/// By method, each line is split over the methods that its sale was paid with, in proportion to what each brought in
/// up to now, the part still owed under `unpaid`; fees stand with the methods that took them. A cancelled sale, of which nothing is left, is split as it was paid
/// before the refunds, so that its line and its counter-line fall on the same methods. A sale that asked for nothing
/// stands under the empty key. Parts are rounded to the currency's smallest coin and sum to the line exactly.
pub fn profit(connection: &Connection, by: ProfitBy, from: Option<Day>, to: Option<Day>) -> Result<ProfitReport> {
    check_period(from, to)?;
    let source = Source::of(connection, from, to)?;
    let (groups, sales) = match by {
        ProfitBy::Platform => fold_by(connection, &source, scan::PLATFORM)?,
        ProfitBy::Product => fold_by(connection, &source, scan::PRODUCT)?,
        ProfitBy::Category => fold_by_category(connection, &source)?,
        ProfitBy::Customer => {
            // A sale is its customer's of today.
            let merges = Merges::of(connection)?;
            fold_as(connection, &source, scan::CUSTOMER, |id| merges.root(CustomerId(id)).0)?
        }
        ProfitBy::Method => methods::fold(connection, &source)?,
        ProfitBy::Day => fold_by(connection, &source, scan::DAY)?,
        ProfitBy::Month => fold_by(connection, &source, scan::MONTH)?,
    };
    let labels = labels::Labels::of(connection, by)?;
    let mut rows = Vec::new();
    let mut total = Sums::default();
    for (key, sums) in groups.in_order() {
        total.join(sums)?;
        let (key, label) = labels.of_key(key);
        rows.push(row(key, label, sums)?);
    }
    if !matches!(by, ProfitBy::Day | ProfitBy::Month) {
        rows.sort_by(|a, b| {
            b.profit.cmp(&a.profit).then_with(|| a.label.cmp(&b.label)).then_with(|| a.key.cmp(&b.key))
        });
    }
    total.sales = sales;
    Ok(ProfitReport { by, from, to, rows, total: row(String::new(), String::new(), &total)? })
}

/// Profit of every platform in every month of the period, months in their order, platforms by name.
///
/// The lines count as in [`profit`]; the months of one platform sum to its row there, the platforms of one month to
/// that month's, the number of sales excepted, which is distinct in each.
pub fn profit_by_platform_and_month(
    connection: &Connection,
    from: Option<Day>,
    to: Option<Day>,
) -> Result<Vec<PlatformMonthRow>> {
    let source = Source::of(connection, from, to)?;
    let standing = Standing::of(connection, Part::Platform)?;
    let mut platforms: Vec<(i64, Groups)> = Vec::new();
    let mut slots = fold::Slots::default();
    scan::lines(connection, &source, scan::PLATFORM_AND_DAY, |row| {
        let platform = row.get::<_, Option<i64>>(6)?.unwrap_or(fold::NONE);
        let slot = slots.slot(platform);
        if slot == platforms.len() {
            platforms.push((platform, Groups::default()));
        }
        platforms[slot].1.of(scan::month_number(row.get(7)?)).add(&figures(row, &standing)?)
    })?;
    let labels = labels::Labels::of(connection, ProfitBy::Platform)?;
    let mut cells = Vec::new();
    for (platform, months) in &platforms {
        for (month, sums) in months.in_order() {
            let (key, label) = labels.of_key(*platform);
            let cell = PlatformMonthRow { month: labels::month(month), row: row(key, label, sums)? };
            cells.push(cell);
        }
    }
    cells.sort_by(|a, b| {
        let (of_a, of_b) = (&a.row, &b.row);
        a.month.cmp(&b.month).then_with(|| of_a.label.cmp(&of_b.label)).then_with(|| of_a.key.cmp(&of_b.key))
    });
    Ok(cells)
}

/// Folds the lines of a source into groups by one number of each line; and how many sales there are in all.
fn fold_by(connection: &Connection, source: &Source, cut: scan::Cut) -> Result<(Groups, i64)> {
    fold_as(connection, source, cut, cut.number)
}

/// The same with groups numbered by `number`.
fn fold_as(
    connection: &Connection,
    source: &Source,
    cut: scan::Cut,
    number: impl Fn(i64) -> i64,
) -> Result<(Groups, i64)> {
    let standing = Standing::of(connection, cut.part)?;
    let mut groups = Groups::default();
    let mut sales = Count::default();
    scan::lines(connection, source, cut.columns, |row| {
        let line = figures(row, &standing)?;
        sales.see(line.sale, line.counts);
        let value = row.get::<_, Option<i64>>(6)?.unwrap_or(fold::NONE);
        groups.of(number(value)).add(&line)
    })?;
    Ok((groups, sales.net()))
}

/// Categories are texts of a few products: a line's product leads to its category's number.
fn fold_by_category(connection: &Connection, source: &Source) -> Result<(Groups, i64)> {
    let categories = labels::category_numbers(connection)?;
    let mut slots = fold::Slots::default();
    let mut of_slot: Vec<i64> = Vec::new();
    let standing = Standing::of(connection, Part::Category)?;
    let mut groups = Groups::default();
    let mut sales = Count::default();
    scan::lines(connection, source, scan::PRODUCT.columns, |row| {
        let line = figures(row, &standing)?;
        sales.see(line.sale, line.counts);
        let product: i64 = row.get(6)?;
        let slot = slots.slot(product);
        if slot == of_slot.len() {
            let category = categories.get(&product);
            of_slot.push(*category.ok_or_else(|| Error::bug(format!("no product {product}")))?);
        }
        groups.of(of_slot[slot]).add(&line)
    })?;
    Ok((groups, sales.net()))
}

fn row(key: String, label: String, sums: &Sums) -> Result<ProfitRow> {
    let (revenue, cost) = (Money::from_raw(sums.revenue), Money::from_raw(sums.cost));
    let fees = Money::from_raw(sums.fees);
    let profit = revenue.minus(cost)?.minus(fees)?;
    Ok(ProfitRow {
        key,
        label,
        sales: sums.sales,
        quantity: sums.quantity,
        revenue,
        cost,
        fees,
        profit,
        margin: Percent::of_round_half_even(profit, revenue),
    })
}
