//! What is printed, from the real window: a sale's receipt, on paper and as PDF.

use std::path::Path;

use super::driver::{Window, answer_dialogs};
use super::shop::Shop;
use super::words::{Speech, in_both_languages};

/// Waits until a PDF lies there whole.
async fn written(window: &Window, file: &Path) {
    window
        .until("the PDF", || async {
            let bytes = std::fs::read(file).map_err(|e| e.to_string())?;
            let whole = bytes.starts_with(b"%PDF") && bytes.windows(5).any(|part| part == b"%%EOF");
            if whole { Ok(()) } else { Err(format!("{} bytes", bytes.len())) }
        })
        .await;
}

in_both_languages!(a_receipt_is_printed_and_becomes_a_pdf);

async fn a_receipt_is_printed_and_becomes_a_pdf(speech: Speech) {
    let shop = Shop::new(speech);
    shop.sells();
    shop.deposits("16", "3840");
    shop.does(&["sale", "record", "IPTV 30 jours", "--customer", "Amine B.", "--paid", "1000"]);
    shop.does(&["customer", "pay", "Amine B.", "--amount", "500", "--method", "ccp"]);
    let Some(window) = shop.window().await else { return };
    window.click("nav-sales").await;
    window.click_row_with("IPTV 30 jours").await;
    window.click("sale-receipt").await;
    for (line, amount) in [("total", "4 500,00"), ("paid", "1 500,00"), ("left", "3 000,00")] {
        window.reads("print-preview", &speech.said(&format!("receipts.sale.{line}"))).await;
        window.reads("print-preview", &speech.money(amount)).await;
    }
    // What it cost the shop is none of the customer's business.
    let paper = window.run("return document.querySelector('[data-testid=print-preview]').innerText").await;
    assert!(!paper.as_str().unwrap().contains("920"), "{paper}");
    window.picture(&speech.picture("receipt")).await;
    let file = async |button: &str, name: &str| {
        let file = shop.home().join(name);
        answer_dialogs(shop.home(), &[&file]);
        window.click(button).await;
        written(&window, &file).await;
    };
    file("print-pdf", "reçu.pdf").await;
    // The same without a dialog that a test could not answer: printing goes to the next file.
    file("print", "imprimé.pdf").await;
    window.close().await;
    shop.customer_stands("Amine B.", "3000.00", "0.00");
    shop.is_right();
}
