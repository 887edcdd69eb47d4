//! Sales: what was sold, what it cost, what was paid; cancelled by counter-entries, never changed.

mod cancel;
pub(crate) mod lines;
pub(crate) mod pay;
mod plan;
pub(crate) mod posting;
mod read;
mod received;
mod record;

pub use cancel::cancel;
pub use pay::pay;
pub use plan::{CustomerChoice, PaymentInput, QuoteLine, SaleInput, SaleLineInput, SaleQuote, quote};
pub use read::{LineKind, Payment, Sale, SaleLine, SaleRow, SaleStatus, SalesPage, SalesQuery, find, get, page};
pub use record::record;

/// A sale's number as people read it: `V-2026-00042`, or the old system's own.
pub(crate) fn number_text(year: Option<i64>, number: Option<i64>, legacy: Option<String>) -> String {
    match (year, number) {
        (Some(year), Some(number)) => format!("V-{year}-{number:05}"),
        _ => legacy.unwrap_or_default(),
    }
}

/// Year and number of `V-2026-00042`; none where the text is no such number.
pub(crate) fn parse_number_text(text: &str) -> Option<(i64, i64)> {
    let upper = text.trim().to_uppercase();
    let (year, number) = upper.strip_prefix("V-")?.split_once('-')?;
    Some((year.parse().ok()?, number.parse().ok()?))
}
