//! Collecting: a customer pays over his oldest sales or over chosen ones, in advance, or from what he paid in advance.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::number_text;
use super::pay::post_with_fees;
use super::received::fees;
use crate::book::Book;
use crate::book::posting::Posting;
use crate::book::requests::Request;
use crate::customers::{self, Customer, advance_of, same_customer};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, MethodId, SaleId};
use crate::money::{Money, split_exact, typed_money};
use crate::payments::{self, PaymentEntry};
use crate::settings::{self, CUSTOMER_CREDIT, Method};
use crate::text;
use crate::time::{Caller, Day};

/// What a customer pays, as typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CollectInput {
    /// Who.
    pub customer_id: CustomerId,
    /// How; `customer_credit` is what he has paid in advance.
    pub method_id: MethodId,
    /// How much; nothing said: all that he owes.
    pub amount: String,
    /// Over which sales; none chosen: over all, the oldest first.
    pub sales: Vec<SaleId>,
    /// What is more than he owes is kept as his credit.
    pub keep_rest: bool,
    /// Free text.
    pub note: String,
}

/// A sale that is not paid whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OpenSale {
    /// Row id.
    pub id: SaleId,
    /// Number.
    pub number: String,
    /// Business day.
    pub date: Day,
    /// What is left to pay.
    pub debt: Money,
}

/// What a payment pays of a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CollectPart {
    /// The sale, as it stands before.
    #[serde(flatten)]
    pub sale: OpenSale,
    /// What is paid of it.
    pub amount: Money,
    /// What is left of it.
    pub left: Money,
}

/// What a typed payment would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CollectQuote {
    /// Sale by sale, the oldest first; those that get nothing are not among them.
    pub parts: Vec<CollectPart>,
    /// What is received.
    pub amount: Money,
    /// The method's fee on it.
    pub fee: Money,
    /// What of it is kept as the customer's credit.
    pub advance: Money,
    /// What he owes before,
    pub debt_before: Money,
    /// and behind it.
    pub debt_after: Money,
    /// What he has paid in advance before,
    pub credit_before: Money,
    /// and behind it.
    pub credit_after: Money,
    /// What is wrong, each with its field.
    pub problems: Vec<Error>,
}

/// A customer's sales that are not paid whole, the oldest first.
pub fn open_sales(connection: &Connection, customer: CustomerId) -> Result<Vec<OpenSale>> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT s.id, s.year, s.number, s.legacy_number, s.day,
                (SELECT sum(total) FROM sale_lines WHERE sale_id = s.id),
                coalesce((SELECT sum(amount) FROM payments WHERE sale_id = s.id), 0)
         FROM sales s WHERE ",
        same_customer!("s.customer_id"),
        " ORDER BY s.day, s.id"
    ))?;
    let mut rows = statement.query([customers::root(connection, customer)?])?;
    let mut open = Vec::new();
    while let Some(row) = rows.next()? {
        let debt = row.get::<_, Money>(5)?.minus(row.get(6)?)?;
        if debt > Money::ZERO {
            let number = number_text(row.get(1)?, row.get(2)?, row.get(3)?);
            open.push(OpenSale { id: row.get(0)?, number, date: row.get(4)?, debt });
        }
    }
    Ok(open)
}

/// What a typed payment would be, without recording it.
pub fn collect_quote(book: &Book, input: &CollectInput) -> Result<CollectQuote> {
    let decimals = book.currency_decimals();
    book.read(|c| Ok(plan(c, decimals, input)?.quote))
}

/// Takes a customer's payment: over his oldest sales or the chosen ones, what is more than he owes kept as his credit
/// where that was said. Nothing is taken where the quote lists a problem; the first one is the error.
pub fn collect(book: &Book, caller: Caller, key: Option<&str>, input: CollectInput) -> Result<Customer> {
    let request = Request::new("customer_pay", key, &input)?;
    book.write(move |tx| {
        request.once(tx, caller, |posting| {
            let plan = plan(tx, posting.decimals, &input)?;
            if let Some(problem) = plan.quote.problems.first() {
                return Err(problem.clone());
            }
            if let Some(part) = plan.quote.parts.iter().find(|part| part.sale.date > caller.today) {
                let refused = Error::new(ErrorCode::OutOfRange).with("field", "date").with("value", caller.today);
                return Err(refused.with("min", part.sale.date));
            }
            post(posting, input.customer_id, &plan)?;
            Ok(input.customer_id.0)
        })?;
        customers::get(tx, input.customer_id)
    })
}

/// Gives back what a customer has paid in advance.
pub fn give_back(book: &Book, caller: Caller, key: Option<&str>, input: CollectInput) -> Result<Customer> {
    let request = Request::new("customer_give_back", key, &input)?;
    book.write(move |tx| {
        request.once(tx, caller, |posting| {
            let credit = customers::get(tx, input.customer_id)?.credit;
            let method = settings::usable_method(tx, input.method_id)?;
            let amount = match input.amount.trim() {
                "" => credit,
                text => typed_money("amount", text, posting.decimals)?,
            };
            above_zero(amount)?;
            if amount > credit {
                return Err(advance_short("amount", credit, amount));
            }
            let note = text::note("note", &input.note, 500)?;
            let mut entry =
                PaymentEntry::advance(input.customer_id, caller.today, method.id, amount.negated()?, Money::ZERO);
            entry.note = note;
            payments::post(posting, &entry)?;
            Ok(input.customer_id.0)
        })?;
        customers::get(tx, input.customer_id)
    })
}

