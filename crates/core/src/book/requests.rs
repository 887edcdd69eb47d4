//! Idempotency: a key that was used answers what it made, and never posts twice.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::posting::Posting;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Caller;

/// A command's key with a fingerprint of what was asked: the same key for something else is refused.
#[derive(Debug, Clone)]
pub struct Request {
    key: Option<String>,
    command: &'static str,
    fingerprint: [u8; 32],
}

impl Request {
    /// A request with the caller's key; without one nothing is remembered.
    pub fn new(command: &'static str, key: Option<&str>, asked: &impl Serialize) -> Result<Self> {
        let key = key.map(str::trim).map(str::to_owned);
        if let Some(text) = &key
            && !(1..=200).contains(&text.len())
        {
            return Err(Error::new(ErrorCode::OutOfRange).with("field", "key").with("value", text));
        }
        let content = serde_json::to_vec(asked).map_err(Error::bug)?;
        Ok(Self { key, command, fingerprint: Sha256::digest(&content).into() })
    }

    /// What this key made before, if it was used.
    fn made_before(&self, tx: &Transaction<'_>) -> Result<Option<i64>> {
        let Some(key) = &self.key else { return Ok(None) };
        let found = tx
            .prepare_cached("SELECT command, fingerprint, result_id FROM requests WHERE key = ?1")?
            .query_row([key], |r| Ok((r.get::<_, String>(0)?, r.get::<_, [u8; 32]>(1)?, r.get(2)?)))
            .optional()?;
        match found {
            None => Ok(None),
            Some((command, fingerprint, id)) if command == self.command && fingerprint == self.fingerprint => {
                Ok(Some(id))
            }
            Some(_) => Err(Error::new(ErrorCode::KeyReused).with("key", key)),
        }
    }

    /// What a command made under a key, whatever was asked.
    pub(crate) fn result_of(connection: &Connection, command: &str, key: &str) -> Result<Option<i64>> {
        let sql = "SELECT result_id FROM requests WHERE key = ?1 AND command = ?2";
        Ok(connection.prepare_cached(sql)?.query_row([key.trim(), command], |r| r.get(0)).optional()?)
    }

    /// Removes the draft that was to be recorded under this key, in the transaction that records it.
    pub(crate) fn forget_draft(&self, tx: &Transaction<'_>) -> Result<()> {
        if let Some(key) = &self.key {
            tx.prepare_cached("DELETE FROM drafts WHERE key = ?1")?.execute([key])?;
        }
        Ok(())
    }

    /// Posts once: what the key made before, else what `work` posts now, remembered with its key in the same transaction.
    pub(crate) fn once<'t>(
        &self,
        tx: &'t Transaction<'t>,
        caller: Caller,
        work: impl FnOnce(&mut Posting<'t>) -> Result<i64>,
    ) -> Result<i64> {
        if let Some(made) = self.made_before(tx)? {
            return Ok(made);
        }
        Posting::run(tx, caller, |posting| {
            let made = work(posting)?;
            self.made(tx, &caller, made)?;
            Ok(made)
        })
    }

    /// Remembers what the key made, in the same transaction.
    fn made(&self, tx: &Transaction<'_>, caller: &Caller, id: i64) -> Result<()> {
        let Some(key) = &self.key else { return Ok(()) };
        tx.prepare_cached(
            "INSERT INTO requests (key, command, fingerprint, result_id, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![key, self.command, self.fingerprint, id, caller.now])?;
        Ok(())
    }
}
