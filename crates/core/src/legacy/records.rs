//! Records of a delimited text, one at a time, each with the line on which it starts and as it stood in the file.
//!
//! A quote that is never closed would swallow a whole file, so what goes beyond the limits is not kept: such a record
//! is marked damaged, and its row refused.

use super::decoding::Text;
use crate::error::Result;

/// Bytes kept of one record.
pub const RECORD_MAX: usize = 1 << 20;
/// Bytes kept of one cell.
pub const CELL_MAX: usize = 64 << 10;

/// One record; reused from one to the next.
#[derive(Debug, Default)]
pub struct Record {
    /// The line on which it starts, counted from 1.
    pub line: u32,
    /// It passed the limits, or its last quote was never closed.
    pub damaged: bool,
    data: Vec<u8>,
    ends: Vec<usize>,
    raw: Vec<u8>,
}

impl Record {
    /// Cells in it.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell, quotes taken off; empty where there is none.
    pub fn cell(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        let bytes = self.ends.get(index).and_then(|end| self.data.get(start..*end)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|i| self.cell(i))
    }

    /// As it stood in the file, without the line's end.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }

    /// Nothing stands in it.
    pub fn is_blank(&self) -> bool {
        !self.damaged && self.cells().all(|cell| cell.trim().is_empty())
    }

    fn clear(&mut self, line: u32) {
        self.line = line;
        self.damaged = false;
        self.data.clear();
        self.ends.clear();
        self.raw.clear();
    }

    fn push(&mut self, byte: u8) {
        let start = self.ends.last().copied().unwrap_or(0);
        if self.damaged || self.data.len() - start >= CELL_MAX {
            self.damaged = true;
        } else {
            self.data.push(byte);
        }
    }

    fn end_cell(&mut self) {
        if !self.damaged {
            self.ends.push(self.data.len());
        }
    }

    /// Takes what stands behind a quote where every cell is quoted.
    fn behind_quote(&mut self, byte: u8, delimiter: u8) -> State {
        if byte == delimiter {
            return State::Parting;
        }
        self.push(b'"');
        if byte == b'"' {
            return State::Closing;
        }
        self.push(byte);
        State::Quoted
    }

    /// Every cell stands in quotes.
    pub fn is_all_quoted(&self) -> bool {
        !self.damaged
            && self.raw.first() == Some(&b'"')
            && self.raw.iter().filter(|b| **b == b'"').count() == self.len() * 2
    }

    fn keep(&mut self, byte: u8) {
        if self.raw.len() >= RECORD_MAX {
            self.damaged = true;
        } else {
            self.raw.push(byte);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a cell's first character.
    Start,
    /// In a cell without quotes.
    Bare,
    /// Between quotes.
    Quoted,
    /// Behind a quote that closes the cell or doubles the next one.
    Closing,
    /// Where every cell has quotes: behind a delimiter that a quote has to follow.
    Parting,
}

/// Reads records from a text.
#[derive(Debug)]
pub struct Records {
    text: Text,
    delimiter: u8,
    line: u32,
    after_return: bool,
    /// Each record counts as one line, also where a cell has several.
    by_row: bool,
    all_quoted: bool,
}

impl Records {
    /// Records of `text`, cells parted by `delimiter`.
    pub fn new(text: Text, delimiter: u8) -> Self {
        Self { text, delimiter, line: 1, after_return: false, by_row: false, all_quoted: false }
    }

    /// The rows of a sheet that was written out: a record's line is its row, the first one's `first`.
    pub fn of_rows(text: Text, delimiter: u8, first: u32) -> Self {
        Self { text, delimiter, line: first, after_return: false, by_row: true, all_quoted: false }
    }

    /// From here on every cell stands in quotes, and quotes in it are not doubled: one closes a cell only where the next
    /// cell's or the line's end follows.
    pub fn all_quoted(&mut self) {
        self.all_quoted = true;
    }

    /// Reads the next record; false at the end.
    pub fn next(&mut self, record: &mut Record) -> Result<bool> {
        record.clear(self.line);
        let (mut state, mut begun) = (State::Start, false);
        while let Some(byte) = self.text.next_byte()? {
            if !begun && self.after_return && byte == b'\n' {
                self.after_return = false;
                continue;
            }
            begun = true;
            if self.step(byte, record, &mut state) {
                record.end_cell();
                return Ok(true);
            }
        }
        record.damaged |= state == State::Quoted;
        record.end_cell();
        Ok(begun)
    }

    /// Takes one byte; true where it ends the record.
    fn step(&mut self, byte: u8, record: &mut Record, state: &mut State) -> bool {
        let line_end = byte == b'\n' || byte == b'\r';
        let second_half = byte == b'\n' && self.after_return;
        self.after_return = byte == b'\r';
        if line_end && !second_half && !(self.by_row && *state == State::Quoted) {
            self.line = self.line.saturating_add(1);
        }
        if line_end && *state != State::Quoted {
            return true;
        }
        record.keep(byte);
        *state = match (*state, byte) {
            (State::Closing, byte) if self.all_quoted => record.behind_quote(byte, self.delimiter),
            (State::Parting, b'"') => {
                record.end_cell();
                State::Quoted
            }
            (State::Parting, byte) => {
                [b'"', self.delimiter, byte].into_iter().for_each(|byte| record.push(byte));
                State::Quoted
            }
            (State::Quoted, b'"') => State::Closing,
            (State::Quoted, _) => {
                record.push(byte);
                State::Quoted
            }
            (State::Start, b'"') => State::Quoted,
            (State::Closing, b'"') => {
                record.push(byte);
                State::Quoted
            }
            _ if byte == self.delimiter => {
                record.end_cell();
                State::Start
            }
            _ => {
                record.push(byte);
                State::Bare
            }
        };
        false
    }
}