/// The refusal of a payment from less than there is.
pub(super) fn advance_short(field: &str, credit: Money, amount: Money) -> Error {
    Error::new(ErrorCode::AdvanceShort).with("field", field).with("credit", credit).with("amount", amount)
}

fn above_zero(amount: Money) -> Result<()> {
    if amount > Money::ZERO {
        return Ok(());
    }
    Err(Error::new(ErrorCode::OutOfRange).with("field", "amount").with("value", amount).with("min", "0.01"))
}

/// A payment read and spread.
struct Plan {
    method: Method,
    note: String,
    fee_of_paid: Money,
    fee_of_rest: Money,
    quote: CollectQuote,
}

fn plan(connection: &Connection, decimals: u8, input: &CollectInput) -> Result<Plan> {
    // Whoever was merged is the other, with his money.
    let customer = customers::get(connection, input.customer_id)?;
    let from_credit = input.method_id == CUSTOMER_CREDIT;
    let method = if from_credit {
        settings::method(connection, CUSTOMER_CREDIT)?
    } else {
        settings::usable_method(connection, input.method_id)?
    };
    let note = text::note("note", &input.note, 500)?;
    let mut problems = Vec::new();
    let open = chosen(connection, input, &mut problems)?;
    let owed = Money::sum(open.iter().map(|sale| sale.debt))?;
    let amount = match input.amount.trim() {
        "" if from_credit => owed.min(customer.credit),
        "" => owed,
        text => typed_money("amount", text, decimals).unwrap_or_else(|error| {
            problems.push(error);
            Money::ZERO
        }),
    };
    if problems.is_empty() {
        problems.extend(above_zero(amount).err());
    }
    if from_credit && amount > customer.credit {
        problems.push(advance_short("amount", customer.credit, amount));
    }
    let rest = amount.minus(owed)?.max(Money::ZERO);
    if rest > Money::ZERO && (from_credit || !input.keep_rest) {
        let refused = Error::new(ErrorCode::Overpaid).with("field", "amount").with("number", "");
        problems.push(refused.with("debt", owed).with("amount", amount));
    }
    let parts = spread(open, amount.minus(rest)?)?;
    let credit_after = if from_credit { customer.credit.minus(amount)? } else { customer.credit.plus(rest)? };
    let mut advance = advance_of(connection, Some(customer.id))?;
    let paid = Money::sum(parts.iter().map(|part| part.amount))?;
    let (fee_of_paid, fee_of_rest) = if problems.is_empty() {
        fees(&method, paid, rest, &mut advance, decimals)?
    } else {
        (Money::ZERO, Money::ZERO)
    };
    let fee = fee_of_paid.plus(fee_of_rest)?;
    let quote = CollectQuote {
        parts,
        amount,
        fee,
        advance: rest,
        debt_before: customer.debt,
        debt_after: customer.debt.minus(amount)?.plus(rest)?,
        credit_before: customer.credit,
        credit_after,
        problems,
    };
    Ok(Plan { method, note, fee_of_paid, fee_of_rest, quote })
}

/// The sales over which a payment goes; a chosen one that owes nothing is a problem.
fn chosen(connection: &Connection, input: &CollectInput, problems: &mut Vec<Error>) -> Result<Vec<OpenSale>> {
    let open = open_sales(connection, input.customer_id)?;
    if input.sales.is_empty() {
        return Ok(open);
    }
    for id in &input.sales {
        if !open.iter().any(|sale| sale.id == *id) {
            let number = super::read::row(connection, *id)?.number;
            problems.push(Error::new(ErrorCode::NothingOwed).with("field", "sales").with("number", number));
        }
    }
    Ok(open.into_iter().filter(|sale| input.sales.contains(&sale.id)).collect())
}

/// The oldest sale first, each whole before the next gets anything.
fn spread(open: Vec<OpenSale>, amount: Money) -> Result<Vec<CollectPart>> {
    let mut left = amount.max(Money::ZERO);
    let mut parts = Vec::new();
    for sale in open {
        let part = left.min(sale.debt);
        if part.is_zero() {
            break;
        }
        left = left.minus(part)?;
        parts.push(CollectPart { amount: part, left: sale.debt.minus(part)?, sale });
    }
    Ok(parts)
}

fn post(posting: &mut Posting<'_>, customer: CustomerId, plan: &Plan) -> Result<()> {
    let (day, method, parts) = (posting.caller.today, plan.method.id, &plan.quote.parts);
    let weights: Vec<i64> = parts.iter().map(|part| part.amount.raw()).collect();
    // The sales bear the fee in proportion to what each gets.
    let fees = split_exact(plan.fee_of_paid, &weights, posting.decimals)?;
    for (part, fee) in parts.iter().zip(fees) {
        let mut entry = PaymentEntry::of_sale(part.sale.id, Some(customer), day, method, part.amount, fee);
        plan.note.clone_into(&mut entry.note);
        post_with_fees(posting, &entry)?;
    }
    if !plan.quote.advance.is_zero() {
        let mut entry = PaymentEntry::advance(customer, day, method, plan.quote.advance, plan.fee_of_rest);
        plan.note.clone_into(&mut entry.note);
        payments::post(posting, &entry)?;
    }
    Ok(())
}
