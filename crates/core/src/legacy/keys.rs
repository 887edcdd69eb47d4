//! Rows that came in before: known by their key in the old system, whatever format the file was saved in.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction};

use super::batch::{At, Batch, Fate};
use super::shapes::Shape;
use super::verdicts::Verdict;
use crate::error::Result;

/// Finds the rows that stand in an earlier import or twice in these files: duplicates where what matters is equal,
/// conflicts where it isn't.
pub fn settle(tx: &Transaction<'_>, batch: &mut Batch) -> Result<()> {
    let any_before: bool = tx.query_row("SELECT EXISTS (SELECT 1 FROM legacy_keys)", [], |r| r.get(0))?;
    let mut seen: HashMap<(Shape, String), At> = HashMap::new();
    for section in 0..batch.sections.len() {
        let Some(shape) = batch.sections.get(section).and_then(|s| s.shape) else { continue };
        let rows = batch.rows.get(section).map_or(0, Vec::len);
        for row in 0..rows {
            let at = At { section, row };
            let Some(state) = batch.state(at).filter(|state| state.fate == Fate::Accepted) else { continue };
            let (key, content) = (state.key.clone(), state.content);
            if let Some(first) = seen.get(&(shape, key.clone())) {
                let same = batch.state(*first).is_some_and(|first| first.content == content);
                verdict(batch, at, &key, same);
                continue;
            }
            if any_before && let Some((before, entity)) = imported(tx, shape, &key)? {
                verdict(batch, at, &key, before == content);
                if let Some(state) = batch.state_mut(at) {
                    state.earlier = true;
                    state.entity = entity.map(|id| (table(shape), id));
                }
            }
            seen.insert((shape, key), at);
        }
    }
    Ok(())
}

fn verdict(batch: &mut Batch, at: At, key: &str, same: bool) {
    let (fate, code) = if same { (Fate::Duplicate, Verdict::Duplicate) } else { (Fate::Refused, Verdict::Conflict) };
    batch.decide(at, fate);
    batch.note(at, "id", key, code);
}

/// A row of an earlier import: its content, and what it became.
fn imported(tx: &Transaction<'_>, shape: Shape, key: &str) -> Result<Option<([u8; 32], Option<i64>)>> {
    let found = tx
        .prepare_cached("SELECT content, entity_id FROM legacy_keys WHERE source = ?1 AND key = ?2")?
        .query_row([shape.name(), key], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    Ok(found)
}

/// What a row of an earlier import became.
pub fn entity(tx: &Transaction<'_>, shape: Shape, key: &str) -> Result<Option<i64>> {
    Ok(imported(tx, shape, key)?.and_then(|(_, entity)| entity))
}

/// The payments of the book that rows of earlier imports stand for.
pub fn posted_payments(tx: &Transaction<'_>) -> Result<Vec<i64>> {
    let sql = "SELECT k.entity_id FROM legacy_keys k JOIN legacy_rows r ON r.id = k.row_id
        WHERE k.source = ?1 AND k.entity_id IS NOT NULL AND r.fate = 'accepted'";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([Shape::Payments.name()], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rows of earlier imports of this table that became nothing in the book.
pub fn without_effect(tx: &Transaction<'_>, shape: Shape) -> Result<Vec<i64>> {
    let mut statement = tx.prepare_cached("SELECT row_id FROM legacy_keys WHERE source = ?1 AND entity_id IS NULL")?;
    let rows = statement.query_map([shape.name()], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether an earlier import knew rows of this table.
pub fn any_of(tx: &Transaction<'_>, shape: Shape) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM legacy_keys WHERE source = ?1)";
    Ok(tx.prepare_cached(sql)?.query_row([shape.name()], |r| r.get(0))?)
}

/// The table of the book in which a row of this old table ends.
pub const fn table(shape: Shape) -> &'static str {
    match shape {
        Shape::Purchases => "deposits",
        Shape::Sales => "sales",
        Shape::Products => "products",
        Shape::Subscribers => "customers",
        Shape::Payments => "payments",
        Shape::Platforms | Shape::CreditMovements => "platforms",
        Shape::StockMovements => "",
    }
}
