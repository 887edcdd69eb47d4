//! Collecting in the real window: over the oldest sales or chosen ones, in advance, promised, and what was owed when.

use std::path::Path;

use fantoccini::key::Key;

use super::driver::{Window, answer_dialogs};
use super::shop::Shop;
use super::words::{Speech, in_both_languages};

/// Three sales on credit: 1 500.00, 2 500.00 of 4 500.00, and 1 500.00 again.
fn owing(speech: Speech) -> Shop {
    let shop = Shop::new(speech);
    shop.sells();
    shop.does(&["platform", "deposit", "Panel", "--credit", "50", "--cost", "12000", "--date", &shop.day(40)]);
    for (product, paid, ago) in [("Carte 10 EUR", "0", 40), ("IPTV 30 jours", "2000", 28), ("Carte 10 EUR", "0", 10)] {
        let date = shop.day(ago);
        shop.does(&["sale", "record", product, "--customer", "Amine B.", "--paid", paid, "--date", &date]);
    }
    shop
}

in_both_languages!(a_debt_is_collected_promised_and_looked_back_upon);

async fn a_debt_is_collected_promised_and_looked_back_upon(speech: Speech) {
    let shop = owing(speech);
    let Some(window) = shop.window().await else { return };
    window.click("nav-customers").await;
    window.click_row_with("Amine B.").await;
    window.reads("customer-debt", &speech.money("5 500,00")).await;
    over_the_oldest(&window, speech).await;
    over_a_chosen_one(&window, speech).await;
    promised(&window, &shop).await;
    owed_before(&window, &shop).await;
    kept_in_advance(&window, speech).await;
    statement_as_a_file(&window, &shop).await;
    window.close().await;
    shop.customer_stands("Amine B.", "0.00", "500.00");
    let now = shop.does(&["report", "debts"]);
    assert_eq!(now["total"]["debt"], "0.00", "{now}");
    // Nothing of it is dated before today: what was owed then still reads so.
    let then = shop.does(&["report", "debts", "--on", &shop.day(29)]);
    assert_eq!(then["total"]["debt"], "1500.00", "{then}");
    shop.is_right();
}

/// 2 000.00: the oldest sale whole, 500.00 of the next; and a receipt with what was owed before and after.
async fn over_the_oldest(window: &Window, speech: Speech) {
    window.click("customer-collect").await;
    window.focused("collect-amount").await;
    window.keys("2000").await;
    window.reads("collect-parts", &speech.money("500,00")).await;
    window.reads("collect-debt", &speech.money("3 500,00")).await;
    window.picture(&speech.picture("collect")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.reads("customer-debt", &speech.money("3 500,00")).await;
    window.click("notice-next").await;
    for (standing, amount) in [("before", "5 500,00"), ("after", "3 500,00")] {
        window.reads("print-preview", &speech.said(&format!("receipts.payment.{standing}"))).await;
        let owed = speech.said_of("receipts.standing.owed", &[("amount", &speech.money(amount))]);
        window.reads("print-preview", &owed).await;
    }
    window.picture(&speech.picture("payment-receipt")).await;
    window.press(Key::Escape).await;
    window.dialog_closed().await;
}

/// 1 000.00 on the newest of the two that are left.
async fn over_a_chosen_one(window: &Window, speech: Speech) {
    window.click("customer-collect").await;
    window.focused("collect-amount").await;
    window.click_words(&speech.said("customers.collect.overChosen")).await;
    window.click("submit").await;
    window.sees(&speech.said("customers.collect.salesRequired")).await;
    window.click("collect-sale-3").await;
    window.overtype("collect-amount", "1000").await;
    window.reads("collect-parts", &speech.money("500,00")).await;
    window.reads("collect-debt", &speech.money("2 500,00")).await;
    window.picture(&speech.picture("collect-chosen")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.reads("customer-debt", &speech.money("2 500,00")).await;
}

async fn debts(window: &Window, speech: Speech) {
    window.click("nav-reports").await;
    window.click_words(&speech.said("reports.view.debts")).await;
}

/// Without a promise his debt is too old; with one for tomorrow there is nobody to remind.
async fn promised(window: &Window, shop: &Shop) {
    let speech = shop.speech;
    debts(window, speech).await;
    window.click_words(&speech.said("reports.debts.dueOnly")).await;
    window.has_row("debts-table", &["Amine B."]).await;
    window.picture(&speech.picture("debts-due")).await;
    window.click_row_with("Amine B.").await;
    window.click("promise-set").await;
    window.focused("promise-day").await;
    window.keys(&shop.day_typed(-1)).await;
    window.picture(&speech.picture("promise")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.reads("promise", &shop.day_typed(-1)).await;
    debts(window, speech).await;
    window.click_words(&speech.said("reports.debts.dueOnly")).await;
    window.sees(&speech.said("reports.debts.noneDueTitle")).await;
    window.picture(&speech.picture("debts-none-due")).await;
    window.click_words(&speech.said("reports.debts.showAll")).await;
    window.reads("debts-total", &speech.money("2 500,00")).await;
    window.picture(&speech.picture("debts")).await;
}

/// Twenty-nine days ago the first sale was all there was.
async fn owed_before(window: &Window, shop: &Shop) {
    window.overtype("debts-on", &shop.day_typed(29)).await;
    window.reads("debts-total", &shop.speech.money("1 500,00")).await;
    window.picture(&shop.speech.picture("debts-before")).await;
}

/// 3 000.00 for 2 500.00: the rest is kept once that is said.
async fn kept_in_advance(window: &Window, speech: Speech) {
    window.click("nav-customers").await;
    window.click_row_with("Amine B.").await;
    window.click("customer-message").await;
    window.find("message-text").await;
    window.picture(&speech.picture("debt-message")).await;
    window.press(Key::Escape).await;
    window.dialog_closed().await;
    window.click("customer-collect").await;
    window.focused("collect-amount").await;
    window.keys("3000").await;
    let keep = speech.said("customers.collect.keepRest");
    let way_out = [("box", keep.as_str()), ("debt", &speech.money("2 500,00"))];
    window.sees(&speech.said_of("customers.collect.tooMuch", &way_out)).await;
    window.picture(&speech.picture("collect-too-much")).await;
    window.click("collect-keep").await;
    window.reads("collect-kept", &speech.money("500,00")).await;
    window.picture(&speech.picture("collect-kept")).await;
    window.find("collect-amount").await.send_keys(&char::from(Key::Enter).to_string()).await.unwrap();
    window.dialog_closed().await;
    window.reads("customer-debt", &speech.said("customers.page.debtNone")).await;
    window.picture(&speech.picture("customer")).await;
}

/// The file from the window is the one that the command line writes.
async fn statement_as_a_file(window: &Window, shop: &Shop) {
    let files = ["fenêtre.csv", "commande.csv"].map(|name| shop.home().join(name));
    let written = |file: &Path| std::fs::read(file).map_err(|e| e.to_string());
    answer_dialogs(shop.home(), &[&files[0]]);
    window.click("export").await;
    window.click("export-statement-excel-fr").await;
    window.sees("fenêtre.csv").await;
    shop.does(&["customer", "statement", "Amine B.", "--out", files[1].to_str().unwrap()]);
    let text = String::from_utf8(written(&files[0]).unwrap()).unwrap();
    assert_eq!(text, String::from_utf8(written(&files[1]).unwrap()).unwrap());
    assert!(text.contains(";-2000,00;"), "{text}");
    assert_eq!(text.trim_end().lines().count(), 11, "{text}");
}
