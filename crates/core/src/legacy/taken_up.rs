//! Who and what an undone import put aside is taken up again by the next one that names it.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use crate::book::posting::Posting;
use crate::error::Result;
use crate::ids::{CustomerId, PlatformId, ProductId};
use crate::text;
use crate::{catalog, customers, platforms};

/// What undone imports put aside and nobody touched since, by kind and id.
#[derive(Debug, Default)]
pub struct SetAside(BTreeSet<(String, i64)>);

impl SetAside {
    /// Reads it; where no import was ever undone there is nothing to read.
    pub fn read(connection: &Connection) -> Result<Self> {
        let any: bool = connection.query_row("SELECT EXISTS (SELECT 1 FROM legacy_undos)", [], |r| r.get(0))?;
        let mut found = BTreeSet::new();
        if !any {
            return Ok(Self(found));
        }
        let sql = "SELECT action, entity, entity_id FROM audit WHERE action IN ('archive', 'undo') ORDER BY id";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (action, what): (String, (String, i64)) = (row.get(0)?, (row.get(1)?, row.get(2)?));
            // Whom a person put aside or took up since is his affair.
            if action == "undo" {
                found.insert(what);
            } else {
                found.remove(&what);
            }
        }
        Ok(Self(found))
    }

    fn take(&mut self, entity: &str, id: i64) -> bool {
        self.0.remove(&(entity.to_owned(), id))
    }

    /// A platform that was found.
    pub fn platform(&mut self, posting: &mut Posting<'_>, id: PlatformId) -> Result<()> {
        if self.take("platform", id.0) {
            platforms::set_archived(posting, "archive", id, true, false)?;
        }
        Ok(())
    }

    /// A product that was found.
    pub fn product(&mut self, posting: &mut Posting<'_>, id: ProductId) -> Result<()> {
        if self.take("product", id.0) {
            catalog::set_archived(posting, "archive", id, true, false)?;
        }
        Ok(())
    }

    /// A customer who was found.
    pub fn customer(&mut self, posting: &mut Posting<'_>, id: CustomerId) -> Result<()> {
        if self.take("customer", id.0) {
            customers::set_archived(posting, "archive", id, true, false)?;
        }
        Ok(())
    }

    /// The first of those put aside who bears a name and a phone; whoever was found is not found again.
    pub fn customer_named(&mut self, posting: &mut Posting<'_>, name: &str, phone: &str) -> Result<Option<CustomerId>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let found = {
            let mut statement = posting.tx.prepare_cached(
                "SELECT id FROM customers WHERE name_key = ?1 AND phone = ?2 AND archived = 1 AND merged_into IS NULL
                 ORDER BY id",
            )?;
            let mut rows = statement.query(params![text::key(name), phone])?;
            let mut found = None;
            while let Some(row) = rows.next()? {
                let id: CustomerId = row.get(0)?;
                if self.0.contains(&("customer".to_owned(), id.0)) {
                    found = Some(id);
                    break;
                }
            }
            found
        };
        if let Some(id) = found {
            self.customer(posting, id)?;
        }
        Ok(found)
    }
}
