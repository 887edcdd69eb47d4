//! Selling in the real window: few keys, what was delivered, a draft that outlives a crash.

use fantoccini::key::Key;
use rasid_core::sales;

use super::driver::Window;
use super::shop::Shop;
use super::typed_sale::{self, AMINE, IPTV};
use super::words::{Speech, in_both_languages};

in_both_languages!(a_known_customers_paid_sale_takes_eight_keys);

async fn a_known_customers_paid_sale_takes_eight_keys(speech: Speech) {
    let shop = Shop::new(speech);
    shop.sells();
    shop.deposits("16", "3840");
    let Some(window) = shop.window().await else { return };
    window.find("nav-sales").await;
    let keys = typed_sale::sell(&window, IPTV, AMINE).await;
    window.reads("last-sale", "-00001").await;
    assert!(keys <= 8, "{keys} keys");
    window.picture(&speech.picture("eight-keys")).await;
    delivering(&window, speech).await;
    window.close().await;
    let lines = shop.does(&["customer", "statement", "Amine B."])["lines"].clone();
    assert_eq!((&lines[0]["amount"], &lines[1]["amount"]), (&"4500.00".into(), &"-4500.00".into()));
    shop.panel_holds("8.00", "1920.00");
    shop.is_right();
}

/// The access of the newest sale, and the message with it, copied.
async fn delivering(window: &Window, speech: Speech) {
    window.click("nav-sales").await;
    window.click_row_with("IPTV 30 jours").await;
    window.click_named(&speech.said_of("sales.access.editOf", &[("product", "IPTV 30 jours"), ("number", "1")])).await;
    window.field_focused_in("access-dialog").await;
    window.keys("amine / s3cret").await;
    window.picture(&speech.picture("access")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.sees("amine / s3cret").await;
    window.picture(&speech.picture("sale")).await;
    window.click("access-message").await;
    let message = window.find("message-text").await.prop("value").await.unwrap().unwrap();
    assert!(message.contains("amine / s3cret"), "{message}");
    window.picture(&speech.picture("access-message")).await;
    window.click("message-copy").await;
    window.dialog_closed().await;
    window.sees(&speech.said("message.copied")).await;
    // What is in the clipboard is what stood there.
    window.click("nav-customers").await;
    window.find("customer-search").await.click().await.unwrap();
    window.press_with(Key::Control, 'v').await;
    window
        .until("the message to be pasted", || async {
            let pasted = window.find("customer-search").await.prop("value").await.map_err(|e| e.to_string())?;
            let pasted = pasted.unwrap_or_default();
            if pasted.contains("amine / s3cret") { Ok(()) } else { Err(format!("{pasted:?} is there")) }
        })
        .await;
}

in_both_languages!(a_sale_left_half_typed_is_there_after_a_crash_and_sold_once);

async fn a_sale_left_half_typed_is_there_after_a_crash_and_sold_once(speech: Speech) {
    let shop = Shop::new(speech);
    shop.sells();
    shop.deposits("16", "3840");
    let Some(window) = shop.window().await else { return };
    window.find("nav-sales").await;
    typed_sale::add(&window, IPTV).await;
    typed_sale::to(&window, AMINE).await;
    window.keys("1000").await;
    let book = shop.book();
    window
        .until("the draft to be kept", || async {
            let kept = book.read(sales::draft).unwrap().map(|draft| draft.content).unwrap_or_default();
            if kept.contains("1000") { Ok(()) } else { Err(kept) }
        })
        .await;
    window.crash();
    let Some(window) = shop.window().await else { return };
    window.find("nav-sales").await;
    window.press(Key::F2).await;
    let resumed = speech.said("sales.new.resumed");
    window.reads("sale-resumed", resumed.split('(').next().unwrap().trim()).await;
    window.reads("sale-line-0", "IPTV 30 jours").await;
    window.reads("sale-debt", &speech.money("3 500,00")).await;
    window.picture(&speech.picture("draft-resumed")).await;
    window.press_with(Key::Control, Key::Enter).await;
    window.reads("last-sale", "-00001").await;
    window.close().await;
    assert!(book.read(sales::draft).unwrap().is_none());
    drop(book);
    shop.customer_stands("Amine B.", "3500.00", "0.00");
    shop.panel_holds("8.00", "1920.00");
    shop.is_right();
}
