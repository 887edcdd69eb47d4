//! What people do wrong: each gets a clear sentence, and nothing is changed or lost.

use std::path::Path;
use std::process::Command;

use fantoccini::key::Key;

use super::driver::{Window, answer_dialogs, book_of, command_line};
use super::shop::Shop;
use super::words::{Speech, in_both_languages};
use crate::programs::{at_home_in, fixture, rasid};

in_both_languages!(an_amount_that_is_none_and_files_of_another_kind);

async fn an_amount_that_is_none_and_files_of_another_kind(speech: Speech) {
    let shop = Shop::new(speech);
    let Some(window) = shop.window().await else { return };
    an_amount_that_is_none(&window, speech).await;
    files_of_another_kind(&window, speech).await;
    vanishes_after_being_chosen(&window, speech).await;
    window.close().await;
    let list = shop.does(&["platform", "list"]);
    assert_eq!(list["platforms"].as_array().unwrap().len(), 1);
    shop.panel_holds("0.00", "0.00");
    shop.is_right();
}

async fn an_amount_that_is_none(window: &Window, speech: Speech) {
    let credit = speech.said("platforms.deposit.credit");
    window.click("nav-platforms").await;
    window.click_on_card("Panel", &speech.said_of("platforms.card.depositOf", &[("name", "Panel")])).await;
    window.fill(&credit, "douze").await;
    window.fill(&speech.said("platforms.deposit.cost"), "100").await;
    window.press(Key::Enter).await;
    window.sees(&speech.said_of("errors.bad_number", &[("value", "douze")])).await;
    window
        .until("the refusal beside its field", || async {
            let field = window.labelled(&credit).await;
            let invalid = field.attr("aria-invalid").await.map_err(|e| e.to_string())?;
            let focus = "return document.activeElement === arguments[0]";
            let element = serde_json::to_value(&field).map_err(|e| e.to_string())?;
            let focused = window.client.execute(focus, vec![element]).await.map_err(|e| e.to_string())?;
            if invalid.as_deref() == Some("true") && focused == true { Ok(()) } else { Err(format!("{invalid:?}")) }
        })
        .await;
    window.picture(&speech.picture("bad-amount")).await;
    // Esc asks, and staying keeps what was typed.
    window.press(Key::Escape).await;
    window.find("confirm").await;
    window.picture(&speech.picture("discard")).await;
    window.click_words(&speech.said("common.discard.keep")).await;
    assert_eq!(window.labelled(&credit).await.prop("value").await.unwrap().as_deref(), Some("douze"));
    window.press(Key::Escape).await;
    window.click("confirm").await;
    window.dialog_closed().await;
}

async fn files_of_another_kind(window: &Window, speech: Speech) {
    let files: [(&str, &[u8], String); 3] = [
        ("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d", said_of_a_file(speech, "file_not_text")),
        ("vide.csv", b"", said_of_a_file(speech, "file_empty")),
        ("autre.csv", b"couleur,taille\nrouge,12\n", speech.said("legacy.map.table")),
    ];
    window.click("nav-import").await;
    for (name, content, sentence) in files {
        let path = window.home.join(name);
        std::fs::write(&path, content).unwrap();
        chosen_file(window, &path, &sentence).await;
    }
    chosen_file(window, &window.home.join("partie.csv"), &said_of_a_file(speech, "file_missing")).await;
    window.picture(&speech.picture("bad-file")).await;
}

/// A refusal as far as the file's name.
fn said_of_a_file(speech: Speech, refusal: &str) -> String {
    let whole = speech.said(&format!("errors.{refusal}"));
    whole.split("{{file}}").next().unwrap().trim().to_owned()
}

async fn vanishes_after_being_chosen(window: &Window, speech: Speech) {
    let file = window.home.join("achats.csv");
    std::fs::copy(fixture("table-dump/stock_purchases.csv"), &file).unwrap();
    chosen_file(window, &file, "achats.csv").await;
    window.click("next").await;
    window.find("mode-opening").await;
    std::fs::remove_file(&file).unwrap();
    window.click("next").await;
    window.reads("error-notice", &said_of_a_file(speech, "file_missing")).await;
    window.picture(&speech.picture("file-gone")).await;
}

async fn chosen_file(window: &Window, path: &Path, sentence: &str) {
    answer_dialogs(&window.home, &[path]);
    window.click("choose-files").await;
    window.sees(sentence).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_that_is_none_is_refused_with_a_sentence_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let book = book_of(home.path());
    std::fs::create_dir_all(book.parent().unwrap()).unwrap();
    std::fs::write(&book, "ceci n'est pas un livre, mais un texte").unwrap();
    let Some(window) = Window::open(home.path()).await else { return };
    window.find("refused").await;
    window.sees("n’est pas un livre Rasid").await;
    window.picture("fr-refused").await;
    assert_eq!(std::fs::read(&book).unwrap(), b"ceci n'est pas un livre, mais un texte");
    // Once the right file is back in its place, it opens without a new start.
    std::fs::remove_file(&book).unwrap();
    command_line(home.path(), &["init", "--name", "Boutique retrouvée"]);
    window.click_words("Réessayer").await;
    window.reads("shop-name", "Boutique retrouvée").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_shows_the_first_window_and_ends() {
    let home = tempfile::tempdir().unwrap();
    let Some(window) = Window::open(home.path()).await else { return };
    window.find("first-run").await;
    let mut second = Command::new(rasid());
    at_home_in(&mut second, home.path());
    let mut second = second.spawn().unwrap();
    let status = window
        .until("the second start to end", || {
            let status = second.try_wait().unwrap();
            async move { status.ok_or_else(|| "it runs".to_owned()) }
        })
        .await;
    assert!(status.success(), "{status}");
    window
        .until("the request to be taken", || async {
            if home.path().join("data/rasid/window.show").exists() { Err("it lies there".to_owned()) } else { Ok(()) }
        })
        .await;
    window.close().await;
}
