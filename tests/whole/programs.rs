//! The programs as they were built, and folders of their own for each test.

use std::path::PathBuf;
use std::process::{Command, Output};

/// The window's program.
pub fn rasid() -> PathBuf {
    std::env::var_os("RASID_BIN").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_rasid")), PathBuf::from)
}

/// The command line, built beside it.
pub fn rasid_cli() -> PathBuf {
    std::env::var_os("RASID_CLI_BIN").map_or_else(
        || {
            PathBuf::from(env!("CARGO_BIN_EXE_rasid"))
                .with_file_name(format!("rasid-cli{}", std::env::consts::EXE_SUFFIX))
        },
        PathBuf::from,
    )
}

/// A file that the tests read.
pub fn fixture(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("crates/core/src/legacy/fixtures").join(path)
}

/// A shop in a folder of its own, worked on by the command line.
pub struct Counter {
    pub folder: tempfile::TempDir,
}

impl Counter {
    pub fn new() -> Self {
        let counter = Self { folder: tempfile::tempdir().unwrap() };
        counter.done(&["init", "--name", "Boutique"]);
        counter
    }

    pub fn book(&self) -> PathBuf {
        self.folder.path().join("book.rasid")
    }

    /// A command on this shop's book, on a fixed day, with no way to the user's own folders.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(rasid_cli());
        command.arg("--db").arg(self.book()).args(["--json", "--today", "2026-03-15"]).args(arguments);
        at_home_in(&mut command, self.folder.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> (i32, serde_json::Value) {
        answer(&self.command(arguments).output().unwrap())
    }

    pub fn done(&self, arguments: &[&str]) -> serde_json::Value {
        let (code, json) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {json}");
        json
    }
}

/// Gives a program a home of its own.
pub fn at_home_in(command: &mut Command, folder: &std::path::Path) {
    command
        .env("HOME", folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("RASID_LANG", "fr");
}

/// Exit code and JSON of a finished command.
pub fn answer(output: &Output) -> (i32, serde_json::Value) {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let json = serde_json::from_str(&text)
        .unwrap_or_else(|e| panic!("{e}: {text}\n{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code().unwrap(), json)
}
