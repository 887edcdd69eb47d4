//! The old tables' rows, each read by the columns of its table.

use super::batch::{At, Batch, Identity, Paid, Payment, Platform, Product, Purchase, Sale, Setting, Subscriber};
use super::cells::{Cells, Column, is_name};
use super::parties::is_passing;
use super::plan::cost_of;
use super::sections::Section;
use super::shapes::Shape;
use super::suppliers::{Merge, Suppliers};
use super::survey::Found;
use super::totals::is_total;
use super::values::plain;
use super::verdicts::Verdict;
use crate::error::{Error, ErrorCode, Result};
use crate::money::Money;
use crate::phones::{self, Country};
use crate::text;

/// Characters of a name.
const NAME_MAX: usize = 200;
/// The columns of a purchase, in the order in which [`purchase`] takes them.
pub const PURCHASE: [&str; 12] = [
    "id",
    "product_id",
    "product_name",
    "supplier",
    "quantity",
    "unit_cost",
    "total_cost",
    "purchase_date",
    "payment_method",
    "payment_status",
    "invoice_number",
    "notes",
];
/// The columns of a product, in the order in which [`product`] takes them.
pub const PRODUCT: [&str; 9] = [
    "id",
    "name",
    "category",
    "duration_type",
    "description",
    "average_purchase_price",
    "suggested_sell_price",
    "platform_id",
    "platform_buying_price",
];

/// The columns of a payment, in the order in which [`payment`] takes them.
pub const PAYMENT: [&str; 5] = ["id", "sale_id", "amount", "date", "method"];

/// Reads every row of every table that was found.
pub fn read(found: Found, merges: Vec<Merge>, setting: Setting) -> Result<Batch> {
    for (index, merge) in merges.iter().enumerate() {
        check_name(&merge.platform).map_err(|e| e.within(&format!("merges.{index}")))?;
    }
    let Found { sections, passed_over } = found;
    let mut batch = Batch { suppliers: Suppliers::new(merges), passed_over, ..Batch::default() };
    for (index, section) in sections.iter().enumerate() {
        let shape = section.shape.ok_or_else(|| section.unrecognised())?;
        match shape {
            Shape::Purchases => purchases(&mut batch, index, section, setting)?,
            Shape::Sales => sales(&mut batch, index, section, setting)?,
            Shape::Products => products(&mut batch, index, section, setting)?,
            Shape::Subscribers => subscribers(&mut batch, index, section, setting)?,
            Shape::Payments => payments(&mut batch, index, section, setting)?,
            Shape::Platforms => platforms(&mut batch, index, section, setting)?,
            Shape::StockMovements => {
                let fields =
                    ["id", "product_id", "type", "quantity", "previous_stock", "new_stock", "reference", "date"];
                history(&mut batch, index, section, setting, fields, None)?;
            }
            Shape::CreditMovements => {
                let platform = platform_of(section, &mut batch.suppliers)?;
                let fields = [
                    "id",
                    "platform_id",
                    "type",
                    "amount",
                    "previous_balance",
                    "new_balance",
                    "reference",
                    "created_at",
                ];
                history(&mut batch, index, section, setting, fields, platform)?;
            }
        }
    }
    batch.suppliers.check_merges()?;
    batch.sections = sections;
    Ok(batch)
}

/// The platform of a credit history that does not name it, as a person said.
fn platform_of(section: &Section, suppliers: &mut Suppliers) -> Result<Option<usize>> {
    if !section.asks_platform() {
        return Ok(None);
    }
    match section.choice.platform() {
        Some(name) => {
            check_name(name)?;
            Ok(Some(suppliers.find(name).unwrap_or_else(|| suppliers.named(name))))
        }
        None => Err(Error::new(ErrorCode::FileWithoutPlatform).with("file", &section.name)),
    }
}

/// Refuses a platform's name that the book cannot hold.
fn check_name(name: &str) -> Result<()> {
    let cleaned = text::required("platform", name, NAME_MAX)?;
    if is_name(&cleaned, NAME_MAX) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::OutOfRange).with("field", "platform").with("value", cleaned).with("max", NAME_MAX))
}

