//! What a typed sale would be: its lines with cost and balance, its sums, and what is wrong with it.
//!
//! The same plan answers the page while one types and is what gets recorded.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::correct::InPlace;
use super::posting::{NewLine, NewPayment, insufficient};
use super::reading::LineReader;
use super::received::{Received, read_payments};
use crate::book::Book;
use crate::book::posting::Posting;
use crate::codes;
use crate::customers::{self, CustomerInput};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, MethodId, PlatformId, ProductId, SaleLineId, SubscriptionId};
use crate::money::{Credit, MAX_LINE, Money, Percent, split_exact};
use crate::phones;
use crate::settings;
use crate::text;
use crate::time::{Caller, Day};

/// Who buys.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(untagged)]
pub enum CustomerChoice {
    /// Somebody the shop knows.
    Known {
        /// Which.
        id: CustomerId,
    },
    /// Somebody new.
    New {
        /// Name.
        name: String,
        /// Phone.
        phone: String,
    },
}

/// A line, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleLineInput {
    /// What.
    pub product_id: ProductId,
    /// From which platform; nothing said: the default offer.
    pub platform_id: Option<PlatformId>,
    /// How many; nothing said: one.
    pub quantity: String,
    /// Price of one; nothing said: the product's.
    pub unit_price: Option<String>,
    /// Off the line's total.
    pub discount: String,
    /// The subscription that this line renews: its term begins where that one ends.
    #[serde(default)]
    pub renews: Option<SubscriptionId>,
    /// In a correction, the line of the corrected sale in whose place this one stands: of the same product its
    /// subscription keeps its days; of the same platform and quantity too it takes the same credit at the same cost.
    #[serde(default)]
    pub in_place_of: Option<SaleLineId>,
    /// It sells none of the codes in stock: the customer gets his code another way.
    #[serde(default)]
    pub without_codes: bool,
}

/// A payment, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PaymentInput {
    /// How.
    pub method_id: MethodId,
    /// How much; nothing said: all that is left to pay.
    pub amount: String,
}

/// A sale, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleInput {
    /// When; nothing said: today.
    pub date: Option<Day>,
    /// Who; nobody: a passing customer.
    pub customer: Option<CustomerChoice>,
    /// What.
    pub lines: Vec<SaleLineInput>,
    /// What was received; nothing: the whole sale is owed.
    pub payments: Vec<PaymentInput>,
    /// Free text.
    pub note: String,
    /// Why more credit than there is may be sold; nothing said: it may not.
    pub allow_overdraft: Option<String>,
    /// The price may lie below the cost.
    pub allow_below_cost: bool,
    /// A passing customer may owe.
    pub allow_unnamed_debt: bool,
    /// What is received beyond the total is kept as the customer's credit instead of being handed back.
    #[serde(default)]
    pub keep_change: bool,
    /// A line that names no platform takes the offer that costs least and has enough credit, instead of the default.
    #[serde(default)]
    pub cheapest: bool,
}

/// A line of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct QuoteLine {
    /// Which of the typed lines it is, from 0: lines that cannot be read have none.
    pub line: u32,
    /// What.
    pub product: String,
    /// From which platform.
    pub platform: Option<String>,
    /// Which.
    pub platform_id: Option<PlatformId>,
    /// The platform's unit.
    pub unit: String,
    /// Decimals of the unit.
    pub decimals: u8,
    /// How many.
    #[cfg_attr(feature = "specta", specta(type = u32))]
    pub quantity: i64,
    /// Price of one.
    pub unit_price: Money,
    /// Off the line's total.
    pub discount: Money,
    /// What the customer owes for it.
    pub total: Money,
    /// Credit that it takes.
    pub credit: Credit,
    /// Dinar cost of that credit.
    pub cost: Money,
    /// Total less cost and fees.
    pub profit: Money,
    /// Profit of the total.
    pub margin: Option<Percent>,
    /// The platform's credit before,
    pub balance_before: Credit,
    /// and behind this line.
    pub balance_after: Credit,
    /// What all lines of its platform need together, where that is more than there is.
    pub shortage: Option<Shortage>,
    /// The total lies below the cost.
    pub below_cost: bool,
    /// First day of the subscription that it opens.
    pub starts_on: Option<Day>,
    /// Its end.
    pub ends_on: Option<Day>,
    /// How many codes of the product are left for this line; none where it sells without.
    pub codes: Option<u32>,
    /// What each offer of the product would cost, the default first; none where there is but one.
    pub offers: Vec<QuoteOffer>,
}

/// One of a product's offers, with what it would cost now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct QuoteOffer {
    /// Whose credit it takes.
    pub platform_id: PlatformId,
    /// The platform's name.
    pub platform: String,
    /// Dinars, at the pool's present average, for the whole line.
    pub cost: Money,
    /// The platform has enough credit for it.
    pub enough: bool,
}

/// A platform's credit that is too little for a sale, in the platform's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Shortage {
    /// What the lines of the sale need together.
    pub needed: Credit,
    /// What there was before them.
    pub available: Credit,
    /// What is missing.
    pub missing: Credit,
}

