//! Business days, moments, and who is asking. The only room that looks at the wall clock.

use std::fmt;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorCode, Result};

/// A business day in the shop's time zone, between 1900 and 9999. In the database an integer `yyyymmdd`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(transparent))]
pub struct Day(#[cfg_attr(feature = "specta", specta(type = String))] NaiveDate);

impl Day {
    /// A calendar day, if it exists and lies between 1900 and 9999.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).filter(|d| (1900..=9999).contains(&d.year())).map(Self)
    }

    /// From the database's `yyyymmdd`.
    pub fn from_int(value: i64) -> Option<Self> {
        let number = u32::try_from(value).ok()?;
        Self::from_ymd(i32::try_from(number / 10_000).ok()?, number / 100 % 100, number % 100)
    }

    /// The database's `yyyymmdd`.
    pub fn to_int(self) -> i64 {
        i64::from(self.0.year()) * 10_000 + i64::from(self.0.month()) * 100 + i64::from(self.0.day())
    }

    /// Exactly `YYYY-MM-DD`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return None;
        }
        Self::from_ymd(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
    }

    /// A typed field's day, or an error that names the field.
    pub fn typed(field: &str, text: &str) -> Result<Self> {
        Self::parse_iso(text.trim())
            .ok_or_else(|| Error::new(ErrorCode::BadDate).with("field", field).with("value", text))
    }

    /// The calendar year.
    pub fn year(self) -> i64 {
        i64::from(self.0.year())
    }

    /// The month as `YYYY-MM`.
    pub fn month_key(self) -> String {
        self.0.format("%Y-%m").to_string()
    }

    /// So many days later, or earlier if below zero.
    pub fn plus_days(self, days: i64) -> Result<Self> {
        let step = Days::new(days.unsigned_abs());
        let moved = if days < 0 { self.0.checked_sub_days(step) } else { self.0.checked_add_days(step) };
        moved.filter(|d| (1900..=9999).contains(&d.year())).map(Self).ok_or_else(|| self.out_of_reach())
    }

    /// Calculating with a day leads out of the calendar that a book knows.
    fn out_of_reach(self) -> Error {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", self);
        refused.with("min", "1900-01-01").with("max", "9999-12-31")
    }

    /// Days from `earlier` to here.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The end of a term that starts here. Months clamp to the month's last day, days add.
    pub fn plus_term(self, term: Term) -> Result<Self> {
        match term {
            Term::Days(days) => self.plus_days(i64::from(days)),
            Term::Months(months) => self
                .0
                .checked_add_months(Months::new(months))
                .filter(|d| d.year() <= 9999)
                .map(Self)
                .ok_or_else(|| self.out_of_reach()),
        }
    }

    /// Its first moment in a time zone.
    pub fn start_in(self, timezone: Tz) -> Result<Instant> {
        let midnight = self.0.and_time(NaiveTime::MIN);
        // Where the clocks go forward at midnight, the day begins an hour later.
        let first = timezone
            .from_local_datetime(&midnight)
            .earliest()
            .or_else(|| timezone.from_local_datetime(&(midnight + TimeDelta::hours(1))).earliest());
        first.map(|moment| Instant(moment.timestamp_millis())).ok_or_else(|| self.out_of_reach())
    }

    /// As the French write it: `dd/mm/yyyy`.
    pub fn to_french(self) -> String {
        self.0.format("%d/%m/%Y").to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_iso(&text).ok_or_else(|| serde::de::Error::custom("expected a day YYYY-MM-DD"))
    }
}

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_int()))
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        Self::from_int(number).ok_or(FromSqlError::OutOfRange(number))
    }
}

/// Refuses a period that ends before it begins.
pub fn check_period(from: Option<Day>, to: Option<Day>) -> Result<()> {
    match (from, to) {
        (Some(from), Some(to)) if to < from => {
            Err(Error::new(ErrorCode::OutOfRange).with("field", "to").with("value", to).with("min", from))
        }
        _ => Ok(()),
    }
}

/// How long a subscription runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Calendar months.
    Months(u32),
    /// Days.
    Days(u32),
}

