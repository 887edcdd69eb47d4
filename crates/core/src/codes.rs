//! Codes in stock: gift cards, keys, accounts that wait for their customer. Each comes in once and is sold once, the
//! oldest first; it is shown masked, and whoever sees it whole leaves a trace. A code has no cost of its own: what a sale
//! takes from a platform is said by the product's offer.

mod read;

pub use read::{CodeEvent, CodeRow, CodeState, CodesPage, CodesQuery, history, page};
pub(crate) use read::{SoldCode, of_sale, stock, stocks};

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::book::Book;
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::choice::choice;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CodeId, ProductId, SaleLineId};
use crate::legacy::read_text;
use crate::text;
use crate::time::Caller;

/// A code has at most so many characters,
const LONGEST: usize = 1000;
/// and a list so many lines.
const MOST: usize = 20_000;
/// So much of a long code is shown.
const SHOWN: usize = 4;
/// Bytes of the largest file of codes.
const LARGEST: u64 = 4 << 20;

choice!(
    /// What happened to a code.
    CodeEventKind {
        /// It came in.
        Import => "import",
        /// A sale took it.
        Sell => "sell",
        /// Somebody saw it whole.
        Reveal => "reveal",
        /// Its sale was cancelled before anybody had seen it: it is free again.
        Return => "return",
        /// It was taken out of stock.
        Withdraw => "withdraw",
    }
);

choice!(
    /// Why a line of a list is not taken.
    CodeRefusal {
        /// The product has this code already, sold or not.
        Known => "known",
        /// It stands further up in the list.
        Repeated => "repeated",
        /// Longer than a code can be, or with characters that no text has.
        Unreadable => "unreadable",
    }
);

/// Codes of a product, as pasted.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CodesInput {
    /// Of which product.
    pub product_id: ProductId,
    /// One code a line; empty lines are passed over.
    pub text: String,
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RefusedCode {
    /// Which line of the list, from 1.
    pub line: u32,
    /// The code, masked.
    pub masked: String,
    /// Why.
    pub reason: CodeRefusal,
}

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct CodesImported {
    /// How many came in.
    pub added: u32,
    /// Lines that did not.
    pub refused: Vec<RefusedCode>,
    /// How many of the product can be sold now.
    pub free: u32,
}

/// A code, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RevealedCode {
    /// Which.
    pub id: CodeId,
    /// As the customer gets it.
    pub content: String,
}

/// A code as it is shown: its last characters where it is long enough to keep the rest secret.
fn masked(ending: &str) -> String {
    format!("••••{ending}")
}

/// The end of a code that is one word of letters and digits; of a login with its password that would be the password.
fn ending(code: &str) -> String {
    let joined = joined(code);
    let count = joined.chars().count();
    if !is_plain(&joined) || count < 2 * SHOWN { String::new() } else { joined.chars().skip(count - SHOWN).collect() }
}

