//! A shop to begin with, filled by the command line, and what its book says at the end.

use std::path::Path;
use std::time::Duration;

use rasid_core::{Actor, Book};
use serde_json::Value;

use super::driver::{Window, book_of, command_line};
use super::words::Speech;

pub struct Shop {
    folder: tempfile::TempDir,
    pub speech: Speech,
}

impl Shop {
    /// A book in the language, with one panel, one customer and nothing else.
    pub fn new(speech: Speech) -> Self {
        let shop = Self { folder: tempfile::tempdir().unwrap(), speech };
        std::fs::create_dir_all(book_of(shop.home()).parent().unwrap()).unwrap();
        shop.does(&["init", "--name", "Boutique", "--language", speech.0]);
        shop.does(&["platform", "add", "Panel", "--unit", "USD", "--low", "10", "--critical", "5"]);
        shop.does(&["customer", "add", "Amine B.", "--phone", "0550 12 34 56"]);
        shop
    }

    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    pub fn does(&self, words: &[&str]) -> Value {
        command_line(self.home(), words)
    }

    /// A subscription and a card, both from the panel.
    pub fn sells(&self) {
        let (on, dear) = (["--platform", "Panel"], ["--cost", "8", "--price", "4500"]);
        self.does(&[&["product", "add", "IPTV 30 jours"][..], &on, &dear, &["--days", "30"]].concat());
        self.does(&[&["product", "add", "Carte 10 EUR"][..], &on, &["--cost", "2", "--price", "1500"]].concat());
    }

    /// Credit at 240 dinars each, paid whole.
    pub fn deposits(&self, credit: &str, cost: &str) {
        self.does(&["platform", "deposit", "Panel", "--credit", credit, "--cost", cost]);
    }

    pub fn book(&self) -> Book {
        Book::open(&book_of(self.home()), Duration::from_secs(5)).unwrap()
    }

    /// A day before the shop's today, or after it, as the command line takes it.
    pub fn day(&self, ago: i64) -> String {
        self.book().caller(Actor::Owner, None).unwrap().today.plus_days(-ago).unwrap().to_string()
    }

    /// The same day as a person types and reads it.
    pub fn day_typed(&self, ago: i64) -> String {
        let day = self.day(ago);
        let [year, month, day] = <[&str; 3]>::try_from(day.split('-').collect::<Vec<_>>()).unwrap();
        format!("{day}/{month}/{year}")
    }

    pub async fn window(&self) -> Option<Window> {
        Window::open(self.home()).await
    }

    /// The panel's credit and what it is worth.
    pub fn panel_holds(&self, balance: &str, value: &str) {
        let panel = self.does(&["platform", "list"])["platforms"][0].clone();
        assert_eq!((&panel["balance"], &panel["value"]), (&balance.into(), &value.into()), "{panel}");
    }

    /// What a customer owes and what he has paid in advance.
    pub fn customer_stands(&self, name: &str, debt: &str, credit: &str) {
        let found = self.does(&["customer", "list", "--search", name])["customers"][0].clone();
        assert_eq!((&found["debt"], &found["credit"]), (&debt.into(), &credit.into()), "{found}");
    }

    pub fn is_right(&self) {
        let verified = self.does(&["verify"]);
        assert_eq!(verified["ok"], true, "{verified}");
    }
}
