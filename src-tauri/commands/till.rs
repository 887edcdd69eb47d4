//! The till.

use rasid_core::Result;
use rasid_core::till::{self, Closing, ClosingInput, Till};
use rasid_core::time::Day;
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[("till_get", &[]), ("till_close", &[Room::Till]), ("till_closings", &[])];

/// The till as it should be at the end of a day, today where nothing is said.
#[tauri::command]
#[specta::specta]
pub async fn till_get(shell: State<'_, Shell>, date: Option<Day>) -> Result<Till> {
    shell.reading(move |c, caller| till::till(c, caller, date)).await
}

/// Closes a day.
#[tauri::command]
#[specta::specta]
pub async fn till_close(shell: State<'_, Shell>, key: String, input: ClosingInput) -> Result<Closing> {
    shell.on_book(move |book, caller| till::close(book, caller, Some(&key), input)).await
}

/// The closings of a period, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn till_closings(shell: State<'_, Shell>, from: Option<Day>, to: Option<Day>) -> Result<Vec<Closing>> {
    shell.reading(move |c, _| till::closings(c, from, to)).await
}
