//! Which returned lines end a sale: sales are counted as they are sold and counted back as they end, and a sale of which
//! some lines were taken back still stands.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::labels;
use crate::error::Result;

/// By what the lines of a report are grouped, as far as a sale has several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All lines of a sale fall on one group, or are split over several alike.
    Sale,
    /// Lines of one platform.
    Platform,
    /// Lines of one product.
    Product,
    /// Lines of one category.
    Category,
}

/// The returned lines that end nothing: few, for most sales are taken back whole and at once.
#[derive(Debug, Default)]
pub(super) struct Standing {
    of_sale: HashSet<i64>,
    of_part: HashSet<i64>,
}

/// A line of a sale that was taken back in parts.
struct PartLine {
    id: i64,
    returned: bool,
    part: i64,
}

impl Standing {
    /// Those of the book.
    pub fn of(connection: &Connection, part: Part) -> Result<Self> {
        let categories = match part {
            Part::Category => labels::category_numbers(connection)?,
            _ => HashMap::new(),
        };
        let mut statement = connection.prepare_cached(
            "SELECT l.sale_id, l.id, l.kind = 'return', l.platform_id, l.product_id FROM sale_lines l
             WHERE l.kind IN ('sale', 'return')
               AND l.sale_id IN (SELECT sale_id FROM cancellations WHERE whole = 0) ORDER BY l.sale_id, l.id",
        )?;
        let mut rows = statement.query([])?;
        let mut sales: HashMap<i64, Vec<PartLine>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let product: i64 = row.get(4)?;
            let part = match part {
                Part::Sale => 0,
                Part::Platform => row.get::<_, Option<i64>>(3)?.unwrap_or_default(),
                Part::Product => product,
                Part::Category => categories.get(&product).copied().unwrap_or_default(),
            };
            sales.entry(row.get(0)?).or_default().push(PartLine { id: row.get(1)?, returned: row.get(2)?, part });
        }
        let mut standing = Self::default();
        for lines in sales.values() {
            end_nothing(&mut standing.of_sale, lines.iter());
            let mut parts: Vec<i64> = lines.iter().map(|line| line.part).collect();
            parts.sort_unstable();
            parts.dedup();
            for part in parts {
                end_nothing(&mut standing.of_part, lines.iter().filter(|line| line.part == part));
            }
        }
        Ok(standing)
    }

    /// How a line counts for its sale, and for its group: above zero where it was sold, below where it ends it.
    pub fn counts(&self, line: i64, quantity: i64) -> (i64, i64) {
        if quantity >= 0 {
            return (quantity, quantity);
        }
        let of = |kept: &HashSet<i64>| if kept.contains(&line) { 0 } else { quantity };
        (of(&self.of_sale), of(&self.of_part))
    }
}

/// Of these lines the last returned one ends them, once all that were sold are back; the others end nothing.
fn end_nothing<'l>(kept: &mut HashSet<i64>, lines: impl Iterator<Item = &'l PartLine>) {
    let (returned, sold): (Vec<&PartLine>, Vec<&PartLine>) = lines.partition(|line| line.returned);
    let all_back = returned.len() == sold.len();
    let ending = returned.last().filter(|_| all_back).map(|line| line.id);
    kept.extend(returned.iter().map(|line| line.id).filter(|id| Some(*id) != ending));
}
