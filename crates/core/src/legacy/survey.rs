//! Finding the tables of files: which table each is, by its columns' names, by what an earlier import was told of the
//! same columns, or by what a person says now.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::choices::{Choices, DELIMITERS, FileChoice};
use super::converted::{self, Converted, Format};
use super::decoding::{Facts, JSON_LABEL, Text};
use super::mapping::Mapping;
use super::proposal;
use super::records::{Record, Records};
use super::sections::{Section, open};
use super::shapes::Shape;
use crate::error::{Error, ErrorCode, Result, file_error};

/// Records above the header at most.
const TITLE_LINES: u32 = 10;
/// Endings of files that may hold old data.
pub const ENDINGS: &[&str] = &["csv", "tsv", "xlsx", "xlsm", "json", TEXT];
/// In a folder that is seldom a table, so there it is not looked at.
const TEXT: &str = "txt";
/// Cells of a record that may be the header, and characters of a cell, as they are weighed and shown.
const OPENING_CELLS: usize = 200;

/// The tables of all files.
#[derive(Debug, Default)]
pub struct Found {
    /// Those that come in, or that refuse the import because they are no table's.
    pub sections: Vec<Section>,
    /// What is left aside, with the reason: what a person leaves aside, files of a folder in which there is nothing,
    /// foreign sheets and lists.
    pub passed_over: Vec<Error>,
}

/// Finds the tables of the files that the paths mean: a folder means its tables' files by name. Each file once.
pub fn survey_all(paths: &[PathBuf], choices: &Choices) -> Result<Found> {
    let (mut found, mut seen, mut names) = (Found::default(), HashSet::new(), Vec::new());
    for path in paths {
        let folder = path.is_dir();
        for file in if folder { files_in(path)? } else { vec![path.clone()] } {
            let identity = file.canonicalize().unwrap_or_else(|_| file.clone());
            if !seen.insert(identity) {
                continue;
            }
            names.push(file.display().to_string());
            if choices.of_file(&file).aside {
                found.passed_over.push(left_aside(&file.display()));
                continue;
            }
            found.take(survey(&file, choices), folder, choices, &mut names)?;
        }
    }
    choices.check_named(names.iter())?;
    match found.passed_over.first() {
        Some(only) if found.sections.is_empty() => Err(only.clone()),
        None if found.sections.is_empty() => Err(Error::missing("paths")),
        _ => Ok(found),
    }
}

/// What a person left aside.
fn left_aside(name: &dyn std::fmt::Display) -> Error {
    Error::new(ErrorCode::FileLeftAside).with("file", name)
}

