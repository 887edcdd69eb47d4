//! A small shop in a folder of its own, with a clock that is set by hand.

use std::path::PathBuf;
use std::time::Duration;

use rasid_core::book::NewBook;
use rasid_core::catalog::{self, OfferInput, Product, ProductInput, ProductKind};
use rasid_core::customers::{self, CustomerInput};
use rasid_core::ids::{CustomerId, MethodId, PlatformId};
use rasid_core::platforms::{self, AddPlatform, AdjustInput, DepositInput, Movement, Platform};
use rasid_core::sales::{self, CustomerChoice, PaymentInput, Sale, SaleInput, SaleLineInput};
use rasid_core::settings::Language;
use rasid_core::time::{Day, Instant};
use rasid_core::{Actor, Book, Caller, Result};

pub const CASH: MethodId = MethodId(1);
pub const BARIDIMOB: MethodId = MethodId(2);

pub struct Shop {
    pub book: Book,
    pub path: PathBuf,
    pub folder: tempfile::TempDir,
}

pub fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

pub fn on(text: &str) -> Caller {
    Caller { actor: Actor::Owner, now: Instant::from_millis(1_767_225_600_000), today: day(text) }
}

pub fn new_book() -> NewBook {
    NewBook {
        name: "Boutique Rasid".into(),
        currency: "DZD".into(),
        timezone: "Africa/Algiers".into(),
        language: Language::Fr,
        demo: false,
    }
}

impl Shop {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.rasid");
        let book = Book::create(&path, &new_book(), Duration::from_secs(30)).unwrap();
        Self { book, path, folder }
    }

    pub fn platform(&self, name: &str, unit: &str, decimals: u8) -> Platform {
        let input = AddPlatform { name: name.into(), unit: unit.into(), decimals, low: None, critical: None };
        platforms::add(&self.book, on("2026-01-01"), input).unwrap()
    }

    pub fn product(&self, name: &str, platform: PlatformId, credit: &str, price: &str, months: Option<u32>) -> Product {
        let input = ProductInput {
            name: name.into(),
            kind: ProductKind::Subscription,
            category: "IPTV".into(),
            price: price.into(),
            term_months: months,
            term_days: None,
            note: String::new(),
            offers: vec![OfferInput { platform_id: platform, credit: credit.into(), is_default: true }],
        };
        catalog::add(&self.book, on("2026-01-01"), input).unwrap()
    }

    pub fn customer(&self, name: &str, phone: &str) -> CustomerId {
        let input = CustomerInput { name: name.into(), phone: phone.into(), ..CustomerInput::default() };
        customers::add(&self.book, on("2026-01-01"), input).unwrap().customer.id
    }

    pub fn deposit(&self, platform: PlatformId, credit: &str, cost: &str, date: &str) -> Result<Movement> {
        self.deposit_with(platform, credit, "", cost, date, None)
    }

    pub fn deposit_with(
        &self,
        platform: PlatformId,
        credit: &str,
        bonus: &str,
        cost: &str,
        date: &str,
        key: Option<&str>,
    ) -> Result<Movement> {
        let input = DepositInput {
            platform_id: platform,
            credit: credit.into(),
            bonus: bonus.into(),
            cost: cost.into(),
            paid: None,
            method_id: None,
            date: None,
            note: String::new(),
        };
        platforms::deposit(&self.book, on(date), key, input)
    }

    pub fn adjust(&self, platform: PlatformId, balance: &str, date: &str) -> Result<Movement> {
        let input = AdjustInput { platform_id: platform, balance: balance.into(), reason: "panel".into() };
        platforms::adjust(&self.book, on(date), None, input)
    }

    pub fn sell(&self, input: SaleInput, date: &str) -> Result<Sale> {
        sales::record(&self.book, on(date), None, input)
    }

    pub fn sale(&self, id: rasid_core::ids::SaleId) -> Sale {
        self.book.read(|c| sales::get(c, &on("2026-12-31"), id)).unwrap()
    }

    pub fn pool(&self, platform: PlatformId) -> (String, String) {
        let platform = self.book.read(|c| platforms::get(c, &on("2026-12-31"), platform)).unwrap();
        (platform.balance.to_string(), platform.value.to_string())
    }

    pub fn expect_sound(&self) {
        let report = self.book.verify().unwrap();
        let failed: Vec<_> = report.checks.iter().filter(|c| !c.ok).collect();
        assert!(failed.is_empty(), "{failed:?}");
    }
}

/// A sale of `quantity` pieces of a product, with what was received.
pub fn sale_of(
    product: &Product,
    quantity: &str,
    customer: Option<CustomerId>,
    payments: &[(MethodId, &str)],
) -> SaleInput {
    SaleInput {
        date: None,
        customer: customer.map(|id| CustomerChoice::Known { id }),
        lines: vec![SaleLineInput {
            product_id: product.id,
            platform_id: None,
            quantity: quantity.into(),
            unit_price: None,
            discount: String::new(),
            renews: None,
            in_place_of: None,
            without_codes: false,
        }],
        payments: payments
            .iter()
            .map(|(method_id, amount)| PaymentInput { method_id: *method_id, amount: (*amount).into() })
            .collect(),
        note: String::new(),
        allow_overdraft: None,
        allow_below_cost: false,
        allow_unnamed_debt: false,
        keep_change: false,
        cheapest: false,
    }
}
