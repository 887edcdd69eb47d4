//! Names and notes as people write them: what is kept, and the key by which two spellings are one.

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
    fn control_characters_are_no_names() {
        assert!(required("name", "a\u{0}b", 20).is_err());
        assert!(required("name", "  ", 20).is_err());
        assert_eq!(required("name", "  IPTV \n Gold ", 20).unwrap(), "IPTV Gold");
    }
}
