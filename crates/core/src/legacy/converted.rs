//! Files that are no delimited text: workbooks, and JSON as the old web page kept it in the browser.
//!
//! Each sheet and each list of objects is written out as a CSV file of its own, in a folder that lasts as long as the
//! import, and goes the way of any CSV from there: the same tables, the same verdicts. What a file is, its first bytes
//! say; its name says nothing.

mod json;
mod workbook;

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use super::decoding::{FILE_MAX, Facts, JSON_LABEL, Text, WORKBOOK_LABEL, check_file, examine, sha256_of};
use super::records::Records;
use super::values::Reading;
use crate::error::{Error, ErrorCode, Result, file_error};

/// Tables in one file at most.
const TABLES_MAX: usize = 1000;
/// Characters from which the format of a text is told.
const OPENING: usize = 64;
/// What office programs of before 2007 wrote, and what protected workbooks still are.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// How web pages, and tables saved as one, begin.
const PAGES: [&str; 8] = ["<!doctype", "<html", "<head", "<meta", "<body", "<table", "<?xml", "<!--"];

/// What a file is.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    /// Delimited text.
    Delimited(Facts),
    /// JSON, in this encoding.
    Json(Facts),
    /// A workbook of Excel 2007 or later.
    Workbook(Facts),
}

impl Format {
    /// Tells it from the file's bytes.
    pub fn of(path: &Path) -> Result<Self> {
        check_file(path)?;
        let mut head = Vec::new();
        let file = File::open(path).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?;
        file.take(8).read_to_end(&mut head).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?;
        if [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|mark| head.starts_with(*mark)) {
            return Ok(Self::Workbook(Facts::converted(WORKBOOK_LABEL, sha256_of(path)?)));
        }
        if head == COMPOUND {
            let code =
                if workbook::is_protected(path)? { ErrorCode::WorkbookProtected } else { ErrorCode::WorkbookOld };
            return Err(Error::new(code).with("file", path.display()));
        }
        let facts = examine(path)?;
        let opening = opening(path, &facts)?;
        if PAGES.iter().any(|page| opening.starts_with(page)) {
            return Err(Error::new(ErrorCode::FileWebPage).with("file", path.display()));
        }
        Ok(if is_json(&opening) { Self::Json(facts) } else { Self::Delimited(facts) })
    }
}

/// The first characters of a text in small letters, without blanks.
fn opening(path: &Path, facts: &Facts) -> Result<String> {
    let (mut text, mut bytes) = (Text::open(path, facts)?, Vec::new());
    while bytes.len() < OPENING
        && let Some(byte) = text.next_byte()?
    {
        if !byte.is_ascii_whitespace() {
            bytes.push(byte.to_ascii_lowercase());
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// An object, or a list of values that JSON has; a CSV may begin with a column in brackets: `[id],[name]`.
fn is_json(opening: &str) -> bool {
    let mut characters = opening.chars();
    match (characters.next(), characters.next()) {
        (Some('{'), next) => next.is_none_or(|c| c == '"' || c == '}'),
        (Some('['), next) => next.is_none_or(|c| "{[\"]".contains(c)),
        _ => false,
    }
}

/// A table of a file, written out as CSV in UTF-8; it is there as long as one of its folder's tables.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The file, and the sheet or list in it: `boutique.xlsx › Achats`.
    pub name: String,
    /// How its cells came to be text, and the hash of the file that it is from.
    pub facts: Facts,
    path: PathBuf,
    /// The number of its first row: a sheet's is 1; in a list the columns' names stand before the first element.
    first_row: u32,
    _folder: Arc<TempDir>,
}

impl Converted {
    /// Its records; their lines are the sheet's rows, or places in the list.
    pub fn records(&self) -> Result<Records> {
        Ok(Records::of_rows(Text::open(&self.path, &self.facts)?, b',', self.first_row))
    }
}

/// The lists of objects in JSON, which is in the encoding that `facts` say; at least one.
pub fn lists(path: &Path, facts: &Facts) -> Result<Vec<Converted>> {
    let mut room = Workroom::new(path, Facts::converted(JSON_LABEL, facts.sha256))?;
    json::convert(&mut room, facts)?;
    Ok(room.tables)
}

/// The sheets of a workbook; none where nothing stands in it.
pub fn sheets(path: &Path, facts: Facts) -> Result<Vec<Converted>> {
    let mut room = Workroom::new(path, facts)?;
    workbook::convert(&mut room)?;
    Ok(room.tables)
}

/// Where the tables of one file are written out.
struct Workroom<'p> {
    /// The file.
    path: &'p Path,
    facts: Facts,
    folder: Arc<TempDir>,
    tables: Vec<Converted>,
    files: usize,
    /// Bytes that may still be written.
    left: u64,
}

/// A table while it is written.
struct Sheet {
    path: PathBuf,
    file: BufWriter<File>,
}

impl<'p> Workroom<'p> {
    fn new(path: &'p Path, facts: Facts) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?;
        Ok(Self { path, facts, folder: Arc::new(folder), tables: Vec::new(), files: 0, left: FILE_MAX })
    }

    fn too_large(&self) -> Error {
        Error::new(ErrorCode::FileTooLarge).with("file", self.path.display()).with("max", FILE_MAX)
    }

    fn sheet(&mut self) -> Result<Sheet> {
        if self.tables.len() >= TABLES_MAX {
            return Err(self.too_large());
        }
        self.files += 1;
        let path = self.folder.path().join(format!("{}.csv", self.files));
        let file = File::create(&path).map_err(|e| file_error(&path, &e, ErrorCode::FileWriteFailed))?;
        Ok(Sheet { path, file: BufWriter::new(file) })
    }

    /// Closes a table that something stands in.
    fn keep(&mut self, mut sheet: Sheet, name: &str, first_row: u32) -> Result<()> {
        sheet.file.flush().map_err(|e| file_error(&sheet.path, &e, ErrorCode::FileWriteFailed))?;
        let file = self.path.display();
        self.tables.push(Converted {
            name: if name.is_empty() { file.to_string() } else { format!("{file} › {name}") },
            facts: self.facts,
            path: sheet.path,
            first_row,
            _folder: Arc::clone(&self.folder),
        });
        Ok(())
    }

    fn put(&mut self, sheet: &mut Sheet, bytes: &[u8]) -> Result<()> {
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or_else(|| self.too_large())?;
        sheet.file.write_all(bytes).map_err(|e| file_error(&sheet.path, &e, ErrorCode::FileWriteFailed))
    }

    /// One record; a row of nothing is a blank line.
    fn record<'c>(&mut self, sheet: &mut Sheet, cells: impl Iterator<Item = &'c str>) -> Result<()> {
        let mut line = String::new();
        for (place, cell) in cells.enumerate() {
            if place > 0 {
                line.push(',');
            }
            if cell.contains(['"', ',', '\n', '\r']) {
                line.push('"');
                line.push_str(&cell.replace('"', "\"\""));
                line.push('"');
            } else {
                line.push_str(cell);
            }
        }
        line.push('\n');
        self.put(sheet, line.as_bytes())
    }

    fn blank_lines(&mut self, sheet: &mut Sheet, count: u32) -> Result<()> {
        (0..count).try_for_each(|_| self.put(sheet, b"\n"))
    }
}

/// A number that its file holds as one: `1.234` would be read as a thousand too, `1.2340` is not.
fn exact(mut number: String) -> String {
    if let Reading { point: Some(point), comma: Some(comma) } = Reading::of(&number)
        && point != comma
    {
        number.push('0');
    }
    number
}
