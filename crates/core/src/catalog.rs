//! Products and their offers: what is sold, at which price, with which platform's credit.

mod read;

pub use read::{Offer, Product, categories, find, get, list, search};
pub(crate) use read::{SellingOffer, present_cost, renewing_offer, selling_offers};

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{OfferId, PlatformId, ProductId};
use crate::money::{Credit, Money, Percent, typed_credit, typed_money};
use crate::platforms::ledger::read_tail;
use crate::settings::{self, audit, audit_archived};
use crate::text;
use crate::time::{Caller, Term};

/// What kind of thing a product is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ProductKind {
    /// Runs for a term.
    Subscription,
    /// A login.
    Account,
    /// A key or a gift card.
    Code,
    /// Work done.
    Service,
}

impl ProductKind {
    /// As it stands in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Subscription => "subscription",
            Self::Account => "account",
            Self::Code => "code",
            Self::Service => "service",
        }
    }
}

impl FromSql for ProductKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "subscription" => Ok(Self::Subscription),
            "account" => Ok(Self::Account),
            "code" => Ok(Self::Code),
            "service" => Ok(Self::Service),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// An offer, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OfferInput {
    /// Where.
    pub platform_id: PlatformId,
    /// Its price in the platform's unit.
    pub credit: String,
    /// Taken where nothing else is said.
    pub is_default: bool,
}

/// A product, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ProductInput {
    /// Name; two spellings of one name are one product.
    pub name: String,
    /// Kind.
    pub kind: ProductKind,
    /// Free category.
    pub category: String,
    /// The shop's price.
    pub price: String,
    /// Term in months, or
    pub term_months: Option<u32>,
    /// in days, or none.
    pub term_days: Option<u32>,
    /// Free text.
    pub note: String,
    /// Its price on each platform.
    pub offers: Vec<OfferInput>,
}

/// A typed product's margin per offer.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ProductQuote {
    /// In the order of the offers typed.
    pub offers: Vec<OfferQuote>,
}

/// An offer's margin at the present cost of credit.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OfferQuote {
    /// Where.
    pub platform_id: PlatformId,
    /// Its dinar cost now; none where the platform's credit has no known cost.
    pub cost: Option<Money>,
    /// Price less cost.
    pub profit: Option<Money>,
    /// Profit of the price.
    pub margin: Option<Percent>,
}

/// A product read and checked.
struct Checked {
    name: String,
    category: String,
    price: Money,
    note: String,
    offers: Vec<(PlatformId, Credit, bool)>,
}

/// Adds a product with its offers.
pub fn add(book: &Book, caller: Caller, input: ProductInput) -> Result<Product> {
    let id = book.post(caller, move |posting| insert(posting, &input))?;
    book.read(|c| get(c, &caller, id))
}

/// Adds a product inside an operation.
pub(crate) fn insert(posting: &mut Posting<'_>, input: &ProductInput) -> Result<ProductId> {
    let tx = posting.tx;
    let checked = check(tx, input, None)?;
    tx.prepare_cached(
        "INSERT INTO products (name, name_key, kind, category, price, term_months, term_days, note, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        checked.name,
        text::key(&checked.name),
        input.kind.code(),
        checked.category,
        checked.price,
        input.term_months,
        input.term_days,
        checked.note,
        posting.caller.now
    ])?;
    let id = ProductId(tx.last_insert_rowid());
    set_offers(posting, id, &checked.offers)?;
    audit(posting, "add", "product", id.0, "", &shown(&checked, input)?)?;
    Ok(id)
}

/// Changes a product; a new price of an offer holds from today on, past sales never change.
pub fn update(book: &Book, caller: Caller, id: ProductId, input: ProductInput) -> Result<Product> {
    book.post(caller, move |posting| {
        let tx = posting.tx;
        let before = get(tx, &caller, id)?;
        let checked = check(tx, &input, Some(id))?;
        tx.execute(
            "UPDATE products SET name = ?2, name_key = ?3, kind = ?4, category = ?5, price = ?6, term_months = ?7,
               term_days = ?8, note = ?9 WHERE id = ?1",
            params![
                id,
                checked.name,
                text::key(&checked.name),
                input.kind.code(),
                checked.category,
                checked.price,
                input.term_months,
                input.term_days,
                checked.note
            ],
        )?;
        set_offers(posting, id, &checked.offers)?;
        let was = serde_json::to_string(&before).map_err(Error::bug)?;
        audit(posting, "update", "product", id.0, &was, &shown(&checked, &input)?)
    })?;
    book.read(|c| get(c, &caller, id))
}

