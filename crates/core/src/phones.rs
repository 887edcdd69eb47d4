//! Phones as people write them, in one form. A number without a country's code is one of the shop's country.

use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};

choice!(
    /// The shop's country: the one whose phones are written without its code. ISO 3166-1.
    Country {
        /// Algeria.
        Dz => "DZ",
        /// Morocco.
        Ma => "MA",
        /// Tunisia.
        Tn => "TN",
        /// Libya.
        Ly => "LY",
        /// Egypt.
        Eg => "EG",
        /// Mauritania.
        Mr => "MR",
        /// Senegal.
        Sn => "SN",
        /// Mali.
        Ml => "ML",
        /// Côte d'Ivoire.
        Ci => "CI",
        /// Niger.
        Ne => "NE",
        /// Saudi Arabia.
        Sa => "SA",
        /// United Arab Emirates.
        Ae => "AE",
        /// Qatar.
        Qa => "QA",
        /// Jordan.
        Jo => "JO",
        /// Türkiye.
        Tr => "TR",
        /// France.
        Fr => "FR",
        /// Belgium.
        Be => "BE",
        /// Spain.
        Es => "ES",
        /// Germany.
        De => "DE",
        /// United Kingdom.
        Gb => "GB",
        /// Canada.
        Ca => "CA",
        /// United States.
        Us => "US",
    }
);

/// How a country's phones are written (ITU-T E.164, national numbering plans).
struct Plan {
    /// Its calling code.
    code: &'static str,
    /// What stands before a number within the country and falls away behind the code; empty: nothing does.
    trunk: &'static str,
    /// Digits of a mobile number without code and trunk.
    digits: usize,
    /// How such a number begins; empty: any way.
    mobile: &'static [char],
}

impl Country {
    const fn plan(self) -> Plan {
        let (code, trunk, digits, mobile): (_, _, _, &[char]) = match self {
            Self::Dz => ("213", "0", 9, &['5', '6', '7']),
            Self::Ma => ("212", "0", 9, &['6', '7']),
            Self::Tn => ("216", "", 8, &[]),
            Self::Ly => ("218", "0", 9, &['9']),
            Self::Eg => ("20", "0", 10, &['1']),
            Self::Mr => ("222", "", 8, &[]),
            Self::Sn => ("221", "", 9, &[]),
            Self::Ml => ("223", "", 8, &[]),
            Self::Ci => ("225", "", 10, &[]),
            Self::Ne => ("227", "", 8, &[]),
            Self::Sa => ("966", "0", 9, &['5']),
            Self::Ae => ("971", "0", 9, &['5']),
            Self::Qa => ("974", "", 8, &[]),
            Self::Jo => ("962", "0", 9, &['7']),
            Self::Tr => ("90", "0", 10, &['5']),
            Self::Fr => ("33", "0", 9, &['6', '7']),
            Self::Be => ("32", "0", 9, &['4']),
            Self::Es => ("34", "", 9, &[]),
            Self::De => ("49", "0", 11, &['1']),
            Self::Gb => ("44", "0", 10, &['7']),
            Self::Ca | Self::Us => ("1", "", 10, &[]),
        };
        Plan { code, trunk, digits, mobile }
    }

    /// Its calling code, without the plus.
    pub const fn calling_code(self) -> &'static str {
        self.plan().code
    }
}

/// A phone in one form: in Algeria `+213550123456` for `0550 12 34 56`, `+213550123456`, `00213…` and `550123456`.
///
/// Numbers with another country's code keep it; what is no phone number (too short, letters) is refused.
pub fn phone(field: &str, text: &str, country: Country) -> Result<String> {
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
    Ok(international(plus, &digits, &country.plan()))
}

fn international(plus: bool, digits: &str, plan: &Plan) -> String {
    if plus {
        return format!("+{}", without_trunk(digits, plan));
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return format!("+{}", without_trunk(rest, plan));
    }
    let code = plan.code;
    if let Some(rest) = digits.strip_prefix(plan.trunk).filter(|_| !plan.trunk.is_empty()) {
        return format!("+{code}{rest}");
    }
    let mobile = digits.len() == plan.digits && (plan.mobile.is_empty() || digits.starts_with(plan.mobile));
    let coded = digits.len() == code.len() + plan.digits && digits.starts_with(code);
    match (mobile, coded) {
        (true, _) => format!("+{code}{digits}"),
        (_, true) => format!("+{digits}"),
        _ => digits.to_owned(),
    }
}

/// `2130550…` is written by people who keep the trunk zero behind the country code.
fn without_trunk(digits: &str, plan: &Plan) -> String {
    let national = digits.strip_prefix(plan.code).filter(|_| !plan.trunk.is_empty());
    match national.and_then(|rest| rest.strip_prefix(plan.trunk)) {
        Some(rest) => format!("{}{rest}", plan.code),
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

    fn of(country: Country, text: &str) -> String {
        phone("phone", text, country).unwrap()
    }

    #[test]
    fn one_phone_in_its_spellings() {
        for text in
            ["0550 12 34 56", "+213550123456", "00213550123456", "550123456", "+213 0550-12-34-56", "٠٥٥٠١٢٣٤٥٦"]
        {
            assert_eq!(of(Country::Dz, text), "+213550123456", "{text}");
        }
        assert_eq!(of(Country::Dz, "+33 6 12 34 56 78"), "+33612345678");
        assert_eq!(of(Country::Dz, ""), "");
        assert!(phone("phone", "abc", Country::Dz).is_err());
        assert!(phone("phone", "12", Country::Dz).is_err());
    }

    #[test]
    fn a_number_without_a_code_is_one_of_the_shops_country() {
        assert_eq!(of(Country::Ma, "0612345678"), "+212612345678");
        assert_eq!(of(Country::Fr, "06 12 34 56 78"), "+33612345678");
        assert_eq!(of(Country::Tn, "20 123 456"), "+21620123456");
        assert_eq!(of(Country::Tn, "0021620123456"), "+21620123456");
        assert_eq!(of(Country::Eg, "01012345678"), "+201012345678");
        // An Algerian number in a French book keeps its own code.
        assert_eq!(of(Country::Fr, "+213 550 12 34 56"), "+213550123456");
    }

    #[test]
    fn what_has_its_form_keeps_it_in_every_country() {
        for country in Country::ALL {
            for text in ["0550123456", "+213550123456", "20123456", "612345678", "+33612345678"] {
                let once = of(*country, text);
                let stays = of(*country, &once);
                assert!(!once.starts_with('+') || once == stays, "{} {text}", country.code());
            }
        }
    }
}
