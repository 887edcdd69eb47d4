//! What a command works with: the book, the business day, and how the answer is wanted.

use std::cell::{Cell, OnceCell};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rasid_core::book::{APPLICATION, BOOK_FILE};
use rasid_core::settings::{self, Language};
use rasid_core::time::Day;
use rasid_core::{Actor, Book, Caller, Error, ErrorCode, Result};
use serde::Serialize;

use crate::args::Global;
use crate::language;
use crate::messages::Texts;
use crate::output::Answer;

/// How long a command waits while another program writes.
pub const BUSY: Duration = Duration::from_secs(30);

/// One call of the program. The book is opened when a command first asks for it.
pub struct Context {
    global: Global,
    book: OnceCell<Book>,
    refused: Cell<bool>,
}

impl Context {
    /// From the flags that every command takes.
    pub fn new(global: Global) -> Self {
        Self { global, book: OnceCell::new(), refused: Cell::new(false) }
    }

    /// Whether one JSON document is wanted.
    pub fn json(&self) -> bool {
        self.global.json
    }

    /// The book's file: the one named, else the desktop's own.
    pub fn path(&self) -> Result<PathBuf> {
        if let Some(named) = &self.global.db {
            return Ok(named.clone());
        }
        let [qualifier, organisation, name] = APPLICATION;
        let folders = directories::ProjectDirs::from(qualifier, organisation, name);
        folders
            .map(|folders| folders.data_dir().join(BOOK_FILE))
            .ok_or_else(|| Error::new(ErrorCode::WrongUsage).with("detail", "--db"))
    }

    /// The business day asked for.
    pub fn today(&self) -> Result<Option<Day>> {
        day("today", self.global.today.as_deref())
    }

    /// The book.
    pub fn book(&self) -> Result<&Book> {
        if let Some(book) = self.book.get() {
            return Ok(book);
        }
        let path = self.path()?;
        let opened = Book::open(&path, BUSY).map_err(|error| unreadable(error, &path));
        self.refused.set(opened.is_err());
        let book = opened?;
        Ok(self.book.get_or_init(|| book))
    }

    /// The book, and who is asking on which business day.
    pub fn book_and_caller(&self) -> Result<(&Book, Caller)> {
        let today = self.today()?;
        let book = self.book()?;
        Ok((book, book.caller(Actor::CommandLine, today)?))
    }

    /// Makes a new book; it is the one of this call from then on.
    pub fn create(&self, new: &rasid_core::book::NewBook) -> Result<&Book> {
        let book = Book::create(&self.path()?, new, BUSY)?;
        Ok(self.book.get_or_init(|| book))
    }

    /// The language asked for, else the book's, else the system's, else French.
    pub fn language(&self) -> Language {
        language::asked_for().or_else(|| self.language_of_book()).unwrap_or_else(language::of_system)
    }

    /// None where the book cannot be opened; it is not tried, nor waited for, a second time.
    fn language_of_book(&self) -> Option<Language> {
        if self.refused.get() {
            return None;
        }
        let book = self.book().ok()?;
        let caller = book.caller(Actor::CommandLine, None).ok()?;
        settings::info(book, &caller).ok().map(|info| info.language)
    }

    /// The answer of a command: the document, or lines for a person.
    pub fn answer<T: Serialize>(
        &self,
        document: &T,
        lines: impl FnOnce(&Texts) -> Result<Vec<String>>,
    ) -> Result<Answer> {
        if self.json() {
            let text = serde_json::to_string(document).map_err(Error::bug)?;
            return Ok(Answer::done(text));
        }
        Ok(Answer::done(lines(&Texts::of(self.language()))?.join("\n")))
    }
}

/// A day that may be given in a flag.
pub fn day(flag: &str, text: Option<&str>) -> Result<Option<Day>> {
    text.map(|text| Day::typed(flag, text)).transpose()
}

/// An amount that may be given in a flag. The core reads it; said to be nothing at all it is no number, since in the
/// core's fields an empty text stands for what is usual.
pub fn amount(flag: &str, text: Option<String>) -> Result<Option<String>> {
    match text {
        Some(text) if text.trim().is_empty() => {
            Err(Error::new(ErrorCode::BadNumber).with("field", flag).with("value", text))
        }
        text => Ok(text),
    }
}

/// A file with a book's header whose first row cannot be read is a damaged book.
fn unreadable(error: Error, path: &Path) -> Error {
    if error.code == ErrorCode::Bug {
        return Error { code: ErrorCode::BookDamaged, ..error }.with("path", path.display());
    }
    error
}
