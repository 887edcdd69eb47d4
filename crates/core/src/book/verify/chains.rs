//! Invariant 11: each posted row still carries the hash of its content and of the row before, and each chain still ends
//! where its head says. Rows that carry no hash must lead to their table's head.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::{Check, Tally};
use crate::book::chain::{self, Hash, Head, Link};
use crate::book::heads::{Kept, SEAL, is_sealed, read};
use crate::book::journal::Journal;
use crate::error::Result;
use crate::ids::PlatformId;
use crate::payments::{PaymentEntry, hash_payment};
use crate::platforms::ledger::{Entry, hash_entry};
use crate::platforms::pool::Pool;
use crate::sales::lines::{HEADER_COLUMNS, Header, Line, hash_line, header_row};

fn expect_head(tally: &mut Tally, heads: &Kept, name: &str, reached: Head) {
    let kept = heads.get(name).copied().unwrap_or(Head::EMPTY);
    tally.expect(kept.length == reached.length, || {
        format!("{name}: {} rows, where the head tells of {}", reached.length, kept.length)
    });
    tally.expect(kept == reached, || format!("{name}: the rows are not those that were posted"));
}

/// The heads themselves: none was changed, added or removed alone.
pub fn heads(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("chain_heads");
    let heads = read(connection)?;
    for _ in heads.keys().filter(|name| *name != SEAL) {
        tally.row();
    }
    tally.expect(is_sealed(&heads), || "the heads are not those that were kept".to_owned());
    Ok(tally.done())
}

/// The rows of an append-only table, all columns in the order of posting.
pub fn journal(connection: &Connection, journal: Journal) -> Result<Check> {
    let mut tally = Tally::new(journal.check());
    let mut head = Head::EMPTY;
    let mut statement = connection.prepare(journal.rows())?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tally.row();
        let mut link = Link::after(&head.hash);
        for column in 0..columns {
            link = link.value(row.get_ref(column)?)?;
        }
        head.advance(link.finish());
    }
    expect_head(&mut tally, &read(connection)?, journal.table(), head);
    Ok(tally.done())
}

/// Each platform's ledger.
pub fn movements(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("movements_chain");
    let heads = read(connection)?;
    let mut reached: HashMap<PlatformId, (Head, Pool)> = HashMap::new();
    let mut statement = connection.prepare(
        "SELECT platform_id, seq, kind, day, credit, value, balance_after, value_after, prev_seq, prev_balance,
                prev_value, overdraft, deposit_id, sale_line_id, note, actor, recorded_at, hash, id
         FROM movements ORDER BY platform_id, seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tally.row();
        let platform: PlatformId = row.get(0)?;
        let (head, before) = reached.entry(platform).or_insert((Head::EMPTY, Pool::default()));
        let (hash, after, holds) = check_movement(row, platform, *head, *before)?;
        tally.expect(holds, || format!("platform {platform}, entry {}", head.length + 1));
        head.advance(hash);
        *before = after;
    }
    for (platform, (head, _)) in &reached {
        expect_head(&mut tally, &heads, &chain::movements_of(*platform), *head);
    }
    for name in heads.keys().filter_map(|name| name.strip_prefix("movements:")) {
        let known = name.parse().is_ok_and(|id| reached.contains_key(&PlatformId(id)));
        tally.expect(known, || format!("the ledger of platform {name} is gone"));
    }
    Ok(tally.done())
}

fn check_movement(row: &Row<'_>, platform: PlatformId, head: Head, before: Pool) -> Result<(Hash, Pool, bool)> {
    let note: String = row.get(14)?;
    let actor: String = row.get(15)?;
    let entry = Entry {
        platform,
        kind: row.get(2)?,
        day: row.get(3)?,
        credit: row.get(4)?,
        value: row.get(5)?,
        overdraft: row.get(11)?,
        deposit: row.get(12)?,
        line: row.get(13)?,
        note: &note,
    };
    let seq: i64 = row.get(1)?;
    let after = Pool { credit: row.get(6)?, value: row.get(7)? };
    let previous: (Option<i64>, Option<i64>, Option<i64>) = (row.get(8)?, row.get(9)?, row.get(10)?);
    let first = head.length == 0;
    let expected = if first {
        (None, None, None)
    } else {
        (Some(head.length), Some(before.credit.raw()), Some(before.value.raw()))
    };
    let hash: Hash = row.get(17)?;
    let computed = hash_entry(&head.hash, row.get(18)?, &entry, seq, after, &actor, row.get(16)?);
    let continues = before.with(entry.credit, entry.value).is_ok_and(|pool| pool == after);
    let holds = hash == computed && seq == head.length + 1 && continues && previous == expected;
    Ok((hash, after, holds))
}

