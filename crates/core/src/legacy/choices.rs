//! What a person says of a file where its bytes don't tell, or tell it wrongly.

use std::fmt::Display;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::decoding::LABELS;
use super::mapping::{Mapping, Remembered};
use super::values::DateOrder;
use crate::error::{Error, ErrorCode, Result};

/// What parts the cells of a text.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What stands before a number's fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum DecimalSign {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// How one table is to be read. What is left out, the file itself decides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FileChoice {
    /// The table as the inspection names it, or the same without its folders.
    pub path: String,
    /// It does not come in; the report names it.
    pub aside: bool,
    /// Of which platform a credit history tells: one of the book's or a new one.
    pub platform: Option<String>,
    /// How its bytes are text, as in [`super::InspectedFile::encoding`].
    pub encoding: Option<String>,
    /// What parts its cells: a comma, a semicolon, a tab or a pipe.
    pub delimiter: Option<String>,
    /// The line on which the columns' names stand, from 1. The table under it is then the only one of the file.
    pub header_line: Option<u32>,
    /// How a number is read that its column leaves open.
    pub decimal: Option<DecimalSign>,
    /// How a day is read that its column leaves open.
    pub dates: Option<DateOrder>,
    /// What the columns of a foreign file stand for.
    pub mapping: Option<Mapping>,
    /// Whether the sales or purchases of a foreign file are paid, where no column says it.
    pub all_paid: Option<bool>,
}

impl FileChoice {
    /// The delimiter as it stands in the file.
    pub fn delimiter(&self) -> Option<u8> {
        self.delimiter.as_deref().and_then(|sign| DELIMITERS.into_iter().find(|known| sign.as_bytes() == [*known]))
    }

    /// The platform that was said.
    pub fn platform(&self) -> Option<&str> {
        self.platform.as_deref().map(str::trim).filter(|name| !name.is_empty())
    }

    /// Refuses what no file is written in.
    fn check(&self) -> Result<()> {
        let refused =
            |field: &str, value: &str| Err(Error::new(ErrorCode::OutOfRange).with("field", field).with("value", value));
        match (&self.encoding, &self.delimiter, self.header_line) {
            (Some(label), _, _) if !LABELS.contains(&label.as_str()) => refused("encoding", label),
            (_, Some(sign), _) if self.delimiter().is_none() => refused("delimiter", sign),
            (_, _, Some(0)) => refused("header_line", "0"),
            _ => self.mapping.as_ref().map_or(Ok(()), |mapping| mapping.check().map_err(|e| e.within("mapping"))),
        }
    }

    /// It is about this table.
    fn is_of(&self, name: &str) -> bool {
        let inner = name.strip_suffix(self.path.as_str());
        !self.path.is_empty() && inner.is_some_and(|folder| folder.is_empty() || folder.ends_with(['/', '\\']))
    }
}

/// What was said of all files.
#[derive(Debug, Default)]
pub struct Choices {
    given: Vec<FileChoice>,
    /// What was said of files with the same columns before.
    pub remembered: Remembered,
}

impl Choices {
    /// Checks each.
    pub fn new(given: &[FileChoice], remembered: Remembered) -> Result<Self> {
        for (index, choice) in given.iter().enumerate() {
            choice.check().map_err(|e| e.within(&format!("choices.{index}")))?;
        }
        Ok(Self { given: given.to_vec(), remembered })
    }

    /// What was said of a table; nothing where it is not named.
    pub fn of(&self, name: &str) -> FileChoice {
        let found = self.given.iter().find(|choice| choice.is_of(name));
        found.cloned().unwrap_or_default()
    }

    /// What was said of a file.
    pub fn of_file(&self, path: &Path) -> FileChoice {
        self.of(&path.display().to_string())
    }

    /// Refuses what was said of a file that is not there: a slip of the keyboard must not pass in silence.
    pub fn check_named<'a, N: Display + 'a>(&self, names: impl Iterator<Item = N>) -> Result<()> {
        let names: Vec<String> = names.map(|name| name.to_string()).collect();
        let unnamed = |choice: &&FileChoice| !names.iter().any(|name| choice.is_of(name));
        match self.given.iter().find(unnamed) {
            Some(choice) => Err(Error::new(ErrorCode::FileMissing).with("file", &choice.path)),
            None => Ok(()),
        }
    }
}
