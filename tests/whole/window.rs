//! The real window through WebDriver, as a person uses it.
//!
//! It needs a display and a driver: `cargo xtask test` brings both, and says where they are in `TAURI_DRIVER` and
//! `WEBKIT_WEB_DRIVER`. Without them these tests say so and stop.

mod bad_input;
mod basket;
mod codes;
mod collecting;
mod day_arabic;
mod day_french;
mod driver;
mod old_data;
mod paper;
mod refused;
mod renewing;
mod restore;
mod selling;
mod shop;
mod suppliers;
mod till;
mod typed_sale;
mod words;
