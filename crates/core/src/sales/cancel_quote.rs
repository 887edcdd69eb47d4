//! What cancelling a sale, or some of its lines, would do: the cancellation itself, carried out and then taken back.

use serde::Serialize;

use super::cancel::{CancelInput, take_back};
use super::read::{Sale, SaleLine, SaleStatus, get};
use crate::book::Book;
use crate::book::posting::Posting;
use crate::error::Result;
use crate::ids::{PlatformId, SaleId};
use crate::money::{Credit, Money};
use crate::subscriptions::SubscriptionState;
use crate::time::Caller;

/// What cancelling would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CancelQuote {
    /// Nothing of the sale would stand any more.
    pub whole: bool,
    /// What is paid back, or kept as the customer's credit, by method.
    pub refunds: Vec<CancelRefund>,
    /// The credit that the lines took, by platform.
    pub credits: Vec<CancelCredit>,
    /// How many of its subscriptions would end before their time.
    pub ending: u32,
    /// The sale's debt now,
    pub debt_before: Money,
    /// and then.
    pub debt: Money,
}

/// An amount that is paid back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CancelRefund {
    /// The method's code.
    pub method: String,
    /// The shop's own name for it, if any.
    pub method_name: String,
    /// How much, more than zero.
    pub amount: Money,
}

/// The credit of cancelled lines, in the platform's unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CancelCredit {
    /// Whose credit it is.
    pub platform_id: PlatformId,
    /// The platform's name.
    pub platform: String,
    /// The platform's unit.
    pub unit: String,
    /// Decimals of the unit.
    pub decimals: u8,
    /// What comes back to the platform.
    pub returned: Credit,
    /// What is gone.
    pub lost: Credit,
}

/// What cancelling would do, without doing it. A reason is not asked for yet.
pub fn cancel_quote(book: &Book, caller: Caller, sale: SaleId, input: CancelInput) -> Result<CancelQuote> {
    let input = CancelInput { reason: "quote".to_owned(), ..input };
    book.rehearse(0, move |tx| {
        let before = get(tx, &caller, sale)?;
        Posting::run(tx, caller, |posting| take_back(posting, sale, &input))?;
        between(&before, &get(tx, &caller, sale)?)
    })
}

/// What moved between the sale before and behind its cancellation.
fn between(before: &Sale, after: &Sale) -> Result<CancelQuote> {
    Ok(CancelQuote {
        whole: after.row.status == SaleStatus::Cancelled,
        refunds: refunds(before, after)?,
        credits: credits(before, after)?,
        ending: ending(before, after),
        debt_before: before.row.debt,
        debt: after.row.debt,
    })
}

fn refunds(before: &Sale, after: &Sale) -> Result<Vec<CancelRefund>> {
    let mut refunds: Vec<CancelRefund> = Vec::new();
    for payment in after.payments.iter().skip(before.payments.len()) {
        let amount = payment.amount.negated()?;
        let same = |one: &&mut CancelRefund| one.method == payment.method && one.method_name == payment.method_name;
        match refunds.iter_mut().find(same) {
            Some(refund) => refund.amount = refund.amount.plus(amount)?,
            None => refunds.push(CancelRefund {
                method: payment.method.clone(),
                method_name: payment.method_name.clone(),
                amount,
            }),
        }
    }
    Ok(refunds)
}

/// What the lines took that now are returned: what the ledger got back of it came back, the rest is lost.
fn credits(before: &Sale, after: &Sale) -> Result<Vec<CancelCredit>> {
    let stood = |id| before.lines.iter().any(|line| line.id == id && !line.returned);
    let mut credits: Vec<CancelCredit> = Vec::new();
    let cancelled = |line: &&SaleLine| line.returned && !line.credit.is_zero() && stood(line.id);
    for line in after.lines.iter().filter(cancelled) {
        let (Some(platform_id), Some(platform)) = (line.platform_id, &line.platform) else { continue };
        match credits.iter_mut().find(|one| one.platform_id == platform_id) {
            Some(one) => one.lost = one.lost.plus(line.credit)?,
            None => credits.push(CancelCredit {
                platform_id,
                platform: platform.clone(),
                unit: line.unit.clone(),
                decimals: line.decimals,
                returned: Credit::ZERO,
                lost: line.credit,
            }),
        }
    }
    let known = |id| before.movements.iter().any(|movement| movement.id == id);
    for movement in after.movements.iter().filter(|movement| !known(movement.id)) {
        for one in credits.iter_mut().filter(|one| one.platform_id == movement.platform_id) {
            one.returned = one.returned.plus(movement.credit)?;
            one.lost = one.lost.minus(movement.credit)?;
        }
    }
    Ok(credits)
}

fn ending(before: &Sale, after: &Sale) -> u32 {
    let over = |state| matches!(state, SubscriptionState::Cancelled | SubscriptionState::Expired);
    let ended = before.subscriptions.iter().filter(|one| !over(one.state)).filter(|one| {
        after.subscriptions.iter().any(|then| then.id == one.id && then.state == SubscriptionState::Cancelled)
    });
    u32::try_from(ended.count()).unwrap_or(u32::MAX)
}
