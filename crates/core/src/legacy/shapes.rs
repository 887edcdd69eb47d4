//! The old system's tables, recognised by their columns' names in any order and spelling of case.

use std::collections::HashSet;

/// What a column holds, as far as its format has to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// An amount or a quantity.
    Number,
    /// A day.
    Date,
}

/// A column that the import reads.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the table.
    pub name: &'static str,
    /// Other names that it had.
    also: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// The table is recognised by it.
    needed: bool,
}

const fn text(name: &'static str) -> Field {
    Field { name, also: &[], kind: Kind::Text, needed: false }
}

const fn number(name: &'static str) -> Field {
    Field { name, also: &[], kind: Kind::Number, needed: false }
}

const fn date(name: &'static str) -> Field {
    Field { name, also: &[], kind: Kind::Date, needed: false }
}

const fn needed(field: Field) -> Field {
    Field { needed: true, ..field }
}

const fn also(field: Field, also: &'static [&'static str]) -> Field {
    Field { also, ..field }
}

/// A table of the old system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `stock_purchases`, its backup and rollback tables and what the interface kept.
    Purchases,
    /// `stock_sales`.
    Sales,
    /// `digital_products`.
    Products,
    /// `subscribers`.
    Subscribers,
    /// `payment_history`.
    Payments,
    /// `stock_movements`: history without effect.
    StockMovements,
    /// `platform_credit_movements`: history without effect.
    CreditMovements,
    /// `platforms`.
    Platforms,
}

const PURCHASES: &[Field] = &[
    text("id"),
    text("product_id"),
    text("product_name"),
    needed(also(text("supplier"), &["supplier_name"])),
    needed(number("quantity")),
    also(number("unit_cost"), &["unit_price"]),
    needed(also(number("total_cost"), &["total_price"])),
    needed(date("purchase_date")),
    text("payment_method"),
    text("payment_status"),
    text("invoice_number"),
    text("notes"),
];

const SALES: &[Field] = &[
    text("id"),
    text("product_id"),
    text("product_name"),
    text("subscriber_id"),
    text("customer_name"),
    text("customer_phone"),
    needed(number("quantity")),
    number("unit_price"),
    needed(number("total_price")),
    needed(date("sale_date")),
    text("payment_method"),
    text("payment_status"),
    text("platform_id"),
    number("platform_buying_price"),
    text("subscription_duration"),
    date("subscription_start_date"),
    date("subscription_end_date"),
    text("notes"),
];

const PRODUCTS: &[Field] = &[
    text("id"),
    needed(text("name")),
    text("category"),
    needed(text("duration_type")),
    text("description"),
    number("average_purchase_price"),
    needed(number("suggested_sell_price")),
    text("platform_id"),
    number("platform_buying_price"),
];

const SUBSCRIBERS: &[Field] = &[
    text("id"),
    needed(text("name")),
    needed(text("phone")),
    needed(text("wilaya")),
    text("facebook"),
    text("instagram"),
    text("email"),
    text("address"),
    text("notes"),
];

const PAYMENTS: &[Field] = &[
    text("id"),
    needed(text("sale_id")),
    needed(number("amount")),
    needed(date("date")),
    text("method"),
    text("notes"),
];

const STOCK_MOVEMENTS: &[Field] = &[
    text("id"),
    needed(text("product_id")),
    needed(text("type")),
    needed(number("quantity")),
    needed(number("previous_stock")),
    needed(number("new_stock")),
    text("reference"),
    date("date"),
];

const CREDIT_MOVEMENTS: &[Field] = &[
    text("id"),
    needed(text("platform_id")),
    needed(text("type")),
    needed(number("amount")),
    needed(number("previous_balance")),
    needed(number("new_balance")),
    text("reference"),
    date("created_at"),
];

const PLATFORMS: &[Field] =
    &[text("id"), needed(text("name")), needed(number("credit_balance")), number("low_balance_threshold")];

/// A report's columns as the old screen called them, by their names in the table.
type Report = &'static [(&'static str, &'static str)];

/// The report of purchases, pasted from the screen.
const PURCHASES_REPORT: Report = &[
    ("purchase_date", "Date"),
    ("product_name", "Produit"),
    ("supplier", "Fournisseur"),
    ("quantity", "Qté"),
    ("unit_cost", "Prix Unit."),
    ("total_cost", "Total"),
    ("payment_status", "Statut Paiement"),
];

/// The history of a platform's credit that the screen saved as a file; it does not say of which platform.
const CREDIT_REPORT: Report = &[
    ("created_at", "Date"),
    ("type", "Type"),
    ("description", "Description"),
    ("amount", "Amount"),
    ("previous_balance", "Previous Balance"),
    ("new_balance", "New Balance"),
    ("reference", "Reference"),
];

