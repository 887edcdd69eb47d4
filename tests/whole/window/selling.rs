//! Selling in the real window: few keys, a draft that outlives a crash, corrections, codes, the last credit.

use std::path::Path;
use std::time::Duration;

use fantoccini::key::Key;
use rasid_core::{Book, sales};

use super::driver::{Window, book_of, command_line};

/// A shop with credit for two subscriptions.
fn shop(home: &Path, language: &str) {
    let does = |words: &[&str]| command_line(home, words);
    std::fs::create_dir_all(book_of(home).parent().unwrap()).unwrap();
    does(&["init", "--name", "Boutique", "--language", language]);
    does(&["platform", "add", "Panel", "--unit", "USD"]);
    does(&["platform", "deposit", "Panel", "--credit", "16", "--cost", "3840"]);
    does(&["product", "add", "IPTV 1 mois", "--platform", "Panel", "--cost", "8", "--price", "4500", "--months", "1"]);
    does(&["product", "add", "Carte 10 EUR", "--platform", "Panel", "--cost", "2", "--price", "1500"]);
    does(&["customer", "add", "Amine B.", "--phone", "0550 12 34 56"]);
}

/// Types some letters and takes the first that is offered; how many keys that took.
async fn pick(window: &Window, letters: &str, offered: &str, next: &str) -> usize {
    window.keys(letters).await;
    window.offers(offered).await;
    window.press(Key::Enter).await;
    window.focused(next).await;
    letters.len() + 1
}

