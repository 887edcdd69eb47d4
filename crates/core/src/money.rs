//! Amounts: integers at the fixed scale 10⁻⁴, exact decimals at the edge, strings on the wire. Never a float.
//!
//! [`Money`] is in the book's currency, [`Credit`] in a platform's unit; the two never mix by accident.

mod reading;

use std::fmt;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) use reading::{fold_digit, strip_currency};
pub use reading::{parse_number, typed_credit, typed_money, typed_percent};

use crate::error::{Error, Result};

/// Decimals kept in the database.
pub const SCALE: u32 = 4;
/// One unit (one dinar, one dollar of credit) in raw steps.
pub const ONE: i64 = 10_000;
/// The largest amount a person may type: 10⁸ units, so that no product of amount and quantity leaves an i64.
pub const MAX_TYPED: i64 = 100_000_000 * ONE;
/// The largest amount of one line, in raw steps: what the schema holds.
pub const MAX_LINE: i64 = 1_000_000_000_000_000;
/// The largest quantity of one sale line.
pub const MAX_QUANTITY: i64 = 1_000_000;

/// Why a text or a decimal is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// The text is not a number.
    #[error("not a number")]
    NotANumber,
    /// The number has more decimals than the amount can hold; it is never rounded in silence.
    #[error("too many decimals")]
    TooPrecise,
    /// The number does not fit.
    #[error("too large")]
    Overflow,
}

macro_rules! amount {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[cfg_attr(feature = "specta", derive(specta::Type), specta(transparent))]
        pub struct $name(#[cfg_attr(feature = "specta", specta(type = String))] i64);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// From raw steps of 10⁻⁴.
            pub const fn from_raw(raw: i64) -> Self {
                Self(raw)
            }

            /// In raw steps of 10⁻⁴.
            pub const fn raw(self) -> i64 {
                self.0
            }

            /// The exact decimal.
            pub fn to_decimal(self) -> Decimal {
                Decimal::new(self.0, SCALE).normalize()
            }

            /// From an exact decimal; a remaining fraction is refused.
            pub fn from_decimal(value: Decimal) -> std::result::Result<Self, AmountError> {
                decimal_to_raw(value).map(Self)
            }

            /// Parses what a person types (see [`parse_number`]), with at most `decimals` decimals.
            pub fn parse(text: &str, decimals: u8) -> std::result::Result<Self, AmountError> {
                let value = parse_number(text).ok_or(AmountError::NotANumber)?;
                if value.normalize().scale() > u32::from(decimals) {
                    return Err(AmountError::TooPrecise);
                }
                Self::from_decimal(value)
            }

            /// The sum; an overflow is an error.
            pub fn plus(self, other: Self) -> Result<Self> {
                self.0.checked_add(other.0).map(Self).ok_or_else(Error::overflow)
            }

            /// The difference; an overflow is an error.
            pub fn minus(self, other: Self) -> Result<Self> {
                self.0.checked_sub(other.0).map(Self).ok_or_else(Error::overflow)
            }

            /// `self × count`; an overflow is an error.
            pub fn times(self, count: i64) -> Result<Self> {
                self.0.checked_mul(count).map(Self).ok_or_else(Error::overflow)
            }

            /// The opposite amount.
            pub fn negated(self) -> Result<Self> {
                self.0.checked_neg().map(Self).ok_or_else(Error::overflow)
            }

            /// Whether it is nothing.
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// Whether it is below zero.
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }

            /// The sum of many; an overflow is an error.
            pub fn sum(items: impl IntoIterator<Item = Self>) -> Result<Self> {
                items.into_iter().try_fold(Self::ZERO, Self::plus)
            }
        }

        impl fmt::Display for $name {
            /// With a point, at least two decimals and at most four: `3083.33`, `0.1234`.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_raw(f, self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let value = Decimal::from_str_exact(&text).map_err(serde::de::Error::custom)?;
                Self::from_decimal(value).map_err(serde::de::Error::custom)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.0))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    };
}

amount!(
    /// An amount in the book's currency (dinars).
    Money
);
amount!(
    /// An amount of credit in a platform's unit.
    Credit
);

