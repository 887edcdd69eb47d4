//! Links that the system opens: in its browser, or in the program that they belong to.

use std::process::{Command, Stdio};

/// What opens a link, with what stands before it.
#[cfg(target_os = "linux")]
const OPENER: (&str, &[&str]) = ("xdg-open", &[]);
#[cfg(target_os = "macos")]
const OPENER: (&str, &[&str]) = ("open", &[]);
#[cfg(target_os = "windows")]
const OPENER: (&str, &[&str]) = ("rundll32", &["url.dll,FileProtocolHandler"]);

/// Opens a link; false where nothing could take it.
pub fn open(link: &str) -> bool {
    let (program, before) = OPENER;
    let quiet = || Stdio::null();
    let status = Command::new(program).args(before).arg(link).stdin(quiet()).stdout(quiet()).stderr(quiet()).status();
    status.is_ok_and(|status| status.success())
}
