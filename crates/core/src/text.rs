//! Names and phones as people write them: what is kept, and the key by which two spellings are one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::error::{Error, ErrorCode, Result};

/// A name as it is kept: NFC, inner white space single, ends trimmed.
pub fn clean(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A required name of at most `max` characters, cleaned.
pub fn required(field: &str, text: &str, max: usize) -> Result<String> {
    let name = optional(field, text, max)?;
    if name.is_empty() { Err(Error::missing(field)) } else { Ok(name) }
}

/// A text of at most `max` characters, cleaned; may be empty.
pub fn optional(field: &str, text: &str, max: usize) -> Result<String> {
    let cleaned = clean(text);
    if cleaned.chars().count() > max || cleaned.chars().any(char::is_control) {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", field).with("value", cleaned).with("max", max));
    }
    Ok(cleaned)
}

/// A note of at most `max` characters: line breaks are kept, ends trimmed.
pub fn note(field: &str, text: &str, max: usize) -> Result<String> {
    let composed: String = text.trim().nfc().collect();
    let unwanted = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if composed.chars().count() > max || composed.chars().any(unwanted) {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", field).with("max", max));
    }
    Ok(composed)
}

/// The key by which spellings are one: case, accents and the forms of alif, ya and ta marbuta folded, punctuation read
/// as spaces. A name of nothing but punctuation keeps it, so that it still has a key.
pub fn key(text: &str) -> String {
    let folded: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && *c != '\u{0640}')
        .flat_map(char::to_lowercase)
        .map(fold_letter)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let key = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    if key.is_empty() { clean(text).to_lowercase() } else { key }
}

fn fold_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        'œ' => 'o',
        other => other,
    }
}

/// A phone in one form: `+213550123456` for `0550 12 34 56`, `+213550123456`, `00213…` and `550123456`.
///
/// Other countries keep their own code; what is no phone number (too short, letters) is refused.
pub fn phone(field: &str, text: &str) -> Result<String> {
    let bad = || Error::new(ErrorCode::OutOfRange).with("field", field).with("value", text);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(String::new());
    }
    let plus = trimmed.starts_with('+');
    let mut digits = String::new();
    for c in trimmed.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '\u{0660}'..='\u{0669}' => digits.push(char::from(b'0' + (c as u32 - 0x0660) as u8)),
            ' ' | '.' | '-' | '(' | ')' | '/' | '+' | '\u{00A0}' | '\u{202F}' | '\u{200E}' | '\u{200F}' => {}
            _ => return Err(bad()),
        }
    }
    if !(6..=15).contains(&digits.len()) {
        return Err(bad());
    }
    Ok(international(plus, &digits))
}

fn international(plus: bool, digits: &str) -> String {
    if plus {
        return format!("+{}", national_trunk(digits));
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return format!("+{}", national_trunk(rest));
    }
    if let Some(rest) = digits.strip_prefix('0') {
        return format!("+213{rest}");
    }
    let mobile = digits.len() == 9 && digits.starts_with(['5', '6', '7']);
    let coded = digits.len() == 12 && digits.starts_with("213");
    match (mobile, coded) {
        (true, _) => format!("+213{digits}"),
        (_, true) => format!("+{digits}"),
        _ => digits.to_owned(),
    }
}

/// `2130550…` is written by people who keep the trunk zero behind the country code.
fn national_trunk(digits: &str) -> String {
    match digits.strip_prefix("2130") {
        Some(rest) => format!("213{rest}"),
        None => digits.to_owned(),
    }
}

/// The digits of a search text, by which a phone is found by any part of it; none where it has letters.
pub fn phone_digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let other = text.chars().any(char::is_alphabetic);
    if other || digits.len() < 2 {
        return None;
    }
    Some(digits.trim_start_matches('0').to_owned()).filter(|d| !d.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_supplier_have_one_key() {
        assert_eq!(key("IPTV-GOLD"), key("Iptv gold "));
        assert_eq!(key("Déstock  Comptes"), "destock comptes");
        assert_eq!(key("Softkeys, SARL"), "softkeys sarl");
        assert_eq!(key("شركة الرقمية"), key("شركه الرقميه"));
        assert_ne!(key("شركة"), key("شركات"));
        assert_eq!(key("***"), "***");
    }

    #[test]
    fn one_phone_in_its_spellings() {
        for text in
            ["0550 12 34 56", "+213550123456", "00213550123456", "550123456", "+213 0550-12-34-56", "٠٥٥٠١٢٣٤٥٦"]
        {
            assert_eq!(phone("phone", text).unwrap(), "+213550123456", "{text}");
        }
        assert_eq!(phone("phone", "+33 6 12 34 56 78").unwrap(), "+33612345678");
        assert_eq!(phone("phone", "").unwrap(), "");
        assert!(phone("phone", "abc").is_err());
        assert!(phone("phone", "12").is_err());
    }

    #[test]
    fn control_characters_are_no_names() {
        assert!(required("name", "a\u{0}b", 20).is_err());
        assert!(required("name", "  ", 20).is_err());
        assert_eq!(required("name", "  IPTV \n Gold ", 20).unwrap(), "IPTV Gold");
    }
}
