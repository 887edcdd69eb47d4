//! Printing what the page has laid out for paper, through the web engine: so Arabic joins as it does on the screen.
//!
//! On Linux the engine can also write a PDF without a dialog; elsewhere the system's dialog offers that.

use std::path::PathBuf;

use rasid_core::{Error, Result};
use serde::Deserialize;
use tauri::{AppHandle, Manager};

/// The paper, in millimetres. The margins are the page's own.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
pub struct Paper {
    /// Its width.
    pub width: u16,
    /// Its height; of a roll, as much as is printed.
    pub height: u16,
}

impl Paper {
    /// From a receipt's roll to a poster: what is none of them is an error of the page.
    fn checked(self) -> Result<Self> {
        let sizes = 30..=1200;
        if sizes.contains(&self.width) && (30..=5000).contains(&self.height) {
            return Ok(self);
        }
        Err(Error::bug(format!("paper of {} × {} mm", self.width, self.height)))
    }
}

/// Whether the engine writes a PDF without the system's dialog.
pub const WRITES_PDF: bool = cfg!(target_os = "linux");

/// Opens the system's print dialog.
pub async fn print(app: &AppHandle, paper: Paper) -> Result<()> {
    let paper = paper.checked()?;
    #[cfg(feature = "scripted-dialogs")]
    if let Some(answer) = crate::dialogs::scripted_path()? {
        return system::write_pdf(app, paper, answer).await;
    }
    system::print(app, paper).await
}

/// Writes a PDF to a file.
pub async fn write_pdf(app: &AppHandle, paper: Paper, target: PathBuf) -> Result<()> {
    system::write_pdf(app, paper.checked()?, target).await
}

/// The window whose page is printed.
fn window(app: &AppHandle) -> Result<tauri::WebviewWindow> {
    app.get_webview_window("main").ok_or_else(|| Error::bug("no window"))
}

#[cfg(target_os = "linux")]
mod system {
    use gtk::glib;
    use rasid_core::ErrorCode;
    use tokio::sync::oneshot;
    use webkit2gtk::{PrintOperation, PrintOperationExt, PrintOperationResponse};

    use super::{AppHandle, Error, Paper, PathBuf, Result, window};

    fn page_setup(paper: Paper) -> gtk::PageSetup {
        let (width, height) = (paper.width.into(), paper.height.into());
        let size = gtk::PaperSize::new_custom("rasid", "Rasid", width, height, gtk::Unit::Mm);
        let setup = gtk::PageSetup::new();
        setup.set_paper_size(&size);
        for set in [
            gtk::PageSetup::set_top_margin,
            gtk::PageSetup::set_bottom_margin,
            gtk::PageSetup::set_left_margin,
            gtk::PageSetup::set_right_margin,
        ] {
            set(&setup, 0.0, gtk::Unit::Mm);
        }
        setup
    }

    pub async fn print(app: &AppHandle, paper: Paper) -> Result<()> {
        let (send, receive) = oneshot::channel();
        window(app)?
            .with_webview(move |view| {
                let operation = PrintOperation::new(&view.inner());
                operation.set_page_setup(&page_setup(paper));
                let answer = operation.run_dialog(None::<&gtk::Window>);
                // Closing the dialog is no failure; nobody waits any more when the window was closed meanwhile.
                let known = matches!(answer, PrintOperationResponse::Print | PrintOperationResponse::Cancel);
                send.send(known).ok();
            })
            .map_err(Error::bug)?;
        match receive.await.map_err(Error::bug)? {
            true => Ok(()),
            false => Err(Error::bug("the print dialog answered nothing known")),
        }
    }

    pub async fn write_pdf(app: &AppHandle, paper: Paper, target: PathBuf) -> Result<()> {
        let (send, receive) = oneshot::channel();
        let file = target.clone();
        window(app)?
            .with_webview(move |view| {
                let operation = PrintOperation::new(&view.inner());
                operation.set_page_setup(&page_setup(paper));
                match glib::filename_to_uri(&file, None) {
                    Ok(address) => start(&operation, &address, send),
                    Err(error) => drop(send.send(Err(error.to_string()))),
                }
            })
            .map_err(Error::bug)?;
        let outcome = receive.await.map_err(Error::bug)?;
        outcome.map_err(|detail| {
            Error::new(ErrorCode::FileWriteFailed).with("file", target.display()).with("detail", detail)
        })
    }

    /// Prints into a file without a dialog; the operation lives until it has finished or failed.
    fn start(operation: &PrintOperation, address: &str, send: oneshot::Sender<std::result::Result<(), String>>) {
        let settings = gtk::PrintSettings::new();
        // The printer that writes files bears a name in the system's language.
        settings.set_printer(&glib::dgettext(Some("gtk30"), "Print to File"));
        settings.set("output-file-format", Some("pdf"));
        settings.set("output-uri", Some(address));
        operation.set_print_settings(&settings);
        let send = std::rc::Rc::new(std::cell::Cell::new(Some(send)));
        let kept = std::rc::Rc::new(std::cell::Cell::new(Some(operation.clone())));
        let (failed, held) = (std::rc::Rc::clone(&send), std::rc::Rc::clone(&kept));
        operation.connect_failed(move |_, error| {
            drop(held.take());
            if let Some(send) = failed.take() {
                drop(send.send(Err(error.to_string())));
            }
        });
        operation.connect_finished(move |_| {
            drop(kept.take());
            if let Some(send) = send.take() {
                drop(send.send(Ok(())));
            }
        });
        operation.print();
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{AppHandle, Error, Paper, PathBuf, Result, window};

    pub async fn print(app: &AppHandle, _: Paper) -> Result<()> {
        window(app)?.print().map_err(Error::bug)
    }

    pub async fn write_pdf(_: &AppHandle, _: Paper, _: PathBuf) -> Result<()> {
        Err(Error::bug("this system's engine writes no PDF of its own"))
    }
}
