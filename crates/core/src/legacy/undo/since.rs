//! What newer records use of an import.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{Batch, KeptWhy};
use crate::error::Result;

/// The import's own entries bear its moment.
const OWN: &str = "(x.actor = 'import' AND x.recorded_at = ?1)";

/// Ids with why they are kept.
pub type Used = BTreeMap<i64, KeptWhy>;

/// What newer records use, by kind.
#[derive(Debug, Default)]
pub struct Since {
    /// Sales of the import.
    pub sales: Used,
    /// Products.
    pub products: Used,
    /// Customers.
    pub customers: Used,
    /// Platforms.
    pub platforms: Used,
}

const SALES: [(KeptWhy, &str); 4] = [
    (
        KeptWhy::PaidSince,
        "SELECT s.id FROM payments x JOIN sales s ON s.id = x.sale_id WHERE x.kind = 'payment' AND NOT {own}
           AND x.amount + coalesce((SELECT sum(r.amount) FROM payments r WHERE r.payment_id = x.id), 0) > 0",
    ),
    (
        KeptWhy::RenewedSince,
        "SELECT s.id FROM subscriptions n JOIN sale_lines x ON x.id = n.renews_id JOIN sales s ON s.id = x.sale_id
         WHERE NOT EXISTS (SELECT 1 FROM subscription_events e WHERE e.subscription_id = n.id AND e.kind = 'cancel')",
    ),
    (
        KeptWhy::SubscriptionSince,
        "SELECT s.id FROM subscription_events e JOIN sale_lines x ON x.id = e.subscription_id
         JOIN sales s ON s.id = x.sale_id WHERE e.kind <> 'cancel'",
    ),
    (
        KeptWhy::AccessSince,
        "SELECT s.id FROM deliveries d JOIN sale_lines x ON x.id = d.sale_line_id JOIN sales s ON s.id = x.sale_id
         WHERE TRUE",
    ),
];

/// Sales of the import that stand: of one that was cancelled since nothing is left to keep.
const STANDING: &str = " AND s.actor = 'import' AND s.recorded_at = ?1
    AND NOT EXISTS (SELECT 1 FROM cancellations c WHERE c.sale_id = s.id AND c.whole = 1)";

const PRODUCTS: [(KeptWhy, &str); 3] = [
    (KeptWhy::SoldSince, "SELECT DISTINCT x.product_id FROM sale_lines x WHERE x.kind = 'sale' AND NOT {own}"),
    (KeptWhy::StockedSince, "SELECT DISTINCT product_id FROM codes WHERE ?1 = ?1"),
    (
        KeptWhy::PricedSince,
        "SELECT DISTINCT f.product_id FROM offer_prices x JOIN offers f ON f.id = x.offer_id WHERE NOT {own}",
    ),
];

const CUSTOMERS: [(KeptWhy, &str); 5] = [
    (KeptWhy::SoldSince, "SELECT DISTINCT x.customer_id FROM sales x WHERE x.customer_id IS NOT NULL AND NOT {own}"),
    (KeptWhy::PaidSince, "SELECT DISTINCT x.customer_id FROM payments x WHERE x.kind = 'advance' AND NOT {own}"),
    (KeptWhy::PromisedSince, "SELECT DISTINCT customer_id FROM promises WHERE ?1 = ?1"),
    (
        KeptWhy::SubscriptionSince,
        "SELECT DISTINCT customer_id FROM subscription_events WHERE kind = 'transfer' AND ?1 = ?1",
    ),
    (KeptWhy::MergedSince, "SELECT DISTINCT merged_into FROM customers WHERE merged_into IS NOT NULL AND ?1 = ?1"),
];

const PLATFORMS: [(KeptWhy, &str); 2] = [
    (KeptWhy::MovedSince, "SELECT DISTINCT x.platform_id FROM movements x WHERE NOT {own}"),
    (
        KeptWhy::SoldSince,
        "SELECT DISTINCT x.platform_id FROM sale_lines x
         WHERE x.kind = 'sale' AND x.platform_id IS NOT NULL AND NOT {own}",
    ),
];

impl Since {
    /// Reads it: before anything is taken back.
    pub fn read(connection: &Connection, batch: &Batch) -> Result<Self> {
        let mut since = Self::default();
        for (why, sql) in SALES {
            collect(connection, batch, why, &format!("{sql}{STANDING}"), &mut since.sales)?;
        }
        let rest: [(&[(KeptWhy, &str)], &mut Used); 3] =
            [(&PRODUCTS, &mut since.products), (&CUSTOMERS, &mut since.customers), (&PLATFORMS, &mut since.platforms)];
        for (queries, used) in rest {
            for (why, sql) in queries {
                collect(connection, batch, *why, sql, used)?;
            }
        }
        for (table, used) in [
            ("products", &mut since.products),
            ("customers", &mut since.customers),
            ("platforms", &mut since.platforms),
        ] {
            of_other_imports(connection, batch, table, used)?;
        }
        since.follow_kept_sales(connection)?;
        Ok(since)
    }

    /// A sale that is kept keeps what it names.
    fn follow_kept_sales(&mut self, connection: &Connection) -> Result<()> {
        let mut customer = connection.prepare("SELECT customer_id FROM sales WHERE id = ?1")?;
        let mut lines = connection
            .prepare("SELECT product_id, platform_id FROM sale_lines WHERE sale_id = ?1 AND kind = 'sale'")?;
        for sale in self.sales.keys() {
            if let Some(customer) = customer.query_row([sale], |r| r.get::<_, Option<i64>>(0))? {
                self.customers.entry(customer).or_insert(KeptWhy::OfKept);
            }
            let mut rows = lines.query([sale])?;
            while let Some(row) = rows.next()? {
                self.products.entry(row.get(0)?).or_insert(KeptWhy::OfKept);
                if let Some(platform) = row.get::<_, Option<i64>>(1)? {
                    self.platforms.entry(platform).or_insert(KeptWhy::OfKept);
                }
            }
        }
        Ok(())
    }
}

/// Ids that a query finds, each under the first reason that was found.
fn collect(connection: &Connection, batch: &Batch, why: KeptWhy, sql: &str, used: &mut Used) -> Result<()> {
    let mut statement = connection.prepare(&sql.replace("{own}", OWN))?;
    let mut rows = statement.query(params![batch.at])?;
    while let Some(row) = rows.next()? {
        if let Some(id) = row.get::<_, Option<i64>>(0)? {
            used.entry(id).or_insert(why);
        }
    }
    Ok(())
}

/// What rows of other imports that stand became.
fn of_other_imports(connection: &Connection, batch: &Batch, table: &str, used: &mut Used) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT r.entity_id FROM legacy_files f JOIN legacy_rows r ON r.file_id = f.id
         WHERE f.batch_id <> ?1 AND f.batch_id NOT IN (SELECT batch_id FROM legacy_undos)
           AND r.entity = ?2 AND r.fate = 'accepted'",
    )?;
    let mut rows = statement.query(params![batch.id, table])?;
    while let Some(row) = rows.next()? {
        used.entry(row.get(0)?).or_insert(KeptWhy::ImportedSince);
    }
    Ok(())
}
