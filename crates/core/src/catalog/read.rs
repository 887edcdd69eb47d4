//! Products as they are shown, searched and sold.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::ProductKind;
use crate::codes;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{OfferId, PlatformId, ProductId};
use crate::money::{Credit, Money, Percent};
use crate::platforms::ledger::{Tail, read_tail};
use crate::settings;
use crate::text;
use crate::time::{Caller, Day};

/// Days over which sales count for the order of a search.
const RECENT_DAYS: i64 = 60;

/// A product's price on one platform, with what it would cost now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Offer {
    /// Row id.
    pub id: OfferId,
    /// Where.
    pub platform_id: PlatformId,
    /// Its name.
    pub platform: String,
    /// Its unit.
    pub unit: String,
    /// Decimals of the unit.
    pub decimals: u8,
    /// The price in credit.
    pub credit: Credit,
    /// Taken where nothing else is said.
    pub is_default: bool,
    /// Its dinar cost now; none where the platform's credit has no known cost.
    pub cost: Option<Money>,
    /// The platform's balance.
    pub balance: Credit,
}

/// A product with its offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Product {
    /// Row id.
    pub id: ProductId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: ProductKind,
    /// Category.
    pub category: String,
    /// The shop's price.
    pub price: Money,
    /// Term in months.
    pub term_months: Option<u32>,
    /// Term in days.
    pub term_days: Option<u32>,
    /// Free text.
    pub note: String,
    /// Put aside.
    pub archived: bool,
    /// Its offers, the default first.
    pub offers: Vec<Offer>,
    /// Dinar cost by the default offer.
    pub cost: Option<Money>,
    /// Price less cost.
    pub profit: Option<Money>,
    /// Profit of the price.
    pub margin: Option<Percent>,
    /// Times sold lately.
    pub sold: u32,
    /// Codes in stock that can be sold; none where it sells without.
    pub codes: Option<u32>,
}

const PRODUCTS: &str =
    "SELECT id, name, kind, category, price, term_months, term_days, note, archived, name_key FROM products";

fn product_row(row: &Row<'_>) -> rusqlite::Result<(Product, String)> {
    let product = Product {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        category: row.get(3)?,
        price: row.get(4)?,
        term_months: row.get(5)?,
        term_days: row.get(6)?,
        note: row.get(7)?,
        archived: row.get(8)?,
        offers: Vec::new(),
        cost: None,
        profit: None,
        margin: None,
        sold: 0,
        codes: None,
    };
    Ok((product, row.get(9)?))
}

/// All products by name, those put aside last or left out.
pub fn list(connection: &Connection, caller: &Caller, with_archived: bool) -> Result<Vec<Product>> {
    let rows = rows(connection, with_archived)?;
    let products = rows.into_iter().map(|(product, _)| product).collect();
    complete(connection, caller, products)
}

/// Products found by any part of their name or category, case, accents and letter forms ignored: names that begin with
/// the text first, then what is sold most lately.
pub fn search(connection: &Connection, caller: &Caller, wanted: &str, with_archived: bool) -> Result<Vec<Product>> {
    let key = text::key(wanted);
    let words: Vec<&str> = key.split(' ').filter(|w| !w.is_empty()).collect();
    let mut found: Vec<(Product, String)> = rows(connection, with_archived)?
        .into_iter()
        .filter(|(product, name)| {
            let category = text::key(&product.category);
            words.iter().all(|word| name.contains(word) || category.contains(word))
        })
        .collect();
    let sold = sold_lately(connection, caller)?;
    let count = |product: &Product| sold.get(&product.id).copied().unwrap_or(0);
    found.sort_by(|(a, a_name), (b, b_name)| {
        let begins = |name: &String| !name.starts_with(key.as_str());
        (a.archived, begins(a_name))
            .cmp(&(b.archived, begins(b_name)))
            .then(count(b).cmp(&count(a)))
            .then(a_name.cmp(b_name))
    });
    complete(connection, caller, found.into_iter().map(|(product, _)| product).collect())
}

fn rows(connection: &Connection, with_archived: bool) -> Result<Vec<(Product, String)>> {
    let sql = format!("{PRODUCTS} WHERE archived = 0 OR ?1 ORDER BY archived, name_key");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([with_archived], product_row)?.collect::<rusqlite::Result<_>>()?)
}

/// One product.
pub fn get(connection: &Connection, caller: &Caller, id: ProductId) -> Result<Product> {
    let found =
        connection.prepare_cached(&format!("{PRODUCTS} WHERE id = ?1"))?.query_row([id], product_row).optional()?;
    let (product, _) = found.ok_or_else(|| Error::new(ErrorCode::UnknownProduct).with("value", id))?;
    let mut completed = complete(connection, caller, vec![product])?;
    completed.pop().ok_or_else(|| Error::bug("a product vanished"))
}

