//! The shop's settings: its name and how it is reached, language, theme, its ways to pay, and the journal of what was
//! changed.

mod methods;

pub(crate) use methods::payable_method;
pub use methods::{
    CASH, CUSTOMER_CREDIT, Method, MethodInput, add_method, archive_method, find_method, method, methods,
    update_method, usable_method,
};

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::book::{Book, SCHEMA_VERSION};
use crate::choice::choice;
use crate::error::Result;
use crate::phones::{self, Country};
use crate::text;
use crate::time::{Caller, Day};

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

/// What stands under the shop's name on receipts and statements. Nothing of it has to be there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Letterhead {
    /// Where the shop is, line by line; at most 300 characters.
    pub address: String,
    /// Its phone, in one form as those of customers.
    pub phone: String,
    /// A line of its own, such as its register and tax numbers; at most 200 characters.
    pub line: String,
}

impl Letterhead {
    /// The columns of the book that hold it, in the order in which [`Letterhead::read`] takes them.
    pub(crate) const COLUMNS: &'static str = "b.address, b.phone, b.line";

    /// From a row in which [`Letterhead::COLUMNS`] begin at `first`.
    pub(crate) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self { address: row.get(first)?, phone: row.get(first + 1)?, line: row.get(first + 2)? })
    }

    /// As it is kept, of what was typed.
    fn checked(&self, country: Country) -> Result<Self> {
        Ok(Self {
            address: text::note("address", &self.address, 300)?,
            phone: phones::phone("phone", &self.phone, country)?,
            line: text::optional("line", &self.line, 200)?,
        })
    }
}

/// What the page knows of the open book.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BookInfo {
    /// The book's own id among all shops.
    pub uuid: String,
    /// The shop's name.
    pub name: String,
    /// What stands under it on what customers are handed.
    pub letterhead: Letterhead,
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
    /// What stands under the name on what customers are handed; nothing said: it stays.
    #[serde(default)]
    pub letterhead: Option<Letterhead>,
}

/// What of the book can be set.
struct Kept {
    name: String,
    language: Language,
    theme: Theme,
    country: Country,
    letterhead: Letterhead,
}

impl Kept {
    fn read(connection: &Connection) -> Result<Self> {
        let sql = format!("SELECT b.name, b.language, b.theme, b.country, {} FROM book b", Letterhead::COLUMNS);
        Ok(connection.prepare_cached(&sql)?.query_row([], |r| {
            Ok(Self {
                name: r.get(0)?,
                language: r.get(1)?,
                theme: r.get(2)?,
                country: r.get(3)?,
                letterhead: Letterhead::read(r, 4)?,
            })
        })?)
    }

    /// As the journal of changes tells of it.
    fn told(&self) -> String {
        let Self { name, language, theme, country, letterhead: Letterhead { address, phone, line } } = self;
        serde_json::json!({
            "name": name, "language": language, "theme": theme, "country": country,
            "address": address, "phone": phone, "line": line,
        })
        .to_string()
    }
}

/// The open book's facts and settings.
pub fn info(book: &Book, caller: &Caller) -> Result<BookInfo> {
    book.read(|c| {
        let Kept { name, language, theme, country, letterhead } = Kept::read(c)?;
        let uuid: [u8; 16] = c.query_row("SELECT uuid FROM book", [], |r| r.get(0))?;
        Ok(BookInfo {
            uuid: uuid::Uuid::from_bytes(uuid).to_string(),
            name,
            letterhead,
            currency: book.currency().to_owned(),
            currency_decimals: book.currency_decimals(),
            timezone: book.timezone().name().to_owned(),
            language,
            theme,
            country,
            demo: book.is_demo(),
            schema_version: SCHEMA_VERSION,
            path: book.path().display().to_string(),
            today: caller.today,
        })
    })
}

/// Changes name, language, colours, and what else was said.
pub fn update(book: &Book, caller: Caller, input: UpdateSettings) -> Result<BookInfo> {
    book.post(caller, move |posting| {
        let before = Kept::read(posting.tx)?;
        let country = input.country.unwrap_or(before.country);
        let after = Kept {
            name: text::required("name", &input.name, 200)?,
            language: input.language,
            theme: input.theme,
            country,
            letterhead: match &input.letterhead {
                Some(typed) => typed.checked(country)?,
                None => before.letterhead.clone(),
            },
        };
        posting.tx.execute(
            "UPDATE book SET name = ?1, language = ?2, theme = ?3, country = ?4, address = ?5, phone = ?6, line = ?7",
            params![
                after.name,
                after.language,
                after.theme,
                after.country,
                after.letterhead.address,
                after.letterhead.phone,
                after.letterhead.line
            ],
        )?;
        audit(posting, "update", "book", 1, &before.told(), &after.told())
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

/// Notes who put something aside, or took it up again.
pub(crate) fn audit_archived(
    posting: &mut Posting<'_>,
    action: &str,
    entity: &str,
    id: i64,
    was: bool,
    archived: bool,
) -> Result<()> {
    let word = |archived: bool| if archived { "archived" } else { "in use" };
    audit(posting, action, entity, id, word(was), word(archived))
}
