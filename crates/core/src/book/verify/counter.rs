//! What the counter keeps beside the ledger agrees with it: codes with the lines that sold them, closings with the
//! payments and with each other, merged customers with the journal of changes.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::sums::each_row;
use super::{Check, Tally};
use crate::codes;
use crate::error::Result;
use crate::settings::CUSTOMER_CREDIT;
use crate::time::Actor;

/// A code stands with the line that its newest sale or return tells of, a line of its own product, no line has more
/// codes than pieces, and what can be sold reads as it came in.
pub fn codes(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("codes");
    let sql =
        "WITH newest AS (SELECT code_id, max(id) AS id FROM code_events WHERE kind IN ('sell', 'return') GROUP BY code_id),
           filled AS (SELECT sale_line_id AS line_id, count(*) AS codes FROM codes
              WHERE sale_line_id IS NOT NULL GROUP BY sale_line_id)
         SELECT c.id, c.sale_line_id IS CASE e.kind WHEN 'sell' THEN e.sale_line_id END
            AND c.withdrawn = EXISTS (SELECT 1 FROM code_events w WHERE w.code_id = c.id AND w.kind = 'withdraw')
            AND (c.sale_line_id IS NULL OR l.kind = 'sale' AND l.product_id = c.product_id AND l.quantity >= f.codes),
           c.sealed, c.content, c.digest, c.ending
         FROM codes c LEFT JOIN newest n ON n.code_id = c.id LEFT JOIN code_events e ON e.id = n.id
         LEFT JOIN sale_lines l ON l.id = c.sale_line_id LEFT JOIN filled f ON f.line_id = l.id";
    each_row(connection, sql, |row| {
        tally.row();
        let (id, agrees, sealed): (i64, Option<bool>, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        tally.expect(agrees == Some(true), || format!("code {id}"));
        if !sealed {
            let (content, digest, ending): (Vec<u8>, [u8; 32], String) = (row.get(3)?, row.get(4)?, row.get(5)?);
            let content = String::from_utf8(content).unwrap_or_default();
            tally.expect(codes::is_of(&content, &digest, &ending), || format!("code {id} is not what came in"));
        }
        Ok(())
    })?;
    Ok(tally.done())
}

/// What a closing says of one way to pay: received, paid out, fees.
type Sums = (i128, i128, i128);

/// A closing and where it ends: the newest payment that stood in the book, and its day.
struct End {
    id: i64,
    newest: i64,
    day: i64,
}

/// Every payment belongs to exactly one closing: the first that was made after it and whose day is not before its own. The
/// first of all covers its day alone. Each closing says what its payments sum up to, opens with what the one before kept,
/// and is not before that one.
pub fn closings(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("closings");
    let mut ends = Vec::new();
    each_row(connection, "SELECT id, newest, day FROM closings ORDER BY id", |row| {
        ends.push(End { id: row.get(0)?, newest: row.get(1)?, day: row.get(2)? });
        Ok(())
    })?;
    let in_order = ends.windows(2).all(|two| two[0].newest <= two[1].newest && two[0].day <= two[1].day);
    tally.expect(in_order, || "a closing is before the one it follows".to_owned());
    let mut moved = covered(connection, &ends)?;
    let sql = "SELECT l.id, l.closing_id, l.method_id, l.received, l.paid_out, l.fees,
            c.prev_id IS NULL OR l.opening = coalesce((SELECT p.kept FROM closing_lines p
              WHERE p.closing_id = c.prev_id AND p.method_id = l.method_id), 0)
        FROM closing_lines l JOIN closings c ON c.id = l.closing_id";
    each_row(connection, sql, |row| {
        tally.row();
        let (id, opens): (i64, bool) = (row.get(0)?, row.get(6)?);
        let said = (row.get::<_, i64>(3)?.into(), row.get::<_, i64>(4)?.into(), row.get::<_, i64>(5)?.into());
        let sums = moved.remove(&(row.get(1)?, row.get(2)?)).unwrap_or_default();
        tally.expect(opens && said == sums, || format!("closing line {id}"));
        Ok(())
    })?;
    let left_out = moved.into_keys().next();
    tally.expect(left_out.is_none(), || {
        let (closing, method) = left_out.unwrap_or_default();
        format!("closing {closing} leaves out method {method}")
    });
    Ok(tally.done())
}

/// What each closing covers of each way to pay, told from the payments alone.
fn covered(connection: &Connection, ends: &[End]) -> Result<HashMap<(i64, i64), Sums>> {
    let mut moved: HashMap<(i64, i64), Sums> = HashMap::new();
    let Some(first) = ends.first() else { return Ok(moved) };
    let mut statement = connection
        .prepare("SELECT id, day, method_id, amount, fee FROM payments WHERE method_id <> ?1 AND actor <> ?2")?;
    let mut rows = statement.query(params![CUSTOMER_CREDIT, Actor::Import.code()])?;
    while let Some(row) = rows.next()? {
        let (id, day): (i64, i64) = (row.get(0)?, row.get(1)?);
        if id <= first.newest && day < first.day {
            continue;
        }
        let stood = ends.partition_point(|end| end.newest < id);
        let dated = ends.partition_point(|end| end.day < day);
        let Some(closing) = ends.get(stood.max(dated)) else { continue };
        let sums = moved.entry((closing.id, row.get(2)?)).or_default();
        let (amount, fee): (i64, i64) = (row.get(3)?, row.get(4)?);
        sums.0 += i128::from(amount.max(0));
        sums.1 += i128::from(amount.min(0).unsigned_abs());
        sums.2 += i128::from(fee);
    }
    Ok(moved)
}

/// Whoever is read as another customer was merged into him, and the journal of changes tells of it.
pub fn merges(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("merges");
    let mut into: HashMap<i64, Option<i64>> = HashMap::new();
    let told = "SELECT entity_id, CAST(json_extract(after, '$.id') AS INTEGER) FROM audit
        WHERE action = 'merge' AND entity = 'customer' ORDER BY id";
    each_row(connection, told, |row| {
        into.insert(row.get(0)?, row.get(1)?);
        Ok(())
    })?;
    each_row(connection, "SELECT id, merged_into FROM customers WHERE merged_into IS NOT NULL", |row| {
        tally.row();
        let (id, now): (i64, i64) = (row.get(0)?, row.get(1)?);
        // Who took him over may have been merged himself since; nobody can be twice on the way.
        let (mut end, mut steps) = (id, 0);
        while let Some(next) = into.get(&end).copied().flatten().filter(|_| steps < into.len()) {
            (end, steps) = (next, steps + 1);
        }
        tally.expect(end == now && now != id, || format!("customer {id}"));
        Ok(())
    })?;
    let (merged, told) = (tally.checked, into.len());
    tally.expect(u32::try_from(told) == Ok(merged), || format!("{merged} merged, where the audit tells of {told}"));
    Ok(tally.done())
}
