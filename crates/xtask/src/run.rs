//! `cargo xtask run`: from a fresh clone to the open window.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::cargo::cargo;
use crate::display::{self, Display};
use crate::exec::Task;
use crate::packages::{self, Purpose};
use crate::{home, paths, ui};

const PATIENCE: Duration = Duration::from_secs(90);

/// Installs what is missing, builds, opens.
pub fn run() -> Result<()> {
    let seen = display::is_there();
    if seen {
        packages::ensure(&[Purpose::Build])?;
    } else {
        println!(
            "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): \
             the window opens on a hidden one, and a picture of it is saved."
        );
        packages::ensure(&[Purpose::Build, Purpose::Display])?;
    }
    ui::install_when_stale()?;
    println!("Building the interface");
    ui::build()?;
    println!("Building the application (unoptimised, which builds sooner; releases are bundled)");
    cargo()?.args(["build", "--package", "rasid", "--bin", "rasid"]).args(["--features", "embedded-page"]).run()?;
    let application = paths::built("debug", "rasid")?;
    if seen {
        println!("Opening Rasid");
        Task::new(application).dir(paths::root()?).run()
    } else {
        open_hidden(&application)
    }
}

/// Opens it on a hidden display with a fresh book, and leaves a picture.
fn open_hidden(application: &Path) -> Result<()> {
    let folder = paths::scratch("run")?;
    let display = Display::start(&folder)?;
    let log = folder.join("rasid.log");
    let output = fs::File::create(&log)?;
    let mut running = Task::new(application)
        .dir(&folder)
        .envs(&home::variables(&folder.join("home"))?)
        .envs(&display.variables())
        .stdout(output.try_clone()?)
        .stderr(output)
        .spawn()?;
    let picture =
        display.painted(&mut running, PATIENCE).with_context(|| format!("what it said is in {}", log.display()))?;
    let file = paths::results()?.join("rasid-window.png");
    picture.save(&file)?;
    println!("The window was painted. Its picture: {}", file.display());
    Ok(())
}
