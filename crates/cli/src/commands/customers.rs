//! Who buys.

use std::path::Path;

use rasid_core::customers::{self, Customer, CustomerInput, CustomersQuery, MergeInput};
use rasid_core::export::{self, Dialect};
use rasid_core::sales::{self, CollectInput};
use rasid_core::{Result, settings};

use super::named;
use crate::args::PayCustomer;
use crate::context::{Context, amount, day};
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

/// Takes a customer's payment over his sales.
pub fn pay(context: &Context, typed: PayCustomer) -> Result<Answer> {
    let amount = amount("amount", typed.amount)?.unwrap_or_default();
    let (book, caller) = context.book_and_caller()?;
    let input = book.read(|c| {
        Ok(CollectInput {
            customer_id: customers::find(c, &typed.customer)?,
            method_id: settings::find_method(c, &typed.method)?,
            amount,
            sales: typed.sales.iter().map(|number| sales::find(c, number)).collect::<Result<_>>()?,
            keep_rest: typed.keep_rest,
            note: typed.note,
        })
    })?;
    let customer = sales::collect(book, caller, typed.key.as_deref(), input)?;
    shown(context, &customer)
}

/// Gives back what a customer has paid in advance.
pub fn give_back(
    context: &Context,
    customer: &str,
    typed: Option<String>,
    method: &str,
    key: Option<&str>,
) -> Result<Answer> {
    let amount = amount("amount", typed)?.unwrap_or_default();
    let (book, caller) = context.book_and_caller()?;
    let input = book.read(|c| {
        Ok(CollectInput {
            customer_id: customers::find(c, customer)?,
            method_id: settings::find_method(c, method)?,
            amount,
            sales: Vec::new(),
            keep_rest: false,
            note: String::new(),
        })
    })?;
    let customer = sales::give_back(book, caller, key, input)?;
    shown(context, &customer)
}

/// Keeps the day on which a customer means to pay.
pub fn promise(context: &Context, customer: &str, on: Option<&str>, note: String) -> Result<Answer> {
    let on = day("on", on)?;
    let (book, caller) = context.book_and_caller()?;
    let id = book.read(|c| customers::find(c, customer))?;
    let promise = customers::set_promise(book, caller, id, on, note)?;
    context.answer(&named("promise", &promise), |texts| {
        Ok(vec![match promise.as_ref().and_then(|promise| promise.promised_on) {
            Some(day) => texts.say("promised", &[("name", &customer), ("date", &day)]),
            None => texts.say("promise_taken_back", &[("name", &customer)]),
        }])
    })
}

fn shown(context: &Context, customer: &Customer) -> Result<Answer> {
    context.answer(&named("customer", customer), |texts| {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("name", &customer.name), ("debt", &customer.debt), ("credit", &customer.credit)];
        Ok(vec![texts.say("customer_paid", values)])
    })
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

/// Writes a customer's statement into a file.
pub fn statement_file(context: &Context, customer: &str, file: &Path, dialect: Dialect) -> Result<Answer> {
    let book = context.book()?;
    let id = book.read(|c| customers::find(c, customer))?;
    let report = export::write_statement(book, dialect, id, file)?;
    context.answer(&report, |texts| Ok(vec![texts.say("exported", &[("rows", &report.rows), ("file", &report.file)])]))
}

/// Lists customers who may be one.
pub fn duplicates(context: &Context) -> Result<Answer> {
    let groups = context.book()?.read(customers::duplicates)?;
    context.answer(&named("duplicates", &groups), |_| {
        let all: Vec<&Customer> = groups.iter().flat_map(|group| &group.customers).collect();
        table(CUSTOMER, &all)
    })
}

/// Merges a customer into another.
pub fn merge(context: &Context, from: &str, into: &str) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let input = book.read(|c| {
        Ok(MergeInput { from: customers::find_unmerged(c, from)?, into: customers::find_unmerged(c, into)? })
    })?;
    let customer = customers::merge(book, caller, input)?;
    shown(context, &customer)
}
