//! JSON: each list of objects as CSV, element by element. The old page kept such lists as texts in the browser's
//! storage, so a text that is JSON itself is opened too.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::BufReader;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Sheet, Workroom, exact};
use crate::error::{Error, ErrorCode, Result, file_error};
use crate::legacy::decoding::{Facts, Text};

/// The largest file that is read: one of its texts may be nearly all of it.
const JSON_MAX: u64 = 256 << 20;
/// Columns of one list at most.
const COLUMNS_MAX: usize = 16_384;
/// Texts within texts that are opened.
const TEXTS_MAX: u8 = 4;
/// Digits of a number written out at most.
const DIGITS_MAX: usize = 400;

/// Writes each list of objects out.
pub fn convert(room: &mut Workroom<'_>, facts: &Facts) -> Result<()> {
    let path = room.path;
    let length = std::fs::metadata(path).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?.len();
    if length > JSON_MAX {
        return Err(Error::new(ErrorCode::FileTooLarge).with("file", path.display()).with("max", JSON_MAX));
    }
    let mut reader = serde_json::Deserializer::from_reader(Text::open(path, facts)?);
    let mut failure = None;
    let look = Look { room, failure: &mut failure, name: String::new(), texts: 0 };
    let outcome = look.deserialize(&mut reader).and_then(|()| reader.end());
    match (failure, outcome) {
        (Some(failure), _) => Err(failure),
        (None, Ok(())) if room.tables.is_empty() => {
            Err(Error::new(ErrorCode::FileWithoutTable).with("file", path.display()))
        }
        (None, Ok(())) => Ok(()),
        (None, Err(error)) if error.is_io() => {
            Err(Error::new(ErrorCode::FileUnreadable).with("file", path.display()).with("detail", error))
        }
        (None, Err(error)) => Err(Error::new(ErrorCode::JsonDamaged)
            .with("file", path.display())
            .with("line", error.line())
            .with("detail", error)),
    }
}

/// Looks for lists in a value.
struct Look<'l, 'p> {
    room: &'l mut Workroom<'p>,
    /// What stopped it, where that was not the JSON.
    failure: &'l mut Option<Error>,
    /// The keys that lead here: `boutique › state › sales`.
    name: String,
    /// Texts that were opened on the way here.
    texts: u8,
}

impl<'de> DeserializeSeed<'de> for Look<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> std::result::Result<(), E> {
        Ok(())
    }

    // A number outside of every list is nobody's money.
    #[expect(clippy::disallowed_types, reason = "the form that the trait has; the number is not looked at")]
    fn visit_f64<E>(self, _: f64) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> std::result::Result<(), E> {
        let opens = text.trim_start().starts_with(['[', '{']) && self.texts < TEXTS_MAX;
        // Only what is JSON to its end; a note may begin with a bracket.
        if !opens || serde_json::from_str::<IgnoredAny>(text).is_err() {
            return Ok(());
        }
        let inner = Look { texts: self.texts + 1, ..self };
        inner.deserialize(&mut serde_json::Deserializer::from_str(text)).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let name = if self.name.is_empty() { key } else { format!("{} › {key}", self.name) };
            let look = Look { room: &mut *self.room, failure: &mut *self.failure, name, texts: self.texts };
            map.next_value_seed(look)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        let Self { room, failure, name, .. } = self;
        let mut stop = |error: Error| {
            let told = A::Error::custom(&error);
            *failure = Some(error);
            told
        };
        let (mut table, mut nothing) = (None, 0_u32);
        while let Some(element) = list.next_element::<Box<RawValue>>()? {
            let table = match (&mut table, element.get()) {
                (Some(table), _) => table,
                (None, "null") => {
                    nothing = nothing.saturating_add(1);
                    continue;
                }
                (None, text) if text.starts_with('{') => {
                    let mut new = Table::new(room).map_err(&mut stop)?;
                    room.blank_lines(&mut new.rows, nothing).map_err(&mut stop)?;
                    table.insert(new)
                }
                // A list of other things is no table; what is left of it is passed by.
                (None, _) => {
                    while list.next_element::<IgnoredAny>()?.is_some() {}
                    return Ok(());
                }
            };
            table.element(room, element.get()).map_err(&mut stop)?;
        }
        match table {
            Some(table) => table.close(room, &name).map_err(stop),
            None => Ok(()),
        }
    }
}

/// A list of objects while it is read: its columns are known when its last element is.
struct Table {
    columns: Vec<String>,
    places: HashMap<String, usize>,
    rows: Sheet,
}

impl Table {
    fn new(room: &mut Workroom<'_>) -> Result<Self> {
        Ok(Self { columns: Vec::new(), places: HashMap::new(), rows: room.sheet()? })
    }

