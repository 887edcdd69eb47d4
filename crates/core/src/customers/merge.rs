//! Two customers who are one. What was posted names the one it was posted for and is never changed; whoever was merged is
//! read as the customer he was merged into, everywhere. That he was stands in the journal of changes.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::read::{Customer, get};
use crate::book::Book;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::CustomerId;
use crate::settings::audit;
use crate::time::{Caller, Instant};

/// Condition of `column` being the customer `?1` or one who was merged into him.
macro_rules! same_customer {
    ($column:literal) => {
        concat!($column, " IN (SELECT id FROM customers WHERE id = ?1 OR merged_into = ?1)")
    };
}
pub(crate) use same_customer;

/// Whom a customer was merged into, or himself.
pub(crate) fn root(connection: &Connection, id: CustomerId) -> Result<CustomerId> {
    let found: Option<CustomerId> = connection
        .prepare_cached("SELECT coalesce(merged_into, id) FROM customers WHERE id = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    Ok(found.unwrap_or(id))
}

/// Everybody who was merged, with whom he is now: few, for a reading of all customers.
#[derive(Debug, Default)]
pub(crate) struct Merges(HashMap<CustomerId, CustomerId>);

impl Merges {
    /// All of the book.
    pub fn of(connection: &Connection) -> Result<Self> {
        let mut statement =
            connection.prepare_cached("SELECT id, merged_into FROM customers WHERE merged_into IS NOT NULL")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(Self(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// Whom a customer was merged into, or himself.
    pub fn root(&self, id: CustomerId) -> CustomerId {
        self.0.get(&id).copied().unwrap_or(id)
    }
}

/// Everybody's name of today, by id.
pub(crate) fn names(connection: &Connection) -> Result<HashMap<i64, String>> {
    let sql = "SELECT o.id, c.name FROM customers o JOIN customers c ON c.id = coalesce(o.merged_into, o.id)";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Who becomes who, as chosen.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MergeInput {
    /// Who will be read as the other,
    pub from: CustomerId,
    /// who stays.
    pub into: CustomerId,
}

/// Somebody who was merged into a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MergedCustomer {
    /// Who.
    pub id: CustomerId,
    /// The name he bore.
    pub name: String,
    /// The phone he had.
    pub phone: String,
    /// When it was done.
    pub recorded_at: Instant,
    /// Who did it.
    pub actor: String,
}

/// Customers who may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Duplicates {
    /// The phone that they share; empty where it is the name.
    pub phone: String,
    /// They, the one with most sales first.
    pub customers: Vec<Customer>,
}

/// Merges a customer into another: his sales, payments, subscriptions and promises are that one's from now on, and what
/// that one lacked of phone, mail, wilaya and note is taken over. It cannot be taken back: what is recorded from now on
/// no longer tells whose it would have been.
pub fn merge(book: &Book, caller: Caller, input: MergeInput) -> Result<Customer> {
    let MergeInput { from, into } = input;
    book.post(caller, move |posting| {
        let tx = posting.tx;
        if from == into {
            return Err(Error::new(ErrorCode::NothingToChange).with("field", "into"));
        }
        super::refuse_archived(tx, into).map_err(|e| e.with("field", "into"))?;
        refuse_merged(tx, from)?;
        let (gone, before) = (get(tx, from)?, get(tx, into)?);
        tx.execute("UPDATE customers SET merged_into = ?2, archived = 1 WHERE id = ?1", params![from, into])?;
        tx.execute("UPDATE customers SET merged_into = ?2 WHERE merged_into = ?1", params![from, into])?;
        let or = |mine: &str, his: &str| if mine.is_empty() { his.to_owned() } else { mine.to_owned() };
        let note = match (before.note.as_str(), gone.note.as_str()) {
            (mine, "") => mine.to_owned(),
            (mine, his) => {
                crate::text::note("note", &format!("{mine}\n{his}"), 2000).unwrap_or_else(|_| mine.to_owned())
            }
        };
        tx.execute(
            "UPDATE customers SET phone = ?2, email = ?3, wilaya = ?4, note = ?5 WHERE id = ?1",
            params![
                into,
                or(&before.phone, &gone.phone),
                or(&before.email, &gone.email),
                or(&before.wilaya, &gone.wilaya),
                note
            ],
        )?;
        let shown = |c: &Customer| {
            serde_json::json!({ "id": c.id, "name": c.name, "phone": c.phone, "email": c.email, "wilaya": c.wilaya,
                "note": c.note, "debt": c.debt, "credit": c.credit, "sales": c.sales })
            .to_string()
        };
        let after = get(tx, into)?;
        audit(posting, "merge", "customer", from.0, &shown(&gone), &shown(&after))?;
        Ok(after)
    })
}

/// Refuses somebody who was merged: he is the other now.
pub(super) fn refuse_merged(connection: &Connection, id: CustomerId) -> Result<()> {
    let found: Option<(String, bool)> = connection
        .prepare_cached("SELECT name, merged_into IS NOT NULL FROM customers WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    match found {
        None => Err(Error::new(ErrorCode::UnknownCustomer).with("value", id)),
        Some((name, true)) => Err(Error::new(ErrorCode::CustomerMerged).with("value", name)),
        Some((_, false)) => Ok(()),
    }
}

/// Who was merged into a customer, in the order in which it was done.
pub fn merged(connection: &Connection, id: CustomerId) -> Result<Vec<MergedCustomer>> {
    let mut statement = connection.prepare_cached(
        "SELECT c.id, c.name, c.phone, a.recorded_at, a.actor FROM customers c
         JOIN audit a ON a.action = 'merge' AND a.entity = 'customer' AND a.entity_id = c.id
         WHERE c.merged_into = ?1 ORDER BY a.id",
    )?;
    let rows = statement.query_map([id], |r| {
        Ok(MergedCustomer {
            id: r.get(0)?,
            name: r.get(1)?,
            phone: r.get(2)?,
            recorded_at: r.get(3)?,
            actor: r.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Customers in use who share a phone, or, without one of them having another, a name.
pub fn duplicates(connection: &Connection) -> Result<Vec<Duplicates>> {
    let mut statement =
        connection.prepare_cached("SELECT id, name_key, phone FROM customers WHERE archived = 0 ORDER BY id")?;
    let mut rows = statement.query([])?;
    let (mut by_phone, mut by_name) = (BTreeMap::new(), BTreeMap::new());
    while let Some(row) = rows.next()? {
        let (id, name, phone): (CustomerId, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if !phone.is_empty() {
            by_phone.entry(phone.clone()).or_insert_with(Vec::new).push(id);
        }
        by_name.entry(name).or_insert_with(Vec::new).push((id, phone));
    }
    let mut found = Vec::new();
    for (phone, ids) in by_phone.into_iter().filter(|(_, ids)| ids.len() > 1) {
        found.push(group(connection, phone, &ids)?);
    }
    for (_, same) in by_name.into_iter().filter(|(_, same)| same.len() > 1) {
        // Two phones tell two people of one name apart; whoever has none may be either.
        let mut phones: Vec<&str> = same.iter().map(|(_, phone)| phone.as_str()).filter(|p| !p.is_empty()).collect();
        phones.sort_unstable();
        let of_one_phone = phones.len() == same.len() && phones.windows(2).all(|two| two[0] == two[1]);
        phones.dedup();
        if phones.len() <= 1 && !of_one_phone {
            let ids: Vec<CustomerId> = same.iter().map(|(id, _)| *id).collect();
            found.push(group(connection, String::new(), &ids)?);
        }
    }
    Ok(found)
}

fn group(connection: &Connection, phone: String, ids: &[CustomerId]) -> Result<Duplicates> {
    let mut customers = ids.iter().map(|id| get(connection, *id)).collect::<Result<Vec<_>>>()?;
    customers.sort_by_key(|customer| (std::cmp::Reverse(customer.sales), customer.id));
    Ok(Duplicates { phone, customers })
}
