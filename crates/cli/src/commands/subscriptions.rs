//! Running terms.

use rasid_core::Result;
use rasid_core::subscriptions::{self, SubscriptionState, SubscriptionsQuery};

use super::named;
use crate::context::Context;
use crate::output::{Answer, table};

const SUBSCRIPTION: &[&str] = &["id", "customer", "product", "starts_on", "ends_on", "state", "sale"];

/// Lists subscriptions in order of their end.
pub fn list(context: &Context, state: Option<SubscriptionState>, within: Option<u32>) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let query = SubscriptionsQuery { state, within_days: within.map(i64::from) };
    let all = book.read(|c| subscriptions::list(c, &caller, &query))?;
    context.answer(&named("subscriptions", &all), |_| table(SUBSCRIPTION, &all))
}
