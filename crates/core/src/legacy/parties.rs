//! Who and what the old rows name: platforms, products and customers of the book, found or made.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::batch::{Batch, Fate, Product, Sale};
use super::keys;
use super::plan::Sources;
use super::shapes::Shape;
use super::taken_up::SetAside;
use super::values::rounded_half_even;
use super::verdicts::Verdict;
use crate::book::posting::Posting;
use crate::catalog::{self, OfferInput, ProductInput, ProductKind};
use crate::customers::{self, CustomerInput};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, MethodId, PlatformId, ProductId};
use crate::money::{Credit, Money};
use crate::platforms::{self, AddPlatform};
use crate::text;
use crate::time::Term;

/// Names of nobody in particular, by their keys.
const PASSING: [&str; 6] = ["", "client passage", "client de passage", "client", "passage", "زبون عابر"];
/// Characters of a note.
const NOTE_MAX: usize = 2000;

/// What was found or made so far.
#[derive(Debug)]
pub struct Parties {
    currency: String,
    decimals: u8,
    /// Platform by supplier group.
    pub platforms: HashMap<usize, PlatformId>,
    products: HashMap<String, (ProductId, Option<Term>)>,
    subscribers: HashMap<String, CustomerId>,
    strangers: HashMap<(String, String), CustomerId>,
    methods: HashMap<String, MethodId>,
    /// Old products, or subscribers, are known, so that one who is missing is worth a warning.
    knows_products: bool,
    knows_subscribers: bool,
    set_aside: SetAside,
}

