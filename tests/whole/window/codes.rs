//! Codes in stock and a correction in the real window: the right sale has the code of the wrong one.

use fantoccini::key::Key;

use super::driver::Window;
use super::shop::Shop;
use super::typed_sale::{self, AMINE, CARD};
use super::words::{Speech, in_both_languages};

in_both_languages!(a_code_is_sold_once_and_stays_with_the_corrected_sale);

async fn a_code_is_sold_once_and_stays_with_the_corrected_sale(speech: Speech) {
    let shop = Shop::new(speech);
    shop.sells();
    shop.deposits("16", "3840");
    let Some(window) = shop.window().await else { return };
    importing(&window, speech).await;
    selling_one(&window, speech).await;
    correcting(&window, speech).await;
    window.close().await;
    shop.customer_stands("Amine B.", "0.00", "0.00");
    let codes = shop.does(&["product", "codes", "Carte 10 EUR"]);
    assert!(codes["codes"][0]["sale"].as_str().unwrap().ends_with("-00002"), "{codes}");
    assert_eq!(codes["codes"][1]["state"], "free");
    shop.panel_holds("14.00", "3360.00");
    shop.is_right();
}

/// Three lines of which the last is the first again: it is refused, by its line.
async fn importing(window: &Window, speech: Speech) {
    window.click("nav-products").await;
    window.click_named(&speech.said_of("catalog.more", &[("name", "Carte 10 EUR")])).await;
    window.click_words(&speech.said("catalog.codesAction")).await;
    window.find("codes-import").await;
    window.picture(&speech.picture("codes-none")).await;
    window.click("codes-import").await;
    window.focused("codes-text").await;
    for (nth, code) in ["ABCD-1111", "ABCD-2222", "ABCD1111"].into_iter().enumerate() {
        if nth > 0 {
            window.press(Key::Enter).await;
        }
        window.keys(code).await;
    }
    window.picture(&speech.picture("codes-import")).await;
    window.press_with(Key::Control, Key::Enter).await;
    let two = if speech.0 == "ar" { "codes.import.added_two" } else { "codes.import.added_other" };
    window.reads("codes-import-result", &speech.said_of(two, &[("count", "2")])).await;
    window.reads("refused-3", &speech.said("codes.import.refusal.repeated")).await;
    window.picture(&speech.picture("codes-imported")).await;
    window.press(Key::Escape).await;
    window.dialog_closed().await;
    window.sees("••••2222").await;
    window.picture(&speech.picture("codes")).await;
}

async fn selling_one(window: &Window, speech: Speech) {
    typed_sale::sell(window, CARD, AMINE).await;
    window.reads("last-sale", "-00001").await;
    window.click("nav-sales").await;
    window.click_row_with("Carte 10 EUR").await;
    window.sees("••••1111").await;
    window.click("reveal-1").await;
    window.sees("ABCD-1111").await;
    window.picture(&speech.picture("sale-code")).await;
}

async fn correcting(window: &Window, speech: Speech) {
    window.click("sale-correct").await;
    window.focused("correction-reason").await;
    window.keys(if speech.0 == "ar" { "السعر المتفق عليه" } else { "prix convenu" }).await;
    window.press(Key::Enter).await;
    window.retype(&speech.said("sales.new.unitPrice"), "1200").await;
    window.reads("sale-change", &speech.money("300,00")).await;
    window.picture(&speech.picture("correction")).await;
    window.press_with(Key::Control, Key::Enter).await;
    window.sees(&speech.said("sales.correct.corrects")).await;
    window.sees("-00002").await;
    window.sees("••••1111").await;
    window.picture(&speech.picture("corrected")).await;
}