/// Who owes a sale, for comparing rows: where no id tells, the letters of his name that a French Excel keeps. It makes
/// question marks of all others, and a file that went through it must not look like one of other debtors.
fn debtor(sale: &Sale) -> String {
    if !sale.subscriber_id.is_empty() || is_passing(&sale.customer_name) {
        return String::new();
    }
    let kept: String = sale.customer_name.chars().filter(|c| *c <= '\u{FF}' || "ŒœŠšŽžŸƒ".contains(*c)).collect();
    text::key(&kept).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A phone in one form, as an Algerian one, which is what the old system kept; none where it is no phone, also where the form that a text is brought into is none: `000000`.
fn phone_of(text: &str) -> Option<String> {
    let mut phone = phones::phone("phone", text, Country::Dz).ok()?;
    // What is posted is brought into that form once more: it has to stay as it is.
    loop {
        let formed = phones::phone("phone", &phone, Country::Dz).ok()?;
        if formed == phone {
            return Some(phone);
        }
        phone = formed;
    }
}

/// A supplier's spellings in a table of purchases, read for their own sake.
pub fn spellings(section: &Section, suppliers: &mut Suppliers) -> Result<()> {
    if section.shape != Some(Shape::Purchases) {
        return Ok(());
    }
    let [supplier] = section.columns(["supplier"]);
    section.each_row(|record, _| {
        let cell = supplier.of(record);
        if section.fits(record) && !plain(cell).is_empty() && !is_total(section, record) {
            suppliers.place(cell);
        }
        Ok(())
    })
}

/// A number for comparing rows: `450.00` and `450` are equal.
fn number(value: Option<rust_decimal::Decimal>) -> String {
    value.map(|v| v.normalize().to_string()).unwrap_or_default()
}

fn method(text: &str) -> &'static str {
    match text::key(text).as_str() {
        "cash" | "especes" | "" => "cash",
        "transfer" | "virement" => "transfer",
        "baridimob" => "baridimob",
        "ccp" => "ccp",
        _ => "other",
    }
}

fn purchases(batch: &mut Batch, index: usize, section: &Section, setting: Setting) -> Result<()> {
    let columns = section.columns(PURCHASE);
    let mut suppliers = std::mem::take(&mut batch.suppliers);
    let rows = batch.read_rows(index, section, setting, |cells, at| purchase(cells, at, &columns, &mut suppliers));
    batch.suppliers = suppliers;
    batch.purchases.extend(rows?);
    Ok(())
}

