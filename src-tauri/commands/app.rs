//! The book itself: first start, the demo book, verification, backups and going back.

use rasid_core::book::{self, BackupReport, BookContents, NewBook, VerifyReport};
use rasid_core::money::CURRENCIES;
use rasid_core::settings::{self, BookInfo, Language};
use rasid_core::{Actor, Book, Error, Result, demo, messages};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};

use super::{ALL, Change};
use crate::dialogs::{self, Ask};
use crate::links;
use crate::notices;
use crate::shell::{BUSY, Current, Shell};

pub const CHANGES: &[Change] = &[
    ("app_state", &[]),
    ("currencies", &[]),
    ("book_create", ALL),
    ("book_demo", ALL),
    ("book_leave_demo", ALL),
    ("book_retry", ALL),
    ("verify", &[]),
    ("backup_create", &[]),
    ("restore_choose", &[]),
    ("restore_confirm", ALL),
    ("message_open", &[]),
    ("notify_system", &[]),
];

/// Sales of the demo book: enough for every list and report, made in a moment.
const DEMO: demo::Options = demo::Options { sales: 3000, seed: 1, years: 2 };

/// What the window shows.
#[derive(Debug, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AppState {
    /// First start.
    NoBook {
        /// Where the book will be.
        path: String,
    },
    /// A book is open.
    Open {
        /// Which.
        book: BookInfo,
    },
    /// The book cannot be opened.
    Refused {
        /// Which.
        path: String,
        /// Why.
        error: Error,
    },
}

/// A currency that a book can be kept in.
#[derive(Debug, Serialize, specta::Type)]
pub struct Currency {
    /// ISO 4217.
    code: &'static str,
    /// Its decimals.
    decimals: u8,
}

/// A new book, as typed.
#[derive(Debug, Deserialize, specta::Type)]
pub struct BookCreate {
    /// The shop's name.
    name: String,
    /// ISO 4217.
    currency: String,
    /// IANA name.
    timezone: String,
    /// Language.
    language: Language,
}

/// A backup beside what it would replace.
#[derive(Debug, Serialize, specta::Type)]
pub struct RestorePreview {
    /// To confirm it with.
    handle: String,
    /// The file.
    file: String,
    /// The shop's name in it.
    name: String,
    /// What it holds.
    contents: BookContents,
    /// What the present book holds; none where none can be read.
    current: Option<BookContents>,
}

fn state(shell: &Shell) -> Result<AppState> {
    let path = shell.path().display().to_string();
    shell.look(|current| match current {
        Current::Open(book) => Ok(AppState::Open { book: info(book)? }),
        Current::Refused(error) => Ok(AppState::Refused { path, error: error.clone() }),
        Current::Missing | Current::Unknown => Ok(AppState::NoBook { path }),
    })
}

fn info(book: &Book) -> Result<BookInfo> {
    settings::info(book, &book.caller(Actor::Owner, None)?)
}

/// What to show.
#[tauri::command]
#[specta::specta]
pub async fn app_state(shell: State<'_, Shell>) -> Result<AppState> {
    shell.run(state).await
}

/// The currencies that a book can be kept in.
#[tauri::command]
#[specta::specta]
pub async fn currencies() -> Result<Vec<Currency>> {
    Ok(CURRENCIES.iter().map(|&(code, decimals)| Currency { code, decimals }).collect())
}

/// Makes the shop's book and opens it.
#[tauri::command]
#[specta::specta]
pub async fn book_create(shell: State<'_, Shell>, input: BookCreate) -> Result<BookInfo> {
    shell.run(move |shell| create(shell, shell.real_path(), input, false)).await
}

fn create(shell: &Shell, path: std::path::PathBuf, input: BookCreate, demo: bool) -> Result<BookInfo> {
    let BookCreate { name, currency, timezone, language } = input;
    let new = NewBook { name, currency, timezone, language, demo };
    let made = Book::create(&path, &new, std::time::Duration::from_secs(5))?;
    if demo {
        demo::fill(&made, made.caller(Actor::Owner, None)?, DEMO)?;
    }
    drop(made);
    show(shell, &path)
}

fn show(shell: &Shell, path: &std::path::Path) -> Result<BookInfo> {
    shell.open(path);
    shown(shell)
}

