//! What is sold.

use std::path::Path;

use rasid_core::catalog::{self, OfferInput, ProductInput, ProductKind};
use rasid_core::codes::{self, CodesInput, CodesQuery};
use rasid_core::{Result, platforms};

use super::named;
use crate::args::AddProduct;
use crate::context::Context;
use crate::output::{Answer, table};

const PRODUCT: &[&str] = &["id", "name", "category", "price", "cost", "profit", "codes"];
const CODE: &[&str] = &["id", "masked", "state", "date", "sale", "revealed"];
const REFUSED: &[&str] = &["line", "masked", "reason"];
/// Codes read at once.
const PAGE: u32 = 1000;

/// Adds a product with its default offer.
pub fn add(context: &Context, typed: AddProduct) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let platform_id = book.read(|c| platforms::find(c, &typed.platform))?;
    let input = ProductInput {
        kind: typed.kind.unwrap_or(usual_kind(&typed)),
        name: typed.name,
        category: typed.category,
        price: typed.price,
        term_months: typed.months,
        term_days: typed.days,
        note: String::new(),
        offers: vec![OfferInput { platform_id, credit: typed.cost, is_default: true }],
    };
    let product = catalog::add(book, caller, input)?;
    context.answer(&named("product", &product), |texts| {
        Ok(vec![texts.say("product_added", &[("name", &product.name), ("price", &product.price)])])
    })
}

/// Lists products, or those found by a text.
pub fn list(context: &Context, search: &str) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let products = book.read(|c| match search.trim() {
        "" => catalog::list(c, &caller, false),
        text => catalog::search(c, &caller, text, false),
    })?;
    context.answer(&named("products", &products), |_| table(PRODUCT, &products))
}

/// A product's codes, masked.
pub fn codes(context: &Context, product: &str) -> Result<Answer> {
    let page = context.book()?.read(|c| {
        let mut query = CodesQuery { product_id: catalog::find(c, product)?, state: None, after: None, limit: PAGE };
        let mut page = codes::page(c, &query)?;
        while let Some(after) = page.next {
            query.after = Some(after);
            let next = codes::page(c, &query)?;
            page.rows.extend(next.rows);
            page.next = next.next;
        }
        Ok(page)
    })?;
    context.answer(&named("codes", &page.rows), |_| table(CODE, &page.rows))
}

/// Takes in a list of codes.
pub fn import_codes(context: &Context, product: &str, file: &Path) -> Result<Answer> {
    let text = codes::read_list(file)?;
    let (book, caller) = context.book_and_caller()?;
    let product_id = book.read(|c| catalog::find(c, product))?;
    let imported = codes::import(book, caller, CodesInput { product_id, text })?;
    context.answer(&imported, |texts| {
        let mut lines = if imported.refused.is_empty() { Vec::new() } else { table(REFUSED, &imported.refused)? };
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("added", &imported.added), ("free", &imported.free), ("name", &product)];
        lines.push(texts.say("codes_imported", values));
        Ok(lines)
    })
}

/// What runs for a term is a subscription; anything else most often a key or a card.
fn usual_kind(typed: &AddProduct) -> ProductKind {
    if typed.months.is_some() || typed.days.is_some() { ProductKind::Subscription } else { ProductKind::Code }
}
