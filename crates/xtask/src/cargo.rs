//! Calls of cargo, so that all build into one folder with one set of features.

use std::env;

use anyhow::Result;

use crate::exec::{Task, found};
use crate::paths;

/// The features of everything that is checked: the page is embedded, as in a release, and file
/// dialogs are answered by the tests. One set for linting, building and testing, so that the
/// dependencies are built once.
pub const TESTED: &str = "rasid/embedded-page,rasid/scripted-dialogs";

/// `cargo`, at the root, building where this program was built.
pub fn cargo() -> Result<Task> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Ok(Task::new(program).dir(paths::root()?).env("CARGO_TARGET_DIR", paths::cargo_target()?))
}

/// Whether `cargo NAME` is installed.
pub fn has(name: &str) -> bool {
    found(&format!("cargo-{name}")).is_some()
}
