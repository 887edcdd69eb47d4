//! What the groups are called.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{ProfitBy, methods};
use crate::error::Result;

/// Key and label of each group.
pub(super) enum Labels {
    /// Of rows with an id; what is not there has neither.
    Named(HashMap<i64, String>),
    /// Of categories, in their order.
    Categories(Vec<String>),
    /// Code and name of each method.
    Methods(HashMap<i64, (String, String)>),
    /// Days by number.
    Days,
    /// Months by number.
    Months,
}

impl Labels {
    /// The labels of a cut.
    pub fn of(connection: &Connection, by: ProfitBy) -> Result<Self> {
        Ok(match by {
            ProfitBy::Platform => Self::Named(names(connection, "platforms")?),
            ProfitBy::Product => Self::Named(names(connection, "products")?),
            ProfitBy::Customer => Self::Named(names(connection, "customers")?),
            ProfitBy::Category => Self::Categories(categories(connection)?),
            ProfitBy::Method => Self::Methods(method_names(connection)?),
            ProfitBy::Day => Self::Days,
            ProfitBy::Month => Self::Months,
        })
    }

    /// Key and label of a group's number.
    pub fn of_key(&self, number: i64) -> (String, String) {
        let twice = |text: String| (text.clone(), text);
        match self {
            Self::Named(names) => {
                names.get(&number).map_or_else(Default::default, |name| (number.to_string(), name.clone()))
            }
            Self::Categories(texts) => {
                let text = usize::try_from(number).ok().and_then(|at| texts.get(at));
                twice(text.cloned().unwrap_or_default())
            }
            Self::Methods(_) if number == methods::UNPAID => twice("unpaid".to_owned()),
            Self::Methods(names) => names.get(&number).cloned().unwrap_or_default(),
            Self::Days => twice(format!("{}-{:02}", month(number / 31), number % 31 + 1)),
            Self::Months => twice(month(number)),
        }
    }
}

/// `YYYY-MM` of a month counted from January 1900.
pub(super) fn month(number: i64) -> String {
    format!("{:04}-{:02}", number / 12 + 1900, number % 12 + 1)
}

/// Names of a table's rows by id.
pub(crate) fn names(connection: &Connection, table: &str) -> Result<HashMap<i64, String>> {
    let mut statement = connection.prepare_cached(&format!("SELECT id, name FROM {table}"))?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn categories(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT category FROM products ORDER BY category")?;
    Ok(statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The place of each product's category among the categories.
pub(super) fn category_numbers(connection: &Connection) -> Result<HashMap<i64, i64>> {
    let places: HashMap<String, i64> = categories(connection)?.into_iter().zip(0..).collect();
    let mut statement = connection.prepare_cached("SELECT id, category FROM products")?;
    let mut rows = statement.query([])?;
    let mut numbers = HashMap::new();
    while let Some(row) = rows.next()? {
        let category: String = row.get(1)?;
        numbers.insert(row.get(0)?, places.get(&category).copied().unwrap_or_default());
    }
    Ok(numbers)
}

/// Code and name of each method; where the shop gave no name, the code.
fn method_names(connection: &Connection) -> Result<HashMap<i64, (String, String)>> {
    let sql = "SELECT id, code, CASE WHEN name = '' THEN code ELSE name END FROM methods";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
