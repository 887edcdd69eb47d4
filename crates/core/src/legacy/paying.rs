//! Payments of old sales: of those that come in with them, and of those that came in before.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, params};

use super::batch::{At, Fate, Paid, Payment, Sale};
use super::earlier::kept_payments;
use super::keys;
use super::post::Import;
use super::report::ImportMode;
use super::shapes::Shape;
use super::verdicts::Verdict;
use crate::error::Result;
use crate::ids::{CustomerId, SaleId};
use crate::money::Money;
use crate::payments::{self, PaymentEntry};
use crate::sales::posting::NewPayment;
use crate::time::Actor;

/// What was posted of sales that came in before without a row of its own.
#[derive(Debug, Default)]
pub struct Covers {
    /// Payments of the book that a row stands for; those of earlier imports once they were read.
    rows: HashSet<i64>,
    /// What earlier imports kept without effect, by the old sale's id; once it was read.
    kept: Option<HashMap<String, Money>>,
    /// What is left of it, by sale.
    left: HashMap<SaleId, Money>,
}

impl Import<'_, '_> {
    /// The payments of each sale that comes in, by its key, in the order of their days. Those of a sale that an earlier
    /// import brought are posted to it; those of no known sale are kept.
    pub fn payments_by_sale(&mut self) -> Result<HashMap<String, Vec<Payment>>> {
        let sales = self.sale_fates();
        let mut by_sale: HashMap<String, Vec<Payment>> = HashMap::new();
        let mut revived = HashSet::new();
        for payment in std::mem::take(&mut self.batch.payments) {
            let Some(state) = self.batch.state(payment.at) else { continue };
            if payment.amount.is_zero() {
                // Nothing was paid: there is nothing to post, now or once its sale is here.
                if state.fate == Fate::Accepted {
                    self.batch.decide(payment.at, Fate::Kept);
                }
                continue;
            }
            let comes_in = sales.get(&payment.sale_id) == Some(&Fate::Accepted);
            // An earlier import had the payment without its sale; now the sale is here.
            let waited = state.fate == Fate::Duplicate && state.earlier && state.entity.is_none();
            if waited && comes_in && self.mode != ImportMode::Archive {
                revived.insert(payment.at);
            } else if state.fate != Fate::Accepted {
                continue;
            }
            if comes_in {
                by_sale.entry(payment.sale_id.clone()).or_default().push(payment);
                continue;
            }
            match keys::entity(self.posting.tx, Shape::Sales, &payment.sale_id)? {
                Some(sale) if self.mode != ImportMode::Archive => self.pay_earlier(&payment, SaleId(sale))?,
                Some(_) => self.batch.decide(payment.at, Fate::Kept),
                // It has to come back together with its sale, once that is corrected.
                None if sales.get(&payment.sale_id) == Some(&Fate::Refused) => {
                    self.batch.refuse(payment.at, "sale_id", &payment.sale_id, Verdict::UnknownReference);
                }
                None => {
                    self.batch.note(payment.at, "sale_id", &payment.sale_id, Verdict::UnknownReference);
                    self.batch.decide(payment.at, Fate::Kept);
                }
            }
        }
        self.batch.revive(&revived);
        for payments in by_sale.values_mut() {
            payments.sort_by_key(|p| (p.day, p.at));
        }
        Ok(by_sale)
    }

    /// The fate of each sale of these files by its key; the best one where a key stands there twice.
    fn sale_fates(&self) -> HashMap<String, Fate> {
        let mut fates: HashMap<String, Fate> = HashMap::new();
        let sections = self.batch.sections.iter().zip(&self.batch.rows);
        for state in sections.filter(|(s, _)| s.shape == Some(Shape::Sales)).flat_map(|(_, rows)| rows) {
            let fate = fates.entry(state.key.clone()).or_insert(state.fate);
            if *fate == Fate::Refused {
                *fate = state.fate;
            }
        }
        fates
    }

    /// Posts a payment to a sale of an earlier import, as far as it is still owed.
    ///
    /// A sale that was said to be paid was posted as paid when it came in: what had no row of its own then, on the
    /// sale's own day. A row that comes in now tells of that same money. It is kept as history and moves nothing, for
    /// posting it would count the money twice and refusing it would lose a true row. Only what goes beyond that is
    /// refused, as it is when sale and payments come in together.
    fn pay_earlier(&mut self, payment: &Payment, sale: SaleId) -> Result<()> {
        let (owed, customer) = self.owed(sale)?;
        if payment.amount > owed {
            if self.is_covered(payment, sale)? {
                self.batch.decide(payment.at, Fate::Kept);
                return Ok(());
            }
            return self.refuse_payment(payment);
        }
        let method = self.parties.method(payment.method)?;
        let entry = PaymentEntry::of_sale(sale, customer, payment.day, method, payment.amount, Money::ZERO);
        let id = payments::post(self.posting, &entry)?;
        self.batch.became(payment.at, "payments", id.0);
        self.covers.rows.insert(id.0);
        self.said.paid_earlier = self.said.paid_earlier.plus(payment.amount)?;
        Ok(())
    }

