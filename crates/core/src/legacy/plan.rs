//! Where each old sale's credit came from and what it cost, worked out from the purchases before it.

use std::collections::{HashMap, HashSet};

use rusqlite::Transaction;
use rust_decimal::Decimal;

use super::batch::{Batch, Fate, Sale, Setting};
use super::keys;
use super::shapes::Shape;
use super::suppliers::TO_SORT;
use super::values::rounded_half_even;
use super::verdicts::Verdict;
use crate::error::{Error, Result};
use crate::money::Money;
use crate::text;
use crate::time::Day;

/// A product's purchases up to and with one of them.
#[derive(Debug, Clone, Copy)]
struct Bought {
    day: Day,
    supplier: usize,
    quantity: i64,
    total: Money,
}

/// A sale's platform and cost.
#[derive(Debug, Clone, Copy)]
pub struct Sourced {
    /// The supplier's group.
    pub supplier: usize,
    /// Dinars, to the coin.
    pub cost: Money,
}

/// What is known of products and their purchases, by the product's key in these files.
#[derive(Debug, Default)]
pub struct Sources {
    bought: HashMap<String, Vec<Bought>>,
    /// Product key by the key of its name.
    names: HashMap<String, String>,
    /// Keys of the products in these files.
    products: HashSet<String>,
    /// Average cost by product key.
    averages: HashMap<String, Decimal>,
    /// Supplier group by the old platform's id.
    platforms: HashMap<String, Option<usize>>,
}

impl Sources {
    /// Gathers them from the rows that stand, now or since an earlier import.
    pub fn of(batch: &Batch) -> Result<Self> {
        let mut sources = Self::default();
        for product in &batch.products {
            let Some(state) = batch.state(product.at).filter(|s| s.fate != Fate::Refused) else { continue };
            sources.names.entry(text::key(&product.name)).or_insert_with(|| state.key.clone());
            sources.products.insert(state.key.clone());
            if let Some(average) = product.average_cost {
                sources.averages.insert(state.key.clone(), average);
            }
        }
        for platform in &batch.platforms {
            if let Some(state) = batch.state(platform.at).filter(|s| s.fate != Fate::Refused) {
                sources.platforms.insert(state.key.clone(), Some(platform.supplier));
            }
        }
        sources.add_purchases(batch)?;
        Ok(sources)
    }

    fn add_purchases(&mut self, batch: &Batch) -> Result<()> {
        for purchase in &batch.purchases {
            let stands = |fate, earlier| fate == Fate::Accepted || (earlier && fate == Fate::Duplicate);
            let stands = batch.state(purchase.at).is_some_and(|s| stands(s.fate, s.earlier));
            if !stands {
                continue;
            }
            let key = self.product_key(&purchase.product_id, &purchase.product_name);
            let bought = Bought {
                day: purchase.day,
                supplier: purchase.supplier,
                quantity: purchase.quantity,
                total: purchase.total,
            };
            self.bought.entry(key).or_default().push(bought);
        }
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

    /// Platform and cost of a sale, with a warning where they are not known.
    pub fn of_sale(
        &mut self,
        tx: &Transaction<'_>,
        batch: &mut Batch,
        sale: &Sale,
        setting: Setting,
    ) -> Result<Sourced> {
        let product = self.product_key(&sale.product_id, &sale.product_name);
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
        let cost = self.cost(&product, sale, setting)?;
        if cost.is_none() {
            batch.note(sale.at, "product_id", &sale.product_id, Verdict::CostUnknown);
        }
        Ok(Sourced { supplier, cost: cost.unwrap_or(Money::ZERO) })
    }

    /// Dinars, rounded half to even to the coin once, at the end; none where nothing says what it cost.
    fn cost(&self, product: &str, sale: &Sale, setting: Setting) -> Result<Option<Money>> {
        let times = |price: Decimal| -> Result<Money> {
            let exact = Decimal::from(sale.quantity).checked_mul(price).ok_or_else(Error::overflow)?;
            Money::from_decimal(rounded_half_even(exact, setting.decimals)).map_err(|_| Error::overflow())
        };
        if let Some(price) = sale.platform_price {
            return times(price).map(Some);
        }
        if let Some(bought) = self.up_to(product, sale.day).filter(|b| !b.total.is_zero()) {
            return bought.total.share_round_half_even(sale.quantity, bought.quantity, setting.decimals).map(Some);
        }
        self.averages.get(product).map(|average| times(*average)).transpose()
    }
}
