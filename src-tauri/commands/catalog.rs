//! Products.

use rasid_core::Result;
use rasid_core::catalog::{self, Product, ProductInput, ProductQuote};
use rasid_core::ids::ProductId;
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[
    ("products_list", &[]),
    ("products_to_sell", &[]),
    ("product_add", &[Room::Catalog]),
    ("product_update", &[Room::Catalog, Room::Sales, Room::Subscriptions, Room::Reports]),
    ("product_archive", &[Room::Catalog]),
    ("product_quote", &[]),
    ("categories_list", &[]),
];

/// Products by name, or found by a text, the best match first.
#[tauri::command]
#[specta::specta]
pub async fn products_list(shell: State<'_, Shell>, search: String, archived: bool) -> Result<Vec<Product>> {
    shell
        .reading(move |c, caller| match search.trim() {
            "" => catalog::list(c, caller, archived),
            text => catalog::search(c, caller, text, archived),
        })
        .await
}

/// Products to sell, found by any part of their name: what begins with it first, then what is sold most lately.
#[tauri::command]
#[specta::specta]
pub async fn products_to_sell(shell: State<'_, Shell>, search: String) -> Result<Vec<Product>> {
    shell.reading(move |c, caller| catalog::search(c, caller, &search, false)).await
}

/// Adds a product.
#[tauri::command]
#[specta::specta]
pub async fn product_add(shell: State<'_, Shell>, input: ProductInput) -> Result<Product> {
    shell.on_book(|book, caller| catalog::add(book, caller, input)).await
}

/// Changes a product.
#[tauri::command]
#[specta::specta]
pub async fn product_update(shell: State<'_, Shell>, id: ProductId, input: ProductInput) -> Result<Product> {
    shell.on_book(move |book, caller| catalog::update(book, caller, id, input)).await
}

/// Puts a product aside, or takes it up again.
#[tauri::command]
#[specta::specta]
pub async fn product_archive(shell: State<'_, Shell>, id: ProductId, archived: bool) -> Result<Product> {
    shell.on_book(move |book, caller| catalog::archive(book, caller, id, archived)).await
}

/// A typed product's margin per offer.
#[tauri::command]
#[specta::specta]
pub async fn product_quote(shell: State<'_, Shell>, input: ProductInput) -> Result<ProductQuote> {
    shell.on_book(move |book, _| catalog::quote(book, &input)).await
}

/// Categories in use.
#[tauri::command]
#[specta::specta]
pub async fn categories_list(shell: State<'_, Shell>) -> Result<Vec<String>> {
    shell.reading(|c, _| catalog::categories(c)).await
}
