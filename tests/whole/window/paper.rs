//! What is printed, from the real window: receipts, a customer's statement, a report.

use std::path::Path;

use super::driver::{Window, answer_dialogs, book_of, command_line};

fn shop(home: &Path, language: &str) {
    let does = |words: &[&str]| command_line(home, words);
    std::fs::create_dir_all(book_of(home).parent().unwrap()).unwrap();
    does(&["init", "--name", "Boutique Amel", "--language", language]);
    does(&["platform", "add", "Panel", "--unit", "USD"]);
    does(&["platform", "deposit", "Panel", "--credit", "100", "--cost", "24000"]);
    does(&["product", "add", "IPTV 1 mois", "--platform", "Panel", "--cost", "8", "--price", "4500", "--months", "1"]);
    does(&["customer", "add", "Amine B.", "--phone", "0550 12 34 56"]);
    does(&["sale", "record", "IPTV 1 mois", "--customer", "Amine B.", "--paid", "1000"]);
    does(&["customer", "pay", "Amine B.", "--amount", "500", "--method", "ccp"]);
}

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

#[tokio::test(flavor = "multi_thread")]
async fn receipts_become_pdf_in_french_and_arabic() {
    for language in ["fr", "ar"] {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        shop(home, language);
        let Some(window) = Window::open(home).await else { return };
        window.click("nav-sales").await;
        window.click_row_with("IPTV 1 mois").await;
        window.click("sale-receipt").await;
        window.reads("print-preview", "Boutique Amel").await;
        window.reads("print-preview", "V-").await;
        window.picture(&format!("{language}-receipt")).await;
        let receipt = home.join("reçu.pdf");
        answer_dialogs(home, &[&receipt]);
        window.click("print-pdf").await;
        written(&window, &receipt).await;
        // The same without a dialog that a test could not answer: printing goes to the next file.
        let printed = home.join("imprimé.pdf");
        answer_dialogs(home, &[&printed]);
        window.click("print").await;
        written(&window, &printed).await;
        window.close().await;
    }
}
