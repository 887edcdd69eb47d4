//! Codes in stock.

use rasid_core::Result;
use rasid_core::codes::{self, CodeEvent, CodeRow, CodesImported, CodesInput, CodesPage, CodesQuery, RevealedCode};
use rasid_core::ids::CodeId;
use tauri::{AppHandle, State};

use super::{Change, Room};
use crate::dialogs::{self, Ask};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[
    ("codes_page", &[]),
    ("codes_import", &[Room::Codes, Room::Catalog, Room::Sales]),
    ("codes_read_file", &[]),
    ("code_reveal", &[Room::Codes, Room::Sales]),
    ("code_withdraw", &[Room::Codes, Room::Catalog, Room::Sales]),
    ("code_history", &[]),
];

/// A page of a product's codes, masked.
#[tauri::command]
#[specta::specta]
pub async fn codes_page(shell: State<'_, Shell>, query: CodesQuery) -> Result<CodesPage> {
    shell.reading(move |c, _| codes::page(c, &query)).await
}

/// Takes in a list of codes.
#[tauri::command]
#[specta::specta]
pub async fn codes_import(shell: State<'_, Shell>, input: CodesInput) -> Result<CodesImported> {
    shell.on_book(move |book, caller| codes::import(book, caller, input)).await
}

/// Asks for a text file and answers what stands in it, to be looked at before it comes in.
#[tauri::command]
#[specta::specta]
pub async fn codes_read_file(app: AppHandle, shell: State<'_, Shell>) -> Result<Option<String>> {
    let Some(file) = dialogs::ask_one(&app, Ask::Open { endings: &["txt", "csv"] }).await? else {
        return Ok(None);
    };
    shell.on_book(move |_, _| codes::read_list(&file)).await.map(Some)
}

/// A code, whole; it leaves a trace.
#[tauri::command]
#[specta::specta]
pub async fn code_reveal(shell: State<'_, Shell>, id: CodeId) -> Result<RevealedCode> {
    shell.on_book(move |book, caller| codes::reveal(book, caller, id)).await
}

/// Takes a free code out of stock.
#[tauri::command]
#[specta::specta]
pub async fn code_withdraw(shell: State<'_, Shell>, id: CodeId, reason: String) -> Result<CodeRow> {
    shell.on_book(move |book, caller| codes::withdraw(book, caller, id, reason)).await
}

/// What happened to a code.
#[tauri::command]
#[specta::specta]
pub async fn code_history(shell: State<'_, Shell>, id: CodeId) -> Result<Vec<CodeEvent>> {
    shell.reading(move |c, _| codes::history(c, id)).await
}
