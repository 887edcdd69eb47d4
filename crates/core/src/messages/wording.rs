//! The wording of messages: the program's in three languages, or the shop's own.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::MessageKind;
use crate::book::Book;
use crate::error::{Error, ErrorCode, Result};
use crate::money::Money;
use crate::settings::{Language, audit};
use crate::text;
use crate::time::Caller;

/// A message's wording in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Template {
    /// What the message is about.
    pub kind: MessageKind,
    /// In which language.
    pub language: Language,
    /// The text, with names in braces where something is put in.
    pub body: String,
    /// The names that it may contain.
    pub names: Vec<String>,
    /// The shop's own; else the program's.
    pub own: bool,
}

/// What can be put into a message of a kind.
const fn names(kind: MessageKind) -> &'static [&'static str] {
    match kind {
        MessageKind::Days3 | MessageKind::Day1 | MessageKind::Ended => &["client", "produit", "fin", "boutique"],
        MessageKind::Debt => &["client", "montant", "boutique"],
        MessageKind::Access => &["client", "produit", "acces", "fin", "boutique"],
    }
}

const fn given(kind: MessageKind, language: Language) -> &'static str {
    match (kind, language) {
        (MessageKind::Days3, Language::Fr) => {
            "Bonjour {client}, votre abonnement {produit} se termine le {fin}. Souhaitez-vous le renouveler ? {boutique}"
        }
        (MessageKind::Day1, Language::Fr) => {
            "Bonjour {client}, votre abonnement {produit} se termine demain, le {fin}. Répondez-nous pour ne pas être coupé. {boutique}"
        }
        (MessageKind::Ended, Language::Fr) => {
            "Bonjour {client}, votre abonnement {produit} a pris fin le {fin}. Nous pouvons le remettre en route aujourd’hui. {boutique}"
        }
        (MessageKind::Debt, Language::Fr) => {
            "Bonjour {client}, il reste {montant} à régler. Merci de passer quand vous pouvez. {boutique}"
        }
        (MessageKind::Access, Language::Fr) => {
            "Bonjour {client}, voici votre accès {produit} :\n{acces}\nFin : {fin}\nMerci ! {boutique}"
        }
        (MessageKind::Access, Language::Ar) => {
            "مرحبًا {client}، هذه معلومات الدخول إلى {produit}:\n{acces}\nالانتهاء: {fin}\nشكرًا لكم! {boutique}"
        }
        (MessageKind::Access, Language::En) => {
            "Hello {client}, here is your access to {produit}:\n{acces}\nEnds: {fin}\nThank you! {boutique}"
        }
        (MessageKind::Days3, Language::Ar) => {
            "مرحبًا {client}، اشتراككم {produit} ينتهي يوم {fin}. هل ترغبون في تجديده؟ {boutique}"
        }
        (MessageKind::Day1, Language::Ar) => {
            "مرحبًا {client}، اشتراككم {produit} ينتهي غدًا {fin}. راسلونا حتى لا ينقطع. {boutique}"
        }
        (MessageKind::Ended, Language::Ar) => {
            "مرحبًا {client}، انتهى اشتراككم {produit} يوم {fin}. يمكننا إعادة تشغيله اليوم. {boutique}"
        }
        (MessageKind::Debt, Language::Ar) => "مرحبًا {client}، بقي عليكم {montant}. نرجو التسديد متى تيسّر. {boutique}",
        (MessageKind::Days3, Language::En) => {
            "Hello {client}, your {produit} subscription ends on {fin}. Would you like to renew it? {boutique}"
        }
        (MessageKind::Day1, Language::En) => {
            "Hello {client}, your {produit} subscription ends tomorrow, {fin}. Answer us to keep it running. {boutique}"
        }
        (MessageKind::Ended, Language::En) => {
            "Hello {client}, your {produit} subscription ended on {fin}. We can start it again today. {boutique}"
        }
        (MessageKind::Debt, Language::En) => {
            "Hello {client}, {montant} is still to be paid. Please come by when you can. {boutique}"
        }
    }
}

/// The wording of a kind in a language: the shop's own where there is one.
pub(super) fn wording(connection: &Connection, kind: MessageKind, language: Language) -> Result<String> {
    Ok(own(connection, kind, language)?.unwrap_or_else(|| given(kind, language).to_owned()))
}

