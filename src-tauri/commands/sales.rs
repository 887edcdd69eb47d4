//! Sales.

use rasid_core::Result;
use rasid_core::ids::{SaleId, SaleLineId};
use rasid_core::messages::{self, Message};
use rasid_core::sales::{
    self, Access, CancelInput, CancelQuote, Correction, PaymentInput, Sale, SaleDraft, SaleInput, SaleQuote, SalesPage,
    SalesQuery,
};
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

const SOLD: &[Room] = &[
    Room::Sales,
    Room::Platforms,
    Room::Customers,
    Room::Catalog,
    Room::Codes,
    Room::Subscriptions,
    Room::Reports,
    Room::Till,
];

pub const CHANGES: &[Change] = &[
    ("sale_quote", &[]),
    ("sale_record", SOLD),
    ("sale_correction", &[]),
    ("sale_correct_quote", &[]),
    ("sale_correct", SOLD),
    ("sale_draft", &[]),
    ("sale_draft_save", &[]),
    ("sale_get", &[]),
    ("sale_cancel_quote", &[]),
    ("sale_cancel", SOLD),
    ("sale_pay", &[Room::Sales, Room::Customers, Room::Reports, Room::Till]),
    ("sales_page", &[]),
    ("sale_access", &[Room::Sales]),
    ("sale_message", &[Room::Sales, Room::Codes]),
];

/// What a typed sale would be.
#[tauri::command]
#[specta::specta]
pub async fn sale_quote(shell: State<'_, Shell>, input: SaleInput) -> Result<SaleQuote> {
    shell.on_book(move |book, caller| sales::quote(book, caller, &input)).await
}

/// Records a sale.
#[tauri::command]
#[specta::specta]
pub async fn sale_record(shell: State<'_, Shell>, key: String, input: SaleInput) -> Result<Sale> {
    shell.on_book(move |book, caller| sales::record(book, caller, Some(&key), input)).await
}

/// What would be typed to sell the same again: the start of a correction.
#[tauri::command]
#[specta::specta]
pub async fn sale_correction(shell: State<'_, Shell>, id: SaleId) -> Result<Correction> {
    shell.reading(move |c, caller| sales::correction(c, caller, id)).await
}

/// What the corrected sale would be.
#[tauri::command]
#[specta::specta]
pub async fn sale_correct_quote(shell: State<'_, Shell>, id: SaleId, input: SaleInput) -> Result<SaleQuote> {
    shell.on_book(move |book, caller| sales::correct_quote(book, caller, id, input)).await
}

/// Takes a sale back and records another in its place.
#[tauri::command]
#[specta::specta]
pub async fn sale_correct(
    shell: State<'_, Shell>,
    key: String,
    id: SaleId,
    reason: String,
    input: SaleInput,
) -> Result<Sale> {
    shell.on_book(move |book, caller| sales::correct(book, caller, Some(&key), id, reason, input)).await
}

/// The sale that is being typed, if one is.
#[tauri::command]
#[specta::specta]
pub async fn sale_draft(shell: State<'_, Shell>) -> Result<Option<SaleDraft>> {
    shell.reading(|c, _| sales::draft(c)).await
}

/// Keeps the sale that is being typed; without content there is none any more.
#[tauri::command]
#[specta::specta]
pub async fn sale_draft_save(shell: State<'_, Shell>, key: String, content: Option<String>) -> Result<()> {
    shell.on_book(move |book, caller| sales::save_draft(book, caller, key, content)).await
}

/// One sale.
#[tauri::command]
#[specta::specta]
pub async fn sale_get(shell: State<'_, Shell>, id: SaleId) -> Result<Sale> {
    shell.reading(move |c, caller| sales::get(c, caller, id)).await
}

/// What cancelling a sale, or some of its lines, would do.
#[tauri::command]
#[specta::specta]
pub async fn sale_cancel_quote(shell: State<'_, Shell>, id: SaleId, input: CancelInput) -> Result<CancelQuote> {
    shell.on_book(move |book, caller| sales::cancel_quote(book, caller, id, input)).await
}

/// Cancels a sale, or some of its lines.
#[tauri::command]
#[specta::specta]
pub async fn sale_cancel(shell: State<'_, Shell>, key: String, id: SaleId, input: CancelInput) -> Result<Sale> {
    shell.on_book(move |book, caller| sales::cancel_as(book, caller, Some(&key), id, input)).await
}

/// Takes a payment on a sale's debt.
#[tauri::command]
#[specta::specta]
pub async fn sale_pay(shell: State<'_, Shell>, key: String, id: SaleId, input: PaymentInput) -> Result<Sale> {
    shell.on_book(move |book, caller| sales::pay(book, caller, Some(&key), id, input)).await
}

/// A page of sales.
#[tauri::command]
#[specta::specta]
pub async fn sales_page(shell: State<'_, Shell>, query: SalesQuery) -> Result<SalesPage> {
    shell.reading(move |c, _| sales::page(c, &query)).await
}

/// Keeps what the customer was handed for a line.
#[tauri::command]
#[specta::specta]
pub async fn sale_access(shell: State<'_, Shell>, line: SaleLineId, access: Vec<Access>) -> Result<Sale> {
    shell.on_book(move |book, caller| sales::set_access(book, caller, line, access)).await
}

/// The message with the access that a sale delivered.
#[tauri::command]
#[specta::specta]
pub async fn sale_message(shell: State<'_, Shell>, id: SaleId) -> Result<Vec<Message>> {
    shell.on_book(move |book, caller| messages::of_access(book, caller, id)).await
}
