//! Words that stand for one of a few things, and pairs.

use rasid_core::export::{Dataset, Dialect};
use rasid_core::reports::ProfitBy;
use rasid_core::settings::Language;
use serde::de::DeserializeOwned;

type Read<T> = std::result::Result<T, String>;

/// A language.
pub fn language(text: &str) -> Read<Language> {
    Language::from_code(text).ok_or_else(|| "fr, ar, en".to_owned())
}

/// What profit is cut by.
pub fn profit_by(text: &str) -> Read<ProfitBy> {
    ProfitBy::from_code(text).ok_or_else(|| list(ProfitBy::ALL.map(ProfitBy::code)))
}

/// A data set.
pub fn dataset(text: &str) -> Read<Dataset> {
    Dataset::from_code(text).ok_or_else(|| list(Dataset::ALL.iter().map(|d| d.code())))
}

/// A dialect of the file.
pub fn dialect(text: &str) -> Read<Dialect> {
    Dialect::from_code(text).ok_or_else(|| list(Dialect::ALL.iter().map(|d| d.code())))
}

/// A choice by the code that it has on the wire.
pub fn coded<T: DeserializeOwned>(text: &str) -> Read<T> {
    serde_json::from_value(text.into()).map_err(|unknown| unknown.to_string())
}

/// A platform's name may hold the sign, a figure does not.
pub fn figure(text: &str) -> Read<(String, String)> {
    pair(text.rsplit_once('='))
}

/// A spelling and the platform that it means; the platform's name may hold the sign.
pub fn spelling(text: &str) -> Read<(String, String)> {
    pair(text.split_once('='))
}

/// A file and a code that is said of it; the file's name may hold the sign.
pub fn of_file<T: DeserializeOwned>(text: &str) -> Read<(String, T)> {
    let (file, code) = figure(text)?;
    Ok((file, coded(&code)?))
}

fn pair(parts: Option<(&str, &str)>) -> Read<(String, String)> {
    match parts.map(|(left, right)| (left.trim(), right.trim())) {
        Some((left, right)) if !left.is_empty() && !right.is_empty() => Ok((left.to_owned(), right.to_owned())),
        _ => Err("NAME=VALUE".to_owned()),
    }
}

fn list(codes: impl IntoIterator<Item = &'static str>) -> String {
    codes.into_iter().collect::<Vec<_>>().join(", ")
}
