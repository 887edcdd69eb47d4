//! One shop's database file: opening, writing, reading, migrations, the chain of hashes, verification and backups.

pub(crate) mod backup;
mod bootstrap;
mod bulk;
pub mod chain;
mod connection;
mod heads;
pub(crate) mod journal;
mod kept;
pub mod posting;
pub mod requests;
mod state;
mod verify;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use chrono_tz::Tz;
use rusqlite::Transaction;
use serde::Serialize;

pub use backup::{BackupReport, BookContents, Candidate, Restored, inspect_candidate, restore};
pub(crate) use backup::{folder_of, guard_target, kept_copy, open_copy, restore_where, sha256_of};
pub(crate) use bootstrap::sync_folder;
pub use bootstrap::{NewBook, SCHEMA_VERSION};
pub(crate) use state::state;
pub use verify::{Check, VerifyReport};

use crate::error::Result;
use crate::time::{Actor, Caller, Day};
use posting::Posting;
use writer::{Manner, Writer};

pub use rusqlite::Connection;

/// Qualifier, organisation and name of the application: the desktop and the command line find the same folder by them.
pub const APPLICATION: [&str; 3] = ["dz", "Rasid", "Rasid"];
/// The shop's book in that folder.
pub const BOOK_FILE: &str = "book.rasid";
/// The demo book, apart from it.
pub const DEMO_FILE: &str = "demo.rasid";

/// Readers kept open: one for the screen that shows, one for the report that runs, one for the page that scrolls.
const READERS: usize = 3;

/// An open book. Cheap to share between threads: one writer with a queue, a few readers beside it.
#[derive(Debug)]
pub struct Book {
    path: PathBuf,
    busy: Duration,
    currency: String,
    currency_decimals: u8,
    timezone: Tz,
    demo: bool,
    writer: OnceLock<Writer>,
    opening: Mutex<()>,
    readers: Mutex<Vec<Connection>>,
    lent: Mutex<usize>,
    returned: Condvar,
}

/// What a book is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BookFacts {
    /// The shop's name.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA name.
    pub timezone: String,
    /// The schema's version.
    pub schema_version: u32,
}

impl Book {
    /// Makes a new book; refuses a path where anything is.
    pub fn create(path: &Path, new: &NewBook, busy: Duration) -> Result<Self> {
        bootstrap::create(path, new)?;
        Self::open(path, busy)
    }

    /// Opens a book. `busy` is how long a call waits while another program writes.
    pub fn open(path: &Path, busy: Duration) -> Result<Self> {
        let (first, facts) = bootstrap::open(path, busy)?;
        Ok(Self {
            path: path.to_owned(),
            busy,
            currency: facts.currency,
            currency_decimals: facts.currency_decimals,
            timezone: facts.timezone,
            demo: facts.demo,
            writer: OnceLock::new(),
            opening: Mutex::new(()),
            readers: Mutex::new(vec![first]),
            lent: Mutex::new(0),
            returned: Condvar::new(),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// ISO 4217.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// Decimals of the currency.
    pub fn currency_decimals(&self) -> u8 {
        self.currency_decimals
    }

    /// The shop's time zone.
    pub fn timezone(&self) -> Tz {
        self.timezone
    }

    /// Whether it is a demo book.
    pub fn is_demo(&self) -> bool {
        self.demo
    }

    /// A caller of this moment in the shop's time zone, or on a given day.
    pub fn caller(&self, actor: Actor, today: Option<Day>) -> Result<Caller> {
        Caller::now(actor, self.timezone, today)
    }

    /// Name, currency, time zone, schema.
    pub fn facts(&self) -> Result<BookFacts> {
        let name = self.read(|c| Ok(c.query_row("SELECT name FROM book", [], |r| r.get(0))?))?;
        Ok(BookFacts {
            name,
            currency: self.currency.clone(),
            timezone: self.timezone.name().to_owned(),
            schema_version: SCHEMA_VERSION,
        })
    }

    /// Runs `work` in one `BEGIN IMMEDIATE` transaction on the writer's thread; it commits whole or not at all.
    pub fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    {
        self.writer()?.transaction(Manner { large: false, rehearsed: false }, work)
    }

    /// Posts in one transaction: what `work` appended to the chains is kept in their heads before it commits.
    pub(crate) fn post<T, F>(&self, caller: Caller, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Posting<'_>) -> Result<T> + Send + 'static,
    {
        self.write(move |tx| Posting::run(tx, caller, work))
    }

    /// Like [`Book::write`], for a work that brings so many rows: where that is more than the book holds, they are
    /// written in bulk. What holds in the end is the same.
    pub fn write_many<T, F>(&self, rows: u64, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    {
        let large = self.holds_less_than(rows)?;
        self.writer()?.transaction(Manner { large, rehearsed: false }, work)
    }

    /// Like [`Book::write_many`], but takes back everything in the end: what would happen.
    pub fn rehearse<T, F>(&self, rows: u64, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    {
        let large = self.holds_less_than(rows)?;
        self.writer()?.transaction(Manner { large, rehearsed: true }, work)
    }

    /// Whether so many rows are more than the lines of sales that stand in the book.
    fn holds_less_than(&self, rows: u64) -> Result<bool> {
        let newest: i64 =
            self.read(|c| Ok(c.query_row("SELECT coalesce(max(id), 0) FROM sale_lines", [], |r| r.get(0))?))?;
        Ok(rows > newest.unsigned_abs())
    }

    /// Reads through one of the read-only connections, in one transaction: what `work` sees does not move meanwhile.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let reader = Lent { connection: Some(self.borrow_reader()?), book: self };
        match &reader.connection {
            Some(connection) => read_in_transaction(connection, work),
            None => Err(crate::Error::bug("a reader without a connection")),
        }
    }

    fn writer(&self) -> Result<&Writer> {
        if let Some(writer) = self.writer.get() {
            return Ok(writer);
        }
        let _alone = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if self.writer.get().is_none() {
            let started = Writer::start(&self.path, self.busy)?;
            return Ok(self.writer.get_or_init(|| started));
        }
        self.writer.get().ok_or_else(|| crate::Error::bug("the writer vanished"))
    }

    fn borrow_reader(&self) -> Result<Connection> {
        let mut lent = self.lent.lock().unwrap_or_else(PoisonError::into_inner);
        while *lent >= READERS {
            lent = self.returned.wait(lent).unwrap_or_else(PoisonError::into_inner);
        }
        *lent += 1;
        drop(lent);
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let opened = idle.map_or_else(|| connection::open_reader(&self.path, self.busy), Ok);
        if opened.is_err() {
            *self.lent.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
            self.returned.notify_one();
        }
        opened
    }
}

/// A reader on loan; it goes back also when the work panics.
struct Lent<'b> {
    connection: Option<Connection>,
    book: &'b Book,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.book.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        }
        *self.book.lent.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.book.returned.notify_one();
    }
}

fn read_in_transaction<T>(connection: &Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    #[allow(clippy::disallowed_methods, reason = "a read-only connection never writes later")]
    let transaction = connection.unchecked_transaction()?;
    let outcome = work(connection);
    transaction.finish()?;
    outcome
}
