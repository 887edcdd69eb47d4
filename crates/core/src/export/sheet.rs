//! The cells of an export and how each dialect writes them. Numbers stay numbers, texts stay texts.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use csv::{ByteRecord, QuoteStyle, Terminator, Writer, WriterBuilder};

use super::Dialect;
use super::file::write_error;
use crate::error::{Error, Result};
use crate::money::{Credit, Money, ONE, Percent};
use crate::time::Day;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
const BUFFER: usize = 1 << 16;

/// Rows on their way into a file; a row is a call per cell, then [`Sheet::end_row`].
pub(super) struct Sheet<'a> {
    writer: Writer<&'a File>,
    dialect: Dialect,
    target: &'a Path,
    row: ByteRecord,
    cell: Vec<u8>,
    columns: usize,
    rows: u32,
}

impl<'a> Sheet<'a> {
    /// An empty sheet; `target` is what errors name.
    pub fn new(file: &'a File, dialect: Dialect, target: &'a Path) -> Result<Self> {
        let (mark, delimiter) = match dialect {
            Dialect::ExcelFr => (BYTE_ORDER_MARK, b';'),
            Dialect::International => (&[][..], b','),
        };
        let mut file = file;
        file.write_all(mark).map_err(|e| write_error(target, &e))?;
        let writer = WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(Terminator::CRLF)
            .quote_style(QuoteStyle::Necessary)
            .buffer_capacity(BUFFER)
            .from_writer(file);
        let (row, cell) = (ByteRecord::new(), Vec::new());
        Ok(Self { writer, dialect, target, row, cell, columns: 0, rows: 0 })
    }

    /// The names of the columns.
    pub fn header(&mut self, names: &[&str]) -> Result<()> {
        self.columns = names.len();
        self.row.extend(names);
        self.put()
    }

    /// A text; a spreadsheet must not run it.
    pub fn text(&mut self, text: &str) {
        if self.dialect == Dialect::ExcelFr && runs_as_formula(text) {
            self.guarded(text);
        } else {
            self.row.push_field(text.as_bytes());
        }
    }

    /// A text that may look like a number, such as a phone or an old number: a spreadsheet must not take it for one, for
    /// it would lose a leading zero, or become a power of ten or a date.
    pub fn digits(&mut self, text: &str) {
        if self.dialect == Dialect::ExcelFr && looks_like_a_number(text) {
            self.guarded(text);
        } else {
            self.text(text);
        }
    }

    fn guarded(&mut self, text: &str) {
        self.cell.clear();
        self.cell.push(b'\'');
        self.cell.extend_from_slice(text.as_bytes());
        self.row.push_field(&self.cell);
    }

    /// Nothing.
    pub fn empty(&mut self) {
        self.row.push_field(b"");
    }

    /// A whole number.
    pub fn integer(&mut self, number: i64) {
        self.cell.clear();
        push_sign(&mut self.cell, number);
        push_digits(&mut self.cell, number.unsigned_abs(), 1);
        self.row.push_field(&self.cell);
    }

    /// An amount in the book's currency.
    pub fn money(&mut self, amount: Money) {
        self.amount(amount.raw());
    }

    /// An amount of credit.
    pub fn credit(&mut self, amount: Credit) {
        self.amount(amount.raw());
    }

    fn amount(&mut self, raw: i64) {
        self.cell.clear();
        push_amount(&mut self.cell, raw, decimal_sign(self.dialect));
        self.row.push_field(&self.cell);
    }

    /// A number that may be unknown.
    pub fn maybe<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match value {
            Some(value) => write(self, value),
            None => self.empty(),
        }
    }

    /// A rate in percent, without the sign.
    pub fn percent(&mut self, rate: Percent) {
        // A hundredth of a percent is a hundred steps of 10⁻⁴.
        self.amount(rate.raw().saturating_mul(100));
    }

    /// A day.
    pub fn day(&mut self, day: Day) {
        self.cell.clear();
        push_day(&mut self.cell, day.to_int().unsigned_abs(), self.dialect);
        self.row.push_field(&self.cell);
    }

    /// Ends the row; one with more or fewer cells than the header is an error of the program.
    pub fn end_row(&mut self) -> Result<()> {
        if self.row.len() != self.columns {
            return Err(Error::bug(format!("{} cells in a row of {}", self.row.len(), self.columns)));
        }
        self.rows = self.rows.checked_add(1).ok_or_else(Error::overflow)?;
        self.put()
    }

    /// Hands everything to the system; how many rows stand behind the header.
    pub fn finish(mut self) -> Result<u32> {
        self.writer.flush().map_err(|e| write_error(self.target, &e))?;
        Ok(self.rows)
    }

    fn put(&mut self) -> Result<()> {
        let written = self.writer.write_byte_record(&self.row);
        self.row.clear();
        written.map_err(|e| match e.into_kind() {
            csv::ErrorKind::Io(e) => write_error(self.target, &e),
            other => Error::bug(format!("{other:?}")),
        })
    }
}

