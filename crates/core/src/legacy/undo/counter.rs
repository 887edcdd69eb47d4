//! The counter-entries: sales, payments, deposits and credit of an import, and who and what it made.

use rusqlite::{Params, params};

use super::since::{Since, Used};
use super::{Batch, Kept, KeptKind, KeptWhy, UndoReport};
use crate::book::posting::Posting;
use crate::error::Result;
use crate::ids::{CustomerId, DepositId, PaymentId, PlatformId, ProductId, SaleId};
use crate::money::{Credit, Money};
use crate::sales::{CancelInput, take_back};
use crate::settings::Language;
use crate::time::Day;
use crate::{catalog, customers, payments, platforms};

/// What counter-entries say of themselves, in the book's language.
const fn reason(language: Language) -> &'static str {
    match language {
        Language::Fr => "Import annulé",
        Language::Ar => "استيراد ملغى",
        Language::En => "Import undone",
    }
}

/// Posts everything that takes the import back, today.
pub fn post(posting: &mut Posting<'_>, batch: &Batch, report: UndoReport) -> Result<UndoReport> {
    let language: Language = posting.tx.query_row("SELECT language FROM book", [], |r| r.get(0))?;
    let since = Since::read(posting.tx, batch)?;
    let mut undoing = Undoing { posting, batch, since, reason: reason(language), report };
    undoing.sales()?;
    undoing.payments()?;
    undoing.deposits()?;
    undoing.credit()?;
    undoing.put_aside()?;
    Ok(undoing.report)
}

struct Undoing<'a, 't> {
    posting: &'a mut Posting<'t>,
    batch: &'a Batch,
    since: Since,
    reason: &'static str,
    report: UndoReport,
}

