//! Customers as they are shown and searched.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::merge::{Merges, root, same_customer};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, SaleId};
use crate::money::{Money, split_exact};
use crate::phones;
use crate::settings::Language;
use crate::text;
use crate::time::Day;

/// A customer with what he owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Customer {
    /// Row id.
    pub id: CustomerId,
    /// Name.
    pub name: String,
    /// Phone, `+213550123456`, or empty.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Wilaya.
    pub wilaya: String,
    /// Free text.
    pub note: String,
    /// In which language he is written to; none: the shop's.
    pub language: Option<Language>,
    /// Total of the sales less payments.
    pub debt: Money,
    /// Money kept in advance.
    pub credit: Money,
    /// What is left to pay: the debt less the advance; zero where that covers it.
    pub owed: Money,
    /// How many sales.
    pub sales: u32,
    /// The newest sale's day.
    pub last_sale: Option<Day>,
    /// Put aside.
    pub archived: bool,
}

/// Which customers to show.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomersQuery {
    /// Any part of the name or of the phone.
    pub search: String,
    /// Also those put aside.
    pub archived: bool,
    /// Only those who owe.
    pub with_debt: bool,
    /// The last customer of the page before.
    pub after: Option<CustomerId>,
    /// At most so many.
    pub limit: u32,
}

/// A page of customers.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomersPage {
    /// The customers, by name.
    pub rows: Vec<Customer>,
    /// What to give as `after` for the next page; none at the end.
    pub next: Option<CustomerId>,
    /// How many there are in all.
    pub total: u32,
}

/// Debt, advance, sales and newest day come from the customer's own sales through their index: a page stays quick
/// however large the book is.
const CUSTOMERS: &str = "
    SELECT c.id, c.name, c.phone, c.email, c.wilaya, c.note, c.archived,
           coalesce((SELECT sum(l.total) FROM sales s JOIN sale_lines l ON l.sale_id = s.id WHERE s.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)), 0)
             - coalesce((SELECT sum(p.amount) FROM sales s JOIN payments p ON p.sale_id = s.id WHERE s.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)), 0),
           coalesce((SELECT sum(p.amount) FROM payments p WHERE p.kind = 'advance' AND p.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)), 0),
           (SELECT count(*) FROM sales s WHERE s.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)),
           (SELECT max(day) FROM sales s WHERE s.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id)), c.language
    FROM customers c";

fn customer_of(row: &Row<'_>) -> Result<Customer> {
    let (debt, credit): (Money, Money) = (row.get(7)?, row.get(8)?);
    Ok(Customer {
        id: row.get(0)?,
        name: row.get(1)?,
        phone: row.get(2)?,
        email: row.get(3)?,
        wilaya: row.get(4)?,
        note: row.get(5)?,
        debt,
        credit,
        owed: debt.minus(credit)?.max(Money::ZERO),
        sales: row.get(9)?,
        last_sale: row.get(10)?,
        archived: row.get(6)?,
        language: row.get(11)?,
    })
}

/// One customer; of one who was merged, the customer that he is now.
pub fn get(connection: &Connection, id: CustomerId) -> Result<Customer> {
    let id = root(connection, id)?;
    let mut statement = connection.prepare_cached(&format!("{CUSTOMERS} WHERE c.id = ?1"))?;
    let mut rows = statement.query([id])?;
    match rows.next()? {
        Some(row) => customer_of(row),
        None => Err(Error::new(ErrorCode::UnknownCustomer).with("value", id)),
    }
}

/// What a customer has paid in advance and not used, with the fees that bringing it cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Advance {
    pub credit: Money,
    pub fees: Money,
}

impl Advance {
    /// Takes a part of the credit and answers with its share of the fees, which the sale that it pays bears; all that is
    /// left takes all of them.
    pub fn take(&mut self, amount: Money, decimals: u8) -> Result<Money> {
        let rest = self.credit.minus(amount)?;
        let shares = split_exact(self.fees, &[amount.raw(), rest.raw()], decimals)?;
        let fee = shares.first().copied().unwrap_or(Money::ZERO);
        *self = Self { credit: rest, fees: self.fees.minus(fee)? };
        Ok(fee)
    }
}

/// A customer's money in advance; nothing for a passing one.
pub(crate) fn advance_of(connection: &Connection, id: Option<CustomerId>) -> Result<Advance> {
    let sql = concat!(
        "SELECT coalesce(sum(amount), 0), coalesce(sum(fee), 0) FROM payments WHERE kind = 'advance' AND ",
        same_customer!("customer_id")
    );
    let advance = |r: &Row<'_>| Ok(Advance { credit: r.get(0)?, fees: r.get(1)? });
    Ok(connection.prepare_cached(sql)?.query_row([id], advance)?)
}

