//! Files and the tables in them: which table each is, how it is written, and what its columns prove.
//!
//! A file usually holds one table. Title lines may stand above its header, and a blank line may part several tables,
//! as in the file of refused rows.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::columns::Evidence;
use super::converted::{self, Converted, Format};
use super::decoding::{Facts, Text, WINDOWS_1252_LABEL};
use super::records::{Record, Records};
use super::shapes::{Field, Kind, Shape};
use super::totals;
use super::values::Order;
use crate::error::{Error, ErrorCode, Result, file_error};

/// Records above the header at most.
const TITLE_LINES: u32 = 10;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

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
    converted: Option<Converted>,
    /// What parts its cells.
    pub delimiter: u8,
    /// Its columns' names as they stand there.
    pub header: Vec<String>,
    /// The header's line, from 1.
    pub header_line: u32,
    /// The header's place among the file's records, from 1.
    pub header_record: u32,
    /// Every cell stands in quotes, and quotes in a cell are not doubled.
    all_quoted: bool,
    /// The line on which the next table of the file begins.
    until: Option<u32>,
    /// What its read columns prove, in the order of the table's fields.
    pub evidence: Vec<(Field, Option<usize>, Evidence)>,
    /// Rows in it.
    pub rows: u32,
}

/// Endings of files that may hold old data.
pub const ENDINGS: &[&str] = &["csv", "tsv", "xlsx", "xlsm", "json", TEXT];
/// In a folder that is seldom a table, so there it is not looked at.
const TEXT: &str = "txt";

/// The tables of all files.
#[derive(Debug, Default)]
pub struct Found {
    /// Those that come in, or that refuse the import because they are no table's.
    pub sections: Vec<Section>,
    /// What is left aside, with the reason: files of a folder in which there is nothing, foreign sheets and lists.
    pub passed_over: Vec<Error>,
}

/// Finds the tables of the files that the paths mean: a folder means its tables' files by name. Each file once.
pub fn survey_all(paths: &[PathBuf]) -> Result<Found> {
    let (mut found, mut seen) = (Found::default(), HashSet::new());
    for path in paths {
        let folder = path.is_dir();
        for file in if folder { files_in(path)? } else { vec![path.clone()] } {
            let identity = file.canonicalize().unwrap_or_else(|_| file.clone());
            if seen.insert(identity) {
                found.take(survey(&file), folder)?;
            }
        }
    }
    match found.passed_over.first() {
        Some(only) if found.sections.is_empty() => Err(only.clone()),
        None if found.sections.is_empty() => Err(Error::missing("paths")),
        _ => Ok(found),
    }
}

impl Found {
    /// Takes a file's tables. One of a folder need not have any; of a file with several the foreign ones are left aside.
    fn take(&mut self, tables: Result<Vec<Section>>, in_folder: bool) -> Result<()> {
        let tables = match tables {
            Err(error) if in_folder && holds_nothing(&error) => {
                self.passed_over.push(error);
                return Ok(());
            }
            tables => tables?,
        };
        let none_known = tables.iter().all(|table| table.shape.is_none());
        for table in tables {
            let foreign = table.shape.is_none() && table.converted.is_some();
            if foreign && (in_folder || !none_known) {
                self.passed_over.push(table.unrecognised());
            } else {
                self.sections.push(table);
            }
        }
        Ok(())
    }
}

/// There is nothing in the file.
fn holds_nothing(error: &Error) -> bool {
    matches!(error.code, ErrorCode::FileEmpty | ErrorCode::FileWithoutTable)
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |e: &std::io::Error| file_error(folder, e, ErrorCode::FileUnreadable);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| failed(&e))? {
        let path = entry.map_err(|e| failed(&e))?.path();
        let ending =
            |e: &std::ffi::OsStr| ENDINGS.iter().any(|ending| *ending != TEXT && e.eq_ignore_ascii_case(ending));
        // What Excel keeps beside a workbook that is open bears its name behind `~$`.
        let lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
        if path.extension().is_some_and(ending) && !lock && !path.is_dir() {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Error::new(ErrorCode::FileMissing).with("file", folder.join("*.csv").display()));
    }
    Ok(files)
}

/// Reads a file once and finds its tables; at least one, perhaps of no known shape.
fn survey(path: &Path) -> Result<Vec<Section>> {
    let sections = match Format::of(path)? {
        Format::Delimited(facts) => survey_text(path, facts, delimiter(path, &facts)?, None)?,
        Format::Json(facts) => survey_converted(path, &converted::lists(path, &facts)?)?,
        Format::Workbook(facts) => survey_converted(path, &converted::sheets(path, facts)?)?,
    };
    if sections.is_empty() {
        return Err(Error::new(ErrorCode::FileEmpty).with("file", path.display()));
    }
    Ok(sections)
}

