//! Tables in files: how each is written, and what its columns prove.
//!
//! A file usually holds one table. Title lines may stand above its header, and a blank line may part several tables,
//! as in the file of refused rows.

use std::path::PathBuf;

use super::choices::FileChoice;
use super::columns::Evidence;
use super::converted::Converted;
use super::decoding::{Facts, Text, WINDOWS_1252_LABEL};
use super::mapping::Mapping;
use super::records::{Record, Records};
use super::shapes::{Field, Kind, Shape};
use super::totals;
use super::values::DateOrder;
use crate::error::{Error, ErrorCode, Result};

/// Rows that are kept to be shown.
const SAMPLE_ROWS: usize = 20;
/// Cells of such a row, and characters of such a cell.
const SAMPLE_CELLS: usize = 200;

/// A table in a file.
#[derive(Debug)]
pub struct Section {
    /// The file.
    pub path: PathBuf,
    /// The file as it is named in reports.
    pub name: String,
    /// Which table; none where its columns are no table's.
    pub shape: Option<Shape>,
    /// How its bytes are text.
    pub facts: Facts,
    /// As it was written out, where the file is no delimited text.
    pub converted: Option<Converted>,
    /// What parts its cells.
    pub delimiter: u8,
    /// Its columns' names as they stand there.
    pub header: Vec<String>,
    /// The header's line, from 1.
    pub header_line: u32,
    /// The header's place among the file's records, from 1.
    pub header_record: u32,
    /// Every cell stands in quotes, and quotes in a cell are not doubled.
    pub all_quoted: bool,
    /// The line on which the next table of the file begins.
    pub until: Option<u32>,
    /// What a person said of it.
    pub choice: FileChoice,
    /// What its columns stand for, where its header does not say it.
    pub mapping: Option<Mapping>,
    /// The mapping is of an earlier import.
    pub remembered: bool,
    /// What its read columns prove, in the order of the table's fields.
    pub evidence: Vec<(Field, Option<usize>, Evidence)>,
    /// Rows in it.
    pub rows: u32,
    /// Its first rows: line and cells.
    pub sample: Vec<(u32, Vec<String>)>,
}

/// The records of a text, or of a table that was written out.
pub fn open(path: &std::path::Path, facts: &Facts, delimiter: u8, converted: Option<&Converted>) -> Result<Records> {
    match converted {
        Some(table) => table.records(),
        None => Ok(Records::new(Text::open(path, facts)?, delimiter)),
    }
}

impl Section {
    /// A table under this header.
    pub fn new(name: String, facts: Facts, delimiter: u8, header: Vec<String>, choice: FileChoice) -> Self {
        Self {
            path: PathBuf::new(),
            name,
            shape: None,
            facts,
            converted: None,
            delimiter,
            header,
            header_line: 0,
            header_record: 0,
            all_quoted: false,
            until: None,
            choice,
            mapping: None,
            remembered: false,
            evidence: Vec::new(),
            rows: 0,
            sample: Vec::new(),
        }
    }

    /// As this table; what its columns prove is still to be observed.
    pub fn with_table(mut self, shape: Shape, mapping: Option<Mapping>) -> Self {
        (self.shape, self.mapping) = (Some(shape), mapping);
        let (decimal, dates) = (self.choice.decimal, self.choice.dates);
        let evidence = || Evidence::of(self.facts.is_typed()).said(decimal, dates);
        let fields = shape.fields();
        self.evidence = fields.iter().map(|f| (*f, self.position(f), evidence())).collect();
        self
    }

    /// Takes one more row into account. A sum below the table is no row.
    pub fn observe(&mut self, record: &Record) {
        if totals::is_total(self, record) {
            return;
        }
        self.rows = self.rows.saturating_add(1);
        if self.sample.len() < SAMPLE_ROWS {
            let cells = record.cells().take(SAMPLE_CELLS).map(|cell| cell.chars().take(SAMPLE_CELLS).collect());
            self.sample.push((record.line, cells.collect()));
        }
        // A row with a cell too many or too few is refused; what stands in its columns proves nothing.
        if record.damaged || !self.fits(record) {
            return;
        }
        for (field, at, evidence) in &mut self.evidence {
            if let (Some(at), Kind::Number | Kind::Date) = (at, field.kind) {
                evidence.observe(field.kind, record.cell(*at));
            }
        }
    }

