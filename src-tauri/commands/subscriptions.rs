//! Subscriptions: the board, renewals, what happens to them, and messages about them.

use rasid_core::Result;
use rasid_core::ids::{CustomerId, SubscriptionId};
use rasid_core::messages::{self, Message};
use rasid_core::sales::{self, Renewal, RenewalInput, Sale, SaleQuote};
use rasid_core::subscriptions::{self, Board, BoardQuery, Subscription, SubscriptionEvent};
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

const RENEWED: &[Room] = &[
    Room::Sales,
    Room::Platforms,
    Room::Customers,
    Room::Catalog,
    Room::Codes,
    Room::Subscriptions,
    Room::Reports,
    Room::Till,
];
const HAPPENED: &[Room] = &[Room::Subscriptions, Room::Sales, Room::Customers];

pub const CHANGES: &[Change] = &[
    ("subscriptions_board", &[]),
    ("subscription_events", &[]),
    ("subscription_renew_quote", &[]),
    ("subscription_renew", RENEWED),
    ("subscriptions_renew", RENEWED),
    ("subscription_pause", HAPPENED),
    ("subscription_resume", HAPPENED),
    ("subscription_cancel", HAPPENED),
    ("subscription_transfer", HAPPENED),
    ("subscription_message", &[]),
    ("subscription_told", &[Room::Subscriptions]),
];

/// What ends today and in the next days.
#[tauri::command]
#[specta::specta]
pub async fn subscriptions_board(shell: State<'_, Shell>, query: BoardQuery) -> Result<Board> {
    shell.reading(move |c, caller| subscriptions::board(c, caller, &query)).await
}

/// A subscription's history.
#[tauri::command]
#[specta::specta]
pub async fn subscription_events(shell: State<'_, Shell>, id: SubscriptionId) -> Result<Vec<SubscriptionEvent>> {
    shell.reading(move |c, _| subscriptions::events(c, id)).await
}

/// What a renewal would be.
#[tauri::command]
#[specta::specta]
pub async fn subscription_renew_quote(
    shell: State<'_, Shell>,
    id: SubscriptionId,
    input: RenewalInput,
) -> Result<SaleQuote> {
    shell.on_book(move |book, caller| sales::renewal_quote(book, caller, id, input)).await
}

/// Renews a subscription.
#[tauri::command]
#[specta::specta]
pub async fn subscription_renew(
    shell: State<'_, Shell>,
    key: String,
    id: SubscriptionId,
    input: RenewalInput,
) -> Result<Sale> {
    shell.on_book(move |book, caller| sales::renew(book, caller, Some(&key), id, input)).await
}

/// Renews several, each for itself.
#[tauri::command]
#[specta::specta]
pub async fn subscriptions_renew(
    shell: State<'_, Shell>,
    key: String,
    ids: Vec<SubscriptionId>,
    input: RenewalInput,
) -> Result<Vec<Renewal>> {
    shell.on_book(move |book, caller| sales::renew_all(book, caller, Some(&key), &ids, &input)).await
}

/// Stops a subscription's days.
#[tauri::command]
#[specta::specta]
pub async fn subscription_pause(shell: State<'_, Shell>, id: SubscriptionId, reason: String) -> Result<Subscription> {
    shell.on_book(move |book, caller| subscriptions::pause(book, caller, id, reason)).await
}

/// Lets them run again.
#[tauri::command]
#[specta::specta]
pub async fn subscription_resume(shell: State<'_, Shell>, id: SubscriptionId) -> Result<Subscription> {
    shell.on_book(move |book, caller| subscriptions::resume(book, caller, id)).await
}

/// Ends a subscription before its time.
#[tauri::command]
#[specta::specta]
pub async fn subscription_cancel(shell: State<'_, Shell>, id: SubscriptionId, reason: String) -> Result<Subscription> {
    shell.on_book(move |book, caller| subscriptions::cancel(book, caller, id, reason)).await
}

/// Passes a subscription to another customer.
#[tauri::command]
#[specta::specta]
pub async fn subscription_transfer(
    shell: State<'_, Shell>,
    id: SubscriptionId,
    customer_id: CustomerId,
    reason: String,
) -> Result<Subscription> {
    shell.on_book(move |book, caller| subscriptions::transfer(book, caller, id, customer_id, reason)).await
}

/// The message to a subscription's holder.
#[tauri::command]
#[specta::specta]
pub async fn subscription_message(shell: State<'_, Shell>, id: SubscriptionId) -> Result<Message> {
    shell.reading(move |c, caller| messages::of_subscription(c, caller, id)).await
}

/// Remembers that the holder was told.
#[tauri::command]
#[specta::specta]
pub async fn subscription_told(shell: State<'_, Shell>, id: SubscriptionId) -> Result<()> {
    shell.on_book(move |book, caller| messages::told(book, caller, id)).await
}
