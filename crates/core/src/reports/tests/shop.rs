//! A small shop for tests, built as a person would.

use std::time::Duration;

use tempfile::TempDir;

use crate::book::NewBook;
use crate::catalog::{self, OfferInput, ProductInput, ProductKind};
use crate::customers::{self, CustomerInput};
use crate::ids::{CustomerId, MethodId, PlatformId, ProductId, SaleId};
use crate::platforms::{self, AddPlatform, DepositInput, SupplierPayment};
use crate::sales::{self, CancelInput, CustomerChoice, PaymentInput, SaleInput, SaleLineInput};
use crate::settings::Language;
use crate::till::{self, ClosingInput, CountInput};
use crate::time::{Actor, Caller, Day, Instant};
use crate::{Book, Result};

pub(crate) const CASH: MethodId = MethodId(1);
pub(crate) const BARIDIMOB: MethodId = MethodId(2);

pub(crate) struct Shop {
    pub folder: TempDir,
    pub book: Book,
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// Somebody of the shop on a day; the moment is the same on every run.
pub(crate) fn on(text: &str) -> Caller {
    Caller { actor: Actor::Owner, now: Instant::from_millis(1_769_900_000_000), today: day(text) }
}

pub(crate) fn line(product: ProductId, quantity: u32, discount: &str) -> SaleLineInput {
    SaleLineInput {
        product_id: product,
        platform_id: None,
        quantity: quantity.to_string(),
        unit_price: None,
        discount: discount.to_owned(),
        renews: None,
        in_place_of: None,
        without_codes: false,
    }
}

impl Shop {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let new = NewBook {
            name: "Boutique".into(),
            currency: "DZD".into(),
            timezone: "Africa/Algiers".into(),
            language: Language::Fr,
            demo: false,
        };
        let book = Book::create(&folder.path().join("book.rasid"), &new, Duration::from_secs(5)).unwrap();
        Self { folder, book }
    }

    pub fn platform(&self, name: &str, unit: &str) -> PlatformId {
        let add = AddPlatform { name: name.into(), unit: unit.into(), decimals: 2, low: None, critical: None };
        platforms::add(&self.book, on("2026-01-01"), add).unwrap().id
    }

    pub fn deposit(&self, today: &str, platform: PlatformId, credit: &str, cost: &str) {
        let input = DepositInput {
            platform_id: platform,
            credit: credit.into(),
            bonus: String::new(),
            cost: cost.into(),
            paid: None,
            method_id: None,
            date: None,
            note: String::new(),
        };
        platforms::deposit(&self.book, on(today), None, input).unwrap();
    }

    /// 100.00 of credit on a day, of which a part is paid in cash.
    pub fn owe(&self, today: &str, date: &str, platform: PlatformId, cost: &str, paid: &str) {
        let input = DepositInput {
            platform_id: platform,
            credit: "100".into(),
            bonus: String::new(),
            cost: cost.into(),
            paid: Some(paid.into()),
            method_id: None,
            date: Some(day(date)),
            note: String::new(),
        };
        platforms::deposit(&self.book, on(today), None, input).unwrap();
    }

    /// Pays a supplier; nothing said: all that is due.
    pub fn pay_supplier(&self, today: &str, platform: PlatformId, method_id: MethodId, amount: &str, note: &str) {
        let input = SupplierPayment { platform_id: platform, method_id, amount: amount.into(), note: note.into() };
        platforms::pay_supplier(&self.book, on(today), None, input).unwrap();
    }

    /// A product of a price; with a platform, an offer of so much of its credit.
    pub fn product(&self, name: &str, category: &str, price: &str, offer: Option<(PlatformId, &str)>) -> ProductId {
        let term = offer.is_some();
        let input = ProductInput {
            name: name.into(),
            kind: if term { ProductKind::Subscription } else { ProductKind::Service },
            category: category.into(),
            price: price.into(),
            term_months: term.then_some(1),
            term_days: None,
            note: String::new(),
            offers: offer
                .into_iter()
                .map(|(platform_id, credit)| OfferInput { platform_id, credit: credit.into(), is_default: true })
                .collect(),
        };
        catalog::add(&self.book, on("2026-01-01"), input).unwrap().id
    }

    pub fn customer(&self, name: &str, phone: &str) -> CustomerId {
        let input = CustomerInput { name: name.into(), phone: phone.into(), ..CustomerInput::default() };
        customers::add(&self.book, on("2026-01-01"), input).unwrap().customer.id
    }

    pub fn sell(
        &self,
        today: &str,
        customer: Option<CustomerId>,
        lines: Vec<SaleLineInput>,
        payments: &[(MethodId, &str)],
    ) -> Result<SaleId> {
        let input = SaleInput {
            date: None,
            customer: customer.map(|id| CustomerChoice::Known { id }),
            lines,
            payments: payments
                .iter()
                .map(|(method_id, amount)| PaymentInput { method_id: *method_id, amount: (*amount).to_owned() })
                .collect(),
            note: String::new(),
            allow_overdraft: None,
            allow_below_cost: true,
            allow_unnamed_debt: true,
            keep_change: false,
            cheapest: false,
        };
        Ok(sales::record(&self.book, on(today), None, input)?.row.id)
    }

    pub fn cancel(&self, today: &str, sale: SaleId) -> Result<()> {
        sales::cancel(&self.book, on(today), None, sale, "erreur".into()).map(drop)
    }

    /// Takes back one line that still stands.
    pub fn cancel_line(&self, today: &str, sale: SaleId, line: usize) -> Result<()> {
        let lines = self.book.read(|c| sales::get(c, &on(today), sale))?.lines;
        let input = CancelInput {
            reason: "erreur".into(),
            lines: lines.get(line).map(|line| line.id).into_iter().collect(),
            ..CancelInput::default()
        };
        sales::cancel_as(&self.book, on(today), None, sale, input).map(drop)
    }

    pub fn pay(&self, today: &str, sale: SaleId, method_id: MethodId, amount: &str) -> Result<()> {
        let input = PaymentInput { method_id, amount: amount.to_owned() };
        sales::pay(&self.book, on(today), None, sale, input).map(drop)
    }

    /// Closes a day in which one way to pay was counted, with a gap.
    pub fn count(&self, today: &str, method_id: MethodId, seen: &str, counted: &str, comment: &str) {
        let count = CountInput {
            method_id,
            opening: None,
            seen: seen.into(),
            counted: counted.into(),
            kept: None,
            comment: comment.into(),
        };
        let input = ClosingInput { counts: vec![count], ..ClosingInput::default() };
        till::close(&self.book, on(today), None, input).unwrap();
    }
}
