//! A sale typed with nothing but keys.

use fantoccini::key::Key;

use super::driver::Window;

pub const IPTV: (&str, &str) = ("ip", "IPTV 30 jours");
pub const CARD: (&str, &str) = ("ca", "Carte 10 EUR");
pub const AMINE: (&str, &str) = ("am", "Amine B.");

/// Types some letters and takes the first that is offered; how many keys that took.
async fn pick(window: &Window, (letters, offered): (&str, &str), next: &str) -> usize {
    window.keys(letters).await;
    window.offers(offered).await;
    window.press(Key::Enter).await;
    window.focused(next).await;
    letters.len() + 1
}

/// F2 and one more product; on a sale that is being typed the product's field is where F2 leads, too.
pub async fn add(window: &Window, product: (&str, &str)) -> usize {
    window.press(Key::F2).await;
    window.focused("sale-product").await;
    1 + pick(window, product, "sale-customer").await
}

pub async fn to(window: &Window, customer: (&str, &str)) -> usize {
    pick(window, customer, "sale-received-0").await
}

/// One product, paid whole: how many keys that took.
pub async fn sell(window: &Window, product: (&str, &str), customer: (&str, &str)) -> usize {
    let keys = add(window, product).await + to(window, customer).await;
    window.press(Key::Enter).await;
    keys + 1
}
