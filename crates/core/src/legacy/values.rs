//! Single cells: numbers under a given decimal sign, days under a given order. Nothing here guesses.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::money::{Money, fold_digit, strip_currency};
use crate::time::{Day, Instant};

/// A cell without the spellings of nothing, and without the apostrophe that keeps a spreadsheet from calculating.
pub fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    match cell {
        "NULL" | "null" | "[null]" | "\\N" => "",
        _ => match cell.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
            _ => cell,
        },
    }
}

/// What a number's text says under each of the two decimal signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// With the point as decimal sign and commas between groups.
    pub point: Option<Decimal>,
    /// With the comma as decimal sign and points between groups.
    pub comma: Option<Decimal>,
}

impl Reading {
    /// Reads a text both ways.
    pub fn of(text: &str) -> Self {
        let folded: String = strip_currency(text.trim()).chars().map(fold_digit).collect();
        let trimmed = folded.trim();
        let (negative, digits) = match trimmed.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
        };
        let signed = |value: Decimal| if negative { -value } else { value };
        Self { point: read(digits, '.', ',').map(signed), comma: read(digits, ',', '.').map(signed) }
    }
}

/// An unsigned number with one decimal sign at most and one kind of sign between groups of three.
fn read(digits: &str, decimal: char, group: char) -> Option<Decimal> {
    let (whole, fraction) = match digits.split_once(decimal) {
        Some((_, "")) => return None,
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    let whole = ungroup(whole, group)?;
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&whole) || !all_digits(fraction) || whole.is_empty() {
        return None;
    }
    let plain = format!("{whole}.{fraction}");
    Decimal::from_str_exact(plain.trim_end_matches('.')).ok()
}

/// Takes the group signs out: groups of three behind the first, which is never empty and never begins with a zero,
/// so that `0.500` is no grouped number.
fn ungroup(whole: &str, group: char) -> Option<String> {
    let sign = match (whole.contains(group), whole.contains(' ')) {
        (false, false) => return Some(whole.to_owned()),
        (true, false) => group,
        (false, true) => ' ',
        (true, true) => return None,
    };
    let mut groups = whole.split(sign);
    let first = groups.next()?;
    if first.is_empty() || first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        plain.push_str(group);
    }
    Some(plain)
}

/// An amount to the coin. The old interface kept binary fractions: `3707.8500000000004` is rounded half to even, and
/// only such noise; an amount with real fractions of a coin is refused.
pub fn to_coin(value: Decimal, decimals: u8) -> Option<Money> {
    let value = value.normalize();
    if value.scale() <= u32::from(decimals) {
        return Money::from_decimal(value).ok();
    }
    let rounded = rounded_half_even(value, decimals);
    let noise = (value - rounded).abs() < Decimal::new(1, 4) && value.scale() > 6;
    if noise { Money::from_decimal(rounded.normalize()).ok() } else { None }
}

/// Rounded half to even to so many decimals.
pub fn rounded_half_even(value: Decimal, decimals: u8) -> Decimal {
    value.round_dp_with_strategy(u32::from(decimals), RoundingStrategy::MidpointNearestEven)
}

/// Which of the two first numbers of `03/04/2025` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The first.
    DayFirst,
    /// The second.
    MonthFirst,
}

/// A day's text taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// Year, month and day are told apart by their form.
    Clear(u32, u32, u32, Clock),
    /// Two numbers that the order decides, and the year.
    Slashed(u32, u32, u32, Clock),
}

/// The time behind a day, as seconds before the shift to UTC; none where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    seconds: u32,
    offset: i64,
}

impl Dated {
    /// Takes a text apart; none where it is no date.
    pub fn of(text: &str) -> Option<Self> {
        let (date, time) = split_time(text.trim());
        let clock = clock(time)?;
        if let Some((day, month, year)) = month_named(date) {
            return Some(Self::Clear(year, month, day, clock));
        }
        let mut parts = date.split(['-', '/', '.']);
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let two = |text: &str| if (1..=2).contains(&text.len()) { digits(text) } else { None };
        let four = |text: &str| if text.len() == 4 { digits(text) } else { None };
        if let Some(year) = four(first) {
            return Some(Self::Clear(year, two(second)?, two(third)?, clock));
        }
        Some(Self::Slashed(two(first)?, two(second)?, four(third)?, clock))
    }

