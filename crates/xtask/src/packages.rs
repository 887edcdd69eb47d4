//! What must be installed in the system, and installing it with the system's package manager.

use anyhow::{Context, Result, bail};

use crate::exec::{Task, found};

/// What the packages are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Building the application and opening its window.
    Build,
    /// A hidden display, with a font to write on it.
    Display,
    /// Driving the window from the tests, counting writes, reading a book from outside.
    Tests,
    /// Making the installer.
    Bundle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manager {
    Apt,
    Dnf,
    Pacman,
}

impl Manager {
    fn detected() -> Option<Self> {
        [("apt-get", Self::Apt), ("dnf", Self::Dnf), ("pacman", Self::Pacman)]
            .into_iter()
            .find(|(program, _)| found(program).is_some())
            .map(|(_, manager)| manager)
    }

    fn packages(self, purpose: Purpose) -> &'static [&'static str] {
        match (self, purpose) {
            (Self::Apt, Purpose::Build) => {
                &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libdbus-1-dev", "xdg-utils"]
            }
            (Self::Apt, Purpose::Display) => &["xvfb", "fonts-dejavu-core"],
            (Self::Apt, Purpose::Tests) => &["webkit2gtk-driver", "strace", "sqlite3"],
            (Self::Apt, Purpose::Bundle) => &["file"],
            (Self::Dnf, Purpose::Build) => {
                &["gcc", "gcc-c++", "make", "pkgconf-pkg-config", "webkit2gtk4.1-devel", "dbus-devel", "xdg-utils"]
            }
            (Self::Dnf, Purpose::Display) => &["/usr/bin/Xvfb", "dejavu-sans-fonts"],
            (Self::Dnf, Purpose::Tests) => &["/usr/bin/WebKitWebDriver", "strace", "sqlite"],
            (Self::Dnf, Purpose::Bundle) => &["file"],
            (Self::Pacman, Purpose::Build) => &["base-devel", "webkit2gtk-4.1", "dbus", "xdg-utils"],
            (Self::Pacman, Purpose::Display) => &["xorg-server-xvfb", "ttf-dejavu"],
            (Self::Pacman, Purpose::Tests) => &["strace", "sqlite"],
            (Self::Pacman, Purpose::Bundle) => &["file"],
        }
    }

    fn has(self, package: &str) -> bool {
        match self {
            Self::Apt => Task::new("dpkg-query")
                .args(["--show", "--showformat=${db:Status-Status}", package])
                .output()
                .is_ok_and(|status| status == "installed"),
            Self::Dnf => Task::new("rpm").args(["--query", "--whatprovides", package]).succeeds(),
            Self::Pacman => Task::new("pacman").args(["--deptest", package]).succeeds(),
        }
    }

    fn install(self, packages: &[&str]) -> Result<()> {
        let rights = Rights::of_this_user()?;
        match self {
            Self::Apt => {
                // The lists may be missing (a container) or stale; an unreachable third-party
                // source must not stop us, a missing package will.
                if let Err(error) = rights.task("apt-get").args(["update", "--quiet"]).run() {
                    println!("  warning: {error:#}");
                }
                rights
                    .task("apt-get")
                    .args(["install", "--yes", "--quiet", "--no-install-recommends"])
                    .args(packages)
                    .run()
            }
            Self::Dnf => rights.task("dnf").args(["install", "--assumeyes"]).args(packages).run(),
            // Without refreshing the lists: a refresh without an upgrade is not supported there.
            Self::Pacman => rights
                .task("pacman")
                .args(["-S", "--needed", "--noconfirm"])
                .args(packages)
                .run()
                .context("if a package was not found, run `pacman -Syu` first"),
        }
    }
}

/// How this user may install: as root, or through sudo.
enum Rights {
    Root,
    Sudo,
}

impl Rights {
    fn of_this_user() -> Result<Self> {
        if Task::new("id").arg("-u").output()?.trim() == "0" {
            Ok(Self::Root)
        } else if found("sudo").is_some() {
            Ok(Self::Sudo)
        } else {
            bail!("installing needs root or sudo: install the packages named above, then repeat")
        }
    }

