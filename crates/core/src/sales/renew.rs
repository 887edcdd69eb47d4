//! Renewing: a sale that carries a subscription on from where it ends.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::plan::{CustomerChoice, PaymentInput, SaleInput, SaleLineInput, SaleQuote, quote};
use super::read::{Sale, SaleRow};
use super::record::record;
use crate::book::Book;
use crate::catalog;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{PlatformId, SubscriptionId};
use crate::subscriptions;
use crate::time::Caller;

/// How a subscription is renewed, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RenewalInput {
    /// From which platform; nothing said: the one on which it runs, else the default offer.
    pub platform_id: Option<PlatformId>,
    /// The price; nothing said: the product's present one.
    pub unit_price: Option<String>,
    /// What was received; nothing: the customer owes it.
    pub payments: Vec<PaymentInput>,
    /// Why more credit than there is may be sold; nothing said: it may not.
    pub allow_overdraft: Option<String>,
    /// The price may lie below the cost.
    pub allow_below_cost: bool,
    /// A passing customer may owe.
    pub allow_unnamed_debt: bool,
    /// It sells none of the codes in stock.
    #[serde(default)]
    pub without_codes: bool,
}

/// What became of one of several renewals.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Renewal {
    /// Which.
    pub subscription_id: SubscriptionId,
    /// The sale that renewed it,
    pub sale: Option<SaleRow>,
    /// or why it could not be.
    pub error: Option<Error>,
}

/// The sale that renewing would be.
fn renewal_sale(
    connection: &Connection,
    caller: &Caller,
    id: SubscriptionId,
    input: RenewalInput,
) -> Result<SaleInput> {
    let subscription = subscriptions::get(connection, caller, id)?;
    let offer = catalog::renewing_offer(connection, subscription.product_id, subscription.platform_id, caller.today)?;
    Ok(SaleInput {
        date: None,
        customer: subscription.customer_id.map(|id| CustomerChoice::Known { id }),
        lines: vec![SaleLineInput {
            product_id: subscription.product_id,
            platform_id: input.platform_id.or(offer.map(|offer| offer.platform)),
            quantity: String::new(),
            unit_price: input.unit_price,
            discount: String::new(),
            renews: Some(id),
            in_place_of: None,
            without_codes: input.without_codes,
        }],
        payments: input.payments,
        note: String::new(),
        allow_overdraft: input.allow_overdraft,
        allow_below_cost: input.allow_below_cost,
        allow_unnamed_debt: input.allow_unnamed_debt,
        keep_change: false,
        cheapest: false,
    })
}

/// What a renewal would be, without recording it.
pub fn renewal_quote(book: &Book, caller: Caller, id: SubscriptionId, input: RenewalInput) -> Result<SaleQuote> {
    let sale = book.read(|c| renewal_sale(c, &caller, id, input))?;
    quote(book, caller, &sale)
}

/// Renews a subscription: its new term begins at its end, or today where that is past. It is a sale like any other.
pub fn renew(book: &Book, caller: Caller, key: Option<&str>, id: SubscriptionId, input: RenewalInput) -> Result<Sale> {
    let sale = book.read(|c| renewal_sale(c, &caller, id, input))?;
    record(book, caller, key, sale)
}

/// Renews several with the same kind of payment, each a sale of its own: where credit ends the others still go through,
/// and each answers for itself. Only what ends the work altogether, such as a damaged book, is the error of all.
pub fn renew_all(
    book: &Book,
    caller: Caller,
    key: Option<&str>,
    ids: &[SubscriptionId],
    input: &RenewalInput,
) -> Result<Vec<Renewal>> {
    let mut renewals = Vec::with_capacity(ids.len());
    for id in ids {
        let own_key = key.map(|key| format!("{key}/{id}"));
        let (sale, error) = match renew(book, caller, own_key.as_deref(), *id, input.clone()) {
            Ok(sale) => (Some(sale.row), None),
            Err(error) if matches!(error.code, ErrorCode::Bug | ErrorCode::BookDamaged | ErrorCode::DiskFull) => {
                return Err(error);
            }
            Err(error) => (None, Some(error)),
        };
        renewals.push(Renewal { subscription_id: *id, sale, error });
    }
    Ok(renewals)
}
