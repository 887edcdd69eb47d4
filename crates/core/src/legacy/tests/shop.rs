//! A shop to import into, and the sample files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::book::{Book, NewBook};
use crate::legacy::{FileChoice, ImportMode, ImportReport, ImportRequest, PanelFigure, import};
use crate::settings::Language;
use crate::time::{Actor, Caller, Day, Instant};

pub struct Shop {
    pub folder: tempfile::TempDir,
    pub book: Book,
}

pub fn shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let new = NewBook {
        name: "Boutique".into(),
        currency: "DZD".into(),
        timezone: "Africa/Algiers".into(),
        language: Language::Fr,
        demo: false,
    };
    let book = Book::create(&folder.path().join("book.rasid"), &new, Duration::from_secs(5)).unwrap();
    Shop { folder, book }
}

pub fn caller() -> Caller {
    Caller {
        actor: Actor::CommandLine,
        now: Instant::from_millis(1_790_000_000_000),
        today: Day::parse_iso("2026-09-21").unwrap(),
    }
}

pub fn sample(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/legacy/fixtures").join(set)
}

pub fn expected(set: &str) -> Value {
    serde_json::from_slice(&std::fs::read(sample(set).join("expected.json")).unwrap()).unwrap()
}

pub fn request(path: impl Into<PathBuf>, mode: ImportMode) -> ImportRequest {
    ImportRequest { paths: vec![path.into()], mode, balances: vec![], merges: vec![], choices: vec![], dry_run: false }
}

/// What is said of one file.
pub fn choice(path: &Path) -> FileChoice {
    FileChoice { path: path.display().to_string(), ..FileChoice::default() }
}

/// A credit history, and whose it is.
pub fn of_platform(path: &Path, platform: &str) -> ImportRequest {
    let said = FileChoice { platform: Some(platform.into()), ..choice(path) };
    ImportRequest { choices: vec![said], ..request(path, ImportMode::Opening) }
}

pub fn figure(platform: &str, figure: &str) -> PanelFigure {
    PanelFigure { platform: platform.into(), figure: figure.into() }
}

impl Shop {
    pub fn import(&self, request: ImportRequest) -> ImportReport {
        import(&self.book, caller(), request).unwrap()
    }

    /// Writes a file of the old system.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn sound(&self) {
        let report = self.book.verify().unwrap();
        let faults: Vec<_> = report.checks.iter().filter(|check| !check.ok).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }

    pub fn count(&self, sql: &str) -> i64 {
        self.book.read(|c| Ok(c.query_row(sql, [], |r| r.get(0))?)).unwrap()
    }

    pub fn text(&self, sql: &str) -> String {
        self.book.read(|c| Ok(c.query_row(sql, [], |r| r.get(0))?)).unwrap()
    }
}
