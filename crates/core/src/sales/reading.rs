//! Reading the lines of a typed sale: what each sells, what it takes from which platform, and what that costs.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rusqlite::Connection;

use super::correct::{InPlace, KeptLine};
use super::plan::{QuoteLine, QuoteOffer, SaleLineInput};
use super::posting::{NewLine, Take};
use crate::catalog::{self, SellingOffer};
use crate::codes;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, PlatformId, ProductId, SubscriptionId};
use crate::money::{Credit, MAX_LINE, MAX_QUANTITY, Money, typed_money};
use crate::platforms::ledger::{Tail, read_tail};
use crate::platforms::pool::{Taken, UnitCost};
use crate::subscriptions;
use crate::time::Day;

/// Reads lines one behind the other, so that two lines of one platform see each other's credit.
pub(super) struct LineReader<'c> {
    pub connection: &'c Connection,
    pub day: Day,
    pub decimals: u8,
    /// A line that names no platform takes the offer that costs least and has enough credit.
    pub cheapest: bool,
    /// Who buys, where the shop knows him.
    pub customer: Option<CustomerId>,
    /// What the lines before renew already.
    pub renewed: Vec<SubscriptionId>,
    /// The platforms' ledgers, as the lines before left them.
    pub tails: BTreeMap<PlatformId, Tail>,
    /// The codes that the lines before left, of products that have codes.
    pub codes: BTreeMap<ProductId, Option<u32>>,
    /// The sale in whose place this one is put.
    pub in_place: Option<&'c InPlace>,
}