/// The tables of a file's sheets or lists.
fn survey_converted(path: &Path, tables: &[Converted]) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for table in tables {
        sections.extend(survey_text(path, table.facts, b',', Some(table))?);
    }
    Ok(sections)
}

/// The tables of one text; none where nothing stands in it.
fn survey_text(path: &Path, facts: Facts, delimiter: u8, converted: Option<&Converted>) -> Result<Vec<Section>> {
    let mut records = open(path, &facts, delimiter, converted)?;
    let (mut record, mut sections) = (Record::default(), Vec::<Section>::new());
    let (mut count, mut after_blank) = (0_u32, true);
    let section = |shape, record: &Record, count| Section {
        path: path.to_owned(),
        name: converted.map_or_else(|| path.display().to_string(), |table| table.name.clone()),
        shape,
        facts,
        converted: converted.cloned(),
        delimiter,
        header: record.cells().map(|cell| cell.trim().to_owned()).collect(),
        header_line: record.line,
        header_record: count,
        all_quoted: false,
        until: None,
        evidence: Vec::new(),
        rows: 0,
    };
    let mut titles: Option<Section> = None;
    while records.next(&mut record)? {
        if record.is_blank() {
            after_blank = true;
            continue;
        }
        count = count.saturating_add(1);
        let may_be_header = !record.damaged && (after_blank || (sections.is_empty() && count <= TITLE_LINES));
        let shape = if may_be_header { Shape::recognise(record.cells()) } else { None };
        after_blank = false;
        match (shape, sections.last_mut()) {
            (Some(shape), last) => {
                if let Some(last) = last {
                    last.until = Some(record.line);
                }
                let mut section = section(Some(shape), &record, count).with_columns();
                // The old screen wrote it so; what a spreadsheet saved again is as it should be.
                section.all_quoted = shape == Shape::CreditMovements && section.is_report() && record.is_all_quoted();
                if section.all_quoted {
                    records.all_quoted();
                }
                sections.push(section);
            }
            (None, Some(last)) => last.observe(&record),
            (None, None) => match &mut titles {
                Some(titles) => titles.rows = titles.rows.saturating_add(1),
                None => titles = Some(section(None, &record, count)),
            },
        }
    }
    if sections.is_empty() {
        sections.extend(titles);
    }
    Ok(sections)
}

fn open(path: &Path, facts: &Facts, delimiter: u8, converted: Option<&Converted>) -> Result<Records> {
    match converted {
        Some(table) => table.records(),
        None => Ok(Records::new(Text::open(path, facts)?, delimiter)),
    }
}

/// The delimiter under which a header is recognised; else the one that parts the first record into most cells.
fn delimiter(path: &Path, facts: &Facts) -> Result<u8> {
    let (mut best, mut most) = (b',', 0);
    for delimiter in DELIMITERS {
        let mut records = Records::new(Text::open(path, facts)?, delimiter);
        let mut record = Record::default();
        for _ in 0..TITLE_LINES {
            if !records.next(&mut record)? {
                break;
            }
            if !record.damaged && Shape::recognise(record.cells()).is_some() {
                return Ok(delimiter);
            }
            if record.len() > most {
                (best, most) = (delimiter, record.len());
            }
        }
    }
    Ok(best)
}

impl Section {
    /// A table of an earlier import, as it was kept; what its columns prove is still to be observed.
    pub fn kept(name: String, shape: Shape, label: &str, delimiter: u8, header: Vec<String>) -> Self {
        let section = Self {
            path: PathBuf::new(),
            name,
            shape: Some(shape),
            facts: Facts::kept(label),
            converted: None,
            delimiter,
            header,
            header_line: 0,
            header_record: 0,
            all_quoted: false,
            until: None,
            evidence: Vec::new(),
            rows: 0,
        };
        section.with_columns()
    }

    fn with_columns(mut self) -> Self {
        let fields = self.shape.map_or(&[][..], Shape::fields);
        let evidence = || Evidence::of(self.facts.is_typed());
        self.evidence = fields.iter().map(|f| (*f, self.position(f), evidence())).collect();
        self
    }

    /// Takes one more row into account. A sum below the table is no row.
    pub fn observe(&mut self, record: &Record) {
        if totals::is_total(self, record) {
            return;
        }
        self.rows = self.rows.saturating_add(1);
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
        self.shape.and_then(|shape| shape.position(field, &self.header))
    }

    fn is_report(&self) -> bool {
        self.shape.is_some_and(|shape| shape.is_report(&self.header))
    }

    /// The order of days that files of this kind use: what a French Excel saved or the old screen shows has the day
    /// first.
    pub fn usual_order(&self) -> Option<Order> {
        let french = self.delimiter == b';' || self.facts.label == WINDOWS_1252_LABEL || self.is_report();
        french.then_some(Order::DayFirst)
    }

    /// What its columns leave open: `ambiguous_date: sale_date = 03/04/2025`.
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
        self.evidence.iter().filter_map(asked).collect()
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