    /// As many cells as columns; a spreadsheet may leave empty cells behind them, and has none where nothing stands.
    pub fn fits(&self, record: &Record) -> bool {
        (record.len() >= self.header.len() || self.facts.is_typed())
            && (self.header.len()..record.len()).all(|i| record.cell(i).trim().is_empty())
    }

    fn position(&self, field: &Field) -> Option<usize> {
        match &self.mapping {
            Some(mapping) => mapping.at(field.name).filter(|at| *at < self.header.len()),
            None => self.shape.and_then(|shape| shape.position(field, &self.header)),
        }
    }

    /// A table whose columns' names are the old screen's.
    pub fn is_report(&self) -> bool {
        self.mapping.is_none() && self.shape.is_some_and(|shape| shape.is_report(&self.header))
    }

    /// It tells of a platform's credit and not of which platform's.
    pub fn asks_platform(&self) -> bool {
        let tells = |(field, at, _): &(Field, Option<usize>, Evidence)| field.name == "platform_id" && at.is_some();
        self.shape == Some(Shape::CreditMovements) && !self.evidence.iter().any(tells)
    }

    /// The order of days that files of this kind use: what a French Excel saved or the old screen shows has the day
    /// first.
    pub fn usual_order(&self) -> Option<DateOrder> {
        let french = self.delimiter == b';' || self.facts.label == WINDOWS_1252_LABEL || self.is_report();
        french.then_some(DateOrder::DayFirst)
    }

    /// A foreign file of sales or purchases in which no column says whether they are paid.
    pub fn asks_paid(&self) -> bool {
        let sold = matches!(self.shape, Some(Shape::Sales | Shape::Purchases));
        sold && self.mapping.as_ref().is_some_and(|mapping| mapping.at("payment_status").is_none())
    }

    /// What it leaves open: `platform`, and of its columns `ambiguous_date: sale_date = 03/04/2025`.
    pub fn questions(&self) -> Vec<String> {
        let asked = |(field, at, evidence): &(Field, Option<usize>, Evidence)| {
            let code = match field.kind {
                Kind::Text => return None,
                Kind::Number => "ambiguous_number",
                Kind::Date => "ambiguous_date",
            };
            let name = at.and_then(|at| self.header.get(at))?;
            Some(format!("{code}: {name} = {}", evidence.question(field.kind)?))
        };
        let platform = self.asks_platform() && self.choice.platform().is_none();
        let first = platform.then(|| "platform".to_owned());
        first.into_iter().chain(self.evidence.iter().filter_map(asked)).collect()
    }

    /// Goes through its rows: each with its place among the file's records, the header's being `header_record`; in a
    /// sheet or a list, with its own number there.
    pub fn each_row(&self, mut work: impl FnMut(&Record, u32) -> Result<()>) -> Result<()> {
        let mut records = open(&self.path, &self.facts, self.delimiter, self.converted.as_ref())?;
        let (mut record, mut place) = (Record::default(), self.header_record);
        while records.next(&mut record)? {
            if record.line <= self.header_line || record.is_blank() {
                if self.all_quoted && record.line == self.header_line {
                    records.all_quoted();
                }
                continue;
            }
            if self.until.is_some_and(|until| record.line >= until) {
                break;
            }
            place = if self.converted.is_some() { record.line } else { place.saturating_add(1) };
            work(&record, place)?;
        }
        Ok(())
    }

    /// It is no known table: the error says its columns.
    pub fn unrecognised(&self) -> Error {
        let columns: Vec<&str> = self.header.iter().take(50).map(String::as_str).collect();
        Error::new(ErrorCode::FileUnrecognised).with("file", &self.name).with("columns", columns.join(", "))
    }

    /// The table's name in reports.
    pub fn shape_name(&self) -> &'static str {
        self.shape.map_or("unknown", Shape::name)
    }

    /// The delimiter as a text.
    pub fn delimiter_text(&self) -> String {
        char::from(self.delimiter).to_string()
    }
}
