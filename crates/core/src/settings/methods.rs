//! The ways to pay: those that the program comes with, and the shop's own.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

use super::{audit, audit_archived};
use crate::book::Book;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::MethodId;
use crate::money::{Money, Percent, typed_percent};
use crate::text;
use crate::time::Caller;

/// The method that stands for nothing said.
pub const CASH: MethodId = MethodId(1);
/// The customer's own money kept in advance.
pub const CUSTOMER_CREDIT: MethodId = MethodId(6);

/// The methods that every book has, by what people call them in each language: none of these words means another one.
const USUAL: [(MethodId, &[&str]); 6] = [
    (CASH, &["Espèces", "نقدًا", "Cash"]),
    (MethodId(2), &["BaridiMob", "بريدي موب"]),
    (MethodId(3), &["CCP", "الحساب الجاري البريدي"]),
    (MethodId(4), &["Virement", "تحويل بنكي", "Bank transfer"]),
    (MethodId(5), &["Autre", "أخرى", "Other"]),
    (CUSTOMER_CREDIT, &["Avance du client", "دفع مسبق من الزبون", "Customer’s advance"]),
];

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Method {
    /// Row id.
    pub id: MethodId,
    /// Its stable code; of the shop's own what it was first called.
    pub code: String,
    /// The shop's own name for it; empty: the language's usual one.
    pub name: String,
    /// What it costs the shop.
    pub fee_rate: Percent,
    /// Put aside.
    pub archived: bool,
    /// The shop added it: it has no usual name.
    pub own: bool,
    /// The program cannot do without it: it is never put aside.
    pub needed: bool,
}

impl Method {
    /// The fee of an amount, rounded half to even to the coin.
    pub fn fee(&self, amount: Money, decimals: u8) -> Result<Money> {
        amount.fee_round_half_even(self.fee_rate, decimals)
    }

    /// As the journal of changes tells of it.
    fn told(&self) -> String {
        told(&self.name, self.fee_rate)
    }

    /// Whether a name's key is one of its own: its code, the shop's name for it, or a usual one.
    fn is_called(&self, key: &str) -> bool {
        let usual = USUAL.iter().filter(|(id, _)| *id == self.id).flat_map(|(_, names)| names.iter().copied());
        !key.is_empty() && usual.chain([self.code.as_str(), self.name.as_str()]).any(|name| text::key(name) == key)
    }
}

fn told(name: &str, fee_rate: Percent) -> String {
    serde_json::json!({ "name": name, "fee_rate": fee_rate }).to_string()
}

/// What can be set of a way to pay, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MethodInput {
    /// The shop's name for it, at most 60 characters; empty: the usual one, which the shop's own methods have not.
    pub name: String,
    /// What it costs the shop, in percent from 0 to 100 with two decimals; empty: nothing.
    pub fee_rate: String,
}

const METHODS: &str = "SELECT id, code, name, fee_rate, archived FROM methods";

fn method_row(row: &Row<'_>) -> rusqlite::Result<Method> {
    let id = row.get(0)?;
    Ok(Method {
        id,
        code: row.get(1)?,
        name: row.get(2)?,
        fee_rate: row.get(3)?,
        archived: row.get(4)?,
        own: !USUAL.iter().any(|(usual, _)| *usual == id),
        needed: id == CASH || id == CUSTOMER_CREDIT,
    })
}

/// The shop's ways to pay, in its order; the customer's own credit is not among them.
pub fn methods(connection: &Connection) -> Result<Vec<Method>> {
    let mut statement =
        connection.prepare_cached(&format!("{METHODS} WHERE id <> ?1 ORDER BY archived, position, id"))?;
    Ok(statement.query_map([CUSTOMER_CREDIT], method_row)?.collect::<rusqlite::Result<_>>()?)
}

/// One way to pay.
pub fn method(connection: &Connection, id: MethodId) -> Result<Method> {
    let found =
        connection.prepare_cached(&format!("{METHODS} WHERE id = ?1"))?.query_row([id], method_row).optional()?;
    found.ok_or_else(|| unknown(id))
}

fn unknown(value: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::UnknownMethod).with("field", "method").with("value", value)
}

/// What a refusal calls it.
fn called(method: Method) -> String {
    if method.name.is_empty() { method.code } else { method.name }
}

/// One of the shop's ways to pay: not the customer's own credit, which is only what he has paid in advance.
fn till_method(connection: &Connection, id: MethodId) -> Result<Method> {
    let method = method(connection, id)?;
    if id == CUSTOMER_CREDIT { Err(unknown(method.code)) } else { Ok(method) }
}