/// What a typed sale would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SaleQuote {
    /// The lines that can be read so far.
    pub lines: Vec<QuoteLine>,
    /// Their sum.
    pub total: Money,
    /// Their cost.
    pub cost: Money,
    /// The methods' fees.
    pub fees: Money,
    /// Total less cost and fees.
    pub profit: Money,
    /// Profit of the total.
    pub margin: Option<Percent>,
    /// What stays in the till.
    pub paid: Money,
    /// What is handed back.
    pub change: Money,
    /// What is kept as the customer's credit.
    pub advance: Money,
    /// What is left to pay.
    pub debt: Money,
    /// What an amount left empty stands for.
    pub rest: Money,
    /// What is wrong, each with its field.
    pub problems: Vec<Error>,
}

/// A sale read and costed.
#[derive(Debug)]
pub(super) struct Plan {
    pub day: Day,
    pub note: String,
    pub overdraft_reason: String,
    pub lines: Vec<NewLine>,
    pub payments: Vec<NewPayment>,
    /// Money in advance that came with it.
    pub advances: Vec<NewPayment>,
    pub quote: SaleQuote,
}

impl Shortage {
    /// What is missing of a need that is more than there is.
    pub(crate) fn of(needed: Credit, available: Credit) -> Result<Self> {
        Ok(Self { needed, available, missing: needed.minus(available)? })
    }
}

/// What a typed sale would be, without recording it.
pub fn quote(book: &Book, caller: Caller, input: &SaleInput) -> Result<SaleQuote> {
    let decimals = book.currency_decimals();
    book.read(|c| Ok(plan(c, &caller, decimals, input)?.quote))
}

/// Collects what is wrong, so that one look shows all of it.
#[derive(Default)]
struct Problems(Vec<Error>);

impl Problems {
    fn keep<T>(&mut self, outcome: Result<T>) -> Result<Option<T>> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(error) if matches!(error.code, ErrorCode::Bug | ErrorCode::BookDamaged | ErrorCode::BookBusy) => {
                Err(error)
            }
            Err(error) => {
                self.0.push(error);
                Ok(None)
            }
        }
    }
}

fn plan(connection: &Connection, caller: &Caller, decimals: u8, input: &SaleInput) -> Result<Plan> {
    plan_in_place(connection, caller, decimals, input, None)
}

/// The same, maybe in the place of a sale that was just taken back.
pub(super) fn plan_in_place(
    connection: &Connection,
    caller: &Caller,
    decimals: u8,
    input: &SaleInput,
    in_place: Option<&InPlace>,
) -> Result<Plan> {
    let mut problems = Problems::default();
    let day = problems.keep(caller.day_or_today("date", input.date))?.unwrap_or(caller.today);
    let note = problems.keep(text::note("note", &input.note, 2000))?.unwrap_or_default();
    let reason = text::note("allow_overdraft", input.allow_overdraft.as_deref().unwrap_or_default(), 500);
    let overdraft_reason = problems.keep(reason)?.unwrap_or_default();
    problems.keep(check_customer(connection, input.customer.as_ref()))?;
    if input.lines.is_empty() {
        problems.0.push(Error::missing("lines"));
    }
    let mut reader = LineReader {
        connection,
        day,
        decimals,
        cheapest: input.cheapest,
        customer: known_customer(input.customer.as_ref()),
        renewed: Vec::new(),
        tails: BTreeMap::new(),
        codes: BTreeMap::new(),
        in_place,
    };
    let (lines, shown) = read_lines(&mut reader, input, !overdraft_reason.is_empty(), &mut problems)?;
    let total = Money::sum(shown.iter().map(|l| l.total))?;
    if total.raw() > MAX_LINE {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", "lines").with("value", total);
        problems.0.push(refused.with("max", Money::from_raw(MAX_LINE)));
    }
    let read = problems.keep(read_payments(connection, input, total, day, decimals, in_place))?;
    // What is left to pay is not known before an amount that is refused is mended: nobody has to owe it.
    let unread = read.is_none();
    let received = read.unwrap_or_default();
    let quote = sum_up(shown, total, &received, decimals)?;
    let unnamed = input.customer.is_none() && !input.allow_unnamed_debt && !unread;
    if unnamed && quote.debt > Money::ZERO && !lines.is_empty() {
        problems.0.push(Error::new(ErrorCode::CustomerRequired).with("field", "customer").with("debt", quote.debt));
    }
    if input.customer.is_none() && quote.advance > Money::ZERO {
        problems.0.push(Error::new(ErrorCode::CustomerRequired).with("field", "customer").with("debt", quote.advance));
    }
    let quote = SaleQuote { problems: problems.0, ..quote };
    let Received { payments, advances, .. } = received;
    Ok(Plan { day, note, overdraft_reason, lines, payments, advances, quote })
}

