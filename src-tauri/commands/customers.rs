//! Customers.

use rasid_core::Result;
use rasid_core::customers::{self, Customer, CustomerInput, CustomerSaved, CustomersPage, CustomersQuery, Statement};
use rasid_core::ids::CustomerId;
use rasid_core::subscriptions::{self, Subscription};
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[
    ("customers_page", &[]),
    ("customer_add", &[Room::Customers]),
    ("customer_update", &[Room::Customers, Room::Sales, Room::Subscriptions, Room::Reports]),
    ("customer_archive", &[Room::Customers]),
    ("customer_statement", &[]),
    ("customer_subscriptions", &[]),
];

/// A page of customers.
#[tauri::command]
#[specta::specta]
pub async fn customers_page(shell: State<'_, Shell>, query: CustomersQuery) -> Result<CustomersPage> {
    shell.reading(move |c, _| customers::page(c, &query)).await
}

/// Adds a customer.
#[tauri::command]
#[specta::specta]
pub async fn customer_add(shell: State<'_, Shell>, input: CustomerInput) -> Result<CustomerSaved> {
    shell.on_book(|book, caller| customers::add(book, caller, input)).await
}

/// Changes a customer.
#[tauri::command]
#[specta::specta]
pub async fn customer_update(shell: State<'_, Shell>, id: CustomerId, input: CustomerInput) -> Result<CustomerSaved> {
    shell.on_book(move |book, caller| customers::update(book, caller, id, input)).await
}

/// Puts a customer aside, or takes him up again.
#[tauri::command]
#[specta::specta]
pub async fn customer_archive(shell: State<'_, Shell>, id: CustomerId, archived: bool) -> Result<Customer> {
    shell.on_book(move |book, caller| customers::archive(book, caller, id, archived)).await
}

/// A customer's statement.
#[tauri::command]
#[specta::specta]
pub async fn customer_statement(shell: State<'_, Shell>, id: CustomerId) -> Result<Statement> {
    shell.reading(move |c, _| customers::statement(c, id)).await
}

/// A customer's subscriptions.
#[tauri::command]
#[specta::specta]
pub async fn customer_subscriptions(shell: State<'_, Shell>, id: CustomerId) -> Result<Vec<Subscription>> {
    shell.reading(move |c, caller| subscriptions::of_customer(c, caller, id)).await
}
