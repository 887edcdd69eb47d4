//! Platforms: suppliers' panels that hold prepaid credit; their ledger, their pool's cost, deposits and adjustments.

mod deposits;
pub(crate) mod ledger;
mod outlook;
pub(crate) mod pool;
mod read;
mod round;
pub(crate) mod settling;
mod suppliers;
mod taking_back;

pub use deposits::{
    AdjustInput, AdjustQuote, DepositInput, DepositQuote, adjust, adjust_quote, deposit, deposit_quote,
};
pub(crate) use deposits::{DepositEntry, post_correction, post_deposit};
pub use ledger::MovementKind;
pub use outlook::{PlatformOutlook, outlook};
pub use read::{
    Movement, MovementsPage, MovementsQuery, Platform, PlatformStatus, find, get, list, movements_of_sale,
    movements_page,
};
pub use round::{PanelGap, PanelInput, PriceGuess, accept_price, round_quote, round_record};
pub use suppliers::{
    OpenDeposit, PaidDeposit, PaidQuery, PaidSupplier, SupplierAccount, SupplierPayment, SupplierQuote, pay_supplier,
    supplier_account, supplier_quote,
};
pub(crate) use taking_back::{cancel_deposit, take_credit_back};

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::book::posting::Posting;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::PlatformId;
use crate::money::{Credit, typed_credit};
use crate::settings::{audit, audit_archived};
use crate::text;
use crate::time::Caller;

/// A new platform, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct AddPlatform {
    /// Its name; two spellings of one name are one platform.
    pub name: String,
    /// A currency's code or the supplier's own unit.
    pub unit: String,
    /// Decimals of the unit, 0 to 4.
    pub decimals: u8,
    /// Below or at this the credit is low.
    pub low: Option<String>,
    /// Below or at this it is critical.
    pub critical: Option<String>,
}

/// What can be changed of a platform: never its unit, in which its ledger is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct UpdatePlatform {
    /// Which.
    pub id: PlatformId,
    /// Its name.
    pub name: String,
    /// Low mark.
    pub low: Option<String>,
    /// Critical mark.
    pub critical: Option<String>,
}

/// Adds a platform.
pub fn add(book: &Book, caller: Caller, input: AddPlatform) -> Result<Platform> {
    let id = book.post(caller, move |posting| insert(posting, &input))?;
    book.read(|c| get(c, &caller, id))
}

/// Adds a platform inside an operation.
pub(crate) fn insert(posting: &mut Posting<'_>, input: &AddPlatform) -> Result<PlatformId> {
    let tx = posting.tx;
    let name = text::required("name", &input.name, 200)?;
    let unit = unit(&input.unit)?;
    if input.decimals > 4 {
        return Err(Error::new(ErrorCode::OutOfRange)
            .with("field", "decimals")
            .with("value", input.decimals)
            .with("min", 0)
            .with("max", 4));
    }
    let (low, critical) = marks(input.low.as_deref(), input.critical.as_deref(), input.decimals)?;
    refuse_taken(tx, &name, None)?;
    tx.prepare_cached(
        "INSERT INTO platforms (name, name_key, unit, decimals, low, critical, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![name, text::key(&name), unit, input.decimals, low, critical, posting.caller.now])?;
    let id = PlatformId(tx.last_insert_rowid());
    audit(posting, "add", "platform", id.0, "", &name)?;
    Ok(id)
}

/// Changes a platform's name and marks.
pub fn update(book: &Book, caller: Caller, input: UpdatePlatform) -> Result<Platform> {
    let id = input.id;
    book.post(caller, move |posting| {
        let tx = posting.tx;
        let before = get(tx, &caller, id)?;
        let name = text::required("name", &input.name, 200)?;
        let (low, critical) = marks(input.low.as_deref(), input.critical.as_deref(), before.decimals)?;
        refuse_taken(tx, &name, Some(id))?;
        tx.execute(
            "UPDATE platforms SET name = ?2, name_key = ?3, low = ?4, critical = ?5 WHERE id = ?1",
            params![id, name, text::key(&name), low, critical],
        )?;
        let shown = |name: &str, low: Option<Credit>, critical: Option<Credit>| {
            serde_json::json!({ "name": name, "low": low, "critical": critical }).to_string()
        };
        let was = shown(&before.name, before.low, before.critical);
        audit(posting, "update", "platform", id.0, &was, &shown(&name, low, critical))
    })?;
    book.read(|c| get(c, &caller, id))
}

/// Puts a platform aside or takes it up again; it is never deleted.
pub fn archive(book: &Book, caller: Caller, id: PlatformId, archived: bool) -> Result<Platform> {
    book.post(caller, move |posting| {
        let before = get(posting.tx, &caller, id)?;
        set_archived(posting, "archive", id, before.archived, archived)
    })?;
    book.read(|c| get(c, &caller, id))
}

/// Puts one aside or takes it up again inside an operation; the journal tells of it as `action`.
pub(crate) fn set_archived(
    posting: &mut Posting<'_>,
    action: &str,
    id: PlatformId,
    was: bool,
    archived: bool,
) -> Result<()> {
    posting.tx.execute("UPDATE platforms SET archived = ?2 WHERE id = ?1", params![id, archived])?;
    audit_archived(posting, action, "platform", id.0, was, archived)
}

fn unit(typed: &str) -> Result<String> {
    let unit = text::required("unit", typed, 8)?.to_uppercase();
    if unit.chars().count() > 8 || !unit.chars().all(char::is_alphanumeric) {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", "unit").with("value", unit).with("max", 8));
    }
    Ok(unit)
}

/// Low and critical marks; the critical one is not above the low one.
fn marks(low: Option<&str>, critical: Option<&str>, decimals: u8) -> Result<(Option<Credit>, Option<Credit>)> {
    let mark = |field: &str, typed: Option<&str>| -> Result<Option<Credit>> {
        let Some(typed) = typed.filter(|t| !t.trim().is_empty()) else { return Ok(None) };
        let credit = typed_credit(field, typed, decimals)?;
        if credit.is_negative() {
            return Err(Error::new(ErrorCode::OutOfRange).with("field", field).with("value", typed).with("min", 0));
        }
        Ok(Some(credit))
    };
    let (low, critical) = (mark("low", low)?, mark("critical", critical)?);
    match (low, critical) {
        (Some(low), Some(critical)) if critical > low => Err(Error::new(ErrorCode::OutOfRange)
            .with("field", "critical")
            .with("value", critical)
            .with("min", 0)
            .with("max", low)),
        marks => Ok(marks),
    }
}

fn refuse_taken(tx: &Transaction<'_>, name: &str, but: Option<PlatformId>) -> Result<()> {
    let holder: Option<PlatformId> = tx
        .prepare_cached("SELECT id FROM platforms WHERE name_key = ?1")?
        .query_row([text::key(name)], |r| r.get(0))
        .optional()?;
    match holder {
        Some(id) if Some(id) != but => {
            Err(Error::new(ErrorCode::NameTaken).with("field", "name").with("entity", "platform").with("value", name))
        }
        _ => Ok(()),
    }
}
