//! Customers: who buys, by name and phone; what they owe.

mod merge;
mod promises;
mod read;
mod statement;
mod wilayas;

pub use merge::{Duplicates, MergeInput, MergedCustomer, duplicates, merge, merged};
pub(crate) use merge::{Merges, names, root, same_customer};
pub(crate) use promises::promises;
pub use promises::{Promise, promise, set_promise};
pub(crate) use read::{Advance, advance_of};
pub use read::{Customer, CustomersPage, CustomersQuery, get, page};
pub(crate) use read::{Sought, like};
pub use statement::{Statement, StatementKind, StatementLine, statement};
pub use wilayas::{Wilaya, wilayas};

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::book::posting::Posting;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::CustomerId;
use crate::phones::{self, Country};
use crate::settings::{self, Language, audit, audit_archived};
use crate::text;
use crate::time::Caller;

/// A customer, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomerInput {
    /// Name.
    pub name: String,
    /// Phone in any spelling.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Wilaya.
    pub wilaya: String,
    /// Free text.
    pub note: String,
    /// In which language he is written to; nothing said: the shop's.
    #[serde(default)]
    pub language: Option<Language>,
}

/// A customer that was saved, with a warning where the phone is somebody's already.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CustomerSaved {
    /// The customer.
    pub customer: Customer,
    /// `phone_known` where another customer has the phone.
    pub warning: Option<String>,
    /// That customer's name.
    pub same_phone: Option<String>,
}

struct Checked {
    name: String,
    phone: String,
    email: String,
    wilaya: String,
    note: String,
    language: Option<&'static str>,
}

fn check(input: &CustomerInput, country: Country) -> Result<Checked> {
    Ok(Checked {
        name: text::required("name", &input.name, 200)?,
        phone: phones::phone("phone", &input.phone, country)?,
        email: text::optional("email", &input.email, 200)?,
        wilaya: wilayas::kept(&text::optional("wilaya", &input.wilaya, 100)?, country),
        note: text::note("note", &input.note, 2000)?,
        language: input.language.map(Language::code),
    })
}

/// Adds a customer. Two customers may bear one name; a phone that is somebody's already comes with a warning.
pub fn add(book: &Book, caller: Caller, input: CustomerInput) -> Result<CustomerSaved> {
    let id = book.post(caller, move |posting| insert(posting, &input))?;
    saved(book, id)
}

/// Adds a customer inside an operation.
pub(crate) fn insert(posting: &mut Posting<'_>, input: &CustomerInput) -> Result<CustomerId> {
    let tx = posting.tx;
    let checked = check(input, settings::country(tx)?)?;
    tx.prepare_cached(
        "INSERT INTO customers (name, name_key, phone, email, wilaya, address, note, language, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?7, ?8)",
    )?
    .execute(params![
        checked.name,
        text::key(&checked.name),
        checked.phone,
        checked.email,
        checked.wilaya,
        checked.note,
        checked.language,
        posting.caller.now
    ])?;
    let id = CustomerId(tx.last_insert_rowid());
    audit(posting, "add", "customer", id.0, "", &checked.name)?;
    Ok(id)
}

/// Changes a customer's name and contact.
pub fn update(book: &Book, caller: Caller, id: CustomerId, input: CustomerInput) -> Result<CustomerSaved> {
    book.post(caller, move |posting| {
        let tx = posting.tx;
        merge::refuse_merged(tx, id)?;
        let before = get(tx, id)?;
        let checked = check(&input, settings::country(tx)?)?;
        tx.execute(
            "UPDATE customers SET name = ?2, name_key = ?3, phone = ?4, email = ?5, wilaya = ?6, note = ?7, language = ?8
             WHERE id = ?1",
            params![
                id,
                checked.name,
                text::key(&checked.name),
                checked.phone,
                checked.email,
                checked.wilaya,
                checked.note,
                checked.language
            ],
        )?;
        let shown = |name: &str, phone: &str, email: &str, wilaya: &str, note: &str, language: Option<&str>| {
            serde_json::json!({ "name": name, "phone": phone, "email": email, "wilaya": wilaya, "note": note,
                "language": language })
            .to_string()
        };
        let language = before.language.map(Language::code);
        let was = shown(&before.name, &before.phone, &before.email, &before.wilaya, &before.note, language);
        let is =
            shown(&checked.name, &checked.phone, &checked.email, &checked.wilaya, &checked.note, checked.language);
        audit(posting, "update", "customer", id.0, &was, &is)
    })?;
    saved(book, id)
}

