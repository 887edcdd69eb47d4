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
use crate::sales;
use crate::settings::Language;
use crate::subscriptions;
use crate::time::{Caller, Day, Instant};

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
    /// To whom; empty for a passing customer.
    pub to: String,
    /// The phone: `+213550123456`; empty where none is known.
    pub phone: String,
    /// In which language it is written.
    pub language: Language,
    /// The text.
    pub text: String,
    /// Where WhatsApp takes it from; none without a phone.
    pub link: Option<String>,
}

impl Message {
    fn new(kind: MessageKind, recipient: Recipient, language: Language, text: String) -> Self {
        let Recipient { name: to, phone } = recipient;
        let link = phone.strip_prefix('+').map(|digits| format!("{WHATSAPP}{digits}?text={}", escaped(&text)));
        Self { kind, to, phone, language, text, link }
    }
}

/// Who gets a message.
struct Recipient {
    name: String,
    phone: String,
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
        language,
        &[("client", &subscription.customer), ("produit", &subscription.product), ("fin", &end), ("boutique", &shop)],
    );
    let recipient = Recipient { name: subscription.customer, phone: subscription.phone };
    Ok(Message::new(kind, recipient, language, text))
}

/// The message about what a customer has to pay: what he owes less what stands in advance, as on his statement. Refused
/// where that is nothing.
pub fn of_debt(connection: &Connection, id: CustomerId) -> Result<Message> {
    let customer = customers::get(connection, id)?;
    if customer.owed.is_zero() {
        return Err(Error::new(ErrorCode::NothingOwed).with("field", "amount").with("number", ""));
    }
    let (shop, language) = shop_and_language(connection, Some(customer.id))?;
    let currency: String = connection.prepare_cached("SELECT currency FROM book")?.query_row([], |r| r.get(0))?;
    let amount = format!("{} {}", wording::amount(customer.owed), sign_of(&currency, language));
    let template = wording::wording(connection, MessageKind::Debt, language)?;
    let values = [("client", customer.name.as_str()), ("montant", &amount), ("boutique", &shop)];
    let text = wording::fill(&template, language, &values);
    Ok(Message::new(MessageKind::Debt, Recipient { name: customer.name, phone: customer.phone }, language, text))
}

/// The messages with the access of a sale's lines that have one; refused where none has. Each goes to who holds the line's
/// subscription today, else to the buyer: one message a person. Codes in stock stand in it whole: writing it leaves their
/// trace.
pub fn of_access(book: &Book, caller: Caller, sale: SaleId) -> Result<Vec<Message>> {
    book.post(caller, move |posting| {
        let sale = sales::get(posting.tx, &caller, sale)?;
        let mut people: Vec<(Option<CustomerId>, Vec<Handed<'_>>)> = Vec::new();
        for line in sale.lines.iter().filter(|line| !line.returned) {
            if line.access.is_empty() && line.codes.is_empty() {
                continue;
            }
            let own = sale.subscriptions.iter().find(|subscription| subscription.id.0 == line.id.0);
            let holder = own.map_or(sale.row.customer_id, |subscription| subscription.customer_id);
            let handed = Handed { line, ends_on: own.map(|subscription| subscription.ends_on) };
            match people.iter_mut().find(|(who, _)| *who == holder) {
                Some((_, his)) => his.push(handed),
                None => people.push((holder, vec![handed])),
            }
        }
        if people.is_empty() {
            return Err(Error::missing("access"));
        }
        people.into_iter().map(|(holder, handed)| access_for(posting, holder, &handed)).collect()
    })
}

/// A line whose access is handed over, and the end of the subscription that it opened.
struct Handed<'s> {
    line: &'s sales::SaleLine,
    ends_on: Option<Day>,
}

/// One person's access, each line in his wording, the codes whole.
fn access_for(posting: &mut Posting<'_>, holder: Option<CustomerId>, handed: &[Handed<'_>]) -> Result<Message> {
    let (shop, language) = shop_and_language(posting.tx, holder)?;
    let recipient = match holder {
        Some(id) => {
            let customer = customers::get(posting.tx, id)?;
            Recipient { name: customer.name, phone: customer.phone }
        }
        None => Recipient { name: String::new(), phone: String::new() },
    };
    let template = wording::wording(posting.tx, MessageKind::Access, language)?;
    let mut texts = Vec::with_capacity(handed.len());
    for Handed { line, ends_on } in handed {
        let mut access: Vec<String> = line.access.iter().map(|access| access.content.clone()).collect();
        access.extend(codes::reveal_of_line(posting, line.id)?);
        let end = ends_on.map(Day::to_french).unwrap_or_default();
        let values = [
            ("client", recipient.name.as_str()),
            ("produit", &line.product),
            ("acces", &access.join("\n")),
            ("fin", &end),
            ("boutique", &shop),
        ];
        texts.push(wording::fill(&template, language, &values));
    }
    Ok(Message::new(MessageKind::Access, recipient, language, texts.join("\n\n")))
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

/// When a subscription's holder was told of a stage, since he holds it and since its end was moved by a pause.
pub fn told_on(connection: &Connection, id: SubscriptionId, kind: MessageKind) -> Result<Option<Day>> {
    let sql = "SELECT day FROM reminders WHERE subscription_id = ?1 AND stage = ?2
          AND recorded_at > coalesce((SELECT max(recorded_at) FROM subscription_events
            WHERE subscription_id = ?1 AND (kind = 'transfer' OR kind = 'resume' AND shift_days > 0)), -1)
        ORDER BY recorded_at DESC LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row(params![id, kind], |r| r.get(0)).optional()?)
}

/// What the holder of a subscription was told counts for the one that stands in its place.
pub(crate) fn carry_on(posting: &mut Posting<'_>, before: SubscriptionId, now: SubscriptionId) -> Result<()> {
    let told: Vec<(MessageKind, Day, String, Instant)> = posting
        .tx
        .prepare_cached("SELECT stage, day, actor, recorded_at FROM reminders WHERE subscription_id = ?1 ORDER BY id")?
        .query_map([before], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (stage, day, actor, recorded_at) in told {
        posting.append(Journal::Reminders, params![now, stage, day, actor, recorded_at])?;
    }
    Ok(())
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
            let moment = subscriptions::moment(posting.tx, id, caller.now)?;
            let values = params![id, kind, caller.today, caller.actor.code(), moment];
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
            Recipient { name: String::new(), phone: "+213550123456".into() },
            Language::Fr,
            "10 % dû à l’échéance\n& plus".into(),
        );
        let link = message.link.unwrap();
        assert_eq!(
            link,
            "https://wa.me/213550123456?text=10%20%25%20d%C3%BB%20%C3%A0%20l%E2%80%99%C3%A9ch%C3%A9ance%0A%26%20plus"
        );
        assert_eq!(
            Message::new(
                MessageKind::Debt,
                Recipient { name: String::new(), phone: String::new() },
                Language::Ar,
                "x".into()
            )
            .link,
            None
        );
    }
}
