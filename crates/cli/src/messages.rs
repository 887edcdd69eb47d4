//! The program's sentences in the user's language. Those about errors are the window's own.

use std::collections::BTreeMap;
use std::fmt::Display;

use rasid_core::Error;
use rasid_core::settings::Language;
use serde_json::Value;

type Flat = BTreeMap<String, String>;

macro_rules! sources {
    ($code:literal) => {
        [
            include_str!(concat!("../../../ui/src/locales/", $code, "/errors.json")),
            include_str!(concat!("../../../ui/src/locales/", $code, "/common.json")),
            include_str!(concat!("../locales/", $code, ".json")),
        ]
    };
}

/// The texts of one language.
pub struct Texts {
    errors: Flat,
    common: Value,
    own: Flat,
}

impl Texts {
    /// The texts of a language.
    pub fn of(language: Language) -> Self {
        let [errors, common, own] = match language {
            Language::Fr => sources!("fr"),
            Language::Ar => sources!("ar"),
            Language::En => sources!("en"),
        };
        // The tests read these files too: none is ever broken here.
        Self {
            errors: serde_json::from_str(errors).unwrap_or_default(),
            common: serde_json::from_str(common).unwrap_or_default(),
            own: serde_json::from_str(own).unwrap_or_default(),
        }
    }

    /// What went wrong, as a sentence.
    pub fn error(&self, error: &Error) -> String {
        // A few errors read otherwise in a terminal, where there is no field to fill in and no list to choose from.
        let own = self.own.get(&format!("error_{}", error.code));
        match own.or_else(|| self.errors.get(error.code.as_str())) {
            Some(text) => fill(text, |name| match name {
                "limits" => Some(self.limits(error)),
                name => self.detail(error, name),
            }),
            None => error.message.clone(),
        }
    }

    /// What would be allowed, as far as the error says.
    fn limits(&self, error: &Error) -> String {
        let known = |name| error.details.contains_key(name);
        let kind = match (known("min"), known("max")) {
            (true, true) => "between",
            (true, false) => "at_least",
            (false, true) => "at_most",
            (false, false) => "none",
        };
        let text = self.common.get("limits").and_then(|limits| limits.get(kind)?.as_str());
        fill(text.unwrap_or_default(), |name| self.detail(error, name))
    }

    fn detail(&self, error: &Error, name: &str) -> Option<String> {
        let value = error.details.get(name)?;
        let named = match name {
            "field" => self.word("fields", value.rsplit('.').next().unwrap_or(value)),
            "entity" => self.word("entities", value),
            _ => None,
        };
        Some(named.unwrap_or_else(|| value.clone()))
    }

    fn word(&self, group: &str, name: &str) -> Option<String> {
        self.common.get(group)?.get(name)?.as_str().map(str::to_owned)
    }

    /// One of the program's own sentences.
    pub fn say(&self, name: &str, values: &[(&str, &dyn Display)]) -> String {
        let text = self.own.get(name).map_or(name, String::as_str);
        fill(text, |wanted| values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.to_string()))
    }
}

/// Puts values where the text has `{{name}}`; an ellipsis stands for one that is missing or empty.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once("{{") {
        let Some((name, after)) = opened.split_once("}}") else { break };
        filled.push_str(before);
        let found = value(name.trim()).filter(|v| !v.trim().is_empty());
        filled.push_str(found.as_deref().unwrap_or("…"));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_core::ErrorCode;

    const LANGUAGES: [Language; 3] = [Language::Fr, Language::Ar, Language::En];

    #[test]
    fn a_missing_detail_shows_no_braces() {
        for language in LANGUAGES {
            let texts = Texts::of(language);
            for code in ErrorCode::ALL {
                let said = texts.error(&Error::new(*code));
                assert!(!said.contains('{') && !said.contains('}') && said.chars().count() > 5, "{code}: {said}");
            }
        }
    }

    #[test]
    fn values_with_braces_stay_as_they_are() {
        let error = Error::new(ErrorCode::UnknownSale).with("value", "{{value}} }} {{");
        assert!(Texts::of(Language::En).error(&error).contains("“{{value}} }} {{”"));
    }

    #[test]
    fn fields_and_entities_are_named_in_the_language() {
        let error = Error::new(ErrorCode::MissingRequired).with("field", "lines.0.quantity");
        assert!(!Texts::of(Language::Ar).error(&error).contains("quantity"));
        let error = Error::new(ErrorCode::AmbiguousName).with("entity", "customer").with("value", "Amine");
        assert!(!Texts::of(Language::Fr).error(&error).contains("customer"));
    }

    #[test]
    fn what_would_be_allowed_is_said() {
        let said = |error: &Error| Texts::of(Language::En).error(error);
        let error = Error::new(ErrorCode::OutOfRange).with("field", "quantity").with("value", 0);
        assert!(said(&error).ends_with("Please correct it."));
        assert!(said(&error.clone().with("min", 1)).ends_with("Enter at least 1."));
        assert!(said(&error.clone().with("max", 9)).ends_with("Enter at most 9."));
        assert!(said(&error.with("min", 1).with("max", 9)).ends_with("Enter 1 to 9."));
    }

    #[test]
    fn own_sentences_stand_in_every_language_with_the_same_values() {
        let placeholders = |text: &str| {
            let mut names: Vec<String> =
                text.split("{{").skip(1).map(|p| p.split("}}").next().unwrap().into()).collect();
            names.sort();
            names
        };
        let french = Texts::of(Language::Fr).own;
        assert!(french.len() > 10);
        for language in LANGUAGES {
            let other = Texts::of(language).own;
            assert!(other.keys().eq(french.keys()), "{language:?}");
            for (name, text) in &other {
                assert_eq!(placeholders(text), placeholders(&french[name]), "{language:?} {name}");
            }
        }
    }
}