pub fn purchase(
    cells: &mut Cells<'_>,
    at: At,
    columns: &[Column<'_>; 12],
    suppliers: &mut Suppliers,
) -> Option<(Purchase, Identity)> {
    let [id, product_id, product_name, supplier, quantity, unit, total, date, method_of, status, invoice, notes] =
        columns;
    cells.required(supplier);
    let supplier_name = cells.name(supplier, NAME_MAX);
    let count = cells.quantity(quantity);
    let unit_cost = cells.unit_price(unit);
    let amount = cells.total(total, count, unit, unit_cost);
    let day = cells.required_day(date);
    let paid = cells.paid(status);
    // A part paid, of unknown size, is due in full until the owner says otherwise; a status nobody knows is told.
    if matches!(paid, Paid::Unknown) {
        cells.note(status, Verdict::PaidAmountUnknown);
    }
    if cells.refused() {
        return None;
    }
    let row = Purchase {
        at,
        product_id: cells.text(product_id).to_owned(),
        product_name: text::clean(cells.text(product_name)),
        supplier: suppliers.place(cells.verbatim(supplier)),
        quantity: count?,
        total: amount?,
        day: day?,
        method: method(cells.text(method_of)),
        paid,
        invoice: text::clean(cells.text(invoice)),
        notes: cells.text(notes).to_owned(),
    };
    let content = [
        row.product_id.clone(),
        text::key(&supplier_name),
        row.quantity.to_string(),
        number(unit_cost),
        row.total.to_string(),
        row.day.to_string(),
        row.method.to_owned(),
        cells.status(status).code().to_owned(),
        row.invoice.clone(),
    ];
    let identity = Identity::of(cells.text(id), &content, &[&row.product_name, &row.notes]);
    Some((row, identity))
}

fn sales(batch: &mut Batch, index: usize, section: &Section, setting: Setting) -> Result<()> {
    let columns = section.columns([
        "id",
        "product_id",
        "product_name",
        "subscriber_id",
        "customer_name",
        "customer_phone",
        "quantity",
        "unit_price",
        "total_price",
        "sale_date",
        "payment_method",
        "payment_status",
        "platform_id",
        "platform_buying_price",
        "subscription_duration",
        "subscription_start_date",
        "subscription_end_date",
        "notes",
    ]);
    let rows = batch.read_rows(index, section, setting, |cells, at| sale(cells, at, &columns, setting))?;
    batch.sales.extend(rows);
    Ok(())
}

fn sale(cells: &mut Cells<'_>, at: At, columns: &[Column<'_>; 18], setting: Setting) -> Option<(Sale, Identity)> {
    let [
        id,
        product_id,
        product_name,
        subscriber_id,
        customer,
        phone,
        quantity,
        unit_price,
        total,
        date,
        method_of,
        status,
        platform_id,
        platform_price,
        duration,
        starts,
        ends,
        notes,
    ] = columns;
    if cells.text(product_id).is_empty() {
        cells.required(product_name);
    }
    let product = cells.name(product_name, NAME_MAX);
    if product.is_empty() {
        // Such a product is known by its id, which may have to be its name.
        cells.name(product_id, NAME_MAX);
    }
    let customer_name = cells.name(customer, NAME_MAX);
    let count = cells.quantity(quantity);
    let unit = cells.unit_price(unit_price);
    let amount = cells.total(total, count, unit_price, unit);
    let day = cells.required_day(date);
    let buying = cells.unit_price(platform_price);
    let cost = count.zip(buying).map(|(count, price)| cost_of(count, price, setting.decimals));
    if cost == Some(None) {
        cells.note(platform_price, Verdict::OutOfRange);
    }
    let (starts_on, ends_on) = (cells.day(starts), cells.day(ends));
    if cells.refused() {
        return None;
    }
    let row = Sale {
        at,
        product_id: cells.text(product_id).to_owned(),
        product_name: product,
        subscriber_id: cells.text(subscriber_id).to_owned(),
        customer_name,
        customer_phone: phone_of(cells.text(phone)).unwrap_or_default(),
        quantity: count?,
        unit,
        total: amount?,
        day: day?,
        method: method(cells.text(method_of)),
        paid: cells.paid(status),
        platform_id: cells.text(platform_id).to_owned(),
        platform_price: buying.filter(|price| !price.is_zero()),
        duration: cells.text(duration).to_owned(),
        starts_on,
        ends_on,
        notes: cells.text(notes).to_owned(),
    };
    let content = [
        row.product_id.clone(),
        row.subscriber_id.clone(),
        row.quantity.to_string(),
        number(unit),
        row.total.to_string(),
        row.day.to_string(),
        row.method.to_owned(),
        cells.status(status).code().to_owned(),
        row.platform_id.clone(),
        number(row.platform_price),
        debtor(&row),
        row.starts_on.map(|day| day.to_string()).unwrap_or_default(),
        row.ends_on.map(|day| day.to_string()).unwrap_or_default(),
    ];
    let identity = Identity::of(
        cells.text(id),
        &content,
        &[&row.product_name, &row.customer_name, &row.customer_phone, &row.notes],
    );
    Some((row, identity))
}

fn products(batch: &mut Batch, index: usize, section: &Section, setting: Setting) -> Result<()> {
    let columns = section.columns(PRODUCT);
    let rows = batch.read_rows(index, section, setting, |cells, at| product(cells, at, &columns))?;
    batch.products.extend(rows);
    Ok(())
}

pub fn product(cells: &mut Cells<'_>, at: At, columns: &[Column<'_>; 9]) -> Option<(Product, Identity)> {
    let [id, name, category, duration, description, average, price, platform_id, platform_price] = columns;
    cells.required(name);
    let row = Product {
        at,
        name: cells.name(name, NAME_MAX),
        category: cells.name(category, 100),
        duration: cells.text(duration).to_owned(),
        description: cells.text(description).to_owned(),
        average_cost: cells.unit_price(average).filter(|cost| !cost.is_zero()),
        price: cells.amount(price).unwrap_or(Money::ZERO),
        platform_id: cells.text(platform_id).to_owned(),
        platform_price: cells.unit_price(platform_price).filter(|cost| !cost.is_zero()),
    };
    // The old system recalculated average and stock all the time: they don't make it another product.
    let content = [text::key(&row.category), row.duration.clone(), row.price.to_string(), row.platform_id.clone()];
    let identity = Identity::of(cells.text(id), &content, &[&row.name]);
    Some((row, identity))
}