fn joined(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

fn is_plain(joined: &str) -> bool {
    joined.chars().all(char::is_alphanumeric) && !joined.is_empty()
}

/// By what two spellings are one code: groups of letters and digits are one word with and without dashes and spaces.
/// Letters keep their case: keys differ by it.
fn digest(code: &str) -> [u8; 32] {
    let joined = joined(code);
    Sha256::digest(if is_plain(&joined) { joined.as_bytes() } else { code.as_bytes() }).into()
}

/// Whether a code reads as it did when it came in.
pub(crate) fn is_of(content: &str, came_as: &[u8; 32], shown: &str) -> bool {
    digest(content) == *came_as && ending(content) == shown
}

/// What stands in a text file of codes, in whatever encoding it was saved.
pub fn read_list(file: &Path) -> Result<String> {
    let text = read_text(file, LARGEST)?;
    if text.trim().is_empty() {
        return Err(Error::new(ErrorCode::FileEmpty).with("file", file.display()));
    }
    Ok(text)
}

/// Takes in a list of codes, one a line. A line that the product has already, that stands twice in the list or that cannot
/// be read is left out and named; the others come in, in one transaction. The same list again brings nothing twice.
pub fn import(book: &Book, caller: Caller, input: CodesInput) -> Result<CodesImported> {
    book.post(caller, move |posting| {
        let product = product_name(posting.tx, input.product_id)?;
        let lines: Vec<(usize, &str)> =
            input.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
        if lines.is_empty() {
            return Err(Error::missing("text").with("product", product));
        }
        if lines.len() > MOST {
            let refused = Error::new(ErrorCode::OutOfRange).with("field", "text").with("value", lines.len());
            return Err(refused.with("min", 1).with("max", MOST));
        }
        let newest: i64 =
            posting.tx.prepare_cached("SELECT coalesce(max(id), 0) FROM codes")?.query_row([], |r| r.get(0))?;
        let (mut added, mut refused) = (0, Vec::new());
        for (index, line) in lines {
            let reason = match text::optional("text", line, LONGEST) {
                Err(_) => Some(CodeRefusal::Unreadable),
                Ok(code) => add(posting, input.product_id, &code, newest)?,
            };
            match reason {
                None => added += 1,
                Some(reason) => refused.push(RefusedCode {
                    line: u32::try_from(index + 1).unwrap_or(u32::MAX),
                    masked: masked(&ending(line.trim())),
                    reason,
                }),
            }
        }
        let free = stock(posting.tx, input.product_id)?.unwrap_or(0);
        Ok(CodesImported { added, refused, free })
    })
}

/// Adds one code, or says why it is not taken. `newest` is the newest code before the list.
fn add(posting: &mut Posting<'_>, product: ProductId, code: &str, newest: i64) -> Result<Option<CodeRefusal>> {
    let caller = posting.caller;
    let digest = digest(code);
    let known: Option<i64> = posting
        .tx
        .prepare_cached("SELECT id FROM codes WHERE product_id = ?1 AND digest = ?2")?
        .query_row(params![product, digest], |r| r.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(Some(if id > newest { CodeRefusal::Repeated } else { CodeRefusal::Known }));
    }
    posting
        .tx
        .prepare_cached(
            "INSERT INTO codes (product_id, content, sealed, digest, ending, day, recorded_at)
             VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![product, code.as_bytes(), digest, ending(code), caller.today, caller.now])?;
    let id = CodeId(posting.tx.last_insert_rowid());
    note(posting, id, CodeEventKind::Import, None, "")?;
    Ok(None)
}

fn note(
    posting: &mut Posting<'_>,
    code: CodeId,
    kind: CodeEventKind,
    line: Option<SaleLineId>,
    reason: &str,
) -> Result<()> {
    let caller = posting.caller;
    let values = params![code, kind, line, caller.today, reason, caller.actor.code(), caller.now];
    posting.append(Journal::CodeEvents, values).map(drop)
}

fn product_name(connection: &Connection, id: ProductId) -> Result<String> {
    let name = connection
        .prepare_cached("SELECT name FROM products WHERE id = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    name.ok_or_else(|| Error::new(ErrorCode::UnknownProduct).with("field", "product_id").with("value", id))
}

/// The refusal of a line that takes more codes than are free.
pub(crate) fn short(product: &str, wanted: i64, free: u32) -> Error {
    Error::new(ErrorCode::CodesShort).with("product", product).with("needed", wanted).with("available", free)
}

/// Gives free codes of a product to a line that sells it: first those named, then the oldest. Two sales never get the
/// same: the writer works one operation at a time, and the table keeps a code with the line that has it.
pub(crate) fn take(
    posting: &mut Posting<'_>,
    product: ProductId,
    line: SaleLineId,
    quantity: i64,
    first: &[CodeId],
) -> Result<()> {
    let mut free = Vec::new();
    for code in first {
        let is_free =
            "SELECT 1 FROM codes WHERE id = ?1 AND product_id = ?2 AND sale_line_id IS NULL AND withdrawn = 0";
        if i64::try_from(free.len()).unwrap_or(i64::MAX) < quantity
            && posting.tx.prepare_cached(is_free)?.exists(params![code, product])?
        {
            free.push(*code);
        }
    }
    let mut statement = posting.tx.prepare_cached(
        "SELECT id FROM codes WHERE product_id = ?1 AND sale_line_id IS NULL AND withdrawn = 0 ORDER BY id LIMIT ?2",
    )?;
    // As many as are named may stand among the oldest.
    let named = i64::try_from(first.len()).unwrap_or(0);
    let mut oldest = statement.query(params![product, quantity.saturating_add(named)])?;
    while let Some(row) = oldest.next()? {
        let code = row.get(0)?;
        if i64::try_from(free.len()).unwrap_or(i64::MAX) < quantity && !free.contains(&code) {
            free.push(code);
        }
    }
    let found = u32::try_from(free.len()).unwrap_or(u32::MAX);
    if i64::from(found) < quantity {
        return Err(short(&product_name(posting.tx, product)?, quantity, found));
    }
    for code in free {
        posting
            .tx
            .prepare_cached("UPDATE codes SET sale_line_id = ?2 WHERE id = ?1 AND sale_line_id IS NULL")?
            .execute(params![code, line])?;
        note(posting, code, CodeEventKind::Sell, Some(line), "")?;
    }
    Ok(())
}

/// Frees the codes of a cancelled line that nobody has seen since they were sold. What was seen stays with its line: the
/// customer may have it.
pub(crate) fn give_back(posting: &mut Posting<'_>, line: SaleLineId, reason: &str) -> Result<()> {
    let unseen: Vec<CodeId> = {
        let mut statement = posting.tx.prepare_cached(
            "SELECT c.id FROM codes c WHERE c.sale_line_id = ?1 AND NOT EXISTS (
               SELECT 1 FROM code_events e WHERE e.code_id = c.id AND e.kind = 'reveal' AND e.sale_line_id = ?1) ORDER BY c.id",
        )?;
        statement.query_map([line], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    for code in unseen {
        posting.tx.prepare_cached("UPDATE codes SET sale_line_id = NULL WHERE id = ?1")?.execute([code])?;
        note(posting, code, CodeEventKind::Return, Some(line), reason)?;
    }
    Ok(())
}

/// Frees the codes of a cancelled line that were seen, for the line that stands in its place: see [`keep_seen`].
pub(crate) fn free_seen(posting: &mut Posting<'_>, line: SaleLineId, reason: &str) -> Result<Vec<CodeId>> {
    let seen = of_line(posting.tx, line)?;
    for code in &seen {
        posting.tx.prepare_cached("UPDATE codes SET sale_line_id = NULL WHERE id = ?1")?.execute([code])?;
        note(posting, *code, CodeEventKind::Return, Some(line), reason)?;
    }
    Ok(seen)
}

/// What was seen of a corrected sale counts as seen with the line that has it now; what no line took over is no longer
/// sold: the customer may have it.
pub(crate) fn keep_seen(posting: &mut Posting<'_>, seen: &[CodeId], reason: &str) -> Result<()> {
    for code in seen {
        let line: Option<SaleLineId> = posting
            .tx
            .prepare_cached("SELECT sale_line_id FROM codes WHERE id = ?1")?
            .query_row([code], |r| r.get(0))?;
        match line {
            Some(line) => note(posting, *code, CodeEventKind::Reveal, Some(line), reason)?,
            None => {
                posting.tx.prepare_cached("UPDATE codes SET withdrawn = 1 WHERE id = ?1")?.execute([code])?;
                note(posting, *code, CodeEventKind::Withdraw, None, reason)?;
            }
        }
    }
    Ok(())
}

fn of_line(connection: &Connection, line: SaleLineId) -> Result<Vec<CodeId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM codes WHERE sale_line_id = ?1 ORDER BY id")?;
    Ok(statement.query_map([line], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// A code, whole; that it was seen, when and by whom, stands in its history.
pub fn reveal(book: &Book, caller: Caller, id: CodeId) -> Result<RevealedCode> {
    book.post(caller, move |posting| reveal_one(posting, id))
}

fn reveal_one(posting: &mut Posting<'_>, id: CodeId) -> Result<RevealedCode> {
    let found: Option<(String, Option<SaleLineId>)> = posting
        .tx
        .prepare_cached("SELECT CAST(content AS TEXT), sale_line_id FROM codes WHERE id = ?1 AND sealed = 0")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let (content, line) = found.ok_or_else(|| Error::new(ErrorCode::UnknownCode).with("value", id))?;
    note(posting, id, CodeEventKind::Reveal, line, "")?;
    Ok(RevealedCode { id, content })
}

/// The codes that lines of sales got, whole, in order; each leaves its trace.
pub(crate) fn reveal_of_line(posting: &mut Posting<'_>, line: SaleLineId) -> Result<Vec<String>> {
    let codes = of_line(posting.tx, line)?;
    codes.into_iter().map(|code| reveal_one(posting, code).map(|code| code.content)).collect()
}

/// Takes a free code out of stock: it will never be sold.
pub fn withdraw(book: &Book, caller: Caller, id: CodeId, reason: String) -> Result<CodeRow> {
    book.post(caller, move |posting| {
        let reason = text::note("reason", &reason, 500)?;
        if reason.is_empty() {
            return Err(Error::missing("reason"));
        }
        let before = read::get(posting.tx, id)?;
        if before.state != CodeState::Free {
            return Err(Error::new(ErrorCode::CodeNotFree).with("value", before.masked));
        }
        posting.tx.prepare_cached("UPDATE codes SET withdrawn = 1 WHERE id = ?1")?.execute([id])?;
        note(posting, id, CodeEventKind::Withdraw, None, &reason)?;
        read::get(posting.tx, id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_in_its_spellings() {
        assert_eq!(digest("ABCD-1234-EFGH"), digest("ABCD1234EFGH"));
        assert_eq!(digest("ABCD 1234 EFGH"), digest("ABCD-1234-EFGH"));
        assert_ne!(digest("abcd-1234"), digest("ABCD-1234"));
        // A login is no code: a dash in it means something.
        assert_ne!(digest("a-b@x.dz:pw"), digest("ab@x.dz:pw"));
    }

    #[test]
    fn a_short_code_shows_nothing() {
        assert_eq!(masked(&ending("1234567")), "••••");
        assert_eq!(masked(&ending("ABCD-1234")), "••••1234");
        // A password is no end of a code.
        assert_eq!(masked(&ending("amine@mail.dz:1234")), "••••");
    }
}
