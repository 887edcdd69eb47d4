//! Filling a large book through the command line: the rate of sales, and what the book weighs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Scale;
use super::launch::measured;
use super::table::{Figure, Limit, Table, Thousandths};
use crate::exec::Task;
use crate::paths;

/// Sales per second that filling a book must reach.
pub const LEAST_RATE: i64 = 80_000;

/// Makes a book, fills it, verifies it.
pub fn measure(table: &mut Table, folder: &Path, scale: Scale) -> Result<()> {
    let program = paths::built("release", "rasid-cli")?;
    let book = folder.join("demo.db");
    let call = || Task::new(&program).arg("--db").arg(&book).arg("--json");
    let sales = scale.sales.to_string();

    measured(call().arg("init")).context("making a book")?;
    let filling = measured(call().args(["demo", "--sales", &sales]).args(["--seed", "1", "--years", "3"]))
        .context("filling the book")?;
    let per_second = u128::from(scale.sales) * 1_000_000;
    add(
        table,
        "DEMO",
        format!("demo of {sales} sales: sales per second"),
        Thousandths::ratio(per_second, filling.time.as_micros()),
        Limit::AtLeast(Thousandths::whole(LEAST_RATE)),
    );
    add(
        table,
        "",
        "  its peak memory, MiB".to_owned(),
        filling.peak.and_then(|kib| Thousandths::ratio(u128::from(kib), 1024)),
        Limit::None,
    );
    let size = fs::metadata(&book).context("the book is not there")?.len();
    add(
        table,
        "",
        "  bytes of the book per sale".to_owned(),
        Thousandths::ratio(u128::from(size), u128::from(scale.sales)),
        Limit::None,
    );
    let verifying = measured(call().arg("verify")).context("verifying the book")?;
    add(
        table,
        "",
        "  verifying all of it, seconds".to_owned(),
        Thousandths::ratio(verifying.time.as_micros(), 1_000_000),
        Limit::None,
    );
    Ok(())
}

fn add(table: &mut Table, goal: &'static str, what: String, value: Option<Thousandths>, limit: Limit) {
    let value = value.ok_or_else(|| "unknown".to_owned());
    table.add(Figure { goal, what, value, limit });
}