/// Puts a product aside or takes it up again; it is never deleted.
pub fn archive(book: &Book, caller: Caller, id: ProductId, archived: bool) -> Result<Product> {
    book.post(caller, move |posting| {
        let before = get(posting.tx, &caller, id)?;
        set_archived(posting, "archive", id, before.archived, archived)
    })?;
    book.read(|c| get(c, &caller, id))
}

/// Puts one aside or takes it up again inside an operation; the journal tells of it as `action`.
pub(crate) fn set_archived(
    posting: &mut Posting<'_>,
    action: &str,
    id: ProductId,
    was: bool,
    archived: bool,
) -> Result<()> {
    posting.tx.execute("UPDATE products SET archived = ?2 WHERE id = ?1", params![id, archived])?;
    audit_archived(posting, action, "product", id.0, was, archived)
}

/// The margin of each typed offer, without recording anything.
pub fn quote(book: &Book, input: &ProductInput) -> Result<ProductQuote> {
    let decimals = book.currency_decimals();
    let price = Money::parse(&input.price, decimals).ok();
    book.read(|c| {
        let offers = input.offers.iter().map(|offer| quote_offer(c, offer, price, decimals)).collect::<Result<_>>()?;
        Ok(ProductQuote { offers })
    })
}

fn quote_offer(c: &Connection, offer: &OfferInput, price: Option<Money>, decimals: u8) -> Result<OfferQuote> {
    let tail = read_tail(c, offer.platform_id)?;
    let credit = Credit::parse(&offer.credit, tail.decimals).ok().filter(|c| !c.is_negative());
    let cost = match credit {
        Some(credit) => read::present_cost(&tail, credit, decimals)?,
        None => None,
    };
    let profit = match (price, cost) {
        (Some(price), Some(cost)) => Some(price.minus(cost)?),
        _ => None,
    };
    let margin = profit.zip(price).and_then(|(profit, price)| Percent::of_round_half_even(profit, price));
    Ok(OfferQuote { platform_id: offer.platform_id, cost, profit, margin })
}

fn check(tx: &Transaction<'_>, input: &ProductInput, but: Option<ProductId>) -> Result<Checked> {
    let decimals = settings::currency_decimals(tx)?;
    let name = text::required("name", &input.name, 200)?;
    refuse_taken(tx, &name, but)?;
    let category = text::optional("category", &input.category, 100)?;
    let price = typed_money("price", &input.price, decimals)?;
    if price.is_negative() {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", "price").with("value", price).with("min", 0));
    }
    check_term(input)?;
    let note = text::note("note", &input.note, 2000)?;
    Ok(Checked { name, category, price, note, offers: check_offers(tx, &input.offers)? })
}

fn check_term(input: &ProductInput) -> Result<()> {
    let within = |field: &str, value: Option<u32>, max: u32| match value {
        Some(value) if !(1..=max).contains(&value) => Err(Error::new(ErrorCode::OutOfRange)
            .with("field", field)
            .with("value", value)
            .with("min", 1)
            .with("max", max)),
        _ => Ok(()),
    };
    within("term_months", input.term_months, 1200)?;
    within("term_days", input.term_days, 36_500)?;
    if input.term_months.is_some() && input.term_days.is_some() {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", "term_days").with("value", "months + days"));
    }
    Ok(())
}

fn check_offers(tx: &Transaction<'_>, offers: &[OfferInput]) -> Result<Vec<(PlatformId, Credit, bool)>> {
    let mut checked: Vec<(PlatformId, Credit, bool)> = Vec::with_capacity(offers.len());
    for (index, offer) in offers.iter().enumerate() {
        let place = format!("offers.{index}");
        let tail = read_tail(tx, offer.platform_id).map_err(|e| e.within(&place))?;
        if tail.archived {
            let archived = Error::new(ErrorCode::Archived).with("entity", "platform").with("value", tail.name);
            return Err(archived.within(&format!("{place}.platform_id")));
        }
        let credit = typed_credit("credit", &offer.credit, tail.decimals).map_err(|e| e.within(&place))?;
        if credit.is_negative() {
            let refused =
                Error::new(ErrorCode::OutOfRange).with("field", "credit").with("value", credit).with("min", 0);
            return Err(refused.within(&place));
        }
        if checked.iter().any(|(platform, _, _)| *platform == offer.platform_id) {
            let taken = Error::new(ErrorCode::NameTaken).with("entity", "platform").with("value", tail.name);
            return Err(taken.with("field", "platform_id").within(&place));
        }
        checked.push((offer.platform_id, credit, offer.is_default));
    }
    match checked.iter().filter(|(_, _, is_default)| *is_default).count() {
        0 | 1 => {}
        _ => return Err(Error::new(ErrorCode::OutOfRange).with("field", "offers").with("value", "default")),
    }
    if !checked.iter().any(|(_, _, is_default)| *is_default)
        && let Some(first) = checked.first_mut()
    {
        first.2 = true;
    }
    Ok(checked)
}

