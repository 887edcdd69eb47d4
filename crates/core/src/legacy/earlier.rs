//! What earlier imports knew of products, their purchases and the old platforms: their rows are read again, as they
//! were kept, by the same code, so that files that come one after another make the same book as files that come together.

use std::collections::{HashMap, HashSet};

use rusqlite::Transaction;
use serde::Deserialize;

use super::batch::{At, Product, Setting};
use super::cells::Cells;
use super::choices::FileChoice;
use super::decoding::{Facts, Text};
use super::keys;
use super::plan::Bought;
use super::records::{Record, Records};
use super::sections::Section;
use super::shapes::Shape;
use super::suppliers::Suppliers;
use super::tables::{self, PAYMENT, PRODUCT, PURCHASE};
use super::totals::is_total;
use super::values::plain;
use crate::error::{Error, Result};
use crate::money::Money;
use crate::text;

/// A kept row has no place in the files of now.
const NOWHERE: At = At { section: usize::MAX, row: usize::MAX };

/// The rows of earlier imports that stand, in the order in which they came.
#[derive(Debug, Default)]
pub struct Earlier {
    /// Old products with their keys.
    pub products: Vec<(String, Product)>,
    /// Supplier groups of old platforms by their ids.
    pub platforms: Vec<(String, usize)>,
    /// Purchases.
    pub purchases: Vec<Purchased>,
}

/// A purchase as far as sales need it.
#[derive(Debug)]
pub struct Purchased {
    pub product_id: String,
    pub product_name: String,
    pub bought: Bought,
}

/// A file of an earlier import.
struct File {
    id: i64,
    batch: i64,
    section: Section,
}

/// A kept row, and the platform of the book that it went to.
struct Kept {
    id: i64,
    stands: bool,
    platform: Option<String>,
}

/// Reads one file after another.
struct Reader<'t, 's> {
    tx: &'t Transaction<'t>,
    setting: Setting,
    suppliers: &'s mut Suppliers,
    /// Where each spelling of a batch went, from its report; only read where a row does not tell.
    placed: HashMap<i64, HashMap<String, String>>,
    /// Group by a platform's name.
    groups: HashMap<String, usize>,
    found: Earlier,
}

impl Earlier {
    /// Reads them; their suppliers become groups, of the platforms to which a person merged them then.
    pub fn read(tx: &Transaction<'_>, suppliers: &mut Suppliers, setting: Setting) -> Result<Self> {
        let mut reader =
            Reader { tx, setting, suppliers, placed: HashMap::new(), groups: HashMap::new(), found: Self::default() };
        for file in files(tx, &[Shape::Products, Shape::Purchases, Shape::Platforms])? {
            match file.section.shape {
                Some(Shape::Products) => reader.products(&file)?,
                Some(Shape::Purchases) => reader.purchases(&file)?,
                _ => reader.platforms(&file)?,
            }
        }
        Ok(reader.found)
    }
}

/// What payments of earlier imports that were kept without effect come to, by the old sale's id.
pub fn kept_payments(tx: &Transaction<'_>, setting: Setting) -> Result<HashMap<String, Money>> {
    let mut sums: HashMap<String, Money> = HashMap::new();
    // A row that waited for its sale and was posted with it has another row by now, and is not among these.
    let kept: HashSet<i64> = keys::without_effect(tx, Shape::Payments)?.into_iter().collect();
    if kept.is_empty() {
        return Ok(sums);
    }
    for file in files(tx, &[Shape::Payments])? {
        let columns = file.section.columns(PAYMENT);
        each_row(tx, &file, |record, row| {
            let mut cells = Cells::of(record, setting.zone, setting.decimals);
            let read = if kept.contains(&row.id) { tables::payment(&mut cells, NOWHERE, &columns) } else { None };
            if let Some((payment, _)) = read {
                let sum = sums.entry(payment.sale_id).or_default();
                *sum = sum.plus(payment.amount)?;
            }
            Ok(())
        })?;
    }
    Ok(sums)
}

/// The files of some tables of which a row stands, with what their columns prove: from all their rows, as when they came
/// in.
fn files(tx: &Transaction<'_>, shapes: &[Shape]) -> Result<Vec<File>> {
    let mut statement = tx.prepare(
        "SELECT id, batch_id, name, shape, encoding, delimiter, header,
           (SELECT choice FROM legacy_readings WHERE file_id = f.id) FROM legacy_files f
         WHERE batch_id NOT IN (SELECT batch_id FROM legacy_undos)
            AND EXISTS (SELECT 1 FROM legacy_rows WHERE file_id = f.id AND fate IN ('accepted', 'kept')) ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        let (shape, encoding, delimiter): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let shape = Shape::named(&shape).filter(|shape| shapes.contains(shape));
        let (Some(shape), [delimiter]) = (shape, delimiter.as_bytes()) else { continue };
        let header: Vec<String> = serde_json::from_str(&row.get::<_, String>(6)?).map_err(Error::bug)?;
        let choice: Option<String> = row.get(7)?;
        let choice = choice.map(|text| serde_json::from_str(&text)).transpose().map_err(Error::bug)?;
        let choice: FileChoice = choice.unwrap_or_default();
        let mapping = choice.mapping.clone();
        let section = Section::new(row.get(2)?, Facts::kept(&encoding), *delimiter, header, choice);
        let section = section.with_table(shape, mapping);
        let mut file = File { id: row.get(0)?, batch: row.get(1)?, section };
        let (id, delimiter, section) = (file.id, file.section.delimiter, &mut file.section);
        each_record(tx, id, delimiter, |record, _| {
            section.observe(record);
            Ok(())
        })?;
        files.push(file);
    }
    Ok(files)
}