fn subscribers(batch: &mut Batch, index: usize, section: &Section, setting: Setting) -> Result<()> {
    let columns =
        section.columns(["id", "name", "phone", "wilaya", "facebook", "instagram", "email", "address", "notes"]);
    let rows = batch.read_rows(index, section, setting, |cells, at| subscriber(cells, at, &columns))?;
    batch.subscribers.extend(rows);
    Ok(())
}

fn subscriber(cells: &mut Cells<'_>, at: At, columns: &[Column<'_>; 9]) -> Option<(Subscriber, Identity)> {
    let [id, name, phone, wilaya, facebook, instagram, email, address, notes] = columns;
    cells.required(name);
    let mut note = vec![cells.text(notes).to_owned()];
    for (label, column) in [("Facebook", facebook), ("Instagram", instagram), ("Adresse", address)] {
        let text = cells.text(column);
        if !text.is_empty() {
            note.push(format!("{label} : {text}"));
        }
    }
    // What is no phone number is still what the shop wrote down.
    let number = phone_of(cells.text(phone)).unwrap_or_else(|| {
        note.push(format!("Téléphone : {}", cells.text(phone)));
        String::new()
    });
    let row = Subscriber {
        at,
        name: cells.name(name, NAME_MAX),
        phone: number,
        email: cells.name(email, NAME_MAX),
        wilaya: cells.name(wilaya, 100),
        note: note.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
    };
    let content = [row.phone.clone(), text::key(&row.email), text::key(&row.wilaya)];
    let identity = Identity::of(cells.text(id), &content, &[&row.name]);
    Some((row, identity))
}

fn payments(batch: &mut Batch, index: usize, section: &Section, setting: Setting) -> Result<()> {
    let columns = section.columns(PAYMENT);
    let rows = batch.read_rows(index, section, setting, |cells, at| payment(cells, at, &columns))?;
    batch.payments.extend(rows);
    Ok(())
}

pub fn payment(cells: &mut Cells<'_>, at: At, columns: &[Column<'_>; 5]) -> Option<(Payment, Identity)> {
    let [id, sale_id, amount, date, method_of] = columns;
    cells.required(sale_id);
    cells.required(amount);
    let paid = cells.amount(amount);
    let day = cells.required_day(date);
    if cells.refused() {
        return None;
    }
    let row = Payment {
        at,
        sale_id: cells.text(sale_id).to_owned(),
        amount: paid?,
        day: day?,
        method: method(cells.text(method_of)),
    };
    let content = [row.sale_id.clone(), row.amount.to_string(), row.day.to_string(), row.method.to_owned()];
    let identity = Identity::of(cells.text(id), &content, &[]);
    Some((row, identity))
}

fn platforms(batch: &mut Batch, index: usize, section: &Section, setting: Setting) -> Result<()> {
    let columns = section.columns(["id", "name"]);
    let mut suppliers = std::mem::take(&mut batch.suppliers);
    let rows = batch.read_rows(index, section, setting, |cells, at| {
        let [id, name] = &columns;
        cells.required(name);
        let shown = cells.name(name, NAME_MAX);
        if cells.refused() {
            return None;
        }
        let identity = Identity::of(cells.text(id), &[text::key(&shown)], &[]);
        Some((Platform { at, supplier: suppliers.place(cells.verbatim(name)) }, identity))
    });
    batch.suppliers = suppliers;
    batch.platforms.extend(rows?);
    Ok(())
}

/// A table that has no effect: its rows are kept as they are; only their key and content are read. `platform` is whose
/// they are, where the rows themselves don't say it: the same movement of another platform is another.
fn history(
    batch: &mut Batch,
    index: usize,
    section: &Section,
    setting: Setting,
    fields: [&'static str; 8],
    platform: Option<usize>,
) -> Result<()> {
    let columns = section.columns(fields);
    let whose = platform.and_then(|at| batch.suppliers.groups.get(at)).map(|group| group.key.clone());
    let rows = batch.read_rows(index, section, setting, |cells, at| {
        let [id, of, kind, numbers @ .., reference, date] = &columns;
        let mut content = vec![
            whose.clone().unwrap_or_else(|| cells.text(of).to_owned()),
            text::key(cells.text(kind)),
            cells.text(reference).to_owned(),
        ];
        for column in numbers {
            let number = number(cells.number(column));
            content.push(number);
        }
        content.push(cells.day(date).map(|day| day.to_string()).unwrap_or_default());
        Some(((at, platform), Identity::of(cells.text(id), &content, &[])))
    })?;
    batch.history.extend(rows);
    Ok(())
}