/// A page of customers by name.
pub fn page(connection: &Connection, query: &CustomersQuery) -> Result<CustomersPage> {
    let limit = query.limit.clamp(1, 1000) as usize;
    let mut found = matching(connection, query)?;
    if query.with_debt {
        let debts = debts(connection)?;
        found.retain(|id| debts.get(id).is_some_and(|debt| *debt > Money::ZERO));
    }
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let start = match query.after {
        Some(after) => found.iter().position(|id| *id == after).map_or(0, |at| at + 1),
        None => 0,
    };
    let ids: Vec<CustomerId> = found.iter().skip(start).take(limit).copied().collect();
    let next = if start + ids.len() < found.len() { ids.last().copied() } else { None };
    let rows = ids.into_iter().map(|id| get(connection, id)).collect::<Result<_>>()?;
    Ok(CustomersPage { rows, next, total })
}

/// What is searched for in customers: each word in the name, or the digits in the phone.
#[derive(Debug)]
pub(crate) struct Sought {
    key: String,
    digits: Option<String>,
}

impl Sought {
    /// As typed; nothing typed finds everybody.
    pub fn of(typed: &str) -> Self {
        Self { key: text::key(typed), digits: phones::phone_digits(typed) }
    }

    /// Whether every word stands in a name, given as its key.
    pub fn named(&self, key: &str) -> bool {
        self.key.split(' ').all(|word| key.contains(word))
    }

    /// Whether the digits stand in a phone, given without what parts them.
    pub fn phoned(&self, phone: &str) -> bool {
        self.digits.as_ref().is_some_and(|digits| phone.contains(digits.as_str()))
    }

    /// Who is meant by his name or phone, or by those of somebody who was merged into him; none where nothing is sought,
    /// and everybody is meant.
    pub fn meant(&self, connection: &Connection) -> Result<Option<HashSet<CustomerId>>> {
        if self.key.is_empty() {
            return Ok(None);
        }
        let mut statement =
            connection.prepare_cached("SELECT coalesce(merged_into, id), name_key, phone FROM customers")?;
        let mut rows = statement.query([])?;
        let mut meant = HashSet::new();
        while let Some(row) = rows.next()? {
            let (key, phone): (String, String) = (row.get(1)?, row.get(2)?);
            if self.named(&key) || self.phoned(&phone) {
                meant.insert(row.get(0)?);
            }
        }
        Ok(Some(meant))
    }
}

/// Every id of those who are meant: with whoever was merged goes all that is his.
pub(crate) fn like(connection: &Connection, typed: &str) -> Result<Vec<CustomerId>> {
    let meant = Sought::of(typed).meant(connection)?;
    let mut statement = connection.prepare_cached("SELECT id, coalesce(merged_into, id) FROM customers ORDER BY id")?;
    let all = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(all
        .into_iter()
        .filter(|(_, root)| meant.as_ref().is_none_or(|meant| meant.contains(root)))
        .map(|(id, _)| id)
        .collect())
}

/// Who matches, by name.
fn matching(connection: &Connection, query: &CustomersQuery) -> Result<Vec<CustomerId>> {
    let meant = Sought::of(&query.search).meant(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT id FROM customers WHERE (archived = 0 OR ?1) AND merged_into IS NULL ORDER BY name_key, id",
    )?;
    let all = statement.query_map([query.archived], |r| r.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(all.into_iter().filter(|id| meant.as_ref().is_none_or(|meant| meant.contains(id))).collect())
}

/// What every customer owes, in one pass over sales, lines and payments.
pub(crate) fn debts(connection: &Connection) -> Result<HashMap<CustomerId, Money>> {
    let merges = Merges::of(connection)?;
    let mut owner: HashMap<SaleId, CustomerId> = HashMap::new();
    let mut statement = connection.prepare_cached("SELECT id, customer_id FROM sales WHERE customer_id IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        owner.insert(row.get(0)?, merges.root(row.get(1)?));
    }
    let mut debts: HashMap<CustomerId, Money> = HashMap::new();
    let mut add = |sale: SaleId, amount: Money| -> Result<()> {
        if let Some(customer) = owner.get(&sale) {
            let debt = debts.entry(*customer).or_default();
            *debt = debt.plus(amount)?;
        }
        Ok(())
    };
    let mut statement = connection.prepare_cached("SELECT sale_id, total FROM sale_lines")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        add(row.get(0)?, row.get(1)?)?;
    }
    let mut statement = connection.prepare_cached("SELECT sale_id, amount FROM payments WHERE sale_id IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        add(row.get(0)?, row.get::<_, Money>(1)?.negated()?)?;
    }
    Ok(debts)
}
