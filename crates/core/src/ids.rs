//! Typed row ids: integers in the database, opaque strings on the wire, so that a customer is never taken for a sale.

use std::fmt;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A new UUIDv7: a book's own id, an import's.
#[allow(clippy::disallowed_methods, reason = "the one place that makes ids of its own")]
pub fn new_uuid() -> [u8; 16] {
    *uuid::Uuid::now_v7().as_bytes()
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "specta", derive(specta::Type), specta(transparent))]
        pub struct $name(#[cfg_attr(feature = "specta", specta(type = String))] pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map(Self).map_err(serde::de::Error::custom)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.0))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )+};
}

id!(
    /// A supplier's platform.
    PlatformId,
    /// A product.
    ProductId,
    /// A product's price on one platform.
    OfferId,
    /// A customer.
    CustomerId,
    /// A sale.
    SaleId,
    /// A line of a sale.
    SaleLineId,
    /// A payment.
    PaymentId,
    /// A way to pay.
    MethodId,
    /// A deposit on a platform.
    DepositId,
    /// An entry of a platform's ledger.
    MovementId,
    /// A subscription.
    SubscriptionId,
    /// A code in stock.
    CodeId,
    /// A count of the till.
    ClosingId,
    /// A row of an old file, as it was kept.
    KeptRowId,
);
