//! A sale of several lines in the real window: a discount, too little credit, and what is taken back of it.

use fantoccini::key::Key;

use super::driver::Window;
use super::shop::Shop;
use super::typed_sale::{self, AMINE, CARD, IPTV};
use super::words::{Speech, in_both_languages};

in_both_languages!(several_lines_are_sold_short_of_credit_and_taken_back_one_by_one);

async fn several_lines_are_sold_short_of_credit_and_taken_back_one_by_one(speech: Speech) {
    let shop = Shop::new(speech);
    shop.sells();
    shop.deposits("16", "3840");
    let Some(window) = shop.window().await else { return };
    window.find("nav-sales").await;
    several_lines(&window, speech).await;
    a_deposit_without_leaving_the_sale(&window, speech).await;
    sold_now_topped_up_later(&window, speech).await;
    one_line_back_with_its_credit_lost(&window, speech).await;
    shop.customer_stands("Amine B.", "0.00", "4000.00");
    shop.panel_holds("8.00", "2080.00");
    the_rest_back_with_its_credit(&window, speech).await;
    window.close().await;
    // 12 USD come back at the 240.00 each at which they went.
    shop.panel_holds("20.00", "4960.00");
    shop.customer_stands("Amine B.", "0.00", "4000.00");
    shop.is_right();
}

/// One subscription with 500.00 off and six cards: 20 USD, and only 16 are there.
async fn several_lines(window: &Window, speech: Speech) {
    typed_sale::add(window, IPTV).await;
    typed_sale::add(window, CARD).await;
    let field = async |line: &str, key: &str, text: &str| {
        let label = speech.said(&format!("sales.new.{key}"));
        window.type_over(&window.labelled_in(line, &label).await, text).await;
    };
    field("sale-line-0", "discount", "500").await;
    field("sale-line-1", "quantity", "6").await;
    window.reads("sale-line-0-total", &speech.money("4 000,00")).await;
    window.reads("sale-line-1-total", &speech.money("9 000,00")).await;
    window.reads("sale-total", &speech.money("13 000,00")).await;
    window.find("sale-customer").await.click().await.unwrap();
    typed_sale::to(window, AMINE).await;
    // Said once, and of each line: together they take 20, and 16 are there.
    let short = [("platform", "Panel"), ("unit", "USD"), ("needed", "20"), ("available", "16"), ("missing", "4")];
    window.reads("credit-notice", &speech.said_of("errors.insufficient_credit", &short)).await;
    let short = [("platform", "Panel"), ("needed", "20,00 USD"), ("available", "16,00 USD"), ("missing", "4,00 USD")];
    for line in ["sale-line-0", "sale-line-1"] {
        window.reads(line, &speech.said_of("sales.new.lineShort", &short)).await;
    }
    window.picture(&speech.picture("short-of-credit")).await;
    window.press_with(Key::Control, Key::Enter).await;
    window.focused("deposit-1").await;
}

