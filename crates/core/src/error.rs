//! What can go wrong: one closed set of codes with details, which the page and the command line turn into a sentence
//! in the user's language.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// The core's result.
pub type Result<T> = std::result::Result<T, Error>;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $text:literal),+ $(,)?) => {
        /// Every code there is. A new one needs a text in each language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl ErrorCode {
            /// All codes, for the tests that look for missing texts.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

codes! {
    /// `field`, `value`: not a number.
    BadNumber => "bad_number",
    /// `field`, `value`: not a day that exists.
    BadDate => "bad_date",
    /// `field`, `value`, `today`: a day to come.
    FutureDate => "future_date",
    /// `field`: nothing there.
    MissingRequired => "missing_required",
    /// `field`, `value`, sometimes `min`, `max`.
    OutOfRange => "out_of_range",
    /// `field`, `value`, `decimals`.
    TooPrecise => "too_precise",
    /// A sum that no longer fits.
    Overflow => "overflow",
    /// `value`.
    UnknownPlatform => "unknown_platform",
    /// `value`.
    UnknownProduct => "unknown_product",
    /// `value`.
    UnknownCustomer => "unknown_customer",
    /// `value`.
    UnknownSale => "unknown_sale",
    /// `value`.
    UnknownMethod => "unknown_method",
    /// `product`, `platform`: the product has no offer there.
    UnknownOffer => "unknown_offer",
    /// `value`.
    UnknownPayment => "unknown_payment",
    /// `value`.
    UnknownCode => "unknown_code",
    /// `value`.
    UnknownSubscription => "unknown_subscription",
    /// `entity`, `value`: several bear this name.
    AmbiguousName => "ambiguous_name",
    /// `entity`, `value`.
    NameTaken => "name_taken",
    /// `entity`, `value`.
    Archived => "archived",
    /// `platform`, `unit`, `needed`, `available`, `missing`.
    InsufficientCredit => "insufficient_credit",
    /// `product`, `price`, `cost`.
    BelowCost => "below_cost",
    /// A correction that changes nothing.
    NothingToChange => "nothing_to_change",
    /// `number`.
    AlreadyCancelled => "already_cancelled",
    /// `product`: a subscription that was cancelled.
    SubscriptionCancelled => "subscription_cancelled",
    /// `product`, `ends_on`: a subscription that has ended.
    SubscriptionEnded => "subscription_ended",
    /// `product`: a subscription that is paused.
    SubscriptionPaused => "subscription_paused",
    /// `product`: a subscription that is not paused.
    SubscriptionRuns => "subscription_runs",
    /// `product`, `number`: the sale that renewed it already.
    AlreadyRenewed => "already_renewed",
    /// `product`, `number`: a subscription of the sale was paused, cancelled or passed on since.
    CorrectionTooLate => "correction_too_late",
    /// `number`: a sale of the old system.
    SaleImported => "sale_imported",
    /// `value`: a code that was sold or withdrawn.
    CodeNotFree => "code_not_free",
    /// `product`, `needed`, `available`: fewer codes in stock than the line sells.
    CodesShort => "codes_short",
    /// `method`, `seen`, `expected`: the till has moved since it was counted.
    TillMoved => "till_moved",
    /// `field`, `value`, `closed`: a day before the newest closing's, which covered it.
    DayClosed => "day_closed",
    /// `field`, `method`: a gap between what was counted and the book needs a comment.
    GapUnexplained => "gap_unexplained",
    /// `value`: a customer who was merged into another.
    CustomerMerged => "customer_merged",
    /// `product`: nothing to renew, the product has no term.
    NoTerm => "no_term",
    /// `number`: nothing is left to pay.
    NothingOwed => "nothing_owed",
    /// `platform`, `seen`, `balance`: the balance has moved since it was looked at.
    BalanceMoved => "balance_moved",
    /// `credit`, `amount`: more than the customer has paid in advance.
    AdvanceShort => "advance_short",
    /// `number`, `debt`, `amount`.
    Overpaid => "overpaid",
    /// `field`: a debt needs a known customer.
    CustomerRequired => "customer_required",
    /// `key`: used before for something else.
    KeyReused => "key_reused",
    /// `entity`, `value`.
    InUse => "in_use",
    /// `value`: a way to pay that the program cannot do without.
    MethodNeeded => "method_needed",
    /// `path`.
    BookExists => "book_exists",
    /// `path`.
    BookMissing => "book_missing",
    /// `path`.
    NotABook => "not_a_book",
    /// `path`, `detail`.
    BookDamaged => "book_damaged",
    /// `file`, `detail`: a backup that cannot be gone back to.
    BackupDamaged => "backup_damaged",
    /// `path`, `version`, `known`.
    BookNewer => "book_newer",
    /// `path`: another program writes.
    BookBusy => "book_busy",
    /// `path`: another window has it.
    BookLocked => "book_locked",
    /// The demo fills empty books alone.
    BookNotEmpty => "book_not_empty",
    /// `path`.
    ReadOnly => "read_only",
    /// `file`.
    FileMissing => "file_missing",
    /// `file`, `detail`.
    FileUnreadable => "file_unreadable",
    /// `file`.
    FileEmpty => "file_empty",
    /// `file`.
    FileNotText => "file_not_text",
    /// `file`, `columns`.
    FileUnrecognised => "file_unrecognised",
    /// `file`: a person leaves it aside.
    FileLeftAside => "file_left_aside",
    /// `file`: a credit history, and nobody said of which platform.
    FileWithoutPlatform => "file_without_platform",
    /// `file`: neither a table nor a list of objects stands in it.
    FileWithoutTable => "file_without_table",
    /// `file`: a web page, or a table saved as one.
    FileWebPage => "file_web_page",
    /// `file`: an Excel workbook of before 2007.
    WorkbookOld => "workbook_old",
    /// `file`: a workbook that a password protects.
    WorkbookProtected => "workbook_protected",
    /// `file`, `detail`: a workbook that is cut short or damaged.
    WorkbookDamaged => "workbook_damaged",
    /// `file`, `line`, `detail`: JSON that is cut short or damaged.
    JsonDamaged => "json_damaged",
    /// `file`, `max`.
    FileTooLarge => "file_too_large",
    /// `file`: another file bears this name.
    FileExists => "file_exists",
    /// `file`, `detail`.
    FileWriteFailed => "file_write_failed",
    /// `path`.
    DiskFull => "disk_full",
    /// `detail`.
    ImportRefused => "import_refused",
    /// `value`: no import of this book bears it.
    UnknownImport => "unknown_import",
    /// `value`, `date`: an import that was taken back already.
    ImportUndone => "import_undone",
    /// `platform`, `unit`, `currency`: old purchases are in the book's currency.
    PlatformUnit => "platform_unit",
    /// `detail`: the command line's own.
    WrongUsage => "wrong_usage",
    /// `detail`: an error in the program.
    Bug => "bug",
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A refusal by a rule, or a failure, with what a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename = "AppError")]
pub struct Error {
    /// What happened.
    pub code: ErrorCode,
    /// For the log; people read a text made from the code and the details.
    pub message: String,
    /// Field, value and the like, by name.
    pub details: BTreeMap<String, String>,
}

