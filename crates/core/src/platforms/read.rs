//! Platforms and their ledgers as they are shown.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::deposits::unit_cost;
use super::ledger::MovementKind;
use super::pool::Pool;
use super::suppliers::open_deposits;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{MovementId, PlatformId, SaleId};
use crate::money::{Credit, Money};
use crate::text;
use crate::time::{Caller, Day, check_period};

/// Days over which the use of credit is averaged.
const RUNWAY_WINDOW_DAYS: i64 = 30;

/// How a platform's credit stands against its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum PlatformStatus {
    /// Above its marks.
    Ok,
    /// Nothing is left, and no mark was set.
    Empty,
    /// At or below the low mark.
    Low,
    /// At or below the critical mark.
    Critical,
    /// More was sold than there was.
    Overdrawn,
}

/// A platform with its balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Platform {
    /// Row id.
    pub id: PlatformId,
    /// Name.
    pub name: String,
    /// Unit of its credit.
    pub unit: String,
    /// Decimals of the unit.
    pub decimals: u8,
    /// Credit left.
    pub balance: Credit,
    /// Dinars that it is worth.
    pub value: Money,
    /// Dinars per unit; none while it is empty.
    pub unit_cost: Option<Money>,
    /// Low mark.
    pub low: Option<Credit>,
    /// Critical mark.
    pub critical: Option<Credit>,
    /// Balance against the marks.
    pub status: PlatformStatus,
    /// Days that the credit lasts at the last thirty days' pace: none left where more was sold than there was; nothing
    /// said where nothing was used.
    pub runway_days: Option<u32>,
    /// Dinars due to the supplier.
    pub supplier_debt: Money,
    /// Put aside.
    pub archived: bool,
}

const PLATFORMS: &str = "
    SELECT p.id, p.name, p.unit, p.decimals, p.low, p.critical, p.archived,
           coalesce(m.balance_after, 0), coalesce(m.value_after, 0)
    FROM platforms p
    LEFT JOIN movements m ON m.id = (SELECT id FROM movements WHERE platform_id = p.id ORDER BY seq DESC LIMIT 1)";

/// What is due to each supplier, in one pass over the deposits and one over the index of what was paid of them.
fn supplier_debts(connection: &Connection) -> Result<HashMap<PlatformId, Money>> {
    let mut owed: HashMap<PlatformId, Money> = HashMap::new();
    let mut supplier: HashMap<i64, PlatformId> = HashMap::new();
    let due = "SELECT d.id, d.platform_id, d.due - coalesce(x.due, 0) FROM deposits d
        LEFT JOIN deposit_cancellations x ON x.deposit_id = d.id";
    let mut statement = connection.prepare_cached(due)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let platform = row.get(1)?;
        supplier.insert(row.get(0)?, platform);
        let of_platform = owed.entry(platform).or_default();
        *of_platform = of_platform.plus(row.get(2)?)?;
    }
    let paid = "SELECT deposit_id, amount FROM payments WHERE deposit_id IS NOT NULL";
    let mut statement = connection.prepare_cached(paid)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(of_platform) = supplier.get(&row.get(0)?).and_then(|platform| owed.get_mut(platform)) {
            // What was paid stands below zero, as it left the till.
            *of_platform = of_platform.plus(row.get(1)?)?;
        }
    }
    Ok(owed)
}

fn platform_row(row: &Row<'_>) -> rusqlite::Result<Platform> {
    let pool = Pool { credit: row.get(7)?, value: row.get(8)? };
    let (low, critical): (Option<Credit>, Option<Credit>) = (row.get(4)?, row.get(5)?);
    let at = |mark: Option<Credit>| mark.is_some_and(|mark| pool.credit <= mark);
    let status = match pool.credit {
        credit if credit.is_negative() => PlatformStatus::Overdrawn,
        _ if at(critical) => PlatformStatus::Critical,
        _ if at(low) => PlatformStatus::Low,
        credit if credit.is_zero() && low.is_none() && critical.is_none() => PlatformStatus::Empty,
        _ => PlatformStatus::Ok,
    };
    Ok(Platform {
        id: row.get(0)?,
        name: row.get(1)?,
        unit: row.get(2)?,
        decimals: row.get(3)?,
        balance: pool.credit,
        value: pool.value,
        unit_cost: None,
        low,
        critical,
        status,
        runway_days: None,
        supplier_debt: Money::ZERO,
        archived: row.get(6)?,
    })
}