impl Parties {
    /// Nobody yet.
    pub fn new(tx: &Transaction<'_>, batch: &Batch) -> Result<Self> {
        let (currency, decimals) =
            tx.query_row("SELECT currency, currency_decimals FROM book", [], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut methods = HashMap::new();
        let mut statement = tx.prepare("SELECT code, id FROM methods")?;
        for row in statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))? {
            let (code, id) = row?;
            methods.insert(code, id);
        }
        let has = |shape| batch.sections.iter().any(|s| s.shape == Some(shape));
        Ok(Self {
            currency,
            decimals,
            platforms: HashMap::new(),
            products: HashMap::new(),
            subscribers: HashMap::new(),
            strangers: HashMap::new(),
            methods,
            knows_products: has(Shape::Products) || keys::any_of(tx, Shape::Products)?,
            knows_subscribers: has(Shape::Subscribers) || keys::any_of(tx, Shape::Subscribers)?,
            set_aside: SetAside::read(tx)?,
        })
    }

    /// The book's method of a code.
    pub fn method(&self, code: &str) -> Result<MethodId> {
        let found = self.methods.get(code).or_else(|| self.methods.get("other")).copied();
        found.ok_or_else(|| Error::new(ErrorCode::UnknownMethod).with("value", code))
    }

    /// The platform of which a credit history tells: the book's of that name in whatever unit, since nothing is posted;
    /// else a new one where the import posts, and none where it only keeps.
    pub fn history_of(
        &mut self,
        posting: &mut Posting<'_>,
        batch: &Batch,
        supplier: usize,
        posts: bool,
    ) -> Result<Option<PlatformId>> {
        if let Some(known) = self.platforms.get(&supplier) {
            return Ok(Some(*known));
        }
        let name = batch.suppliers.groups.get(supplier).map(|group| group.name()).unwrap_or_default();
        let found = posting
            .tx
            .prepare_cached("SELECT id FROM platforms WHERE name_key = ?1")?
            .query_row([text::key(&name)], |r| r.get(0))
            .optional()?;
        match found {
            None if posts => self.platform(posting, batch, supplier).map(Some),
            found => Ok(found),
        }
    }

    /// The platform of a supplier: the book's of that name, else a new one in the book's currency.
    ///
    /// A platform of that name in another unit refuses the import: what was paid is not its credit.
    pub fn platform(&mut self, posting: &mut Posting<'_>, batch: &Batch, supplier: usize) -> Result<PlatformId> {
        if let Some(known) = self.platforms.get(&supplier) {
            return Ok(*known);
        }
        let name = batch.suppliers.groups.get(supplier).map(|group| group.name()).unwrap_or_default();
        let found = posting
            .tx
            .prepare_cached("SELECT id, unit, decimals FROM platforms WHERE name_key = ?1")?
            .query_row([text::key(&name)], |r| Ok((r.get(0)?, r.get::<_, String>(1)?, r.get::<_, u8>(2)?)))
            .optional()?;
        let id = match found {
            Some((id, unit, decimals)) if unit == self.currency && decimals >= self.decimals => {
                self.set_aside.platform(posting, id)?;
                id
            }
            Some((_, unit, _)) => {
                let refused = Error::new(ErrorCode::PlatformUnit).with("platform", &name).with("unit", unit);
                return Err(refused.with("currency", &self.currency));
            }
            None => {
                let input = AddPlatform {
                    name,
                    unit: self.currency.clone(),
                    decimals: self.decimals,
                    low: None,
                    critical: None,
                };
                platforms::insert(posting, &input)?
            }
        };
        self.platforms.insert(supplier, id);
        Ok(id)
    }

    /// Brings the old products in; `offers` says whether with an offer on their supplier's platform.
    pub fn add_products(
        &mut self,
        posting: &mut Posting<'_>,
        batch: &mut Batch,
        sources: &mut Sources,
        offers: bool,
    ) -> Result<()> {
        let products = std::mem::take(&mut batch.products);
        for product in &products {
            let Some(state) = batch.state(product.at) else { continue };
            let (key, fate, entity) = (state.key.clone(), state.fate, state.entity);
            let term = term_of(&product.duration);
            match (fate, entity) {
                (Fate::Accepted, _) => {
                    let id = match product_named(posting.tx, &product.name)? {
                        Some((id, _)) => {
                            self.set_aside.product(posting, id)?;
                            id
                        }
                        None => self.add_product(posting, batch, sources, product, &key, offers)?,
                    };
                    batch.became(product.at, "products", id.0);
                    self.products.insert(key, (id, term));
                }
                (Fate::Duplicate, Some((_, id))) => {
                    self.products.entry(key).or_insert((ProductId(id), term));
                }
                _ => {}
            }
        }
        batch.products = products;
        Ok(())
    }

    fn add_product(
        &mut self,
        posting: &mut Posting<'_>,
        batch: &mut Batch,
        sources: &mut Sources,
        product: &Product,
        key: &str,
        offers: bool,
    ) -> Result<ProductId> {
        let named = match product.platform_id.as_str() {
            "" => None,
            id => {
                let found = sources.platform(posting.tx, batch, id)?;
                if found.is_none() {
                    batch.note(product.at, "platform_id", id, Verdict::UnknownReference);
                }
                found
            }
        };
        let supplier = named.or_else(|| sources.newest_supplier(key)).filter(|_| offers);
        let cost = product.platform_price.filter(|_| named.is_some()).or(product.average_cost);
        let offers = match (supplier, cost) {
            (Some(supplier), Some(cost)) => self.offer(posting, batch, supplier, cost)?,
            _ => Vec::new(),
        };
        let term = term_of(&product.duration);
        let account = text::key(&product.category).contains("account");
        let kind = match (term, account) {
            (Some(_), _) => ProductKind::Subscription,
            (None, true) => ProductKind::Account,
            (None, false) => ProductKind::Code,
        };
        let input = ProductInput {
            name: product.name.clone(),
            kind,
            category: product.category.clone(),
            price: product.price.to_string(),
            term_months: term.and_then(|t| if let Term::Months(months) = t { Some(months) } else { None }),
            term_days: term.and_then(|t| if let Term::Days(days) = t { Some(days) } else { None }),
            note: note(&[&product.description]),
            offers,
        };
        catalog::insert(posting, &input)
    }

    /// A product's offer on its supplier's platform. None on one that was put aside: what was bought and sold there is
    /// history and comes in, but nothing is to be sold from it again.
    fn offer(
        &mut self,
        posting: &mut Posting<'_>,
        batch: &Batch,
        supplier: usize,
        cost: Decimal,
    ) -> Result<Vec<OfferInput>> {
        let platform_id = self.platform(posting, batch, supplier)?;
        let archived: bool = posting
            .tx
            .prepare_cached("SELECT archived FROM platforms WHERE id = ?1")?
            .query_row([platform_id], |r| r.get(0))?;
        if archived {
            return Ok(Vec::new());
        }
        let cost = rounded_half_even(cost, self.decimals);
        let credit = Credit::from_decimal(cost).map_err(|_| Error::overflow())?.to_string();
        Ok(vec![OfferInput { platform_id, credit, is_default: true }])
    }

    /// The product of a sale, with its term. What its id names is in no file: kept by its name.
    pub fn product_of(
        &mut self,
        posting: &mut Posting<'_>,
        batch: &mut Batch,
        sources: &Sources,
        sale: &Sale,
    ) -> Result<(ProductId, Option<Term>)> {
        if let Some(known) = self.products.get(&sale.product_id) {
            return Ok(*known);
        }
        if let Some(id) = keys::entity(posting.tx, Shape::Products, &sale.product_id)? {
            let (product, term) = product_of_id(posting.tx, ProductId(id))?;
            let found = (product, sources.term(&sale.product_id).unwrap_or(term));
            self.products.insert(sale.product_id.clone(), found);
            return Ok(found);
        }
        if self.knows_products && !sale.product_id.is_empty() {
            batch.note(sale.at, "product_id", &sale.product_id, Verdict::UnknownReference);
        }
        let key = sources.product_key(&sale.product_id, &sale.product_name);
        if let Some(known) = self.products.get(&key) {
            return Ok(*known);
        }
        let name = if sale.product_name.is_empty() { clip(&sale.product_id, 200) } else { sale.product_name.clone() };
        let found = match product_named(posting.tx, &name)? {
            Some(found) => {
                self.set_aside.product(posting, found.0)?;
                found
            }
            None => {
                let price = sale.unit.map(|unit| rounded_half_even(unit, self.decimals));
                let price = price.and_then(|price| Money::from_decimal(price).ok()).unwrap_or(Money::ZERO);
                let input = ProductInput {
                    name,
                    kind: ProductKind::Code,
                    category: String::new(),
                    price: price.to_string(),
                    term_months: None,
                    term_days: None,
                    note: String::new(),
                    offers: Vec::new(),
                };
                (catalog::insert(posting, &input)?, None)
            }
        };
        // An unknown id is warned of each time; a product without an id is simply the one of its name.
        if sale.product_id.is_empty() || !self.knows_products {
            self.products.insert(key, found);
        }
        Ok(found)
    }

    /// Brings the old subscribers in. Somebody of the same name and phone is known already.
    pub fn add_subscribers(&mut self, posting: &mut Posting<'_>, batch: &mut Batch) -> Result<()> {
        let subscribers = std::mem::take(&mut batch.subscribers);
        for subscriber in &subscribers {
            let Some(state) = batch.state(subscriber.at) else { continue };
            let (key, fate, entity) = (state.key.clone(), state.fate, state.entity);
            match (fate, entity) {
                (Fate::Accepted, _) => {
                    let known = match subscriber.phone.as_str() {
                        "" => self.set_aside.customer_named(posting, &subscriber.name, "")?,
                        phone => customer_known(posting.tx, &subscriber.name, phone)?,
                    };
                    let id = match known {
                        Some(id) => {
                            self.set_aside.customer(posting, id)?;
                            id
                        }
                        None => {
                            let input = CustomerInput {
                                name: subscriber.name.clone(),
                                phone: subscriber.phone.clone(),
                                email: subscriber.email.clone(),
                                wilaya: subscriber.wilaya.clone(),
                                note: note(&[&subscriber.note]),
                                language: None,
                            };
                            customers::insert(posting, &input)?
                        }
                    };
                    batch.became(subscriber.at, "customers", id.0);
                    self.subscribers.insert(key, id);
                }
                (Fate::Duplicate, Some((_, id))) => {
                    self.subscribers.entry(key).or_insert(CustomerId(id));
                }
                _ => {}
            }
        }
        batch.subscribers = subscribers;
        Ok(())
    }

    /// The customer of a sale: the subscriber, else somebody of that name and phone; nobody for a passing customer.
    pub fn customer_of(
        &mut self,
        posting: &mut Posting<'_>,
        batch: &mut Batch,
        sale: &Sale,
    ) -> Result<Option<CustomerId>> {
        if !sale.subscriber_id.is_empty() {
            if let Some(known) = self.subscribers.get(&sale.subscriber_id) {
                return Ok(Some(*known));
            }
            if let Some(id) = keys::entity(posting.tx, Shape::Subscribers, &sale.subscriber_id)? {
                self.subscribers.insert(sale.subscriber_id.clone(), CustomerId(id));
                return Ok(Some(CustomerId(id)));
            }
            if self.knows_subscribers {
                batch.note(sale.at, "subscriber_id", &sale.subscriber_id, Verdict::UnknownReference);
            }
        }
        if is_passing(&sale.customer_name) {
            return Ok(None);
        }
        let who = (text::key(&sale.customer_name), sale.customer_phone.clone());
        if let Some(known) = self.strangers.get(&who) {
            return Ok(Some(*known));
        }
        let id = match customer_known(posting.tx, &sale.customer_name, &sale.customer_phone)? {
            Some(id) => {
                self.set_aside.customer(posting, id)?;
                id
            }
            None => {
                let input = CustomerInput {
                    name: sale.customer_name.clone(),
                    phone: sale.customer_phone.clone(),
                    ..CustomerInput::default()
                };
                customers::insert(posting, &input)?
            }
        };
        self.strangers.insert(who, id);
        Ok(Some(id))
    }
}