/// A rate in hundredths of a percent: 150 is 1.50 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "specta", derive(specta::Type), specta(transparent))]
pub struct Percent(#[cfg_attr(feature = "specta", specta(type = String))] i64);

impl Percent {
    /// From hundredths of a percent.
    pub const fn from_raw(raw: i64) -> Self {
        Self(raw)
    }

    /// In hundredths of a percent.
    pub const fn raw(self) -> i64 {
        self.0
    }

    /// `part` of `whole`, rounded half to even to a hundredth of a percent; none where the whole is nothing.
    pub fn of_round_half_even(part: Money, whole: Money) -> Option<Self> {
        if whole.raw() <= 0 {
            return None;
        }
        let scaled = i128::from(part.raw()).checked_mul(10_000)?;
        i64::try_from(div_round_half_even(scaled, i128::from(whole.raw()))).ok().map(Self)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let raw = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", raw / 100, raw % 100)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromSql for Percent {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl Money {
    /// The fee of a payment at `rate`, rounded half to even to the currency's smallest coin.
    pub fn fee_round_half_even(self, rate: Percent, decimals: u8) -> Result<Self> {
        let exact = i128::from(self.0) * i128::from(rate.raw());
        round_to_coin(exact, 10_000, decimals).map(Self)
    }

    /// `self × part ÷ whole`, rounded half to even to the currency's smallest coin; all of `self` where part is whole.
    pub fn share_round_half_even(self, part: i64, whole: i64, decimals: u8) -> Result<Self> {
        if part == whole {
            return Ok(self);
        }
        if whole == 0 {
            return Ok(Self::ZERO);
        }
        let exact = i128::from(self.0).checked_mul(i128::from(part)).ok_or_else(Error::overflow)?;
        let (exact, whole) = if whole < 0 { (-exact, -i128::from(whole)) } else { (exact, i128::from(whole)) };
        round_to_coin(exact, whole, decimals).map(Self)
    }

    /// Whether it has no more decimals than the currency.
    pub fn fits(self, decimals: u8) -> bool {
        self.0 % coin(decimals) == 0
    }
}

/// Raw steps of the smallest coin of a currency, or of the smallest part of a unit, with so many decimals: the least
/// that can be paid or received.
pub(crate) const fn coin(decimals: u8) -> i64 {
    10_i64.pow(SCALE.saturating_sub(decimals as u32))
}

/// `numerator ÷ denominator` raw steps, rounded half to even to a whole coin.
fn round_to_coin(numerator: i128, denominator: i128, decimals: u8) -> Result<i64> {
    let coin = i128::from(coin(decimals));
    let per_coin = denominator.checked_mul(coin).ok_or_else(Error::overflow)?;
    let coins = div_round_half_even(numerator, per_coin);
    coins.checked_mul(coin).and_then(|raw| i64::try_from(raw).ok()).ok_or_else(Error::overflow)
}

/// Integer division rounded half to even; the denominator is above zero.
fn div_round_half_even(numerator: i128, denominator: i128) -> i128 {
    let quotient = numerator.div_euclid(denominator);
    let twice = numerator.rem_euclid(denominator) * 2;
    match twice.cmp(&denominator) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + (quotient & 1),
    }
}

fn decimal_to_raw(value: Decimal) -> std::result::Result<i64, AmountError> {
    let value = value.normalize();
    if value.scale() > SCALE {
        return Err(AmountError::TooPrecise);
    }
    let steps = 10_i128.pow(SCALE - value.scale());
    let raw = value.mantissa().checked_mul(steps).ok_or(AmountError::Overflow)?;
    i64::try_from(raw).map_err(|_| AmountError::Overflow)
}

fn write_raw(f: &mut fmt::Formatter<'_>, raw: i64) -> fmt::Result {
    let sign = if raw < 0 { "-" } else { "" };
    let steps = raw.unsigned_abs();
    let (whole, fraction) = (steps / ONE.unsigned_abs(), steps % ONE.unsigned_abs());
    if fraction % 100 == 0 {
        write!(f, "{sign}{whole}.{:02}", fraction / 100)
    } else if fraction % 10 == 0 {
        write!(f, "{sign}{whole}.{:03}", fraction / 10)
    } else {
        write!(f, "{sign}{whole}.{fraction:04}")
    }
}

/// Splits an amount over weights so that the parts' sum is exact: largest remainders get the odd coins.
///
/// Weights below zero count as nothing; where all are nothing, the first part takes all.
pub fn split_exact(amount: Money, weights: &[i64], decimals: u8) -> Result<Vec<Money>> {
    let whole: i128 = weights.iter().map(|&w| i128::from(w.max(0))).sum();
    if weights.is_empty() {
        return Ok(Vec::new());
    }
    if whole == 0 {
        let mut parts = vec![Money::ZERO; weights.len()];
        parts[0] = amount;
        return Ok(parts);
    }
    let coin = i128::from(coin(decimals));
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, &weight) in weights.iter().enumerate() {
        let exact = i128::from(amount.raw()) * i128::from(weight.max(0));
        let coins = exact.div_euclid(whole * coin);
        remainders.push((exact.rem_euclid(whole * coin), index));
        parts.push(coins * coin);
    }
    let mut left = i128::from(amount.raw()) - parts.iter().sum::<i128>();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in remainders.iter().cycle() {
        if left <= 0 {
            break;
        }
        let step = left.min(coin);
        parts[*index] += step;
        left -= step;
    }
    parts.into_iter().map(|raw| i64::try_from(raw).map(Money::from_raw).map_err(|_| Error::overflow())).collect()
}

