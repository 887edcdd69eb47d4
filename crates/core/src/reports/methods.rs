//! Profit by method: each line split over the ways in which its sale was paid. The rule stands at `reports::profit`.

use rusqlite::{Connection, Row};

use super::by_sale::BySale;
use super::fold::{Count, Figures, Groups};
use super::scan::Source;
use super::standing::{Part, Standing};
use crate::error::{Error, Result};
use crate::money::{Money, split_exact};
use crate::settings;

/// What is still owed; the methods' ids start at 1.
pub(super) const UNPAID: i64 = 0;
/// Sales that asked for nothing.
pub(super) const NOTHING_DUE: i64 = -1;

/// Quantities are split like amounts without decimals.
const PIECE: i64 = crate::money::ONE;

struct Dated {
    id: i64,
    day: i64,
    figures: Figures,
}

fn dated_row(row: &Row<'_>) -> rusqlite::Result<Dated> {
    let quantity: i64 = row.get(2)?;
    Ok(Dated {
        id: row.get(6)?,
        day: row.get(1)?,
        figures: Figures {
            sale: row.get(0)?,
            counts: quantity,
            counts_here: quantity,
            quantity,
            total: row.get(3)?,
            cost: row.get(4)?,
            fees: row.get(5)?,
        },
    })
}

/// Method, signed amount and signed fee.
fn payment_row(row: &Row<'_>) -> rusqlite::Result<(i64, i64, i64)> {
    Ok((row.get(1)?, row.get(2)?, row.get(3)?))
}

/// What a method brought in for a sale: with and without what was paid back.
#[derive(Debug, Clone, Copy)]
struct Received {
    method: i64,
    net: i64,
    gross: i64,
    /// The fees that it cost, with what was paid back: they are this method's alone.
    fee: i64,
}

/// Folds the lines of a source by method; and how many sales there are in all.
pub(super) fn fold(connection: &Connection, source: &Source) -> Result<(Groups, i64)> {
    let decimals = settings::currency_decimals(connection)?;
    let (filter, bounds) = match *source {
        // A sale is split by all its lines and payments, also by those of other days.
        Source::Index(first, last) => {
            ("sale_id IN (SELECT sale_id FROM sale_lines WHERE day BETWEEN ?1 AND ?2)", Some([first, last]))
        }
        Source::All | Source::Scan(..) => ("sale_id IS NOT NULL", None),
    };
    let mut of_lines = connection.prepare_cached(&format!(
        "SELECT sale_id, day, quantity, total, cost, fees, id FROM sale_lines INDEXED BY sale_lines_sale
         WHERE {filter} ORDER BY sale_id, id"
    ))?;
    let mut of_payments = connection.prepare_cached(&format!(
        "SELECT sale_id, method_id, amount, fee FROM payments INDEXED BY payments_sale
         WHERE sale_id IS NOT NULL AND {filter} ORDER BY sale_id"
    ))?;
    let (line_rows, payment_rows) = match bounds {
        Some(bounds) => (of_lines.query(bounds)?, of_payments.query(bounds)?),
        None => (of_lines.query([])?, of_payments.query([])?),
    };
    let mut all_lines = BySale::new(line_rows, dated_row)?;
    let mut all_payments = BySale::new(payment_rows, payment_row)?;
    let standing = Standing::of(connection, Part::Sale)?;
    let mut allocation = Allocation::new(decimals);
    let (mut lines, mut received) = (Vec::new(), Vec::new());
    while let Some(sale) = all_lines.sale() {
        lines.clear();
        received.clear();
        while let Some(mut line) = all_lines.next_of(sale)? {
            // A sale's lines are split over its methods alike: what ends the sale ends it with each.
            (line.figures.counts, line.figures.counts_here) = standing.counts(line.id, line.figures.quantity);
            lines.push(line);
        }
        while let Some((method, amount, fee)) = all_payments.next_of(sale)? {
            receive(&mut received, method, amount, fee)?;
        }
        if lines.iter().any(|line| source.holds(line.day)) {
            allocation.weigh(&lines, &received)?;
            for line in lines.iter().filter(|line| source.holds(line.day)) {
                allocation.add(&line.figures)?;
            }
        }
    }
    Ok((allocation.groups, allocation.sales.net()))
}

