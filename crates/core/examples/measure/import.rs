//! G3, G3b and G7: the import of old files, beside the database's own program, and beside a reader.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rasid_core::Book;
use rasid_core::legacy::{self, ImportMode, ImportRequest};
use rasid_core::sales::{self, SalesQuery};

use crate::old_files::{self, OldFiles};
use crate::{Outcome, answer, caller, has_dumper, millis, new_book, percentile, seconds};

/// What the writing connection may keep of the book in memory.
const PAGE_CACHE_KIB: u32 = 64 * 1024;
/// Rows of a page that is read meanwhile, and the pause before the next.
const PAGE: u32 = 50;
const PAUSE: Duration = Duration::from_millis(2);
/// Sales imported while pages are read, at most: enough for thousands of pages.
const SALES_MEANWHILE: u32 = 100_000;

/// Imports so many old sales into a new book, in a process of its own so that its peak memory is the import's.
pub fn measure(folder: &Path, count: u32) -> Outcome<()> {
    let scratch = tempfile::Builder::new().prefix("import-").tempdir_in(folder)?;
    let files = old_files::write(&scratch.path().join("old"), count)?;
    println!("importing {count} old sales, {} bytes", fs::metadata(&files.sales)?.len());
    let book = new_book(&scratch.path().join("book.db"))?;
    let peer = match has_dumper()? {
        true => Some(seconds(&mut || bare_import(&files, &scratch.path().join("bare.db")))?),
        false => None,
    };
    let ours = seconds(&mut || import(&book, &files))?;
    println!("  import: {:.2} s", ours);
    match peer {
        Some(peer) => {
            println!("  sqlite3 .import: {peer:.2} s");
            answer("G3", ours / peer);
        }
        None => println!("G3 is not measured: no sqlite3 on the path"),
    }
    if let Some(peak) = peak_memory() {
        answer("G3b", f64::from(peak.saturating_sub(PAGE_CACHE_KIB)) / 1024.0);
    }
    Ok(())
}

/// G7: pages of fifty sales read from a book while old files come into it.
pub fn measure_reading(book: &Book, scratch: &Path, count: u32) -> Outcome<()> {
    let files = old_files::write(&scratch.join("meanwhile"), count.min(SALES_MEANWHILE))?;
    let done = AtomicBool::new(false);
    let mut times = Vec::new();
    let imported = thread::scope(|scope| -> Outcome<()> {
        let importer = scope.spawn(|| {
            let outcome = import(book, &files).map_err(|error| error.to_string());
            done.store(true, Ordering::Release);
            outcome
        });
        while !done.load(Ordering::Acquire) {
            times.push(seconds(&mut || read_page(book))?);
            thread::sleep(PAUSE);
        }
        Ok(importer.join().map_err(|_| "the import panicked")??)
    });
    imported?;
    println!("  {} pages read, the slowest in {:.1} ms", times.len(), millis(percentile(&mut times, 100)));
    answer("G7", millis(percentile(&mut times, 99)));
    Ok(())
}

fn read_page(book: &Book) -> Outcome<()> {
    let query = SalesQuery { limit: PAGE, ..SalesQuery::default() };
    Ok(book.read(|connection| sales::page(connection, &query).map(drop))?)
}

fn import(book: &Book, files: &OldFiles) -> Outcome<()> {
    let request = ImportRequest {
        paths: vec![files.folder.clone()],
        mode: ImportMode::Replay,
        balances: Vec::new(),
        merges: Vec::new(),
        choices: Vec::new(),
        dry_run: false,
    };
    Ok(legacy::import(book, caller()?, request).map(drop)?)
}

/// The same rows into one table without a rule, with the book's durability.
fn bare_import(files: &OldFiles, target: &Path) -> Outcome<()> {
    let mut command = Command::new("sqlite3");
    command.arg(target).args(["PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", ".mode csv"]);
    let import = format!(".import \"{}\" sales", files.sales.display());
    let status = command.arg(import).stdout(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err("sqlite3 failed".into()) }
}

/// The most memory that this process held, in KiB, where the system tells.
fn peak_memory() -> Option<u32> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
