//! One working day in the real window, in French: from the old data to the accountant's file.

use std::path::Path;

use fantoccini::key::Key;

use super::driver::{Window, answer_dialogs, book_of, command_line};
use crate::programs::fixture;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_working_day() {
    let home = tempfile::tempdir().unwrap();
    let Some(window) = Window::open(home.path()).await else { return };
    first_start(&window).await;
    import(&window, home.path()).await;
    platform_with_two_deposits(&window).await;
    product(&window).await;
    sale_by_keyboard(&window).await;
    pay_the_rest(&window).await;
    cancel_another(&window).await;
    profit(&window, home.path()).await;
    verify_and_back_up(&window, home.path()).await;
    window.close().await;
    let verified = command_line(home.path(), &["verify"]);
    assert_eq!(verified["ok"], true, "{verified}");
    assert!(book_of(home.path()).exists());
}

async fn first_start(window: &Window) {
    window.focused("shop-name-input").await;
    window.picture("fr-first-start");
    window.keys("Boutique du jour").await;
    window.press(Key::Enter).await;
    window.find("doors").await;
    window.click("door-import").await;
}

/// The table dump first, then the same shop as a French Excel saved it: nothing comes in twice.
async fn import(window: &Window, home: &Path) {
    answer_dialogs(home, &[&fixture("table-dump")]);
    window.click("choose-folder").await;
    window.sees("stock_sales.csv").await;
    window.click("next").await;
    window.click("mode-replay").await;
    window.click("next").await;
    window.reads("import-totals", "731 597,04").await;
    window.reads("import-totals", "895 804,56").await;
    window.reads("import-totals", "723 731,10").await;
    window.reads("import-totals", "172 073,46").await;
    window.reads("import-platforms", "CARDHUB").await;
    window.picture("fr-import-preview");
    window.click("import").await;
    window.click("confirm").await;
    window.reads("difference", "0,00").await;
    window.picture("fr-import-result");

    answer_dialogs(home, &[&fixture("french-excel")]);
    window.click("import-again").await;
    window.click("choose-folder").await;
    window.sees("stock_sales.csv").await;
    window.click("next").await;
    window.click("mode-replay").await;
    window.click("next").await;
    window.reads("import-totals", "0,00").await;
    window.click("import").await;
    window.click("confirm").await;
    window.reads("difference", "0,00").await;
    window.click("nav-platforms").await;
    for supplier in ["CARDHUB", "Déstock Comptes", "Iptv gold", "NetPanel DZ", "Softkeys, SARL"] {
        window.sees(supplier).await;
    }
}

async fn platform_with_two_deposits(window: &Window) {
    window.click("platform-add").await;
    window.fill("Nom", "Panel USD").await;
    window.retype("Unité du crédit", "USD").await;
    window.click("submit").await;
    window.dialog_closed().await;
    window.sees("Panel USD").await;
    for (credit, cost) in [("100", "24 000"), ("200", "50000")] {
        window.click_named("Recharger Panel USD").await;
        window.fill("Crédit reçu", credit).await;
        window.fill("Montant dû", cost).await;
        window.find("quote-balance").await;
        window.picture("fr-deposit");
        window.click("submit").await;
        window.sees("Recharge de Panel USD enregistrée.").await;
        window.dialog_closed().await;
    }
    window.sees("300,00 USD").await;
    window.sees("74 000,00 DA").await;
    window.picture("fr-platforms");
}

async fn product(window: &Window) {
    window.click("nav-products").await;
    window.click("product-add").await;
    window.fill("Nom", "Zénith 12 mois").await;
    window.fill("Prix de vente", "4500").await;
    window.find("offer-platform-1").await.send_keys("Panel USD").await.unwrap();
    window.click_words("Panel USD").await;
    window.find("offer-credit-1").await.send_keys("12,5").await.unwrap();
    window.reads("offer-margin", "3 083,33").await;
    window.picture("fr-product");
    window.click("submit").await;
    window.sees("Zénith 12 mois est ajouté.").await;
    window.dialog_closed().await;
}

