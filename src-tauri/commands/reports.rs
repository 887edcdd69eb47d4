//! Reports and their files.

use rasid_core::Result;
use rasid_core::export::{self, Dataset, Dialect, ExportReport};
use rasid_core::reports::{self, DebtsReport, ProfitBy, ProfitReport};
use rasid_core::time::Day;
use tauri::{AppHandle, State};

use super::Change;
use crate::dialogs::{self, Ask};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[("report_profit", &[]), ("report_debts", &[]), ("export_dataset", &[])];

/// Profit by a key, over a period.
#[tauri::command]
#[specta::specta]
pub async fn report_profit(
    shell: State<'_, Shell>,
    by: ProfitBy,
    from: Option<Day>,
    to: Option<Day>,
) -> Result<ProfitReport> {
    shell.reading(move |c, _| reports::profit(c, by, from, to)).await
}

/// Debts by age, today or on a past day.
#[tauri::command]
#[specta::specta]
pub async fn report_debts(shell: State<'_, Shell>, on: Option<Day>) -> Result<DebtsReport> {
    shell.reading(move |c, caller| reports::debts(c, caller.day_or_today("on", on)?)).await
}

/// Asks where, and writes a dataset there.
#[tauri::command]
#[specta::specta]
pub async fn export_dataset(
    app: AppHandle,
    shell: State<'_, Shell>,
    dataset: Dataset,
    dialect: Dialect,
    from: Option<Day>,
    to: Option<Day>,
) -> Result<Option<ExportReport>> {
    let name = shell.on_book(move |_, caller| Ok(format!("{}-{}.csv", dataset.code(), caller.today))).await?;
    let Some(target) = dialogs::ask_one(&app, Ask::Save { name, ending: "csv" }).await? else {
        return Ok(None);
    };
    shell.on_book(move |book, caller| export::write(book, &caller, dataset, dialect, from, to, &target)).await.map(Some)
}
