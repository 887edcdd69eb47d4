//! The till counted and closed in the real window, and two cards of one customer that become one.

use super::driver::Window;
use super::shop::Shop;
use super::words::{Speech, in_both_languages};

in_both_languages!(the_till_is_closed_and_two_cards_become_one);

async fn the_till_is_closed_and_two_cards_become_one(speech: Speech) {
    let shop = Shop::new(speech);
    shop.sells();
    shop.deposits("16", "3840");
    shop.does(&["sale", "record", "IPTV 30 jours", "--customer", "Amine B.", "--paid", "4000"]);
    shop.does(&["customer", "add", "Amine Ben", "--phone", "0550123456"]);
    let Some(window) = shop.window().await else { return };
    closing(&window, speech).await;
    merging(&window, speech).await;
    window.close().await;
    let closings = shop.does(&["till", "list"]);
    assert_eq!(closings["closings"][0]["gap"], "-10.00");
    let customers = shop.does(&["customer", "list"]);
    assert_eq!(customers["customers"].as_array().unwrap().len(), 1);
    shop.customer_stands("Amine Ben", "500.00", "0.00");
    shop.panel_holds("8.00", "1920.00");
    shop.is_right();
}

/// The supplier was paid 3 840.00 in cash today, and 4 000.00 came in.
async fn closing(window: &Window, speech: Speech) {
    window.click("nav-reports").await;
    window.click_words(&speech.said("reports.view.till")).await;
    window.reads("till-1", "160,00").await;
    window.keys("150").await;
    window.reads("till-gap-1", "10,00").await;
    window.click("till-close").await;
    // A gap is explained before the day is closed with it.
    window.find("comment-1").await;
    window.picture(&speech.picture("till")).await;
    window.find("comment-1").await.send_keys(if speech.0 == "ar" { "فكة" } else { "monnaie" }).await.unwrap();
    window.click("till-close").await;
    window.find("till-question").await;
    window.picture(&speech.picture("till-question")).await;
    window.click("confirm").await;
    window.find("till-closed").await;
    window.reads("closings-table", "10,00").await;
    window.picture(&speech.picture("till-closed")).await;
}

async fn merging(window: &Window, speech: Speech) {
    window.click("nav-customers").await;
    window.find("duplicates-found").await;
    window.picture(&speech.picture("customers")).await;
    window.click("duplicates-found").await;
    window.find("merge-1-2").await;
    window.picture(&speech.picture("duplicates")).await;
    window.click("merge-1-2").await;
    window.find("merge-warning").await;
    window.picture(&speech.picture("merge")).await;
    window.click("submit").await;
    window.dialog_closed().await;
}