/// Decimals of an ISO 4217 currency (ISO 4217, list one); none where the code is unknown to us.
pub fn currency_decimals(code: &str) -> Option<u8> {
    CURRENCIES.iter().find(|(known, _)| *known == code).map(|(_, decimals)| *decimals)
}

/// The currencies a book can be kept in, with their decimals (ISO 4217, list one).
pub const CURRENCIES: &[(&str, u8)] = &[
    ("DZD", 2),
    ("AED", 2),
    ("BHD", 3),
    ("CAD", 2),
    ("CHF", 2),
    ("CNY", 2),
    ("EGP", 2),
    ("EUR", 2),
    ("GBP", 2),
    ("IQD", 3),
    ("JOD", 3),
    ("JPY", 0),
    ("KWD", 3),
    ("LBP", 2),
    ("LYD", 3),
    ("MAD", 2),
    ("MRU", 2),
    ("OMR", 3),
    ("QAR", 2),
    ("SAR", 2),
    ("SDG", 2),
    ("SYP", 2),
    ("TND", 3),
    ("TRY", 2),
    ("USD", 2),
    ("XAF", 0),
    ("XOF", 0),
    ("YER", 2),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Option<String> {
        parse_number(text).map(|d| d.normalize().to_string())
    }

    #[test]
    fn a_persons_spellings_are_one_amount() {
        for text in ["1 234,5", "1234.5", "١٢٣٤٫٥", "1\u{202F}234,50", "1.234,50", "1,234.50", "1234,5 DA", "١٬٢٣٤٫٥"]
        {
            assert_eq!(number(text).as_deref(), Some("1234.5"), "{text}");
        }
        assert_eq!(number("1 234 567"), Some("1234567".into()));
        assert_eq!(number("-5"), Some("-5".into()));
        assert_eq!(number("1.234.567"), Some("1234567".into()));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", " ", "abc", "12 34", "1,23,4", "1.2.3", "--5", "5-", "1e5", "1,234,56", "NaN", "12.", "0x10", "1..2",
            "1,2.3,4",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn too_many_decimals_are_refused_not_rounded() {
        assert_eq!(Money::parse("1,234", 2), Err(AmountError::TooPrecise));
        assert_eq!(Credit::parse("0.12345", 4), Err(AmountError::TooPrecise));
        assert_eq!(Money::parse("1,50", 0), Err(AmountError::TooPrecise));
        assert_eq!(Money::parse("1,00", 0), Ok(Money::from_raw(10_000)));
    }

    #[test]
    fn half_goes_to_the_even_coin() {
        let cents = |raw: i64| Money::from_raw(raw * 100);
        assert_eq!(cents(5).share_round_half_even(1, 2, 2).unwrap(), cents(2));
        assert_eq!(cents(7).share_round_half_even(1, 2, 2).unwrap(), cents(4));
        assert_eq!(cents(-5).share_round_half_even(1, 2, 2).unwrap(), cents(-2));
        assert_eq!(cents(10_000).fee_round_half_even(Percent::from_raw(150), 2).unwrap(), cents(150));
    }

    #[test]
    fn the_golden_unit_cost() {
        let value = Money::from_raw(74_000 * ONE);
        let cost = value.share_round_half_even(125_000, 3_000_000, 2).unwrap();
        assert_eq!(cost.to_string(), "3083.33");
    }

    #[test]
    fn texts_have_two_to_four_decimals() {
        for (raw, text) in [
            (0, "0.00"),
            (125_000, "12.50"),
            (-30_833_300, "-3083.33"),
            (1234, "0.1234"),
            (-5, "-0.0005"),
            (1230, "0.123"),
        ] {
            assert_eq!(Money::from_raw(raw).to_string(), text);
        }
    }

    #[test]
    fn overflow_is_an_error() {
        assert!(Money::from_raw(i64::MAX).plus(Money::from_raw(1)).is_err());
        assert!(Money::from_raw(i64::MIN).negated().is_err());
        assert!(typed_money("price", "100000001", 2).is_err());
    }

    proptest! {
        #[test]
        fn an_amount_comes_back_from_its_text(raw in any::<i64>()) {
            let money = Money::from_raw(raw);
            let back = Money::from_decimal(Decimal::from_str_exact(&money.to_string()).unwrap()).unwrap();
            prop_assert_eq!(money, back);
        }

        #[test]
        fn parts_sum_to_the_whole(coins in 0_i64..1_000_000_000, weights in proptest::collection::vec(0_i64..1_000_000, 1..8)) {
            let amount = Money::from_raw(coins * 100);
            let parts = split_exact(amount, &weights, 2).unwrap();
            prop_assert_eq!(Money::sum(parts.iter().copied()).unwrap(), amount);
            prop_assert!(parts.iter().all(|p| !p.is_negative() && p.fits(2)));
        }

        #[test]
        fn any_text_is_parsed_or_refused_without_a_panic(text in "\\PC{0,40}") {
            let _unused = parse_number(&text);
        }
    }
}
