//! The words of the commands about the shop's daily work.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueHint};
use rasid_core::catalog::ProductKind;
use rasid_core::export::Dialect;
use rasid_core::subscriptions::SubscriptionState;

use super::{Period, coded, figure, spelling};

/// Commands about platforms.
#[derive(Subcommand)]
pub enum Platform {
    /// Add a platform
    Add {
        /// Its name
        name: String,
        /// Currency or unit of its credit
        #[arg(long)]
        unit: String,
        /// Decimals of the unit, 0 to 4
        #[arg(long, default_value_t = 2)]
        decimals: u8,
        /// Low mark
        #[arg(long, allow_negative_numbers = true)]
        low: Option<String>,
        /// Critical mark
        #[arg(long, allow_negative_numbers = true)]
        critical: Option<String>,
    },
    /// All platforms with their credit
    List,
    /// Record a deposit
    Deposit(Deposit),
    /// Bring the balance to what the panel says
    Adjust {
        /// The platform
        name: String,
        /// What the panel says
        #[arg(long, allow_negative_numbers = true)]
        balance: String,
        /// Why it differs
        #[arg(long)]
        reason: String,
        /// The same key never posts twice
        #[arg(long)]
        key: Option<String>,
    },
    /// Pay the supplier over the oldest deposits
    Pay {
        /// The platform
        name: String,
        /// How much [default: all that is due]
        #[arg(long, allow_negative_numbers = true)]
        amount: Option<String>,
        /// How
        #[arg(long, default_value = "cash")]
        method: String,
        /// Free text
        #[arg(long, default_value = "")]
        note: String,
        /// The same key never posts twice
        #[arg(long)]
        key: Option<String>,
    },
    /// The ledger, oldest entry first
    Movements {
        /// The platform
        name: String,
        /// The days
        #[command(flatten)]
        period: Period,
    },
}

/// A deposit.
#[derive(ClapArgs)]
pub struct Deposit {
    /// The platform
    pub name: String,
    /// Credit received, without the bonus
    #[arg(long, allow_negative_numbers = true)]
    pub credit: String,
    /// Credit given on top
    #[arg(long, allow_negative_numbers = true)]
    pub bonus: Option<String>,
    /// Dinars due
    #[arg(long, allow_negative_numbers = true)]
    pub cost: String,
    /// Dinars paid now [default: all]
    #[arg(long, allow_negative_numbers = true)]
    pub paid: Option<String>,
    /// How it is paid [default: cash]
    #[arg(long)]
    pub method: Option<String>,
    /// When [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Free text
    #[arg(long, default_value = "")]
    pub note: String,
    /// The same key never posts twice
    #[arg(long)]
    pub key: Option<String>,
}

/// Commands about ways to pay.
#[derive(Subcommand)]
pub enum Method {
    /// Add one of the shop's own
    Add {
        /// Its name
        name: String,
        /// What it costs the shop, in percent
        #[arg(long, default_value = "0", allow_negative_numbers = true)]
        fee: String,
    },
    /// Change its name or its fee, for what is paid from now on
    Set {
        /// Its code or name
        method: String,
        /// The shop's name for it; empty: the usual one
        #[arg(long)]
        name: Option<String>,
        /// What it costs the shop, in percent
        #[arg(long, allow_negative_numbers = true)]
        fee: Option<String>,
    },
    /// Put it aside, or take it up again
    Archive {
        /// Its code or name
        method: String,
        /// Take it up again
        #[arg(long)]
        undo: bool,
    },
}

/// Commands about products.
#[derive(Subcommand)]
pub enum Product {
    /// Add a product with its default offer
    Add(AddProduct),
    /// All products with what they cost now
    List {
        /// Any part of the name or the category
        #[arg(long, default_value = "")]
        search: String,
    },
    /// A product's codes in stock, masked; or take in a list of them
    Codes {
        /// The product
        product: String,
        /// A text file with one code a line
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        import: Option<PathBuf>,
    },
}

/// A product.
#[derive(ClapArgs)]
pub struct AddProduct {
    /// Its name
    pub name: String,
    /// The platform whose credit it takes
    #[arg(long)]
    pub platform: String,
    /// Cost in the platform's unit
    #[arg(long, allow_negative_numbers = true)]
    pub cost: String,
    /// The shop's price
    #[arg(long, allow_negative_numbers = true)]
    pub price: String,
    /// Term in months
    #[arg(long, conflicts_with = "days")]
    pub months: Option<u32>,
    /// Term in days
    #[arg(long)]
    pub days: Option<u32>,
    /// Free category
    #[arg(long, default_value = "")]
    pub category: String,
    /// subscription, account, code or service [default: subscription with a term, else code]
    #[arg(long, value_parser = coded::<ProductKind>)]
    pub kind: Option<ProductKind>,
}