impl Error {
    /// An error with no details yet.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, message: code.as_str().to_owned(), details: BTreeMap::new() }
    }

    /// With one more detail.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        let details: Vec<String> = self.details.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        self.message = format!("{} ({})", self.code, details.join(", "));
        self
    }

    /// The same error, said of another field: `quantity` becomes `lines.0.quantity`.
    #[must_use]
    pub fn within(mut self, prefix: &str) -> Self {
        match self.details.remove("field") {
            Some(field) => self.with("field", format!("{prefix}.{field}")),
            None => self.with("field", prefix),
        }
    }

    /// A sum or a product that does not fit.
    pub fn overflow() -> Self {
        Self::new(ErrorCode::Overflow)
    }

    /// A required field that is empty.
    pub fn missing(field: &str) -> Self {
        Self::new(ErrorCode::MissingRequired).with("field", field)
    }

    /// An error in the program itself.
    pub fn bug(detail: impl fmt::Display) -> Self {
        Self::new(ErrorCode::Bug).with("detail", detail)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sqlite;
        let code = match error.sqlite_error_code() {
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => ErrorCode::BookBusy,
            Some(Sqlite::DatabaseCorrupt) => ErrorCode::BookDamaged,
            Some(Sqlite::NotADatabase) => ErrorCode::NotABook,
            Some(Sqlite::DiskFull) => ErrorCode::DiskFull,
            Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => ErrorCode::ReadOnly,
            Some(Sqlite::CannotOpen | Sqlite::SystemIoFailure) => ErrorCode::FileUnreadable,
            _ => ErrorCode::Bug,
        };
        Self::new(code).with("detail", error)
    }
}

/// A failure to read or write `file`, told apart as far as a person can act on it.
pub fn file_error(file: &std::path::Path, error: &std::io::Error, otherwise: ErrorCode) -> Error {
    let code = match error.kind() {
        std::io::ErrorKind::NotFound => ErrorCode::FileMissing,
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        _ => otherwise,
    };
    Error::new(code).with("file", file.display()).with("path", file.display()).with("detail", error)
}