impl Found {
    /// Takes a file's tables. One of a folder need not have any; of a file with several the foreign ones are left aside.
    fn take(
        &mut self,
        tables: Result<Vec<Section>>,
        in_folder: bool,
        choices: &Choices,
        names: &mut Vec<String>,
    ) -> Result<()> {
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
            names.push(table.name.clone());
            if choices.of(&table.name).aside {
                self.passed_over.push(left_aside(&table.name));
            } else if foreign && (in_folder || !none_known) {
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
fn survey(path: &Path, choices: &Choices) -> Result<Vec<Section>> {
    let sections = match Format::of(path)? {
        Format::Delimited(facts) => {
            let choice = choices.of_file(path);
            let facts = choice.encoding.as_deref().map_or(facts, |label| facts.read_as(label));
            let delimiter = match choice.delimiter() {
                Some(delimiter) => delimiter,
                None => delimiter(path, &facts, choices)?,
            };
            Survey { path, facts, delimiter, converted: None, choices, choice }.sections()?
        }
        Format::Json(facts) => survey_converted(path, &converted::lists(path, &facts)?, choices)?,
        Format::Workbook(facts) => survey_converted(path, &converted::sheets(path, facts)?, choices)?,
    };
    if sections.is_empty() {
        return Err(Error::new(ErrorCode::FileEmpty).with("file", path.display()));
    }
    Ok(sections)
}

/// The tables of a file's sheets or lists.
fn survey_converted(path: &Path, tables: &[Converted], choices: &Choices) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for table in tables {
        let (facts, choice) = (table.facts, choices.of(&table.name));
        let survey = Survey { path, facts, delimiter: b',', converted: Some(table), choices, choice };
        sections.extend(survey.sections()?);
    }
    Ok(sections)
}

/// The delimiter under which a header is recognised; else the one that parts the first record into most cells.
fn delimiter(path: &Path, facts: &Facts, choices: &Choices) -> Result<u8> {
    let (mut best, mut most) = (b',', 0);
    for delimiter in DELIMITERS {
        let mut records = Records::new(Text::open(path, facts)?, delimiter);
        let mut record = Record::default();
        for _ in 0..TITLE_LINES {
            if !records.next(&mut record)? {
                break;
            }
            if !record.damaged && known(&record, choices).is_some() {
                return Ok(delimiter);
            }
            if record.len() > most {
                (best, most) = (delimiter, record.len());
            }
        }
    }
    Ok(best)
}

/// The table under a header: by its names, else by what an earlier import was told of them.
fn known(record: &Record, choices: &Choices) -> Option<(Shape, Option<Mapping>)> {
    if let Some(shape) = Shape::recognise(record.cells()) {
        return Some((shape, None));
    }
    let mapping = choices.remembered.of(&header_of(record))?;
    Some((mapping.shape()?, Some(mapping)))
}

fn header_of(record: &Record) -> Vec<String> {
    record.cells().map(|cell| cell.trim().to_owned()).collect()
}

/// A record near the beginning of a text: it may be the header.
#[derive(Debug)]
pub struct Opening {
    /// The line on which it starts.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The first records of a table's text that are not blank.
pub fn opening(section: &Section) -> Result<Vec<Opening>> {
    first_records(&mut open(&section.path, &section.facts, section.delimiter, section.converted.as_ref())?)
}

fn first_records(records: &mut Records) -> Result<Vec<Opening>> {
    let (mut record, mut found) = (Record::default(), Vec::new());
    while found.len() < TITLE_LINES as usize && records.next(&mut record)? {
        if !record.is_blank() && !record.damaged {
            let clipped = |cell: &str| cell.trim().chars().take(OPENING_CELLS).collect();
            found.push(Opening { line: record.line, cells: record.cells().take(OPENING_CELLS).map(clipped).collect() });
        }
    }
    Ok(found)
}

/// One text being looked through.
struct Survey<'a> {
    path: &'a Path,
    facts: Facts,
    delimiter: u8,
    converted: Option<&'a Converted>,
    choices: &'a Choices,
    choice: FileChoice,
}

impl Survey<'_> {
    /// The tables of the text; none where nothing stands in it.
    fn sections(&self) -> Result<Vec<Section>> {
        if let Some(line) = self.choice.header_line {
            return self.under(line);
        }
        let sections = self.under_known_headers()?;
        match sections.first() {
            Some(first) if first.shape.is_none() || self.choice.mapping.is_some() => {
                let line = if first.shape.is_some() { first.header_line } else { self.likely_header(first)? };
                self.under(line)
            }
            _ => Ok(sections),
        }
    }

    fn records(&self) -> Result<Records> {
        open(self.path, &self.facts, self.delimiter, self.converted)
    }

    /// The line of a foreign file on which its columns' names most likely stand; a list's always stand first.
    fn likely_header(&self, first: &Section) -> Result<u32> {
        if self.facts.label == JSON_LABEL {
            return Ok(first.header_line);
        }
        let opening = first_records(&mut self.records()?)?;
        Ok(proposal::likely_header(&opening).unwrap_or(first.header_line))
    }

    /// Every table whose header is known; where there is none, the text as one foreign table.
    fn under_known_headers(&self) -> Result<Vec<Section>> {
        let mut records = self.records()?;
        let (mut record, mut sections) = (Record::default(), Vec::<Section>::new());
        let (mut count, mut after_blank) = (0_u32, true);
        let mut foreign: Option<Section> = None;
        while records.next(&mut record)? {
            if record.is_blank() {
                after_blank = true;
                continue;
            }
            count = count.saturating_add(1);
            let may_be_header = !record.damaged && (after_blank || (sections.is_empty() && count <= TITLE_LINES));
            let table = if may_be_header { known(&record, self.choices) } else { None };
            after_blank = false;
            match (table, sections.last_mut()) {
                (Some(table), last) => {
                    if let Some(last) = last {
                        last.until = Some(record.line);
                    }
                    sections.push(self.begin(Some(table), &record, count, &mut records));
                }
                (None, Some(last)) => last.observe(&record),
                (None, None) => {
                    foreign.get_or_insert_with(|| self.begin(None, &record, count, &mut records));
                }
            }
        }
        if sections.is_empty() {
            sections.extend(foreign);
        }
        Ok(sections)
    }

    /// The one table whose header stands on this line.
    fn under(&self, line: u32) -> Result<Vec<Section>> {
        let mut records = self.records()?;
        let (mut record, mut table, mut count) = (Record::default(), None::<Section>, 0_u32);
        while records.next(&mut record)? {
            if record.is_blank() {
                continue;
            }
            count = count.saturating_add(1);
            match &mut table {
                Some(table) => table.observe(&record),
                None if record.line < line => {}
                None => {
                    let said = self.choice.mapping.clone();
                    let said = said.and_then(|mapping| Some((mapping.shape()?, Some(mapping))));
                    let shape = said.or_else(|| known(&record, self.choices));
                    table = Some(self.begin(shape, &record, count, &mut records));
                }
            }
        }
        match table {
            Some(table) => Ok(vec![table]),
            None if count == 0 => Ok(Vec::new()),
            None => {
                let refused = Error::new(ErrorCode::OutOfRange).with("field", "header_line").with("value", line);
                Err(refused.with("file", self.path.display()))
            }
        }
    }

    fn begin(
        &self,
        table: Option<(Shape, Option<Mapping>)>,
        record: &Record,
        count: u32,
        records: &mut Records,
    ) -> Section {
        let name = self.converted.map_or_else(|| self.path.display().to_string(), |table| table.name.clone());
        let mut section = Section::new(name, self.facts, self.delimiter, header_of(record), self.choice.clone());
        self.path.clone_into(&mut section.path);
        section.converted = self.converted.cloned();
        (section.header_line, section.header_record) = (record.line, count);
        let Some((shape, mapping)) = table else { return section };
        section.remembered = mapping.is_some() && self.choice.mapping.is_none();
        let mut section = section.with_table(shape, mapping);
        // The old screen wrote it so; what a spreadsheet saved again is as it should be.
        section.all_quoted = shape == Shape::CreditMovements && section.is_report() && record.is_all_quoted();
        if section.all_quoted {
            records.all_quoted();
        }
        section
    }
}