/// F2, a few letters, a customer who is new, less than the price: nothing but the keyboard.
async fn sale_by_keyboard(window: &Window) {
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    window.keys("zen").await;
    window.sees("Zénith 12 mois").await;
    window.press(Key::Enter).await;
    window.focused("sale-customer").await;
    window.reads("sale-cost", "3 083,33").await;
    window.keys("Nour").await;
    window.sees("Nour-El-Houda").await;
    window.press(Key::Enter).await;
    window.focused("sale-received-0").await;
    window.keys("3000").await;
    window.reads("sale-debt", "1 500,00").await;
    window.reads("sale-profit", "1 416,67").await;
    window.picture("fr-new-sale");
    window.press(Key::Enter).await;
    window.reads("last-sale", "V-20").await;
    window.focused("sale-product").await;
    window.click("nav-platforms").await;
    window.sees("287,50 USD").await;
    window.sees("70 916,67 DA").await;
}

async fn open_newest_sale(window: &Window) {
    window.click("nav-sales").await;
    window.find("sales-table").await;
    window.click_row_with("Zénith 12 mois").await;
}

async fn pay_the_rest(window: &Window) {
    open_newest_sale(window).await;
    window.reads("sale-debt", "1 500,00").await;
    window.click("sale-pay").await;
    window.find("pay-dialog").await;
    window.press(Key::Enter).await;
    window.sees("Paiement enregistré").await;
    window.dialog_closed().await;
    window.reads("sale-debt", "0,00").await;
    window.sees("Payée").await;
    window.picture("fr-sale-paid");
}

/// Another sale, paid at once by a passing customer, and taken back.
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
    window.click("nav-platforms").await;
    window.sees("275,00 USD").await;
    open_newest_sale(window).await;
    window.click("sale-cancel").await;
    window.find("cancel-dialog").await;
    window.find("cancel-reason").await.send_keys("erreur de produit").await.unwrap();
    window.picture("fr-cancel");
    window.click("submit").await;
    window.dialog_closed().await;
    window.sees("Annulée").await;
    window.sees("Remboursement").await;
    window.picture("fr-sale-cancelled");
    window.click("nav-platforms").await;
    window.sees("287,50 USD").await;
    window.sees("70 916,67 DA").await;
}

async fn profit(window: &Window, home: &Path) {
    window.click("nav-reports").await;
    window.reads("profit-table", "Panel USD").await;
    window.reads("profit-table", "1 416,67").await;
    window.picture("fr-profit");
    let target = home.join("benefice.csv");
    answer_dialogs(home, &[&target]);
    window.click("export").await;
    window.click("export-profit-by-platform-excel-fr").await;
    window.until("the file", || async { target.metadata().map(drop).map_err(|e| e.to_string()) }).await;
    let bytes = std::fs::read(&target).unwrap();
    let text = String::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap().to_vec()).unwrap();
    let row = text.split("\r\n").find(|line| line.contains("Panel USD")).unwrap();
    assert!(row.contains(";4500,00;3083,33;0,00;1416,67"), "{text}");
    window.click_words("Mois").await;
    window.reads("profit-table", "1 416,67").await;
    window.picture("fr-profit-by-month");
}

async fn verify_and_back_up(window: &Window, home: &Path) {
    window.click("nav-settings").await;
    window.click("verify").await;
    window.reads("verify-result", "La chaîne des mouvements est intacte").await;
    assert!(!window.text().await.contains("Échoué"));
    let target = home.join("copie.rasid");
    answer_dialogs(home, &[&target]);
    window.click("backup").await;
    window.reads("backup-result", "copie.rasid").await;
    window.picture("fr-settings");
    let target = target.display().to_string();
    let verified = command_line(home, &["--db", &target, "verify"]);
    assert_eq!(verified["ok"], true);
    let sales = command_line(home, &["--db", &target, "report", "profit", "--by", "platform"]);
    let row = sales["rows"].as_array().unwrap().iter().find(|row| row["label"] == "Panel USD").unwrap();
    assert_eq!((row["revenue"].as_str(), row["profit"].as_str()), (Some("4500.00"), Some("1416.67")));
}
