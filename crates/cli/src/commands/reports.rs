//! Reports and files of data.

use rasid_core::reports::{self, ProfitBy};
use rasid_core::{Error, Result, export};
use serde::Serialize;
use serde_json::Value;

use crate::args::{Export, Period};
use crate::context::{Context, day};
use crate::output::{Answer, table};

const PROFIT: &[&str] = &["key", "label", "sales", "quantity", "revenue", "cost", "fees", "profit", "margin"];
const DEBTS: &[&str] =
    &["customer", "phone", "sales", "oldest", "days_0_30", "days_31_60", "days_61_90", "more", "debt"];

/// Shows profit by a key, with its total.
pub fn profit(context: &Context, by: ProfitBy, period: &Period) -> Result<Answer> {
    let (from, to) = (day("from", period.from.as_deref())?, day("to", period.to.as_deref())?);
    let report = context.book()?.read(|c| reports::profit(c, by, from, to))?;
    context.answer(&report, |texts| {
        let mut rows = report.rows.iter().map(value).collect::<Result<Vec<_>>>()?;
        let mut total = value(&report.total)?;
        total["label"] = texts.say("total", &[]).into();
        rows.push(total);
        table(PROFIT, &rows)
    })
}

/// Shows debts by age, with their total.
pub fn debts(context: &Context, on: Option<&str>) -> Result<Answer> {
    let on = day("on", on)?;
    let (book, caller) = context.book_and_caller()?;
    let report = book.read(|c| reports::debts(c, caller.day_or_today("on", on)?))?;
    context.answer(&report, |texts| {
        let mut rows = report.rows.iter().map(value).collect::<Result<Vec<_>>>()?;
        let mut total = value(&report.total)?;
        total["customer"] = texts.say("total", &[]).into();
        rows.push(total);
        table(DEBTS, &rows)
    })
}

fn value<T: Serialize>(row: &T) -> Result<Value> {
    serde_json::to_value(row).map_err(Error::bug)
}

/// Writes a data set into a file.
pub fn export(context: &Context, typed: &Export) -> Result<Answer> {
    let from = day("from", typed.period.from.as_deref())?;
    let to = day("to", typed.period.to.as_deref())?;
    let (book, caller) = context.book_and_caller()?;
    let report = export::write(book, &caller, typed.dataset, typed.dialect, from, to, &typed.out)?;
    context.answer(&report, |texts| Ok(vec![texts.say("exported", &[("rows", &report.rows), ("file", &report.file)])]))
}