/// Commands about customers.
#[derive(Subcommand)]
pub enum Customer {
    /// Add a customer
    Add {
        /// Name
        name: String,
        /// Phone in any spelling
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        phone: String,
    },
    /// All customers by name
    List {
        /// Any part of the name or the phone
        #[arg(long, default_value = "")]
        search: String,
    },
    /// What was bought and paid, and what is owed
    Statement {
        /// Name or id
        customer: String,
        /// Write it into this file as CSV
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
        /// For whom: excel-fr or international
        #[arg(long, default_value = "excel-fr", value_parser = coded::<Dialect>)]
        dialect: Dialect,
    },
    /// Customers who may be one
    Duplicates,
    /// Merge a customer into another; it cannot be taken back
    Merge {
        /// Who will be read as the other: name or id
        from: String,
        /// Who stays: name or id
        #[arg(long)]
        into: String,
    },
    /// Take a payment over a customer's sales, the oldest first
    Pay(PayCustomer),
    /// Give back what a customer has paid in advance
    GiveBack {
        /// Name or id
        customer: String,
        /// How much [default: all]
        #[arg(long, allow_negative_numbers = true)]
        amount: Option<String>,
        /// How
        #[arg(long, default_value = "cash")]
        method: String,
        /// The same key never posts twice
        #[arg(long)]
        key: Option<String>,
    },
    /// Keep the day on which a customer means to pay
    Promise {
        /// Name or id
        customer: String,
        /// The day [default: he no longer does]
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<String>,
        /// Free text
        #[arg(long, default_value = "")]
        note: String,
    },
}

/// A customer's payment.
#[derive(ClapArgs)]
pub struct PayCustomer {
    /// Name or id
    pub customer: String,
    /// How much [default: all that he owes]
    #[arg(long, allow_negative_numbers = true)]
    pub amount: Option<String>,
    /// How; customer_credit uses what he has paid in advance
    #[arg(long, default_value = "cash")]
    pub method: String,
    /// Over these sales alone
    #[arg(long = "sale", value_name = "NUMBER")]
    pub sales: Vec<String>,
    /// Keep what is more than he owes as his credit
    #[arg(long)]
    pub keep_rest: bool,
    /// Free text
    #[arg(long, default_value = "")]
    pub note: String,
    /// The same key never posts twice
    #[arg(long)]
    pub key: Option<String>,
}

/// Commands about sales.
#[derive(Subcommand)]
pub enum Sale {
    /// Record a sale
    Record(RecordSale),
    /// Cancel a sale, or some of its lines
    Cancel(CancelSale),
    /// Take a sale back and record another in its place, in one step
    Correct(CorrectSale),
    /// The codes that a sale took from stock, whole; it is noted that they were seen
    Codes {
        /// The sale's number
        number: String,
    },
    /// A sale's receipt
    Receipt {
        /// The sale's number
        number: String,
    },
    /// Take a payment on a sale's debt
    Pay {
        /// The sale's number
        number: String,
        /// How much
        #[arg(long, allow_negative_numbers = true)]
        amount: String,
        /// How
        #[arg(long)]
        method: String,
        /// The same key never posts twice
        #[arg(long)]
        key: Option<String>,
    },
}

/// A cancellation.
#[derive(ClapArgs)]
pub struct CancelSale {
    /// The sale's number
    pub number: String,
    /// Why
    #[arg(long)]
    pub reason: String,
    /// Only these lines, by their ids [default: all that still stand]
    #[arg(long = "line", value_name = "ID")]
    pub lines: Vec<i64>,
    /// The supplier does not give the credit back: its cost stays
    #[arg(long)]
    pub lost: bool,
    /// Keep what is to be paid back as the customer's credit
    #[arg(long, conflicts_with = "method")]
    pub keep_credit: bool,
    /// How it is paid back [default: the way it came]
    #[arg(long)]
    pub method: Option<String>,
    /// The same key never posts twice
    #[arg(long)]
    pub key: Option<String>,
}

/// A correction: what is not said stays as it was.
#[derive(ClapArgs)]
pub struct CorrectSale {
    /// The sale's number
    pub number: String,
    /// Why
    #[arg(long)]
    pub reason: String,
    /// Which of its lines, from 1
    #[arg(long, default_value_t = 1)]
    pub line: usize,
    /// How many
    #[arg(long, allow_negative_numbers = true)]
    pub qty: Option<String>,
    /// Price of one
    #[arg(long, allow_negative_numbers = true)]
    pub price: Option<String>,
    /// Off the line's total
    #[arg(long, allow_negative_numbers = true)]
    pub discount: Option<String>,
    /// How much was received in all, by one method
    #[arg(long, allow_negative_numbers = true)]
    pub paid: Option<String>,
    /// How it was paid
    #[arg(long, default_value = "cash", requires = "paid")]
    pub method: String,
    /// The same key never posts twice
    #[arg(long)]
    pub key: Option<String>,
}

