//! The heads of all chains: how long each is, its newest hash, and over all of them one seal, so that a head cannot go
//! together with its table unseen.
//!
//! The seal proves no more than that: who knows how it is made can make it anew. What proves a book against such a one
//! has to lie outside of it.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, Transaction, params};

use super::chain::{Head, Link, START, damaged};
use crate::error::Result;

/// The name under which the seal stands among the heads: as long as there are chains, its hash that of all their heads.
pub const SEAL: &str = "seal";

/// The heads as they are kept, the seal among them.
pub type Kept = BTreeMap<String, Head>;

/// Reads the heads.
pub fn read(connection: &Connection) -> Result<Kept> {
    let mut statement = connection.prepare_cached("SELECT name, length, head FROM chains")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, Head { length: r.get(1)?, hash: r.get(2)? })))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether the seal is that of the other heads; where there is no head, there is none.
pub fn is_sealed(heads: &Kept) -> bool {
    heads.get(SEAL).copied() == seal(heads)
}

fn seal(heads: &Kept) -> Option<Head> {
    let (mut length, mut link) = (0, Link::after(&START));
    for (name, head) in heads.iter().filter(|(name, _)| *name != SEAL) {
        length += 1;
        link = link.text(name).int(head.length).blob(&head.hash);
    }
    (length > 0).then(|| Head { length, hash: link.finish() })
}

/// The heads while an operation posts: those that were kept, and those that it moved.
#[derive(Debug)]
pub(crate) struct Heads {
    kept: Kept,
    moved: HashMap<&'static str, Head>,
}

impl Heads {
    /// Reads the heads; nothing is posted where they are not those that were sealed.
    pub fn load(tx: &Transaction<'_>) -> Result<Self> {
        let kept = read(tx)?;
        if !is_sealed(&kept) {
            return Err(damaged("the heads of the chains are not those that were kept"));
        }
        Ok(Self { kept, moved: HashMap::new() })
    }

    /// Where a chain ended before the operation.
    pub fn kept(&self, name: &str) -> Head {
        self.kept.get(name).copied().unwrap_or(Head::EMPTY)
    }

    /// Where the operation brought a chain, once it did.
    pub fn moved(&self, name: &'static str) -> Option<Head> {
        self.moved.get(name).copied()
    }

    /// A chain ends here now.
    pub fn advance_to(&mut self, name: &'static str, head: Head) {
        self.moved.insert(name, head);
    }

    /// Keeps the heads that moved, these of the platforms' ledgers among them, and the seal over all.
    pub fn store(mut self, tx: &Transaction<'_>, ledgers: Kept) -> Result<()> {
        let mut moved = ledgers;
        moved.extend(self.moved.drain().map(|(name, head)| (name.to_owned(), head)));
        if moved.is_empty() {
            return Ok(());
        }
        self.kept.extend(moved.iter().map(|(name, head)| (name.clone(), *head)));
        moved.extend(seal(&self.kept).map(|seal| (SEAL.to_owned(), seal)));
        let mut statement = tx.prepare_cached(
            "INSERT INTO chains (name, length, head) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET length = excluded.length, head = excluded.head",
        )?;
        for (name, head) in &moved {
            statement.execute(params![name, head.length, head.hash])?;
        }
        Ok(())
    }
}
