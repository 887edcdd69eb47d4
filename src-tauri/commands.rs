//! The window's commands, one file per room of the core, and the bindings that tell the page of them.

#![allow(clippy::let_underscore_must_use, reason = "what Tauri makes of a command that answers with a result")]

mod app;
mod catalog;
mod codes;
mod customers;
mod legacy;
#[cfg(test)]
mod names;
mod platforms;
mod receipts;
mod reports;
mod sales;
mod settings;
mod subscriptions;
mod till;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use specta_typescript::Typescript;
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

/// A room whose readings the page keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Room {
    /// The open book itself.
    Book,
    /// Settings.
    Settings,
    /// Platforms and their ledgers.
    Platforms,
    /// Products and offers.
    Catalog,
    /// Codes in stock.
    Codes,
    /// Customers.
    Customers,
    /// Sales.
    Sales,
    /// Subscriptions.
    Subscriptions,
    /// Reports.
    Reports,
    /// The till.
    Till,
}

/// Every room.
const ALL: &[Room] = &[
    Room::Book,
    Room::Settings,
    Room::Platforms,
    Room::Catalog,
    Room::Codes,
    Room::Customers,
    Room::Sales,
    Room::Subscriptions,
    Room::Reports,
    Room::Till,
];

/// A command and the rooms that it makes stale once it has succeeded.
type Change = (&'static str, &'static [Room]);

/// What each command changes. Commands that only read stand here too, with no room, so that none is forgotten.
fn stale() -> BTreeMap<&'static str, &'static [Room]> {
    let rooms = [
        app::CHANGES,
        settings::CHANGES,
        platforms::CHANGES,
        catalog::CHANGES,
        codes::CHANGES,
        customers::CHANGES,
        sales::CHANGES,
        subscriptions::CHANGES,
        receipts::CHANGES,
        reports::CHANGES,
        till::CHANGES,
        legacy::CHANGES,
    ];
    rooms.into_iter().flatten().copied().collect()
}

/// All commands, for the window and for the bindings.
pub fn builder() -> Builder<Wry> {
    Builder::new()
        .commands(collect_commands![
            app::app_state,
            app::currencies,
            app::book_create,
            app::book_demo,
            app::book_leave_demo,
            app::book_retry,
            settings::settings_update,
            settings::methods_list,
            settings::method_add,
            settings::method_update,
            settings::method_archive,
            app::verify,
            app::backup_create,
            app::restore_choose,
            app::restore_confirm,
            platforms::platforms_list,
            platforms::platforms_outlook,
            platforms::platform_add,
            platforms::platform_update,
            platforms::platform_archive,
            platforms::deposit_quote,
            platforms::deposit_record,
            platforms::adjust_quote,
            platforms::adjust_record,
            platforms::movements_page,
            catalog::products_list,
            catalog::products_to_sell,
            catalog::product_add,
            catalog::product_update,
            catalog::product_archive,
            catalog::product_quote,
            catalog::categories_list,
            customers::customers_page,
            customers::customer_get,
            customers::customer_add,
            customers::customer_update,
            customers::customer_archive,
            customers::customers_duplicates,
            customers::customer_merge,
            customers::customer_merged,
            customers::wilayas_list,
            customers::customer_statement,
            customers::customer_subscriptions,
            customers::customer_open_sales,
            customers::customer_pay_quote,
            customers::customer_pay,
            customers::customer_give_back,
            customers::customer_promise,
            customers::customer_promise_set,
            customers::customer_message,
            subscriptions::subscriptions_board,
            subscriptions::subscription_events,
            subscriptions::subscription_renew_quote,
            subscriptions::subscription_renew,
            subscriptions::subscriptions_renew,
            subscriptions::subscription_pause,
            subscriptions::subscription_resume,
            subscriptions::subscription_cancel,
            subscriptions::subscription_transfer,
            subscriptions::subscription_message,
            subscriptions::subscription_told,
            settings::templates_list,
            settings::template_update,
            settings::template_reset,
            reports::report_debts,
            till::till_get,
            till::till_close,
            till::till_closings,
            app::message_open,
            app::notify_system,
            platforms::supplier_quote,
            platforms::supplier_account,
            platforms::supplier_pay,
            platforms::round_quote,
            platforms::round_record,
            platforms::round_accept_price,
            sales::sale_access,
            sales::sale_message,
            sales::sale_quote,
            sales::sale_record,
            sales::sale_correction,
            sales::sale_correct_quote,
            sales::sale_correct,
            sales::sale_draft,
            sales::sale_draft_save,
            codes::codes_page,
            codes::codes_import,
            codes::codes_read_file,
            codes::code_reveal,
            codes::code_withdraw,
            codes::code_history,
            sales::sale_get,
            sales::sale_cancel_quote,
            sales::sale_cancel,
            sales::sale_pay,
            sales::sales_page,
            reports::report_profit,
            receipts::sale_receipt,
            receipts::payment_receipt,
            receipts::customer_newest_payment,
            receipts::statement_export,
            receipts::print_page,
            receipts::print_writes_pdf,
            receipts::print_pdf,
            reports::export_dataset,
            legacy::legacy_choose,
            legacy::legacy_inspect,
            legacy::legacy_preview,
            legacy::legacy_import,
            legacy::legacy_rows,
            legacy::legacy_imports,
            legacy::legacy_undo_quote,
            legacy::legacy_undo,
        ])
        .typ::<Room>()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .constant("stale", stale())
}

/// Writes `ui/src/bindings.ts`.
pub fn write_bindings(path: &Path) -> Result<(), String> {
    let header =
        "// The commands of the program and their types. Generated from Rust: change the commands there, not here.\n";
    builder().export(Typescript::default().header(header), path).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::names::COMMANDS;

    #[test]
    fn each_command_is_granted_to_the_window_and_says_what_it_changes() {
        let capability: serde_json::Value = serde_json::from_str(include_str!("capabilities/main.json")).unwrap();
        let granted: Vec<&str> =
            capability["permissions"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
        let wanted: Vec<String> = COMMANDS.iter().map(|c| format!("allow-{}", c.replace('_', "-"))).collect();
        assert_eq!(granted, wanted);
        let mut declared: Vec<&str> = super::stale().into_keys().collect();
        let mut commands = COMMANDS.to_vec();
        declared.sort_unstable();
        commands.sort_unstable();
        assert_eq!(declared, commands);
    }

    #[test]
    fn the_window_has_no_more_than_the_commands() {
        let bindings = tempfile::tempdir().unwrap();
        let file = bindings.path().join("bindings.ts");
        super::write_bindings(&file).unwrap();
        let text = std::fs::read_to_string(file).unwrap();
        for command in COMMANDS {
            assert!(text.contains(&format!("\"{command}\"")), "{command} is not in the bindings");
        }
    }
}
