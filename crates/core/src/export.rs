//! Exports: what the book holds, as CSV for a spreadsheet or for another program.

mod entries;
mod file;
mod lists;
mod profit;
mod sales;
mod sheet;
#[cfg(test)]
mod tests;

use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;

use crate::book::Book;
use crate::choice::choice;
use crate::customers;
use crate::error::Result;
use crate::ids::CustomerId;
use crate::reports::ProfitBy;
use crate::text;
use crate::time::{Caller, Day, check_period};
use file::Draft;
use sheet::Sheet;

choice!(
    /// What is exported.
    Dataset {
        /// Sales by number, with the sums of all their dated lines and payments.
        Sales => "sales",
        /// Money in and out, in the order of recording.
        Payments => "payments",
        /// The platforms' ledgers, in the order of recording.
        Movements => "movements",
        /// Deposits, in the order of recording.
        Deposits => "deposits",
        /// What was paid to suppliers, deposit by deposit in the order of recording.
        SupplierPayments => "supplier-payments",
        /// Customers with what they owe, whatever the period.
        Customers => "customers",
        /// Products with what they cost today, whatever the period.
        Products => "products",
        /// Subscriptions that start in the period, with their state today.
        Subscriptions => "subscriptions",
        /// The profit report by platform.
        ProfitByPlatform => "profit-by-platform",
        /// The profit report by product.
        ProfitByProduct => "profit-by-product",
        /// The profit report by month.
        ProfitByMonth => "profit-by-month",
        /// The profit report by category.
        ProfitByCategory => "profit-by-category",
        /// The profit report by customer.
        ProfitByCustomer => "profit-by-customer",
        /// The profit report by way to pay.
        ProfitByMethod => "profit-by-method",
        /// The profit report by day.
        ProfitByDay => "profit-by-day",
        /// Debts by age at the end of the period's last day, or today.
        Debts => "debts",
        /// Days of the till that were closed, one row a way to pay.
        Closings => "closings",
    }
);

choice!(
    /// How a file is written.
    Dialect {
        /// For a spreadsheet set to French: UTF-8 with a byte order mark, semicolons, decimal comma, `dd/mm/yyyy`. A
        /// text that the spreadsheet would run as a formula, or a phone that it would read as a number, is preceded by
        /// an apostrophe.
        ExcelFr => "excel-fr",
        /// Exact, for other programs: RFC 4180 in UTF-8, commas, decimal point, `YYYY-MM-DD`.
        International => "international",
    }
);

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ExportReport {
    /// Rows behind the header.
    pub rows: u32,
    /// The file.
    pub file: String,
}

/// What an export reads.
struct Asked<'a> {
    connection: &'a Connection,
    caller: &'a Caller,
    from: Option<Day>,
    to: Option<Day>,
}

impl Asked<'_> {
    /// First and last day as `yyyymmdd`, both included.
    fn bounds(&self) -> [i64; 2] {
        [self.from.map_or(0, Day::to_int), self.to.map_or(i64::MAX, Day::to_int)]
    }
}

/// Writes the rows dated `from` to `to`, both included, to `target`, and says how many they are.
///
/// The book is read in one transaction, row by row: memory does not grow with the rows, only with the customers and
/// products that they name. The file gets its name once it is whole and on the disk, and replaces what bore it; a
/// failure leaves what was there. Amounts are exact in both dialects. Fails with `disk_full` or `file_write_failed`,
/// which name the file, or with an error of the book.
pub fn write(
    book: &Book,
    caller: &Caller,
    dataset: Dataset,
    dialect: Dialect,
    from: Option<Day>,
    to: Option<Day>,
    target: &Path,
) -> Result<ExportReport> {
    check_period(from, to)?;
    let draft = Draft::beside(book.path(), target)?;
    let rows = book.read(|connection| {
        let mut sheet = Sheet::new(draft.file(), dialect, target)?;
        fill(&mut sheet, dataset, &Asked { connection, caller, from, to })?;
        sheet.finish()
    })?;
    draft.keep()?;
    Ok(ExportReport { rows, file: target.display().to_string() })
}

/// What a customer's statement is called as a file.
pub fn statement_name(connection: &Connection, caller: &Caller, id: CustomerId) -> Result<String> {
    let name = text::key(&customers::get(connection, id)?.name).replace(' ', "-");
    Ok(format!("statement-{name}-{}.csv", caller.today))
}

/// Writes a customer's statement to `target`, like [`write`], and says how many lines it has.
pub fn write_statement(book: &Book, dialect: Dialect, id: CustomerId, target: &Path) -> Result<ExportReport> {
    let draft = Draft::beside(book.path(), target)?;
    let rows = book.read(|connection| {
        let mut sheet = Sheet::new(draft.file(), dialect, target)?;
        lists::statement(&mut sheet, connection, id)?;
        sheet.finish()
    })?;
    draft.keep()?;
    Ok(ExportReport { rows, file: target.display().to_string() })
}

fn fill(sheet: &mut Sheet<'_>, dataset: Dataset, asked: &Asked<'_>) -> Result<()> {
    match dataset {
        Dataset::Sales => sales::fill(sheet, asked),
        Dataset::Payments => entries::payments(sheet, asked),
        Dataset::Movements => entries::movements(sheet, asked),
        Dataset::Deposits => entries::deposits(sheet, asked),
        Dataset::SupplierPayments => entries::supplier_payments(sheet, asked),
        Dataset::Customers => lists::customers(sheet, asked),
        Dataset::Products => lists::products(sheet, asked),
        Dataset::Subscriptions => lists::subscriptions(sheet, asked),
        Dataset::ProfitByPlatform => profit::fill(sheet, asked, ProfitBy::Platform),
        Dataset::ProfitByProduct => profit::fill(sheet, asked, ProfitBy::Product),
        Dataset::ProfitByMonth => profit::fill(sheet, asked, ProfitBy::Month),
        Dataset::ProfitByCategory => profit::fill(sheet, asked, ProfitBy::Category),
        Dataset::ProfitByCustomer => profit::fill(sheet, asked, ProfitBy::Customer),
        Dataset::ProfitByMethod => profit::fill(sheet, asked, ProfitBy::Method),
        Dataset::ProfitByDay => profit::fill(sheet, asked, ProfitBy::Day),
        Dataset::Debts => lists::debts(sheet, asked),
        Dataset::Closings => entries::closings(sheet, asked),
    }
}
