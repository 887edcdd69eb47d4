//! Suppliers' platforms.

use rasid_core::platforms::{self, AddPlatform, AdjustInput, DepositInput, Movement, MovementsQuery, SupplierPayment};
use rasid_core::time::Day;
use rasid_core::{Book, Result, settings};

use super::named;
use crate::args::{Deposit, Period};
use crate::context::{Context, amount, day};
use crate::output::{Answer, table};

const PLATFORM: &[&str] =
    &["id", "name", "unit", "balance", "value", "low", "critical", "status", "runway_days", "supplier_debt"];
const MOVEMENT: &[&str] =
    &["seq", "date", "kind", "credit", "value", "balance_after", "value_after", "reference", "note"];
/// Entries read at once.
const PAGE: u32 = 1000;

/// Adds a platform.
pub fn add(context: &Context, input: AddPlatform) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let platform = platforms::add(book, caller, input)?;
    context.answer(&named("platform", &platform), |texts| {
        Ok(vec![texts.say("platform_added", &[("name", &platform.name), ("unit", &platform.unit)])])
    })
}

/// Lists all platforms.
pub fn list(context: &Context) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let all = book.read(|c| platforms::list(c, &caller))?;
    context.answer(&named("platforms", &all), |_| table(PLATFORM, &all))
}

/// Records a deposit.
pub fn deposit(context: &Context, typed: Deposit) -> Result<Answer> {
    let date = day("date", typed.date.as_deref())?;
    let (book, caller) = context.book_and_caller()?;
    let (platform_id, method_id) = book.read(|c| {
        let method = typed.method.as_deref().map(|method| settings::find_method(c, method));
        Ok((platforms::find(c, &typed.name)?, method.transpose()?))
    })?;
    let input = DepositInput {
        platform_id,
        credit: amount("credit", Some(typed.credit))?.unwrap_or_default(),
        bonus: amount("bonus", typed.bonus)?.unwrap_or_default(),
        cost: amount("cost", Some(typed.cost))?.unwrap_or_default(),
        paid: amount("paid", typed.paid)?,
        method_id,
        date,
        note: typed.note,
    };
    let movement = platforms::deposit(book, caller, typed.key.as_deref(), input)?;
    moved(context, "deposited", &movement)
}

/// Pays the supplier over the oldest deposits.
pub fn pay(
    context: &Context,
    name: &str,
    typed: Option<String>,
    method: &str,
    note: String,
    key: Option<&str>,
) -> Result<Answer> {
    let amount = amount("amount", typed)?.unwrap_or_default();
    let (book, caller) = context.book_and_caller()?;
    let (platform_id, method_id) = book.read(|c| Ok((platforms::find(c, name)?, settings::find_method(c, method)?)))?;
    let input = SupplierPayment { platform_id, method_id, amount, note };
    let platform = platforms::pay_supplier(book, caller, key, input)?;
    context.answer(&named("platform", &platform), |texts| {
        Ok(vec![texts.say("supplier_paid", &[("name", &platform.name), ("debt", &platform.supplier_debt)])])
    })
}

/// Brings a balance to what the panel says.
pub fn adjust(context: &Context, name: &str, balance: String, reason: String, key: Option<&str>) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let platform_id = book.read(|c| platforms::find(c, name))?;
    let movement = platforms::adjust(book, caller, key, AdjustInput { platform_id, balance, reason })?;
    moved(context, "adjusted", &movement)
}

fn moved(context: &Context, sentence: &str, movement: &Movement) -> Result<Answer> {
    context.answer(&named("movement", movement), |texts| {
        Ok(vec![texts.say(
            sentence,
            &[
                ("credit", &movement.credit),
                ("value", &movement.value),
                ("balance_after", &movement.balance_after),
                ("value_after", &movement.value_after),
            ],
        )])
    })
}

/// Shows a ledger, the oldest entry first.
pub fn movements(context: &Context, name: &str, period: &Period) -> Result<Answer> {
    let (from, to) = (day("from", period.from.as_deref())?, day("to", period.to.as_deref())?);
    let all = ledger(context.book()?, name, from, to)?;
    context.answer(&named("movements", &all), |_| table(MOVEMENT, &all))
}

/// All pages, read at one moment.
fn ledger(book: &Book, name: &str, from: Option<Day>, to: Option<Day>) -> Result<Vec<Movement>> {
    book.read(|c| {
        let platform_id = platforms::find(c, name)?;
        let mut query = MovementsQuery { platform_id, from, to, before_seq: None, limit: PAGE };
        let mut all = Vec::new();
        loop {
            let page = platforms::movements_page(c, &query)?;
            all.extend(page.rows);
            query.before_seq = page.next;
            if query.before_seq.is_none() {
                break;
            }
        }
        all.reverse();
        Ok(all)
    })
}
