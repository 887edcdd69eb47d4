//! The interface: its packages, its checks, its build, its development server.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::clock::{Stopwatch, shown};
use crate::exec::{Running, Task, found};
use crate::paths;

/// The port the application's `devUrl` names.
const DEV_PORT: u16 = 5173;
/// The oldest Node that Vite runs on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// `npm …` in the interface's folder.
pub fn npm() -> Result<Task> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    Ok(Task::new(program).dir(paths::ui()?))
}

/// `npm run SCRIPT`.
pub fn script(name: &str) -> Result<()> {
    npm()?.args(["run", "--silent", name]).run()
}

/// Fails kindly when Node is missing or too old.
pub fn ensure_node() -> Result<()> {
    if found("node").is_none() || found("npm").is_none() {
        bail!("Node and npm are missing: install Node from https://nodejs.org, then repeat");
    }
    let answer = Task::new("node").arg("--version").output()?;
    match version(&answer) {
        Some(version) if version < OLDEST_NODE => {
            bail!("Node {} is too old: the interface needs {}.{} or newer", answer.trim(), OLDEST_NODE.0, OLDEST_NODE.1)
        }
        _ => Ok(()),
    }
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Installs exactly the packages of the lock file, when it is newer than what is installed.
pub fn install_when_stale() -> Result<()> {
    ensure_node()?;
    let ui = paths::ui()?;
    let changed = |file: &Path| -> Option<SystemTime> { fs::metadata(file).ok()?.modified().ok() };
    let installed = changed(&ui.join("node_modules").join(".package-lock.json"));
    let wanted = changed(&ui.join("package-lock.json"));
    if installed.is_some() && installed >= wanted {
        return Ok(());
    }
    println!("Installing the interface's packages");
    // Not `npm ci`: it refuses a lock file that does not name each tool's binaries for every other system, which a
    // registry that lacks them cannot give. The versions are those of the lock file all the same.
    npm()?.args(["install", "--no-save", "--no-audit", "--no-fund"]).run()
}

/// Builds it into `ui/dist`.
pub fn build() -> Result<()> {
    script("build")
}

/// The development server, ready to answer; stopped when dropped.
pub fn dev_server() -> Result<Running> {
    if answers() {
        bail!("port {DEV_PORT} is taken: another development server may be running");
    }
    // Not through npm, which would leave the server behind when it is stopped.
    let vite = paths::ui()?.join("node_modules/vite/bin/vite.js");
    let mut server = Task::new("node")
        .arg(vite)
        .args(["--port", &DEV_PORT.to_string(), "--strictPort"])
        .dir(paths::ui()?)
        .spawn()?;
    let watch = Stopwatch::start();
    let limit = Duration::from_secs(60);
    while watch.elapsed() < limit {
        if let Some(status) = server.ended()? {
            bail!("the development server ended with {status}");
        }
        if answers() {
            return Ok(server);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    bail!("the development server did not answer within {}", shown(limit))
}

/// Whether something listens on the development server's port, on either kind of address.
fn answers() -> bool {
    let patience = Duration::from_millis(200);
    [SocketAddr::from(([127, 0, 0, 1], DEV_PORT)), SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], DEV_PORT))]
        .iter()
        .any(|address| TcpStream::connect_timeout(address, patience).is_ok())
}

/// Tauri's own command line, from the interface's packages, started at the root.
pub fn tauri() -> Result<Task> {
    let program = paths::ui()?.join("node_modules/@tauri-apps/cli/tauri.js");
    if !program.is_file() {
        bail!("@tauri-apps/cli is missing from ui/package.json's devDependencies");
    }
    Ok(Task::new("node").arg(program).dir(paths::root().context("no root")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version("nonsense"), None);
        assert!(version("v18.19.0") < Some(OLDEST_NODE));
    }
}