/// A row's kind among those that are posted; any other is none, which no link was made of.
fn known(kind: &str, kinds: &[&'static str]) -> &'static str {
    kinds.iter().find(|known| **known == kind).copied().unwrap_or_default()
}

/// The lines of all sales, each with its sale.
pub fn sale_lines(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("sale_lines_chain");
    let mut head = Head::EMPTY;
    let mut statement = connection.prepare(&format!(
        "SELECT l.id, l.kind, l.line_id, l.day, l.platform_id, l.product_id, l.quantity, l.unit_price, l.discount,
                l.total, l.credit, l.cost, l.fees, l.actor, l.recorded_at, l.hash, s.prev_number, {HEADER_COLUMNS}
         FROM sale_lines l JOIN sales s ON s.id = l.sale_id ORDER BY l.id"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tally.row();
        let id: i64 = row.get(0)?;
        let header = header_row(row, 17)?;
        let (hash, computed) = check_line(row, &head.hash, id, &header)?;
        let numbered = row.get::<_, Option<i64>>(16)? == header.number.filter(|n| *n > 1).map(|n| n - 1);
        tally.expect(id == head.length + 1 && hash == computed && numbered, || format!("sale line {id}"));
        head.advance(hash);
    }
    expect_head(&mut tally, &read(connection)?, chain::SALE_LINES, head);
    let bare: i64 = connection.query_row(
        "SELECT count(*) FROM sales s WHERE NOT EXISTS (SELECT 1 FROM sale_lines l WHERE l.sale_id = s.id)",
        [],
        |r| r.get(0),
    )?;
    tally.expect(bare == 0, || format!("{bare} sales without a line"));
    Ok(tally.done())
}

fn check_line(row: &Row<'_>, previous: &Hash, id: i64, header: &Header) -> Result<(Hash, Hash)> {
    let kind: String = row.get(1)?;
    let line = Line {
        kind: known(&kind, &["sale", "return", "fee", "cost"]),
        corrects: row.get(2)?,
        day: row.get(3)?,
        platform: row.get(4)?,
        product: row.get(5)?,
        quantity: row.get(6)?,
        unit_price: row.get(7)?,
        discount: row.get(8)?,
        total: row.get(9)?,
        credit: row.get(10)?,
        cost: row.get(11)?,
        fees: row.get(12)?,
    };
    let actor: String = row.get(13)?;
    Ok((row.get(15)?, hash_line(previous, id, header, &line, &actor, row.get(14)?)))
}

/// All payments.
pub fn payments(connection: &Connection) -> Result<Check> {
    let mut tally = Tally::new("payments_chain");
    let mut head = Head::EMPTY;
    let mut statement = connection.prepare(
        "SELECT id, kind, sale_id, deposit_id, customer_id, payment_id, day, method_id, amount, fee, note, actor,
                recorded_at, hash, prev_id FROM payments ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tally.row();
        let id: i64 = row.get(0)?;
        let kind: String = row.get(1)?;
        let entry = PaymentEntry {
            kind: known(&kind, &["payment", "refund", "advance", "supplier"]),
            sale: row.get(2)?,
            deposit: row.get(3)?,
            customer: row.get(4)?,
            refunds: row.get(5)?,
            day: row.get(6)?,
            method: row.get(7)?,
            amount: row.get(8)?,
            fee: row.get(9)?,
            note: row.get(10)?,
        };
        let actor: String = row.get(11)?;
        let hash: Hash = row.get(13)?;
        let computed = hash_payment(&head.hash, id, &entry, &actor, row.get(12)?);
        let behind = row.get::<_, Option<i64>>(14)?.unwrap_or(0) == head.length;
        tally.expect(id == head.length + 1 && behind && hash == computed, || format!("payment {id}"));
        head.advance(hash);
    }
    expect_head(&mut tally, &read(connection)?, chain::PAYMENTS, head);
    Ok(tally.done())
}
