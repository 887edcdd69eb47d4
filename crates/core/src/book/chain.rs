//! The chain of hashes: each posted row carries a SHA-256 over all its columns and the hash before it; each chain's
//! length and newest hash stand apart in `chains`, so that a changed row and a removed tail both show.

use std::io::Read;

use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorCode, Result};

/// A link's hash.
pub type Hash = [u8; 32];

/// The hash before the first link.
pub const START: Hash = [0; 32];

/// The hash of all bytes of a file, read piece by piece.
pub fn hash_of(mut source: impl Read) -> std::io::Result<Hash> {
    let (mut hasher, mut piece) = (Sha256::new(), vec![0_u8; 64 << 10]);
    loop {
        let read = source.read(&mut piece)?;
        if read == 0 {
            return Ok(hasher.finalize().into());
        }
        hasher.update(piece.get(..read).unwrap_or_default());
    }
}

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
    pub fn text(self, value: &str) -> Self {
        self.bytes(2, value.as_bytes())
    }

    /// A text column that may be NULL.
    #[must_use]
    pub fn maybe_text(self, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(value),
            None => self.maybe(None),
        }
    }

    /// A column of bytes.
    #[must_use]
    pub fn blob(self, value: &[u8]) -> Self {
        self.bytes(3, value)
    }

    /// A column as the database holds it.
    pub fn value(self, value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Null => Ok(self.maybe(None)),
            ValueRef::Integer(value) => Ok(self.int(value)),
            ValueRef::Text(value) => Ok(self.bytes(2, value)),
            ValueRef::Blob(value) => Ok(self.blob(value)),
            ValueRef::Real(_) => Err(damaged("a binary fraction stands in a chained row")),
        }
    }

    /// The link's hash.
    pub fn finish(self) -> Hash {
        Sha256::digest(&self.bytes).into()
    }

    fn bytes(mut self, kind: u8, value: &[u8]) -> Self {
        self.put(kind, (value.len() as u64).to_be_bytes());
        self.bytes.extend_from_slice(value);
        self
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

/// Nothing is posted behind a tail that is not the one the head names.
pub fn check_tail(name: &str, head: Head, newest: Option<(i64, Hash)>) -> Result<()> {
    let matches = match newest {
        Some((length, hash)) => head == Head { length, hash },
        None => head == Head::EMPTY,
    };
    if matches {
        return Ok(());
    }
    Err(damaged(&format!("the chain {name} does not end where it should")))
}

/// The book is not as it was left.
pub(super) fn damaged(detail: &str) -> Error {
    Error::new(ErrorCode::BookDamaged).with("detail", detail)
}
