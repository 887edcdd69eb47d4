//! Sales and their payments.

use rasid_core::ids::SaleLineId;
use rasid_core::sales::{
    self, CancelInput, CreditFate, CustomerChoice, PaymentInput, Sale, SaleInput, SaleLineInput, SaleStatus,
};
use rasid_core::{Error, ErrorCode, Result, catalog, codes, customers, platforms, receipts, settings};

use super::named;
use crate::args::{CancelSale, CorrectSale, RecordSale};
use crate::context::{Context, amount, day};
use crate::messages::Texts;
use crate::output::{Answer, table};

/// Records a sale of one line.
pub fn record(context: &Context, typed: RecordSale) -> Result<Answer> {
    let date = day("date", typed.date.as_deref())?;
    let (book, caller) = context.book_and_caller()?;
    let (line, customer, method_id) = book.read(|c| {
        let platform = typed.platform.as_deref().map(|name| platforms::find(c, name));
        let line = SaleLineInput {
            product_id: catalog::find(c, &typed.product)?,
            platform_id: platform.transpose()?,
            quantity: String::new(),
            unit_price: None,
            discount: String::new(),
            renews: None,
            in_place_of: None,
            without_codes: typed.without_codes,
        };
        let customer = typed.customer.as_deref().map(|who| customers::find(c, who)).transpose()?;
        Ok((line, customer, settings::find_method(c, &typed.method)?))
    })?;
    let line = SaleLineInput {
        quantity: amount("quantity", Some(typed.qty))?.unwrap_or_default(),
        unit_price: amount("unit_price", typed.price)?,
        ..line
    };
    // In the core's field an empty amount is all that is left to pay.
    let paid = amount("paid", typed.paid)?.unwrap_or_default();
    let input = SaleInput {
        date,
        customer: customer.map(|id| CustomerChoice::Known { id }),
        lines: vec![line],
        payments: vec![PaymentInput { method_id, amount: paid }],
        note: typed.note,
        allow_overdraft: typed.allow_overdraft,
        // A command cannot ask: a loss is marked in the answer, a debt without a name is in the total.
        allow_below_cost: true,
        allow_unnamed_debt: true,
        keep_change: false,
        cheapest: false,
    };
    let sale = sales::record(book, caller, typed.key.as_deref(), input)?;
    shown(context, "sale_recorded", &sale)
}

/// Cancels a sale, or some of its lines.
pub fn cancel(context: &Context, typed: CancelSale) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let (id, method_id) = book.read(|c| {
        let method = typed.method.as_deref().map(|method| settings::find_method(c, method)).transpose()?;
        Ok((sales::find(c, &typed.number)?, method))
    })?;
    let input = CancelInput {
        reason: typed.reason,
        lines: typed.lines.into_iter().map(SaleLineId).collect(),
        credit: if typed.lost { CreditFate::Lost } else { CreditFate::Returned },
        keep_money: typed.keep_credit,
        method_id,
    };
    let sale = sales::cancel_as(book, caller, typed.key.as_deref(), id, input)?;
    let whole = sale.row.status == SaleStatus::Cancelled;
    shown(context, if whole { "sale_cancelled" } else { "sale_line_cancelled" }, &sale)
}

/// Takes a sale back and records another in its place: the one that was, with what is said otherwise.
pub fn correct(context: &Context, typed: CorrectSale) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    if let Some(key) = &typed.key
        && let Some(made) = book.read(|c| sales::corrected_under(c, &caller, key))?
    {
        return shown(context, "sale_recorded", &made);
    }
    let started = book.read(|c| sales::correction(c, &caller, sales::find(c, &typed.number)?))?;
    let mut input = started.input;
    let lines = input.lines.len();
    let Some(line) = typed.line.checked_sub(1).and_then(|at| input.lines.get_mut(at)) else {
        let refused = Error::new(ErrorCode::OutOfRange).with("field", "line").with("value", typed.line);
        return Err(refused.with("min", 1).with("max", lines));
    };
    if let Some(quantity) = amount("quantity", typed.qty)? {
        line.quantity = quantity;
    }
    if let Some(price) = amount("unit_price", typed.price)? {
        line.unit_price = Some(price);
    }
    if let Some(discount) = amount("discount", typed.discount)? {
        line.discount = discount;
    }
    if let Some(paid) = amount("paid", typed.paid)? {
        let method_id = book.read(|c| settings::find_method(c, &typed.method))?;
        input.payments = vec![PaymentInput { method_id, amount: paid }];
    }
    input.allow_below_cost = true;
    input.allow_unnamed_debt = true;
    let key = typed.key.as_deref();
    let sale = sales::correct(book, caller, key, started.sale_id, typed.reason, input)?;
    shown(context, "sale_recorded", &sale)
}

/// The codes that a sale took from stock.
pub fn codes(context: &Context, number: &str) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let sale = book.read(|c| sales::get(c, &caller, sales::find(c, number)?))?;
    let taken = sale.lines.iter().flat_map(|line| &line.codes);
    let codes = taken.map(|code| codes::reveal(book, caller, code.id)).collect::<Result<Vec<_>>>()?;
    context.answer(&named("codes", &codes), |_| Ok(codes.iter().map(|code| code.content.clone()).collect()))
}

/// A sale's receipt.
pub fn receipt(context: &Context, number: &str) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let receipt = book.read(|c| receipts::of_sale(c, &caller, sales::find(c, number)?))?;
    context.answer(&named("receipt", &receipt), |texts| {
        let mut lines = table(&["product", "quantity", "unit_price", "discount", "total", "ends_on"], &receipt.lines)?;
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("number", &receipt.head.number), ("total", &receipt.total), ("paid", &receipt.paid)];
        lines.push(texts.say("receipt", &[values, &[("debt", &receipt.debt)]].concat()));
        Ok(lines)
    })
}

/// Takes a payment.
pub fn pay(context: &Context, number: &str, typed: String, method: &str, key: Option<&str>) -> Result<Answer> {
    let amount = amount("amount", Some(typed))?.unwrap_or_default();
    let (book, caller) = context.book_and_caller()?;
    let (id, method_id) = book.read(|c| Ok((sales::find(c, number)?, settings::find_method(c, method)?)))?;
    let sale = sales::pay(book, caller, key, id, PaymentInput { method_id, amount })?;
    shown(context, "sale_paid", &sale)
}

/// A sale, and a warning where it was sold at a loss.
pub(super) fn shown(context: &Context, name: &str, sale: &Sale) -> Result<Answer> {
    context.answer(&named("sale", sale), |texts| {
        let loss = (name == "sale_recorded" && sale.below_cost).then(|| texts.say("sold_below_cost", &[]));
        Ok(std::iter::once(sentence(texts, name, sale)).chain(loss).collect())
    })
}

fn sentence(texts: &Texts, name: &str, sale: &Sale) -> String {
    let row = &sale.row;
    texts.say(
        name,
        &[
            ("number", &row.number),
            ("total", &row.total),
            ("cost", &row.cost),
            ("profit", &row.profit),
            ("paid", &row.paid),
            ("debt", &row.debt),
        ],
    )
}
