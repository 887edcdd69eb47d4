//! A platform's ledger: signed entries, each continuing the one before.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::pool::{Pool, UnitCost};
use crate::book::chain::{self, Hash, Head, Link};
use crate::book::posting::Posting;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{DepositId, MovementId, PlatformId, SaleLineId};
use crate::money::{Credit, Money, ONE};
use crate::time::Day;

/// Why a platform's credit moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// Dinars paid, credit received.
    Deposit,
    /// A line sold.
    Sale,
    /// A line's credit returned.
    Return,
    /// The panel said otherwise.
    Adjustment,
    /// What was there before the book, or what the import brings the balance to.
    Opening,
    /// The difference between a provisional and the real cost; value only.
    Settlement,
}

impl MovementKind {
    /// As it stands in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deposit => "deposit",
            Self::Sale => "sale",
            Self::Return => "return",
            Self::Adjustment => "adjustment",
            Self::Opening => "opening",
            Self::Settlement => "settlement",
        }
    }
}

impl ToSql for MovementKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.code()))
    }
}

impl FromSql for MovementKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "deposit" => Ok(Self::Deposit),
            "sale" => Ok(Self::Sale),
            "return" => Ok(Self::Return),
            "adjustment" => Ok(Self::Adjustment),
            "opening" => Ok(Self::Opening),
            "settlement" => Ok(Self::Settlement),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// Where a platform's ledger stands while an operation posts.
#[derive(Debug, Clone)]
pub struct Tail {
    pub name: String,
    pub unit: String,
    pub decimals: u8,
    pub archived: bool,
    pub pool: Pool,
    pub head: Head,
    /// The newest entry's credit and value, to cost what is sold beyond an empty pool.
    pub last_known: UnitCost,
    pub moved: bool,
}

/// An entry to post.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub platform: PlatformId,
    pub kind: MovementKind,
    pub day: Day,
    pub credit: Credit,
    pub value: Money,
    pub overdraft: bool,
    pub deposit: Option<DepositId>,
    pub line: Option<SaleLineId>,
    pub note: &'a str,
}

const INSERT: &str =
    "INSERT INTO movements (id, platform_id, seq, kind, day, credit, value, balance_after, value_after,
      prev_seq, prev_balance, prev_value, overdraft, deposit_id, sale_line_id, note, actor, recorded_at, hash)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";

impl Posting<'_> {
    /// The ledger's end of a platform.
    pub(crate) fn tail(&mut self, platform: PlatformId) -> Result<&mut Tail> {
        if !self.tails.contains_key(&platform) {
            let tail = read_tail(self.tx, platform)?;
            let name = chain::movements_of(platform);
            let newest = (tail.head.length > 0).then_some((tail.head.length, tail.head.hash));
            chain::check_tail(&name, self.heads.kept(&name), newest)?;
            self.tails.insert(platform, tail);
        }
        self.tails.get_mut(&platform).ok_or_else(|| Error::bug("a tail vanished"))
    }

    /// Posts one entry behind the newest.
    pub(crate) fn post_movement(&mut self, entry: &Entry<'_>) -> Result<MovementId> {
        let caller = self.caller;
        let id = self.next_movement()?;
        let tail = self.tail(entry.platform)?;
        let before = (tail.head.length > 0).then_some(tail.pool);
        let after = tail.pool.with(entry.credit, entry.value)?;
        let seq = tail.head.length + 1;
        let hash = hash_entry(&tail.head.hash, id, entry, seq, after, caller.actor.code(), caller.now.millis());
        tail.pool = after;
        tail.head.advance(hash);
        tail.moved = true;
        if !entry.credit.is_zero() {
            tail.last_known = UnitCost { value: entry.value, credit: entry.credit };
        }
        self.inserts.movement.insert(
            self.tx,
            INSERT,
            params![
                id,
                entry.platform,
                seq,
                entry.kind,
                entry.day,
                entry.credit,
                entry.value,
                after.credit,
                after.value,
                before.map(|_| seq - 1),
                before.map(|p| p.credit),
                before.map(|p| p.value),
                entry.overdraft,
                entry.deposit,
                entry.line,
                entry.note,
                caller.actor.code(),
                caller.now,
                hash
            ],
        )?;
        Ok(MovementId(id))
    }

    /// The next entry's id: entries are numbered in the order of posting, all platforms together.
    fn next_movement(&mut self) -> Result<i64> {
        let newest = match self.newest_movement {
            Some(newest) => newest,
            None => self
                .tx
                .prepare_cached("SELECT coalesce(max(id), 0) FROM movements")?
                .query_row([], |r| r.get::<_, i64>(0))?,
        };
        self.newest_movement = Some(newest + 1);
        Ok(newest + 1)
    }
}

/// The link of one entry: every column that the database holds of it.
pub(crate) fn hash_entry(
    previous: &Hash,
    id: i64,
    entry: &Entry<'_>,
    seq: i64,
    after: Pool,
    actor: &str,
    recorded_at: i64,
) -> Hash {
    Link::after(previous)
        .int(id)
        .int(entry.platform.0)
        .int(seq)
        .text(entry.kind.code())
        .int(entry.day.to_int())
        .int(entry.credit.raw())
        .int(entry.value.raw())
        .int(after.credit.raw())
        .int(after.value.raw())
        .int(i64::from(entry.overdraft))
        .maybe(entry.deposit.map(|d| d.0))
        .maybe(entry.line.map(|l| l.0))
        .text(entry.note)
        .text(actor)
        .int(recorded_at)
        .finish()
}

/// Reads where a platform's ledger stands.
pub(crate) fn read_tail(connection: &Connection, platform: PlatformId) -> Result<Tail> {
    let (name, unit, decimals, archived) = connection
        .prepare_cached("SELECT name, unit, decimals, archived FROM platforms WHERE id = ?1")?
        .query_row([platform], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .optional()?
        .ok_or_else(|| Error::new(ErrorCode::UnknownPlatform).with("value", platform))?;
    let newest = connection
        .prepare_cached(
            "SELECT seq, balance_after, value_after, hash FROM movements WHERE platform_id = ?1 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([platform], |r| {
            Ok((Head { length: r.get(0)?, hash: r.get(3)? }, Pool { credit: r.get(1)?, value: r.get(2)? }))
        })
        .optional()?;
    let (head, pool) = newest.unwrap_or((Head::EMPTY, Pool::default()));
    let last_known = match pool.unit_cost() {
        Some(own) => own,
        None => last_unit_cost(connection, platform)?,
    };
    Ok(Tail { name, unit, decimals, archived, pool, head, last_known, moved: false })
}

/// The unit cost of the newest entry that moved credit; nothing where there is none.
fn last_unit_cost(connection: &Connection, platform: PlatformId) -> Result<UnitCost> {
    let found = connection
        .prepare_cached(
            "SELECT value, credit FROM movements WHERE platform_id = ?1 AND credit <> 0 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([platform], |r| Ok(UnitCost { value: r.get(0)?, credit: r.get(1)? }))
        .optional()?;
    Ok(found.unwrap_or(UnitCost { value: Money::ZERO, credit: Credit::from_raw(ONE) }))
}

impl Tail {
    /// The unit cost to use for what is taken beyond the balance.
    pub fn beyond_cost(&self) -> UnitCost {
        self.pool.unit_cost().unwrap_or(self.last_known)
    }
}
