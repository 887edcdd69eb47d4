//! `cargo xtask bundle`: the installer for this system.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::packages::{self, Purpose};
use crate::{paths, ui};

/// The kind of installer made here, and how its file ends.
const KIND: (&str, &str) = if cfg!(windows) {
    ("nsis", "exe")
} else if cfg!(target_os = "macos") {
    ("dmg", "dmg")
} else {
    ("deb", "deb")
};

/// Makes it and says where it is.
pub fn bundle() -> Result<()> {
    packages::ensure(&[Purpose::Build, Purpose::Bundle])?;
    ui::install_when_stale()?;
    ui::build()?;
    let (kind, end) = KIND;
    let target = paths::cargo_target()?;
    ui::tauri()?
        .args(["build", "--ci", "--bundles", kind, "--features", "embedded-page"])
        .env("CARGO_TARGET_DIR", &target)
        .run()?;
    let folder = target.join("release").join("bundle").join(kind);
    let mut made = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == end) {
            made.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    made.sort();
    match made.last() {
        Some((_, file)) => {
            println!("\nThe installer is {}", file.display());
            Ok(())
        }
        None => bail!("no .{end} in {}", folder.display()),
    }
}