/// Credit that sales took lately, by platform, in one pass over those days: added up here, for grouping in SQL sorts
/// every line first, which takes several times as long.
fn used_lately(connection: &Connection, caller: &Caller) -> Result<HashMap<PlatformId, Credit>> {
    let since = caller.today.plus_days(-RUNWAY_WINDOW_DAYS)?;
    let mut statement = connection
        .prepare_cached("SELECT platform_id, credit FROM sale_lines WHERE day > ?1 AND platform_id IS NOT NULL")?;
    let mut rows = statement.query([since])?;
    let mut used = HashMap::new();
    while let Some(row) = rows.next()? {
        let of_platform = used.entry(row.get(0)?).or_insert(Credit::ZERO);
        *of_platform = of_platform.plus(row.get(1)?)?;
    }
    Ok(used)
}

/// What stands around the ledgers: the use of the last days, and what is due to suppliers.
struct Around {
    used: HashMap<PlatformId, Credit>,
    owed: HashMap<PlatformId, Money>,
}

fn complete(mut platform: Platform, around: &Around) -> Result<Platform> {
    let used = around.used.get(&platform.id).copied().unwrap_or(Credit::ZERO);
    platform.supplier_debt = around.owed.get(&platform.id).copied().unwrap_or(Money::ZERO);
    let pool = Pool { credit: platform.balance, value: platform.value };
    platform.unit_cost = unit_cost(pool.unit_cost())?;
    if platform.balance.is_negative() {
        platform.runway_days = Some(0);
    } else if used > Credit::ZERO {
        let days = i128::from(platform.balance.raw()) * i128::from(RUNWAY_WINDOW_DAYS) / i128::from(used.raw());
        platform.runway_days = Some(u32::try_from(days).unwrap_or(u32::MAX));
    }
    Ok(platform)
}

/// All platforms, those in use first, by name.
pub fn list(connection: &Connection, caller: &Caller) -> Result<Vec<Platform>> {
    let around = Around { used: used_lately(connection, caller)?, owed: supplier_debts(connection)? };
    let mut statement = connection.prepare_cached(&format!("{PLATFORMS} ORDER BY p.archived, p.name_key"))?;
    let rows = statement.query_map([], platform_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|platform| complete(platform, &around)).collect()
}

/// One platform.
pub fn get(connection: &Connection, caller: &Caller, id: PlatformId) -> Result<Platform> {
    let found =
        connection.prepare_cached(&format!("{PLATFORMS} WHERE p.id = ?1"))?.query_row([id], platform_row).optional()?;
    let platform = found.ok_or_else(|| Error::new(ErrorCode::UnknownPlatform).with("value", id))?;
    let owed = Money::sum(open_deposits(connection, id)?.iter().map(|deposit| deposit.debt))?;
    complete(platform, &Around { used: used_lately(connection, caller)?, owed: HashMap::from([(id, owed)]) })
}

/// The platform of a name, by its key, or of an id.
pub fn find(connection: &Connection, name: &str) -> Result<PlatformId> {
    let found = connection
        .prepare_cached("SELECT id FROM platforms WHERE name_key = ?1")?
        .query_row([text::key(name)], |r| r.get(0))
        .optional()?;
    found.ok_or_else(|| Error::new(ErrorCode::UnknownPlatform).with("field", "platform").with("value", name))
}