    /// Writes an element as a row. What is no object stands there as it is, for its row to be refused.
    fn element(&mut self, room: &mut Workroom<'_>, raw: &str) -> Result<()> {
        let mut cells: Vec<String> = Vec::new();
        match serde_json::from_str::<Members<'_>>(raw) {
            Ok(Members(members)) => {
                for (key, value) in members {
                    let place = self.place(room, key)?;
                    if cells.len() <= place {
                        cells.resize(place + 1, String::new());
                    }
                    // Where a key stands twice, the last one holds, as in every browser.
                    if let Some(cell) = cells.get_mut(place) {
                        *cell = text(value.get());
                    }
                }
            }
            Err(_) if raw == "null" => {}
            Err(_) => {
                cells.resize(self.columns.len() + 1, String::new());
                cells.push(text(raw));
            }
        }
        room.record(&mut self.rows, cells.iter().map(String::as_str))
    }

    fn place(&mut self, room: &Workroom<'_>, key: String) -> Result<usize> {
        if let Some(place) = self.places.get(&key) {
            return Ok(*place);
        }
        let place = self.columns.len();
        if place >= COLUMNS_MAX {
            return Err(room.too_large());
        }
        self.columns.push(key.clone());
        self.places.insert(key, place);
        Ok(place)
    }

    /// Puts the columns' names before the rows.
    fn close(self, room: &mut Workroom<'_>, name: &str) -> Result<()> {
        let mut whole = room.sheet()?;
        room.record(&mut whole, self.columns.iter().map(String::as_str))?;
        let path = self.rows.path;
        let failed = |e: &std::io::Error| file_error(&path, e, ErrorCode::FileWriteFailed);
        let written = self.rows.file.into_inner().map_err(|e| failed(e.error()))?;
        drop(written);
        let mut rows = BufReader::new(File::open(&path).map_err(|e| failed(&e))?);
        std::io::copy(&mut rows, &mut whole.file).map_err(|e| failed(&e))?;
        std::fs::remove_file(&path).map_err(|e| failed(&e))?;
        room.keep(whole, name, 0)
    }
}

/// An object's members in their order, each value as it is written.
struct Members<'r>(Vec<(String, &'r RawValue)>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Collect)
    }
}

/// A cell's text from a value as it is written; objects and lists stay JSON.
fn text(raw: &str) -> String {
    match raw.as_bytes().first() {
        // A text with half a character in it, as a browser may keep, stays as it is written.
        Some(b'"') => serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()),
        Some(b'{' | b'[') => compact(raw),
        Some(b'-' | b'0'..=b'9') => exact(written_out(raw)),
        _ if raw == "null" => String::new(),
        _ => raw.to_owned(),
    }
}

/// JSON without the blanks between its parts.
fn compact(raw: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let stays = |c: &char| {
        let blank = !quoted && c.is_ascii_whitespace();
        match (*c, escaped) {
            (_, true) => escaped = false,
            ('\\', false) => escaped = quoted,
            ('"', false) => quoted = !quoted,
            _ => {}
        }
        !blank
    };
    raw.chars().filter(stays).collect()
}

/// A number without its power of ten: `1.5e-7` is `0.00000015`, digit for digit.
fn written_out(raw: &str) -> String {
    let Some((mantissa, power)) = raw.split_once(['e', 'E']) else { return raw.to_owned() };
    let Ok(power) = power.parse::<isize>() else { return raw.to_owned() };
    let (sign, unsigned) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if power.unsigned_abs() + whole.len() + fraction.len() > DIGITS_MAX {
        return raw.to_owned();
    }
    let shift = power.unsigned_abs();
    let (before, behind) = if power < 0 {
        let digits = format!("{}{whole}", "0".repeat(shift));
        let (left, right) = digits.split_at(digits.len() - shift);
        (left.to_owned(), format!("{right}{fraction}"))
    } else {
        let digits = format!("{fraction}{}", "0".repeat(shift.saturating_sub(fraction.len())));
        let (left, right) = digits.split_at(shift);
        (format!("{whole}{left}"), right.to_owned())
    };
    let before = before.trim_start_matches('0');
    let behind = behind.trim_end_matches('0');
    let before = if before.is_empty() { "0" } else { before };
    if behind.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{behind}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_digit_for_digit() {
        for (raw, written) in [
            ("450", "450"),
            ("3707.8500000000004", "3707.8500000000004"),
            ("1e5", "100000"),
            ("-1.5e-7", "-0.00000015"),
            ("12.5E+1", "125"),
            ("12.345e2", "1234.5"),
            ("0e9", "0"),
            ("1e999999999999", "1e999999999999"),
            ("1e500", "1e500"),
            ("1.234", "1.2340"),
            ("0.500", "0.500"),
            ("1234.567", "1234.567"),
        ] {
            assert_eq!(text(raw), written, "{raw}");
        }
    }

    #[test]
    fn other_values_become_text() {
        for (raw, cell) in [
            ("null", ""),
            ("true", "true"),
            (r#""a \"b\" \u00e9""#, "a \"b\" é"),
            (r#""\ud83d""#, r#""\ud83d""#),
            ("{ \"a b\" : [ 1, \"x \\\" y\" ] }", r#"{"a b":[1,"x \" y"]}"#),
        ] {
            assert_eq!(text(raw), cell, "{raw}");
        }
    }
}