impl LineReader<'_> {
    /// A line with what it takes, or what is wrong with it.
    pub fn read(&mut self, input: &SaleLineInput) -> Result<(NewLine, QuoteLine)> {
        let product = product(self.connection, input.product_id)?;
        let quantity = quantity(&input.quantity)?;
        let typed = input.unit_price.as_deref().filter(|t| !t.trim().is_empty());
        let unit_price = match typed {
            Some(text) => not_negative("unit_price", typed_money("unit_price", text, self.decimals)?)?,
            None => product.price,
        };
        let discount = match input.discount.trim() {
            "" => Money::ZERO,
            text => not_negative("discount", typed_money("discount", text, self.decimals)?)?,
        };
        let gross = unit_price.times(quantity)?;
        if gross.raw() > MAX_LINE {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "quantity").with("value", &input.quantity);
            return Err(refused.with("min", 1).with("max", MAX_LINE / unit_price.raw().max(1)));
        }
        if discount > gross {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "discount").with("value", discount);
            return Err(refused.with("min", 0).with("max", gross));
        }
        let kept = self.kept(input)?;
        let term = match kept.and_then(|line| line.term).filter(|_| product.term.is_some()) {
            Some(term) => Some(term),
            None => self.term(input, &product)?,
        };
        let codes = self.stock(input.product_id)?;
        let (offer, offers) = self.offer(input, &product, quantity, kept.is_some())?;
        let mut row = QuoteLine {
            line: 0,
            product: product.name,
            platform: None,
            platform_id: None,
            unit: String::new(),
            decimals: 0,
            quantity,
            unit_price,
            discount,
            total: gross.minus(discount)?,
            credit: Credit::ZERO,
            cost: Money::ZERO,
            profit: Money::ZERO,
            margin: None,
            balance_before: Credit::ZERO,
            balance_after: Credit::ZERO,
            shortage: None,
            below_cost: false,
            starts_on: term.map(|t| t.0),
            ends_on: term.map(|t| t.1),
            codes,
            offers,
        };
        let same = kept.filter(|line| {
            line.quantity == quantity && !line.credit.is_zero() && line.platform == offer.as_ref().map(|o| o.platform)
        });
        let take = match &offer {
            Some(offer) => self.take(offer, same, &mut row)?,
            None => Take::Credit(Credit::ZERO),
        };
        row.below_cost = row.total < row.cost;
        let from_stock = codes.is_some() && !input.without_codes;
        if let (true, Some(free)) = (from_stock, codes) {
            let taken = u32::try_from(quantity).unwrap_or(u32::MAX);
            self.codes.insert(input.product_id, Some(free.saturating_sub(taken)));
        }
        let new = NewLine {
            product: input.product_id,
            platform: offer.map(|o| o.platform),
            quantity,
            unit_price,
            discount,
            take,
            term,
            renews: input.renews,
            codes: from_stock,
        };
        Ok((new, row))
    }

    /// First day and end of the subscription that a line opens: from the sale's day, or from the end of the one that it
    /// renews.
    fn term(&mut self, input: &SaleLineInput, product: &SoldProduct) -> Result<Option<(Day, Day)>> {
        let start = match input.renews {
            Some(renewed) if self.renewed.contains(&renewed) => {
                return Err(Error::new(ErrorCode::OutOfRange).with("field", "renews").with("value", renewed));
            }
            Some(renewed) => {
                self.renewed.push(renewed);
                subscriptions::renewal_start(self.connection, renewed, self.customer, self.day)?
            }
            None => self.day,
        };
        match product.term {
            Some(term) => Ok(Some((start, start.plus_term(term)?))),
            None if input.renews.is_some() => {
                Err(Error::new(ErrorCode::NoTerm).with("field", "product_id").with("product", &product.name))
            }
            None => Ok(None),
        }
    }

    /// The line of the corrected sale in whose place this one stands, where it sells the same product.
    fn kept(&self, input: &SaleLineInput) -> Result<Option<KeptLine>> {
        let Some(line) = input.in_place_of else { return Ok(None) };
        let found = self.in_place.and_then(|sale| sale.lines.get(&line)).copied();
        let known =
            found.ok_or_else(|| Error::new(ErrorCode::OutOfRange).with("field", "in_place_of").with("value", line))?;
        Ok(Some(known).filter(|line| line.product == input.product_id))
    }

    /// The codes of a product that are left behind the lines before.
    fn stock(&mut self, product: ProductId) -> Result<Option<u32>> {
        Ok(match self.codes.entry(product) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(codes::stock(self.connection, product)?),
        })
    }

    /// The offer that a line takes, with what each offer would cost where there are several.
    fn offer(
        &mut self,
        input: &SaleLineInput,
        product: &SoldProduct,
        quantity: i64,
        kept: bool,
    ) -> Result<(Option<SellingOffer>, Vec<QuoteOffer>)> {
        // What stands in the place of an older line takes the credit that was asked for then.
        let day = self.in_place.filter(|_| kept).map_or(self.day, |sale| sale.day);
        let offers = catalog::selling_offers(self.connection, input.product_id, day)?;
        let known = if offers.len() > 1 { self.compare(&offers, quantity)? } else { Vec::new() };
        let Some(wanted) = input.platform_id else {
            let least = if self.cheapest { cheapest(&known) } else { None };
            let found = offers.iter().position(|offer| Some(offer.platform) == least).unwrap_or(0);
            return Ok((offers.into_iter().nth(found), known));
        };
        let found = offers.into_iter().find(|o| o.platform == wanted);
        if found.is_some() {
            return Ok((found, known));
        }
        let platform = read_tail(self.connection, wanted).map_err(|e| e.with("field", "platform_id"))?.name;
        Err(catalog::unknown_offer(&product.name, &platform).with("field", "platform_id"))
    }

    /// What each offer would cost now, on platforms that are in use.
    fn compare(&mut self, offers: &[SellingOffer], quantity: i64) -> Result<Vec<QuoteOffer>> {
        let mut known = Vec::with_capacity(offers.len());
        for offer in offers {
            let decimals = self.decimals;
            let tail = self.tail(offer.platform)?;
            let credit = offer.credit.times(quantity)?;
            if tail.archived || credit.raw() > MAX_LINE {
                continue;
            }
            let taken = tail.pool.take(credit, tail.beyond_cost(), decimals)?;
            known.push(QuoteOffer {
                platform_id: offer.platform,
                platform: tail.name.clone(),
                cost: taken.cost,
                enough: taken.beyond.is_none(),
            });
        }
        Ok(known)
    }

    fn tail(&mut self, platform: PlatformId) -> Result<&mut Tail> {
        Ok(match self.tails.entry(platform) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(read_tail(self.connection, platform)?),
        })
    }

    fn take(&mut self, offer: &SellingOffer, same: Option<KeptLine>, row: &mut QuoteLine) -> Result<Take> {
        let decimals = self.decimals;
        let tail = self.tail(offer.platform)?;
        if tail.archived {
            let archived = Error::new(ErrorCode::Archived).with("entity", "platform").with("value", &tail.name);
            return Err(archived.with("field", "platform_id"));
        }
        let before = tail.pool;
        let credit = offer.credit.times(row.quantity)?;
        if credit.raw() > MAX_LINE {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "quantity").with("value", row.quantity);
            return Err(refused.with("min", 1).with("max", MAX_LINE / offer.credit.raw().max(1)));
        }
        let same = same.filter(|line| before.gives(line.credit, line.cost));
        let credit = same.map_or(credit, |line| line.credit);
        let taken = match same {
            Some(line) => Taken { cost: line.cost, beyond: None },
            None => before.take(credit, tail.beyond_cost(), decimals).map_err(|e| e.with("field", "quantity"))?,
        };
        tail.pool = before.with(credit.negated()?, taken.cost.negated()?)?;
        if !credit.is_zero() {
            tail.last_known = UnitCost { value: taken.cost, credit };
        }
        row.platform = Some(tail.name.clone());
        row.platform_id = Some(offer.platform);
        row.unit = tail.unit.clone();
        row.decimals = tail.decimals;
        row.credit = credit;
        row.cost = taken.cost;
        row.balance_before = before.credit;
        row.balance_after = tail.pool.credit;
        Ok(match same {
            Some(line) => Take::Same(line.credit, line.cost),
            None => Take::Credit(credit),
        })
    }
}

