//! What the counter keeps beside the ledger agrees with it: codes with the lines that sold them, closings with each other.

use rusqlite::Connection;

use super::sums::each_row;
use super::{Check, Tally};
use crate::error::Result;

/// A code stands with the line that its newest sale or return tells of, a line of its own product, and no line has more
/// codes than pieces.
pub fn codes(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("codes");
    let sql =
        "SELECT c.id, c.sale_line_id IS (SELECT CASE e.kind WHEN 'sell' THEN e.sale_line_id END FROM code_events e
              WHERE e.code_id = c.id AND e.kind IN ('sell', 'return') ORDER BY e.id DESC LIMIT 1)
            AND c.withdrawn = EXISTS (SELECT 1 FROM code_events e WHERE e.code_id = c.id AND e.kind = 'withdraw')
            AND (c.sale_line_id IS NULL OR EXISTS (SELECT 1 FROM sale_lines l
              WHERE l.id = c.sale_line_id AND l.kind = 'sale' AND l.product_id = c.product_id
                AND l.quantity >= (SELECT count(*) FROM codes o WHERE o.sale_line_id = l.id)))
        FROM codes c";
    each_row(connection, sql, |row| {
        tally.row();
        let (id, agrees): (i64, bool) = (row.get(0)?, row.get(1)?);
        tally.expect(agrees, || format!("code {id}"));
        Ok(())
    })?;
    Ok(tally.done())
}

/// A closing opens with what the one before kept, and its day is not before that one's.
pub fn closings(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("closings");
    let sql = "SELECT l.id, c.prev_id IS NULL OR l.opening = coalesce((SELECT p.kept FROM closing_lines p
              WHERE p.closing_id = c.prev_id AND p.method_id = l.method_id), 0)
            AND c.day >= (SELECT day FROM closings p WHERE p.id = c.prev_id)
        FROM closing_lines l JOIN closings c ON c.id = l.closing_id";
    each_row(connection, sql, |row| {
        tally.row();
        let (id, agrees): (i64, bool) = (row.get(0)?, row.get(1)?);
        tally.expect(agrees, || format!("closing line {id}"));
        Ok(())
    })?;
    Ok(tally.done())
}
