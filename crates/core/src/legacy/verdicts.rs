//! Verdicts on rows: their codes are a contract.

use serde::Serialize;

/// Why a row was refused, left out, or came in with a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No day that exists.
    BadDate,
    /// No number, or one with fractions of a coin.
    BadNumber,
    /// Two days, and the column doesn't tell which.
    AmbiguousDate,
    /// Two numbers, and the column doesn't tell which.
    AmbiguousNumber,
    /// Nothing stands there.
    MissingRequired,
    /// A quantity of nothing or less, an amount below zero or beyond all sense, a payment beyond what is owed.
    OutOfRange,
    /// More or fewer cells than columns, or a quote that is never closed.
    WrongColumns,
    /// The same row came in before.
    Duplicate,
    /// Another row of the same key came in before.
    Conflict,
    /// Quantity times price is not the total; the total is kept.
    TotalMismatch,
    /// What it names is in no file; it is kept by its name.
    UnknownReference,
    /// Nothing says what the sale cost; it is taken for nothing.
    CostUnknown,
    /// Paid in part, and nothing says how much; all is taken as due.
    PaidAmountUnknown,
}

/// How much a verdict weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The row is refused.
    Error,
    /// The row was there already.
    Duplicate,
    /// The row comes in.
    Warning,
}

impl Verdict {
    /// How much it weighs.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Duplicate => Severity::Duplicate,
            Self::TotalMismatch | Self::UnknownReference | Self::CostUnknown | Self::PaidAmountUnknown => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }

    /// As it stands on the wire.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadDate => "bad_date",
            Self::BadNumber => "bad_number",
            Self::AmbiguousDate => "ambiguous_date",
            Self::AmbiguousNumber => "ambiguous_number",
            Self::MissingRequired => "missing_required",
            Self::OutOfRange => "out_of_range",
            Self::WrongColumns => "wrong_columns",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
            Self::TotalMismatch => "total_mismatch",
            Self::UnknownReference => "unknown_reference",
            Self::CostUnknown => "cost_unknown",
            Self::PaidAmountUnknown => "paid_amount_unknown",
        }
    }
}

/// A verdict on one cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The column's name as it stands in the file.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// The verdict.
    pub code: Verdict,
    /// How much it weighs here.
    pub severity: Severity,
}

impl Finding {
    /// A finding that weighs what its verdict usually does.
    pub fn new(column: &str, value: impl Into<String>, code: Verdict) -> Self {
        Self { column: column.to_owned(), value: value.into(), code, severity: code.severity() }
    }
}
