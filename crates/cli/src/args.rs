//! The words of a call. Amounts stay texts: the core reads them.

mod shop;
mod values;

use std::path::PathBuf;

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueHint};
use rasid_core::export::{Dataset, Dialect};
use rasid_core::legacy::{DateOrder, DecimalSign, ImportMode};
use rasid_core::reports::ProfitBy;
use rasid_core::settings::Language;

pub use shop::{
    AddProduct, CancelSale, CloseTill, CorrectSale, Customer, Deposit, Method, PayCustomer, Platform, Product,
    RecordSale, RenewSubscription, Sale, Subscription, Till,
};
use values::{coded, dataset, dialect, figure, language, of_file, profit_by, spelling};

/// The shop's books, without a window.
#[derive(Parser)]
#[command(name = "rasid-cli", version, about, arg_required_else_help = false)]
pub struct Args {
    /// Flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that stand before or after the command.
#[derive(ClapArgs)]
pub struct Global {
    /// The book [default: the desktop's own]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub db: Option<PathBuf>,
    /// Answer with one JSON document
    #[arg(long, global = true)]
    pub json: bool,
    /// The business day
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Make a new book
    Init(Init),
    /// Fill an empty book with an invented shop
    Demo(Demo),
    /// Suppliers' platforms and their credit
    #[command(subcommand)]
    Platform(Platform),
    /// What is sold
    #[command(subcommand)]
    Product(Product),
    /// Who buys
    #[command(subcommand)]
    Customer(Customer),
    /// Sales and their payments
    #[command(subcommand)]
    Sale(Sale),
    /// Running terms
    #[command(subcommand)]
    Subscription(Subscription),
    /// The till, counted day by day
    #[command(subcommand)]
    Till(Till),
    /// Ways to pay, with the codes by which other commands name them
    Methods,
    /// Add a way to pay, or change one
    #[command(subcommand)]
    Method(Method),
    /// The shop's name and what stands under it on receipts; what is said is changed
    Settings(Settings),
    /// Reports
    #[command(subcommand)]
    Report(Report),
    /// Write a data set into a file
    Export(Export),
    /// The old system's files
    #[command(subcommand)]
    Legacy(Legacy),
    /// Check the whole book
    Verify,
    /// Make a verified copy of the book
    Backup {
        /// Where to
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Go back to a copy; the present book is kept beside it
    Restore {
        /// The copy
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

/// A new book.
#[derive(ClapArgs)]
pub struct Init {
    /// The shop's name
    #[arg(long, default_value = "Ma boutique")]
    pub name: String,
    /// ISO 4217 code
    #[arg(long, default_value = "DZD")]
    pub currency: String,
    /// IANA name
    #[arg(long, default_value = "Africa/Algiers")]
    pub timezone: String,
    /// Language of the window and the messages: fr, ar, en
    #[arg(long, default_value = "fr", value_parser = language)]
    pub language: Language,
}

/// What of the shop's settings is changed.
#[derive(ClapArgs)]
pub struct Settings {
    /// Its name
    #[arg(long)]
    pub name: Option<String>,
    /// Its address
    #[arg(long)]
    pub address: Option<String>,
    /// Its phone, in any spelling
    #[arg(long, allow_hyphen_values = true)]
    pub phone: Option<String>,
    /// A line of its own, such as its register and tax numbers
    #[arg(long)]
    pub line: Option<String>,
    /// Language of the window and the messages: fr, ar, en
    #[arg(long, value_parser = language)]
    pub language: Option<Language>,
}

/// An invented shop.
#[derive(ClapArgs)]
pub struct Demo {
    /// How many sales
    #[arg(long, value_name = "N")]
    pub sales: u32,
    /// The same seed makes the same shop
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Over how many years
    #[arg(long, default_value_t = 3)]
    pub years: u32,
}

/// From a day to a day, both included.
#[derive(ClapArgs)]
pub struct Period {
    /// From this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<String>,
    /// To this day, included
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<String>,
}

/// Reports.
#[derive(Subcommand)]
pub enum Report {
    /// Profit
    Profit {
        /// platform, product, category, customer, method, day or month
        #[arg(long, value_parser = profit_by)]
        by: ProfitBy,
        /// The days
        #[command(flatten)]
        period: Period,
    },
    /// Debts by age, of what is dated up to a day
    Debts {
        /// The day [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<String>,
    },
}

/// A file to write.
#[derive(ClapArgs)]
pub struct Export {
    /// sales, payments, movements, deposits, supplier-payments, customers, products, subscriptions, debts, closings,
    /// profit-by-platform, -product, -category, -customer, -method, -day or -month
    #[arg(value_parser = dataset)]
    pub dataset: Dataset,
    /// The file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: PathBuf,
    /// The days
    #[command(flatten)]
    pub period: Period,
    /// The file's format
    #[arg(long, default_value = "csv", value_parser = ["csv"])]
    pub format: String,
    /// For whom: excel-fr or international
    #[arg(long, default_value = "excel-fr", value_parser = dialect)]
    pub dialect: Dialect,
}

/// Commands about the old system's files.
#[derive(Subcommand)]
pub enum Legacy {
    /// What each file is
    Inspect {
        /// Files or folders
        #[arg(required = true, value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
    },
    /// Bring old data in
    Import(ImportLegacy),
    /// The imports of this book, the newest first
    List,
    /// Take an import back
    Undo {
        /// Its id, as `legacy list` says it
        batch: String,
        /// Say what would happen, change nothing
        #[arg(long)]
        dry_run: bool,
        /// The same key never takes back twice
        #[arg(long)]
        key: Option<String>,
    },
}

/// An import.
#[derive(ClapArgs)]
pub struct ImportLegacy {
    /// Files or folders
    #[arg(required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// opening, replay or archive
    #[arg(long, value_parser = coded::<ImportMode>)]
    pub mode: ImportMode,
    /// What a panel says today
    #[arg(long, value_name = "PLATFORM=FIGURE", action = ArgAction::Append, value_parser = figure)]
    pub balance: Vec<(String, String)>,
    /// A spelling that means a platform
    #[arg(long, value_name = "SPELLING=PLATFORM", action = ArgAction::Append, value_parser = spelling)]
    pub merge: Vec<(String, String)>,
    /// Whose credit a history tells of, where it does not say it
    #[arg(long, value_name = "FILE=PLATFORM", action = ArgAction::Append, value_parser = spelling)]
    pub platform: Vec<(String, String)>,
    /// A file that does not come in
    #[arg(long, value_name = "FILE", action = ArgAction::Append)]
    pub aside: Vec<String>,
    /// What stands before fractions, where a file leaves it open: point or comma
    #[arg(long, value_name = "FILE=SIGN", action = ArgAction::Append, value_parser = of_file::<DecimalSign>)]
    pub decimal: Vec<(String, DecimalSign)>,
    /// Which number of a date is the day, where a file leaves it open: day_first or month_first
    #[arg(long, value_name = "FILE=ORDER", action = ArgAction::Append, value_parser = of_file::<DateOrder>)]
    pub date_order: Vec<(String, DateOrder)>,
    /// Say what would happen, change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Where refused rows are written
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub rejects: Option<PathBuf>,
}