/// A moment: UTC milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(transparent))]
pub struct Instant(#[cfg_attr(feature = "specta", specta(type = String))] i64);

impl Instant {
    /// From UTC milliseconds.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// UTC milliseconds.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The wall clock's moment.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    pub fn now() -> Self {
        Self(Utc::now().timestamp_millis())
    }

    /// The business day at this moment in the shop's time zone.
    pub fn day_in(self, timezone: Tz) -> Result<Day> {
        let utc = Utc.timestamp_millis_opt(self.0).single().ok_or_else(Error::overflow)?;
        Ok(Day(utc.with_timezone(&timezone).date_naive()))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::<Utc>::from_timestamp_millis(self.0) {
            Some(utc) => f.write_str(&utc.to_rfc3339_opts(SecondsFormat::Millis, true)),
            None => write!(f, "{} ms", self.0),
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0))
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

/// A stopwatch for figures that are shown to a person, such as the demo's duration.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Milliseconds since the start.
    pub fn millis(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// A time zone of the IANA database, by name.
pub fn timezone(name: &str) -> Result<Tz> {
    name.parse().map_err(|_| Error::new(ErrorCode::OutOfRange).with("field", "timezone").with("value", name))
}

/// Who is asking; it stands in everything that is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The shop's owner, in the window.
    Owner,
    /// A seller.
    Seller,
    /// An accountant, who reads and exports.
    Accountant,
    /// The import of the old data.
    Import,
    /// The command line.
    CommandLine,
}

impl Actor {
    /// As it stands in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Seller => "seller",
            Self::Accountant => "accountant",
            Self::Import => "import",
            Self::CommandLine => "command_line",
        }
    }
}

/// Who is asking, when, and on which business day. Passed into every call that records something.
#[derive(Debug, Clone, Copy)]
pub struct Caller {
    /// Who.
    pub actor: Actor,
    /// The moment of recording.
    pub now: Instant,
    /// The business day.
    pub today: Day,
}

impl Caller {
    /// A caller of now, on the given business day or, where none is given, on the day in the shop's time zone.
    pub fn now(actor: Actor, timezone: Tz, today: Option<Day>) -> Result<Self> {
        let now = Instant::now();
        let today = match today {
            Some(day) => day,
            None => now.day_in(timezone)?,
        };
        Ok(Self { actor, now, today })
    }

    /// The day typed in a field, today where none is; a day to come is refused.
    pub fn day_or_today(&self, field: &str, day: Option<Day>) -> Result<Day> {
        match day {
            Some(day) if day > self.today => {
                Err(Error::new(ErrorCode::FutureDate).with("field", field).with("value", day).with("today", self.today))
            }
            Some(day) => Ok(day),
            None => Ok(self.today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn months_clamp_to_the_last_day() {
        assert_eq!(day("2026-01-31").plus_term(Term::Months(1)).unwrap(), day("2026-02-28"));
        assert_eq!(day("2028-01-31").plus_term(Term::Months(1)).unwrap(), day("2028-02-29"));
        assert_eq!(day("2026-01-31").plus_term(Term::Days(30)).unwrap(), day("2026-03-02"));
        assert_eq!(day("2024-02-29").plus_term(Term::Months(12)).unwrap(), day("2025-02-28"));
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2026-02-31", "2026-2-3", "31/01/2026", "2026-13-01", "1899-12-31", "", "2026-01-1a", "२०२६-०१-०१"]
        {
            assert!(Day::parse_iso(text).is_none(), "{text}");
        }
    }

    #[test]
    fn invariant_12_the_business_day_is_the_shops() {
        let algiers = timezone("Africa/Algiers").unwrap();
        let before_midnight = Instant::from_millis(1_769_900_340_000); // 2026-01-31 22:59 UTC, 23:59 in Algiers
        let after_midnight = Instant::from_millis(1_769_900_460_000); // 23:01 UTC, 00:01 in Algiers
        assert_eq!(before_midnight.day_in(algiers).unwrap(), day("2026-01-31"));
        assert_eq!(after_midnight.day_in(algiers).unwrap(), day("2026-02-01"));
        assert_eq!(after_midnight.to_string(), "2026-01-31T23:01:00.000Z");
    }

    #[test]
    fn a_day_begins_at_the_shops_midnight() {
        let algiers = timezone("Africa/Algiers").unwrap();
        let start = day("2026-02-01").start_in(algiers).unwrap();
        assert_eq!(start.to_string(), "2026-01-31T23:00:00.000Z");
        assert_eq!(start.day_in(algiers).unwrap(), day("2026-02-01"));
        // In Cairo the clocks went forward at this midnight.
        let cairo = timezone("Africa/Cairo").unwrap();
        assert_eq!(day("2026-04-24").start_in(cairo).unwrap().day_in(cairo).unwrap(), day("2026-04-24"));
    }

    #[test]
    fn calculating_out_of_the_calendar_is_said_of_the_date() {
        let refused = day("1900-01-01").plus_days(-1).unwrap_err();
        assert_eq!((refused.code, refused.details["value"].as_str()), (ErrorCode::OutOfRange, "1900-01-01"));
        assert!(day("9999-12-31").plus_term(Term::Months(1)).is_err());
    }

    proptest! {
        #[test]
        fn a_day_comes_back_from_its_integer(offset in 0_i64..2_900_000) {
            let day = day("1900-01-01").plus_days(offset).unwrap();
            prop_assert_eq!(Day::from_int(day.to_int()), Some(day));
            prop_assert_eq!(Day::parse_iso(&day.to_string()), Some(day));
        }
    }
}
