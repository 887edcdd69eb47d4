//! File dialogs, opened by the shell: a path never comes from the page.

use std::path::PathBuf;

use rasid_core::{Error, Result};
use tauri::AppHandle;

/// What a dialog asks for.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Where to write a file, with a proposed name and its ending.
    Save { name: String, ending: &'static str },
    /// An existing file with one of these endings.
    Open { endings: &'static [&'static str] },
    /// Several existing files.
    OpenMany { endings: &'static [&'static str] },
    /// A folder.
    Folder,
}

/// Opens the dialog and waits; nothing where the person closes it.
pub async fn ask(app: &AppHandle, ask: Ask) -> Result<Option<Vec<PathBuf>>> {
    #[cfg(feature = "scripted-dialogs")]
    if let Some(script) = std::env::var_os("RASID_DIALOG_ANSWERS") {
        return scripted::answer(script.as_ref(), &ask);
    }
    real::ask(app, ask).await
}

/// One path of an answer.
pub async fn ask_one(app: &AppHandle, what: Ask) -> Result<Option<PathBuf>> {
    Ok(ask(app, what).await?.and_then(|paths| paths.into_iter().next()))
}

/// The next path of the script, if dialogs are answered by one.
#[cfg(feature = "scripted-dialogs")]
pub fn scripted_path() -> Result<Option<PathBuf>> {
    let Some(script) = std::env::var_os("RASID_DIALOG_ANSWERS") else { return Ok(None) };
    let ask = Ask::Save { name: String::new(), ending: "pdf" };
    Ok(scripted::answer(script.as_ref(), &ask)?.and_then(|paths| paths.into_iter().next()))
}

mod real {
    use rfd::{AsyncFileDialog, FileHandle};
    use tauri::Manager;
    use tokio::sync::oneshot;

    use super::{AppHandle, Ask, Error, PathBuf, Result};

    type Answer = Option<Vec<PathBuf>>;

    /// The system's dialogs want the window's thread; only the waiting is done elsewhere.
    pub async fn ask(app: &AppHandle, ask: Ask) -> Result<Answer> {
        let (send, receive) = oneshot::channel();
        let handle = app.clone();
        app.run_on_main_thread(move || {
            let mut dialog = AsyncFileDialog::new();
            if let Some(window) = handle.get_webview_window("main") {
                dialog = dialog.set_parent(&window);
            }
            show(dialog, ask, send);
        })
        .map_err(Error::bug)?;
        receive.await.map_err(Error::bug)
    }

    fn show(dialog: AsyncFileDialog, ask: Ask, send: oneshot::Sender<Answer>) {
        let one = |file: Option<FileHandle>| file.map(|f| vec![f.path().to_owned()]);
        let many = |files: Option<Vec<FileHandle>>| {
            files.map(|files| files.iter().map(|f| f.path().to_owned()).collect::<Vec<_>>())
        };
        // Nobody waits any more when the window was closed meanwhile.
        match ask {
            Ask::Save { name, ending } => {
                let waiting = dialog.set_file_name(name).add_filter(ending, &[ending]).save_file();
                tauri::async_runtime::spawn(async move { drop(send.send(one(waiting.await))) });
            }
            Ask::Open { endings } => {
                let waiting = dialog.add_filter(endings.join(", "), endings).pick_file();
                tauri::async_runtime::spawn(async move { drop(send.send(one(waiting.await))) });
            }
            Ask::OpenMany { endings } => {
                let waiting = dialog.add_filter(endings.join(", "), endings).pick_files();
                tauri::async_runtime::spawn(async move { drop(send.send(many(waiting.await))) });
            }
            Ask::Folder => {
                let waiting = dialog.pick_folder();
                tauri::async_runtime::spawn(async move { drop(send.send(one(waiting.await))) });
            }
        }
    }
}

#[cfg(feature = "scripted-dialogs")]
mod scripted {
    use std::path::Path;

    use super::{Ask, Error, PathBuf, Result};

    /// The next line of the script: paths parted by tabs; an empty line closes the dialog. What was asked is noted
    /// beside it.
    pub fn answer(script: &Path, ask: &Ask) -> Result<Option<Vec<PathBuf>>> {
        let text = std::fs::read_to_string(script).map_err(Error::bug)?;
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        std::fs::write(script, rest).map_err(Error::bug)?;
        std::fs::write(script.with_extension("asked"), format!("{ask:?}")).map_err(Error::bug)?;
        let paths: Vec<PathBuf> = first.split('\t').filter(|p| !p.is_empty()).map(PathBuf::from).collect();
        Ok(Some(paths).filter(|paths| !paths.is_empty()))
    }
}
