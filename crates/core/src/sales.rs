//! Sales: what was sold, what it cost, what was paid; cancelled by counter-entries, never changed.

mod access;
mod cancel;
mod cancel_quote;
mod collect;
mod correct;
mod drafts;
pub(crate) mod lines;
mod list;
pub(crate) mod pay;
mod plan;
pub(crate) mod posting;
mod read;
mod reading;
mod received;
mod record;
mod renew;

pub use access::{Access, AccessKind, set_access};
pub(crate) use cancel::take_back;
pub use cancel::{CancelInput, CreditFate, cancel, cancel_as};
pub use cancel_quote::{CancelCredit, CancelQuote, CancelRefund, cancel_quote};
pub use collect::{CollectInput, CollectPart, CollectQuote, OpenSale, collect, collect_quote, give_back, open_sales};
pub use correct::{Correction, correct, correct_quote, corrected_under, correction};
pub use drafts::{SaleDraft, draft, save_draft};
pub use list::{SalesPage, SalesQuery, page};
pub use pay::pay;
pub use plan::{
    CustomerChoice, PaymentInput, QuoteLine, QuoteOffer, SaleInput, SaleLineInput, SaleQuote, Shortage, quote,
};
pub use read::{LineKind, Payment, Sale, SaleLine, SaleLink, SaleRow, SaleStatus, find, get};
pub use record::record;
pub use renew::{Renewal, RenewalInput, renew, renew_all, renewal_quote};

/// A sale's number as people read it: `V-2026-00042`, or the old system's own.
pub(crate) fn number_text(year: Option<i64>, number: Option<i64>, legacy: Option<String>) -> String {
    match (year, number) {
        (Some(year), Some(number)) => format!("V-{year}-{number:05}"),
        _ => legacy.unwrap_or_default(),
    }
}

/// Year and number of `V-2026-00042`, also without its letter; none where the text is no such number.
pub(crate) fn parse_number_text(text: &str) -> Option<(i64, i64)> {
    let (year, digits) = number_beginning(text)?;
    Some((year, digits.parse().ok()?))
}

/// Year and first digits of a number that is being typed: `V-2026`, `V-2026-000`, `2026-0`.
pub(crate) fn number_beginning(text: &str) -> Option<(i64, String)> {
    let upper = text.trim().to_uppercase();
    let (lettered, rest) = match upper.strip_prefix("V-") {
        Some(rest) => (true, rest),
        None => (false, upper.as_str()),
    };
    let (year, digits) = match rest.split_once('-') {
        Some(parts) => parts,
        // A bare year is any number, unless the letter says what it is.
        None if lettered => (rest, ""),
        None => return None,
    };
    let plain = |text: &str, most: usize| text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    let year = Some(year).filter(|year| plain(year, 4))?.parse().ok()?;
    // What is no year of this age begins a phone number.
    ((1900..2900).contains(&year) && plain(digits, 9)).then(|| (year, digits.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_from_its_beginning() {
        let begins = |text: &str| number_beginning(text).map(|(year, digits)| format!("{year} {digits}"));
        for (text, known) in [
            ("V-2026-00042", Some("2026 00042")),
            (" v-2026-000 ", Some("2026 000")),
            ("V-2026", Some("2026 ")),
            ("2026-00042", Some("2026 00042")),
            ("2026", None),
            ("V-26-1", None),
            ("0550-123456", None),
            ("V-2026-x", None),
        ] {
            assert_eq!(begins(text).as_deref(), known, "{text}");
        }
        assert_eq!(parse_number_text("2026-00042"), Some((2026, 42)));
        assert_eq!(parse_number_text("V-2026-"), None);
    }
}
