//! The sums of a book: balances, values, totals, numbers, days.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::{Check, Tally};
use crate::error::Result;
use crate::time::Day;

/// Runs a query whose every row is a fault, told by its first column.
pub(super) fn none_of(connection: &Connection, tally: &mut Tally, sql: &str) -> Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let fault: String = row.get(0)?;
        tally.expect(false, || fault);
    }
    Ok(())
}

pub(super) fn each_row(connection: &Connection, sql: &str, mut look: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        look(row)?;
    }
    Ok(())
}

/// Invariant 1: a balance is the sum of its movements, and the newest movement says so.
pub fn balances(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("balances");
    let mut sums: HashMap<i64, (i128, i128)> = HashMap::new();
    each_row(connection, "SELECT platform_id, credit, value FROM movements", |row| {
        let sum = sums.entry(row.get(0)?).or_default();
        sum.0 += i128::from(row.get::<_, i64>(1)?);
        sum.1 += i128::from(row.get::<_, i64>(2)?);
        Ok(())
    })?;
    let newest = "SELECT p.id, p.name, m.balance_after, m.value_after FROM platforms p JOIN movements m
        ON m.id = (SELECT id FROM movements WHERE platform_id = p.id ORDER BY seq DESC LIMIT 1)";
    each_row(connection, newest, |row| {
        tally.row();
        let said = (i128::from(row.get::<_, i64>(2)?), i128::from(row.get::<_, i64>(3)?));
        let name: String = row.get(1)?;
        tally.expect(sums.get(&row.get(0)?) == Some(&said), || name);
        Ok(())
    })?;
    Ok(tally.done())
}

/// Invariant 2: the value of the deposits is what the sales took, what is left, and what corrections wrote off.
pub fn value_conserved(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("value_conserved");
    let mut expected: HashMap<i64, i128> = HashMap::new();
    let mut add = |sql: &str, sign: i128| {
        each_row(connection, sql, |row| {
            *expected.entry(row.get(0)?).or_default() += sign * i128::from(row.get::<_, i64>(1)?);
            Ok(())
        })
    };
    add("SELECT platform_id, due FROM deposits", 1)?;
    add("SELECT platform_id, value FROM movements WHERE kind IN ('adjustment', 'opening')", 1)?;
    // History that took no credit has a cost and no movement: it is not this ledger's.
    add(
        "SELECT l.platform_id, l.cost FROM sale_lines l JOIN movements m ON m.sale_line_id = l.id WHERE l.platform_id IS NOT NULL",
        -1,
    )?;
    let newest = "SELECT p.id, p.name, coalesce((SELECT value_after FROM movements WHERE platform_id = p.id
        ORDER BY seq DESC LIMIT 1), 0) FROM platforms p";
    each_row(connection, newest, |row| {
        tally.row();
        let left = i128::from(row.get::<_, i64>(2)?);
        let name: String = row.get(1)?;
        tally.expect(expected.get(&row.get(0)?).copied().unwrap_or(0) == left, || name);
        Ok(())
    })?;
    Ok(tally.done())
}

/// Invariant 5: credit is below zero only by what was sold on purpose beyond it, line by line.
pub fn credit_covered(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("credit_covered");
    let sql = "SELECT p.name,
            coalesce((SELECT balance_after FROM movements WHERE platform_id = p.id ORDER BY seq DESC LIMIT 1), 0),
            coalesce((SELECT sum(credit) FROM overdrafts WHERE platform_id = p.id), 0)
              - coalesce((SELECT sum(s.credit) FROM settlements s JOIN overdrafts o ON o.line_id = s.line_id
                          WHERE o.platform_id = p.id), 0)
        FROM platforms p";
    each_row(connection, sql, |row| {
        tally.row();
        let (name, balance, owed): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        tally.expect(owed == (-balance).max(0), || name);
        Ok(())
    })?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'sale ' || l.sale_id FROM overdrafts o JOIN sale_lines l ON l.id = o.line_id
         JOIN sales s ON s.id = l.sale_id WHERE s.overdraft_reason = ''",
    )?;
    Ok(tally.done())
}

