//! What is sold.

use rasid_core::catalog::{self, OfferInput, ProductInput, ProductKind};
use rasid_core::{Result, platforms};

use super::named;
use crate::args::AddProduct;
use crate::context::Context;
use crate::output::Answer;

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

/// What runs for a term is a subscription; anything else most often a key or a card.
fn usual_kind(typed: &AddProduct) -> ProductKind {
    if typed.months.is_some() || typed.days.is_some() { ProductKind::Subscription } else { ProductKind::Code }
}
