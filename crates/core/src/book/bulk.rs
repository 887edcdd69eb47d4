//! Large works: a demo book, an import into a book that holds less than comes in.
//!
//! They go through the same posting as a single sale, in one transaction, on a connection of their own that differs in
//! two things. Foreign keys are not looked up row by row but checked all at once before the commit, and the indexes that
//! nothing reads meanwhile are put aside and built again from the sorted rows. Both hold when the transaction commits,
//! or it does not commit; together they cost half of what row by row costs.

use rusqlite::{OptionalExtension, Transaction};

use crate::error::{Error, ErrorCode, Result};

/// Indexes that no posting reads but once a platform or a year, when the book still holds little, and no report of an
/// import.
const ASIDE: [&str; 9] = [
    "sales_number",
    "sales_customer",
    "sales_day",
    "sale_lines_day",
    "payments_advance",
    "movements_chain",
    "movements_line",
    "subscriptions_end",
    "subscriptions_customer",
];

/// Runs `work` with those indexes put aside; afterwards they stand again, and every row that names another has it.
pub(super) fn with_indexes_aside<T>(
    tx: &Transaction<'_>,
    work: impl FnOnce(&Transaction<'_>) -> Result<T>,
) -> Result<T> {
    let mut put_aside = Vec::with_capacity(ASIDE.len());
    for name in ASIDE {
        let found: Option<String> = tx
            .query_row("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1", [name], |r| r.get(0))
            .optional()?;
        put_aside.push(found.ok_or_else(|| damaged(&format!("the index {name} is gone")))?);
        tx.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    let outcome = work(tx)?;
    for sql in &put_aside {
        tx.execute_batch(sql)?;
    }
    check_keys(tx)?;
    Ok(outcome)
}

/// Every row that is named exists: what foreign keys check row by row, once for all tables.
fn check_keys(tx: &Transaction<'_>) -> Result<()> {
    let orphan: Option<(String, Option<i64>, String)> = tx
        .query_row("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 1", [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })
        .optional()?;
    match orphan {
        None => Ok(()),
        Some((table, row, parent)) => {
            Err(damaged(&format!("{table} {} names a row of {parent} that is not there", row.unwrap_or_default())))
        }
    }
}

fn damaged(detail: &str) -> Error {
    Error::new(ErrorCode::BookDamaged).with("detail", detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Book, NewBook};
    use crate::settings::Language;

    fn book(folder: &std::path::Path) -> Book {
        let new = NewBook {
            name: "Essai".into(),
            currency: "DZD".into(),
            timezone: "Africa/Algiers".into(),
            language: Language::Fr,
            demo: false,
        };
        Book::create(&folder.join("book"), &new, std::time::Duration::from_secs(5)).unwrap()
    }

    fn schema(book: &Book) -> Vec<String> {
        book.read(|c| {
            let mut statement =
                c.prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1")?;
            Ok(statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
    }

    const PLATFORM: &str =
        "INSERT INTO platforms (name, name_key, unit, decimals, created_at) VALUES ('P', 'p', 'USD', 2, 0)";
    const ORPHAN: &str = "INSERT INTO deposits (platform_id, day, credit, bonus, due, note, actor, recorded_at)
        VALUES (77, 20260101, 1, 0, 1, '', 'owner', 0)";

    #[test]
    fn a_large_work_leaves_the_schema_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let book = book(folder.path());
        let before = schema(&book);
        book.write_many(1, |tx| Ok(tx.execute(PLATFORM, []).map(drop)?)).unwrap();
        assert_eq!(schema(&book), before);
        let platforms: i64 =
            book.read(|c| Ok(c.query_row("SELECT count(*) FROM platforms", [], |r| r.get(0))?)).unwrap();
        assert_eq!(platforms, 1);
    }

    #[test]
    fn a_large_work_that_names_what_is_not_there_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let book = book(folder.path());
        let before = schema(&book);
        let refused = book.write_many(1, |tx| {
            tx.execute(PLATFORM, [])?;
            Ok(tx.execute(ORPHAN, []).map(drop)?)
        });
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, ErrorCode::BookDamaged);
        assert!(format!("{refused:?}").contains("deposits 1 names a row of platforms"), "{refused:?}");
        let panicked = book.write_many(1, |tx| -> Result<()> {
            tx.execute(PLATFORM, [])?;
            std::panic::panic_any("half way")
        });
        assert_eq!(panicked.unwrap_err().code, ErrorCode::Bug);
        assert_eq!(schema(&book), before);
        // The next small work is refused at once, as ever.
        assert!(book.write(|tx| Ok(tx.execute(ORPHAN, []).map(drop)?)).is_err());
        let platforms: i64 =
            book.read(|c| Ok(c.query_row("SELECT count(*) FROM platforms", [], |r| r.get(0))?)).unwrap();
        assert_eq!(platforms, 0);
    }

    #[test]
    fn a_large_work_cannot_change_what_was_posted_nor_the_tables() {
        let folder = tempfile::tempdir().unwrap();
        let book = book(folder.path());
        for sql in [
            "DROP TABLE sales",
            "DROP TRIGGER sales_no_update",
            "DELETE FROM platforms",
            "PRAGMA recursive_triggers = OFF",
        ] {
            let refused = book.write_many(1, move |tx| {
                tx.execute(PLATFORM, [])?;
                Ok(tx.execute_batch(sql)?)
            });
            assert!(refused.is_err(), "{sql}");
        }
    }
}
