//! The kept rows of all imports, to be looked up: as they stood in their file, with what became of each.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::decoding::Text;
use super::records::{Record, Records};
use crate::choice::choice;
use crate::customers::Sought;
use crate::error::{Error, Result};
use crate::ids::{CustomerId, KeptRowId, PlatformId, ProductId, SaleId};
use crate::text;
use crate::time::Day;

/// So many rows are looked at for one page: a rare word in a million rows is found over several pages, none of which
/// takes long.
const LOOKED_AT_MAX: u32 = 5000;

choice!(
    /// What became of a kept row.
    RowFate {
        /// It came in.
        Accepted => "accepted",
        /// It was kept without effect.
        Kept => "kept",
        /// It was there already.
        Duplicate => "duplicate",
        /// It was refused.
        Refused => "refused",
    }
);

/// Which rows, and which part of them.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeptRowsQuery {
    /// Words that all stand in the row, or a part of a phone; case, accents and forms of Arabic letters don't matter.
    pub search: String,
    /// Only rows of this old table.
    pub shape: Option<String>,
    /// Only rows of this fate.
    pub fate: Option<RowFate>,
    /// The last row that was looked at for the page before.
    pub after: Option<KeptRowId>,
    /// At most so many.
    pub limit: u32,
}

/// A column's cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeptCell {
    /// The column's name as it stands in the file; empty for a cell beyond the columns.
    pub column: String,
    /// What stands there.
    pub value: String,
}

/// What a row is in the book: at most one of the ids is given, of the page that shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Became {
    /// What it is called there: a sale's number, a name.
    pub name: String,
    /// A sale, or the sale that a payment paid.
    pub sale_id: Option<SaleId>,
    /// A platform, or the platform of a deposit.
    pub platform_id: Option<PlatformId>,
    /// A product.
    pub product_id: Option<ProductId>,
    /// A customer.
    pub customer_id: Option<CustomerId>,
}

/// A verdict on a kept row, with its code as in the report of its import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeptIssue {
    /// The column's name as it stands in the file; empty where the whole row is meant.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// The verdict's code.
    pub code: String,
}

/// A row of an old file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeptRow {
    /// Which.
    pub id: KeptRowId,
    /// The file, as it was named.
    pub file: String,
    /// The line of the file on which it starts, from 1.
    pub line: u32,
    /// The old table's name.
    pub shape: String,
    /// The business day of its import.
    pub imported_on: Day,
    /// Word for word.
    pub raw: String,
    /// Cell by cell.
    pub cells: Vec<KeptCell>,
    /// What became of it.
    pub fate: RowFate,
    /// What it is in the book; none where it had no effect.
    pub became: Option<Became>,
    /// Why.
    pub issues: Vec<KeptIssue>,
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeptRowsPage {
    /// In the order in which they came; may be none of several pages in a row, where what is sought is rare.
    pub rows: Vec<KeptRow>,
    /// What to give as `after` for the next page; none at the end.
    pub next: Option<KeptRowId>,
    /// How many rows of the book there are up to here, of this table and fate,
    pub looked_at: u32,
    /// and in all.
    pub total: u32,
}

/// Whether a row holds what is sought: all words, or a part of a phone in one cell.
fn holds(sought: &Sought, raw: &str, cells: &Record) -> bool {
    sought.named(&text::key(raw)) || cells.cells().any(|cell| sought.phoned(&digits_of(cell)))
}

fn digits_of(cell: &str) -> String {
    cell.chars().filter(char::is_ascii_digit).collect()
}

