//! What people do wrong: each gets a clear sentence, and nothing is changed or lost.

use std::path::Path;
use std::process::Command;

use fantoccini::key::Key;

use super::driver::{Window, answer_dialogs, book_of, command_line};
use crate::programs::{at_home_in, rasid};

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
    window.picture("fr-bad-amount");
    window.press(Key::Escape).await;
    window.click("confirm").await;

    let files: &[(&str, &[u8], &str)] = &[
        ("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d", "n’est pas un fichier texte"),
        ("vide.csv", b"", "est vide"),
    ];
    window.click("nav-import").await;
    for (name, content, sentence) in files {
        let path = home.path().join(name);
        std::fs::write(&path, content).unwrap();
        refused_file(&window, &path, sentence).await;
    }
    let other = home.path().join("autre.csv");
    std::fs::write(&other, "couleur,taille\nrouge,12\n").unwrap();
    refused_file(&window, &other, "reconnu").await;
    refused_file(&window, &home.path().join("partie.csv"), "introuvable").await;
    window.picture("fr-bad-file");
    window.close().await;
    let list = command_line(home.path(), &["platform", "list"]);
    assert_eq!(list["platforms"][0]["balance"], "0.00");
}

async fn refused_file(window: &Window, path: &Path, sentence: &str) {
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
    window.picture("fr-refused");
    window.close().await;
    assert_eq!(std::fs::read(&book).unwrap(), b"ceci n'est pas un livre, mais un texte");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_shows_the_first_window_and_ends() {
    let home = tempfile::tempdir().unwrap();
    let Some(window) = Window::open(home.path()).await else { return };
    window.find("first-run").await;
    let mut second = Command::new(rasid());
    at_home_in(&mut second, home.path());
    assert!(second.status().unwrap().success());
    window
        .until("the request to be taken", || async {
            if home.path().join("data/rasid/window.show").exists() { Err("it lies there".to_owned()) } else { Ok(()) }
        })
        .await;
    window.close().await;
}
