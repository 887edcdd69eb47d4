//! The suppliers in the real window: the morning round, a price that changed, too little credit, what is owed to them.

use fantoccini::key::Key;

use super::driver::Window;
use super::shop::Shop;
use super::words::{Speech, in_both_languages};

in_both_languages!(panels_are_compared_topped_up_and_paid);

async fn panels_are_compared_topped_up_and_paid(speech: Speech) {
    let shop = Shop::new(speech);
    shop.sells();
    shop.does(&["platform", "deposit", "Panel", "--credit", "20", "--cost", "4800", "--paid", "3000"]);
    shop.does(&["platform", "add", "Zenith", "--unit", "EUR"]);
    shop.does(&["platform", "deposit", "Zenith", "--credit", "50", "--cost", "13500"]);
    shop.does(&["sale", "record", "IPTV 30 jours", "--customer", "Amine B."]);
    let Some(window) = shop.window().await else { return };
    morning_round(&window, speech).await;
    alerted(&window, speech).await;
    past_sale_unchanged(&window, speech).await;
    paying(&window, speech).await;
    account(&window, speech).await;
    topped_up(&window, speech).await;
    window.close().await;
    shop.panel_holds("17.50", "4200.00");
    let panel = shop.does(&["platform", "list"])["platforms"][0].clone();
    assert_eq!(panel["supplier_debt"], "1000.00", "{panel}");
    let profit = shop.does(&["report", "profit", "--by", "product"]);
    assert_eq!(profit["rows"][0]["cost"], "1920.00", "{profit}");
    shop.is_right();
}

/// The book says 12.00, the panel 7.50: it took 12.50 for the subscription, and not 8.00.
async fn morning_round(window: &Window, speech: Speech) {
    window.click("nav-platforms").await;
    window.card_reads("Panel", "12,00 USD").await;
    window.click("platform-round").await;
    window.field_focused_in("round-1").await;
    window.keys("7,50").await;
    window.reads("gap-1", "4,50").await;
    window.reads("price-1", "12,50 USD").await;
    window.picture(&speech.picture("round")).await;
    window.click("accept-price-1").await;
    window.field_focused_in("round-2").await;
    // The answer stays while its gap is not recorded.
    window.gone("accept-price-1").await;
    window.reads("price-1", &speech.said("platforms.round.priceGap")).await;
    window.keys("50").await;
    window.reads("gap-2", &speech.said("platforms.round.agrees")).await;
    window.picture(&speech.picture("round-price")).await;
    window.press(Key::Enter).await;
    window.focused("round-record").await;
    window.press(Key::Enter).await;
    window.card_reads("Panel", "7,50 USD").await;
}

/// Below its threshold of 10.00: counted beside the screen's name, and said once.
async fn alerted(window: &Window, speech: Speech) {
    let counted = speech.said_of("platforms.alerts.count_one", &[("count", "1")]);
    window.sees(&counted).await;
    let low = [("name", "Panel"), ("balance", "7,50 USD")];
    window.sees(&speech.said_of("platforms.alerts.low", &low)).await;
    window.picture(&speech.picture("low-credit")).await;
    window.click("nav-products").await;
    window.sees(&counted).await;
}

/// What it costs from now on is 12.50 USD; what was sold has cost 8.00.
async fn past_sale_unchanged(window: &Window, speech: Speech) {
    window.sees(&speech.money("3 000,00")).await;
    window.picture(&speech.picture("products")).await;
    window.click("nav-sales").await;
    window.click_row_with("IPTV 30 jours").await;
    window.reads("sale-cost", &speech.money("1 920,00")).await;
    window.reads("sale-profit", &speech.money("2 580,00")).await;
}

/// 1 800.00 are due on the deposit; 800.00 are paid.
async fn paying(window: &Window, speech: Speech) {
    window.click("nav-platforms").await;
    window.card_reads("Panel", &speech.money("1 800,00")).await;
    window.click("platform-menu-1").await;
    window.click_words(&speech.said("platforms.card.paySupplier")).await;
    window.fill(&speech.said("platforms.supplier.amount"), "800").await;
    window.reads("quote-paid", &speech.money("800,00")).await;
    window.reads("quote-supplier-debt", &speech.money("1 000,00")).await;
    window.picture(&speech.picture("pay-supplier")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.card_reads("Panel", &speech.money("1 000,00")).await;
}

/// With the 3 000.00 of the deposit 3 800.00 were paid.
async fn account(window: &Window, speech: Speech) {
    window.click("platform-menu-1").await;
    window.click_words(&speech.said("platforms.account.open")).await;
    window.reads("account-paid", &speech.money("3 800,00")).await;
    window.reads("account-debt", &speech.money("1 000,00")).await;
    window.picture(&speech.picture("supplier-account")).await;
    window.click("nav-platforms").await;
}

/// Above its threshold nothing is counted any more.
async fn topped_up(window: &Window, speech: Speech) {
    window.click_on_card("Panel", &speech.said_of("platforms.card.depositOf", &[("name", "Panel")])).await;
    window.fill(&speech.said("platforms.deposit.credit"), "10").await;
    window.fill(&speech.said("platforms.deposit.cost"), "2400").await;
    window.reads("quote-balance", "17,50 USD").await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.card_reads("Panel", "17,50 USD").await;
    window.gone("short-count").await;
    window.picture(&speech.picture("platforms")).await;
    window.click_on_card("Panel", &speech.said_of("platforms.card.movementsOf", &[("name", "Panel")])).await;
    window.sees(&speech.said("platforms.kind.adjustment")).await;
    window.picture(&speech.picture("movements")).await;
}
