//! Receipts, and what is printed.

use rasid_core::Result;
use rasid_core::export::{self, Dialect, ExportReport};
use rasid_core::ids::{CustomerId, PaymentId, SaleId};
use rasid_core::receipts::{self, PaymentReceipt, SaleReceipt};
use tauri::{AppHandle, State};

use super::Change;
use crate::dialogs::{self, Ask};
use crate::printing::{self, Paper};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[
    ("sale_receipt", &[]),
    ("payment_receipt", &[]),
    ("customer_newest_payment", &[]),
    ("statement_export", &[]),
    ("print_page", &[]),
    ("print_writes_pdf", &[]),
    ("print_pdf", &[]),
];

/// A sale's receipt.
#[tauri::command]
#[specta::specta]
pub async fn sale_receipt(shell: State<'_, Shell>, id: SaleId) -> Result<SaleReceipt> {
    shell.reading(move |c, caller| receipts::of_sale(c, caller, id)).await
}

/// A payment's receipt.
#[tauri::command]
#[specta::specta]
pub async fn payment_receipt(shell: State<'_, Shell>, id: PaymentId) -> Result<PaymentReceipt> {
    shell.reading(move |c, _| receipts::of_payment(c, id)).await
}

/// The newest payment of a customer, of which a receipt can be had.
#[tauri::command]
#[specta::specta]
pub async fn customer_newest_payment(shell: State<'_, Shell>, id: CustomerId) -> Result<Option<PaymentId>> {
    shell.reading(move |c, _| receipts::newest_payment(c, id)).await
}

/// Asks where, and writes a customer's statement there.
#[tauri::command]
#[specta::specta]
pub async fn statement_export(
    app: AppHandle,
    shell: State<'_, Shell>,
    id: CustomerId,
    dialect: Dialect,
) -> Result<Option<ExportReport>> {
    let name = shell.reading(move |c, caller| export::statement_name(c, caller, id)).await?;
    let Some(target) = dialogs::ask_one(&app, Ask::Save { name, ending: "csv" }).await? else {
        return Ok(None);
    };
    shell.on_book(move |book, _| export::write_statement(book, dialect, id, &target)).await.map(Some)
}

/// Opens the system's print dialog for what the page has laid out.
#[tauri::command]
#[specta::specta]
pub async fn print_page(app: AppHandle, paper: Paper) -> Result<()> {
    printing::print(&app, paper).await
}

/// Whether the engine writes a PDF without that dialog.
#[tauri::command]
#[specta::specta]
pub fn print_writes_pdf() -> bool {
    printing::WRITES_PDF
}

/// Asks where, and writes what the page has laid out there as PDF; the file's path, or nothing where the dialog is closed.
#[tauri::command]
#[specta::specta]
pub async fn print_pdf(app: AppHandle, name: String, paper: Paper) -> Result<Option<String>> {
    // What the page proposes is a name, never a way to another folder.
    let name: String = name.chars().map(|c| if c.is_alphanumeric() || "-_ ".contains(c) { c } else { '-' }).collect();
    let name = format!("{}.pdf", name.trim());
    let Some(target) = dialogs::ask_one(&app, Ask::Save { name, ending: "pdf" }).await? else {
        return Ok(None);
    };
    printing::write_pdf(&app, paper, target.clone()).await?;
    Ok(Some(target.display().to_string()))
}
