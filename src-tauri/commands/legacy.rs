//! The old system's files.

use std::path::PathBuf;

use rasid_core::legacy::{
    self, FileChoice, ImportMode, ImportReport, ImportRequest, ImportSummary, InspectedFile, InspectedSupplier,
    KeptRowsPage, KeptRowsQuery, PanelFigure, UndoReport,
};
use rasid_core::settings::BookInfo;
use rasid_core::{Actor, Error, Result};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};

use super::app::shown;
use super::{ALL, Change};
use crate::dialogs::{self, Ask};
use crate::shell::{BUSY, Shell};

pub const CHANGES: &[Change] = &[
    ("legacy_choose", &[]),
    ("legacy_inspect", &[]),
    ("legacy_preview", &[]),
    ("legacy_import", ALL),
    ("legacy_rows", &[]),
    ("legacy_imports", &[]),
    ("legacy_undo_quote", &[]),
    ("legacy_undo", ALL),
];

/// Files that a person chose, and what each of them is.
#[derive(Debug, Serialize, specta::Type)]
pub struct InspectedFiles {
    /// To preview and import them with.
    handle: String,
    /// What each is.
    files: Vec<InspectedFile>,
    /// The suppliers in them, spelling variants together.
    suppliers: Vec<InspectedSupplier>,
    /// What is left aside, with the reason.
    passed_over: Vec<Error>,
}

/// What to choose in the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum ChooseKind {
    /// Several files.
    Files,
    /// A folder with all of them.
    Folder,
}

/// An import, as chosen.
#[derive(Debug, Deserialize, specta::Type)]
pub struct ImportInput {
    /// What was chosen in the dialog.
    handle: String,
    /// How purchases and sales come in.
    mode: ImportMode,
    /// What the real panels say today.
    balances: Vec<PanelFigure>,
    /// How single files are read, where they don't say it themselves.
    choices: Vec<FileChoice>,
}

/// An import that was taken back, and the book as it is then.
#[derive(Debug, Serialize, specta::Type)]
pub struct UndoneImport {
    /// What was done.
    report: UndoReport,
    /// The book: the same, or as it was before the import.
    book: BookInfo,
}

/// Asks for files or a folder and says what each file is.
#[tauri::command]
#[specta::specta]
pub async fn legacy_choose(
    app: AppHandle,
    shell: State<'_, Shell>,
    kind: ChooseKind,
) -> Result<Option<InspectedFiles>> {
    let ask = match kind {
        ChooseKind::Files => Ask::OpenMany { endings: legacy::ENDINGS },
        ChooseKind::Folder => Ask::Folder,
    };
    let Some(paths) = dialogs::ask(&app, ask).await? else { return Ok(None) };
    // Kept only once they could be read: a wrong choice leaves nothing behind.
    let inspected = inspected(&shell, paths.clone(), Vec::new(), String::new()).await?;
    Ok(Some(InspectedFiles { handle: shell.keep_chosen(paths), ..inspected }))
}

/// Says what each chosen file is once more, read as a person wants it.
#[tauri::command]
#[specta::specta]
pub async fn legacy_inspect(
    shell: State<'_, Shell>,
    handle: String,
    choices: Vec<FileChoice>,
) -> Result<InspectedFiles> {
    let paths = shell.chosen(&handle)?;
    inspected(&shell, paths, choices, handle).await
}

async fn inspected(
    shell: &Shell,
    paths: Vec<PathBuf>,
    choices: Vec<FileChoice>,
    handle: String,
) -> Result<InspectedFiles> {
    let inspection = shell.on_book(move |book, _| legacy::inspect_for(book, &paths, &choices)).await?;
    let (files, suppliers) = (inspection.files, inspection.suppliers);
    Ok(InspectedFiles { handle, files, suppliers, passed_over: inspection.passed_over })
}

/// Everything that an import would do, without doing it.
#[tauri::command]
#[specta::specta]
pub async fn legacy_preview(shell: State<'_, Shell>, input: ImportInput) -> Result<ImportReport> {
    import(shell, input, true).await
}

/// Imports in one transaction, after a backup.
#[tauri::command]
#[specta::specta]
pub async fn legacy_import(shell: State<'_, Shell>, input: ImportInput) -> Result<ImportReport> {
    import(shell, input, false).await
}

/// The rows of the old files that came in with any import, as they stood there.
#[tauri::command]
#[specta::specta]
pub async fn legacy_rows(shell: State<'_, Shell>, query: KeptRowsQuery) -> Result<KeptRowsPage> {
    shell.reading(move |c, _| legacy::kept_rows(c, &query)).await
}

async fn import(shell: State<'_, Shell>, input: ImportInput, dry_run: bool) -> Result<ImportReport> {
    let paths = shell.chosen(&input.handle)?;
    let ImportInput { mode, balances, choices, .. } = input;
    let request = ImportRequest { paths, mode, balances, merges: Vec::new(), choices, dry_run };
    shell.on_book(move |book, caller| legacy::import(book, caller, request)).await
}

/// The imports of the book, the newest first.
#[tauri::command]
#[specta::specta]
pub async fn legacy_imports(shell: State<'_, Shell>) -> Result<Vec<ImportSummary>> {
    shell.reading(|connection, _| legacy::imports(connection)).await
}

/// What taking an import back would do, without doing it.
#[tauri::command]
#[specta::specta]
pub async fn legacy_undo_quote(shell: State<'_, Shell>, batch: String) -> Result<UndoReport> {
    shell.on_book(move |book, caller| legacy::undo_quote(book, caller, &batch)).await
}

/// Takes an import back: the copy from before takes the book's place, or counter-entries are posted.
#[tauri::command]
#[specta::specta]
pub async fn legacy_undo(shell: State<'_, Shell>, key: String, batch: String) -> Result<UndoneImport> {
    shell
        .run(move |shell| {
            let report = shell.with_book_closed(|path| {
                legacy::undo(path, BUSY, |book| book.caller(Actor::Owner, None), Some(&key), &batch)
            })?;
            Ok(UndoneImport { report, book: shown(shell)? })
        })
        .await
}
