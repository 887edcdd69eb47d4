//! Posting what the files hold, in the order of its days, by the same code as at the counter.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::batch::{Batch, Fate, Paid, Payment, Purchase, Sale, Setting};
use super::parties::{Parties, clip, note, term_of};
use super::paying::Covers;
use super::plan::{Sourced, Sources};
use super::report::ImportMode;
use super::values::rounded_half_even;
use crate::book::chain;
use crate::book::posting::Posting;
use crate::error::{Error, Result};
use crate::ids::{DepositId, PlatformId};
use crate::money::{Credit, MAX_LINE, Money, ONE};
use crate::payments::{self, PaymentEntry};
use crate::platforms::ledger::Entry;
use crate::platforms::{DepositEntry, MovementKind, post_correction, post_deposit, settling};
use crate::sales::posting::{NewLine, NewSale, Take, post_sale};
use crate::time::{Day, Term};

/// What movements that no row stands for say of themselves.
const NOTE: &str = "import";
/// The largest discount that the book holds, in raw steps.
const MAX_DISCOUNT: i64 = 100_000_000_000 * ONE;

/// What the files say, summed from the rows that came in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said {
    pub purchases: Money,
    pub revenue: Money,
    pub paid: Money,
    /// Payments of sales that an earlier import brought.
    pub paid_earlier: Money,
}

/// One import being posted.
#[derive(Debug)]
pub struct Import<'p, 't> {
    pub posting: &'p mut Posting<'t>,
    pub batch: Batch,
    pub parties: Parties,
    pub sources: Sources,
    pub mode: ImportMode,
    pub setting: Setting,
    /// What the panels say, by supplier group.
    pub figures: BTreeMap<usize, Credit>,
    pub said: Said,
    pub covers: Covers,
    /// The groups whose platform starts at nothing because nothing was said of its panel.
    pub unsaid: BTreeSet<usize>,
}

/// What happens on a day: deposits before sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Purchase(usize),
    Sale(usize),
}

impl Import<'_, '_> {
    /// Posts everything that its mode posts, and gives each row its fate.
    pub fn run(&mut self) -> Result<()> {
        let posts = self.mode != ImportMode::Archive;
        self.keep_history(posts)?;
        self.add_platforms(posts)?;
        self.parties.add_products(self.posting, &mut self.batch, &mut self.sources, posts)?;
        self.parties.add_subscribers(self.posting, &mut self.batch)?;
        let purchases = std::mem::take(&mut self.batch.purchases);
        let sales = std::mem::take(&mut self.batch.sales);
        let outcome = if posts { self.post(&purchases, &sales) } else { self.archive(&purchases, &sales) };
        (self.batch.purchases, self.batch.sales) = (purchases, sales);
        outcome
    }

    /// Keeps the rows without effect, those of a platform's credit with the platform.
    fn keep_history(&mut self, posts: bool) -> Result<()> {
        for (at, platform) in std::mem::take(&mut self.batch.history) {
            if !self.batch.is_accepted(at) {
                continue;
            }
            self.batch.decide(at, Fate::Kept);
            let Some(supplier) = platform else { continue };
            if let Some(id) = self.parties.history_of(self.posting, &self.batch, supplier, posts)? {
                self.batch.became(at, "platforms", id.0);
            }
        }
        Ok(())
    }

    fn add_platforms(&mut self, posts: bool) -> Result<()> {
        let platforms = std::mem::take(&mut self.batch.platforms);
        for platform in &platforms {
            if !self.batch.is_accepted(platform.at) {
                continue;
            }
            if posts {
                let id = self.parties.platform(self.posting, &self.batch, platform.supplier)?;
                self.batch.became(platform.at, "platforms", id.0);
            } else {
                self.batch.decide(platform.at, Fate::Kept);
            }
        }
        self.batch.platforms = platforms;
        Ok(())
    }

