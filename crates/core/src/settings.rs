//! The shop's settings: name, language, theme, its ways to pay, and the journal of what was changed.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::book::{Book, SCHEMA_VERSION};
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::MethodId;
use crate::money::{Money, Percent};
use crate::phones::Country;
use crate::text;
use crate::time::{Caller, Day};

/// The method that stands for nothing said.
pub const CASH: MethodId = MethodId(1);
/// The customer's own money kept in advance.
pub const CUSTOMER_CREDIT: MethodId = MethodId(6);

choice!(
    /// A language of the page and of the messages.
    Language {
        /// French.
        Fr => "fr",
        /// Arabic.
        Ar => "ar",
        /// English.
        En => "en",
    }
);

choice!(
    /// The page's colours.
    Theme {
        /// As the system.
        System => "system",
        /// Light.
        Light => "light",
        /// Dark.
        Dark => "dark",
    }
);

/// What the page knows of the open book.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BookInfo {
    /// The book's own id among all shops.
    pub uuid: String,
    /// The shop's name.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// Decimals of the currency.
    pub currency_decimals: u8,
    /// IANA name.
    pub timezone: String,
    /// Language.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
    /// The country whose phones are written without its code.
    pub country: Country,
    /// A demo book.
    pub demo: bool,
    /// The schema's version.
    pub schema_version: u32,
    /// The file.
    pub path: String,
    /// The business day.
    pub today: Day,
}

/// What a person can set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct UpdateSettings {
    /// The shop's name.
    pub name: String,
    /// Language.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
    /// The country whose phones are written without its code; nothing said: it stays.
    #[serde(default)]
    pub country: Option<Country>,
}

/// The open book's facts and settings.
pub fn info(book: &Book, caller: &Caller) -> Result<BookInfo> {
    book.read(|c| {
        Ok(c.query_row("SELECT uuid, name, language, theme, country FROM book", [], |r| {
            let uuid: [u8; 16] = r.get(0)?;
            Ok(BookInfo {
                uuid: uuid::Uuid::from_bytes(uuid).to_string(),
                name: r.get(1)?,
                currency: book.currency().to_owned(),
                currency_decimals: book.currency_decimals(),
                timezone: book.timezone().name().to_owned(),
                language: r.get(2)?,
                theme: r.get(3)?,
                country: r.get(4)?,
                demo: book.is_demo(),
                schema_version: SCHEMA_VERSION,
                path: book.path().display().to_string(),
                today: caller.today,
            })
        })?)
    })
}

/// Changes name, language and colours.
pub fn update(book: &Book, caller: Caller, input: UpdateSettings) -> Result<BookInfo> {
    book.post(caller, move |posting| {
        let tx = posting.tx;
        let name = text::required("name", &input.name, 200)?;
        let shown = |name: &str, language: Language, theme: Theme, country: Country| {
            serde_json::json!({ "name": name, "language": language, "theme": theme, "country": country }).to_string()
        };
        let (before, kept) = tx.query_row("SELECT name, language, theme, country FROM book", [], |r| {
            Ok((shown(&r.get::<_, String>(0)?, r.get(1)?, r.get(2)?, r.get(3)?), r.get(3)?))
        })?;
        let country = input.country.unwrap_or(kept);
        tx.execute(
            "UPDATE book SET name = ?1, language = ?2, theme = ?3, country = ?4 WHERE id = 1",
            params![name, input.language, input.theme, country],
        )?;
        audit(posting, "update", "book", 1, &before, &shown(&name, input.language, input.theme, country))
    })?;
    info(book, &caller)
}

/// The country whose phones are written without its code.
pub(crate) fn country(connection: &Connection) -> Result<Country> {
    Ok(connection.prepare_cached("SELECT country FROM book")?.query_row([], |r| r.get(0))?)
}

/// Decimals of the book's currency.
pub(crate) fn currency_decimals(connection: &Connection) -> Result<u8> {
    Ok(connection.prepare_cached("SELECT currency_decimals FROM book")?.query_row([], |r| r.get(0))?)
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Method {
    /// Row id.
    pub id: MethodId,
    /// Its stable code.
    pub code: String,
    /// The shop's own name for it; empty: the language's usual one.
    pub name: String,
    /// What it costs the shop.
    pub fee_rate: Percent,
    /// Put aside.
    pub archived: bool,
}

impl Method {
    /// The fee of an amount, rounded half to even to the coin.
    pub fn fee(&self, amount: Money, decimals: u8) -> Result<Money> {
        amount.fee_round_half_even(self.fee_rate, decimals)
    }
}

const METHODS: &str = "SELECT id, code, name, fee_rate, archived FROM methods";

fn method_row(row: &Row<'_>) -> rusqlite::Result<Method> {
    Ok(Method { id: row.get(0)?, code: row.get(1)?, name: row.get(2)?, fee_rate: row.get(3)?, archived: row.get(4)? })
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
    found.ok_or_else(|| Error::new(ErrorCode::UnknownMethod).with("field", "method").with("value", id))
}

/// One way to pay that a person may choose: not put aside, and not the customer's own credit, which is only what he
/// has paid in advance.
pub fn usable_method(connection: &Connection, id: MethodId) -> Result<Method> {
    let method = method(connection, id)?;
    if id == CUSTOMER_CREDIT {
        return Err(Error::new(ErrorCode::UnknownMethod).with("field", "method").with("value", method.code));
    }
    if method.archived {
        let archived = Error::new(ErrorCode::Archived).with("field", "method").with("entity", "method");
        return Err(archived.with("value", method.code));
    }
    Ok(method)
}

/// One way to pay a sale: a usable one, or the customer's own credit.
pub(crate) fn payable_method(connection: &Connection, id: MethodId) -> Result<Method> {
    if id == CUSTOMER_CREDIT { method(connection, id) } else { usable_method(connection, id) }
}

/// The way to pay of a code such as `cash`, or of the shop's own name for it.
pub fn find_method(connection: &Connection, text: &str) -> Result<MethodId> {
    let wanted = text::key(text);
    if text.trim() == method(connection, CUSTOMER_CREDIT)?.code {
        return Ok(CUSTOMER_CREDIT);
    }
    let all = methods(connection)?;
    let found =
        all.iter().find(|m| m.code == text.trim() || text::key(&m.code) == wanted || text::key(&m.name) == wanted);
    found.map(|m| m.id).ok_or_else(|| Error::new(ErrorCode::UnknownMethod).with("field", "method").with("value", text))
}

/// Notes who changed what, before and after.
pub(crate) fn audit(
    posting: &mut Posting<'_>,
    action: &str,
    entity: &str,
    id: i64,
    before: &str,
    after: &str,
) -> Result<()> {
    let caller = posting.caller;
    let values = params![caller.actor.code(), caller.now, action, entity, id, before, after];
    posting.append(Journal::Audit, values)?;
    Ok(())
}
