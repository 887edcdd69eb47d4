//! Which columns of a foreign file stand for which of a table, as a person said it, and how that is remembered.

use std::collections::HashMap;

use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::rejects;
use super::shapes::{Shape, fold};
use crate::book::Book;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Instant;

/// A column of the file that stands for one of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MappedColumn {
    /// The table's column.
    pub field: String,
    /// The file's: its place in the header, from 0.
    pub column: u32,
}

/// A table and the columns that stand for its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Mapping {
    /// The old table's name: `stock_purchases`, `stock_sales`, `subscribers`, `digital_products`, `payment_history`.
    pub table: String,
    /// Each of the table's columns at most once.
    pub columns: Vec<MappedColumn>,
}

impl Mapping {
    /// The table, if it is one that foreign files can become.
    pub fn shape(&self) -> Option<Shape> {
        Shape::named(&self.table).filter(|shape| Shape::TARGETS.contains(shape))
    }

    /// Where a column of the table stands in the file.
    pub fn at(&self, field: &str) -> Option<usize> {
        let found = self.columns.iter().find(|mapped| mapped.field == field)?;
        usize::try_from(found.column).ok()
    }

    /// Refuses a table or a column that there is not, and one that is given twice.
    pub fn check(&self) -> Result<()> {
        let refused =
            |field: &str, value: &str| Err(Error::new(ErrorCode::OutOfRange).with("field", field).with("value", value));
        let Some(shape) = self.shape() else { return refused("table", &self.table) };
        for (index, mapped) in self.columns.iter().enumerate() {
            let known = shape.fields().iter().any(|field| field.name == mapped.field);
            let twice = self.columns.iter().take(index).any(|before| before.field == mapped.field);
            if !known || twice {
                return refused("field", &mapped.field);
            }
        }
        Ok(())
    }
}

/// By what a header is known again: its names in any order and case. The columns that a file of refused rows has before
/// them are none of it.
fn signature(header: &[String]) -> [u8; 32] {
    let mut names: Vec<String> = own(header).map(|(_, name)| name).collect();
    names.sort();
    let mut hasher = Sha256::new();
    for name in names {
        hasher.update((name.len() as u64).to_be_bytes());
        hasher.update(name.as_bytes());
    }
    hasher.finalize().into()
}

/// The header's own columns: place and folded name.
fn own(header: &[String]) -> impl Iterator<Item = (usize, String)> {
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let added = if names.starts_with(&rejects::COLUMNS) { rejects::COLUMNS.len() } else { 0 };
    header.iter().enumerate().skip(added).map(|(place, name)| (place, fold(name)))
}

/// A column as it is remembered: by its name, and which it is of those of one name.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptColumn {
    field: String,
    name: String,
    of_its_name: usize,
}

/// The mappings of earlier imports by their headers' signatures.
#[derive(Debug, Default)]
pub struct Remembered {
    known: HashMap<[u8; 32], (String, Vec<KeptColumn>)>,
}

impl Remembered {
    /// Reads them.
    pub fn read(book: &Book) -> Result<Self> {
        book.read(|connection| {
            let mut statement = connection.prepare("SELECT signature, shape, columns FROM legacy_mappings")?;
            let mut rows = statement.query([])?;
            let mut known = HashMap::new();
            while let Some(row) = rows.next()? {
                let columns = serde_json::from_str(&row.get::<_, String>(2)?).map_err(Error::bug)?;
                known.insert(row.get(0)?, (row.get(1)?, columns));
            }
            Ok(Self { known })
        })
    }

    /// The mapping of an earlier import for this header.
    pub fn of(&self, header: &[String]) -> Option<Mapping> {
        if self.known.is_empty() {
            return None;
        }
        let (table, kept) = self.known.get(&signature(header))?;
        let place = |kept: &KeptColumn| {
            let mut equal = own(header).filter(|(_, name)| *name == kept.name);
            let (place, _) = equal.nth(kept.of_its_name)?;
            Some(MappedColumn { field: kept.field.clone(), column: u32::try_from(place).ok()? })
        };
        let columns = kept.iter().map(place).collect::<Option<Vec<_>>>()?;
        let mapping = Mapping { table: table.clone(), columns };
        mapping.check().is_ok().then_some(mapping)
    }
}

/// Remembers a mapping for the next file with this header; what was remembered for it before is forgotten.
pub fn remember(tx: &Transaction<'_>, header: &[String], mapping: &Mapping, now: Instant) -> Result<()> {
    let own: Vec<(usize, String)> = own(header).collect();
    let kept = |mapped: &MappedColumn| {
        let place = usize::try_from(mapped.column).ok()?;
        let (_, name) = own.iter().find(|(at, _)| *at == place)?;
        let of_its_name = own.iter().filter(|(at, other)| *at < place && other == name).count();
        Some(KeptColumn { field: mapped.field.clone(), name: name.clone(), of_its_name })
    };
    let columns: Vec<KeptColumn> = mapping.columns.iter().filter_map(kept).collect();
    let columns = serde_json::to_string(&columns).map_err(Error::bug)?;
    tx.prepare_cached(
        "INSERT INTO legacy_mappings (signature, shape, columns, recorded_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (signature) DO UPDATE SET shape = excluded.shape, columns = excluded.columns,
           recorded_at = excluded.recorded_at",
    )?
    .execute(params![signature(header), mapping.table, columns, now])?;
    Ok(())
}