/// All lines that can be read, with what is wrong with each.
fn read_lines(
    reader: &mut LineReader<'_>,
    input: &SaleInput,
    overdraft: bool,
    problems: &mut Problems,
) -> Result<(Vec<NewLine>, Vec<QuoteLine>)> {
    let mut read: Vec<Result<(NewLine, QuoteLine)>> = input.lines.iter().map(|line| reader.read(line)).collect();
    tell_shortages(read.iter_mut().filter_map(|line| line.as_mut().ok()).map(|(_, row)| row).collect())?;
    let (mut lines, mut shown) = (Vec::new(), Vec::new());
    for (index, read) in read.into_iter().enumerate() {
        let place = format!("lines.{index}");
        let Some((new, row)) = problems.keep(read.map_err(|e| e.within(&place)))? else { continue };
        let row = QuoteLine { line: u32::try_from(index).unwrap_or(u32::MAX), ..row };
        if let Some(short) = row.shortage.filter(|_| !overdraft) {
            let refused = insufficient(row.platform.as_deref().unwrap_or_default(), &row.unit, short);
            problems.0.push(refused.with("field", format!("{place}.platform_id")));
        }
        if let Some(free) = row.codes.filter(|free| new.codes && i64::from(*free) < row.quantity) {
            let refused = codes::short(&row.product, row.quantity, free);
            problems.0.push(refused.with("field", format!("{place}.quantity")));
        }
        if row.below_cost && !input.allow_below_cost {
            let asked = Error::new(ErrorCode::BelowCost).with("product", &row.product).with("price", row.total);
            problems.0.push(asked.with("cost", row.cost).with("field", format!("{place}.unit_price")));
        }
        lines.push(new);
        shown.push(row);
    }
    Ok((lines, shown))
}

/// Credit is short for all lines that take it, whichever of them comes last: each says what all of them need.
fn tell_shortages(mut rows: Vec<&mut QuoteLine>) -> Result<()> {
    let mut taken: BTreeMap<PlatformId, (Credit, Credit)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.credit.is_zero()) {
        let Some(platform) = row.platform_id else { continue };
        let (needed, _) = taken.entry(platform).or_insert((Credit::ZERO, row.balance_before));
        *needed = needed.plus(row.credit)?;
    }
    for row in rows.iter_mut().filter(|row| !row.credit.is_zero()) {
        let Some((needed, available)) = row.platform_id.and_then(|platform| taken.get(&platform)) else { continue };
        if needed > available {
            row.shortage = Some(Shortage::of(*needed, *available)?);
        }
    }
    Ok(())
}

/// Who buys, where the shop knows him already.
pub(super) const fn known_customer(choice: Option<&CustomerChoice>) -> Option<CustomerId> {
    match choice {
        Some(CustomerChoice::Known { id }) => Some(*id),
        _ => None,
    }
}

fn check_customer(connection: &Connection, choice: Option<&CustomerChoice>) -> Result<()> {
    match choice {
        None => Ok(()),
        Some(CustomerChoice::New { name, phone }) => {
            text::required("customer.name", name, 200)?;
            phones::phone("customer.phone", phone, settings::country(connection)?).map(drop)
        }
        Some(CustomerChoice::Known { id }) => {
            customers::refuse_archived(connection, *id).map_err(|e| e.with("field", "customer"))
        }
    }
}

/// The customer of a sale, made first where he is new.
pub(super) fn customer_of(posting: &mut Posting<'_>, choice: Option<&CustomerChoice>) -> Result<Option<CustomerId>> {
    match choice {
        None => Ok(None),
        Some(CustomerChoice::Known { id }) => Ok(Some(*id)),
        Some(CustomerChoice::New { name, phone }) => {
            let input = CustomerInput { name: name.clone(), phone: phone.clone(), ..CustomerInput::default() };
            customers::insert(posting, &input).map(Some)
        }
    }
}

fn sum_up(mut lines: Vec<QuoteLine>, total: Money, received: &Received, decimals: u8) -> Result<SaleQuote> {
    let payments = &received.payments;
    let fees = Money::sum(payments.iter().map(|p| p.fee))?;
    let weights: Vec<i64> = lines.iter().map(|l| l.total.raw()).collect();
    for (line, fee) in lines.iter_mut().zip(split_exact(fees, &weights, decimals)?) {
        line.profit = line.total.minus(line.cost)?.minus(fee)?;
        line.margin = Percent::of_round_half_even(line.profit, line.total);
    }
    let cost = Money::sum(lines.iter().map(|l| l.cost))?;
    let paid = Money::sum(payments.iter().map(|p| p.amount))?;
    let profit = total.minus(cost)?.minus(fees)?;
    Ok(SaleQuote {
        lines,
        total,
        cost,
        fees,
        profit,
        margin: Percent::of_round_half_even(profit, total),
        paid,
        change: received.change,
        advance: Money::sum(received.advances.iter().map(|a| a.amount))?,
        debt: total.minus(paid)?,
        rest: received.rest,
        problems: Vec::new(),
    })
}
