//! Going back to a backup in the real window: what is there is kept, what is no backup is refused.

use std::fs;

use super::driver::{Window, answer_dialogs, book_of, command_line};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_comes_back_and_what_it_replaces_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let folder = book_of(home).parent().unwrap().to_owned();
    fs::create_dir_all(&folder).unwrap();
    let deposit = ["platform", "deposit", "Panel", "--credit", "100", "--cost", "24000"];
    command_line(home, &["init", "--name", "Boutique"]);
    command_line(home, &["platform", "add", "Panel", "--unit", "USD"]);
    command_line(home, &deposit);
    let Some(window) = Window::open(home).await else { return };
    let copy = home.join("copie.rasid");
    answer_dialogs(home, &[&copy]);
    window.click("nav-settings").await;
    window.click("backup").await;
    window.reads("backup-result", "copie.rasid").await;
    command_line(home, &deposit);

    let (empty, other) = (home.join("vide.rasid"), home.join("autre.rasid"));
    fs::write(&empty, "").unwrap();
    fs::write(&other, "pas un livre, vraiment pas du tout").unwrap();
    for (file, sentence) in [(&empty, "est vide"), (&other, "pas un livre Rasid")] {
        answer_dialogs(home, &[file]);
        window.click("restore").await;
        window.sees(sentence).await;
    }

    answer_dialogs(home, &[&copy]);
    window.click("restore").await;
    window.has_row("restore-preview", &["Mouvements", "2", "1"]).await;
    window.has_row("restore-preview", &["Valeur du crédit", "48 000,00 DA", "24 000,00 DA"]).await;
    window.picture("fr-restore").await;
    window.click("confirm").await;
    window.dialog_closed().await;
    window.click("nav-platforms").await;
    window.card_reads("Panel", "100,00 USD").await;
    window.close().await;

    assert_eq!(command_line(home, &["verify"])["ok"], true);
    let kept = fs::read_dir(folder.join("backups")).unwrap().map(|entry| entry.unwrap().path());
    let [kept] = <[_; 1]>::try_from(kept.collect::<Vec<_>>()).unwrap();
    let platforms = command_line(home, &["--db", kept.to_str().unwrap(), "platform", "list"]);
    assert_eq!(platforms["platforms"][0]["balance"], "200.00");
}