    fn task(&self, program: &str) -> Task {
        let quiet = "DEBIAN_FRONTEND=noninteractive";
        match self {
            Self::Root => Task::new("env").args([quiet, program]),
            Self::Sudo => Task::new("sudo").args(["env", quiet, program]),
        }
    }
}

/// Installs what is missing for these purposes, saying what; says nothing when nothing is.
pub fn ensure(purposes: &[Purpose]) -> Result<()> {
    if cfg!(target_os = "linux") {
        ensure_linux(purposes)
    } else if cfg!(target_os = "macos") {
        ensure_macos()
    } else {
        hint_windows();
        Ok(())
    }
}

fn ensure_linux(purposes: &[Purpose]) -> Result<()> {
    let Some(manager) = Manager::detected() else {
        return ensure_unknown_linux(purposes);
    };
    let missing: Vec<&str> = purposes
        .iter()
        .flat_map(|purpose| manager.packages(*purpose))
        .copied()
        .filter(|package| !manager.has(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing with the system's package manager: {}", missing.join(" "));
    manager.install(&missing).with_context(|| format!("installing {}", missing.join(" ")))
}

/// Neither apt, dnf nor pacman: what is there decides.
fn ensure_unknown_linux(purposes: &[Purpose]) -> Result<()> {
    let has_webkit = Task::new("pkg-config").args(["--exists", "webkit2gtk-4.1"]).succeeds();
    let needs: [(Purpose, bool, &str); 4] = [
        (Purpose::Build, has_webkit, "a C compiler, pkg-config and WebKitGTK 4.1 with its headers"),
        (Purpose::Display, found("Xvfb").is_some(), "Xvfb"),
        (
            Purpose::Tests,
            found("WebKitWebDriver").is_some() && found("strace").is_some(),
            "WebKitWebDriver, strace and sqlite3",
        ),
        (Purpose::Bundle, true, ""),
    ];
    let missing: Vec<&str> = needs
        .into_iter()
        .filter(|(purpose, there, _)| purposes.contains(purpose) && !there)
        .map(|(_, _, what)| what)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        bail!("this system's package manager is not known here; please install: {}", missing.join("; "))
    }
}

fn ensure_macos() -> Result<()> {
    if Task::new("xcode-select").arg("-p").succeeds() {
        Ok(())
    } else {
        bail!("Apple's command line tools are missing: run `xcode-select --install`, then repeat")
    }
}

/// Windows is only told what may be missing: installers there ask the user.
fn hint_windows() {
    let programs = std::env::var_os("ProgramFiles(x86)").unwrap_or_else(|| "C:\\Program Files (x86)".into());
    let installer =
        std::path::Path::new(&programs).join("Microsoft Visual Studio").join("Installer").join("vswhere.exe");
    if !installer.is_file() {
        println!(
            "hint: the C++ build tools seem to be missing; \
             `winget install Microsoft.VisualStudio.2022.BuildTools`"
        );
    }
    let client = "Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let there = ["HKLM\\SOFTWARE\\WOW6432Node", "HKLM\\SOFTWARE", "HKCU\\Software"]
        .iter()
        .any(|hive| Task::new("reg").args(["query", &format!("{hive}\\{client}"), "/v", "pv"]).succeeds());
    if !there {
        println!("hint: WebView2 seems to be missing; `winget install Microsoft.EdgeWebView2Runtime`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_that_does_not_exist_is_not_installed() {
        if let Some(manager) = Manager::detected() {
            assert!(!manager.has("no-such-package-here"));
        }
    }

    #[test]
    fn every_manager_knows_the_web_view() {
        for manager in [Manager::Apt, Manager::Dnf, Manager::Pacman] {
            let packages = manager.packages(Purpose::Build);
            assert!(packages.iter().any(|name| name.starts_with("libwebkit2gtk-4.1")
                || name.starts_with("webkit2gtk4.1")
                || name.starts_with("webkit2gtk-4.1")));
        }
    }
}