/// What became of a row is joined where its entity is: the table's name stands beside its id.
const ROWS: &str = "
    SELECT r.id, r.line, r.raw, r.fate, r.issues, f.name, f.shape, f.delimiter, f.header, b.day, r.entity IS NOT NULL,
           coalesce(s.id, paid.id), coalesce(s.legacy_number, paid.legacy_number), coalesce(p.id, dp.id), coalesce(p.name, dp.name),
           g.id, g.name, c.id, c.name
    FROM legacy_rows r JOIN legacy_files f ON f.id = r.file_id JOIN legacy_batches b ON b.id = f.batch_id
    LEFT JOIN sales s ON r.entity = 'sales' AND s.id = r.entity_id
    LEFT JOIN payments y ON r.entity = 'payments' AND y.id = r.entity_id LEFT JOIN sales paid ON paid.id = y.sale_id
    LEFT JOIN platforms p ON r.entity = 'platforms' AND p.id = r.entity_id
    LEFT JOIN deposits d ON r.entity = 'deposits' AND d.id = r.entity_id LEFT JOIN platforms dp ON dp.id = d.platform_id
    LEFT JOIN products g ON r.entity = 'products' AND g.id = r.entity_id
    LEFT JOIN customers c ON r.entity = 'customers' AND c.id = r.entity_id
    WHERE r.id > ?1 AND (?2 IS NULL OR f.shape = ?2) AND (?3 IS NULL OR r.fate = ?3) ORDER BY r.id LIMIT ?4";

const COUNT: &str = "
    SELECT count(*), count(*) FILTER (WHERE id <= ?1) FROM legacy_rows
    WHERE (?2 IS NULL OR file_id IN (SELECT id FROM legacy_files WHERE shape = ?2)) AND (?3 IS NULL OR fate = ?3)";

/// A page of the kept rows.
pub fn kept_rows(connection: &Connection, query: &KeptRowsQuery) -> Result<KeptRowsPage> {
    let limit = query.limit.clamp(1, 1000) as usize;
    let sought = Sought::of(&query.search);
    let mut statement = connection.prepare_cached(ROWS)?;
    let mut found =
        statement.query(params![query.after.map_or(0, |id| id.0), query.shape, query.fate, LOOKED_AT_MAX])?;
    let mut page = KeptRowsPage { rows: Vec::new(), next: None, looked_at: 0, total: 0 };
    let (mut record, mut looked_at, mut last) = (Record::default(), 0, query.after);
    let mut ended = true;
    while let Some(row) = found.next()? {
        if page.rows.len() == limit {
            ended = false;
            break;
        }
        looked_at += 1;
        last = Some(row.get(0)?);
        let raw: String = row.get(2)?;
        read_cells(row, &raw, &mut record)?;
        if holds(&sought, &raw, &record) {
            page.rows.push(kept_row(row, raw, &record)?);
        }
    }
    if !ended || looked_at == LOOKED_AT_MAX {
        page.next = last;
    }
    let counted = params![last, query.shape, query.fate];
    (page.total, page.looked_at) =
        connection.prepare_cached(COUNT)?.query_row(counted, |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(page)
}

/// The cells of a row as its file had them.
fn read_cells(row: &Row<'_>, raw: &str, record: &mut Record) -> Result<()> {
    let delimiter: String = row.get(7)?;
    let [delimiter] = delimiter.as_bytes() else { return Err(Error::bug("a kept file without a delimiter")) };
    let mut records = Records::new(Text::given(raw.to_owned()), *delimiter);
    if !records.next(record)? {
        *record = Record::default();
    }
    Ok(())
}

fn kept_row(row: &Row<'_>, raw: String, record: &Record) -> Result<KeptRow> {
    let header: Vec<String> = serde_json::from_str(&row.get::<_, String>(8)?).map_err(Error::bug)?;
    let issues = serde_json::from_str(&row.get::<_, String>(4)?).map_err(Error::bug)?;
    let cells = record
        .cells()
        .enumerate()
        .map(|(at, value)| KeptCell { column: header.get(at).cloned().unwrap_or_default(), value: value.to_owned() });
    Ok(KeptRow {
        id: row.get(0)?,
        file: row.get(5)?,
        line: row.get(1)?,
        shape: row.get(6)?,
        imported_on: row.get(9)?,
        cells: cells.collect(),
        raw,
        fate: row.get(3)?,
        became: became(row)?,
        issues,
    })
}

fn became(row: &Row<'_>) -> Result<Option<Became>> {
    if !row.get::<_, bool>(10)? {
        return Ok(None);
    }
    let name = |at: usize| row.get::<_, Option<String>>(at);
    let name = [name(12)?, name(14)?, name(16)?, name(18)?].into_iter().flatten().next().unwrap_or_default();
    Ok(Some(Became {
        name,
        sale_id: row.get(11)?,
        platform_id: row.get(13)?,
        product_id: row.get(15)?,
        customer_id: row.get(17)?,
    }))
}
