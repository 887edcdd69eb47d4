//! One working day in the real window, in French: from the old data to the accountant's file.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::Value;

use super::driver::{Window, answer_dialogs, command_line};
use super::old_data;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_working_day() {
    let home = tempfile::tempdir().unwrap();
    let Some(window) = Window::open(home.path()).await else { return };
    first_start(&window).await;
    old_data::comes_in_once(&window).await;
    platform_with_two_deposits(&window).await;
    product(&window).await;
    sale_by_keyboard(&window).await;
    pay_the_rest(&window).await;
    cancel_another(&window).await;
    profit(&window, home.path()).await;
    another_way_to_pay(&window).await;
    verify_and_back_up(&window, home.path()).await;
    window.close().await;
    let verified = command_line(home.path(), &["verify"]);
    assert_eq!(verified["ok"], true, "{verified}");
}

async fn first_start(window: &Window) {
    window.click("language-fr").await;
    window.sees("Bienvenue").await;
    let currency = window.find("currency-input").await.prop("value").await.unwrap().unwrap();
    assert!(currency.starts_with("DZD"), "{currency}");
    window.find("shop-name-input").await.click().await.unwrap();
    window.keys("Boutique du jour").await;
    window.picture("fr-first-start").await;
    window.press(Key::Enter).await;
    window.find("doors").await;
    window.picture("fr-doors").await;
    window.click("door-import").await;
}

/// The golden example: 100 USD for 24 000 DA, 200 USD for 50 000 DA.
async fn platform_with_two_deposits(window: &Window) {
    window.click("platform-add").await;
    window.fill("Nom", "Panel USD").await;
    window.retype("Unité du crédit", "USD").await;
    window.picture("fr-platform").await;
    window.click("submit").await;
    window.dialog_closed().await;
    for (credit, cost, balance) in [("100", "24 000", "100,00 USD"), ("200", "50000,00", "300,00 USD")] {
        window.click_named("Recharger Panel USD").await;
        window.fill("Crédit reçu", credit).await;
        window.fill("Montant dû", cost).await;
        window.reads("quote-balance", balance).await;
        window.picture("fr-deposit").await;
        window.click("submit").await;
        window.dialog_closed().await;
        window.card_reads("Panel USD", balance).await;
    }
    window.card_reads("Panel USD", "74 000,00 DA").await;
    window.card_reads("Panel USD", "246,6667 DA").await;
    window.picture("fr-platforms").await;
}

async fn product(window: &Window) {
    window.click("nav-products").await;
    window.click("product-add").await;
    window.fill("Nom", "Zénith 12 mois").await;
    window.fill("Prix de vente", "4500").await;
    window.find("offer-platform-1").await.send_keys("Panel USD").await.unwrap();
    window.press(Key::Enter).await;
    window.find("offer-credit-1").await.send_keys("12,5").await.unwrap();
    window.reads("offer-margin", "3 083,33").await;
    window.picture("fr-product").await;
    window.click("submit").await;
    window.dialog_closed().await;
    window.sees("Zénith 12 mois").await;
}

/// F2, a few letters, a customer nobody knows yet, less than the price, by a method that costs: keys and nothing else.
async fn sale_by_keyboard(window: &Window) {
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    window.keys("zen").await;
    window.press(Key::Enter).await;
    window.focused("sale-customer").await;
    window.keys("Yasmine K. 31").await;
    window.sees("Nouveau client « Yasmine K. 31 »").await;
    window.press(Key::Enter).await;
    window.focused("sale-phone").await;
    window.keys("0550 12 34 56").await;
    window.press(Key::Enter).await;
    window.focused("sale-received-0").await;
    window.keys("2 000").await;
    window.press(Key::Tab).await;
    window.keys("bari").await;
    window.press(Key::Enter).await;
    for (figure, amount) in [
        ("total", "4 500,00 DA"),
        ("paid", "2 000,00 DA"),
        ("debt", "2 500,00 DA"),
        ("cost", "3 083,33 DA"),
        ("fees", "30,00 DA"),
        ("profit", "1 386,67 DA"),
        ("margin", "30,81 %"),
    ] {
        window.reads(&format!("sale-{figure}"), amount).await;
    }
    window.picture("fr-new-sale").await;
    window.press_with(Key::Control, Key::Enter).await;
    window.reads("last-sale", "-00001").await;
    window.reads("last-sale", "2 500,00 DA").await;
    window.focused("sale-product").await;
    window.picture("fr-sale-recorded").await;
    platform_holds(window, "287,50 USD", "70 916,67 DA").await;

    window.click("nav-customers").await;
    window.find("customer-search").await.send_keys("yasmine k 31").await.unwrap();
    window.sees("0550 12 34 56").await;
    window.sees("2 500,00 DA").await;
}

async fn platform_holds(window: &Window, credit: &str, value: &str) {
    window.click("nav-platforms").await;
    window.card_reads("Panel USD", credit).await;
    window.card_reads("Panel USD", value).await;
}