fn set_offers(posting: &mut Posting<'_>, product: ProductId, offers: &[(PlatformId, Credit, bool)]) -> Result<()> {
    let tx = posting.tx;
    tx.prepare_cached("UPDATE offers SET is_default = 0, archived = 1 WHERE product_id = ?1")?.execute([product])?;
    for (platform, credit, is_default) in offers {
        tx.prepare_cached(
            "INSERT INTO offers (product_id, platform_id, is_default) VALUES (?1, ?2, ?3)
             ON CONFLICT (product_id, platform_id) DO UPDATE SET is_default = excluded.is_default, archived = 0",
        )?
        .execute(params![product, platform, is_default])?;
        let id: OfferId = tx
            .prepare_cached("SELECT id FROM offers WHERE product_id = ?1 AND platform_id = ?2")?
            .query_row(params![product, platform], |r| r.get(0))?;
        set_price(posting, id, *credit)?;
    }
    Ok(())
}

/// The first price of an offer holds for backdated sales too; a later one from today on.
fn set_price(posting: &mut Posting<'_>, offer: OfferId, credit: Credit) -> Result<()> {
    let caller = posting.caller;
    let newest = "SELECT credit FROM offer_prices WHERE offer_id = ?1 ORDER BY from_day DESC, id DESC LIMIT 1";
    let known: Option<Credit> = posting.tx.prepare_cached(newest)?.query_row([offer], |r| r.get(0)).optional()?;
    if known == Some(credit) {
        return Ok(());
    }
    let from = if known.is_none() { 19_000_101 } else { caller.today.to_int() };
    posting.append(Journal::OfferPrices, params![offer, from, credit, caller.actor.code(), caller.now])?;
    Ok(())
}

/// The refusal of a product that has no offer on a platform.
pub(crate) fn unknown_offer(product: &str, platform: &str) -> Error {
    Error::new(ErrorCode::UnknownOffer).with("product", product).with("value", platform).with("platform", platform)
}

/// Takes a new price of one offer from today on; past sales never change.
pub(crate) fn set_offer_price(
    posting: &mut Posting<'_>,
    product: ProductId,
    platform: PlatformId,
    credit: Credit,
) -> Result<()> {
    let offers = selling_offers(posting.tx, product, posting.caller.today)?;
    let Some(offer) = offers.into_iter().find(|offer| offer.platform == platform) else {
        let names = "SELECT (SELECT name FROM products WHERE id = ?1), (SELECT name FROM platforms WHERE id = ?2)";
        let (product, platform): (Option<String>, Option<String>) =
            posting.tx.query_row(names, params![product, platform], |r| Ok((r.get(0)?, r.get(1)?)))?;
        return Err(unknown_offer(&product.unwrap_or_default(), &platform.unwrap_or_default()));
    };
    set_price(posting, offer.id, credit)?;
    audit(posting, "update", "offer", offer.id.0, &offer.credit.to_string(), &credit.to_string())
}

fn refuse_taken(tx: &Transaction<'_>, name: &str, but: Option<ProductId>) -> Result<()> {
    let holder: Option<ProductId> = tx
        .prepare_cached("SELECT id FROM products WHERE name_key = ?1")?
        .query_row([text::key(name)], |r| r.get(0))
        .optional()?;
    match holder {
        Some(id) if Some(id) != but => {
            Err(Error::new(ErrorCode::NameTaken).with("field", "name").with("entity", "product").with("value", name))
        }
        _ => Ok(()),
    }
}

fn shown(checked: &Checked, input: &ProductInput) -> Result<String> {
    serde_json::to_string(&serde_json::json!({
        "name": checked.name, "kind": input.kind, "category": checked.category, "price": checked.price,
        "term_months": input.term_months, "term_days": input.term_days, "offers": checked.offers,
    }))
    .map_err(Error::bug)
}

/// A product's term, if it has one.
pub(crate) fn term(months: Option<u32>, days: Option<u32>) -> Option<Term> {
    months.map(Term::Months).or(days.map(Term::Days))
}
