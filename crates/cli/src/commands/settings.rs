//! What the shop sets: its name, what stands under it, and its ways to pay.

use rasid_core::Result;
use rasid_core::settings::{self, Letterhead, Method, MethodInput, UpdateSettings};

use super::named;
use crate::args::Settings;
use crate::context::Context;
use crate::output::{Answer, table};

/// Changes what was said and shows the settings.
pub fn settings(context: &Context, typed: Settings) -> Result<Answer> {
    let Settings { name, address, phone, line, language } = typed;
    let (book, caller) = context.book_and_caller()?;
    let mut info = settings::info(book, &caller)?;
    if name.is_some() || address.is_some() || phone.is_some() || line.is_some() || language.is_some() {
        let kept = info.letterhead;
        let letterhead = Letterhead {
            address: address.unwrap_or(kept.address),
            phone: phone.unwrap_or(kept.phone),
            line: line.unwrap_or(kept.line),
        };
        let input = UpdateSettings {
            name: name.unwrap_or(info.name),
            language: language.unwrap_or(info.language),
            theme: info.theme,
            country: None,
            letterhead: Some(letterhead),
        };
        info = settings::update(book, caller, input)?;
    }
    context.answer(&named("settings", &info), |_| {
        let Letterhead { address, phone, line } = &info.letterhead;
        Ok([&info.name, address, phone, line].into_iter().filter(|text| !text.is_empty()).cloned().collect())
    })
}

/// Lists the ways to pay.
pub fn methods(context: &Context) -> Result<Answer> {
    let methods = context.book()?.read(settings::methods)?;
    context.answer(&named("methods", &methods), |_| shown(&methods))
}

/// Adds one of the shop's own.
pub fn add_method(context: &Context, name: String, fee: String) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    told(context, &settings::add_method(book, caller, MethodInput { name, fee_rate: fee })?)
}

/// Changes what was said of a way to pay.
pub fn set_method(context: &Context, method: &str, name: Option<String>, fee: Option<String>) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let before = book.read(|c| settings::method(c, settings::find_method(c, method)?))?;
    let input = MethodInput { name: name.unwrap_or(before.name), fee_rate: fee.unwrap_or(before.fee_rate.to_string()) };
    told(context, &settings::update_method(book, caller, before.id, input)?)
}

/// Puts a way to pay aside or takes it up again.
pub fn archive_method(context: &Context, method: &str, archived: bool) -> Result<Answer> {
    let (book, caller) = context.book_and_caller()?;
    let id = book.read(|c| settings::find_method(c, method))?;
    told(context, &settings::archive_method(book, caller, id, archived)?)
}

fn told(context: &Context, method: &Method) -> Result<Answer> {
    context.answer(&named("method", method), |_| shown(std::slice::from_ref(method)))
}

fn shown(methods: &[Method]) -> Result<Vec<String>> {
    table(&["code", "name", "fee_rate", "archived"], methods)
}
