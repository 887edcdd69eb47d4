//! Running terms.

use rasid_core::ids::SubscriptionId;
use rasid_core::sales::{self, PaymentInput, RenewalInput};
use rasid_core::subscriptions::{self, Subscription, SubscriptionState, SubscriptionsQuery};
use rasid_core::{Error, ErrorCode, Result, customers, platforms, settings};

use super::named;
use super::sales::shown;
use crate::args::RenewSubscription;
use crate::context::{Context, amount};
use crate::output::{Answer, table};

const SUBSCRIPTION: &[&str] = &["id", "customer", "product", "starts_on", "ends_on", "state", "sale"];

/// Lists subscriptions in order of their end.
pub fn list(context: &Context, state: Option<SubscriptionState>, within: Option<u32>) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let query = SubscriptionsQuery { state, within_days: within.map(i64::from) };
    let all = book.read(|c| subscriptions::list(c, &caller, &query))?;
    context.answer(&named("subscriptions", &all), |_| table(SUBSCRIPTION, &all))
}

/// Carries a subscription on; nothing said, it is paid whole.
pub fn renew(context: &Context, typed: RenewSubscription) -> Result<Answer> {
    let id = id(&typed.id)?;
    let (book, caller) = context.book_and_caller()?;
    let (platform_id, method_id) = book.read(|c| {
        let platform = typed.platform.as_deref().map(|name| platforms::find(c, name)).transpose()?;
        Ok((platform, settings::find_method(c, &typed.method)?))
    })?;
    let input = RenewalInput {
        platform_id,
        unit_price: amount("unit_price", typed.price)?,
        payments: vec![PaymentInput { method_id, amount: amount("paid", typed.paid)?.unwrap_or_default() }],
        allow_overdraft: typed.allow_overdraft,
        // A command cannot ask: a loss is marked in the answer.
        allow_below_cost: true,
        allow_unnamed_debt: true,
        without_codes: false,
    };
    let sale = sales::renew(book, caller, typed.key.as_deref(), id, input)?;
    shown(context, "sale_recorded", &sale)
}

/// Stops its days.
pub fn pause(context: &Context, typed: &str, reason: String) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    one(context, &subscriptions::pause(book, caller, id(typed)?, reason)?)
}

/// Lets them run again.
pub fn resume(context: &Context, typed: &str) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    one(context, &subscriptions::resume(book, caller, id(typed)?)?)
}

/// Ends it before its time.
pub fn cancel(context: &Context, typed: &str, reason: String) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    one(context, &subscriptions::cancel(book, caller, id(typed)?, reason)?)
}

/// Passes it to another customer.
pub fn transfer(context: &Context, typed: &str, customer: &str, reason: String) -> Result<Answer> {
    let id = id(typed)?;
    let (book, caller) = context.book_and_caller()?;
    let to = book.read(|c| customers::find(c, customer))?;
    one(context, &subscriptions::transfer(book, caller, id, to, reason)?)
}

fn one(context: &Context, subscription: &Subscription) -> Result<Answer> {
    context.answer(&named("subscription", subscription), |_| table(SUBSCRIPTION, std::slice::from_ref(subscription)))
}

fn id(text: &str) -> Result<SubscriptionId> {
    let unknown = || Error::new(ErrorCode::UnknownSubscription).with("field", "id").with("value", text);
    text.trim().parse().map(SubscriptionId).map_err(|_| unknown())
}
