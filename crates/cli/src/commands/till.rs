//! The till.

use rasid_core::ids::MethodId;
use rasid_core::till::{self, Closing, ClosingInput, CountInput};
use rasid_core::{Error, ErrorCode, Result, settings};

use super::named;
use crate::args::{CloseTill, Period};
use crate::context::{Context, day};
use crate::output::{Answer, table};

const LINE: &[&str] = &["method", "opening", "received", "paid_out", "fees", "expected"];
const CLOSED: &[&str] =
    &["method", "opening", "received", "paid_out", "fees", "expected", "counted", "gap", "kept", "comment"];

/// What each way to pay should hold.
pub fn show(context: &Context, date: Option<&str>) -> Result<Answer> {
    let date = day("date", date)?;
    let (book, caller) = context.book_and_caller()?;
    let till = book.read(|c| till::till(c, &caller, date))?;
    context.answer(&named("till", &till), |_| table(LINE, &till.lines))
}

/// Closes a day. What was counted is held against the till of this moment: a command looks and counts at once.
pub fn close(context: &Context, typed: CloseTill) -> Result<Answer> {
    let date = day("date", typed.date.as_deref())?;
    let (book, caller) = context.book_and_caller()?;
    if let Some(key) = &typed.key
        && let Some(made) = book.read(|c| till::closed_under(c, key))?
    {
        return closed(context, &made);
    }
    let input = book.read(|c| {
        let till = till::till(c, &caller, date)?;
        let named = |figures: &[(String, String)]| -> Result<Vec<(MethodId, String)>> {
            figures.iter().map(|(name, text)| Ok((settings::find_method(c, name)?, text.clone()))).collect()
        };
        let (counts, openings) = (named(&typed.counts)?, named(&typed.openings)?);
        let (kept, comments) = (named(&typed.kept)?, named(&typed.comments)?);
        let all = [&counts, &openings, &kept, &comments].into_iter().flatten();
        if let Some((id, _)) = all.clone().find(|(id, _)| !till.lines.iter().any(|line| line.method_id == *id)) {
            return Err(Error::new(ErrorCode::UnknownMethod).with("field", "method").with("value", id));
        }
        let of = |all: &[(MethodId, String)], id| all.iter().find(|(of, _)| *of == id).map(|(_, text)| text.clone());
        let counts = till.lines.iter().map(|line| CountInput {
            method_id: line.method_id,
            opening: of(&openings, line.method_id),
            seen: line.expected.to_string(),
            counted: of(&counts, line.method_id).unwrap_or_default(),
            kept: of(&kept, line.method_id),
            comment: of(&comments, line.method_id).unwrap_or_default(),
        });
        Ok(ClosingInput { date, counts: counts.collect(), note: typed.note.clone() })
    })?;
    let closing = till::close(book, caller, typed.key.as_deref(), input)?;
    closed(context, &closing)
}

fn closed(context: &Context, closing: &Closing) -> Result<Answer> {
    context.answer(&named("closing", closing), |texts| {
        let mut lines = table(CLOSED, &closing.lines)?;
        lines.push(texts.say("till_closed", &[("date", &closing.date), ("gap", &closing.gap)]));
        Ok(lines)
    })
}

/// Lists the closings.
pub fn list(context: &Context, period: &Period) -> Result<Answer> {
    let (from, to) = (day("from", period.from.as_deref())?, day("to", period.to.as_deref())?);
    let closings: Vec<Closing> = context.book()?.read(|c| till::closings(c, from, to))?;
    context.answer(&named("closings", &closings), |_| table(&["id", "date", "gap", "note"], &closings))
}
