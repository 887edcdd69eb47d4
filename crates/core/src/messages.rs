//! Messages to customers: the shop's wording with the names, days and amounts put in, ready to be sent; and who was told
//! of what.

mod wording;

pub use wording::{Template, reset_template, templates, update_template};

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::choice::choice;
use crate::codes;
use crate::customers;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, SaleId, SubscriptionId};
use crate::money::Money;
use crate::sales;
use crate::settings::Language;
use crate::subscriptions;
use crate::time::{Caller, Day};

/// Where WhatsApp takes messages from.
pub const WHATSAPP: &str = "https://wa.me/";

choice!(
    /// What a message is about.
    MessageKind {
        /// A subscription ends in two or three days.
        Days3 => "days3",
        /// It ends tomorrow.
        Day1 => "day1",
        /// It has ended.
        Ended => "ended",
        /// What the customer owes.
        Debt => "debt",
        /// The access to what he bought.
        Access => "access",
    }
);

impl MessageKind {
    /// The stage of a subscription that ends in so many days; none while that is far.
    pub const fn of_days_left(days: i64) -> Option<Self> {
        match days {
            i64::MIN..=0 => Some(Self::Ended),
            1 => Some(Self::Day1),
            2..=3 => Some(Self::Days3),
            _ => None,
        }
    }
}

/// A message, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Message {
    /// What it is about.
    pub kind: MessageKind,
    /// To whom: `+213550123456`; empty where no phone is known.
    pub phone: String,
    /// In which language it is written.
    pub language: Language,
    /// The text.
    pub text: String,
    /// Where WhatsApp takes it from; none without a phone.
    pub link: Option<String>,
}

impl Message {
    fn new(kind: MessageKind, phone: String, language: Language, text: String) -> Self {
        let link = phone.strip_prefix('+').map(|digits| format!("{WHATSAPP}{digits}?text={}", escaped(&text)));
        Self { kind, phone, language, text, link }
    }
}

/// Percent-encoding of everything that RFC 3986 does not leave as it is.
fn escaped(text: &str) -> String {
    let mut link = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}

/// The message to a subscription's holder, of the stage at which it stands today.
pub fn of_subscription(connection: &Connection, caller: &Caller, id: SubscriptionId) -> Result<Message> {
    let subscription = subscriptions::get(connection, caller, id)?;
    let kind = MessageKind::of_days_left(subscription.ends_on.days_since(caller.today)).unwrap_or(MessageKind::Days3);
    let (shop, language) = shop_and_language(connection, subscription.customer_id)?;
    let template = wording::wording(connection, kind, language)?;
    let end = subscription.ends_on.to_french();
    let text = wording::fill(
        &template,
        &[("client", &subscription.customer), ("produit", &subscription.product), ("fin", &end), ("boutique", &shop)],
    );
    Ok(Message::new(kind, subscription.phone, language, text))
}

/// The message about what a customer owes; refused where he owes nothing.
pub fn of_debt(connection: &Connection, id: CustomerId) -> Result<Message> {
    let customer = customers::get(connection, id)?;
    if customer.debt <= Money::ZERO {
        return Err(Error::new(ErrorCode::NothingOwed).with("field", "amount").with("number", ""));
    }
    let (shop, language) = shop_and_language(connection, Some(customer.id))?;
    let currency: String = connection.prepare_cached("SELECT currency FROM book")?.query_row([], |r| r.get(0))?;
    let amount = format!("{} {}", wording::amount(customer.debt), sign_of(&currency, language));
    let template = wording::wording(connection, MessageKind::Debt, language)?;
    let values = [("client", customer.name.as_str()), ("montant", &amount), ("boutique", &shop)];
    Ok(Message::new(MessageKind::Debt, customer.phone, language, wording::fill(&template, &values)))
}

