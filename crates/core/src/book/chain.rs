//! The chain of hashes: each posted row carries a SHA-256 over all its columns and the hash before it; each chain's
//! length and newest hash stand apart in `chains`, so that a changed row and a removed tail both show.

use rusqlite::{OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorCode, Result};

/// A link's hash.
pub type Hash = [u8; 32];

/// The hash before the first link.
pub const START: Hash = [0; 32];

/// Hashes a row column by column, each with its kind and, for texts, its length, so that no two rows read the same.
#[derive(Debug)]
pub struct Link {
    /// The columns so far: hashing them at once takes a fraction of hashing one by one.
    bytes: Vec<u8>,
}

impl Link {
    /// A link behind `previous`.
    pub fn after(previous: &Hash) -> Self {
        let mut bytes = Vec::with_capacity(512);
        bytes.extend_from_slice(previous);
        Self { bytes }
    }

    /// An integer column.
    #[must_use]
    pub fn int(mut self, value: i64) -> Self {
        self.put(1, value.to_be_bytes());
        self
    }

    /// An integer column that may be NULL.
    #[must_use]
    pub fn maybe(mut self, value: Option<i64>) -> Self {
        match value {
            Some(value) => self.int(value),
            None => {
                self.bytes.push(0);
                self
            }
        }
    }

    /// A text column.
    #[must_use]
    pub fn text(mut self, value: &str) -> Self {
        self.put(2, (value.len() as u64).to_be_bytes());
        self.bytes.extend_from_slice(value.as_bytes());
        self
    }

    /// The link's hash.
    pub fn finish(self) -> Hash {
        Sha256::digest(&self.bytes).into()
    }

    fn put(&mut self, kind: u8, value: [u8; 8]) {
        let mut column = [kind; 9];
        column[1..].copy_from_slice(&value);
        self.bytes.extend_from_slice(&column);
    }
}

/// Where a chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Links so far.
    pub length: i64,
    /// The newest link's hash.
    pub hash: Hash,
}

impl Head {
    /// Before the first link.
    pub const EMPTY: Self = Self { length: 0, hash: START };

    /// One link further.
    pub fn advance(&mut self, hash: Hash) {
        self.length += 1;
        self.hash = hash;
    }
}

/// The name of a platform's chain of movements.
pub fn movements_of(platform: crate::ids::PlatformId) -> String {
    format!("movements:{platform}")
}

/// The chain of sale lines, each with its sale.
pub const SALE_LINES: &str = "sale_lines";
/// The chain of payments.
pub const PAYMENTS: &str = "payments";

/// A chain's head as it is kept apart.
pub fn load(tx: &Transaction<'_>, name: &str) -> Result<Head> {
    let row = tx
        .prepare_cached("SELECT length, head FROM chains WHERE name = ?1")?
        .query_row([name], |r| Ok(Head { length: r.get(0)?, hash: r.get(1)? }))
        .optional()?;
    Ok(row.unwrap_or(Head::EMPTY))
}

/// Keeps a chain's head apart.
pub fn store(tx: &Transaction<'_>, name: &str, head: Head) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO chains (name, length, head) VALUES (?1, ?2, ?3)
         ON CONFLICT (name) DO UPDATE SET length = excluded.length, head = excluded.head",
    )?
    .execute(params![name, head.length, head.hash])?;
    Ok(())
}

/// Nothing is posted behind a tail that is not the one the head names.
pub fn check_tail(name: &str, head: Head, newest: Option<(i64, Hash)>) -> Result<Head> {
    let matches = match newest {
        Some((length, hash)) => head == Head { length, hash },
        None => head == Head::EMPTY,
    };
    if matches {
        return Ok(head);
    }
    Err(Error::new(ErrorCode::BookDamaged).with("detail", format!("the chain {name} does not end where it should")))
}
