//! The dated lines of sales, chained: what was sold, and every later entry that corrects it.

use rusqlite::{OptionalExtension, Row, params};

use crate::book::chain::{self, Hash, Link};
use crate::book::posting::Posting;
use crate::error::{Error, Result};
use crate::ids::{CustomerId, PlatformId, ProductId, SaleId, SaleLineId};
use crate::money::{Credit, Money};
use crate::time::Day;

/// A sale's own columns; each line's link covers them.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub id: SaleId,
    pub year: Option<i64>,
    pub number: Option<i64>,
    pub legacy_number: Option<String>,
    pub day: Day,
    pub customer: Option<CustomerId>,
    pub note: String,
    pub overdraft_reason: String,
    pub below_cost: bool,
    pub corrects: Option<SaleId>,
    pub actor: String,
    pub recorded_at: i64,
}

/// A line as it stands in the database.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub kind: &'static str,
    pub corrects: Option<SaleLineId>,
    pub day: Day,
    pub platform: Option<PlatformId>,
    pub product: ProductId,
    pub quantity: i64,
    pub unit_price: Money,
    pub discount: Money,
    pub total: Money,
    pub credit: Credit,
    pub cost: Money,
    pub fees: Money,
}

/// A later entry about a line that was sold: a fee, or a difference of cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CounterLine {
    kind: &'static str,
    of: SaleLineId,
    day: Day,
    cost: Money,
    fees: Money,
}

impl CounterLine {
    /// The real cost is so much above the provisional one.
    pub fn cost(of: SaleLineId, day: Day, cost: Money) -> Self {
        Self { kind: "cost", of, day, cost, fees: Money::ZERO }
    }

    /// A later payment's fee.
    pub fn fee(of: SaleLineId, day: Day, fees: Money) -> Self {
        Self { kind: "fee", of, day, cost: Money::ZERO, fees }
    }
}

/// Columns of [`Header`], for a query on `sales s`.
pub(crate) const HEADER_COLUMNS: &str = "s.id, s.year, s.number, s.legacy_number, s.day, s.customer_id, s.note,
    s.overdraft_reason, s.below_cost, s.corrects_id, s.actor, s.recorded_at";

/// Reads [`HEADER_COLUMNS`] from column `at` on.
pub(crate) fn header_row(row: &Row<'_>, at: usize) -> rusqlite::Result<Header> {
    Ok(Header {
        id: row.get(at)?,
        year: row.get(at + 1)?,
        number: row.get(at + 2)?,
        legacy_number: row.get(at + 3)?,
        day: row.get(at + 4)?,
        customer: row.get(at + 5)?,
        note: row.get(at + 6)?,
        overdraft_reason: row.get(at + 7)?,
        below_cost: row.get(at + 8)?,
        corrects: row.get(at + 9)?,
        actor: row.get(at + 10)?,
        recorded_at: row.get(at + 11)?,
    })
}

const INSERT: &str =
    "INSERT INTO sale_lines (id, sale_id, kind, line_id, day, platform_id, product_id, quantity, unit_price,
      discount, total, credit, cost, fees, actor, recorded_at, hash)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";

/// Posts one line behind the newest of all.
pub(crate) fn post_line(posting: &mut Posting<'_>, header: &Header, line: &Line) -> Result<SaleLineId> {
    let caller = posting.caller;
    let mut head = posting.head(chain::SALE_LINES, |tx| {
        let newest = "SELECT id, hash FROM sale_lines ORDER BY id DESC LIMIT 1";
        Ok(tx.prepare_cached(newest)?.query_row([], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
    })?;
    let id = head.length + 1;
    let hash = hash_line(&head.hash, id, header, line, caller.actor.code(), caller.now.millis());
    posting.inserts.line.insert(
        posting.tx,
        INSERT,
        params![
            id,
            header.id,
            line.kind,
            line.corrects,
            line.day,
            line.platform,
            line.product,
            line.quantity,
            line.unit_price,
            line.discount,
            line.total,
            line.credit,
            line.cost,
            line.fees,
            caller.actor.code(),
            caller.now,
            hash
        ],
    )?;
    head.advance(hash);
    posting.heads.advance_to(chain::SALE_LINES, head);
    Ok(SaleLineId(id))
}

/// Posts a later entry about a line.
pub(crate) fn post_counter_line(posting: &mut Posting<'_>, counter: &CounterLine) -> Result<SaleLineId> {
    let sql = format!(
        "SELECT l.platform_id, l.product_id, l.unit_price, {HEADER_COLUMNS}
         FROM sale_lines l JOIN sales s ON s.id = l.sale_id WHERE l.id = ?1"
    );
    let found = posting
        .tx
        .prepare_cached(&sql)?
        .query_row([counter.of], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, header_row(r, 3)?)))
        .optional()?;
    let Some((platform, product, unit_price, header)) = found else {
        return Err(Error::bug(format!("no sale line {}", counter.of)));
    };
    let line = Line {
        kind: counter.kind,
        corrects: Some(counter.of),
        day: counter.day,
        platform,
        product,
        quantity: 0,
        unit_price,
        discount: Money::ZERO,
        total: Money::ZERO,
        credit: Credit::ZERO,
        cost: counter.cost,
        fees: counter.fees,
    };
    post_line(posting, &header, &line)
}

/// The link of one line: every column that the database holds of it and of its sale.
pub(crate) fn hash_line(previous: &Hash, id: i64, header: &Header, line: &Line, actor: &str, recorded_at: i64) -> Hash {
    let link = Link::after(previous)
        .int(id)
        .int(header.id.0)
        .text(line.kind)
        .maybe(line.corrects.map(|l| l.0))
        .int(line.day.to_int())
        .maybe(line.platform.map(|p| p.0))
        .int(line.product.0)
        .int(line.quantity)
        .int(line.unit_price.raw())
        .int(line.discount.raw())
        .int(line.total.raw())
        .int(line.credit.raw())
        .int(line.cost.raw())
        .int(line.fees.raw())
        .text(actor)
        .int(recorded_at);
    link.maybe(header.year)
        .maybe(header.number)
        .maybe_text(header.legacy_number.as_deref())
        .int(header.day.to_int())
        .maybe(header.customer.map(|c| c.0))
        .text(&header.note)
        .text(&header.overdraft_reason)
        .int(i64::from(header.below_cost))
        .maybe(header.corrects.map(|s| s.0))
        .text(&header.actor)
        .int(header.recorded_at)
        .finish()
}