impl<'t> Undoing<'_, 't> {
    fn all<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.posting.tx.prepare(sql)?;
        Ok(statement.query_map(values, read)?.collect::<rusqlite::Result<_>>()?)
    }

    fn keep(&mut self, kind: KeptKind, name: String, why: KeptWhy, amount: Option<Money>) {
        self.report.kept.push(Kept { kind, name, why, amount });
    }

    /// Cancels the sales, the newest first, as at the counter: credit that they took returns at the cost it left with, what
    /// was paid is paid back, subscriptions end.
    fn sales(&mut self) -> Result<()> {
        let sql = "SELECT s.id, s.day, s.legacy_number FROM sales s WHERE s.actor = 'import' AND s.recorded_at = ?1
            AND NOT EXISTS (SELECT 1 FROM cancellations c WHERE c.sale_id = s.id AND c.whole = 1) ORDER BY s.id DESC";
        let sales: Vec<(SaleId, Day, String)> =
            self.all(sql, params![self.batch.at], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let today = self.posting.caller.today;
        let input = CancelInput { reason: self.reason.to_owned(), ..CancelInput::default() };
        for (sale, day, number) in sales {
            if let Some(why) = self.since.sales.get(&sale.0).copied() {
                self.keep(KeptKind::Sale, number, why, None);
                continue;
            }
            // Nothing about a sale is dated before it: the old system's clock may have been ahead.
            self.posting.caller.today = today.max(day);
            let taken = take_back(self.posting, sale, &input);
            self.posting.caller.today = today;
            taken?;
            self.report.counts.sales += 1;
        }
        Ok(())
    }

    /// Pays back what the import brought of sales that were there before it, and what it paid to suppliers.
    fn payments(&mut self) -> Result<()> {
        let sql = "SELECT p.id FROM payments p LEFT JOIN sales s ON s.id = p.sale_id
            WHERE p.actor = 'import' AND p.recorded_at = ?1 AND (p.kind = 'supplier'
              OR p.kind = 'payment' AND NOT (s.actor = 'import' AND s.recorded_at = ?1)) ORDER BY p.id";
        let made: Vec<PaymentId> = self.all(sql, params![self.batch.at], |r| r.get(0))?;
        for payment in made {
            if payments::pay_back(self.posting, payment, self.reason)? {
                self.report.counts.payments += 1;
            }
        }
        Ok(())
    }

    /// What is not paid of a deposit is due no longer; what was paid of it since stays paid.
    fn deposits(&mut self) -> Result<()> {
        let sql = "SELECT d.id, p.name, d.due, -coalesce((SELECT sum(amount) FROM payments WHERE deposit_id = d.id), 0)
            FROM deposits d JOIN platforms p ON p.id = d.platform_id
            WHERE d.actor = 'import' AND d.recorded_at = ?1 ORDER BY d.id";
        let deposits: Vec<(DepositId, String, Money, Money)> =
            self.all(sql, params![self.batch.at], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
        for (deposit, platform, due, paid) in deposits {
            platforms::cancel_deposit(self.posting, deposit, due.minus(paid)?, self.reason)?;
            self.report.counts.deposits += 1;
            if !paid.is_zero() {
                self.keep(KeptKind::Deposit, platform, KeptWhy::PaidSince, Some(paid));
            }
        }
        Ok(())
    }

    /// Takes back what deposits, openings and corrections of the import moved, platform by platform; what its sales took is
    /// back with them.
    fn credit(&mut self) -> Result<()> {
        let sql = "SELECT m.platform_id, p.name, sum(m.credit), sum(m.value) FROM movements m
            JOIN platforms p ON p.id = m.platform_id
            WHERE m.actor = 'import' AND m.recorded_at = ?1 AND m.kind IN ('deposit', 'opening', 'adjustment')
            GROUP BY m.platform_id ORDER BY m.platform_id";
        let moved: Vec<(PlatformId, String, Credit, Money)> =
            self.all(sql, params![self.batch.at], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
        for (platform, name, credit, value) in moved {
            let spent = platforms::take_credit_back(self.posting, platform, credit, value, self.reason)?;
            self.report.counts.platforms += 1;
            let (why, amount) = match (spent.credit.is_zero(), spent.value.is_zero()) {
                (true, true) => continue,
                // Old platforms count in the book's currency.
                (false, _) => (KeptWhy::CreditSpent, Money::from_raw(spent.credit.raw())),
                (true, false) => (KeptWhy::ValueSpent, spent.value),
            };
            self.since.platforms.insert(platform.0, why);
            self.keep(KeptKind::Platform, name, why, Some(amount));
        }
        Ok(())
    }

    /// Puts aside whom and what the import made and nothing newer uses: customers and products first, for a platform is used
    /// where a product in use is offered.
    fn put_aside(&mut self) -> Result<()> {
        let made = "SELECT e.id, e.name FROM audit a JOIN {table} e ON e.id = a.entity_id
            WHERE a.action = 'add' AND a.entity = ?2 AND a.actor = 'import' AND a.recorded_at = ?1 AND e.archived = 0
            ORDER BY e.id";
        for (kind, table, entity) in [
            (KeptKind::Customer, "customers", "customer"),
            (KeptKind::Product, "products", "product"),
            (KeptKind::Platform, "platforms", "platform"),
        ] {
            let sql = made.replace("{table}", table);
            let found: Vec<(i64, String)> =
                self.all(&sql, params![self.batch.at, entity], |r| Ok((r.get(0)?, r.get(1)?)))?;
            for (id, name) in found {
                self.put_one_aside(kind, id, name)?;
            }
        }
        Ok(())
    }

    fn put_one_aside(&mut self, kind: KeptKind, id: i64, name: String) -> Result<()> {
        let used: &Used = match kind {
            KeptKind::Customer => &self.since.customers,
            KeptKind::Product => &self.since.products,
            _ => &self.since.platforms,
        };
        let why = match used.get(&id) {
            // Said already, with how much.
            Some(KeptWhy::CreditSpent | KeptWhy::ValueSpent) => return Ok(()),
            Some(why) => Some(*why),
            None if kind == KeptKind::Platform && self.is_offered(id)? => Some(KeptWhy::Offered),
            None => None,
        };
        if let Some(why) = why {
            self.keep(kind, name, why, None);
            return Ok(());
        }
        match kind {
            KeptKind::Customer => customers::set_archived(self.posting, "undo", CustomerId(id), false, true)?,
            KeptKind::Product => catalog::set_archived(self.posting, "undo", ProductId(id), false, true)?,
            _ => platforms::set_archived(self.posting, "undo", PlatformId(id), false, true)?,
        }
        self.report.counts.archived += 1;
        Ok(())
    }

    fn is_offered(&self, platform: i64) -> Result<bool> {
        let sql = "SELECT 1 FROM offers f JOIN products p ON p.id = f.product_id
            WHERE f.platform_id = ?1 AND f.archived = 0 AND p.archived = 0";
        Ok(self.posting.tx.prepare_cached(sql)?.exists([platform])?)
    }
}
