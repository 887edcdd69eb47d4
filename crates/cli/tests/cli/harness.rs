//! A shop in a folder of its own, and calls of the program on its book.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder that stands for the user's home, with a book in it once one is made.
pub struct Shop {
    folder: TempDir,
}

/// What one call did.
pub struct Said {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The one document on standard output.
    pub fn document(&self) -> Value {
        assert_eq!(self.err, "", "nothing but the document");
        assert_eq!(self.out.lines().count(), 1, "{}", self.out);
        serde_json::from_str(&self.out).expect(&self.out)
    }

    /// Done, with a document.
    pub fn done(&self) -> Value {
        assert_eq!(self.exit, 0, "{}{}", self.out, self.err);
        self.document()
    }

    /// Refused with this exit and code; the error's details and message.
    pub fn refused(&self, exit: i32, code: &str) -> Value {
        let document = self.document();
        let error = &document["error"];
        assert_eq!((self.exit, error["code"].as_str()), (exit, Some(code)), "{}", self.out);
        assert!(!error["message"].as_str().unwrap().contains("{{"), "{}", self.out);
        assert!(error["details"].is_object());
        error.clone()
    }
}

impl Shop {
    /// An empty folder.
    pub fn nothing() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A new book.
    pub fn new() -> Self {
        let shop = Self::nothing();
        shop.json(&["init", "--name", "Boutique"]).done();
        shop
    }

    /// The shop of the golden example: a platform with two deposits and a product that takes 12.50.
    pub fn golden() -> Self {
        let shop = Self::new();
        shop.json(&["platform", "add", "Panel", "--unit", "USD", "--low", "50", "--critical", "10"]).done();
        shop.json(&["--today", "2026-01-10", "platform", "deposit", "Panel", "--credit", "100", "--cost", "24000"])
            .done();
        shop.json(&["--today", "2026-01-20", "platform", "deposit", "Panel", "--credit", "200", "--cost", "50000"])
            .done();
        shop.json(&[
            "product",
            "add",
            "IPTV 1 mois",
            "--platform",
            "Panel",
            "--cost",
            "12.50",
            "--price",
            "4500",
            "--months",
            "1",
        ])
        .done();
        shop
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// The book's file.
    pub fn book(&self) -> PathBuf {
        self.file("shop.rasid")
    }

    /// A call that names no book, in French.
    pub fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rasid-cli"));
        command.current_dir(self.folder()).env("RASID_LANG", "fr");
        for name in ["LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"] {
            command.env_remove(name);
        }
        for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
            command.env(name, self.folder());
        }
        for (name, folder) in [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")] {
            command.env(name, self.file(folder));
        }
        command
    }

    /// A call on the shop's book.
    pub fn call(&self) -> Command {
        let mut command = self.bare();
        command.arg("--db").arg(self.book());
        command
    }

    /// Runs a call for a person.
    pub fn say(&self, words: &[&str]) -> Said {
        run(self.call().args(words))
    }

    /// Runs a call for a script.
    pub fn json(&self, words: &[&str]) -> Said {
        run(self.call().arg("--json").args(words))
    }

    /// The platform's balance and value.
    pub fn balance(&self) -> (String, String) {
        let platforms = self.json(&["platform", "list"]).done();
        let text = |field: &str| platforms["platforms"][0][field].as_str().unwrap().to_owned();
        (text("balance"), text("value"))
    }

    /// How many sales the book holds.
    pub fn sales(&self) -> i64 {
        let report = self.json(&["report", "profit", "--by", "day"]).done();
        report["total"]["sales"].as_i64().unwrap()
    }
}

/// Runs a call to its end.
pub fn run(command: &mut Command) -> Said {
    said(&command.output().unwrap())
}

/// What an ended call did.
pub fn said(output: &Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said { exit: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}