/// F2, product, customer, and what was received: nothing but keys, each of them counted.
async fn sell(window: &Window, product: (&str, &str), customer: (&str, &str)) -> usize {
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    let picked = pick(window, product.0, product.1, "sale-customer").await
        + pick(window, customer.0, customer.1, "sale-received-0").await;
    window.press(Key::Enter).await;
    1 + picked + 1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_customers_paid_sale_takes_eight_keys() {
    for language in ["fr", "ar"] {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        shop(home, language);
        let Some(window) = Window::open(home).await else { return };
        window.find("nav-sales").await;
        let keys = sell(&window, ("ip", "IPTV 1 mois"), ("am", "Amine B.")).await;
        window.reads("last-sale", "-00001").await;
        assert!(keys <= 8, "{keys} keys");
        window.picture(&format!("{language}-eight-keys")).await;
        window.close().await;
        let lines = command_line(home, &["customer", "statement", "Amine B."])["lines"].clone();
        assert_eq!((&lines[0]["amount"], &lines[1]["amount"]), (&"4500.00".into(), &"-4500.00".into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_left_half_typed_is_there_after_a_crash_and_sold_once() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    shop(home, "fr");
    let Some(window) = Window::open(home).await else { return };
    window.find("nav-sales").await;
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    pick(&window, "ip", "IPTV 1 mois", "sale-customer").await;
    pick(&window, "am", "Amine B.", "sale-received-0").await;
    window.keys("1000").await;
    let book = Book::open(&book_of(home), Duration::from_secs(5)).unwrap();
    window
        .until("the draft to be kept", || async {
            let kept = book.read(sales::draft).unwrap().map(|draft| draft.content).unwrap_or_default();
            if kept.contains("1000") { Ok(()) } else { Err(kept) }
        })
        .await;
    window.crash();
    let Some(window) = Window::open(home).await else { return };
    window.find("nav-sales").await;
    window.press(Key::F2).await;
    window.reads("sale-resumed", "Vente reprise").await;
    window.reads("sale-line-0", "IPTV 1 mois").await;
    window.reads("sale-debt", "3 500,00 DA").await;
    window.picture("fr-draft-resumed").await;
    window.press_with(Key::Control, Key::Enter).await;
    window.reads("last-sale", "-00001").await;
    window.close().await;
    assert!(book.read(sales::draft).unwrap().is_none());
    assert_eq!(command_line(home, &["customer", "statement", "Amine B."])["debt"], "3500.00");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_is_corrected_and_its_code_stays_with_the_customer() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    shop(home, "fr");
    let Some(window) = Window::open(home).await else { return };
    window.click("nav-products").await;
    window.click_named("Actions pour Carte 10 EUR").await;
    window.click_words("Codes en stock").await;
    window.click("codes-import").await;
    window.focused("codes-text").await;
    for (nth, code) in ["ABCD-1111", "ABCD-2222", "ABCD1111"].into_iter().enumerate() {
        if nth > 0 {
            window.press(Key::Enter).await;
        }
        window.keys(code).await;
    }
    window.picture("fr-codes-import").await;
    window.press_with(Key::Control, Key::Enter).await;
    window.reads("codes-import-result", "2 codes ajoutés").await;
    window.picture("fr-codes-imported").await;
    window.press(Key::Escape).await;
    window.dialog_closed().await;
    window.sees("••••2222").await;
    window.picture("fr-codes").await;

    sell(&window, ("ca", "Carte 10 EUR"), ("am", "Amine B.")).await;
    window.reads("last-sale", "-00001").await;
    window.click("nav-sales").await;
    window.click_row_with("Carte 10 EUR").await;
    window.sees("••••1111").await;
    window.click("reveal-1").await;
    window.sees("ABCD-1111").await;
    window.picture("fr-sale-code").await;

    window.click("sale-correct").await;
    window.focused("correction-reason").await;
    window.keys("prix convenu").await;
    window.press(Key::Enter).await;
    window.retype("Prix unitaire", "1200").await;
    window.reads("sale-change", "300,00 DA").await;
    window.picture("fr-correction").await;
    window.press_with(Key::Control, Key::Enter).await;
    window.sees("V-").await;
    window.sees("Corrige").await;
    window.sees("••••1111").await;
    window.picture("fr-corrected").await;
    window.close().await;
    let statement = command_line(home, &["customer", "statement", "Amine B."]);
    assert_eq!(statement["debt"], "0.00");
    let codes = command_line(home, &["product", "codes", "Carte 10 EUR"]);
    assert!(codes["codes"][0]["sale"].as_str().unwrap().ends_with("-00002"), "{codes}");
    assert_eq!(codes["codes"][1]["state"], "free");
    assert_eq!(command_line(home, &["verify"])["ok"], true);
}

/// The window has the sale typed when somebody else sells the last credit.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_credit_is_sold_once() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    shop(home, "fr");
    command_line(home, &["sale", "record", "IPTV 1 mois"]);
    let Some(window) = Window::open(home).await else { return };
    window.find("nav-sales").await;
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    pick(&window, "ip", "IPTV 1 mois", "sale-customer").await;
    pick(&window, "am", "Amine B.", "sale-received-0").await;
    window.reads("sale-total", "4 500,00 DA").await;
    command_line(home, &["sale", "record", "IPTV 1 mois"]);
    window.press(Key::Enter).await;
    window.reads("credit-notice", "il faut 8 USD, il reste 0 USD").await;
    window.picture("fr-last-credit").await;
    window.close().await;
    let platform = command_line(home, &["platform", "list"])["platforms"][0].clone();
    assert_eq!((&platform["balance"], &platform["value"]), (&"0.00".into(), &"0.00".into()));
    assert!(command_line(home, &["customer", "statement", "Amine B."])["lines"].as_array().unwrap().is_empty());
    assert_eq!(command_line(home, &["verify"])["ok"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_till_is_closed_and_two_cards_become_one_in_arabic() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    shop(home, "ar");
    command_line(home, &["sale", "record", "IPTV 1 mois", "--customer", "Amine B.", "--paid", "4000"]);
    command_line(home, &["customer", "add", "Amine Ben", "--phone", "0550123456"]);
    let Some(window) = Window::open(home).await else { return };
    window.click("nav-reports").await;
    window.click_words("إغلاق اليوم").await;
    // The supplier was paid 3 840.00 in cash today, and 4 000.00 came in.
    window.reads("till-1", "160,00").await;
    window.find("till-1").await;
    window.keys("150").await;
    window.reads("till-gap-1", "10,00").await;
    window.picture("ar-till").await;
    window.find("comment-1").await.send_keys("فكة").await.unwrap();
    window.click("till-close").await;
    window.reads("closings-table", "10,00").await;
    window.picture("ar-till-closed").await;

    window.click("nav-customers").await;
    window.click("duplicates-found").await;
    window.picture("ar-duplicates").await;
    window.click("merge-1-2").await;
    window.find("merge-dialog").await;
    window.picture("ar-merge").await;
    window.click("submit").await;
    window.dialog_closed().await;
    window.close().await;
    let closings = command_line(home, &["till", "list"]);
    assert_eq!(closings["closings"][0]["gap"], "-10.00");
    let customers = command_line(home, &["customer", "list"]);
    assert_eq!(customers["customers"].as_array().unwrap().len(), 1);
    assert_eq!(customers["customers"][0]["debt"], "500.00");
    assert_eq!(command_line(home, &["verify"])["ok"], true);
}
