//! Where things are: the repository, what cargo builds, the scratch folder of this crate.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository's root.
pub fn root() -> Result<PathBuf> {
    let here =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).map(Path::to_path_buf).context("this crate must stand in crates/xtask")
}

/// The interface's folder.
pub fn ui() -> Result<PathBuf> {
    Ok(root()?.join("ui"))
}

/// Where cargo builds: the folder this very program was built in.
pub fn cargo_target() -> Result<PathBuf> {
    let me = env::current_exe().context("where am I?")?;
    me.ancestors().nth(2).map(Path::to_path_buf).context("this program must be started by cargo")
}

/// A program built by cargo, with the system's suffix.
pub fn built(profile: &str, name: &str) -> Result<PathBuf> {
    Ok(cargo_target()?.join(profile).join(program(name)))
}

/// A program's file name on this system.
pub fn program(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// The repository's `target`, where results for people are left.
pub fn results() -> Result<PathBuf> {
    made(root()?.join("target"))
}

/// A scratch folder of the given name, empty.
pub fn scratch(name: &str) -> Result<PathBuf> {
    let folder = results()?.join("xtask").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    made(folder)
}

fn made(folder: PathBuf) -> Result<PathBuf> {
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    Ok(folder)
}
