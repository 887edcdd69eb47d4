//! What the shop has now: customers, products, subscriptions.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::Asked;
use super::sheet::Sheet;
use crate::catalog;
use crate::customers::{self, Merges};
use crate::error::Result;
use crate::ids::CustomerId;
use crate::money::Money;
use crate::reports;
use crate::subscriptions::{self, SubscriptionState};
use crate::time::Day;

/// What stands to a customer's name.
#[derive(Default, Clone, Copy)]
struct Account {
    debt: Money,
    credit: Money,
    sales: i64,
    last_sale: Option<Day>,
}

/// All customers, by name.
pub(super) fn customers(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    let accounts = accounts(asked.connection)?;
    let mut statement = asked.connection.prepare_cached(
        "SELECT id, name, phone, email, wilaya FROM customers WHERE merged_into IS NULL ORDER BY name_key, id",
    )?;
    sheet.header(&["name", "phone", "email", "wilaya", "debt", "credit", "sales", "last_sale"])?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let account = accounts.get(&row.get(0)?).copied().unwrap_or_default();
        sheet.text(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.digits(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.text(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.text(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.money(account.debt);
        sheet.money(account.credit);
        sheet.integer(account.sales);
        sheet.maybe(account.last_sale, Sheet::day);
        sheet.end_row()?;
    }
    Ok(())
}

/// Debts by age, the largest first.
pub(super) fn debts(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    let report = reports::debts(asked.connection, asked.to.unwrap_or(asked.caller.today))?;
    sheet.header(&[
        "customer",
        "phone",
        "sales",
        "oldest",
        "days_0_30",
        "days_31_60",
        "days_61_90",
        "more",
        "debt",
        "promised_on",
    ])?;
    for row in report.rows {
        sheet.text(&row.customer);
        sheet.digits(&row.phone);
        sheet.integer(i64::from(row.sales));
        sheet.day(row.oldest);
        for amount in [row.ages.days_0_30, row.ages.days_31_60, row.ages.days_61_90, row.ages.more, row.ages.debt] {
            sheet.money(amount);
        }
        sheet.maybe(row.promised_on, Sheet::day);
        sheet.end_row()?;
    }
    Ok(())
}

/// A customer's statement, the oldest line first.
pub(super) fn statement(sheet: &mut Sheet<'_>, connection: &Connection, id: CustomerId) -> Result<()> {
    sheet.header(&["date", "kind", "reference", "amount", "balance"])?;
    for line in customers::statement(connection, id)?.lines {
        sheet.day(line.date);
        sheet.text(line.kind.code());
        sheet.digits(&line.reference);
        sheet.money(line.amount);
        sheet.money(line.balance);
        sheet.end_row()?;
    }
    Ok(())
}

/// Every known customer's account, in one pass over each table; lines and payments meet their sales in step.
fn accounts(connection: &Connection) -> Result<HashMap<i64, Account>> {
    let merges = Merges::of(connection)?;
    let mut accounts: HashMap<i64, Account> = HashMap::new();
    let mut add = |sql: &str, each: fn(&mut Account, i64) -> Result<()>| -> Result<()> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(customer) = row.get::<_, Option<CustomerId>>(0)? {
                each(accounts.entry(merges.root(customer).0).or_default(), row.get(1)?)?;
            }
        }
        Ok(())
    };
    add("SELECT customer_id, day FROM sales NOT INDEXED", |account, day| {
        account.sales += 1;
        account.last_sale = account.last_sale.max(Day::from_int(day));
        Ok(())
    })?;
    add(
        "SELECT s.customer_id, l.total FROM sale_lines l NOT INDEXED CROSS JOIN sales s ON s.id = l.sale_id",
        |account, total| {
            account.debt = account.debt.plus(Money::from_raw(total))?;
            Ok(())
        },
    )?;
    add(
        "SELECT s.customer_id, p.amount FROM payments p NOT INDEXED CROSS JOIN sales s ON s.id = p.sale_id",
        |account, amount| {
            account.debt = account.debt.minus(Money::from_raw(amount))?;
            Ok(())
        },
    )?;
    add("SELECT customer_id, amount FROM payments WHERE kind = 'advance'", |account, amount| {
        account.credit = account.credit.plus(Money::from_raw(amount))?;
        Ok(())
    })?;
    Ok(accounts)
}

/// All products by name, those put aside last, each with its default offer and what that costs today.
pub(super) fn products(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    sheet.header(&[
        "name",
        "kind",
        "category",
        "price",
        "term_months",
        "term_days",
        "platform",
        "unit",
        "credit",
        "cost",
        "profit",
        "margin",
        "archived",
        "note",
    ])?;
    for product in catalog::list(asked.connection, asked.caller, true)? {
        let offer = product.offers.iter().find(|offer| offer.is_default);
        sheet.text(&product.name);
        sheet.text(product.kind.code());
        sheet.text(&product.category);
        sheet.money(product.price);
        sheet.maybe(product.term_months.map(i64::from), Sheet::integer);
        sheet.maybe(product.term_days.map(i64::from), Sheet::integer);
        sheet.text(offer.map_or("", |offer| &offer.platform));
        sheet.text(offer.map_or("", |offer| &offer.unit));
        sheet.maybe(offer.map(|offer| offer.credit), Sheet::credit);
        sheet.maybe(product.cost, Sheet::money);
        sheet.maybe(product.profit, Sheet::money);
        sheet.maybe(product.margin, Sheet::percent);
        sheet.text(if product.archived { "true" } else { "false" });
        sheet.text(&product.note);
        sheet.end_row()?;
    }
    Ok(())
}

/// The subscriptions that start in the period, in the order in which they were sold.
pub(super) fn subscriptions(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    sheet.header(&["customer", "product", "starts_on", "ends_on", "state", "sale"])?;
    let [from, to] = asked.bounds();
    let sql = format!("{} WHERE u.starts_on BETWEEN ?1 AND ?2 ORDER BY u.id", subscriptions::SUBSCRIPTIONS);
    let mut statement = asked.connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![from, to])?;
    while let Some(row) = rows.next()? {
        let subscription = subscriptions::subscription_row(row, asked.caller.today)?;
        sheet.text(&subscription.customer);
        sheet.text(&subscription.product);
        sheet.day(subscription.starts_on);
        sheet.day(subscription.ends_on);
        sheet.text(state_code(subscription.state));
        sheet.digits(&subscription.sale);
        sheet.end_row()?;
    }
    Ok(())
}

const fn state_code(state: SubscriptionState) -> &'static str {
    match state {
        SubscriptionState::Upcoming => "upcoming",
        SubscriptionState::Active => "active",
        SubscriptionState::Expiring => "expiring",
        SubscriptionState::Expired => "expired",
        SubscriptionState::Paused => "paused",
        SubscriptionState::Cancelled => "cancelled",
    }
}