fn receive(received: &mut Vec<Received>, method: i64, amount: i64, fee: i64) -> Result<()> {
    let at = match received.iter().position(|r| r.method == method) {
        Some(at) => at,
        None => {
            received.push(Received { method, net: 0, gross: 0, fee: 0 });
            received.len() - 1
        }
    };
    let known = &mut received[at];
    known.net = plus(known.net, amount)?;
    known.gross = plus(known.gross, amount.max(0))?;
    known.fee = plus(known.fee, fee.max(0))?;
    Ok(())
}

fn plus(a: i64, b: i64) -> Result<i64> {
    a.checked_add(b).ok_or_else(Error::overflow)
}

/// Over which methods the lines of the present sale go, and the sums up to now.
struct Allocation {
    decimals: u8,
    /// Of the present sale, above zero each.
    shares: Vec<i64>,
    /// Of the present sale's fees.
    fee_shares: Vec<i64>,
    /// Their methods.
    keys: Vec<i64>,
    groups: Groups,
    sales: Count,
}

impl Allocation {
    fn new(decimals: u8) -> Self {
        Self {
            decimals,
            shares: Vec::new(),
            fee_shares: Vec::new(),
            keys: Vec::new(),
            groups: Groups::default(),
            sales: Count::default(),
        }
    }

    /// Works out the shares of a sale from all its lines and payments.
    fn weigh(&mut self, lines: &[Dated], received: &[Received]) -> Result<()> {
        let (mut due, mut sold) = (0, 0);
        for line in lines {
            due = plus(due, line.figures.total)?;
            sold = plus(sold, line.figures.total.max(0))?;
        }
        self.share(due, received, |r| r.net)?;
        if self.keys.is_empty() {
            self.share(sold, received, |r| r.gross)?;
        }
        if self.keys.is_empty() {
            self.push(NOTHING_DUE, 1, 0);
        }
        Ok(())
    }

    fn share(&mut self, due: i64, received: &[Received], amount: fn(&Received) -> i64) -> Result<()> {
        self.keys.clear();
        self.shares.clear();
        self.fee_shares.clear();
        let mut owed = due;
        for part in received {
            owed = owed.checked_sub(amount(part)).ok_or_else(Error::overflow)?;
            self.push(part.method, amount(part), part.fee);
        }
        self.push(UNPAID, owed, 0);
        Ok(())
    }

    fn push(&mut self, key: i64, share: i64, fee: i64) {
        if share > 0 {
            self.keys.push(key);
            self.shares.push(share);
            self.fee_shares.push(fee);
        }
    }

    /// Adds one line of the sale that was weighed last.
    fn add(&mut self, line: &Figures) -> Result<()> {
        self.sales.see(line.sale, line.counts);
        if let [only] = self.keys[..] {
            return self.groups.of(only).add(line);
        }
        let pieces = line.quantity.checked_mul(PIECE).ok_or_else(Error::overflow)?;
        let quantities = split(pieces, &self.shares, 0)?;
        let totals = split(line.total, &self.shares, self.decimals)?;
        let costs = split(line.cost, &self.shares, self.decimals)?;
        let fees = split(line.fees, &self.fee_shares, self.decimals)?;
        for (at, key) in self.keys.iter().enumerate() {
            self.groups.of(*key).add(&Figures {
                quantity: quantities[at] / PIECE,
                total: totals[at],
                cost: costs[at],
                fees: fees[at],
                ..*line
            })?;
        }
        Ok(())
    }
}

/// Splits a signed amount; the opposite amount has the opposite parts, so that a counter-line takes back what its line
/// brought.
fn split(amount: i64, shares: &[i64], decimals: u8) -> Result<Vec<i64>> {
    let size = amount.checked_abs().ok_or_else(Error::overflow)?;
    let parts = split_exact(Money::from_raw(size), shares, decimals)?;
    Ok(parts.into_iter().map(|part| part.raw() * amount.signum()).collect())
}
