//! What a foreign file may be: columns proposed by what they are called, and by what stands in them. A person decides.

use serde::Serialize;

use super::mapping::{MappedColumn, Mapping};
use super::shapes::Shape;
use super::survey::Opening;
use super::synonyms;
use super::values::{Dated, Reading, plain};
use crate::phones::{self, Country};
use crate::text;

/// Columns of a header that are looked at.
const COLUMNS: usize = 200;

/// A table that a foreign file may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Proposal {
    /// The table, and the columns that are proposed for its own.
    pub mapping: Mapping,
    /// Those of the table's columns that what stands there proposes, not its name.
    pub by_values: Vec<String>,
    /// All columns of the table that may be given, the required ones first.
    pub fields: Vec<String>,
    /// What no column was found for and no row can do without: of each group one.
    pub missing: Vec<Vec<String>>,
    /// Enough speaks for it that it is shown first.
    pub likely: bool,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Days,
    Phones,
    /// Whole numbers of at most three digits.
    Counts,
    Amounts,
    Other,
}

/// The proposals for a header and its first rows, the likeliest first.
pub fn propose(header: &[String], rows: &[(u32, Vec<String>)]) -> Vec<Proposal> {
    let mut proposals: Vec<(i32, Proposal)> = Shape::TARGETS.map(|shape| propose_as(shape, header, rows)).into();
    proposals.sort_by_key(|(score, _)| -score);
    let mut proposals: Vec<Proposal> = proposals.into_iter().map(|(_, proposal)| proposal).collect();
    if let Some(first) = proposals.first_mut() {
        first.likely = first.missing.is_empty() && first.mapping.columns.len() > first.by_values.len();
    }
    proposals
}

/// What a mapping leaves out that no row can do without.
pub fn missing(mapping: &Mapping) -> Vec<Vec<String>> {
    let required = mapping.shape().map_or(&[][..], Shape::required);
    let lacks = |group: &&&[&str]| !group.iter().any(|field| mapping.at(field).is_some());
    required.iter().filter(lacks).map(|group| group.iter().map(|&field| field.to_owned()).collect()).collect()
}

/// The line of the record whose cells are most often called like a column; the first one of names where none is.
pub fn likely_header(opening: &[Opening]) -> Option<u32> {
    let score = |opening: &Opening| {
        let matched = |shape: Shape| by_names(shape, &opening.cells).len();
        Shape::TARGETS.into_iter().map(matched).max().unwrap_or(0)
    };
    let widest = opening.iter().map(filled).max()?;
    let best = opening.iter().map(score).max()?;
    let found = match best {
        0 | 1 => opening.iter().find(|record| filled(record) == widest && record.cells.iter().all(|c| is_label(c))),
        best => opening.iter().find(|record| score(record) == best),
    };
    found.or(opening.first()).map(|record| record.line)
}

