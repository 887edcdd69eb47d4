//! The old system's files through the wizard, against what they are known to hold.

use std::fs;

use serde_json::Value;

use super::driver::{Window, answer_dialogs, book_of, command_line};
use crate::programs::fixture;

/// The figure that the panel of one supplier shows today.
const PANEL: (&str, &str) = ("NetPanel DZ", "1 250,50");

fn expected(set: &str) -> Value {
    serde_json::from_slice(&fs::read(fixture(set).join("expected.json")).unwrap()).unwrap()
}

/// "731597.04" as the window writes it in French.
fn french(amount: &Value) -> String {
    let (whole, cents) = amount.as_str().unwrap().split_once('.').unwrap();
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    format!("{text},{cents}")
}

/// Chooses a folder and waits until its files are told apart.
async fn choose(window: &Window, set: &str) {
    answer_dialogs(&window.home, &[&fixture(set)]);
    window.click("choose-folder").await;
    for (file, shape) in [
        ("stock_purchases.csv", "Achats"),
        ("stock_sales.csv", "Ventes"),
        ("subscribers.csv", "Clients"),
        ("payment_history.csv", "Paiements"),
        ("digital_products.csv", "Produits"),
    ] {
        window.sees(file).await;
        window.sees(shape).await;
    }
}

/// From the files to the preview, with one panel's figure given.
async fn preview(window: &Window) {
    window.click("next").await;
    window.find(&format!("figure-{}", PANEL.0)).await.send_keys(PANEL.1).await.unwrap();
    window.picture("fr-import-method").await;
    window.click("next").await;
    window.find("import-totals").await;
}

async fn import(window: &Window) {
    window.click("import").await;
    window.click("confirm").await;
    window.find("import-result").await;
    window.reads("difference", "0,00 DA").await;
}

/// What the preview says of a set that is not in the book yet.
async fn agrees(window: &Window, said: &Value) {
    let (purchases, sales) = (&said["purchases"], &said["sales"]);
    for amount in [&purchases["amount"], &sales["revenue"], &sales["paid"], &sales["debt"]] {
        window.reads("import-totals", &format!("{} DA", french(amount))).await;
    }
    for count in [format!("{} recharges", purchases["accepted"]), format!("{} ventes", sales["accepted"])] {
        window.reads("import-totals", &count).await;
    }
    for (kind, said) in [("Clients", &said["subscribers"]), ("Produits", &said["products"])] {
        window.reads("import-totals", &format!("{kind}\n{}", said["accepted"])).await;
    }
    let rows = window.rows("import-platforms").await;
    let platforms = said["platforms"].as_array().unwrap();
    assert_eq!(rows.len(), platforms.len() + 1, "{rows:?}");
    for said in platforms {
        let spellings: Vec<&str> =
            said["spellings"].as_array().unwrap().iter().map(|s| s.as_str().unwrap().trim()).collect();
        let row = rows.iter().find(|row| spellings.contains(&row[0].as_str())).unwrap();
        let after = if row[0] == PANEL.0 { PANEL.1 } else { "0,00" };
        assert_eq!(row[1], "0,00", "before: {row:?}");
        assert_eq!(row[2], french(&said["deposited"]), "deposited: {row:?}");
        assert_eq!(row[6], after, "after: {row:?}");
    }
}

/// The table dump comes in to the centime; the same shop as a French Excel saved it brings nothing more.
pub async fn comes_in_once(window: &Window) {
    choose(window, "table-dump").await;
    window.picture("fr-import-files").await;
    preview(window).await;
    agrees(window, &expected("table-dump")).await;
    window.picture("fr-import-preview").await;
    import(window).await;
    window.picture("fr-import-result").await;

    window.click("import-again").await;
    choose(window, "french-excel").await;
    window.sees("point-virgule").await;
    preview(window).await;
    window.reads("import-totals", "0 recharge").await;
    let duplicates = expected("french-excel")["purchases"]["rows"].to_string();
    window.sees(&format!("stock_purchases.csv\tAchats\t{duplicates}\t0\t0\t{duplicates}")).await;
    import(window).await;
    window.click("nav-platforms").await;
    for supplier in ["CARDHUB", "Déstock Comptes", "Iptv gold", "NetPanel DZ", "Softkeys, SARL"] {
        let balance = if supplier == PANEL.0 { "1 250,50 DA" } else { "0,00 DA" };
        window.card_reads(supplier, balance).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_french_excels_files_come_in_to_the_centime() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(book_of(home.path()).parent().unwrap()).unwrap();
    command_line(home.path(), &["init", "--name", "Boutique"]);
    let Some(window) = Window::open(home.path()).await else { return };
    window.click("nav-import").await;
    choose(&window, "french-excel").await;
    preview(&window).await;
    agrees(&window, &expected("french-excel")).await;
    import(&window).await;
    window.close().await;
    assert_eq!(command_line(home.path(), &["verify"])["ok"], true);
    let platforms = command_line(home.path(), &["platform", "list"]);
    let panel = platforms["platforms"].as_array().unwrap().iter().find(|p| p["name"] == PANEL.0).unwrap();
    assert_eq!(panel["balance"], "1250.50");
}