/// Puts a customer aside or takes him up again; he is never deleted.
pub fn archive(book: &Book, caller: Caller, id: CustomerId, archived: bool) -> Result<Customer> {
    book.post(caller, move |posting| {
        merge::refuse_merged(posting.tx, id)?;
        let before = get(posting.tx, id)?;
        set_archived(posting, "archive", id, before.archived, archived)
    })?;
    book.read(|c| get(c, id))
}

/// Puts one aside or takes it up again inside an operation; the journal tells of it as `action`.
pub(crate) fn set_archived(
    posting: &mut Posting<'_>,
    action: &str,
    id: CustomerId,
    was: bool,
    archived: bool,
) -> Result<()> {
    posting.tx.execute("UPDATE customers SET archived = ?2 WHERE id = ?1", params![id, archived])?;
    audit_archived(posting, action, "customer", id.0, was, archived)
}

/// Refuses a customer who was put aside, or who is none. A few bytes read, where [`get`] adds up all that he bought.
pub(crate) fn refuse_archived(connection: &Connection, id: CustomerId) -> Result<()> {
    merge::refuse_merged(connection, id)?;
    let found: Option<(String, bool)> = connection
        .prepare_cached("SELECT name, archived FROM customers WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    match found {
        None => Err(Error::new(ErrorCode::UnknownCustomer).with("value", id)),
        Some((name, true)) => Err(Error::new(ErrorCode::Archived).with("entity", "customer").with("value", name)),
        Some((_, false)) => Ok(()),
    }
}

fn saved(book: &Book, id: CustomerId) -> Result<CustomerSaved> {
    book.read(|c| {
        let customer = get(c, id)?;
        let same_phone: Option<String> = c
            .prepare_cached(
                "SELECT c.name FROM customers o JOIN customers c ON c.id = coalesce(o.merged_into, o.id)
                 WHERE o.phone = ?1 AND o.phone <> '' AND c.id <> ?2 ORDER BY o.id LIMIT 1",
            )?
            .query_row(params![customer.phone, id], |r| r.get(0))
            .optional()?;
        let warning = same_phone.as_ref().map(|_| "phone_known".to_owned());
        Ok(CustomerSaved { customer, warning, same_phone })
    })
}

/// The one customer of a name or an id; several of one name are refused, so that no sale goes to the wrong one.
pub fn find(connection: &Connection, text: &str) -> Result<CustomerId> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT coalesce(merged_into, id) FROM customers
             WHERE name_key = ?1 AND (archived = 0 OR merged_into IS NOT NULL) ORDER BY 1 LIMIT 2",
    )?;
    let named = statement.query_map([text::key(text)], |r| r.get(0))?.collect::<rusqlite::Result<Vec<CustomerId>>>()?;
    match (named.as_slice(), text.trim().parse::<i64>()) {
        ([one], _) => return Ok(*one),
        ([], Ok(id)) => {
            let known = connection
                .prepare_cached("SELECT coalesce(merged_into, id) FROM customers WHERE id = ?1")?
                .query_row([id], |r| r.get(0))
                .optional()?;
            if let Some(id) = known {
                return Ok(id);
            }
        }
        ([], Err(_)) => {}
        _ => {
            return Err(Error::new(ErrorCode::AmbiguousName)
                .with("field", "customer")
                .with("entity", "customer")
                .with("value", text));
        }
    }
    Err(Error::new(ErrorCode::UnknownCustomer).with("field", "customer").with("value", text))
}

/// The one customer of a name or an id, as [`find`], who is still himself: somebody merged is refused, not read as the other.
pub fn find_unmerged(connection: &Connection, text: &str) -> Result<CustomerId> {
    let found = find(connection, text)?;
    let (key, id) = (text::key(text), text.trim());
    let own: String =
        connection.prepare_cached("SELECT name_key FROM customers WHERE id = ?1")?.query_row([found], |r| r.get(0))?;
    if own == key || id == found.to_string() {
        return Ok(found);
    }
    Err(Error::new(ErrorCode::CustomerMerged).with("field", "customer").with("value", text))
}