/// Goes through the rows of a file that stand; each was read without fault when it came in.
fn each_row(tx: &Transaction<'_>, file: &File, mut work: impl FnMut(&Record, Kept) -> Result<()>) -> Result<()> {
    each_record(tx, file.id, file.section.delimiter, |record, kept| {
        if !kept.stands || record.damaged || is_total(&file.section, record) {
            return Ok(());
        }
        work(record, kept)
    })
}

/// Goes through a file's rows as they were kept.
fn each_record(
    tx: &Transaction<'_>,
    file: i64,
    delimiter: u8,
    mut work: impl FnMut(&Record, Kept) -> Result<()>,
) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "SELECT r.id, r.raw, r.fate IN ('accepted', 'kept'), p.name FROM legacy_rows r
         LEFT JOIN deposits d ON r.entity = 'deposits' AND d.id = r.entity_id
         LEFT JOIN platforms p ON p.id = CASE r.entity WHEN 'platforms' THEN r.entity_id ELSE d.platform_id END
         WHERE r.file_id = ?1 ORDER BY r.line",
    )?;
    let mut rows = statement.query([file])?;
    let mut record = Record::default();
    while let Some(row) = rows.next()? {
        let kept = Kept { id: row.get(0)?, stands: row.get(2)?, platform: row.get(3)? };
        if Records::new(Text::given(row.get(1)?), delimiter).next(&mut record)? {
            work(&record, kept)?;
        }
    }
    Ok(())
}

impl Reader<'_, '_> {
    fn products(&mut self, file: &File) -> Result<()> {
        let columns = file.section.columns(PRODUCT);
        let mut occurrences = HashMap::new();
        each_row(self.tx, file, |record, _| {
            let mut cells = Cells::of(record, self.setting.zone, self.setting.decimals);
            if let Some((product, identity)) = tables::product(&mut cells, NOWHERE, &columns) {
                self.found.products.push((identity.key(&mut occurrences), product));
            }
            Ok(())
        })
    }

    fn purchases(&mut self, file: &File) -> Result<()> {
        let columns = file.section.columns(PURCHASE);
        let [.., supplier, _, _, _, _, _, _, _, _] = &columns;
        // Its spellings are none of these files.
        let mut aside = Suppliers::default();
        each_row(self.tx, file, |record, kept| {
            let mut cells = Cells::of(record, self.setting.zone, self.setting.decimals);
            let Some((purchase, _)) = tables::purchase(&mut cells, NOWHERE, &columns, &mut aside) else {
                return Ok(());
            };
            let supplier = self.group(file.batch, supplier.of(record), kept)?;
            let bought = Bought { day: purchase.day, supplier, quantity: purchase.quantity, total: purchase.total };
            let (product_id, product_name) = (purchase.product_id, purchase.product_name);
            self.found.purchases.push(Purchased { product_id, product_name, bought });
            Ok(())
        })
    }

    fn platforms(&mut self, file: &File) -> Result<()> {
        let [id, name] = file.section.columns(["id", "name"]);
        each_row(self.tx, file, |record, kept| {
            let supplier = self.group(file.batch, name.of(record), kept)?;
            self.found.platforms.push((plain(id.of(record)).to_owned(), supplier));
            Ok(())
        })
    }

    /// The group of a row: of the platform that it went to; where it moved nothing, of the one that its batch's report
    /// names for its spelling.
    fn group(&mut self, batch: i64, cell: &str, kept: Kept) -> Result<usize> {
        let name = match kept.platform {
            Some(name) => name,
            None => match self.placed(batch)?.get(cell) {
                Some(name) => name.clone(),
                None => text::clean(plain(cell)),
            },
        };
        if let Some(group) = self.groups.get(&name) {
            return Ok(*group);
        }
        let group = self.suppliers.named(&name);
        self.groups.insert(name, group);
        Ok(group)
    }

    fn placed(&mut self, batch: i64) -> Result<&HashMap<String, String>> {
        if !self.placed.contains_key(&batch) {
            let sql = "SELECT report FROM legacy_batches WHERE id = ?1";
            let report: String = self.tx.prepare_cached(sql)?.query_row([batch], |r| r.get(0))?;
            self.placed.insert(batch, spellings(&report)?);
        }
        self.placed.get(&batch).ok_or_else(|| Error::bug("a report vanished"))
    }
}

/// Platform by spelling, as a report says.
fn spellings(report: &str) -> Result<HashMap<String, String>> {
    #[derive(Deserialize)]
    struct Said {
        platforms: Vec<Platform>,
    }
    #[derive(Deserialize)]
    struct Platform {
        name: String,
        spellings: Vec<String>,
    }
    let said: Said = serde_json::from_str(report).map_err(Error::bug)?;
    let named =
        |platform: Platform| platform.spellings.into_iter().map(move |spelling| (spelling, platform.name.clone()));
    Ok(said.platforms.into_iter().flat_map(named).collect())
}
