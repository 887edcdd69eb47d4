//! Where each old sale's credit came from and what it cost, worked out from the purchases before it.

use std::collections::{HashMap, HashSet};

use rusqlite::Transaction;
use rust_decimal::Decimal;

use super::batch::{Batch, Fate, Product, Sale, Setting};
use super::earlier::Earlier;
use super::keys;
use super::parties::term_of;
use super::shapes::Shape;
use super::suppliers::TO_SORT;
use super::values::rounded_half_even;
use super::verdicts::Verdict;
use crate::error::{Error, Result};
use crate::money::{MAX_LINE, Money};
use crate::text;
use crate::time::{Day, Term};

/// A purchase of a product; once all are known, the product's purchases up to and with it.
#[derive(Debug, Clone, Copy)]
pub struct Bought {
    pub day: Day,
    pub supplier: usize,
    pub quantity: i64,
    pub total: Money,
}

/// A sale's platform and cost.
#[derive(Debug, Clone, Copy)]
pub struct Sourced {
    /// The supplier's group.
    pub supplier: usize,
    /// Dinars, to the coin.
    pub cost: Money,
}

/// What is known of products and their purchases, by the product's key in the files.
#[derive(Debug, Default)]
pub struct Sources {
    bought: HashMap<String, Vec<Bought>>,
    /// Product key by the key of its name.
    names: HashMap<String, String>,
    /// Keys of the products in the files.
    products: HashSet<String>,
    /// What each old product runs for: two of one name are one in the book, but keep their terms.
    terms: HashMap<String, Option<Term>>,
    /// Average cost by product key.
    averages: HashMap<String, Decimal>,
    /// Supplier group by the old platform's id.
    platforms: HashMap<String, Option<usize>>,
}

impl Sources {
    /// Gathers them from the rows that stand, now or since an earlier import. Those of before are only read where rows
    /// come in that ask for them.
    pub fn of(tx: &Transaction<'_>, batch: &mut Batch, setting: Setting) -> Result<Self> {
        let sold = batch.sales.iter().map(|sale| sale.at);
        let asked = sold.chain(batch.products.iter().map(|product| product.at)).any(|at| batch.is_accepted(at));
        let earlier = if asked { Earlier::read(tx, &mut batch.suppliers, setting)? } else { Earlier::default() };
        let mut sources = Self::default();
        for (key, product) in &earlier.products {
            sources.add_product(key, product);
        }
        for product in &batch.products {
            if let Some(state) = batch.state(product.at).filter(|s| s.fate != Fate::Refused) {
                sources.add_product(&state.key, product);
            }
        }
        // Of a platform that came in before, the book knows better what it is called today.
        let platforms = batch.platforms.iter().filter(|platform| batch.is_accepted(platform.at));
        let now = platforms.map(|platform| (batch.key(platform.at).to_owned(), platform.supplier));
        let known = earlier.platforms.into_iter().chain(now).map(|(id, supplier)| (id, Some(supplier)));
        sources.platforms.extend(known);
        for purchased in earlier.purchases {
            sources.add_purchase(&purchased.product_id, &purchased.product_name, purchased.bought);
        }
        // A row that came in before is among those of before.
        for purchase in batch.purchases.iter().filter(|purchase| batch.is_accepted(purchase.at)) {
            let (day, supplier) = (purchase.day, purchase.supplier);
            let bought = Bought { day, supplier, quantity: purchase.quantity, total: purchase.total };
            sources.add_purchase(&purchase.product_id, &purchase.product_name, bought);
        }
        sources.add_up()?;
        Ok(sources)
    }

    fn add_product(&mut self, key: &str, product: &Product) {
        self.names.entry(text::key(&product.name)).or_insert_with(|| key.to_owned());
        self.products.insert(key.to_owned());
        self.terms.insert(key.to_owned(), term_of(&product.duration));
        if let Some(average) = product.average_cost {
            self.averages.insert(key.to_owned(), average);
        }
    }

    fn add_purchase(&mut self, product_id: &str, product_name: &str, bought: Bought) {
        let key = self.product_key(product_id, product_name);
        self.bought.entry(key).or_default().push(bought);
    }

    fn add_up(&mut self) -> Result<()> {
        for bought in self.bought.values_mut() {
            bought.sort_by_key(|b| b.day);
            let (mut quantity, mut total) = (0_i64, Money::ZERO);
            for one in bought {
                quantity = quantity.checked_add(one.quantity).ok_or_else(Error::overflow)?;
                total = total.plus(one.total)?;
                (one.quantity, one.total) = (quantity, total);
            }
        }
        Ok(())
    }

    /// What an old product runs for, where the files tell.
    pub fn term(&self, product: &str) -> Option<Option<Term>> {
        self.terms.get(product).copied()
    }