const fn decimal_sign(dialect: Dialect) -> u8 {
    match dialect {
        Dialect::ExcelFr => b',',
        Dialect::International => b'.',
    }
}

/// Whether a spreadsheet would run a text instead of showing it (OWASP ASVS 1.2.10, with the full-width signs that
/// Excel folds). A text that only looks guarded counts too, so that taking one apostrophe off always brings it back.
fn runs_as_formula(text: &str) -> bool {
    let first = text.trim_start_matches('\'').chars().next();
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠'))
}

/// Digits and signs, with at most one word between: `0550123456`, `1e5`, `12mars2024`, but not `24y175nqp`.
fn looks_like_a_number(text: &str) -> bool {
    let mut words = 0;
    let mut in_word = false;
    for c in text.chars() {
        words += u32::from(c.is_alphabetic() && !in_word);
        in_word = c.is_alphabetic();
    }
    let ends_in_digit = text.ends_with(|c: char| c.is_ascii_digit());
    text.starts_with(|c: char| c.is_ascii_digit()) && words <= 1 && (words == 0 || ends_in_digit)
}

fn push_sign(cell: &mut Vec<u8>, number: i64) {
    if number < 0 {
        cell.push(b'-');
    }
}

/// Digits without the formatting machinery, which would take longer than reading the book.
fn push_digits(cell: &mut Vec<u8>, mut number: u64, at_least: usize) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    while number > 0 || digits.len() - start < at_least {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    cell.extend_from_slice(&digits[start..]);
}

/// As [`Money`] is shown: two decimals, three or four where there are as many.
fn push_amount(cell: &mut Vec<u8>, raw: i64, sign: u8) {
    push_sign(cell, raw);
    let (steps, one) = (raw.unsigned_abs(), ONE.unsigned_abs());
    push_digits(cell, steps / one, 1);
    cell.push(sign);
    match steps % one {
        fraction if fraction % 100 == 0 => push_digits(cell, fraction / 100, 2),
        fraction if fraction % 10 == 0 => push_digits(cell, fraction / 10, 3),
        fraction => push_digits(cell, fraction, 4),
    }
}

fn push_day(cell: &mut Vec<u8>, day: u64, dialect: Dialect) {
    let (year, month, day) = (day / 10_000, day / 100 % 100, day % 100);
    let (parts, sign) = match dialect {
        Dialect::ExcelFr => ([(day, 2), (month, 2), (year, 4)], b'/'),
        Dialect::International => ([(year, 4), (month, 2), (day, 2)], b'-'),
    };
    for (at, (number, digits)) in parts.into_iter().enumerate() {
        if at > 0 {
            cell.push(sign);
        }
        push_digits(cell, number, digits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pushed(push: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut cell = Vec::new();
        push(&mut cell);
        String::from_utf8(cell).unwrap()
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_known() {
        for text in ["=1+1", "+213550123456", "-5", "@SUM(A1)", "\tx", "\rx", "\0x", "＝1", "＋1", "－1", "＠x", "'=1"]
        {
            assert!(runs_as_formula(text), "{text}");
        }
        for text in ["", "'", "Ali", "'Ali", " =1", "1=1", "ـ=", "علي"] {
            assert!(!runs_as_formula(text), "{text}");
        }
    }

    #[test]
    fn what_a_spreadsheet_would_take_for_a_number_is_known() {
        for text in ["0550123456", "123", "1e5", "31e175", "12mars2024", "1-2", "3/4"] {
            assert!(looks_like_a_number(text), "{text}");
        }
        for text in ["", "24y175nqp", "9abc", "V-2026-00001", "a12", "1e5x"] {
            assert!(!looks_like_a_number(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_is_written_as_it_is_shown(raw in any::<i64>()) {
            let shown = Money::from_raw(raw).to_string();
            prop_assert_eq!(pushed(|cell| push_amount(cell, raw, b'.')), shown.clone());
            prop_assert_eq!(pushed(|cell| push_amount(cell, raw, b',')), shown.replace('.', ","));
        }

        #[test]
        fn a_day_is_written_as_it_is_shown(offset in 0_i64..2_900_000) {
            let day = Day::parse_iso("1900-01-01").unwrap().plus_days(offset).unwrap();
            let number = day.to_int().unsigned_abs();
            prop_assert_eq!(pushed(|cell| push_day(cell, number, Dialect::International)), day.to_string());
            prop_assert_eq!(pushed(|cell| push_day(cell, number, Dialect::ExcelFr)), day.to_french());
        }
    }
}
