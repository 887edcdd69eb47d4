//! What files are and how they are read, to be shown before anything comes in.

use std::path::PathBuf;

use chrono_tz::{Africa::Algiers, Tz};
use serde::Serialize;

use super::choices::{Choices, DELIMITERS, DecimalSign, FileChoice};
use super::columns::{Evidence, Unread};
use super::mapping::{Mapping, Remembered};
use super::proposal::{self, Proposal};
use super::sections::Section;
use super::shapes::{Field, Kind};
use super::suppliers::Suppliers;
use super::survey::{opening, survey_all};
use super::tables;
use super::values::{DateOrder, Dated, Reading, plain};
use super::verdicts::Verdict;
use crate::book::Book;
use crate::error::{Error, Result};

/// Rows of a preview.
const PREVIEW_ROWS: usize = 8;
/// Columns of a preview, and characters of a cell.
const PREVIEW_COLUMNS: usize = 30;
const PREVIEW_CELL: usize = 80;
/// Characters of a line that may be the header.
const HEADER_TEXT: usize = 120;

/// A file, or a table in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct InspectedFile {
    /// The file.
    pub path: String,
    /// The old table's name, or `unknown`.
    pub shape: String,
    /// How its bytes are text: `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `windows-1252`, `windows-1256`; `xlsx` for a
    /// workbook's sheet, `json` for a list of objects.
    pub encoding: String,
    /// What parts its cells; empty for a sheet or a list.
    pub delimiter: String,
    /// Rows under the header.
    pub rows: u32,
    /// The columns' names as they stand there.
    pub columns: Vec<String>,
    /// What it leaves open: `platform` where nobody said of which platform it tells, and of its columns
    /// `ambiguous_date: sale_date = 03/04/2025`. Days of files from a French Excel are taken with the day first, and
    /// those of a report from the old screen; every other open cell is refused.
    pub questions: Vec<String>,
    /// The line on which the columns' names stand, from 1.
    pub header_line: u32,
    /// Of which platform it tells has to be said.
    pub asks_platform: bool,
    /// Whether its sales or purchases are paid has to be said.
    pub asks_paid: bool,
    /// How else it could be read.
    pub alternatives: Alternatives,
    /// The columns of numbers and days that a format decides.
    pub formats: Vec<ColumnFormat>,
    /// Its first rows as they are read.
    pub preview: Vec<PreviewRow>,
    /// What the columns of a foreign file stand for, as it was said now or with an earlier import.
    pub mapping: Option<Mapping>,
    /// The mapping is of an earlier import.
    pub remembered: bool,
    /// What that mapping leaves out and no row can do without: of each group one.
    pub missing: Vec<Vec<String>>,
    /// What a foreign file may be, the likeliest first; empty for a table that is known by its header.
    pub proposals: Vec<Proposal>,
}

/// How else a file could be read; each list has what holds now too, and is empty where there is nothing to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Alternatives {
    /// Encodings.
    pub encodings: Vec<String>,
    /// What may part its cells.
    pub delimiters: Vec<String>,
    /// Lines on which the columns' names may stand.
    pub header_lines: Vec<HeaderLine>,
}

/// A line that may hold the columns' names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct HeaderLine {
    /// Its number, from 1.
    pub line: u32,
    /// What stands there.
    pub text: String,
}

/// What a column's format was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum FormatSource {
    /// A cell that reads only one way.
    Proved,
    /// A person.
    Said,
    /// The kind of the file.
    Usual,
    /// Nothing: what reads two ways is refused.
    Open,
}

/// How a column of numbers or days is read. One of the two formats is meant, never both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ColumnFormat {
    /// The column's name as it stands in the file.
    pub column: String,
    /// It holds days, else numbers.
    pub is_date: bool,
    /// What stands before a number's fraction.
    pub decimal: Option<DecimalSign>,
    /// Which number of a day is the day.
    pub dates: Option<DateOrder>,
    /// Where that is from.
    pub source: FormatSource,
    /// Cells that say two things.
    pub examples: Vec<FormatExample>,
}

/// A cell that says two things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FormatExample {
    /// As it stands there.
    pub cell: String,
    /// With the point as decimal sign, or with the day first.
    pub first: String,
    /// With the comma as decimal sign, or with the month first.
    pub second: String,
}

/// A row as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PreviewRow {
    /// The line on which it starts.
    pub line: u32,
    /// Its first cells.
    pub cells: Vec<PreviewCell>,
}

/// A cell as it stands there and as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PreviewCell {
    /// As it stands there.
    pub raw: String,
    /// The number, or the day as `YYYY-MM-DD`; none for a text and for what cannot be read.
    pub read: Option<String>,
    /// Why a number or a day cannot be read.
    pub verdict: Option<Verdict>,
}

/// A supplier with the spellings that are taken for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct InspectedSupplier {
    /// The name that its platform would bear.
    pub name: String,
    /// As they stand in the files.
    pub spellings: Vec<String>,
}

/// What files are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Inspection {
    /// Each table.
    pub files: Vec<InspectedFile>,
    /// The suppliers of all purchases.
    pub suppliers: Vec<InspectedSupplier>,
    /// What is left aside, with the reason: what a person leaves aside, files of a folder in which there is no table,
    /// and foreign sheets and lists beside known ones.
    pub passed_over: Vec<Error>,
}

/// Says what each file is. A text whose columns are no table's is `unknown`; what is no text, empty, missing or too
/// large is an error.
pub fn inspect(paths: &[PathBuf]) -> Result<Inspection> {
    // The old system ran in Algeria only; without a book nothing else says where its days ended.
    answer(paths, &Choices::default(), Algiers)
}

