//! Append-only tables whose rows carry no hash of their own: each row takes its table's chain one link further as it is
//! posted. Verification walks the same columns in the same order and must arrive where the head is. It learns that a row
//! was changed, not which: that is what a hash in every row would cost 32 bytes for.

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::chain::{Head, Link, damaged};
use super::posting::Posting;
use crate::error::{Error, Result};
use crate::ids::SaleLineId;

macro_rules! mark {
    ($column:literal) => {
        ", ?"
    };
}

macro_rules! journals {
    ($($(#[$doc:meta])* $name:ident = $table:literal ($key:literal $(, $column:literal)+),)+) => {
        /// One of these tables, with all its columns.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Journal { $($(#[$doc])* $name),+ }

        impl Journal {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The table, and the name of its chain.
            pub const fn table(self) -> &'static str {
                match self { $(Self::$name => $table),+ }
            }

            /// The name of its check.
            pub const fn check(self) -> &'static str {
                match self { $(Self::$name => concat!($table, "_chain")),+ }
            }

            /// All rows in the order in which they were posted.
            pub const fn rows(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("SELECT ", $key, $(", ", $column,)+ " FROM ", $table, " ORDER BY ", $key)),+
                }
            }

            const fn newest(self) -> &'static str {
                match self { $(Self::$name => concat!("SELECT coalesce(max(", $key, "), 0) FROM ", $table)),+ }
            }

            const fn insert(self) -> &'static str {
                match self {
                    $(Self::$name => concat!(
                        "INSERT INTO ", $table, " (", $key, $(", ", $column,)+ ") VALUES (?", $(mark!($column),)+ ")"
                    )),+
                }
            }
        }
    };
}

journals! {
    /// Dinars paid, credit received.
    Deposits = "deposits"
        ("id", "platform_id", "day", "credit", "bonus", "due", "note", "legacy_number", "actor", "recorded_at"),
    /// Deposits taken back.
    DepositCancellations = "deposit_cancellations"
        ("id", "deposit_id", "day", "due", "reason", "actor", "recorded_at"),
    /// Sales taken back.
    Cancellations = "cancellations" ("id", "sale_id", "day", "reason", "whole", "actor", "recorded_at"),
    /// Lines sold beyond the balance.
    Overdrafts = "overdrafts" ("line_id", "platform_id", "credit", "cost"),
    /// Credit that settled them.
    Settlements = "settlements" ("id", "line_id", "movement_id", "credit", "provisional", "real"),
    /// Prices of offers, from a day on.
    OfferPrices = "offer_prices" ("id", "offer_id", "from_day", "credit", "actor", "recorded_at"),
    /// Terms that lines opened.
    Subscriptions = "subscriptions" ("id", "customer_id", "starts_on", "ends_on", "renews_id", "recorded_at"),
    /// What happened to them.
    SubscriptionEvents = "subscription_events"
        ("id", "subscription_id", "kind", "day", "shift_days", "customer_id", "reason", "actor", "recorded_at"),
    /// Who was told of which stage of a subscription.
    Reminders = "reminders" ("id", "subscription_id", "stage", "day", "actor", "recorded_at"),
    /// When customers said that they would pay.
    Promises = "promises" ("id", "customer_id", "day", "promised_on", "note", "actor", "recorded_at"),
    /// What happened to codes in stock.
    CodeEvents = "code_events"
        ("id", "code_id", "kind", "sale_line_id", "day", "reason", "actor", "recorded_at"),
    /// The till, counted.
    Closings = "closings" ("id", "prev_id", "day", "newest", "first_open", "note", "actor", "recorded_at"),
    /// What was counted of each method.
    ClosingLines = "closing_lines"
        ("id", "closing_id", "method_id", "opening", "received", "paid_out", "fees", "expected", "counted", "kept",
         "comment"),
    /// Who changed what.
    Audit = "audit" ("id", "actor", "recorded_at", "action", "entity", "entity_id", "before", "after"),
    /// Rows of the old system's files.
    LegacyRows = "legacy_rows" ("id", "file_id", "line", "raw", "fate", "entity", "entity_id", "issues"),
    /// Imports taken back.
    LegacyUndos = "legacy_undos" ("id", "batch_id", "day", "report", "actor", "recorded_at"),
}

impl Posting<'_> {
    /// Posts a row behind the newest, under the next number, with the values of all columns behind the first.
    pub(crate) fn append(&mut self, journal: Journal, values: &[&dyn ToSql]) -> Result<i64> {
        let head = match self.heads.moved(journal.table()) {
            Some(head) => head,
            None => self.kept_head(journal)?,
        };
        let id = head.length + 1;
        self.link(journal, head, id, values)?;
        Ok(id)
    }

    /// Posts the row of a sale line into a table that has one row a line at most.
    pub(crate) fn append_of_line(&mut self, journal: Journal, line: SaleLineId, values: &[&dyn ToSql]) -> Result<()> {
        let table = journal.table();
        let head = self.heads.moved(table).unwrap_or_else(|| self.heads.kept(table));
        self.link(journal, head, line.0, values)
    }

    /// The head before the operation: as many rows as it tells of are there.
    fn kept_head(&self, journal: Journal) -> Result<Head> {
        let head = self.heads.kept(journal.table());
        let newest: i64 = self.tx.prepare_cached(journal.newest())?.query_row([], |r| r.get(0))?;
        if newest != head.length {
            return Err(damaged(&format!("{} does not end where it should", journal.table())));
        }
        Ok(head)
    }

    fn link(&mut self, journal: Journal, mut head: Head, key: i64, values: &[&dyn ToSql]) -> Result<()> {
        let mut row: Vec<&dyn ToSql> = Vec::with_capacity(values.len() + 1);
        row.push(&key);
        row.extend_from_slice(values);
        let mut link = Link::after(&head.hash);
        for value in &row {
            let value = value.to_sql()?;
            link = link.value(held(&value)?)?;
        }
        self.inserts.journals[journal as usize].insert(self.tx, journal.insert(), row.as_slice())?;
        head.advance(link.finish());
        self.heads.advance_to(journal.table(), head);
        Ok(())
    }
}

/// What the database will hold.
fn held<'v>(value: &'v ToSqlOutput<'_>) -> Result<ValueRef<'v>> {
    match value {
        ToSqlOutput::Borrowed(value) => Ok(*value),
        ToSqlOutput::Owned(value) => Ok(ValueRef::from(value)),
        _ => Err(Error::bug("a value that cannot be chained")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Book, NewBook};
    use crate::settings::Language;

    #[test]
    fn every_column_of_a_table_is_chained_in_the_order_of_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let new = NewBook {
            name: "Essai".into(),
            currency: "DZD".into(),
            timezone: "Africa/Algiers".into(),
            language: Language::Fr,
            demo: false,
        };
        let book = Book::create(&folder.path().join("book"), &new, std::time::Duration::from_secs(5)).unwrap();
        for journal in Journal::ALL {
            let (there, key): (Vec<String>, Vec<String>) = book
                .read(|c| {
                    let names = |sql: &str| -> rusqlite::Result<Vec<String>> {
                        c.prepare(sql)?.query_map([journal.table()], |r| r.get(0))?.collect()
                    };
                    let all = names("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
                    Ok((all, names("SELECT name FROM pragma_table_info(?1) WHERE pk = 1")?))
                })
                .unwrap();
            let chained: Vec<String> =
                book.read(|c| Ok(c.prepare(journal.rows())?.column_names().map(str::to_owned).collect())).unwrap();
            assert_eq!((&chained, &key[..]), (&there, &chained[..1]), "{}", journal.table());
        }
    }
}
