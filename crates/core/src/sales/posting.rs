//! Posting a sale whose parts are known: the same code for the counter, the demo book and the import of old sales.

use rusqlite::params;

use super::lines::{Header, Line, post_line};
use super::plan::Shortage;
use crate::book::posting::Posting;
use crate::codes;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CodeId, CustomerId, MethodId, PlatformId, ProductId, SaleId, SaleLineId, SubscriptionId};
use crate::money::{Credit, Money, split_exact};
use crate::payments::{self, PaymentEntry};
use crate::platforms::MovementKind;
use crate::platforms::ledger::Entry;
use crate::platforms::settling;
use crate::settings::Method;
use crate::subscriptions;
use crate::time::Day;

/// A sale to post.
#[derive(Debug, Clone)]
pub(crate) struct NewSale {
    pub day: Day,
    pub customer: Option<CustomerId>,
    pub note: String,
    /// Why it may take more credit than there is; empty: it may not.
    pub overdraft_reason: String,
    pub below_cost: bool,
    /// The sale in whose place it stands.
    pub corrects: Option<SaleId>,
    /// Codes that its lines take before any other: those of the sale that it corrects.
    pub codes: Vec<CodeId>,
    /// The old system's number: such a sale stands outside the shop's own sequence.
    pub legacy_number: Option<String>,
}

/// What a line takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Take {
    /// Credit of the platform, at the pool's cost.
    Credit(Credit),
    /// Credit that has just come back from the line before, at the cost that came with it.
    Same(Credit, Money),
    /// No credit, at a known cost: history.
    Cost(Money),
}

/// A line to post.
#[derive(Debug, Clone)]
pub(crate) struct NewLine {
    pub product: ProductId,
    pub platform: Option<PlatformId>,
    pub quantity: i64,
    pub unit_price: Money,
    pub discount: Money,
    pub take: Take,
    /// First day and end of the subscription that it opens.
    pub term: Option<(Day, Day)>,
    pub renews: Option<SubscriptionId>,
    /// It takes its codes from stock.
    pub codes: bool,
}

/// A payment taken with the sale.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewPayment {
    pub method: MethodId,
    pub amount: Money,
    pub fee: Money,
    pub day: Day,
}

impl NewPayment {
    /// A payment with the method's fee.
    pub fn with_fee_of(method: &Method, amount: Money, day: Day, decimals: u8) -> Result<Self> {
        Ok(Self { method: method.id, amount, fee: method.fee(amount, decimals)?, day })
    }
}

impl NewLine {
    /// Price times quantity less discount.
    pub fn total(&self) -> Result<Money> {
        self.unit_price.times(self.quantity)?.minus(self.discount)
    }
}

/// Posts a sale with its lines, movements, payments and subscriptions.
pub(crate) fn post_sale(
    posting: &mut Posting<'_>,
    sale: &NewSale,
    lines: &[NewLine],
    payments: &[NewPayment],
) -> Result<SaleId> {
    let header = post_header(posting, sale)?;
    let totals = lines.iter().map(NewLine::total).collect::<Result<Vec<_>>>()?;
    let weights: Vec<i64> = totals.iter().map(|t| t.raw()).collect();
    let fees = split_exact(Money::sum(payments.iter().map(|p| p.fee))?, &weights, posting.decimals)?;
    for ((line, total), fees) in lines.iter().zip(totals).zip(fees) {
        let id = post_sold_line(posting, &header, sale, line, total, fees)?;
        if line.codes {
            codes::take(posting, line.product, id, line.quantity, &sale.codes)?;
        }
        if let Some((starts_on, ends_on)) = line.term {
            subscriptions::open(posting, id, sale.customer, starts_on, ends_on, line.renews)?;
        }
    }
    for payment in payments {
        let entry =
            PaymentEntry::of_sale(header.id, sale.customer, payment.day, payment.method, payment.amount, payment.fee);
        payments::post_of_sale(posting, &entry)?;
    }
    Ok(header.id)
}