impl Shape {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Purchases,
        Self::Sales,
        Self::Products,
        Self::Subscribers,
        Self::Payments,
        Self::StockMovements,
        Self::CreditMovements,
        Self::Platforms,
    ];

    /// Those that foreign files can become.
    pub const TARGETS: [Self; 5] = [Self::Sales, Self::Purchases, Self::Subscribers, Self::Products, Self::Payments];

    /// The table's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Purchases => "stock_purchases",
            Self::Sales => "stock_sales",
            Self::Products => "digital_products",
            Self::Subscribers => "subscribers",
            Self::Payments => "payment_history",
            Self::StockMovements => "stock_movements",
            Self::CreditMovements => "platform_credit_movements",
            Self::Platforms => "platforms",
        }
    }

    /// The table of a name in reports.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }

    /// What a row cannot do without, where a person says which columns there are: of each group one.
    pub const fn required(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Purchases => &[&["purchase_date"], &["supplier"], &["total_cost", "unit_cost"]],
            Self::Sales => &[&["sale_date"], &["product_name", "product_id"], &["total_price", "unit_price"]],
            Self::Products | Self::Subscribers | Self::Platforms => &[&["name"]],
            Self::Payments => &[&["sale_id"], &["amount"], &["date"]],
            Self::StockMovements | Self::CreditMovements => &[],
        }
    }

    /// The columns that are read.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Purchases => PURCHASES,
            Self::Sales => SALES,
            Self::Products => PRODUCTS,
            Self::Subscribers => SUBSCRIBERS,
            Self::Payments => PAYMENTS,
            Self::StockMovements => STOCK_MOVEMENTS,
            Self::CreditMovements => CREDIT_MOVEMENTS,
            Self::Platforms => PLATFORMS,
        }
    }

    /// The table whose columns all stand in this header, or a report's of it.
    pub fn recognise<'a>(header: impl Iterator<Item = &'a str>) -> Option<Self> {
        let names: HashSet<String> = header.map(fold).collect();
        let bears = |field: &Field| field.spellings().any(|name| names.contains(&fold(name)));
        let table = Self::ALL.into_iter().find(|shape| shape.fields().iter().filter(|f| f.needed).all(bears));
        table.or_else(|| Self::ALL.into_iter().find(|shape| shape.reports(&names)))
    }

    /// What a report of the old screen calls the columns; none where there was no such report.
    const fn report(self) -> Report {
        match self {
            Self::Purchases => PURCHASES_REPORT,
            Self::CreditMovements => CREDIT_REPORT,
            _ => &[],
        }
    }

    /// All of the report's columns stand there: `Total` alone may be anything.
    fn reports(self, names: &HashSet<String>) -> bool {
        let report = self.report();
        !report.is_empty() && report.iter().all(|(_, shown)| names.contains(&fold(shown)))
    }

    /// A header that is the old screen's, not the table's.
    pub fn is_report(self, header: &[String]) -> bool {
        self.reports(&header.iter().map(|cell| fold(cell)).collect())
    }

    /// Where a column stands in a header.
    pub fn position(self, field: &Field, header: &[String]) -> Option<usize> {
        let place = |name: &str| header.iter().position(|cell| fold(cell) == fold(name));
        field.spellings().find_map(place).or_else(|| {
            let (_, shown) = self.report().iter().find(|(name, _)| *name == field.name)?;
            if self.is_report(header) { place(shown) } else { None }
        })
    }
}

impl Field {
    fn spellings(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.also.iter().copied())
    }

    /// A row without a day there is no row of its table.
    pub const fn is_required_day(&self) -> bool {
        self.needed && matches!(self.kind, Kind::Date)
    }
}

/// `product_id`, `productId` and `Product ID` are one name.
pub fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Option<Shape> {
        Shape::recognise(header.split(','))
    }

    #[test]
    fn tables_are_known_by_their_columns_in_any_order_and_case() {
        let dump = "id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date,payment_method,\
                    payment_status,invoice_number,notes,created_at";
        let rollback = "id,product_id,product_name,supplier_name,quantity,unit_price,total_price,purchase_date,\
                        payment_method,payment_status,notes,created_at";
        let interface = "createdAt,NOTES,purchaseDate,totalCost,unitCost,quantity,supplier,productName,productId,id";
        for header in [dump, rollback, interface] {
            assert_eq!(of(header), Some(Shape::Purchases), "{header}");
        }
        assert_eq!(of("id,sale_id,amount,date,method,notes,created_at"), Some(Shape::Payments));
        assert_eq!(of("id,name,description,credit_balance,low_balance_threshold"), Some(Shape::Platforms));
        assert_eq!(of("Date,Produit,Fournisseur,Qté,Prix Unit.,Total,Statut Paiement"), Some(Shape::Purchases));
        // A report of sales names the supplier too.
        assert_eq!(of("Date,Client,Produit,Fournisseur,Qté,Total"), None);
        let history = "Date,Type,Description,Amount,Previous Balance,New Balance,Reference";
        assert_eq!(of(history), Some(Shape::CreditMovements));
        assert_eq!(of("a,b,c"), None);
        assert_eq!(of(""), None);
    }
}
