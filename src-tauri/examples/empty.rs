//! A window with the same settings as Rasid's and nothing behind it: what the bench divides the start and the memory
//! of the real one by, since both depend on the machine and its web view.

use std::borrow::Cow;
use std::process::ExitCode;

use tauri::Assets;
use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};

/// A page that paints one mark and asks for nothing. The mark has many shades, by which a painted window is told from
/// a blank one.
const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Empty</title>\
    <div style=\"width:256px;height:64px;background:linear-gradient(to right,#000,#fff)\"></div></html>";

/// That page at every address.
struct OnePage;

impl<R: tauri::Runtime> Assets<R> for OnePage {
    fn get(&self, _key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Borrowed(PAGE.as_bytes()))
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(std::iter::once((Cow::Borrowed("/index.html"), Cow::Borrowed(PAGE.as_bytes()))))
    }

    fn csp_hashes(&self, _html_path: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}

#[allow(clippy::print_stderr, reason = "no window exists when starting one failed")]
fn main() -> ExitCode {
    // Rasid's own configuration, so that size, title bar and content security policy cannot differ.
    match tauri::Builder::default().run(tauri::generate_context!(assets = OnePage)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("empty: {error}");
            ExitCode::FAILURE
        }
    }
}
