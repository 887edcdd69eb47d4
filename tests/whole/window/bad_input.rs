//! What people do wrong: each gets a clear sentence, and nothing is changed or lost.

use std::path::Path;
use std::process::Command;

use fantoccini::key::Key;

use super::driver::{Window, answer_dialogs, book_of, command_line};
use crate::programs::{at_home_in, fixture, rasid};

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_that_is_none_and_files_of_another_kind() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(book_of(home.path()).parent().unwrap()).unwrap();
    command_line(home.path(), &["init", "--name", "Boutique"]);
    command_line(home.path(), &["platform", "add", "Panel", "--unit", "DZD"]);
    let Some(window) = Window::open(home.path()).await else { return };
    window.click("nav-platforms").await;
    window.click_named("Recharger Panel").await;
    window.fill("Crédit reçu", "douze").await;
    window.fill("Montant dû", "100").await;
    window.press(Key::Enter).await;
    window.sees("« douze » ne se lit pas comme un nombre").await;
    window
        .until("the refusal beside its field", || async {
            let field = window.labelled("Crédit reçu").await;
            let invalid = field.attr("aria-invalid").await.map_err(|e| e.to_string())?;
            let focus = "return document.activeElement === arguments[0]";
            let element = serde_json::to_value(&field).map_err(|e| e.to_string())?;
            let focused = window.client.execute(focus, vec![element]).await.map_err(|e| e.to_string())?;
            if invalid.as_deref() == Some("true") && focused == true { Ok(()) } else { Err(format!("{invalid:?}")) }
        })
        .await;
    window.picture("fr-bad-amount").await;
    // Esc asks, and staying keeps what was typed.
    window.press(Key::Escape).await;
    window.click_words("Continuer la saisie").await;
    assert_eq!(window.labelled("Crédit reçu").await.prop("value").await.unwrap().as_deref(), Some("douze"));
    window.press(Key::Escape).await;
    window.click("confirm").await;
    window.dialog_closed().await;

    let files: &[(&str, &[u8], &str)] = &[
        ("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d", "n’est pas un fichier texte"),
        ("vide.csv", b"", "est vide"),
    ];
    window.click("nav-import").await;
    for (name, content, sentence) in files {
        let path = home.path().join(name);
        std::fs::write(&path, content).unwrap();
        chosen_file(&window, &path, sentence).await;
    }
    let other = home.path().join("autre.csv");
    std::fs::write(&other, "couleur,taille\nrouge,12\n").unwrap();
    chosen_file(&window, &other, "reconnu").await;
    chosen_file(&window, &home.path().join("partie.csv"), "introuvable").await;
    window.picture("fr-bad-file").await;
    vanishes_after_being_chosen(&window).await;
    window.close().await;
    let list = command_line(home.path(), &["platform", "list"]);
    assert_eq!(list["platforms"].as_array().unwrap().len(), 1);
    assert_eq!(list["platforms"][0]["balance"], "0.00");
}

async fn vanishes_after_being_chosen(window: &Window) {
    let file = window.home.join("achats.csv");
    std::fs::copy(fixture("table-dump/stock_purchases.csv"), &file).unwrap();
    chosen_file(window, &file, "Achats").await;
    window.click("next").await;
    window.find("mode-opening").await;
    std::fs::remove_file(&file).unwrap();
    window.click("next").await;
    window.reads("error-notice", "introuvable").await;
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