    /// The order that this date alone proves.
    pub fn proves(self) -> Option<DateOrder> {
        match self {
            Self::Slashed(13..=31, 1..=12, ..) => Some(DateOrder::DayFirst),
            Self::Slashed(1..=12, 13..=31, ..) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// It is another day in each order.
    pub fn is_ambiguous(self) -> bool {
        matches!(self, Self::Slashed(first @ 1..=12, second @ 1..=12, ..) if first != second)
    }

    /// The business day in the shop's time zone; none where there is no such day.
    pub fn day(self, order: DateOrder, zone: Tz) -> Option<Day> {
        let (year, month, day, clock) = match (self, order) {
            (Self::Clear(year, month, day, clock), _) => (year, month, day, clock),
            (Self::Slashed(day, month, year, clock), DateOrder::DayFirst)
            | (Self::Slashed(month, day, year, clock), DateOrder::MonthFirst) => (year, month, day, clock),
        };
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        let plain = Day::from_ymd(i32::try_from(year).ok()?, month, day)?;
        // Midnight says that there was no time, not that it happened at midnight in Greenwich.
        if clock.seconds == 0 && clock.offset == 0 {
            return Some(plain);
        }
        let time = NaiveTime::from_num_seconds_from_midnight_opt(clock.seconds, 0)?;
        let millis = date.and_time(time).and_utc().timestamp_millis() - clock.offset * 1000;
        // The shift of a zone must not lead out of the calendar that the book keeps.
        Instant::from_millis(millis).day_in(zone).ok().filter(|day| Day::from_int(day.to_int()) == Some(*day))
    }
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Parts the date from the time: at a `T`, a comma, or the first space behind which a digit and a colon stand.
fn split_time(text: &str) -> (&str, &str) {
    if let Some((date, time)) = text.split_once('T').or_else(|| text.split_once(',')) {
        return (date.trim(), time.trim());
    }
    match text.rsplit_once(' ') {
        Some((date, time)) if time.contains(':') => (date.trim(), time),
        _ => (text, ""),
    }
}

/// `14:05`, `14:05:07.123456`, with `Z` or an offset.
fn clock(text: &str) -> Option<Clock> {
    if text.is_empty() {
        return Some(Clock { seconds: 0, offset: 0 });
    }
    let (time, offset) = match text.find(['Z', '+', '-']) {
        Some(at) => (text.get(..at)?, offset_seconds(text.get(at..)?)?),
        None => (text, 0),
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    digits_only(fraction)?;
    let mut parts = time.split(':');
    let (hours, minutes) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let seconds = parts.next().map_or(Some(0), digits)?;
    let valid = hours < 24 && minutes < 60 && seconds < 60 && parts.next().is_none();
    valid.then_some(Clock { seconds: hours * 3600 + minutes * 60 + seconds, offset })
}

fn digits_only(text: &str) -> Option<()> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(())
}

fn offset_seconds(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = match text.get(1..)?.split_once(':') {
        Some((hours, minutes)) => (digits(hours)?, digits(minutes)?),
        None => (digits(text.get(1..3)?)?, if text.len() > 3 { digits(text.get(3..)?)? } else { 0 }),
    };
    (hours <= 14 && minutes < 60).then(|| sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60))
}

/// `19 juin 2025`.
fn month_named(text: &str) -> Option<(u32, u32, u32)> {
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() || year.len() != 4 {
        return None;
    }
    let key = crate::text::key(month);
    let known = [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    let place = known.iter().position(|name| {
        *name == key || (key.len() >= 3 && key.len() >= name.len().min(4) && name.starts_with(&key))
    })?;
    Some((digits(day)?, u32::try_from(place).ok()? + 1, digits(year)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Africa::Algiers;

    fn day(text: &str, order: DateOrder) -> Option<String> {
        Dated::of(text)?.day(order, Algiers).map(|d| d.to_string())
    }

    #[test]
    fn the_old_systems_dates() {
        for text in [
            "2025-06-19",
            "2025-06-19 00:00:00",
            "2025-06-19 11:05:07.123456",
            "2025-06-19T10:00:00.000Z",
            "19/06/2025",
            "19/06/2025 00:00",
            "19/06/2025 14:05",
            "19 juin 2025, 14:05",
            "2025-06-18T23:30:00Z",
            "2025-06-19 00:30:00+01:00",
            "19.06.2025",
            "2025-06-19T00:00:00.000Z",
        ] {
            assert_eq!(day(text, DateOrder::DayFirst).as_deref(), Some("2025-06-19"), "{text}");
        }
        assert_eq!(day("06/19/2025", DateOrder::MonthFirst).as_deref(), Some("2025-06-19"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2025-02-31",
            "31/02/2025",
            "not a date",
            "",
            "2025",
            "45000",
            "19/06/25",
            "2025-06-19 25:00",
            "1/2/3/4",
            "2025-06-19 é:é",
        ] {
            assert_eq!(day(text, DateOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn only_binary_noise_is_rounded() {
        let coin = |text: &str| to_coin(Decimal::from_str_exact(text).unwrap(), 2).map(|m| m.to_string());
        assert_eq!(coin("3707.8500000000004").as_deref(), Some("3707.85"));
        assert_eq!(coin("5576.9599999999991").as_deref(), Some("5576.96"));
        assert_eq!(coin("12.345"), None);
        assert_eq!(coin("12.30").as_deref(), Some("12.30"));
    }
}