/// One way to pay that a person may choose: not put aside, and not the customer's own credit.
pub fn usable_method(connection: &Connection, id: MethodId) -> Result<Method> {
    let method = till_method(connection, id)?;
    if method.archived {
        let archived = Error::new(ErrorCode::Archived).with("field", "method").with("entity", "method");
        return Err(archived.with("value", called(method)));
    }
    Ok(method)
}

/// One way to pay a sale: a usable one, or the customer's own credit.
pub(crate) fn payable_method(connection: &Connection, id: MethodId) -> Result<Method> {
    if id == CUSTOMER_CREDIT { method(connection, id) } else { usable_method(connection, id) }
}

/// The way to pay of a code such as `cash`, of the shop's own name for it, or of a usual one.
pub fn find_method(connection: &Connection, text: &str) -> Result<MethodId> {
    let key = text::key(text);
    let credit = method(connection, CUSTOMER_CREDIT)?;
    let found = methods(connection)?.into_iter().chain([credit]).find(|method| method.is_called(&key));
    found.map(|method| method.id).ok_or_else(|| unknown(text))
}

/// Adds a way to pay of the shop's own, behind the others.
pub fn add_method(book: &Book, caller: Caller, input: MethodInput) -> Result<Method> {
    let id = book.post(caller, move |posting| {
        let tx = posting.tx;
        let name = text::required("name", &input.name, 60)?;
        let fee_rate = fee_rate(&input)?;
        refuse_taken(tx, &name, None)?;
        // Files and commands name it by its code: of its first name, so that a person knows it again.
        let code = Some(text::key(&name).replace(' ', "_")).filter(|code| code.chars().count() <= 40);
        tx.execute(
            "INSERT INTO methods (id, code, name, fee_rate, position)
             SELECT max(id) + 1, coalesce(?1, 'method_' || (max(id) + 1)), ?2, ?3,
                    max(position) FILTER (WHERE id <> ?4) + 1
             FROM methods",
            params![code, name, fee_rate.raw(), CUSTOMER_CREDIT],
        )?;
        let id = MethodId(tx.last_insert_rowid());
        audit(posting, "add", "method", id.0, "", &told(&name, fee_rate))?;
        Ok(id)
    })?;
    book.read(|c| method(c, id))
}

/// Changes the name and the fee of a way to pay: of what is paid from now on, never of what was paid.
pub fn update_method(book: &Book, caller: Caller, id: MethodId, input: MethodInput) -> Result<Method> {
    book.post(caller, move |posting| {
        let tx = posting.tx;
        let before = till_method(tx, id)?;
        let name = match before.own {
            true => text::required("name", &input.name, 60)?,
            false => text::optional("name", &input.name, 60)?,
        };
        let fee_rate = fee_rate(&input)?;
        refuse_taken(tx, &name, Some(id))?;
        tx.execute("UPDATE methods SET name = ?2, fee_rate = ?3 WHERE id = ?1", params![id, name, fee_rate.raw()])?;
        audit(posting, "update", "method", id.0, &before.told(), &told(&name, fee_rate))
    })?;
    book.read(|c| method(c, id))
}

/// Puts a way to pay aside or takes it up again. What was paid with it stays, and stays in the till; cash, which
/// stands where nothing is said, is never put aside.
pub fn archive_method(book: &Book, caller: Caller, id: MethodId, archived: bool) -> Result<Method> {
    book.post(caller, move |posting| {
        let before = till_method(posting.tx, id)?;
        if archived && before.needed {
            return Err(Error::new(ErrorCode::MethodNeeded).with("value", called(before)));
        }
        posting.tx.execute("UPDATE methods SET archived = ?2 WHERE id = ?1", params![id, archived])?;
        audit_archived(posting, "archive", "method", id.0, before.archived, archived)
    })?;
    book.read(|c| method(c, id))
}

fn fee_rate(input: &MethodInput) -> Result<Percent> {
    match input.fee_rate.trim() {
        "" => Ok(Percent::from_raw(0)),
        typed => typed_percent("fee_rate", typed),
    }
}

/// A name means one way to pay alone, put aside or not: payments of both stand in one list.
fn refuse_taken(tx: &Transaction<'_>, name: &str, but: Option<MethodId>) -> Result<()> {
    let key = text::key(name);
    let all = methods(tx)?.into_iter().chain([method(tx, CUSTOMER_CREDIT)?]);
    match all.filter(|method| Some(method.id) != but).find(|method| method.is_called(&key)) {
        Some(_) => {
            Err(Error::new(ErrorCode::NameTaken).with("field", "name").with("entity", "method").with("value", name))
        }
        None => Ok(()),
    }
}