/// An entry of a platform's ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Movement {
    /// Row id.
    pub id: MovementId,
    /// Of which platform.
    pub platform_id: PlatformId,
    /// Its name.
    pub platform: String,
    /// Its unit.
    pub unit: String,
    /// Decimals of the unit.
    pub decimals: u8,
    /// Place in the platform's ledger, from 1.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub seq: i64,
    /// Business day.
    pub date: Day,
    /// Why.
    pub kind: MovementKind,
    /// Signed credit.
    pub credit: Credit,
    /// Signed dinars.
    pub value: Money,
    /// Credit behind it.
    pub balance_after: Credit,
    /// Dinars behind it.
    pub value_after: Money,
    /// The sale's number, where there is one.
    pub reference: String,
    /// Free text.
    pub note: String,
    /// The sale, where there is one.
    pub sale_id: Option<SaleId>,
    /// The link's hash in hexadecimal.
    pub hash: String,
}

const MOVEMENTS: &str = "
    SELECT m.id, m.seq, m.day, m.kind, m.credit, m.value, m.balance_after, m.value_after,
           s.year, s.number, s.legacy_number, m.note, s.id, m.hash, m.platform_id, f.name, f.unit, f.decimals
    FROM movements m JOIN platforms f ON f.id = m.platform_id LEFT JOIN sale_lines l ON l.id = m.sale_line_id LEFT JOIN sales s ON s.id = l.sale_id";

fn movement_row(row: &Row<'_>) -> rusqlite::Result<Movement> {
    let hash: [u8; 32] = row.get(13)?;
    let sale: Option<SaleId> = row.get(12)?;
    let reference = match sale {
        Some(_) => crate::sales::number_text(row.get(8)?, row.get(9)?, row.get(10)?),
        None => String::new(),
    };
    Ok(Movement {
        id: row.get(0)?,
        platform_id: row.get(14)?,
        platform: row.get(15)?,
        unit: row.get(16)?,
        decimals: row.get(17)?,
        seq: row.get(1)?,
        date: row.get(2)?,
        kind: row.get(3)?,
        credit: row.get(4)?,
        value: row.get(5)?,
        balance_after: row.get(6)?,
        value_after: row.get(7)?,
        reference,
        note: row.get(11)?,
        sale_id: sale,
        hash: hash.iter().map(|b| format!("{b:02x}")).collect(),
    })
}

/// One movement.
pub(crate) fn movement(connection: &Connection, id: MovementId) -> Result<Movement> {
    Ok(connection.prepare_cached(&format!("{MOVEMENTS} WHERE m.id = ?1"))?.query_row([id], movement_row)?)
}

/// The entries that a sale made, in the order in which they were posted.
pub fn movements_of_sale(connection: &Connection, sale: SaleId) -> Result<Vec<Movement>> {
    let sql =
        format!("{MOVEMENTS} WHERE m.sale_line_id IN (SELECT id FROM sale_lines WHERE sale_id = ?1) ORDER BY m.id");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([sale], movement_row)?.collect::<rusqlite::Result<_>>()?)
}

/// Which entries to show, the newest first.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MovementsQuery {
    /// Of which platform.
    pub platform_id: PlatformId,
    /// From this day.
    pub from: Option<Day>,
    /// To this day, included.
    pub to: Option<Day>,
    /// Only entries before this one: the next page.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub before_seq: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// A page of entries.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct MovementsPage {
    /// The entries.
    pub rows: Vec<Movement>,
    /// What to give as `before_seq` for the next page; none at the end.
    #[cfg_attr(feature = "specta", specta(type = Option<u32>))]
    pub next: Option<i64>,
}

/// A page of a platform's ledger, the newest first.
pub fn movements_page(connection: &Connection, query: &MovementsQuery) -> Result<MovementsPage> {
    check_period(query.from, query.to)?;
    let limit = query.limit.clamp(1, 1000);
    let sql = format!(
        "{MOVEMENTS} WHERE m.platform_id = ?1 AND m.seq < ?2 AND m.day BETWEEN ?3 AND ?4 ORDER BY m.seq DESC LIMIT ?5"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map(
            params![
                query.platform_id,
                query.before_seq.unwrap_or(i64::MAX),
                query.from.map_or(0, Day::to_int),
                query.to.map_or(i64::MAX, Day::to_int),
                limit
            ],
            movement_row,
        )?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let full = rows.len() == limit as usize;
    let next = if full { rows.last().map(|m| m.seq) } else { None };
    Ok(MovementsPage { rows, next })
}
