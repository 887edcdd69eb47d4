//! A short day in Arabic: right to left, and amounts that stay left to right.

use fantoccini::key::Key;

use super::driver::{Window, command_line};

#[tokio::test(flavor = "multi_thread")]
async fn a_short_day_right_to_left() {
    let home = tempfile::tempdir().unwrap();
    let Some(window) = Window::open(home.path()).await else { return };
    window.click("language-ar").await;
    window.sees("مرحب").await;
    let direction = window.client.execute("return document.documentElement.dir", Vec::new()).await.unwrap();
    assert_eq!(direction, "rtl");
    window.find("shop-name-input").await.send_keys("متجر الرصيد").await.unwrap();
    window.press(Key::Enter).await;
    window.click("door-platform").await;
    window.close().await;

    // The command line works on the same book while the window is closed.
    command_line(home.path(), &["platform", "add", "منصة النجم", "--unit", "USD"]);
    command_line(home.path(), &["platform", "deposit", "منصة النجم", "--credit", "300", "--cost", "74000"]);
    command_line(
        home.path(),
        &[
            "product",
            "add",
            "اشتراك رياضي",
            "--platform",
            "منصة النجم",
            "--cost",
            "12.50",
            "--price",
            "4500",
            "--months",
            "1",
        ],
    );
    let Some(window) = Window::open(home.path()).await else { return };
    window.find("shop-name").await;
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    window.keys("اشترا").await;
    window.press(Key::Enter).await;
    window.focused("sale-customer").await;
    window.press(Key::Enter).await;
    window.focused("sale-received-0").await;
    window.reads("sale-cost", "3 083,33").await;
    window.picture("ar-new-sale");
    window.press(Key::Enter).await;
    window.reads("last-sale", "V-20").await;
    window.click("nav-platforms").await;
    window.sees("287,50 USD").await;
    let islands =
        "return [...document.querySelectorAll('bdi')].filter(b => /\\d/.test(b.innerText)).every(b => b.dir === 'ltr')";
    assert_eq!(window.client.execute(islands, Vec::new()).await.unwrap(), true);
    window.picture("ar-platforms");
    window.click("nav-sales").await;
    window.find("sales-table").await;
    window.picture("ar-sales");
    window.close().await;
}
