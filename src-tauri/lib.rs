//! The shell: a window over the core. A command parses, calls and maps; it decides nothing.

mod commands;
mod dialogs;
mod links;
mod notices;
mod printing;
mod shell;
mod single;

use std::path::PathBuf;
use std::process::ExitCode;

use tauri::Manager;

use shell::Shell;

/// Starts the window, or writes the page's bindings when asked to: `rasid --write-bindings FILE`.
pub fn start() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, path] = arguments.as_slice()
        && flag == "--write-bindings"
    {
        return report(commands::write_bindings(&PathBuf::from(path)));
    }
    let Some(folder) = shell::data_folder() else {
        return report(Err("no folder for the application's data".to_owned()));
    };
    match single::claim(&folder) {
        Ok(single::Claim::First(lock)) => report(run(folder, lock)),
        Ok(single::Claim::Another) => ExitCode::SUCCESS,
        Err(error) => report(Err(error)),
    }
}

fn run(folder: PathBuf, lock: std::fs::File) -> Result<(), String> {
    let builder = commands::builder();
    tauri::Builder::default()
        .manage(Shell::new(folder.clone()))
        .invoke_handler(builder.invoke_handler())
        .setup(move |app| {
            single::answer(app.handle().clone(), folder, lock);
            if let Some(window) = app.get_webview_window("main") {
                window.set_focus()?;
            }
            Ok(())
        })
        .run(tauri::generate_context!())
        .map_err(|error| error.to_string())
}

/// The one place where the shell speaks to a terminal: there is no window to speak in.
#[allow(clippy::print_stderr, reason = "no window exists when starting one failed")]
fn report(outcome: Result<(), String>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rasid: {error}");
            ExitCode::FAILURE
        }
    }
}