const INSERT: &str =
    "INSERT INTO sales (year, number, prev_number, legacy_number, day, customer_id, note, overdraft_reason,
      below_cost, corrects_id, actor, recorded_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

fn post_header(posting: &mut Posting<'_>, sale: &NewSale) -> Result<Header> {
    let (year, number) = match sale.legacy_number {
        Some(_) => (None, None),
        None => {
            let year = sale.day.year();
            (Some(year), Some(next_number(posting, year)?))
        }
    };
    let caller = posting.caller;
    let id = posting.inserts.sale.insert(
        posting.tx,
        INSERT,
        params![
            year,
            number,
            number.filter(|n| *n > 1).map(|n| n - 1),
            sale.legacy_number,
            sale.day,
            sale.customer,
            sale.note,
            sale.overdraft_reason,
            sale.below_cost,
            sale.corrects,
            caller.actor.code(),
            caller.now
        ],
    )?;
    Ok(Header {
        id: SaleId(id),
        year,
        number,
        legacy_number: sale.legacy_number.clone(),
        day: sale.day,
        customer: sale.customer,
        note: sale.note.clone(),
        overdraft_reason: sale.overdraft_reason.clone(),
        below_cost: sale.below_cost,
        corrects: sale.corrects,
        actor: caller.actor.code().to_owned(),
        recorded_at: caller.now.millis(),
    })
}

fn next_number(posting: &mut Posting<'_>, year: i64) -> Result<i64> {
    let last = match posting.numbers.get(&year) {
        Some(last) => *last,
        None => posting
            .tx
            .prepare_cached("SELECT coalesce(max(number), 0) FROM sales WHERE year = ?1")?
            .query_row([year], |r| r.get(0))?,
    };
    posting.numbers.insert(year, last + 1);
    Ok(last + 1)
}

fn post_sold_line(
    posting: &mut Posting<'_>,
    header: &Header,
    sale: &NewSale,
    line: &NewLine,
    total: Money,
    fees: Money,
) -> Result<SaleLineId> {
    let decimals = posting.decimals;
    let (credit, cost, beyond) = match (line.take, line.platform) {
        (Take::Cost(cost), _) => (Credit::ZERO, cost, None),
        (Take::Credit(credit), _) if credit.is_zero() => (Credit::ZERO, Money::ZERO, None),
        (Take::Credit(credit), Some(platform)) => {
            let tail = posting.tail(platform)?;
            let taken = tail.pool.take(credit, tail.beyond_cost(), decimals)?;
            if taken.beyond.is_some() && sale.overdraft_reason.is_empty() {
                let short = Shortage::of(credit, tail.pool.credit)?;
                return Err(insufficient(&tail.name, &tail.unit, short));
            }
            (credit, taken.cost, taken.beyond)
        }
        (Take::Same(credit, cost), Some(_)) => (credit, cost, None),
        (Take::Credit(_) | Take::Same(..), None) => return Err(Error::bug("credit of no platform")),
    };
    let row = Line {
        kind: "sale",
        corrects: None,
        day: sale.day,
        platform: line.platform,
        product: line.product,
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount: line.discount,
        total,
        credit,
        cost,
        fees,
    };
    let id = post_line(posting, header, &row)?;
    if let (Some(platform), false) = (line.platform, credit.is_zero()) {
        posting.post_movement(&Entry {
            platform,
            kind: MovementKind::Sale,
            day: sale.day,
            credit: credit.negated()?,
            value: cost.negated()?,
            overdraft: beyond.is_some(),
            deposit: None,
            line: Some(id),
            note: "",
        })?;
        if let Some(beyond) = beyond {
            settling::open(posting, platform, id, beyond.credit, beyond.cost)?;
        }
    }
    Ok(id)
}

/// The refusal of what takes more than there is.
pub(crate) fn insufficient(platform: &str, unit: &str, short: Shortage) -> Error {
    Error::new(ErrorCode::InsufficientCredit)
        .with("platform", platform)
        .with("unit", unit)
        .with("needed", short.needed)
        .with("available", short.available)
        .with("missing", short.missing)
}
