//! What stands in two places agrees: a correction with its line, a refund with its payment, fees with fees, a
//! settlement with what it settled, the audit with what it tells of.

use std::collections::HashMap;

use rusqlite::Connection;

use super::sums::{each_row, none_of};
use super::{Check, Tally};
use crate::error::Result;
use crate::settings::CUSTOMER_CREDIT;

/// Invariants 6 and 8: a later entry of a sale corrects one of its own lines, and a return brings back all that was sold:
/// with the credit at its final cost, or without any where the credit is lost; of its fees no more than it bears.
pub fn corrections(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("corrections");
    let sql = "SELECT c.id, l.kind = 'sale' AND c.sale_id = l.sale_id AND c.platform_id IS l.platform_id
            AND c.product_id = l.product_id AND c.unit_price = l.unit_price
            AND (c.kind <> 'return' OR c.quantity = -l.quantity AND c.discount = -l.discount AND c.total = -l.total
              AND (SELECT (c.credit = -l.credit AND sum(a.cost) = -l.cost OR c.credit = 0 AND c.cost = 0)
                          AND l.fees + sum(a.fees) >= 0 FROM sale_lines a
                   WHERE a.sale_id = l.sale_id AND a.line_id = l.id))
        FROM sale_lines c LEFT JOIN sale_lines l ON l.id = c.line_id WHERE c.line_id IS NOT NULL";
    each_row(connection, sql, |row| {
        tally.row();
        let (id, agrees): (i64, Option<bool>) = (row.get(0)?, row.get(1)?);
        tally.expect(agrees == Some(true), || format!("sale line {id}"));
        Ok(())
    })?;
    Ok(tally.done())
}

/// Invariant 8: refunds pay back one payment of the same sale, no more than it was; no more of its fee comes back than it
/// cost, only the way it came, and only once all of it is back. So do suppliers, of one deposit; and of a deposit taken back
/// no more is forgiven than was due and is not paid.
pub fn refunds(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("refunds");
    let sql = "SELECT r.payment_id, min(p.kind = 'payment' AND p.sale_id = r.sale_id AND p.customer_id IS r.customer_id
            AND (r.fee = 0 OR r.fee < 0 AND r.method_id = p.method_id))
            AND -sum(r.amount) <= p.amount AND -sum(r.fee) <= p.fee
            AND (sum(r.fee) = 0 OR -sum(r.amount) = p.amount)
        FROM payments r LEFT JOIN payments p ON p.id = r.payment_id WHERE r.kind = 'refund' GROUP BY r.payment_id
        UNION ALL
        SELECT r.payment_id, min(p.kind = 'supplier' AND p.payment_id IS NULL AND p.deposit_id = r.deposit_id
            AND r.method_id = p.method_id) AND sum(r.amount) <= -p.amount AND -sum(r.fee) <= p.fee
        FROM payments r LEFT JOIN payments p ON p.id = r.payment_id
        WHERE r.payment_id IS NOT NULL AND r.kind <> 'refund' GROUP BY r.payment_id";
    each_row(connection, sql, |row| {
        tally.row();
        let (id, agrees): (i64, Option<bool>) = (row.get(0)?, row.get(1)?);
        tally.expect(agrees == Some(true), || format!("payment {id}"));
        Ok(())
    })?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'deposit ' || d.id FROM deposit_cancellations x JOIN deposits d ON d.id = x.deposit_id
         WHERE x.due > d.due + coalesce((SELECT sum(amount) FROM payments WHERE deposit_id = d.id), 0)",
    )?;
    Ok(tally.done())
}

/// The fees of a sale's payments are those that its lines bear.
pub fn fees(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("fees");
    let mut open: HashMap<i64, i64> = HashMap::new();
    each_row(connection, "SELECT sale_id, fee FROM payments WHERE fee <> 0 AND sale_id IS NOT NULL", |row| {
        *open.entry(row.get(0)?).or_default() += row.get::<_, i64>(1)?;
        Ok(())
    })?;
    each_row(connection, "SELECT sale_id, fees FROM sale_lines WHERE fees <> 0", |row| {
        *open.entry(row.get(0)?).or_default() -= row.get::<_, i64>(1)?;
        Ok(())
    })?;
    for (sale, difference) in open {
        tally.row();
        tally.expect(difference == 0, || format!("sale {sale}"));
    }
    Ok(tally.done())
}