    /// What is still owed of a sale, and by whom.
    fn owed(&self, sale: SaleId) -> Result<(Money, Option<CustomerId>)> {
        let sql = "SELECT coalesce((SELECT sum(total) FROM sale_lines WHERE sale_id = s.id), 0)
               - coalesce((SELECT sum(amount) FROM payments WHERE sale_id = s.id), 0), s.customer_id
             FROM sales s WHERE s.id = ?1";
        let mut statement = self.posting.tx.prepare_cached(sql)?;
        let found = statement.query_row([sale], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        Ok(found.unwrap_or((Money::ZERO, None)))
    }

    /// Whether what an import posted of a sale without a row of its own covers a payment, and takes that much of it.
    fn is_covered(&mut self, payment: &Payment, sale: SaleId) -> Result<bool> {
        let left = match self.covers.left.get(&sale) {
            Some(left) => *left,
            None => {
                let posted = self.posted_without_row(sale)?;
                let kept = self.covers.kept.as_ref().and_then(|kept| kept.get(&payment.sale_id)).copied();
                posted.minus(kept.unwrap_or(Money::ZERO))?
            }
        };
        let covered = payment.amount <= left;
        self.covers.left.insert(sale, if covered { left.minus(payment.amount)? } else { left });
        Ok(covered)
    }

    /// What an import posted as paid of a sale because its row said so.
    fn posted_without_row(&mut self, sale: SaleId) -> Result<Money> {
        if self.covers.kept.is_none() {
            self.covers.rows.extend(keys::posted_payments(self.posting.tx)?);
            self.covers.kept = Some(kept_payments(self.posting.tx, self.setting)?);
        }
        let sql = "SELECT id, amount FROM payments WHERE sale_id = ?1 AND kind = 'payment' AND actor = ?2";
        let mut statement = self.posting.tx.prepare_cached(sql)?;
        let mut rows = statement.query(params![sale, Actor::Import.code()])?;
        let mut sum = Money::ZERO;
        while let Some(row) = rows.next()? {
            let (id, amount): (i64, Money) = (row.get(0)?, row.get(1)?);
            if !self.covers.rows.contains(&id) {
                sum = sum.plus(amount)?;
            }
        }
        Ok(sum)
    }

    fn refuse_payment(&mut self, payment: &Payment) -> Result<()> {
        self.batch.note(payment.at, "amount", &payment.amount.to_string(), Verdict::OutOfRange);
        self.batch.decide(payment.at, Fate::Refused);
        Ok(())
    }

    /// What was paid of a sale: its payments as far as they are owed; where it is said to be paid, the rest of its
    /// total on its own day. The old system knew no fees.
    pub fn paid_of(&mut self, sale: &Sale, payments: &[Payment]) -> Result<(Vec<NewPayment>, Vec<At>)> {
        let (mut posted, mut rows, mut sum) = (Vec::new(), Vec::new(), Money::ZERO);
        for payment in payments {
            let up_to = sum.plus(payment.amount)?;
            if up_to > sale.total {
                self.refuse_payment(payment)?;
                continue;
            }
            sum = up_to;
            let method = self.parties.method(payment.method)?;
            posted.push(NewPayment { method, amount: payment.amount, fee: Money::ZERO, day: payment.day });
            rows.push(payment.at);
        }
        let rest = sale.total.minus(sum)?;
        match sale.paid {
            Paid::Whole if !rest.is_zero() => {
                let method = self.parties.method(sale.method)?;
                posted.push(NewPayment { method, amount: rest, fee: Money::ZERO, day: sale.day });
                sum = sale.total;
            }
            Paid::Part | Paid::Unknown if sum.is_zero() => {
                self.batch.note(sale.at, "payment_status", sale.paid.code(), Verdict::PaidAmountUnknown);
            }
            _ => {}
        }
        self.said.revenue = self.said.revenue.plus(sale.total)?;
        self.said.paid = self.said.paid.plus(sum)?;
        Ok((posted, rows))
    }
}