async fn open_sale(window: &Window, number: &str) {
    window.click("nav-sales").await;
    window.click_row_with(number).await;
    window.sees("Mouvements de crédit").await;
}

async fn pay_the_rest(window: &Window) {
    open_sale(window, "-00001").await;
    window.reads("sale-debt", "2 500,00 DA").await;
    window.click("sale-pay").await;
    window.find("pay-amount").await;
    window.picture("fr-pay").await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.reads("sale-debt", "0,00 DA").await;
    window.reads("sale-paid", "4 500,00 DA").await;
    window.reads("sale-profit", "1 386,67 DA").await;
    window.picture("fr-sale-paid").await;
}

/// Another sale, paid at once by a passing customer, and taken back: credit, value and money return.
async fn cancel_another(window: &Window) {
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    window.keys("zen").await;
    window.press(Key::Enter).await;
    window.focused("sale-customer").await;
    window.press(Key::Enter).await;
    window.focused("sale-received-0").await;
    window.press(Key::Enter).await;
    window.reads("last-sale", "-00002").await;
    platform_holds(window, "275,00 USD", "67 833,34 DA").await;
    open_sale(window, "-00002").await;
    window.click("sale-cancel").await;
    window.find("cancel-reason").await.send_keys("erreur de produit").await.unwrap();
    window.picture("fr-cancel").await;
    window.click("submit").await;
    window.dialog_closed().await;
    window.sees("Remboursement").await;
    window.reads("sale-profit", "0,00 DA").await;
    window.picture("fr-sale-cancelled").await;
    platform_holds(window, "287,50 USD", "70 916,67 DA").await;
}

/// On screen and in the file: one sale that stands, the cancelled one counts for nothing.
async fn profit(window: &Window, home: &Path) {
    const FIGURES: [&str; 7] = ["1", "1", "4 500,00 DA", "3 083,33 DA", "30,00 DA", "1 386,67 DA", "30,81 %"];
    window.click("nav-reports").await;
    window.has_row("profit-table", &FIGURES).await;
    window.has_row("profit-table", &["Panel USD", "1"]).await;
    window.picture("fr-profit-by-platform").await;
    let [_, name, figures] = exported(window, home, "platform").await;
    assert_eq!((name.as_str(), figures.as_str()), ("Panel USD", "1;1;4500,00;3083,33;30,00;1386,67;30,81"));

    window.click_words("Mois").await;
    window.has_row("profit-table", &FIGURES).await;
    window.picture("fr-profit-by-month").await;
    let [key, label, figures] = exported(window, home, "month").await;
    assert_eq!(figures, "1;1;4500,00;3083,33;30,00;1386,67;30,81");
    assert_eq!(key, label);
}

/// Exports what the report shows for a French Excel; the key, the label and the figures of its only row.
async fn exported(window: &Window, home: &Path, by: &str) -> [String; 3] {
    let target = home.join(format!("bénéfice par {by}.csv"));
    answer_dialogs(home, &[&target]);
    window.click("export").await;
    window.click(&format!("export-profit-by-{by}-excel-fr")).await;
    window.until("the file", || async { target.metadata().map(drop).map_err(|e| e.to_string()) }).await;
    let bytes = std::fs::read(&target).unwrap();
    let text = String::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a mark of UTF-8").to_vec()).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "key;label;sales;quantity;revenue;cost;fees;profit;margin");
    assert_eq!((lines.len(), lines[2]), (3, ""), "{text}");
    let mut cells = lines[1].splitn(3, ';').map(str::to_owned);
    std::array::from_fn(|_| cells.next().unwrap())
}

/// Added by keyboard alone: its name, its fee, Enter.
async fn another_way_to_pay(window: &Window) {
    window.click("nav-settings").await;
    window.find("method-add").await;
    window.run("document.querySelector('[data-testid=\"method-add\"]').focus()").await;
    window.press(Key::Enter).await;
    window.focused("method-name").await;
    window.keys("PayPal").await;
    window.press(Key::Tab).await;
    window.focused("method-fee").await;
    window.keys("3,4").await;
    window.picture("fr-method").await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.has_row("methods", &["PayPal", "3,4 %"]).await;
}

async fn verify_and_back_up(window: &Window, home: &Path) {
    window.click("verify").await;
    window.reads("verify-result", "Le livre est juste").await;
    assert!(!window.text().await.contains("Échoué"));
    window.picture("fr-verified").await;
    let target = home.join("copie.rasid");
    answer_dialogs(home, &[&target]);
    window.click("backup").await;
    window.reads("backup-result", "copie.rasid").await;
    window.picture("fr-backup").await;

    let target = target.display().to_string();
    let verified = command_line(home, &["--db", &target, "verify"]);
    assert_eq!(verified["ok"], true);
    let platforms = command_line(home, &["--db", &target, "platform", "list"]);
    let panel = platforms["platforms"].as_array().unwrap().iter().find(|p| p["name"] == "Panel USD").unwrap();
    assert_eq!((&panel["balance"], &panel["value"]), (&Value::from("287.50"), &Value::from("70916.67")));
}
