//! The sums that somebody wrote below a table: no rows of it.
//!
//! Leaving an honest row out would lose money in silence, so a sum is only what cannot be a row: `TOTAL` is its only
//! text, the rest is numbers or nothing, and neither an id nor a day stands there.

use super::records::Record;
use super::sections::Section;
use super::values::{Dated, Reading, plain};
use crate::text;

/// First words of a sum, by their key.
const WORDS: [&str; 3] = ["total", "totals", "totaux"];

/// Whether a record is the sum below its table.
pub fn is_total(section: &Section, record: &Record) -> bool {
    // Nearly every record ends here: no cell of it begins with a T.
    let Some(label) = (0..record.len()).find(|at| is_label(record.cell(*at))) else { return false };
    let only_numbers = (0..record.len()).filter(|at| *at != label).all(|at| {
        let cell = plain(record.cell(at));
        cell.is_empty() || (at < section.header.len() && is_number(cell))
    });
    !record.damaged && only_numbers && cannot_be_a_row(section, record, label)
}

fn is_label(cell: &str) -> bool {
    let begins = cell.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| matches!(c, 't' | 'T'));
    begins && text::key(cell).split(' ').next().is_some_and(|word| WORDS.contains(&word))
}

fn is_number(cell: &str) -> bool {
    let reading = Reading::of(cell);
    reading.point.is_some() || reading.comma.is_some()
}

fn cannot_be_a_row(section: &Section, record: &Record, label: usize) -> bool {
    let is_label_or = |at: usize, free: fn(&str) -> bool| at == label || free(plain(record.cell(at)));
    let id = section.evidence.iter().find(|(field, _, _)| field.name == "id").and_then(|(_, at, _)| *at);
    let day = section.evidence.iter().find(|(field, _, _)| field.is_required_day()).and_then(|(_, at, _)| *at);
    if !id.is_none_or(|at| is_label_or(at, str::is_empty)) {
        return false;
    }
    match day {
        Some(at) => is_label_or(at, |cell| Dated::of(cell).is_none()),
        // A product or a person may be called Total something: there the word has to stand alone or for an id.
        None => id == Some(label) || WORDS.contains(&text::key(record.cell(label)).as_str()),
    }
}
