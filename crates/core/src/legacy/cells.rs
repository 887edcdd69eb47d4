//! A row's cells by their columns, with a verdict on each that cannot be read.

use rust_decimal::Decimal;

use chrono_tz::Tz;

use super::batch::Paid;
use super::columns::{Evidence, Unread};
use super::records::Record;
use super::sections::Section;
use super::values::{DateOrder, plain, rounded_half_even, to_coin};
use super::verdicts::{Finding, Severity, Verdict};
use crate::money::{MAX_QUANTITY, MAX_TYPED, Money};
use crate::time::Day;

/// Characters of a cell that a verdict shows.
const SHOWN: usize = 200;
/// Characters of a name's key.
const KEY_MAX: usize = 400;

/// A column that the import reads; it may be absent from the file.
#[derive(Debug)]
pub struct Column<'s> {
    name: &'s str,
    at: Option<usize>,
    evidence: Option<&'s Evidence>,
    usual: Option<DateOrder>,
    /// What stands for the table's columns, a person said.
    mapped: bool,
    /// Whether all is paid, a person said, where no column does.
    all_paid: Option<bool>,
}

impl Column<'_> {
    /// The cell of a record as it stands there.
    pub fn of<'r>(&self, record: &'r Record) -> &'r str {
        self.at.map_or("", |at| record.cell(at))
    }
}

impl Section {
    /// Columns by their names in the old table.
    pub fn columns<const N: usize>(&self, names: [&'static str; N]) -> [Column<'_>; N] {
        names.map(|name| {
            let found = self.evidence.iter().find(|(field, _, _)| field.name == name);
            let at = found.and_then(|(_, at, _)| *at);
            let shown = at.and_then(|at| self.header.get(at)).map_or(name, String::as_str);
            let (evidence, mapped) = (found.map(|(_, _, e)| e), self.mapping.is_some());
            let (usual, all_paid) = (self.usual_order(), self.choice.all_paid.filter(|_| self.asks_paid()));
            Column { name: shown, at, evidence, usual, mapped, all_paid }
        })
    }
}

/// Whether the book can hold a name: of at most `max` characters, without control characters, with a key that is not
/// too long either. One character may be many in a key.
pub fn is_name(cleaned: &str, max: usize) -> bool {
    let short = cleaned.chars().count() <= max && crate::text::key(cleaned).chars().count() <= KEY_MAX;
    short && !cleaned.chars().any(char::is_control)
}

/// One row being read.
#[derive(Debug)]
pub struct Cells<'r> {
    record: &'r Record,
    zone: Tz,
    decimals: u8,
    /// What was found so far.
    pub findings: Vec<Finding>,
}

impl<'r> Cells<'r> {
    /// The cells of a record, in a shop's time zone and currency.
    pub fn of(record: &'r Record, zone: Tz, decimals: u8) -> Self {
        Self { record, zone, decimals, findings: Vec::new() }
    }

    /// The row is refused.
    pub fn refused(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }

    /// Notes a verdict on a column.
    pub fn note(&mut self, column: &Column<'_>, code: Verdict) {
        let value: String = column.of(self.record).chars().take(SHOWN).collect();
        self.findings.push(Finding::new(column.name, value, code));
    }

