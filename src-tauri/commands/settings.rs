//! Settings.

use rasid_core::Result;
use rasid_core::settings::{self, BookInfo, Method, UpdateSettings};
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[("settings_update", &[Room::Book, Room::Settings]), ("methods_list", &[])];

/// Changes name, language and colours.
#[tauri::command]
#[specta::specta]
pub async fn settings_update(shell: State<'_, Shell>, input: UpdateSettings) -> Result<BookInfo> {
    shell.on_book(|book, caller| settings::update(book, caller, input)).await
}

/// The shop's ways to pay.
#[tauri::command]
#[specta::specta]
pub async fn methods_list(shell: State<'_, Shell>) -> Result<Vec<Method>> {
    shell.reading(|c, _| settings::methods(c)).await
}
