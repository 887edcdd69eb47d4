//! Who buys.

use rasid_core::Result;
use rasid_core::customers::{self, CustomerInput, CustomersQuery};

use super::named;
use crate::context::Context;
use crate::output::{Answer, table};

const CUSTOMER: &[&str] = &["id", "name", "phone", "debt", "credit", "sales", "last_sale"];
const LINE: &[&str] = &["date", "kind", "reference", "amount", "balance"];
/// Customers read at once.
const PAGE: u32 = 1000;

/// Adds a customer.
pub fn add(context: &Context, name: String, phone: String) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let saved = customers::add(book, caller, CustomerInput { name, phone, ..CustomerInput::default() })?;
    context.answer(&saved, |texts| {
        let mut lines =
            vec![texts.say("customer_added", &[("name", &saved.customer.name), ("id", &saved.customer.id)])];
        if let Some(other) = &saved.same_phone {
            lines.push(texts.say("phone_known", &[("name", other)]));
        }
        Ok(lines)
    })
}

/// Lists customers by name.
pub fn list(context: &Context, search: String) -> Result<Answer> {
    let mut query = CustomersQuery { search, limit: PAGE, ..CustomersQuery::default() };
    let all = context.book()?.read(|c| {
        let mut all = Vec::new();
        loop {
            let page = customers::page(c, &query)?;
            all.extend(page.rows);
            query.after = page.next;
            if query.after.is_none() {
                return Ok(all);
            }
        }
    })?;
    context.answer(&named("customers", &all), |_| table(CUSTOMER, &all))
}

/// Shows what a customer bought, paid and owes.
pub fn statement(context: &Context, customer: &str) -> Result<Answer> {
    let statement = context.book()?.read(|c| customers::statement(c, customers::find(c, customer)?))?;
    context.answer(&statement, |texts| {
        let mut lines = table(LINE, &statement.lines)?;
        lines.push(texts.say("owes", &[("name", &statement.customer.name), ("debt", &statement.debt)]));
        Ok(lines)
    })
}