    fn archive(&mut self, purchases: &[Purchase], sales: &[Sale]) -> Result<()> {
        let paid = self.payments_by_sale()?;
        for purchase in purchases.iter().filter(|p| self.batch.is_accepted(p.at)).collect::<Vec<_>>() {
            self.said.purchases = self.said.purchases.plus(purchase.total)?;
            self.batch.decide(purchase.at, Fate::Kept);
        }
        for sale in sales.iter().filter(|s| self.batch.is_accepted(s.at)).collect::<Vec<_>>() {
            let payments = paid.get(self.batch.key(sale.at)).map_or(&[][..], Vec::as_slice);
            let (_, rows) = self.paid_of(sale, payments)?;
            for at in rows.into_iter().chain([sale.at]) {
                self.batch.decide(at, Fate::Kept);
            }
        }
        Ok(())
    }

    fn post(&mut self, purchases: &[Purchase], sales: &[Sale]) -> Result<()> {
        let mut events: Vec<(Day, Event)> = Vec::new();
        for (index, purchase) in purchases.iter().enumerate() {
            if self.batch.is_accepted(purchase.at) {
                events.push((purchase.day, Event::Purchase(index)));
            }
        }
        let mut sourced: HashMap<usize, Sourced> = HashMap::new();
        for (index, sale) in sales.iter().enumerate() {
            if self.batch.is_accepted(sale.at)
                && let Some(source) = self.sources.of_sale(self.posting.tx, &mut self.batch, sale, self.setting)?
            {
                events.push((sale.day, Event::Sale(index)));
                sourced.insert(index, source);
            }
        }
        // Only now: a payment does not come in without its sale.
        let paid = self.payments_by_sale()?;
        events.sort();
        let before = self.begin(purchases, &sourced, &events)?;
        for (_, event) in &events {
            match event {
                Event::Purchase(index) => {
                    let Some(purchase) = purchases.get(*index) else { continue };
                    self.post_purchase(purchase)?;
                }
                Event::Sale(index) => {
                    let (Some(sale), Some(source)) = (sales.get(*index), sourced.get(index)) else { continue };
                    let payments = paid.get(self.batch.key(sale.at)).map_or(&[][..], Vec::as_slice);
                    self.post_old_sale(sale, *source, payments)?;
                }
            }
        }
        self.close(&before, purchases)
    }

    /// Finds or makes the platforms of these events and notes their balances. In replay, what sales need beyond the
    /// deposits is there from the platform's first day on.
    fn begin(
        &mut self,
        purchases: &[Purchase],
        sourced: &HashMap<usize, Sourced>,
        events: &[(Day, Event)],
    ) -> Result<BTreeMap<usize, Credit>> {
        let mut balances: BTreeMap<usize, (Day, Credit, Credit, Credit)> = BTreeMap::new();
        for (day, event) in events {
            let (supplier, credit) = match event {
                Event::Purchase(index) => match purchases.get(*index) {
                    Some(purchase) => (purchase.supplier, Credit::from_raw(purchase.total.raw())),
                    None => continue,
                },
                Event::Sale(index) => match sourced.get(index) {
                    Some(source) => (source.supplier, Credit::from_raw(source.cost.raw()).negated()?),
                    None => continue,
                },
            };
            let platform = self.parties.platform(self.posting, &self.batch, supplier)?;
            let before = self.posting.tail(platform)?.pool.credit;
            let (_, _, balance, lowest) = balances.entry(supplier).or_insert((*day, before, before, before));
            *balance = balance.plus(credit)?;
            *lowest = (*lowest).min(*balance);
        }
        let mut before = BTreeMap::new();
        for (supplier, (day, at_start, _, lowest)) in balances {
            before.insert(supplier, at_start);
            if self.mode == ImportMode::Replay && lowest.is_negative() {
                self.post_opening(supplier, day, lowest.negated()?)?;
            }
        }
        Ok(before)
    }

