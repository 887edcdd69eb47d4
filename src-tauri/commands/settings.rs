//! Settings.

use rasid_core::Result;
use rasid_core::ids::MethodId;
use rasid_core::messages::{self, MessageKind, Template};
use rasid_core::settings::{self, BookInfo, Language, Method, MethodInput, UpdateSettings};
use tauri::State;

use super::{Change, Room};
use crate::shell::Shell;

pub const CHANGES: &[Change] = &[
    ("settings_update", SHOWN),
    ("methods_list", &[]),
    ("method_add", PAID_BY),
    ("method_update", PAID_BY),
    ("method_archive", PAID_BY),
    ("templates_list", &[]),
    ("template_update", WORDED),
    ("template_reset", WORDED),
];

/// Messages and receipts are in the shop's language, and bear its name.
const SHOWN: &[Room] = &[Room::Book, Room::Settings, Room::Subscriptions, Room::Customers, Room::Sales];

/// A method's name stands wherever a payment does.
const PAID_BY: &[Room] = &[Room::Settings, Room::Platforms, Room::Sales, Room::Customers, Room::Reports, Room::Till];

/// Messages that were read hold the wording of before.
const WORDED: &[Room] = &[Room::Settings, Room::Subscriptions, Room::Customers, Room::Sales];

/// Changes name, language and colours.
#[tauri::command]
#[specta::specta]
pub async fn settings_update(shell: State<'_, Shell>, input: UpdateSettings) -> Result<BookInfo> {
    shell.on_book(|book, caller| settings::update(book, caller, input)).await
}

/// The shop's ways to pay.
#[tauri::command]
#[specta::specta]
pub async fn methods_list(shell: State<'_, Shell>) -> Result<Vec<Method>> {
    shell.reading(|c, _| settings::methods(c)).await
}

/// Adds a way to pay.
#[tauri::command]
#[specta::specta]
pub async fn method_add(shell: State<'_, Shell>, input: MethodInput) -> Result<Method> {
    shell.on_book(|book, caller| settings::add_method(book, caller, input)).await
}

/// Changes a way to pay: its name, and the fee of what is paid from now on.
#[tauri::command]
#[specta::specta]
pub async fn method_update(shell: State<'_, Shell>, id: MethodId, input: MethodInput) -> Result<Method> {
    shell.on_book(move |book, caller| settings::update_method(book, caller, id, input)).await
}

/// Puts a way to pay aside, or takes it up again.
#[tauri::command]
#[specta::specta]
pub async fn method_archive(shell: State<'_, Shell>, id: MethodId, archived: bool) -> Result<Method> {
    shell.on_book(move |book, caller| settings::archive_method(book, caller, id, archived)).await
}

/// The wording of all messages in a language.
#[tauri::command]
#[specta::specta]
pub async fn templates_list(shell: State<'_, Shell>, language: Language) -> Result<Vec<Template>> {
    shell.reading(move |c, _| messages::templates(c, language)).await
}

/// Words a message as the shop likes it.
#[tauri::command]
#[specta::specta]
pub async fn template_update(
    shell: State<'_, Shell>,
    kind: MessageKind,
    language: Language,
    body: String,
) -> Result<Template> {
    shell.on_book(move |book, caller| messages::update_template(book, caller, kind, language, body)).await
}

/// Goes back to the program's wording.
#[tauri::command]
#[specta::specta]
pub async fn template_reset(shell: State<'_, Shell>, kind: MessageKind, language: Language) -> Result<Template> {
    shell.on_book(move |book, caller| messages::reset_template(book, caller, kind, language)).await
}