/// The platform of the offer that costs least, of those that have enough credit; the first of equals, which is the default.
fn cheapest(offers: &[QuoteOffer]) -> Option<PlatformId> {
    offers.iter().filter(|offer| offer.enough).min_by_key(|offer| offer.cost).map(|offer| offer.platform_id)
}

/// What a sale needs to know of its product.
struct SoldProduct {
    name: String,
    price: Money,
    term: Option<crate::time::Term>,
}

fn product(connection: &Connection, id: ProductId) -> Result<SoldProduct> {
    use rusqlite::OptionalExtension;
    let found = connection
        .prepare_cached("SELECT name, price, term_months, term_days, archived FROM products WHERE id = ?1")?
        .query_row([id], |r| {
            let term = catalog::term(r.get(2)?, r.get(3)?);
            Ok((SoldProduct { name: r.get(0)?, price: r.get(1)?, term }, r.get::<_, bool>(4)?))
        })
        .optional()?;
    match found {
        None => Err(Error::new(ErrorCode::UnknownProduct).with("field", "product_id").with("value", id)),
        Some((product, true)) => Err(Error::new(ErrorCode::Archived)
            .with("field", "product_id")
            .with("entity", "product")
            .with("value", product.name)),
        Some((product, false)) => Ok(product),
    }
}

fn quantity(text: &str) -> Result<i64> {
    if text.trim().is_empty() {
        return Ok(1);
    }
    let bad = |code| Error::new(code).with("field", "quantity").with("value", text);
    let value = crate::money::parse_number(text).ok_or_else(|| bad(ErrorCode::BadNumber))?;
    let whole = value.normalize();
    if whole.scale() > 0 {
        return Err(bad(ErrorCode::TooPrecise).with("decimals", 0));
    }
    let count = i64::try_from(whole.mantissa()).unwrap_or(i64::MAX);
    if (1..=MAX_QUANTITY).contains(&count) {
        return Ok(count);
    }
    Err(bad(ErrorCode::OutOfRange).with("min", 1).with("max", MAX_QUANTITY))
}

pub(super) fn not_negative(field: &str, amount: Money) -> Result<Money> {
    if amount.is_negative() {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", field).with("value", amount).with("min", 0));
    }
    Ok(amount)
}