    /// Credit that was there before the first purchase on record, at one dinar each like every old deposit; in as many
    /// movements as it takes, each of which holds no more than a line.
    fn post_opening(&mut self, supplier: usize, day: Day, credit: Credit) -> Result<()> {
        let platform = self.parties.platform(self.posting, &self.batch, supplier)?;
        let mut left = credit;
        while left > Credit::ZERO {
            let part = left.min(Credit::from_raw(MAX_LINE));
            self.post_opening_part(platform, day, part)?;
            left = left.minus(part)?;
        }
        Ok(())
    }

    fn post_opening_part(&mut self, platform: PlatformId, day: Day, credit: Credit) -> Result<()> {
        let value = Money::from_raw(credit.raw());
        let settled = settling::settle(self.posting, platform, day, credit, value)?;
        let movement = self.posting.post_movement(&Entry {
            platform,
            kind: MovementKind::Opening,
            day,
            credit,
            value,
            overdraft: false,
            deposit: None,
            line: None,
            note: NOTE,
        })?;
        settling::keep(self.posting, movement, &settled)
    }

    /// Brings a balance to a figure, in steps that a movement holds.
    fn correct(&mut self, platform: PlatformId, kind: MovementKind, day: Day, target: Credit) -> Result<()> {
        loop {
            let balance = self.posting.tail(platform)?.pool.credit;
            let step = target.minus(balance)?.raw().clamp(-MAX_LINE, MAX_LINE);
            if step == 0 {
                return Ok(());
            }
            let next = balance.plus(Credit::from_raw(step))?;
            post_correction(self.posting, platform, kind, day, next, NOTE)?;
        }
    }

    /// Brings the balances to what the panels say. In opening, where nothing is said, a platform keeps what it had
    /// before: what was bought has been sold since, so a new one ends at nothing.
    fn close(&mut self, before: &BTreeMap<usize, Credit>, purchases: &[Purchase]) -> Result<()> {
        let day = self.posting.caller.today;
        // Also a platform of which no row came in: what was said of its panel is not lost.
        let mut starts = before.clone();
        for supplier in self.figures.keys() {
            starts.entry(*supplier).or_insert(Credit::ZERO);
        }
        for (supplier, at_start) in &starts {
            let unsaid = self.mode == ImportMode::Opening && !self.figures.contains_key(supplier);
            if unsaid && *at_start <= Credit::ZERO {
                self.unsaid.insert(*supplier);
            }
            let deposited = purchases.iter().any(|p| p.supplier == *supplier && self.batch.is_accepted(p.at));
            let (kind, target) = match (self.mode, self.figures.get(supplier)) {
                (ImportMode::Opening, Some(figure)) => (MovementKind::Opening, *figure),
                (ImportMode::Opening, None) if deposited => (MovementKind::Opening, (*at_start).max(Credit::ZERO)),
                (ImportMode::Replay, Some(figure)) => (MovementKind::Adjustment, *figure),
                _ => continue,
            };
            let platform = self.parties.platform(self.posting, &self.batch, *supplier)?;
            self.correct(platform, kind, day, target)?;
        }
        Ok(())
    }

    fn post_purchase(&mut self, purchase: &Purchase) -> Result<()> {
        self.said.purchases = self.said.purchases.plus(purchase.total)?;
        // What cost nothing brought no credit that could be counted in dinars.
        if purchase.total.is_zero() {
            self.batch.decide(purchase.at, Fate::Kept);
            return Ok(());
        }
        let platform = self.parties.platform(self.posting, &self.batch, purchase.supplier)?;
        let method = self.parties.method(purchase.method)?;
        let what = format!("{} × {}", purchase.quantity, purchase.product_name);
        let entry = DepositEntry {
            platform,
            day: purchase.day,
            credit: Credit::from_raw(purchase.total.raw()),
            bonus: Credit::ZERO,
            due: purchase.total,
            // Paid below: the deposit's own code would add the method's fee, which the old system did not know.
            paid: Money::ZERO,
            method,
            note: note(&[&what, &purchase.invoice, &purchase.notes]),
            legacy_number: Some(legacy_number(self.batch.key(purchase.at))),
        };
        let (deposit, _): (DepositId, _) = post_deposit(self.posting, &entry)?;
        if purchase.paid == Paid::Whole {
            let amount = purchase.total.negated()?;
            payments::post(self.posting, &PaymentEntry::supplier(deposit, purchase.day, method, amount, Money::ZERO))?;
        }
        self.batch.became(purchase.at, "deposits", deposit.0);
        Ok(())
    }