    /// The key of a product: its id where anything is known by it, else that of the product of its name.
    pub fn product_key(&self, id: &str, name: &str) -> String {
        let known = self.products.contains(id) || self.bought.contains_key(id);
        if !id.is_empty() && known {
            return id.to_owned();
        }
        match self.names.get(&text::key(name)) {
            Some(key) => key.clone(),
            None if id.is_empty() => format!("name:{}", text::key(name)),
            None => id.to_owned(),
        }
    }

    /// A product's purchases up to a day.
    fn up_to(&self, product: &str, day: Day) -> Option<Bought> {
        let bought = self.bought.get(product)?;
        let count = bought.partition_point(|b| b.day <= day);
        count.checked_sub(1).and_then(|newest| bought.get(newest)).copied()
    }

    /// The supplier of a product's newest purchase up to a day, else of its first.
    fn supplier(&self, product: &str, day: Day) -> Option<usize> {
        let first = || self.bought.get(product).and_then(|b| b.first()).copied();
        self.up_to(product, day).or_else(first).map(|b| b.supplier)
    }

    /// The supplier of a product's newest purchase of all.
    pub fn newest_supplier(&self, product: &str) -> Option<usize> {
        self.bought.get(product).and_then(|b| b.last()).map(|b| b.supplier)
    }

    /// The group of an old platform's id, from these files or an earlier import.
    pub fn platform(&mut self, tx: &Transaction<'_>, batch: &mut Batch, id: &str) -> Result<Option<usize>> {
        if let Some(known) = self.platforms.get(id) {
            return Ok(*known);
        }
        let found = match keys::entity(tx, Shape::Platforms, id)? {
            Some(row) => {
                let name: String = tx.query_row("SELECT name FROM platforms WHERE id = ?1", [row], |r| r.get(0))?;
                Some(batch.suppliers.named(&name))
            }
            None => None,
        };
        self.platforms.insert(id.to_owned(), found);
        Ok(found)
    }

    /// Platform and cost of a sale, with a warning where they are not known; none where its cost is beyond what the
    /// book holds, and the row is refused.
    pub fn of_sale(
        &mut self,
        tx: &Transaction<'_>,
        batch: &mut Batch,
        sale: &Sale,
        setting: Setting,
    ) -> Result<Option<Sourced>> {
        let product = self.product_key(&sale.product_id, &sale.product_name);
        let cost = self.cost(&product, sale, setting);
        if let Cost::Beyond = cost {
            // The price was right by itself; it is the quantity that takes it beyond.
            batch.refuse(sale.at, "quantity", &sale.quantity.to_string(), Verdict::OutOfRange);
            return Ok(None);
        }
        let named = match sale.platform_id.as_str() {
            "" => None,
            id => {
                let found = self.platform(tx, batch, id)?;
                if found.is_none() {
                    batch.note(sale.at, "platform_id", id, Verdict::UnknownReference);
                }
                found
            }
        };
        let supplier = match named.or_else(|| self.supplier(&product, sale.day)) {
            Some(supplier) => supplier,
            None => batch.suppliers.named(TO_SORT),
        };
        let Cost::Known(cost) = cost else {
            batch.note(sale.at, "product_id", &sale.product_id, Verdict::CostUnknown);
            return Ok(Some(Sourced { supplier, cost: Money::ZERO }));
        };
        Ok(Some(Sourced { supplier, cost }))
    }

    /// Rounded half to even to the coin once, at the end.
    fn cost(&self, product: &str, sale: &Sale, setting: Setting) -> Cost {
        let times = |price: Decimal| cost_of(sale.quantity, price, setting.decimals).map_or(Cost::Beyond, Cost::Known);
        if let Some(price) = sale.platform_price {
            return times(price);
        }
        if let Some(bought) = self.up_to(product, sale.day).filter(|b| !b.total.is_zero()) {
            let share = bought.total.share_round_half_even(sale.quantity, bought.quantity, setting.decimals);
            return share.ok().filter(|cost| cost.raw() <= MAX_LINE).map_or(Cost::Beyond, Cost::Known);
        }
        self.averages.get(product).map_or(Cost::Unknown, |average| times(*average))
    }
}

/// What a sale cost.
enum Cost {
    /// Dinars.
    Known(Money),
    /// Nothing says what it cost.
    Unknown,
    /// More than a line of the book holds.
    Beyond,
}

/// So many at such a price, rounded half to even to the coin; none beyond what a line of the book holds.
pub fn cost_of(quantity: i64, price: Decimal, decimals: u8) -> Option<Money> {
    let exact = Decimal::from(quantity).checked_mul(price)?;
    let cost = Money::from_decimal(rounded_half_even(exact, decimals)).ok()?;
    (cost.raw() <= MAX_LINE).then_some(cost)
}
