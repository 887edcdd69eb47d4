//! Platforms.

use rasid_core::Result;
use rasid_core::ids::{PlatformId, ProductId};
use rasid_core::platforms::{
    self, AddPlatform, AdjustInput, AdjustQuote, DepositInput, DepositQuote, Movement, MovementsPage, MovementsQuery,
    PaidQuery, PanelGap, PanelInput, Platform, PlatformOutlook, SupplierAccount, SupplierPayment, SupplierQuote,
    UpdatePlatform,
};
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

const MOVED: &[Room] = &[Room::Platforms, Room::Catalog, Room::Sales, Room::Reports, Room::Till];

pub const CHANGES: &[Change] = &[
    ("platforms_list", &[]),
    ("platforms_outlook", &[]),
    ("platform_add", &[Room::Platforms, Room::Catalog]),
    ("platform_update", &[Room::Platforms, Room::Catalog, Room::Sales, Room::Reports]),
    ("platform_archive", &[Room::Platforms, Room::Catalog]),
    ("deposit_quote", &[]),
    ("deposit_record", MOVED),
    ("adjust_quote", &[]),
    ("adjust_record", MOVED),
    ("movements_page", &[]),
    ("supplier_quote", &[]),
    ("supplier_account", &[]),
    ("supplier_pay", &[Room::Platforms, Room::Reports, Room::Till]),
    ("round_quote", &[]),
    ("round_record", MOVED),
    ("round_accept_price", &[Room::Platforms, Room::Catalog]),
];

/// All platforms with their balances.
#[tauri::command]
#[specta::specta]
pub async fn platforms_list(shell: State<'_, Shell>) -> Result<Vec<Platform>> {
    shell.reading(platforms::list).await
}

/// What the renewals coming due will take of each platform.
#[tauri::command]
#[specta::specta]
pub async fn platforms_outlook(shell: State<'_, Shell>) -> Result<Vec<PlatformOutlook>> {
    shell.reading(platforms::outlook).await
}

/// Adds a platform.
#[tauri::command]
#[specta::specta]
pub async fn platform_add(shell: State<'_, Shell>, input: AddPlatform) -> Result<Platform> {
    shell.on_book(|book, caller| platforms::add(book, caller, input)).await
}

/// Changes a platform's name and marks.
#[tauri::command]
#[specta::specta]
pub async fn platform_update(shell: State<'_, Shell>, input: UpdatePlatform) -> Result<Platform> {
    shell.on_book(|book, caller| platforms::update(book, caller, input)).await
}

/// Puts a platform aside, or takes it up again.
#[tauri::command]
#[specta::specta]
pub async fn platform_archive(shell: State<'_, Shell>, id: PlatformId, archived: bool) -> Result<Platform> {
    shell.on_book(move |book, caller| platforms::archive(book, caller, id, archived)).await
}

/// What a deposit would do.
#[tauri::command]
#[specta::specta]
pub async fn deposit_quote(shell: State<'_, Shell>, input: DepositInput) -> Result<DepositQuote> {
    shell.on_book(move |book, caller| platforms::deposit_quote(book, caller, &input)).await
}

/// Records a deposit.
#[tauri::command]
#[specta::specta]
pub async fn deposit_record(shell: State<'_, Shell>, key: String, input: DepositInput) -> Result<Movement> {
    shell.on_book(move |book, caller| platforms::deposit(book, caller, Some(&key), input)).await
}

/// What a correction would do.
#[tauri::command]
#[specta::specta]
pub async fn adjust_quote(shell: State<'_, Shell>, input: AdjustInput) -> Result<AdjustQuote> {
    shell.on_book(move |book, _| platforms::adjust_quote(book, &input)).await
}

/// Brings a balance to what the panel says.
#[tauri::command]
#[specta::specta]
pub async fn adjust_record(shell: State<'_, Shell>, key: String, input: AdjustInput) -> Result<Movement> {
    shell.on_book(move |book, caller| platforms::adjust(book, caller, Some(&key), input)).await
}

/// A page of a platform's ledger.
#[tauri::command]
#[specta::specta]
pub async fn movements_page(shell: State<'_, Shell>, query: MovementsQuery) -> Result<MovementsPage> {
    shell.reading(move |c, _| platforms::movements_page(c, &query)).await
}

/// What a payment to a supplier would do.
#[tauri::command]
#[specta::specta]
pub async fn supplier_quote(shell: State<'_, Shell>, input: SupplierPayment) -> Result<SupplierQuote> {
    shell.on_book(move |book, caller| platforms::supplier_quote(book, caller, &input)).await
}

/// What was paid to a supplier, and what is still due.
#[tauri::command]
#[specta::specta]
pub async fn supplier_account(shell: State<'_, Shell>, query: PaidQuery) -> Result<SupplierAccount> {
    shell.reading(move |c, _| platforms::supplier_account(c, &query)).await
}

/// Pays a supplier over his oldest deposits.
#[tauri::command]
#[specta::specta]
pub async fn supplier_pay(shell: State<'_, Shell>, key: String, input: SupplierPayment) -> Result<Platform> {
    shell.on_book(move |book, caller| platforms::pay_supplier(book, caller, Some(&key), input)).await
}

/// The gaps between what panels say and what the book says.
#[tauri::command]
#[specta::specta]
pub async fn round_quote(shell: State<'_, Shell>, panels: Vec<PanelInput>) -> Result<Vec<PanelGap>> {
    shell.on_book(move |book, _| platforms::round_quote(book, &panels)).await
}

/// Brings every balance that was typed to what its panel says.
#[tauri::command]
#[specta::specta]
pub async fn round_record(
    shell: State<'_, Shell>,
    key: String,
    panels: Vec<PanelInput>,
    reason: String,
) -> Result<Vec<Platform>> {
    shell.on_book(move |book, caller| platforms::round_record(book, caller, Some(&key), panels, reason)).await
}

/// Takes the price that the round proposes, from today on.
#[tauri::command]
#[specta::specta]
pub async fn round_accept_price(
    shell: State<'_, Shell>,
    platform_id: PlatformId,
    product_id: ProductId,
    credit: String,
) -> Result<()> {
    shell.on_book(move |book, caller| platforms::accept_price(book, caller, platform_id, product_id, credit)).await
}
