//! Customers.

use rasid_core::Result;
use rasid_core::customers::{
    self, Customer, CustomerInput, CustomerSaved, CustomersPage, CustomersQuery, Duplicates, MergeInput,
    MergedCustomer, Promise, Statement, Wilaya,
};
use rasid_core::ids::CustomerId;
use rasid_core::messages::{self, Message};
use rasid_core::sales::{self, CollectInput, CollectQuote, OpenSale};
use rasid_core::subscriptions::{self, Subscription};
use rasid_core::time::Day;
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[
    ("customers_page", &[]),
    ("customer_get", &[]),
    ("customer_add", &[Room::Customers]),
    ("customer_update", &[Room::Customers, Room::Sales, Room::Subscriptions, Room::Reports]),
    ("customer_archive", &[Room::Customers]),
    ("customers_duplicates", &[]),
    ("customer_merge", &[Room::Customers, Room::Sales, Room::Subscriptions, Room::Reports]),
    ("customer_merged", &[]),
    ("wilayas_list", &[]),
    ("customer_statement", &[]),
    ("customer_subscriptions", &[]),
    ("customer_open_sales", &[]),
    ("customer_pay_quote", &[]),
    ("customer_pay", PAID),
    ("customer_give_back", PAID),
    ("customer_promise", &[]),
    ("customer_promise_set", &[Room::Customers, Room::Reports]),
    ("customer_message", &[]),
];

const PAID: &[Room] = &[Room::Customers, Room::Sales, Room::Reports, Room::Till];

/// A page of customers.
#[tauri::command]
#[specta::specta]
pub async fn customers_page(shell: State<'_, Shell>, query: CustomersQuery) -> Result<CustomersPage> {
    shell.reading(move |c, _| customers::page(c, &query)).await
}

/// One customer.
#[tauri::command]
#[specta::specta]
pub async fn customer_get(shell: State<'_, Shell>, id: CustomerId) -> Result<Customer> {
    shell.reading(move |c, _| customers::get(c, id)).await
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

/// A customer's sales that are not paid whole.
#[tauri::command]
#[specta::specta]
pub async fn customer_open_sales(shell: State<'_, Shell>, id: CustomerId) -> Result<Vec<OpenSale>> {
    shell.reading(move |c, _| sales::open_sales(c, id)).await
}

/// What a customer's payment would pay.
#[tauri::command]
#[specta::specta]
pub async fn customer_pay_quote(shell: State<'_, Shell>, input: CollectInput) -> Result<CollectQuote> {
    shell.on_book(move |book, _| sales::collect_quote(book, &input)).await
}

/// Takes a customer's payment over his sales.
#[tauri::command]
#[specta::specta]
pub async fn customer_pay(shell: State<'_, Shell>, key: String, input: CollectInput) -> Result<Customer> {
    shell.on_book(move |book, caller| sales::collect(book, caller, Some(&key), input)).await
}

/// Gives back what a customer has paid in advance.
#[tauri::command]
#[specta::specta]
pub async fn customer_give_back(shell: State<'_, Shell>, key: String, input: CollectInput) -> Result<Customer> {
    shell.on_book(move |book, caller| sales::give_back(book, caller, Some(&key), input)).await
}

/// When a customer said that he would pay.
#[tauri::command]
#[specta::specta]
pub async fn customer_promise(shell: State<'_, Shell>, id: CustomerId) -> Result<Option<Promise>> {
    shell.reading(move |c, _| customers::promise(c, id)).await
}

/// Keeps when a customer means to pay, or that he no longer does.
#[tauri::command]
#[specta::specta]
pub async fn customer_promise_set(
    shell: State<'_, Shell>,
    id: CustomerId,
    promised_on: Option<Day>,
    note: String,
) -> Result<Option<Promise>> {
    shell.on_book(move |book, caller| customers::set_promise(book, caller, id, promised_on, note)).await
}

/// The message about what a customer owes.
#[tauri::command]
#[specta::specta]
pub async fn customer_message(shell: State<'_, Shell>, id: CustomerId) -> Result<Message> {
    shell.reading(move |c, _| messages::of_debt(c, id)).await
}

/// Customers who may be one.
#[tauri::command]
#[specta::specta]
pub async fn customers_duplicates(shell: State<'_, Shell>) -> Result<Vec<Duplicates>> {
    shell.reading(|c, _| customers::duplicates(c)).await
}

/// Merges a customer into another.
#[tauri::command]
#[specta::specta]
pub async fn customer_merge(shell: State<'_, Shell>, input: MergeInput) -> Result<Customer> {
    shell.on_book(move |book, caller| customers::merge(book, caller, input)).await
}

/// Who was merged into a customer.
#[tauri::command]
#[specta::specta]
pub async fn customer_merged(shell: State<'_, Shell>, id: CustomerId) -> Result<Vec<MergedCustomer>> {
    shell.reading(move |c, _| customers::merged(c, id)).await
}

/// The wilayas.
#[tauri::command]
#[specta::specta]
pub fn wilayas_list() -> Vec<Wilaya> {
    customers::wilayas()
}
