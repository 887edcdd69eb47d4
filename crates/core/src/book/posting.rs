//! One operation being posted: what a sale, a deposit or a whole import writes goes through here, so that the rules of
//! the ledger are kept by the same code one by one and a million at a time.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Transaction;

use super::chain::{self, Head};
use super::heads::Heads;
use super::kept::Inserts;
use crate::error::Result;
use crate::ids::PlatformId;
use crate::platforms::ledger::Tail;
use crate::settings;
use crate::time::Caller;

/// The transaction with what posting keeps at hand: ledger tails, chain heads, the last number of each year, statements.
#[derive(Debug)]
pub struct Posting<'t> {
    /// The transaction.
    pub tx: &'t Transaction<'t>,
    /// Who, when, which day.
    pub caller: Caller,
    /// Decimals of the book's currency.
    pub decimals: u8,
    pub(crate) tails: BTreeMap<PlatformId, Tail>,
    pub(crate) heads: Heads,
    pub(crate) numbers: HashMap<i64, i64>,
    pub(crate) newest_movement: Option<i64>,
    pub(crate) inserts: Inserts<'t>,
}

impl<'t> Posting<'t> {
    /// Runs `work` and then keeps the new chain heads, in the same transaction.
    pub fn run<T>(tx: &'t Transaction<'t>, caller: Caller, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let decimals = settings::currency_decimals(tx)?;
        let mut posting = Self {
            tx,
            caller,
            decimals,
            tails: BTreeMap::new(),
            heads: Heads::load(tx)?,
            numbers: HashMap::new(),
            newest_movement: None,
            inserts: Inserts::default(),
        };
        let outcome = work(&mut posting)?;
        posting.finish()?;
        Ok(outcome)
    }

    fn finish(self) -> Result<()> {
        let moved = self.tails.iter().filter(|(_, tail)| tail.moved);
        let ledgers = moved.map(|(platform, tail)| (chain::movements_of(*platform), tail.head)).collect();
        self.heads.store(self.tx, ledgers)
    }

    /// The head of a chain of which the book has one; before it moves it is checked against the newest row.
    pub(crate) fn head(
        &mut self,
        name: &'static str,
        newest: impl FnOnce(&Transaction<'t>) -> Result<Option<(i64, chain::Hash)>>,
    ) -> Result<Head> {
        if let Some(head) = self.heads.moved(name) {
            return Ok(head);
        }
        let head = self.heads.kept(name);
        chain::check_tail(name, head, newest(self.tx)?)?;
        Ok(head)
    }
}