async fn a_deposit_without_leaving_the_sale(window: &Window, speech: Speech) {
    window.press(Key::Enter).await;
    window.fill(&speech.said("platforms.deposit.credit"), "10").await;
    window.fill(&speech.said("platforms.deposit.cost"), "2400").await;
    window.reads("quote-balance", "26,00 USD").await;
    window.picture(&speech.picture("deposit-in-sale")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.reads("sale-cost", &speech.money("4 800,00")).await;
    window.reads("sale-profit", &speech.money("8 200,00")).await;
    window.reads("sale-line-1", "6,00 USD").await;
    window.gone("credit-notice").await;
    window.picture(&speech.picture("several-lines")).await;
    // The refusal is gone with what it was for, and the keyboard goes on where it was.
    window.focused("sale-record").await;
    window.press_with(Key::Control, Key::Enter).await;
    window.reads("last-sale", "-00001").await;
}

/// 6 USD are left and 8 are sold: the other 2 are settled by the deposit that comes later.
async fn sold_now_topped_up_later(window: &Window, speech: Speech) {
    typed_sale::sell(window, IPTV, AMINE).await;
    window.click("sell-now").await;
    window.focused("overdraft-reason").await;
    window.press_with(Key::Control, Key::Enter).await;
    window.reads("credit-notice", &speech.said("sales.new.overdraftReasonRequired")).await;
    window.picture(&speech.picture("overdraft-reason")).await;
    window.find("overdraft-reason").await.click().await.unwrap();
    window.keys(if speech.0 == "ar" { "يصل الشحن الليلة" } else { "recharge ce soir" }).await;
    window.press_with(Key::Control, Key::Enter).await;
    window.reads("last-sale", "-00002").await;

    window.click("nav-platforms").await;
    window.card_reads("Panel", "\u{2212}2,00 USD").await;
    window.picture(&speech.picture("overdrawn")).await;
    window.click_on_card("Panel", &speech.said_of("platforms.card.depositOf", &[("name", "Panel")])).await;
    window.fill(&speech.said("platforms.deposit.credit"), "10").await;
    window.fill(&speech.said("platforms.deposit.cost"), "2600").await;
    window.reads("quote-balance", "8,00 USD").await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.card_reads("Panel", "8,00 USD").await;
    window.card_reads("Panel", &speech.money("2 080,00")).await;
    open_sale(window, "-00002").await;
    // 6 USD at 240.00 and 2 at 260.00.
    window.reads("sale-cost", &speech.money("1 960,00")).await;
    window.picture(&speech.picture("settled")).await;
}

async fn open_sale(window: &Window, number: &str) {
    window.click("nav-sales").await;
    window.click_row_with(number).await;
    window.find("sale-cost").await;
}

/// The subscription: the supplier keeps the credit, the customer leaves his money.
async fn one_line_back_with_its_credit_lost(window: &Window, speech: Speech) {
    open_sale(window, "-00001").await;
    window.click("sale-cancel").await;
    window.find("cancel-dialog").await;
    window.reads("submit", &speech.said("sales.cancel.sale.submit")).await;
    window.click_words("Carte 10 EUR").await;
    let iptv = [("product", IPTV.1)];
    window.reads("submit", &speech.said_of("sales.cancel.line.submit", &iptv)).await;
    window.click_words(&speech.said("sales.cancel.creditGone")).await;
    window.click_words(&speech.said("sales.cancel.moneyKept")).await;
    let kept = speech.money("4 000,00");
    window.sees(&speech.said_of("sales.cancel.kept", &[("amount", &kept)])).await;
    let lost = [("credit", "8,00 USD"), ("platform", "Panel")];
    window.sees(&speech.said_of("sales.cancel.creditLost", &lost)).await;
    window.find("cancel-reason").await.send_keys("ne marche pas").await.unwrap();
    window.picture(&speech.picture("cancel-line")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.sees(&speech.said("sales.sale.paymentKind.refund")).await;
    window.sees(&speech.said("sales.sale.subscriptionState.cancelled")).await;
    window.picture(&speech.picture("line-cancelled")).await;
}

/// The cards: credit and money come back, and nothing of the sale stands any more.
async fn the_rest_back_with_its_credit(window: &Window, speech: Speech) {
    window.click("sale-cancel").await;
    let back = [("credit", "12,00 USD"), ("platform", "Panel")];
    window.sees(&speech.said_of("sales.cancel.credit", &back)).await;
    window.find("cancel-reason").await.send_keys("client parti").await.unwrap();
    window.picture(&speech.picture("cancel-rest")).await;
    window.press(Key::Enter).await;
    window.dialog_closed().await;
    window.sees(&speech.said("sales.status.cancelled")).await;
    window.sees(&speech.said("sales.sale.paymentKind.refund")).await;
    window.reads("sale-paid", &speech.money("0,00")).await;
    window.picture(&speech.picture("sale-cancelled")).await;
}