fn own(connection: &Connection, kind: MessageKind, language: Language) -> Result<Option<String>> {
    let sql = "SELECT body FROM templates WHERE kind = ?1 AND language = ?2";
    Ok(connection.prepare_cached(sql)?.query_row(params![kind, language], |r| r.get(0)).optional()?)
}

/// Puts values in the place of their names in braces. What is empty leaves no gap: a space before it goes with it, and a
/// line of several that would say nothing else than its own label goes whole. What is put in is not read again for names.
///
/// A value of the other direction is isolated, so that it turns nothing round and nothing turns it round; never the access,
/// which is copied, and never inside a link: an invisible character there is a wrong password or a dead link.
pub(super) fn fill(template: &str, language: Language, values: &[(&str, &str)]) -> String {
    let lines: Vec<&str> = template.lines().collect();
    let label = |line: &&str| {
        lines.len() > 1
            && values.iter().any(|(name, value)| value.is_empty() && line.ends_with(&format!(": {{{name}}}")))
    };
    let kept: Vec<String> =
        lines.iter().filter(|line| !label(line)).map(|line| fill_line(line, language, values)).collect();
    kept.join("\n")
}

fn fill_line(line: &str, language: Language, values: &[(&str, &str)]) -> String {
    let (mut filled, mut rest) = (String::new(), line);
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let known = values
            .iter()
            .find_map(|(name, value)| Some((*name, *value, behind.strip_prefix(name)?.strip_prefix('}')?)));
        match known {
            Some((name, value, after)) => {
                if value.is_empty() && filled.ends_with(' ') {
                    filled.pop();
                }
                let in_link = filled.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains("://"));
                if name != ACCESS && !in_link && turns(value, language) {
                    filled.extend([FIRST_STRONG_ISOLATE, value, POP_ISOLATE]);
                } else {
                    filled.push_str(value);
                }
                rest = after;
            }
            None => {
                filled.push('{');
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// What is handed over as it is, to be copied.
const ACCESS: &str = "acces";
const FIRST_STRONG_ISOLATE: &str = "\u{2068}";
const POP_ISOLATE: &str = "\u{2069}";

/// Whether letters or digits of a value are read in the other direction than the language; a link is left as it is.
fn turns(value: &str, language: Language) -> bool {
    let right_to_left =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let other = |c: char| match language {
        Language::Ar => c.is_alphanumeric() && !right_to_left(c),
        Language::Fr | Language::En => right_to_left(c),
    };
    !value.contains("://") && value.chars().any(other)
}

/// An amount as people here write it: `1 234,50`, with no-break spaces.
pub(super) fn amount(amount: Money) -> String {
    let text = amount.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped},{decimals}")
}

/// All wordings in a language, in the order of their kinds.
pub fn templates(connection: &Connection, language: Language) -> Result<Vec<Template>> {
    MessageKind::ALL.iter().map(|kind| template(connection, *kind, language)).collect()
}

fn template(connection: &Connection, kind: MessageKind, language: Language) -> Result<Template> {
    let own = own(connection, kind, language)?;
    let names = names(kind).iter().map(|name| (*name).to_owned()).collect();
    let (own, body) = (own.is_some(), own.unwrap_or_else(|| given(kind, language).to_owned()));
    Ok(Template { kind, language, body, names, own })
}

/// Words a message as the shop likes it. A name in braces that nothing is put in for is refused.
pub fn update_template(
    book: &Book,
    caller: Caller,
    kind: MessageKind,
    language: Language,
    body: String,
) -> Result<Template> {
    let body = text::note("body", &body, 2000)?;
    if body.is_empty() {
        return Err(Error::missing("body"));
    }
    if let Some(unknown) = unknown_name(&body, names(kind)) {
        return Err(Error::new(ErrorCode::OutOfRange).with("field", "body").with("value", unknown));
    }
    change(book, caller, kind, language, Some(body))
}

/// Goes back to the program's wording.
pub fn reset_template(book: &Book, caller: Caller, kind: MessageKind, language: Language) -> Result<Template> {
    change(book, caller, kind, language, None)
}

fn change(
    book: &Book,
    caller: Caller,
    kind: MessageKind,
    language: Language,
    body: Option<String>,
) -> Result<Template> {
    book.post(caller, move |posting| {
        let before = wording(posting.tx, kind, language)?;
        match &body {
            Some(body) => posting.tx.execute(
                "INSERT INTO templates (kind, language, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT (kind, language) DO UPDATE SET body = excluded.body",
                params![kind, language, body],
            )?,
            None => posting
                .tx
                .execute("DELETE FROM templates WHERE kind = ?1 AND language = ?2", params![kind, language])?,
        };
        let after = wording(posting.tx, kind, language)?;
        audit(posting, "update", "template", 1, &before, &after)?;
        template(posting.tx, kind, language)
    })
}

/// The first `{name}` that is none of these.
fn unknown_name(body: &str, known: &[&str]) -> Option<String> {
    let mut rest = body;
    while let Some((_, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        if !known.contains(&name) {
            return Some(format!("{{{name}}}"));
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [Language; 3] = [Language::Fr, Language::Ar, Language::En];

    #[test]
    fn the_programs_wordings_name_only_what_is_put_in() {
        for kind in MessageKind::ALL.iter().copied() {
            for language in LANGUAGES {
                let body = given(kind, language);
                assert_eq!(unknown_name(body, names(kind)), None, "{body}");
                let all_there = names(kind).iter().all(|name| body.contains(&format!("{{{name}}}")));
                assert!(all_there, "{body}");
            }
        }
    }

    #[test]
    fn amounts_are_written_as_people_write_them() {
        let written = |raw| amount(Money::from_raw(raw));
        assert_eq!(written(12_345_000), "1\u{a0}234,50");
        assert_eq!(written(9_999_900), "999,99");
        assert_eq!(written(10_000_000_000), "1\u{a0}000\u{a0}000,00");
    }

    #[test]
    fn a_wording_is_filled_without_gaps() {
        let body = "Bonjour {client}, {produit} finit.";
        let fill = |body: &str, values: &[(&str, &str)]| super::fill(body, Language::Fr, values);
        assert_eq!(fill(body, &[("client", "Amine"), ("produit", "IPTV")]), "Bonjour Amine, IPTV finit.");
        assert_eq!(fill(body, &[("client", ""), ("produit", "IPTV")]), "Bonjour, IPTV finit.");
        let access = "Accès :\n{acces}\nFin : {fin}\nMerci {client}";
        assert_eq!(fill(access, &[("acces", "a{fin}\nb"), ("fin", ""), ("client", "")]), "Accès :\na{fin}\nb\nMerci");
        assert_eq!(unknown_name("{client} {nom", &["client"]).as_deref(), Some("{nom}"));
    }

    #[test]
    fn what_reads_the_other_way_is_isolated_and_what_is_copied_never() {
        let body = "مرحبًا {client}، {produit}:\n{acces}\n{fin}";
        let access = "user: amine_7\nكلمة السر: Zx9-ق4!\nhttps://panel.example/u?id=1";
        let values = [("client", "Amine B."), ("produit", "قنوات"), ("acces", access), ("fin", "01/03/2026")];
        let filled = fill(body, Language::Ar, &values);
        assert_eq!(filled, format!("مرحبًا \u{2068}Amine B.\u{2069}، قنوات:\n{access}\n\u{2068}01/03/2026\u{2069}"));
        let link = "انظروا https://shop.example/?n={client} يا {client}";
        let filled = fill(link, Language::Ar, &[("client", "Amine")]);
        assert_eq!(filled, "انظروا https://shop.example/?n=Amine يا \u{2068}Amine\u{2069}");
        let site = fill("{boutique}", Language::Ar, &[("boutique", "https://shop.example")]);
        assert_eq!(site, "https://shop.example");
        let french = [("client", "أمين"), ("produit", "IPTV 1 mois")];
        assert_eq!(fill("{client}, {produit}", Language::Fr, &french), "\u{2068}أمين\u{2069}, IPTV 1 mois");
        assert_eq!(fill("{acces}", Language::En, &[("acces", "رمز")]), "رمز");
    }
}
