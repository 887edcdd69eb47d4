//! Profit reports as rows.

use super::Asked;
use super::sheet::Sheet;
use crate::error::Result;
use crate::reports::{self, ProfitBy};

/// The rows of a report, without its total: a spreadsheet sums by itself.
pub(super) fn fill(sheet: &mut Sheet<'_>, asked: &Asked<'_>, by: ProfitBy) -> Result<()> {
    let report = reports::profit(asked.connection, by, asked.from, asked.to)?;
    sheet.header(&["key", "label", "sales", "quantity", "revenue", "cost", "fees", "profit", "margin"])?;
    for row in &report.rows {
        sheet.text(&row.key);
        sheet.text(&row.label);
        sheet.integer(row.sales);
        sheet.integer(row.quantity);
        sheet.money(row.revenue);
        sheet.money(row.cost);
        sheet.money(row.fees);
        sheet.money(row.profit);
        sheet.maybe(row.margin, Sheet::percent);
        sheet.end_row()?;
    }
    Ok(())
}