/// The product of a name, by its key.
pub fn find(connection: &Connection, name: &str) -> Result<ProductId> {
    let found = connection
        .prepare_cached("SELECT id FROM products WHERE name_key = ?1")?
        .query_row([text::key(name)], |r| r.get(0))
        .optional()?;
    found.ok_or_else(|| Error::new(ErrorCode::UnknownProduct).with("field", "product").with("value", name))
}

/// Categories in use, by name.
pub fn categories(connection: &Connection) -> Result<Vec<String>> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT category FROM products WHERE category <> '' ORDER BY category")?;
    Ok(statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// What taking `credit` would cost now, at the pool's present average; none where no cost is known.
pub(crate) fn present_cost(tail: &Tail, credit: Credit, decimals: u8) -> Result<Option<Money>> {
    if tail.head.length == 0 {
        return Ok(None);
    }
    tail.beyond_cost().of_round_half_even(credit, decimals).map(Some)
}

/// An offer as it is sold on a day.
#[derive(Debug, Clone)]
pub(crate) struct SellingOffer {
    pub id: OfferId,
    pub platform: PlatformId,
    pub credit: Credit,
    pub is_default: bool,
}

/// A product's offers with the price in force on `day`, the default first.
pub(crate) fn selling_offers(connection: &Connection, product: ProductId, day: Day) -> Result<Vec<SellingOffer>> {
    let mut statement = connection.prepare_cached(
        "SELECT o.id, o.platform_id, o.is_default,
                (SELECT p.credit FROM offer_prices p WHERE p.offer_id = o.id AND p.from_day <= ?2
                 ORDER BY p.from_day DESC, p.id DESC LIMIT 1)
         FROM offers o WHERE o.product_id = ?1 AND o.archived = 0 ORDER BY o.is_default DESC, o.id",
    )?;
    let rows = statement.query_map(params![product, day], |r| {
        Ok(SellingOffer {
            id: r.get(0)?,
            platform: r.get(1)?,
            is_default: r.get(2)?,
            credit: r.get::<_, Option<Credit>>(3)?.unwrap_or(Credit::ZERO),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The offer that carries on what runs on a platform: that platform's, where the product is still offered there, for the
/// customer's access lies on its panel; else the first of those in use, which is the default where that is.
pub(crate) fn renewing_offer(
    connection: &Connection,
    product: ProductId,
    platform: Option<PlatformId>,
    day: Day,
) -> Result<Option<SellingOffer>> {
    let offers = selling_offers(connection, product, day)?;
    let in_use = "SELECT archived = 0 FROM platforms WHERE id = ?1";
    let in_use = |offer: &SellingOffer| connection.prepare_cached(in_use)?.query_row([offer.platform], |r| r.get(0));
    let mut kept = Vec::with_capacity(offers.len());
    for offer in offers {
        if in_use(&offer)? {
            kept.push(offer);
        }
    }
    let offers = kept;
    let same = offers.iter().find(|offer| Some(offer.platform) == platform).cloned();
    Ok(same.or_else(|| offers.into_iter().next()))
}

fn sold_lately(connection: &Connection, caller: &Caller) -> Result<HashMap<ProductId, u32>> {
    let since = caller.today.plus_days(-RECENT_DAYS)?;
    let mut statement = connection.prepare_cached(
        // A line that was sold, not returned, has a quantity above zero: so the index of days tells all of it.
        "SELECT product_id FROM sale_lines WHERE day > ?1 AND quantity > 0",
    )?;
    let mut rows = statement.query([since])?;
    let mut sold = HashMap::new();
    while let Some(row) = rows.next()? {
        *sold.entry(row.get(0)?).or_default() += 1;
    }
    Ok(sold)
}

fn complete(connection: &Connection, caller: &Caller, mut products: Vec<Product>) -> Result<Vec<Product>> {
    let decimals = settings::currency_decimals(connection)?;
    let sold = sold_lately(connection, caller)?;
    let stocks = codes::stocks(connection)?;
    let mut tails: HashMap<PlatformId, Tail> = HashMap::new();
    for product in &mut products {
        for offer in selling_offers(connection, product.id, caller.today)? {
            let tail = match tails.entry(offer.platform) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(read_tail(connection, offer.platform)?),
            };
            product.offers.push(Offer {
                id: offer.id,
                platform_id: offer.platform,
                platform: tail.name.clone(),
                unit: tail.unit.clone(),
                decimals: tail.decimals,
                credit: offer.credit,
                is_default: offer.is_default,
                cost: present_cost(tail, offer.credit, decimals)?,
                balance: tail.pool.credit,
            });
        }
        product.codes = stocks.get(&product.id).copied();
        product.sold = sold.get(&product.id).copied().unwrap_or(0);
        product.cost = product.offers.iter().find(|o| o.is_default).and_then(|o| o.cost);
        if let Some(cost) = product.cost {
            let profit = product.price.minus(cost)?;
            product.margin = Percent::of_round_half_even(profit, product.price);
            product.profit = Some(profit);
        }
    }
    Ok(products)
}
