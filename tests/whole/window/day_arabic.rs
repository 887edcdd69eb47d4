//! A short day in Arabic: right to left, and amounts that stay left to right.

use fantoccini::key::Key;

use super::driver::{Window, command_line};
use super::words::Speech;

const PLATFORM: &str = "منصة النجم";
const PRODUCT: &str = "اشتراك رياضي";

fn said(key: &str) -> String {
    Speech("ar").said_of(key, &[("name", PLATFORM)])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_day_right_to_left() {
    let home = tempfile::tempdir().unwrap();
    let Some(window) = Window::open(home.path()).await else { return };
    window.click("language-ar").await;
    window.sees(&said("app.first_run.title")).await;
    reads_right_to_left(&window).await;
    window.find("shop-name-input").await.send_keys("متجر الرصيد").await.unwrap();
    window.picture("ar-first-start").await;
    window.press(Key::Enter).await;
    window.click("door-platform").await;
    platform_and_product(&window).await;
    sale_by_keyboard(&window).await;
    window.close().await;

    // Another day: the language is the book's own.
    let Some(window) = Window::open(home.path()).await else { return };
    window.find("shop-name").await;
    reads_right_to_left(&window).await;
    window.click("nav-platforms").await;
    window.card_reads(PLATFORM, "287,50 USD").await;
    window.card_reads(PLATFORM, "70 916,67 د.ج").await;
    amounts_are_islands(&window).await;
    window.picture("ar-platforms").await;
    window.click("nav-sales").await;
    window.reads("sales-table", PRODUCT).await;
    amounts_are_islands(&window).await;
    window.picture("ar-sales").await;
    window.close().await;
    assert_eq!(command_line(home.path(), &["verify"])["ok"], true);
}

async fn reads_right_to_left(window: &Window) {
    let root = window.run("const e = document.documentElement; return [e.dir, e.lang]").await;
    assert_eq!(root, serde_json::json!(["rtl", "ar"]));
}

/// Every amount is an island of its own direction, else 287,50 USD would turn round.
async fn amounts_are_islands(window: &Window) {
    let strays = window
        .run(
            "return [...document.querySelectorAll('main bdi')].filter(b => /\\d,\\d\\d/.test(b.innerText)) \
             .filter(b => getComputedStyle(b).direction !== 'ltr').map(b => b.innerText)",
        )
        .await;
    assert_eq!(strays, serde_json::json!([]));
    let shown = window.run("return /\\d,\\d\\d/.test(document.querySelector('main').innerText)").await;
    assert_eq!(shown, true);
}

/// Amounts typed with either kind of digits.
async fn platform_and_product(window: &Window) {
    window.click("platform-add").await;
    window.fill(&said("platforms.form.name"), PLATFORM).await;
    window.click("submit").await;
    window.dialog_closed().await;
    window.click_named(&said("platforms.card.depositOf")).await;
    window.fill(&said("platforms.deposit.credit"), "٣٠٠").await;
    window.fill(&said("platforms.deposit.cost"), "74000").await;
    window.reads("quote-balance", "300,00 USD").await;
    window.picture("ar-deposit").await;
    window.click("submit").await;
    window.dialog_closed().await;

    window.click("nav-products").await;
    window.click("product-add").await;
    window.fill(&said("catalog.form.name"), PRODUCT).await;
    window.fill(&said("catalog.form.price"), "4500").await;
    window.find("offer-credit-1").await.send_keys("١٢٫٥").await.unwrap();
    window.reads("offer-margin", "3 083,33 د.ج").await;
    window.click("submit").await;
    window.dialog_closed().await;
}

/// F2, the first letters with another alif than the name has, Enter to the end.
async fn sale_by_keyboard(window: &Window) {
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    window.keys("أشترا").await;
    window.press(Key::Enter).await;
    window.focused("sale-customer").await;
    window.press(Key::Enter).await;
    window.focused("sale-received-0").await;
    window.reads("sale-cost", "3 083,33 د.ج").await;
    window.reads("sale-profit", "1 416,67 د.ج").await;
    amounts_are_islands(window).await;
    window.picture("ar-new-sale").await;
    window.press(Key::Enter).await;
    window.reads("last-sale", "-00001").await;
}