/// Whether a name is nobody's in particular.
pub fn is_passing(name: &str) -> bool {
    PASSING.contains(&text::key(name).as_str())
}

fn product_named(tx: &Transaction<'_>, name: &str) -> Result<Option<(ProductId, Option<Term>)>> {
    let found = tx
        .prepare_cached("SELECT id, term_months, term_days FROM products WHERE name_key = ?1")?
        .query_row([text::key(name)], |r| Ok((r.get(0)?, catalog::term(r.get(1)?, r.get(2)?))))
        .optional()?;
    Ok(found)
}

fn product_of_id(tx: &Transaction<'_>, id: ProductId) -> Result<(ProductId, Option<Term>)> {
    Ok(tx
        .prepare_cached("SELECT id, term_months, term_days FROM products WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, catalog::term(r.get(1)?, r.get(2)?))))?)
}

fn customer_known(tx: &Transaction<'_>, name: &str, phone: &str) -> Result<Option<CustomerId>> {
    let found = tx
        .prepare_cached(
            "SELECT coalesce(merged_into, id) FROM customers WHERE name_key = ?1 AND phone = ?2 ORDER BY id LIMIT 1",
        )?
        .query_row(params![text::key(name), phone], |r| r.get(0))
        .optional()?;
    Ok(found)
}

/// The term that a duration of the old system means: `1month`, `12months`; none for `custom`.
pub fn term_of(duration: &str) -> Option<Term> {
    let folded: String = duration.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
    let count: u32 = digits.parse().ok()?;
    match folded.get(digits.len()..)? {
        "month" | "months" | "mois" if (1..=1200).contains(&count) => Some(Term::Months(count)),
        "year" | "years" | "an" | "ans" if (1..=100).contains(&count) => Some(Term::Months(count * 12)),
        "day" | "days" | "jour" | "jours" if (1..=36_500).contains(&count) => Some(Term::Days(count)),
        _ => None,
    }
}

/// Lines of a note, as long as a note may be; the row itself is kept whole.
pub fn note(lines: &[&str]) -> String {
    let joined = lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
    // As the book writes texts: there some characters are longer than they were.
    let kept: String = joined.nfc().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect();
    clip(kept.trim(), NOTE_MAX)
}

/// The first characters of a text.
pub fn clip(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}
