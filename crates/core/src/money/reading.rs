//! Numbers as people write them: in three alphabets, grouped or not, with either sign for the decimals.

use rust_decimal::Decimal;

use super::{AmountError, Credit, MAX_TYPED, Money, ONE, Percent};
use crate::error::{Error, ErrorCode, Result};

/// A typed field's amount, or an error that names the field.
pub fn typed_money(field: &str, text: &str, decimals: u8) -> Result<Money> {
    if text.trim().is_empty() {
        return Err(Error::missing(field));
    }
    Money::parse(text, decimals).and_then(within_typed(Money::raw)).map_err(|e| amount_error(e, field, text, decimals))
}

/// A typed field's credit, or an error that names the field.
pub fn typed_credit(field: &str, text: &str, decimals: u8) -> Result<Credit> {
    if text.trim().is_empty() {
        return Err(Error::missing(field));
    }
    Credit::parse(text, decimals)
        .and_then(within_typed(Credit::raw))
        .map_err(|e| amount_error(e, field, text, decimals))
}

/// A typed field's rate from 0 to 100, with or without the sign, or an error that names the field.
pub fn typed_percent(field: &str, text: &str) -> Result<Percent> {
    let bare = text.trim().trim_end_matches(['%', '٪']).trim_end();
    let rate = Money::parse(bare, PERCENT_DECIMALS).map_err(|e| amount_error(e, field, text, PERCENT_DECIMALS))?;
    if rate.is_negative() || rate > Money::from_raw(100 * ONE) {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", field).with("value", text);
        return Err(refused.with("min", 0).with("max", 100));
    }
    // A hundredth of a percent is a hundred steps of 10⁻⁴.
    Ok(Percent::from_raw(rate.raw() / 100))
}

const PERCENT_DECIMALS: u8 = 2;

fn within_typed<T: Copy>(raw: fn(T) -> i64) -> impl FnOnce(T) -> std::result::Result<T, AmountError> {
    move |value| if raw(value).abs() > MAX_TYPED { Err(AmountError::Overflow) } else { Ok(value) }
}

fn amount_error(error: AmountError, field: &str, text: &str, decimals: u8) -> Error {
    match error {
        AmountError::NotANumber => Error::new(ErrorCode::BadNumber).with("field", field).with("value", text),
        AmountError::TooPrecise => {
            Error::new(ErrorCode::TooPrecise).with("field", field).with("value", text).with("decimals", decimals)
        }
        AmountError::Overflow => Error::new(ErrorCode::OutOfRange)
            .with("field", field)
            .with("value", text)
            .with("min", "0")
            .with("max", Money::from_raw(MAX_TYPED)),
    }
}

/// Reads a number as a person writes it: `1 234,5`, `1234.5`, `1.234,50`, `١٢٣٤٫٥`, `1 500 DA`.
///
/// A single comma or point is the decimal sign; where both stand, or one stands several times, the groups must be of
/// three digits. Anything else is not a number: nothing is ever read a hundred times too big.
pub fn parse_number(text: &str) -> Option<Decimal> {
    let folded: String = strip_currency(text.trim()).chars().map(fold_digit).collect();
    let (negative, digits) = match folded.trim().strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, folded.trim().strip_prefix('+').unwrap_or(folded.trim())),
    };
    let decimal_sign = decimal_sign(digits)?;
    let (whole, fraction) = match decimal_sign {
        Some(sign) => digits.rsplit_once(sign)?,
        None => (digits, ""),
    };
    let whole = ungroup(whole)?;
    if !fraction.chars().all(|c| c.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    if decimal_sign.is_some() && fraction.is_empty() {
        return None;
    }
    let plain = format!("{}{whole}.{fraction}", if negative { "-" } else { "" });
    Decimal::from_str_exact(plain.trim_end_matches('.')).ok()
}

pub(crate) fn strip_currency(text: &str) -> &str {
    ["DA", "DZD", "da", "Da", "dzd", "د.ج", "دج"]
        .iter()
        .find_map(|suffix| text.strip_suffix(suffix))
        .unwrap_or(text)
        .trim_end()
}

/// Arabic-Indic and Persian digits and signs to the Western ones; every kind of space to one.
pub(crate) fn fold_digit(c: char) -> char {
    match c {
        '\u{0660}'..='\u{0669}' => char::from(b'0' + (c as u32 - 0x0660) as u8),
        '\u{06F0}'..='\u{06F9}' => char::from(b'0' + (c as u32 - 0x06F0) as u8),
        '\u{066B}' | '\u{060C}' => ',',
        '\u{066C}' | '\u{2019}' | '\u{00A0}' | '\u{202F}' | '\u{2009}' | '\'' => ' ',
        other => other,
    }
}

/// Which sign, if any, is the decimal one. `None` outside: the text can't be a number.
fn decimal_sign(digits: &str) -> Option<Option<char>> {
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    match (commas, points) {
        (0, 0) => Some(None),
        (1, 0) => Some(Some(',')),
        (0, 1) => Some(Some('.')),
        (1, _) if digits.rfind(',') > digits.rfind('.') => Some(Some(',')),
        (_, 1) if digits.rfind('.') > digits.rfind(',') => Some(Some('.')),
        (0, _) | (_, 0) => Some(None),
        _ => None,
    }
}

/// Takes out one kind of group sign; the groups behind the first must be of three digits.
fn ungroup(whole: &str) -> Option<String> {
    let signs: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let Some(&sign) = signs.first() else {
        return Some(whole.to_owned());
    };
    if !matches!(sign, ' ' | ',' | '.') || signs.iter().any(|&c| c != sign) {
        return None;
    }
    let mut groups = whole.split(sign);
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    grouped.then(|| whole.chars().filter(char::is_ascii_digit).collect())
}
