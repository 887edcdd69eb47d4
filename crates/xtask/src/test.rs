//! `cargo xtask test`: everything that is checked before a change is accepted.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::cargo::{TESTED, cargo, has};
use crate::display::{Display, Variables};
use crate::exec::{Task, found};
use crate::home::{self, Traces};
use crate::packages::{self, Purpose};
use crate::steps::Steps;
use crate::{bindings, paths, ui};

/// The tests that open the window bear this at the start of their name (`tests/…/window/*.rs`).
const WINDOW: &str = "window::";
/// A test run that hangs is stopped after this.
const PATIENCE: Duration = Duration::from_secs(20 * 60);

/// Runs all of it, stopping at the first failure.
pub fn test() -> Result<()> {
    let mut steps = Steps::new();
    let before = Traces::of_user();
    steps.step("system packages", || packages::ensure(&[Purpose::Build, Purpose::Display, Purpose::Tests]))?;
    steps.step("format", || cargo()?.args(["fmt", "--all", "--check"]).run())?;
    interface(&mut steps)?;
    dependencies(&mut steps)?;
    steps.step("lint", || built_whole("clippy")?.arg("--all-targets").args(["--", "--deny", "warnings"]).run())?;
    // Programs and tests in one go: both with the same features of every dependency.
    steps.step("build", || built_whole("build")?.args(["--bins", "--tests"]).run())?;
    steps.step("bindings are up to date", || bindings::check_with(&paths::built("debug", "rasid")?))?;
    let driver = steps.step("window driver", window_driver)?;
    rust_tests(&mut steps, driver)?;
    steps.step("the user's own folders are untouched", || Traces::of_user().unchanged_since(&before))?;
    steps.close("cargo xtask test");
    Ok(())
}

fn interface(steps: &mut Steps) -> Result<()> {
    steps.step("interface: packages", ui::install_when_stale)?;
    steps.step("interface: lint", || ui::script("lint"))?;
    steps.step("interface: types", || ui::script("typecheck"))?;
    steps.step("interface: tests", || ui::script("test"))?;
    steps.step("interface: build", ui::build)
}

/// Licences and sources of what we build on; known vulnerabilities need a network and are looked
/// up on a schedule instead.
fn dependencies(steps: &mut Steps) -> Result<()> {
    if !has("deny") {
        steps.skip("dependencies", "cargo-deny is not installed");
        return Ok(());
    }
    steps.step("dependencies", || cargo()?.args(["deny", "--offline", "check", "bans", "licenses", "sources"]).run())
}

/// `cargo COMMAND` over the whole workspace with the one set of features.
fn built_whole(command: &str) -> Result<Task> {
    Ok(cargo()?.args(command.split(' ')).args(["--workspace", "--locked", "--features", TESTED]))
}

/// The program between the tests and the web view's own driver; built once into `target/tools`.
fn window_driver() -> Result<Option<PathBuf>> {
    if cfg!(target_os = "macos") {
        return Ok(None);
    }
    let tools = paths::results()?.join("tools");
    let driver = tools.join("bin").join(paths::program("tauri-driver"));
    if !driver.is_file() {
        cargo()?
            .args(["install", "tauri-driver", "--version", "^2", "--locked"])
            .arg("--root")
            .arg(&tools)
            // Beside our own build, not in it: its dependencies are not ours.
            .env("CARGO_TARGET_DIR", tools.join("build"))
            .run()?;
        std::fs::remove_dir_all(tools.join("build")).ok();
    }
    Ok(Some(driver))
}

fn rust_tests(steps: &mut Steps, driver: Option<PathBuf>) -> Result<()> {
    let folder = paths::scratch("test")?;
    let mut variables = home::variables(&folder.join("home"))?;
    let mut set = |name: &str, value: PathBuf| {
        variables.push((name.to_owned(), Some(value.into_os_string())));
    };
    set("RASID_BIN", paths::built("debug", "rasid")?);
    set("RASID_CLI_BIN", paths::built("debug", "rasid-cli")?);
    steps.step("tests", || tests(Part::Rest, &variables))?;
    if has("nextest") {
        steps.step("tests: documentation", || built_whole("test")?.arg("--doc").envs(&variables).run())?;
    }
    let Some(driver) = driver else {
        steps.skip("tests: window", "there is no driver for this system's web view");
        return Ok(());
    };
    variables.push(("TAURI_DRIVER".to_owned(), Some(driver.into_os_string())));
    steps.step("tests: window", || {
        if !cfg!(target_os = "linux") {
            return tests(Part::Window, &variables);
        }
        let Some(native) = found("WebKitWebDriver") else {
            bail!("WebKitWebDriver is not on the PATH");
        };
        let display = Display::start(&folder)?;
        variables.push(("WEBKIT_WEB_DRIVER".to_owned(), Some(native.into_os_string())));
        variables.extend(display.variables());
        let result = tests(Part::Window, &variables);
        if result.is_err() {
            // What stood on the display at the end; tests leave their own pictures.
            let file = paths::results()?.join("window-tests.png");
            display.picture()?.save(&file)?;
            println!("the display at the end: {}", file.display());
        }
        result
    })
}

#[derive(Clone, Copy)]
enum Part {
    /// One after the other: there is one display, and one window has the keyboard.
    Window,
    Rest,
}

fn tests(part: Part, variables: &Variables) -> Result<()> {
    let task = if has("nextest") {
        let window = format!("test(/^{WINDOW}/)");
        let task = built_whole("nextest run")?;
        match part {
            Part::Window => task.args(["-E", &window, "--test-threads", "1"]),
            Part::Rest => task.args(["-E", &format!("not {window}")]),
        }
    } else {
        let task = built_whole("test")?;
        match part {
            Part::Window => task.args(["--tests", "--", WINDOW, "--test-threads", "1"]),
            Part::Rest => task.args(["--", "--skip", WINDOW]),
        }
    };
    task.envs(variables).within(PATIENCE).run()
}