/// Commands about the till.
#[derive(Subcommand)]
pub enum Till {
    /// What each way to pay should hold at the end of a day
    Show {
        /// The day [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<String>,
    },
    /// Close a day with what was counted
    Close(CloseTill),
    /// The closings, the newest first
    List {
        /// The days
        #[command(flatten)]
        period: Period,
    },
}

/// A closing.
#[derive(ClapArgs)]
pub struct CloseTill {
    /// What was counted
    #[arg(long = "count", value_name = "METHOD=AMOUNT", value_parser = figure)]
    pub counts: Vec<(String, String)>,
    /// What it held before the first closing of all
    #[arg(long = "opening", value_name = "METHOD=AMOUNT", value_parser = figure)]
    pub openings: Vec<(String, String)>,
    /// What stays there for the next day [default: all of it]
    #[arg(long = "keep", value_name = "METHOD=AMOUNT", value_parser = figure)]
    pub kept: Vec<(String, String)>,
    /// Why it differs
    #[arg(long = "comment", value_name = "METHOD=TEXT", value_parser = spelling)]
    pub comments: Vec<(String, String)>,
    /// The day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Free text
    #[arg(long, default_value = "")]
    pub note: String,
    /// The same key never posts twice
    #[arg(long)]
    pub key: Option<String>,
}

/// A sale.
#[derive(ClapArgs)]
pub struct RecordSale {
    /// The product
    pub product: String,
    /// How many
    #[arg(long, default_value = "1", allow_negative_numbers = true)]
    pub qty: String,
    /// Price of one [default: the product's]
    #[arg(long, allow_negative_numbers = true)]
    pub price: Option<String>,
    /// Whose credit it takes [default: the product's default offer]
    #[arg(long)]
    pub platform: Option<String>,
    /// Name or id [default: a passing customer]
    #[arg(long)]
    pub customer: Option<String>,
    /// How much was received [default: all]
    #[arg(long, allow_negative_numbers = true)]
    pub paid: Option<String>,
    /// How it was paid
    #[arg(long, default_value = "cash")]
    pub method: String,
    /// When [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Free text
    #[arg(long, default_value = "")]
    pub note: String,
    /// The same key never posts twice
    #[arg(long)]
    pub key: Option<String>,
    /// Sell now, top up later, for this reason
    #[arg(long, value_name = "REASON")]
    pub allow_overdraft: Option<String>,
    /// Take none of the codes in stock
    #[arg(long)]
    pub without_codes: bool,
}

/// Commands about subscriptions.
#[derive(Subcommand)]
pub enum Subscription {
    /// Subscriptions in order of their end
    List {
        /// active, expiring, expired, upcoming, paused or cancelled
        #[arg(long, value_parser = coded::<SubscriptionState>)]
        state: Option<SubscriptionState>,
        /// That end within so many days
        #[arg(long, value_name = "DAYS")]
        within: Option<u32>,
    },
    /// Carry a subscription on from its end, at the present price
    Renew(RenewSubscription),
    /// Stop its days
    Pause {
        /// Its id
        id: String,
        /// Why
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Let its days run again; its end moves by the pause
    Resume {
        /// Its id
        id: String,
    },
    /// End it before its time
    Cancel {
        /// Its id
        id: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Pass it to another customer
    Transfer {
        /// Its id
        id: String,
        /// Name or id of the new one
        #[arg(long = "to")]
        customer: String,
        /// Why
        #[arg(long, default_value = "")]
        reason: String,
    },
}

/// A renewal.
#[derive(ClapArgs)]
pub struct RenewSubscription {
    /// The subscription's id
    pub id: String,
    /// The price [default: the product's]
    #[arg(long, allow_negative_numbers = true)]
    pub price: Option<String>,
    /// Whose credit it takes [default: the platform on which it runs]
    #[arg(long)]
    pub platform: Option<String>,
    /// How much was received [default: all]
    #[arg(long, allow_negative_numbers = true)]
    pub paid: Option<String>,
    /// How it was paid
    #[arg(long, default_value = "cash")]
    pub method: String,
    /// The same key never posts twice
    #[arg(long)]
    pub key: Option<String>,
    /// Sell now, top up later, for this reason
    #[arg(long, value_name = "REASON")]
    pub allow_overdraft: Option<String>,
}