    /// A text; empty where there is none.
    pub fn text(&self, column: &Column<'_>) -> &'r str {
        plain(column.of(self.record))
    }

    /// A cell as it stands, without what surrounds it.
    pub fn verbatim(&self, column: &Column<'_>) -> &'r str {
        column.of(self.record)
    }

    /// A text that must be there.
    pub fn required(&mut self, column: &Column<'_>) -> &'r str {
        let text = self.text(column);
        if text.is_empty() {
            self.note(column, Verdict::MissingRequired);
        }
        text
    }

    /// A name of at most `max` characters, without control characters, that the book can hold.
    pub fn name(&mut self, column: &Column<'_>, max: usize) -> String {
        let cleaned = crate::text::clean(self.text(column));
        if !is_name(&cleaned, max) {
            self.note(column, Verdict::OutOfRange);
        }
        cleaned
    }

    /// A number; none where nothing stands there or where it was refused.
    pub fn number(&mut self, column: &Column<'_>) -> Option<Decimal> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        match column.evidence.map(|e| e.number(text)) {
            Some(Ok(value)) => return Some(value),
            Some(Err(Unread::Ambiguous)) => self.note(column, Verdict::AmbiguousNumber),
            Some(Err(Unread::Bad)) | None => self.note(column, Verdict::BadNumber),
        }
        None
    }

    /// An amount of zero or more, exact to the coin; none where nothing stands there or where it was refused.
    pub fn amount(&mut self, column: &Column<'_>) -> Option<Money> {
        let value = self.number(column)?;
        self.within(column, value)?;
        let amount = to_coin(value, self.decimals);
        if amount.is_none() {
            self.note(column, Verdict::BadNumber);
        }
        amount
    }

    /// A unit's price of zero or more: it may have fractions of a coin.
    pub fn unit_price(&mut self, column: &Column<'_>) -> Option<Decimal> {
        let value = self.number(column)?;
        self.within(column, value)?;
        Some(value)
    }

    fn within(&mut self, column: &Column<'_>, value: Decimal) -> Option<()> {
        let most = Money::from_raw(MAX_TYPED).to_decimal();
        if value < Decimal::ZERO || value > most {
            self.note(column, Verdict::OutOfRange);
            return None;
        }
        Some(())
    }

    /// How many: a whole number above zero. In a foreign file that has no column for it, each row is one.
    pub fn quantity(&mut self, column: &Column<'_>) -> Option<i64> {
        if column.mapped && column.at.is_none() {
            return Some(1);
        }
        if self.text(column).is_empty() {
            self.note(column, Verdict::MissingRequired);
            return None;
        }
        let value = self.number(column)?.normalize();
        if value.scale() > 0 {
            self.note(column, Verdict::BadNumber);
            return None;
        }
        match i64::try_from(value.mantissa()) {
            Ok(count) if (1..=MAX_QUANTITY).contains(&count) => Some(count),
            _ => {
                self.note(column, Verdict::OutOfRange);
                None
            }
        }
    }

    /// What the column says of how much was paid. Rows are known again by this, not by what a person said of the file:
    /// that may be another answer the next time.
    pub fn status(&self, column: &Column<'_>) -> Paid {
        Paid::of(self.text(column))
    }

    /// How much was paid: as the column says, else as a person said of the whole file.
    pub fn paid(&self, column: &Column<'_>) -> Paid {
        match column.all_paid {
            Some(true) => Paid::Whole,
            Some(false) => Paid::Nothing,
            None => self.status(column),
        }
    }

    /// A business day; none where nothing stands there or where it was refused.
    pub fn day(&mut self, column: &Column<'_>) -> Option<Day> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        match column.evidence.map(|e| e.day(text, column.usual, self.zone)) {
            Some(Ok(day)) => return Some(day),
            Some(Err(Unread::Ambiguous)) => self.note(column, Verdict::AmbiguousDate),
            Some(Err(Unread::Bad)) | None => self.note(column, Verdict::BadDate),
        }
        None
    }

    /// A business day that must be there.
    pub fn required_day(&mut self, column: &Column<'_>) -> Option<Day> {
        self.required(column);
        self.day(column)
    }

    /// The row's total: the file's where it has one, else quantity times price, rounded half to even to the coin.
    /// Where both stand and differ, the file's is kept, with a warning; where the price alone stands, their product is
    /// bound like a total that stands there.
    pub fn total(
        &mut self,
        column: &Column<'_>,
        quantity: Option<i64>,
        price: &Column<'_>,
        unit: Option<Decimal>,
    ) -> Option<Money> {
        let product = quantity.zip(unit).and_then(|(q, u)| Decimal::from(q).checked_mul(u));
        let product = product.map(|p| rounded_half_even(p, self.decimals)).and_then(|p| to_coin(p, self.decimals));
        if self.text(column).is_empty() {
            let bound = product.filter(|product| product.raw() <= MAX_TYPED);
            match (unit, bound) {
                (_, Some(_)) => {}
                (Some(_), None) if quantity.is_some() => self.note(price, Verdict::OutOfRange),
                _ => self.note(column, Verdict::MissingRequired),
            }
            return bound;
        }
        let total = self.amount(column)?;
        if product.is_some_and(|product| product != total) {
            self.note(column, Verdict::TotalMismatch);
        }
        Some(total)
    }
}