fn filled(opening: &Opening) -> usize {
    opening.cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// A cell that is neither a number nor a day.
fn is_label(cell: &str) -> bool {
    matches!(content_of(std::iter::once(cell)), Content::Other)
}

fn propose_as(shape: Shape, header: &[String], rows: &[(u32, Vec<String>)]) -> (i32, Proposal) {
    let mut columns = by_names(shape, header);
    let named = columns.len();
    let contents: Vec<Content> = (0..header.len())
        .map(|at| content_of(rows.iter().filter_map(|(_, row)| row.get(at)).map(String::as_str)))
        .collect();
    by_values(shape, &contents, &mut columns);
    let by_values = columns.iter().skip(named).map(|mapped| mapped.field.clone()).collect();
    let mapping = Mapping { table: shape.name().to_owned(), columns };
    let missing = missing(&mapping);
    let score = |count: usize| i32::try_from(count).unwrap_or(i32::MAX / 8);
    let score = 2 * score(named) - 3 * score(missing.len());
    (score, Proposal { by_values, fields: fields(shape), missing, likely: false, mapping })
}

fn fields(shape: Shape) -> Vec<String> {
    let required = shape.required().iter().flat_map(|group| group.iter().copied());
    let all = synonyms::names(shape).iter().map(|(field, _)| *field);
    let mut fields: Vec<String> = Vec::new();
    for field in required.chain(all) {
        if !fields.iter().any(|known| known == field) {
            fields.push(field.to_owned());
        }
    }
    fields
}

/// Columns by what they are called: the closest name first, each column and each field once.
fn by_names(shape: Shape, header: &[String]) -> Vec<MappedColumn> {
    let keys: Vec<String> = header.iter().take(COLUMNS).map(|cell| text::key(cell)).collect();
    let mut matches: Vec<(usize, &str, usize)> = Vec::new();
    for (field, names) in synonyms::names(shape) {
        let names: Vec<String> = names.iter().map(|name| text::key(name)).collect();
        for (at, key) in keys.iter().enumerate().filter(|(_, key)| !key.is_empty()) {
            let closest = names.iter().filter_map(|name| closeness(key, name)).max();
            matches.extend(closest.map(|closest| (closest, *field, at)));
        }
    }
    matches.sort_by_key(|(closest, _, at)| (std::cmp::Reverse(*closest), *at));
    let mut found: Vec<MappedColumn> = Vec::new();
    for (_, field, at) in matches {
        let Ok(column) = u32::try_from(at) else { continue };
        if !found.iter().any(|mapped| mapped.field == field || mapped.column == column) {
            found.push(MappedColumn { field: field.to_owned(), column });
        }
    }
    found
}

/// How close a column's name is to one that is known; none where it is another.
fn closeness(key: &str, name: &str) -> Option<usize> {
    if key == name {
        return Some(1000 + name.len());
    }
    let rest = key.strip_prefix(name)?;
    rest.starts_with(' ').then_some(name.len())
}

/// Adds columns by what stands in them, for fields that no column is called like.
fn by_values(shape: Shape, contents: &[Content], columns: &mut Vec<MappedColumn>) {
    let wanted: &[(&str, &str, Content)] = match shape {
        Shape::Sales => &[
            ("sale_date", "", Content::Days),
            ("total_price", "unit_price", Content::Amounts),
            ("customer_phone", "", Content::Phones),
            ("quantity", "", Content::Counts),
        ],
        Shape::Purchases => &[
            ("purchase_date", "", Content::Days),
            ("total_cost", "unit_cost", Content::Amounts),
            ("quantity", "", Content::Counts),
        ],
        Shape::Subscribers => &[("phone", "", Content::Phones)],
        Shape::Products => &[("suggested_sell_price", "", Content::Amounts)],
        Shape::Payments => &[("date", "", Content::Days), ("amount", "", Content::Amounts)],
        Shape::StockMovements | Shape::CreditMovements | Shape::Platforms => &[],
    };
    for (field, instead, content) in wanted {
        let given = columns.iter().any(|mapped| mapped.field == *field || mapped.field == *instead);
        let free = |at: &u32| !columns.iter().any(|mapped| mapped.column == *at);
        let places = contents.iter().enumerate().filter(|(_, found)| *found == content);
        let mut places = places.filter_map(|(at, _)| u32::try_from(at).ok()).filter(free);
        // The last of several amounts is their sum, as a rule; of all else the first.
        let place = if *content == Content::Amounts { places.next_back() } else { places.next() };
        if let (false, Some(column)) = (given, place) {
            columns.push(MappedColumn { field: (*field).to_owned(), column });
        }
    }
}

/// What stands in most cells of a column.
fn content_of<'a>(cells: impl Iterator<Item = &'a str>) -> Content {
    let kinds: Vec<Content> = cells.map(plain).filter(|cell| !cell.is_empty()).map(content_of_cell).collect();
    let share = |content: Content| kinds.iter().filter(|kind| **kind == content).count() * 10;
    let most = kinds.len() * 8;
    match () {
        () if kinds.is_empty() => Content::Other,
        () if share(Content::Days) >= most => Content::Days,
        () if share(Content::Phones) >= most => Content::Phones,
        () if share(Content::Counts) >= most => Content::Counts,
        () if share(Content::Counts) + share(Content::Amounts) >= most => Content::Amounts,
        () => Content::Other,
    }
}

fn content_of_cell(cell: &str) -> Content {
    if Dated::of(cell).is_some() {
        return Content::Days;
    }
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let beginning = cell.trim_start_matches('+');
    let mobile = ["05", "06", "07", "213", "00213", "5", "6", "7"].iter().any(|b| beginning.starts_with(b));
    if digits >= 9 && mobile && phones::phone("phone", cell, Country::Dz).is_ok() {
        return Content::Phones;
    }
    let reading = Reading::of(cell);
    match (reading.point, reading.comma) {
        (None, None) => Content::Other,
        _ if digits <= 3 && cell.bytes().all(|b| b.is_ascii_digit()) => Content::Counts,
        _ => Content::Amounts,
    }
}
