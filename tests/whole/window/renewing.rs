//! Subscriptions in the real window: told, renewed alone and together, paused, passed on, cancelled.

use fantoccini::key::Key;

use super::driver::Window;
use super::shop::Shop;
use super::words::{Speech, in_both_languages};

/// Four subscriptions that end in two days, and credit for two of them.
fn ending(speech: Speech) -> Shop {
    let shop = Shop::new(speech);
    shop.sells();
    let before = shop.day(28);
    shop.does(&["platform", "deposit", "Panel", "--credit", "48", "--cost", "11520", "--date", &before]);
    for name in ["Amine B.", "Bilal C.", "Chérif D.", "Dalila E."] {
        if name != "Amine B." {
            shop.does(&["customer", "add", name]);
        }
        shop.does(&["sale", "record", "IPTV 30 jours", "--customer", name, "--date", &before]);
    }
    shop
}

in_both_languages!(subscriptions_that_end_are_told_renewed_and_changed);

async fn subscriptions_that_end_are_told_renewed_and_changed(speech: Speech) {
    let shop = ending(speech);
    let Some(window) = shop.window().await else { return };
    window.click("nav-subscriptions").await;
    window.click("stage-days3").await;
    window.reads("count-days3", "4").await;
    window.reads("subscriptions-table", "Dalila E.").await;
    window.picture(&speech.picture("subscriptions")).await;
    told_once(&window, &shop).await;
    one(&window, speech).await;
    several_of_which_one_fails(&window, speech).await;
    paused_and_resumed(&window, speech).await;
    passed_on(&window, speech).await;
    cancelled(&window, speech).await;
    window.close().await;
    shop.panel_holds("0.00", "0.00");
    let all = shop.does(&["subscription", "list"]);
    let all = all["subscriptions"].as_array().unwrap();
    let stand = |state: &str| all.iter().filter(|one| one["state"] == state).count();
    assert_eq!((stand("upcoming"), stand("cancelled"), all.len()), (2, 1, 6), "{all:?}");
    assert_eq!(all.iter().filter(|one| one["customer"] == "Amine B.").count(), 3, "{all:?}");
    shop.is_right();
}

/// What a row's button or menu is called.
fn of(speech: Speech, key: &str, customer: &str) -> String {
    speech.said_of(&format!("subscriptions.row.{key}"), &[("product", "IPTV 30 jours"), ("customer", customer)])
}

/// The message is copied: he is told today, and is no longer among those who wait for it.
async fn told_once(window: &Window, shop: &Shop) {
    let speech = shop.speech;
    let to_tell = speech.said("subscriptions.row.toTell");
    let waiting = async || window.text().await.matches(&to_tell).count();
    assert_eq!(waiting().await, 4);
    window.click_named(&of(speech, "messageOf", "Amine B.")).await;
    window.find("message-text").await;
    window.picture(&speech.picture("end-message")).await;
    window.click("message-copy").await;
    window.dialog_closed().await;
    let today = shop.day_typed(0);
    window.reads("told-1", &speech.said_of("subscriptions.row.toldOn", &[("date", &today)])).await;
    assert_eq!(waiting().await, 3);
    window.picture(&speech.picture("told")).await;
}

async fn one(window: &Window, speech: Speech) {
    window.click_named(&of(speech, "renewOf", "Amine B.")).await;
    window.find("renew-dialog").await;
    window.reads("renew-facts", &speech.money("1 920,00")).await;
    window.reads("renew-facts", "8,00 USD").await;
    window.picture(&speech.picture("renew")).await;
    window.find("renew-amount").await.send_keys(&char::from(Key::Enter).to_string()).await.unwrap();
    window.dialog_closed().await;
    window.reads("count-days3", "3").await;
}

/// 8 USD are left for two: the second stays chosen, and is said to lack them.
async fn several_of_which_one_fails(window: &Window, speech: Speech) {
    window.click("select-2").await;
    window.click("select-3").await;
    window.click("renew-selected").await;
    window.reads("several-total", &speech.money("9 000,00")).await;
    window.reads("several-credit-1", "16,00 USD").await;
    window.picture(&speech.picture("renew-several")).await;
    window.click("submit").await;
    window.reads("result-2", "-00006").await;
    let short = [("platform", "Panel"), ("unit", "USD"), ("needed", "8"), ("available", "0"), ("missing", "8")];
    window.reads("result-3", &speech.said_of("errors.insufficient_credit", &short)).await;
    window.picture(&speech.picture("renewed-several")).await;
    window.press(Key::Escape).await;
    window.dialog_closed().await;
    window.reads("count-days3", "2").await;
}

async fn act(window: &Window, speech: Speech, row: &str, action: &str) {
    window.click(row).await;
    window.click_words(&speech.said(&format!("subscriptions.action.{action}"))).await;
}

async fn paused_and_resumed(window: &Window, speech: Speech) {
    window.click("more-4").await;
    window.sees(&speech.said("subscriptions.action.pause")).await;
    window.picture(&speech.picture("subscription-menu")).await;
    window.click_words(&speech.said("subscriptions.action.pause")).await;
    window.focused("reason").await;
    window.keys(if speech.0 == "ar" { "مسافرة" } else { "en voyage" }).await;
    window.picture(&speech.picture("pause")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.reads("count-days3", "1").await;
    window.reads("count-paused", "1").await;
    window.click("stage-paused").await;
    window.find("resume-4").await;
    window.picture(&speech.picture("paused")).await;
    window.click("resume-4").await;
    window.find("confirm").await;
    window.picture(&speech.picture("resume")).await;
    window.click("confirm").await;
    window.dialog_closed().await;
    window.reads("count-paused", "0").await;
    window.picture(&speech.picture("none-paused")).await;
    window.click("stage-days3").await;
}

async fn passed_on(window: &Window, speech: Speech) {
    act(window, speech, "more-4", "transfer").await;
    window.focused("transfer-customer").await;
    window.keys("am").await;
    window.offers("Amine B.").await;
    window.press(Key::Enter).await;
    window.focused("reason").await;
    window.picture(&speech.picture("transfer")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.reads("subscriptions-table", "Amine B.").await;
    act(window, speech, "more-4", "history").await;
    window.sees(&speech.said_of("subscriptions.history.transfer", &[("customer", "Amine B.")])).await;
    window.sees(&speech.said("subscriptions.history.pause")).await;
    window.picture(&speech.picture("subscription-history")).await;
    window.press(Key::Escape).await;
    window.dialog_closed().await;
}

async fn cancelled(window: &Window, speech: Speech) {
    act(window, speech, "more-3", "cancel").await;
    window.focused("reason").await;
    window.press(Key::Enter).await;
    window.sees(&speech.said("common.required.reason")).await;
    window.keys(if speech.0 == "ar" { "توقف الزبون" } else { "le client arrête" }).await;
    window.picture(&speech.picture("cancel-subscription")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.reads("count-days3", "1").await;
}