/// Invariant 4: each line that took or returned credit moved its platform exactly so, and nothing else did.
pub fn lines_and_movements(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("lines_and_movements");
    let sql = "SELECT l.id, l.kind, l.platform_id = m.platform_id AND l.credit = -m.credit AND l.cost = -m.value
                      AND l.day = m.day AND m.kind = CASE l.kind WHEN 'cost' THEN 'settlement' ELSE l.kind END
               FROM movements m JOIN sale_lines l ON l.id = m.sale_line_id";
    each_row(connection, sql, |row| {
        tally.row();
        let (id, agrees): (i64, bool) = (row.get(0)?, row.get(2)?);
        tally.expect(agrees, || format!("sale line {id}"));
        Ok(())
    })?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'sale line ' || l.id FROM sale_lines l WHERE (l.credit <> 0 OR l.kind = 'cost')
           AND NOT EXISTS (SELECT 1 FROM movements m WHERE m.sale_line_id = l.id)",
    )?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'deposit ' || d.id FROM deposits d LEFT JOIN movements m ON m.deposit_id = d.id
         WHERE m.id IS NULL OR m.credit <> d.credit + d.bonus OR m.value <> d.due OR m.platform_id <> d.platform_id
            OR m.day <> d.day",
    )?;
    Ok(tally.done())
}

/// Invariant 7: no sale is paid beyond its total, and none owes less than nothing.
pub fn totals(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("totals");
    let mut left: HashMap<i64, i64> = HashMap::new();
    each_row(connection, "SELECT sale_id, total FROM sale_lines", |row| {
        *left.entry(row.get(0)?).or_default() += row.get::<_, i64>(1)?;
        Ok(())
    })?;
    each_row(connection, "SELECT sale_id, amount FROM payments WHERE sale_id IS NOT NULL", |row| {
        *left.entry(row.get(0)?).or_default() -= row.get::<_, i64>(1)?;
        Ok(())
    })?;
    for (sale, debt) in left {
        tally.row();
        tally.expect(debt >= 0, || format!("sale {sale}"));
    }
    Ok(tally.done())
}

/// Invariant 8: of a cancelled sale nothing is left, in lines, in payments and in subscriptions. What its lines cost and
/// bore in fees is a matter of each line: see the corrections.
pub fn cancellations(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("cancellations");
    let sql = "SELECT x.sale_id,
            (SELECT sum(total) = 0 AND sum(quantity) = 0 FROM sale_lines WHERE sale_id = x.sale_id)
            AND coalesce((SELECT sum(amount) = 0 FROM payments WHERE sale_id = x.sale_id), 1)
        FROM cancellations x WHERE x.whole = 1";
    each_row(connection, sql, |row| {
        tally.row();
        let (sale, nothing): (i64, bool) = (row.get(0)?, row.get(1)?);
        tally.expect(nothing, || format!("sale {sale}"));
        Ok(())
    })?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'sale ' || l.sale_id FROM sale_lines l WHERE l.kind = 'return'
           AND NOT EXISTS (SELECT 1 FROM cancellations x WHERE x.sale_id = l.sale_id AND x.day = l.day)",
    )?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'sale line ' || l.id FROM cancellations x JOIN sale_lines l ON l.sale_id = x.sale_id AND l.kind = 'sale'
         WHERE x.whole = 1 AND NOT EXISTS (SELECT 1 FROM sale_lines r
           WHERE r.sale_id = x.sale_id AND r.line_id = l.id AND r.kind = 'return')",
    )?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'subscription ' || u.id FROM cancellations x JOIN sale_lines l ON l.sale_id = x.sale_id
         JOIN subscriptions u ON u.id = l.id
         WHERE x.whole = 1 AND NOT EXISTS (SELECT 1 FROM subscription_events e
           WHERE e.subscription_id = u.id AND e.kind = 'cancel')",
    )?;
    Ok(tally.done())
}

/// Invariant 10: numbers run from 1 without a gap in each year.
pub fn numbers(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("numbers");
    let sql = "SELECT year, count(*), max(number) FROM sales WHERE year IS NOT NULL GROUP BY year";
    each_row(connection, sql, |row| {
        tally.row();
        let (year, count, last): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        tally.expect(count == last, || format!("{year}: {count} sales, the last is number {last}"));
        Ok(())
    })?;
    Ok(tally.done())
}

/// Invariant 12: every business day is a day that exists.
pub fn days(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("days");
    let sql = "SELECT day FROM sales UNION SELECT day FROM sale_lines UNION SELECT day FROM payments
        UNION SELECT day FROM movements UNION SELECT day FROM deposits UNION SELECT day FROM cancellations
        UNION SELECT starts_on FROM subscriptions UNION SELECT ends_on FROM subscriptions
        UNION SELECT day FROM subscription_events UNION SELECT day FROM reminders UNION SELECT day FROM promises
        UNION SELECT promised_on FROM promises WHERE promised_on IS NOT NULL UNION SELECT from_day FROM offer_prices
        UNION SELECT day FROM deposit_cancellations UNION SELECT day FROM codes UNION SELECT day FROM code_events UNION SELECT day FROM closings";
    each_row(connection, sql, |row| {
        tally.row();
        let day: i64 = row.get(0)?;
        tally.expect(Day::from_int(day).is_some(), || day.to_string());
        Ok(())
    })?;
    Ok(tally.done())
}
