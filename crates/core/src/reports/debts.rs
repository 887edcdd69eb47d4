//! Debts by age on any day: what each customer owed, by the age of the sales that he had not paid.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use serde::Serialize;

use crate::customers::{Merges, Promise, promises};
use crate::error::Result;
use crate::ids::{CustomerId, SaleId};
use crate::money::Money;
use crate::time::Day;

/// From this age on, in days, a debt without a promise is worth a reminder.
const REMIND_DAYS: i64 = 15;

/// What is owed, by the age of the sale on the report's day. The four ages add up to the whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DebtAges {
    /// 0 to 30 days old.
    pub days_0_30: Money,
    /// 31 to 60 days old.
    pub days_31_60: Money,
    /// 61 to 90 days old.
    pub days_61_90: Money,
    /// Older.
    pub more: Money,
    /// All of it.
    pub debt: Money,
}

impl DebtAges {
    fn add(&mut self, age: i64, debt: Money) -> Result<()> {
        let place = match age {
            i64::MIN..=30 => &mut self.days_0_30,
            31..=60 => &mut self.days_31_60,
            61..=90 => &mut self.days_61_90,
            _ => &mut self.more,
        };
        *place = place.plus(debt)?;
        self.debt = self.debt.plus(debt)?;
        Ok(())
    }

    fn add_all(&mut self, other: &Self) -> Result<()> {
        self.days_0_30 = self.days_0_30.plus(other.days_0_30)?;
        self.days_31_60 = self.days_31_60.plus(other.days_31_60)?;
        self.days_61_90 = self.days_61_90.plus(other.days_61_90)?;
        self.more = self.more.plus(other.more)?;
        self.debt = self.debt.plus(other.debt)?;
        Ok(())
    }
}

/// What one customer owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DebtRow {
    /// Who; none for passing customers together.
    pub customer_id: Option<CustomerId>,
    /// His name; empty for passing customers.
    pub customer: String,
    /// His phone.
    pub phone: String,
    /// Sales that are not paid whole.
    pub sales: u32,
    /// Day of the oldest of them.
    pub oldest: Day,
    /// By age.
    #[serde(flatten)]
    pub ages: DebtAges,
    /// What is left to ask him for: the debt less what stood in advance that day; zero where that covers it.
    pub owed: Money,
    /// When he said that he would pay.
    pub promised_on: Option<Day>,
    /// Worth a reminder: something is owed, and the promised day has come or the debt has grown old without a promise.
    pub due: bool,
}

/// Debts by age on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct DebtsReport {
    /// The day.
    pub on: Day,
    /// Customer by customer, the largest debt first.
    pub rows: Vec<DebtRow>,
    /// Their sums.
    pub total: DebtAges,
    /// Σ of what is left to ask for.
    pub owed: Money,
}

/// What was owed at the end of a business day. Only what is dated on or before that day counts: sales, payments, refunds
/// and returns of later days change nothing, so that the report of a past day stays what it was.
pub fn debts(connection: &Connection, on: Day) -> Result<DebtsReport> {
    let mut rows: HashMap<Option<CustomerId>, DebtRow> = HashMap::new();
    let mut total = DebtAges::default();
    let left = left_to_pay(connection, on)?;
    let mut statement = connection.prepare_cached(
        "SELECT s.id, s.day, c.id, c.name, c.phone FROM sales s LEFT JOIN customers o ON o.id = s.customer_id
         LEFT JOIN customers c ON c.id = coalesce(o.merged_into, o.id) WHERE s.day <= ?1 ORDER BY s.id",
    )?;
    let mut sales = statement.query([on])?;
    while let Some(sale) = sales.next()? {
        let Some(debt) = left.get(&sale.get(0)?).copied().filter(|debt| *debt > Money::ZERO) else { continue };
        let (day, customer_id): (Day, Option<CustomerId>) = (sale.get(1)?, sale.get(2)?);
        let row = match rows.entry(customer_id) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => new.insert(DebtRow {
                customer_id,
                customer: sale.get::<_, Option<String>>(3)?.unwrap_or_default(),
                phone: sale.get::<_, Option<String>>(4)?.unwrap_or_default(),
                sales: 0,
                oldest: day,
                ages: DebtAges::default(),
                owed: Money::ZERO,
                promised_on: None,
                due: false,
            }),
        };
        row.sales += 1;
        row.oldest = row.oldest.min(day);
        row.ages.add(on.days_since(day), debt)?;
    }
    let (promises, advances) = (promises(connection, on)?, advances(connection, on)?);
    let mut rows: Vec<DebtRow> = rows.into_values().collect();
    let mut owed = Money::ZERO;
    for row in &mut rows {
        let advance = row.customer_id.and_then(|id| advances.get(&id).copied()).unwrap_or_default();
        row.owed = row.ages.debt.minus(advance)?.max(Money::ZERO);
        with_promise(row, &promises, on);
        total.add_all(&row.ages)?;
        owed = owed.plus(row.owed)?;
    }
    rows.sort_by(|a, b| b.ages.debt.cmp(&a.ages.debt).then(a.customer_id.cmp(&b.customer_id)));
    Ok(DebtsReport { on, rows, total, owed })
}

fn with_promise(row: &mut DebtRow, promises: &HashMap<CustomerId, Promise>, on: Day) {
    // A word given before the oldest open sale was about debts that are paid.
    let word = row.customer_id.and_then(|id| promises.get(&id)).filter(|promise| promise.date >= row.oldest);
    row.promised_on = word.and_then(|promise| promise.promised_on);
    let come = match row.promised_on {
        Some(promised) => promised <= on,
        None => row.customer_id.is_some() && on.days_since(row.oldest) >= REMIND_DAYS,
    };
    row.due = come && !row.owed.is_zero();
}

/// What each customer had in advance at the end of a day.
fn advances(connection: &Connection, on: Day) -> Result<HashMap<CustomerId, Money>> {
    let merges = Merges::of(connection)?;
    let mut advances: HashMap<CustomerId, Money> = HashMap::new();
    let sql = "SELECT customer_id, amount FROM payments WHERE kind = 'advance' AND day <= ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([on])?;
    while let Some(row) = rows.next()? {
        let Some(customer) = row.get::<_, Option<CustomerId>>(0)? else { continue };
        let advance = advances.entry(merges.root(customer)).or_default();
        *advance = advance.plus(row.get(1)?)?;
    }
    Ok(advances)
}

/// Total less payments of each sale, of what is dated up to a day.
fn left_to_pay(connection: &Connection, on: Day) -> Result<HashMap<SaleId, Money>> {
    let mut left: HashMap<SaleId, Money> = HashMap::new();
    let mut statement = connection.prepare_cached("SELECT sale_id, total FROM sale_lines WHERE day <= ?1")?;
    let mut rows = statement.query(params![on])?;
    while let Some(row) = rows.next()? {
        let debt = left.entry(row.get(0)?).or_default();
        *debt = debt.plus(row.get(1)?)?;
    }
    let paid = "SELECT sale_id, amount FROM payments WHERE sale_id IS NOT NULL AND day <= ?1";
    let mut statement = connection.prepare_cached(paid)?;
    let mut rows = statement.query(params![on])?;
    while let Some(row) = rows.next()? {
        let debt = left.entry(row.get(0)?).or_default();
        *debt = debt.minus(row.get(1)?)?;
    }
    Ok(left)
}