/// The same for a book: read as a person chose, with the mappings that earlier imports left.
pub fn inspect_for(book: &Book, paths: &[PathBuf], choices: &[FileChoice]) -> Result<Inspection> {
    answer(paths, &Choices::new(choices, Remembered::read(book)?)?, book.timezone())
}

fn answer(paths: &[PathBuf], choices: &Choices, zone: Tz) -> Result<Inspection> {
    let found = survey_all(paths, choices)?;
    let mut suppliers = Suppliers::default();
    for section in &found.sections {
        tables::spellings(section, &mut suppliers)?;
    }
    let files = found.sections.iter().map(|section| inspected(section, zone)).collect::<Result<Vec<_>>>()?;
    let groups = suppliers.groups.iter();
    let named = groups.map(|group| InspectedSupplier { name: group.name(), spellings: group.spellings() });
    Ok(Inspection { files, suppliers: named.collect(), passed_over: found.passed_over })
}

fn inspected(section: &Section, zone: Tz) -> Result<InspectedFile> {
    let foreign = section.shape.is_none() || section.mapping.is_some();
    Ok(InspectedFile {
        path: section.name.clone(),
        shape: section.shape_name().to_owned(),
        encoding: section.facts.label.to_owned(),
        delimiter: if section.facts.is_typed() { String::new() } else { section.delimiter_text() },
        rows: section.rows,
        columns: section.header.clone(),
        questions: section.questions(),
        header_line: section.header_line,
        asks_platform: section.asks_platform(),
        asks_paid: section.asks_paid(),
        alternatives: alternatives(section)?,
        formats: section.evidence.iter().filter_map(|read| format(section, read, zone)).collect(),
        preview: section.sample.iter().take(PREVIEW_ROWS).map(|row| preview(section, row, zone)).collect(),
        mapping: section.mapping.clone(),
        remembered: section.remembered,
        missing: section.mapping.as_ref().map(proposal::missing).unwrap_or_default(),
        proposals: if foreign { proposal::propose(&section.header, &section.sample) } else { Vec::new() },
    })
}

fn alternatives(section: &Section) -> Result<Alternatives> {
    let typed = section.facts.is_typed();
    let delimiters = DELIMITERS.iter().map(|sign| char::from(*sign).to_string());
    let lines = opening(section)?.into_iter().map(|record| {
        let text: String = record.cells.join(" | ").chars().take(HEADER_TEXT).collect();
        HeaderLine { line: record.line, text }
    });
    Ok(Alternatives {
        encodings: section.facts.readable_as().into_iter().map(str::to_owned).collect(),
        delimiters: if typed { Vec::new() } else { delimiters.collect() },
        header_lines: lines.collect(),
    })
}

/// None for a text, and for a column in which no cell can be read two ways.
fn format(section: &Section, read: &(Field, Option<usize>, Evidence), zone: Tz) -> Option<ColumnFormat> {
    let (field, at, evidence) = read;
    let column = section.header.get((*at)?)?.clone();
    let is_date = field.kind == Kind::Date;
    let (decimal, dates, proved, said) = match field.kind {
        Kind::Text => return None,
        Kind::Number => (evidence.sign(), None, evidence.proved_sign().is_some(), section.choice.decimal.is_some()),
        Kind::Date => {
            let order = evidence.order(section.usual_order());
            (None, order, evidence.proved_order().is_some(), section.choice.dates.is_some())
        }
    };
    let source = match (proved, decimal.is_some() || dates.is_some()) {
        (true, _) => FormatSource::Proved,
        (false, true) if said => FormatSource::Said,
        (false, true) => FormatSource::Usual,
        (false, false) => FormatSource::Open,
    };
    let examples: Vec<FormatExample> = evidence.open().iter().filter_map(|cell| example(cell, is_date, zone)).collect();
    let tells = proved || !examples.is_empty();
    tells.then_some(ColumnFormat { column, is_date, decimal, dates, source, examples })
}

fn example(cell: &str, is_date: bool, zone: Tz) -> Option<FormatExample> {
    let (first, second) = if is_date {
        let date = Dated::of(cell)?;
        let day = |order| date.day(order, zone).map(|day| day.to_string());
        (day(DateOrder::DayFirst)?, day(DateOrder::MonthFirst)?)
    } else {
        let reading = Reading::of(cell);
        (reading.point?.normalize().to_string(), reading.comma?.normalize().to_string())
    };
    Some(FormatExample { cell: cell.to_owned(), first, second })
}

fn preview(section: &Section, (line, cells): &(u32, Vec<String>), zone: Tz) -> PreviewRow {
    let read = |at: usize, cell: &str| {
        let text = plain(cell);
        let column = section.evidence.iter().find(|(field, place, _)| *place == Some(at) && field.kind != Kind::Text);
        let Some((field, _, evidence)) = column.filter(|_| !text.is_empty()) else { return (None, None) };
        let is_date = field.kind == Kind::Date;
        let value = if is_date {
            evidence.day(text, section.usual_order(), zone).map(|day| day.to_string())
        } else {
            evidence.number(text).map(|number| number.normalize().to_string())
        };
        match (value, is_date) {
            (Ok(value), _) => (Some(value), None),
            (Err(Unread::Ambiguous), true) => (None, Some(Verdict::AmbiguousDate)),
            (Err(Unread::Ambiguous), false) => (None, Some(Verdict::AmbiguousNumber)),
            (Err(Unread::Bad), true) => (None, Some(Verdict::BadDate)),
            (Err(Unread::Bad), false) => (None, Some(Verdict::BadNumber)),
        }
    };
    let cells = cells.iter().take(PREVIEW_COLUMNS).enumerate().map(|(at, cell)| {
        let (read, verdict) = read(at, cell);
        PreviewCell { raw: cell.chars().take(PREVIEW_CELL).collect(), read, verdict }
    });
    PreviewRow { line: *line, cells: cells.collect() }
}