/// The message with the access of a sale's line, or of all its lines that have one; refused where none has. Codes in
/// stock stand in it whole: writing it leaves their trace.
pub fn of_access(book: &Book, caller: Caller, sale: SaleId) -> Result<Message> {
    book.post(caller, move |posting| {
        let tx = posting.tx;
        let sale = sales::get(tx, &caller, sale)?;
        let has_any = |line: &&sales::SaleLine| !(line.returned || line.access.is_empty() && line.codes.is_empty());
        let handed: Vec<_> = sale.lines.iter().filter(has_any).collect();
        if handed.is_empty() {
            return Err(Error::missing("access"));
        }
        let (shop, language) = shop_and_language(tx, sale.row.customer_id)?;
        let phone = match sale.row.customer_id {
            Some(id) => customers::get(tx, id)?.phone,
            None => String::new(),
        };
        let template = wording::wording(tx, MessageKind::Access, language)?;
        let mut texts = Vec::new();
        for line in handed {
            let mut access: Vec<String> = line.access.iter().map(|access| access.content.clone()).collect();
            access.extend(codes::reveal_of_line(posting, line.id)?);
            let own = sale.subscriptions.iter().find(|subscription| subscription.id.0 == line.id.0);
            let end = own.map(|subscription| subscription.ends_on.to_french()).unwrap_or_default();
            let values = [
                ("client", sale.row.customer.as_str()),
                ("produit", &line.product),
                ("acces", &access.join("\n")),
                ("fin", &end),
                ("boutique", &shop),
            ];
            texts.push(wording::fill(&template, &values));
        }
        Ok(Message::new(MessageKind::Access, phone, language, texts.join("\n\n")))
    })
}

/// How people write the currency.
fn sign_of(currency: &str, language: Language) -> &str {
    match (currency, language) {
        ("DZD", Language::Ar) => "د.ج",
        ("DZD", _) => "DA",
        (other, _) => other,
    }
}

/// The shop's name, and the language in which a customer is written to: his own, else the shop's.
fn shop_and_language(connection: &Connection, customer: Option<CustomerId>) -> Result<(String, Language)> {
    let sql = "SELECT b.name, coalesce((SELECT language FROM customers WHERE id = ?1), b.language) FROM book b";
    Ok(connection.prepare_cached(sql)?.query_row([customer], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// When a subscription's holder was told of a stage.
pub fn told_on(connection: &Connection, id: SubscriptionId, kind: MessageKind) -> Result<Option<Day>> {
    let sql = "SELECT day FROM reminders WHERE subscription_id = ?1 AND stage = ?2";
    Ok(connection.prepare_cached(sql)?.query_row(params![id, kind], |r| r.get(0)).optional()?)
}

/// Remembers that a subscription's holder was told of the stage at which it stands today; once a stage.
pub fn told(book: &Book, caller: Caller, id: SubscriptionId) -> Result<()> {
    book.write(move |tx| {
        let subscription = subscriptions::get(tx, &caller, id)?;
        let kind = MessageKind::of_days_left(subscription.ends_on.days_since(caller.today));
        let Some(kind) = kind else { return Ok(()) };
        if told_on(tx, id, kind)?.is_some() {
            return Ok(());
        }
        Posting::run(tx, caller, |posting| {
            let values = params![id, kind, caller.today, caller.actor.code(), caller.now];
            posting.append(Journal::Reminders, values).map(drop)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_told_by_the_days_left() {
        let stages: Vec<_> = [-5, 0, 1, 2, 3, 4].into_iter().map(MessageKind::of_days_left).collect();
        let (ended, tomorrow, soon) = (Some(MessageKind::Ended), Some(MessageKind::Day1), Some(MessageKind::Days3));
        assert_eq!(stages, [ended, ended, tomorrow, soon, soon, None]);
    }

    #[test]
    fn a_link_carries_any_text() {
        let message = Message::new(
            MessageKind::Debt,
            "+213550123456".into(),
            Language::Fr,
            "10 % dû à l’échéance\n& plus".into(),
        );
        let link = message.link.unwrap();
        assert_eq!(
            link,
            "https://wa.me/213550123456?text=10%20%25%20d%C3%BB%20%C3%A0%20l%E2%80%99%C3%A9ch%C3%A9ance%0A%26%20plus"
        );
        assert_eq!(Message::new(MessageKind::Debt, String::new(), Language::Ar, "x".into()).link, None);
    }
}
