//! Dated entries in the order of recording: payments, movements, deposits, closings of the till.

use std::collections::HashMap;

use rusqlite::Row;

use super::Asked;
use super::sheet::Sheet;
use crate::customers;
use crate::error::Result;
use crate::money::Money;
use crate::reports::names;
use crate::sales::number_text;
use crate::till;

/// The number of the sale whose year, number and old number stand from column `at` on; empty where there is no sale.
fn sale_number(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(number_text(row.get(at)?, row.get(at + 1)?, row.get(at + 2)?))
}

fn name_of(names: &HashMap<i64, String>, id: Option<i64>) -> &str {
    id.and_then(|id| names.get(&id)).map_or("", String::as_str)
}

/// Money in and out, signed as it enters the till.
pub(super) fn payments(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    let customers = customers::names(asked.connection)?;
    let mut statement = asked.connection.prepare_cached(
        "SELECT p.day, s.year, s.number, s.legacy_number, p.customer_id, p.kind, m.code, p.amount, p.fee
         FROM payments p NOT INDEXED LEFT JOIN sales s ON s.id = p.sale_id LEFT JOIN methods m ON m.id = p.method_id
         WHERE p.day BETWEEN ?1 AND ?2 ORDER BY p.id",
    )?;
    sheet.header(&["date", "number", "customer", "kind", "method", "amount", "fee"])?;
    let mut rows = statement.query(asked.bounds())?;
    while let Some(row) = rows.next()? {
        sheet.day(row.get(0)?);
        sheet.digits(&sale_number(row, 1)?);
        sheet.text(name_of(&customers, row.get(4)?));
        sheet.text(row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.text(row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.money(row.get(7)?);
        sheet.money(row.get(8)?);
        sheet.end_row()?;
    }
    Ok(())
}

/// The platforms' ledgers, entries of all platforms in the order of recording.
pub(super) fn movements(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    let platforms = names(asked.connection, "platforms")?;
    let mut statement = asked.connection.prepare_cached(
        "SELECT m.platform_id, m.seq, m.day, m.kind, m.credit, m.value, m.balance_after, m.value_after,
                s.year, s.number, s.legacy_number, m.note
         FROM movements m NOT INDEXED LEFT JOIN sale_lines l ON l.id = m.sale_line_id
         LEFT JOIN sales s ON s.id = l.sale_id
         WHERE m.day BETWEEN ?1 AND ?2 ORDER BY m.id",
    )?;
    sheet.header(&[
        "platform",
        "seq",
        "date",
        "kind",
        "credit",
        "value",
        "balance_after",
        "value_after",
        "reference",
        "note",
    ])?;
    let mut rows = statement.query(asked.bounds())?;
    while let Some(row) = rows.next()? {
        sheet.text(name_of(&platforms, row.get(0)?));
        sheet.integer(row.get(1)?);
        sheet.day(row.get(2)?);
        sheet.text(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.credit(row.get(4)?);
        sheet.money(row.get(5)?);
        sheet.credit(row.get(6)?);
        sheet.money(row.get(7)?);
        sheet.digits(&sale_number(row, 8)?);
        sheet.text(row.get_ref(11)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.end_row()?;
    }
    Ok(())
}

/// Deposits with what was paid of each up to now; of one that was taken back nothing is due.
pub(super) fn deposits(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    let platforms = names(asked.connection, "platforms")?;
    let mut statement = asked.connection.prepare_cached(
        "SELECT d.day, d.platform_id, f.unit, d.credit, d.bonus, d.due,
                coalesce((SELECT -sum(p.amount) FROM payments p WHERE p.deposit_id = d.id), 0), d.note,
                coalesce((SELECT x.due FROM deposit_cancellations x WHERE x.deposit_id = d.id), 0)
         FROM deposits d NOT INDEXED LEFT JOIN platforms f ON f.id = d.platform_id
         WHERE d.day BETWEEN ?1 AND ?2 ORDER BY d.id",
    )?;
    sheet.header(&["date", "platform", "unit", "credit", "bonus", "cost", "paid", "debt", "note"])?;
    let mut rows = statement.query(asked.bounds())?;
    while let Some(row) = rows.next()? {
        let (due, paid, forgiven): (Money, Money, Money) = (row.get(5)?, row.get(6)?, row.get(8)?);
        sheet.day(row.get(0)?);
        sheet.text(name_of(&platforms, row.get(1)?));
        sheet.text(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.credit(row.get(3)?);
        sheet.credit(row.get(4)?);
        sheet.money(due);
        sheet.money(paid);
        sheet.money(due.minus(paid)?.minus(forgiven)?);
        sheet.text(row.get_ref(7)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.end_row()?;
    }
    Ok(())
}

/// What was paid to suppliers, each deposit that a payment paid in a row of its own, with what was left of it behind that.
/// What a supplier gave back of a deposit that was taken back leaves nothing due.
pub(super) fn supplier_payments(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    let platforms = names(asked.connection, "platforms")?;
    let mut statement = asked.connection.prepare_cached(
        "SELECT p.day, d.platform_id, m.code, -p.amount, p.fee, d.day, d.due,
                d.due + (SELECT sum(o.amount) FROM payments o WHERE o.deposit_id = d.id AND o.id <= p.id)
                  - CASE WHEN p.payment_id IS NULL THEN 0 ELSE
                      coalesce((SELECT x.due FROM deposit_cancellations x WHERE x.deposit_id = d.id), 0) END, p.note
         FROM payments p NOT INDEXED JOIN deposits d ON d.id = p.deposit_id JOIN methods m ON m.id = p.method_id
         WHERE p.kind = 'supplier' AND p.day BETWEEN ?1 AND ?2 ORDER BY p.id",
    )?;
    sheet.header(&["date", "platform", "method", "amount", "fee", "deposit_date", "deposit_cost", "left", "note"])?;
    let mut rows = statement.query(asked.bounds())?;
    while let Some(row) = rows.next()? {
        sheet.day(row.get(0)?);
        sheet.text(name_of(&platforms, row.get(1)?));
        sheet.text(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.money(row.get(3)?);
        sheet.money(row.get(4)?);
        sheet.day(row.get(5)?);
        sheet.money(row.get(6)?);
        sheet.money(row.get(7)?);
        sheet.text(row.get_ref(8)?.as_str().map_err(rusqlite::Error::from)?);
        sheet.end_row()?;
    }
    Ok(())
}

/// Closings of the till, each way to pay with what was expected, counted and kept.
pub(super) fn closings(sheet: &mut Sheet<'_>, asked: &Asked<'_>) -> Result<()> {
    sheet.header(&[
        "date", "method", "opening", "received", "paid_out", "fees", "expected", "counted", "gap", "kept", "comment",
        "note",
    ])?;
    // They are read the newest first.
    for closing in till::closings(asked.connection, asked.from, asked.to)?.into_iter().rev() {
        for counted in closing.lines {
            let line = counted.line;
            sheet.day(closing.date);
            sheet.text(&line.method);
            for amount in [line.opening, line.received, line.paid_out, line.fees, line.expected] {
                sheet.money(amount);
            }
            sheet.maybe(counted.counted, Sheet::money);
            sheet.money(counted.gap);
            sheet.money(counted.kept);
            sheet.text(&counted.comment);
            sheet.text(&closing.note);
            sheet.end_row()?;
        }
    }
    Ok(())
}