/// The facts of the book that is open.
pub(super) fn shown(shell: &Shell) -> Result<BookInfo> {
    shell.look(|current| match current {
        Current::Open(book) => info(book),
        Current::Refused(error) => Err(error.clone()),
        Current::Missing | Current::Unknown => Err(Error::bug("the new book vanished")),
    })
}

/// Opens the demo book, apart from the real one; makes it the first time.
#[tauri::command]
#[specta::specta]
pub async fn book_demo(shell: State<'_, Shell>, language: Language) -> Result<BookInfo> {
    shell
        .run(move |shell| {
            let path = shell.demo_path();
            if path.exists() {
                return show(shell, &path);
            }
            let input = BookCreate {
                name: demo::shop_name(language).to_owned(),
                currency: "DZD".into(),
                timezone: "Africa/Algiers".into(),
                language,
            };
            create(shell, path, input, true)
        })
        .await
}

/// Back to the shop's own book, or to the first start.
#[tauri::command]
#[specta::specta]
pub async fn book_leave_demo(shell: State<'_, Shell>) -> Result<AppState> {
    shell
        .run(|shell| {
            shell.open(&shell.real_path());
            state(shell)
        })
        .await
}

/// Tries to open the book again.
#[tauri::command]
#[specta::specta]
pub async fn book_retry(shell: State<'_, Shell>) -> Result<AppState> {
    shell
        .run(|shell| {
            shell.open(&shell.path());
            state(shell)
        })
        .await
}

/// Checks the whole book.
#[tauri::command]
#[specta::specta]
pub async fn verify(shell: State<'_, Shell>) -> Result<VerifyReport> {
    shell.on_book(|book, _| book.verify()).await
}

/// Asks where, and makes a verified copy there.
#[tauri::command]
#[specta::specta]
pub async fn backup_create(app: AppHandle, shell: State<'_, Shell>) -> Result<Option<BackupReport>> {
    let name = shell.on_book(|_, caller| Ok(format!("rasid-{}.rasid", caller.today))).await?;
    let Some(target) = dialogs::ask_one(&app, Ask::Save { name, ending: "rasid" }).await? else {
        return Ok(None);
    };
    shell.on_book(move |book, _| book.backup(&target)).await.map(Some)
}

/// Asks which backup, and looks at it beside the present book.
#[tauri::command]
#[specta::specta]
pub async fn restore_choose(app: AppHandle, shell: State<'_, Shell>) -> Result<Option<RestorePreview>> {
    let Some(file) = dialogs::ask_one(&app, Ask::Open { endings: &["rasid"] }).await? else {
        return Ok(None);
    };
    shell
        .run(move |shell| {
            let candidate = shell.look(|current| match current {
                Current::Open(present) => book::inspect_candidate(&file, Some(present)),
                _ => book::inspect_candidate(&file, None),
            })?;
            Ok(Some(RestorePreview {
                handle: shell.keep_chosen(vec![file]),
                file: candidate.file,
                name: candidate.name,
                contents: candidate.contents,
                current: candidate.current,
            }))
        })
        .await
}

/// Puts the chosen backup in the book's place and keeps what it replaces.
#[tauri::command]
#[specta::specta]
pub async fn restore_confirm(shell: State<'_, Shell>, handle: String) -> Result<BookInfo> {
    shell
        .run(move |shell| {
            let chosen = shell.chosen(&handle)?;
            let candidate = chosen.first().ok_or_else(|| Error::bug("no file under the handle"))?;
            shell.with_book_closed(|path| book::restore(path, candidate, BUSY))?;
            shown(shell)
        })
        .await
}

/// Hands a message's link to the system; says whether anything took it. Only links to WhatsApp are handed on.
#[tauri::command]
#[specta::specta]
pub async fn message_open(shell: State<'_, Shell>, link: String) -> Result<bool> {
    shell.run(move |_| Ok(link.starts_with(messages::WHATSAPP) && links::open(&link))).await
}

/// Shows a notice by the system; says whether it did.
#[tauri::command]
#[specta::specta]
pub async fn notify_system(shell: State<'_, Shell>, title: String, body: String) -> Result<bool> {
    shell.run(move |_| Ok(notices::show(&title, &body))).await
}