    fn post_old_sale(&mut self, sale: &Sale, source: Sourced, payments: &[Payment]) -> Result<()> {
        let platform = self.parties.platform(self.posting, &self.batch, source.supplier)?;
        let (product, term) = self.parties.product_of(self.posting, &mut self.batch, &self.sources, sale)?;
        let customer = self.parties.customer_of(self.posting, &mut self.batch, sale)?;
        let (posted, rows) = self.paid_of(sale, payments)?;
        let (unit_price, discount) = self.price_of(sale)?;
        let new_sale = NewSale {
            day: sale.day,
            customer,
            note: note(&[&sale.notes]),
            overdraft_reason: String::new(),
            below_cost: sale.total < source.cost,
            corrects: None,
            codes: Vec::new(),
            legacy_number: Some(legacy_number(self.batch.key(sale.at))),
        };
        let line = NewLine {
            product,
            platform: Some(platform),
            quantity: sale.quantity,
            unit_price,
            discount,
            take: match self.mode {
                ImportMode::Replay => Take::Credit(Credit::from_raw(source.cost.raw())),
                _ => Take::Cost(source.cost),
            },
            term: subscription_of(sale, term_of(&sale.duration).or(term)),
            renews: None,
            codes: false,
        };
        let id = post_sale(self.posting, &new_sale, &[line], &posted)?;
        self.batch.became(sale.at, "sales", id.0);
        // A sale's payments are the newest of the chain, in their order; the rest of its total has no row of its own.
        let newest = self.posting.heads.moved(chain::PAYMENTS).map_or(0, |head| head.length);
        let first = newest - i64::try_from(posted.len()).unwrap_or(0) + 1;
        for (at, payment) in rows.into_iter().zip(first..) {
            self.batch.became(at, "payments", payment);
        }
        Ok(())
    }

    /// Price of one, to the coin, and what brings quantity times price to the file's total.
    fn price_of(&self, sale: &Sale) -> Result<(Money, Money)> {
        let decimals = self.setting.decimals;
        let given = sale.unit.and_then(|unit| Money::from_decimal(rounded_half_even(unit, decimals)).ok());
        let discount_at = |unit: Money| unit.times(sale.quantity)?.minus(sale.total);
        if let Some(unit) = given
            && let Ok(discount) = discount_at(unit)
            && discount.raw().abs() <= MAX_DISCOUNT
        {
            return Ok((unit, discount));
        }
        let unit = sale.total.share_round_half_even(1, sale.quantity, decimals)?;
        Ok((unit, discount_at(unit)?))
    }
}

/// First day and end of the subscription that a sale opened.
fn subscription_of(sale: &Sale, term: Option<Term>) -> Option<(Day, Day)> {
    let starts_on = sale.starts_on.unwrap_or(sale.day);
    let said = sale.ends_on.filter(|end| *end > starts_on);
    let ends_on = said.or_else(|| term.and_then(|term| starts_on.plus_term(term).ok()))?;
    Some((starts_on, ends_on))
}

/// The old id; of a row that has none, the beginning of its hash.
fn legacy_number(key: &str) -> String {
    if key.starts_with('#') {
        return clip(key, 9);
    }
    // A number is shown and printed, and the database ends a text at a NUL: the row itself keeps what stood there.
    let shown: String = key.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    clip(&shown, 200)
}

/// Files and book differ, which is an error of the program.
pub fn unreconciled(difference: Money) -> Error {
    Error::bug(format!("the book differs from the files by {difference}"))
}