/// Invariants 5 and 6: of what a line took beyond the balance no more is settled than it took, at the provisional cost
/// that it had, and the differences to the real cost are the line's own later entries.
pub fn settlements(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("settlements");
    let sql = "SELECT o.line_id, l.kind = 'sale' AND l.platform_id = o.platform_id
            AND o.credit <= l.credit AND o.cost <= l.cost
            AND coalesce(sum(s.credit), 0) <= o.credit AND coalesce(sum(s.provisional), 0) <= o.cost
            AND (coalesce(sum(s.credit), 0) < o.credit OR sum(s.provisional) = o.cost)
            AND coalesce(sum(s.real - s.provisional), 0) = coalesce((SELECT sum(c.cost) FROM sale_lines c
              WHERE c.sale_id = l.sale_id AND c.line_id = l.id AND c.kind = 'cost'), 0)
        FROM overdrafts o LEFT JOIN sale_lines l ON l.id = o.line_id LEFT JOIN settlements s ON s.line_id = o.line_id
        GROUP BY o.line_id";
    each_row(connection, sql, |row| {
        tally.row();
        let (line, agrees): (i64, Option<bool>) = (row.get(0)?, row.get(1)?);
        tally.expect(agrees == Some(true), || format!("sale line {line}"));
        Ok(())
    })?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'settlement ' || s.id FROM settlements s JOIN overdrafts o ON o.line_id = s.line_id
         JOIN movements m ON m.id = s.movement_id WHERE m.platform_id <> o.platform_id OR m.credit <= 0",
    )?;
    none_of(
        connection,
        &mut tally,
        "SELECT 'sale line ' || c.id FROM sale_lines c
         WHERE c.kind = 'cost' AND NOT EXISTS (SELECT 1 FROM overdrafts o WHERE o.line_id = c.line_id)",
    )?;
    Ok(tally.done())
}

/// Nobody has used more than he paid in advance, and what sales took from it is what they were paid with it: the till has
/// no part in that.
pub fn advances(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("advances");
    let sql = "SELECT coalesce(c.merged_into, c.id), sum(p.amount) FILTER (WHERE p.kind = 'advance') >= 0,
            coalesce(sum(p.amount) FILTER (WHERE p.method_id = 6), 0) = 0
              AND coalesce(sum(p.fee) FILTER (WHERE p.method_id = 6), 0) = 0
        FROM payments p LEFT JOIN customers c ON c.id = p.customer_id
        WHERE p.kind = 'advance' OR p.method_id = 6 GROUP BY 1";
    each_row(connection, sql, |row| {
        tally.row();
        let (customer, covered, balanced): (Option<i64>, Option<bool>, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let agrees = customer.is_some() && covered == Some(true) && balanced;
        tally.expect(agrees, || format!("customer {}", customer.unwrap_or_default()));
        Ok(())
    })?;
    Ok(tally.done())
}

/// The audit tells of every platform, product, customer and own way to pay that was added.
pub fn audit(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("audit");
    let sql = format!(
        "SELECT entity, there, (SELECT count(*) FROM audit a WHERE a.action = 'add' AND a.entity = known.entity)
        FROM (SELECT 'platform' AS entity, count(*) AS there FROM platforms
              UNION ALL SELECT 'product', count(*) FROM products
              UNION ALL SELECT 'customer', count(*) FROM customers
              UNION ALL SELECT 'method', count(*) FROM methods WHERE id > {CUSTOMER_CREDIT}) AS known"
    );
    each_row(connection, &sql, |row| {
        tally.row();
        let (entity, there, told): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        tally.expect(there == told, || format!("{entity}: {there}, where the audit tells of {told}"));
        Ok(())
    })?;
    Ok(tally.done())
}
