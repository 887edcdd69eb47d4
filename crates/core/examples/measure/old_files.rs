//! Old files of a shop as large as wanted, in the shape of a table dump: the same for the same number of sales.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::Outcome;

/// Products of the old shop, each bought from one of the suppliers.
const PRODUCTS: u32 = 200;
const SUPPLIERS: u32 = 12;
const CUSTOMERS: u32 = 5_000;
/// Sales to one purchase.
const SALES_A_PURCHASE: u32 = 200;

/// A folder of old files.
pub struct OldFiles {
    /// The folder.
    pub folder: PathBuf,
    /// The largest of them: one row a sale.
    pub sales: PathBuf,
}

/// Writes products, subscribers, purchases and so many sales over three years.
pub fn write(folder: &Path, sales: u32) -> Outcome<OldFiles> {
    std::fs::create_dir(folder)?;
    products(&mut create(folder, "digital_products.csv")?)?;
    subscribers(&mut create(folder, "subscribers.csv")?)?;
    purchases(&mut create(folder, "stock_purchases.csv")?, sales)?;
    let name = "stock_sales.csv";
    old_sales(&mut create(folder, name)?, sales)?;
    Ok(OldFiles { folder: folder.to_owned(), sales: folder.join(name) })
}

fn create(folder: &Path, name: &str) -> Outcome<BufWriter<File>> {
    Ok(BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?))
}

/// A number that looks drawn, and is the same in every run.
fn draw(index: u32, salt: u32, below: u32) -> u32 {
    let mixed = u64::from(index).wrapping_add(u64::from(salt) << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    u32::try_from((mixed >> 33) % u64::from(below)).unwrap_or_default()
}

/// The day so many thousandths of the way through three years of 28-day months: every one of them exists.
fn day(index: u32, of: u32) -> String {
    let days = u64::from(index) * (36 * 28) / u64::from(of.max(1));
    format!("{}-{:02}-{:02}", 2023 + days / 336, days % 336 / 28 + 1, days % 28 + 1)
}

fn products(out: &mut impl Write) -> Outcome<()> {
    writeln!(
        out,
        "id,name,category,duration_type,description,current_stock,min_stock_alert,average_purchase_price,\
         suggested_sell_price,is_active,created_at,updated_at"
    )?;
    for index in 0..PRODUCTS {
        let cost = 300 + draw(index, 1, 2000);
        let term = ["1month", "3months", "12months", "custom"][(index % 4) as usize];
        writeln!(
            out,
            "p{index:08},Produit {index},iptv,{term},,0,5,{cost}.00,{}.00,t,2023-01-01 09:00:00,2023-01-01 09:00:00",
            cost * 3 / 2
        )?;
    }
    Ok(out.flush()?)
}

fn subscribers(out: &mut impl Write) -> Outcome<()> {
    writeln!(out, "id,name,phone,wilaya,facebook,instagram,email,address,notes,created_at,updated_at")?;
    for index in 0..CUSTOMERS {
        let phone = 50_000_000 + index;
        writeln!(out, "c{index:08},Client {index},05{phone},Alger,,,,,,2023-01-01 09:00:00,2023-01-01 09:00:00")?;
    }
    Ok(out.flush()?)
}

fn purchases(out: &mut impl Write, sales: u32) -> Outcome<()> {
    writeln!(
        out,
        "id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date,payment_method,\
         payment_status,invoice_number,notes,created_at"
    )?;
    let count = PRODUCTS + sales / SALES_A_PURCHASE;
    for index in 0..count {
        // Each product is bought once on the first day, so that each has a supplier from there on.
        let product = if index < PRODUCTS { index } else { draw(index, 2, PRODUCTS) };
        let day = day(index.saturating_sub(PRODUCTS), count);
        let cost = 300 + draw(product, 1, 2000);
        writeln!(
            out,
            "a{index:08},p{product:08},Produit {product},Fournisseur {},100,{cost}.00,{cost}00.00,{day} 00:00:00,cash,\
             paid,,,{day} 10:00:00",
            product % SUPPLIERS
        )?;
    }
    Ok(out.flush()?)
}

fn old_sales(out: &mut impl Write, sales: u32) -> Outcome<()> {
    writeln!(
        out,
        "id,product_id,product_name,subscriber_id,customer_name,customer_phone,quantity,unit_price,total_price,\
         sale_date,payment_method,payment_status,paid_amount,remaining_amount,profit,notes,created_at"
    )?;
    for index in 0..sales {
        let (product, customer) = (draw(index, 3, PRODUCTS), draw(index, 4, CUSTOMERS));
        let price = (300 + draw(product, 1, 2000)) * 3 / 2;
        let status = if draw(index, 5, 10) == 0 { "pending" } else { "paid" };
        let day = day(index, sales);
        writeln!(
            out,
            "s{index:08},p{product:08},Produit {product},c{customer:08},Client {customer},05{},1,{price}.00,{price}.00,\
             {day} 00:00:00,cash,{status},0.00,0.00,0.00,,{day} 15:00:00",
            50_000_000 + customer
        )?;
    }
    Ok(out.flush()?)
}
