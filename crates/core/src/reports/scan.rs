//! The one scan of the dated lines: by the table itself, or by the index of days where a period is a small part of it.

use rusqlite::{Connection, Row};

use super::fold::Figures;
use super::standing::{Part, Standing};
use crate::error::Result;
use crate::time::Day;

/// A period of at most this part of the book's days is read through the index of days: from there on, looking up each
/// line costs more than passing by those of other days.
const SELECTIVE_PART: i64 = 8;

/// Which lines a report reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// All.
    All,
    /// The days `yyyymmdd` from the first to the second, passing by the others.
    Scan(i64, i64),
    /// The same, through the index of days.
    Index(i64, i64),
}

impl Source {
    /// How to read a period, both days included.
    pub fn of(connection: &Connection, from: Option<Day>, to: Option<Day>) -> Result<Self> {
        let (oldest, newest): (Option<Day>, Option<Day>) = connection
            .prepare_cached("SELECT (SELECT min(day) FROM sale_lines), (SELECT max(day) FROM sale_lines)")?
            .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let (Some(oldest), Some(newest)) = (oldest, newest) else { return Ok(Self::All) };
        let (first, last) = (from.map_or(oldest, |d| d.max(oldest)), to.map_or(newest, |d| d.min(newest)));
        if (first, last) == (oldest, newest) {
            return Ok(Self::All);
        }
        let (asked, held) = (last.days_since(first) + 1, newest.days_since(oldest) + 1);
        let bounds = (first.to_int(), last.to_int());
        if asked * SELECTIVE_PART <= held {
            Ok(Self::Index(bounds.0, bounds.1))
        } else {
            Ok(Self::Scan(bounds.0, bounds.1))
        }
    }

    /// Whether a day `yyyymmdd` lies in it.
    pub fn holds(self, day: i64) -> bool {
        match self {
            Self::All => true,
            Self::Scan(first, last) | Self::Index(first, last) => (first..=last).contains(&day),
        }
    }
}

/// What a report reads of a line beside its figures, as column 6 of [`lines`], and the number of its group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub columns: Columns,
    pub number: fn(i64) -> i64,
    pub part: Part,
}

/// Columns of the lines, and the table that they are joined with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    names: &'static str,
    join: &'static str,
}

const fn own(names: &'static str) -> Columns {
    Columns { names, join: "" }
}

fn itself(value: i64) -> i64 {
    value
}

pub(super) const PLATFORM: Cut = Cut { columns: own("l.platform_id"), number: itself, part: Part::Platform };
pub(super) const PRODUCT: Cut = Cut { columns: own("l.product_id"), number: itself, part: Part::Product };
pub(super) const DAY: Cut = Cut { columns: own("l.day"), number: day_number, part: Part::Sale };
pub(super) const MONTH: Cut = Cut { columns: own("l.day"), number: month_number, part: Part::Sale };
/// Lines follow their sales nearly in step, so that the join walks the sales once beside them.
pub(super) const CUSTOMER: Cut = Cut {
    columns: Columns { names: "s.customer_id", join: "CROSS JOIN sales s ON s.id = l.sale_id" },
    number: itself,
    part: Part::Sale,
};
pub(super) const PLATFORM_AND_DAY: Columns = own("l.platform_id, l.day");

/// A day's place among days, from a `yyyymmdd`: small enough for a table.
pub(super) fn day_number(day: i64) -> i64 {
    month_number(day) * 31 + day % 100 - 1
}

/// A day's month counted from January 1900.
pub(super) fn month_number(day: i64) -> i64 {
    (day / 10_000 - 1900) * 12 + day / 100 % 100 - 1
}

/// Gives every line of a source to `each`, in the order of posting: sale, quantity, total, cost, fees, id, then the columns
/// asked for.
pub(super) fn lines(
    connection: &Connection,
    source: &Source,
    columns: Columns,
    mut each: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let (access, filter, bounds) = match *source {
        Source::All => ("NOT INDEXED", "", None),
        Source::Scan(first, last) => ("NOT INDEXED", "WHERE l.day BETWEEN ?1 AND ?2", Some([first, last])),
        // Sales are counted by lines that follow one another: the index has them by product.
        Source::Index(first, last) => {
            ("INDEXED BY sale_lines_day", "WHERE l.day BETWEEN ?1 AND ?2 ORDER BY l.id", Some([first, last]))
        }
    };
    let Columns { names, join } = columns;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT l.sale_id, l.quantity, l.total, l.cost, l.fees, l.id, {names} FROM sale_lines l {access} {join} {filter}"
    ))?;
    let mut rows = match bounds {
        Some(bounds) => statement.query(bounds)?,
        None => statement.query([])?,
    };
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

/// The figures of a line of [`lines`]. Its quantity tells its kind: above zero what was sold, below what was returned,
/// zero for fees and cost differences; the schema says so.
pub(super) fn figures(row: &Row<'_>, standing: &Standing) -> Result<Figures> {
    let quantity: i64 = row.get(1)?;
    let (counts, counts_here) = standing.counts(row.get(5)?, quantity);
    Ok(Figures {
        sale: row.get(0)?,
        counts,
        counts_here,
        quantity,
        total: row.get(2)?,
        cost: row.get(3)?,
        fees: row.get(4)?,
    })
}
