//! `cargo xtask dev`: the application with the interface reloading at each change.

use anyhow::{Result, bail};

use crate::cargo::cargo;
use crate::packages::{self, Purpose};
use crate::{display, ui};

/// Starts the development server and the application; ends with the application.
pub fn dev() -> Result<()> {
    if !display::is_there() {
        bail!("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)");
    }
    packages::ensure(&[Purpose::Build])?;
    ui::install_when_stale()?;
    let server = ui::dev_server()?;
    // Without the embedded page the window reads it from the server.
    let application = cargo()?.args(["run", "--package", "rasid", "--bin", "rasid"]).run();
    drop(server);
    application
}
