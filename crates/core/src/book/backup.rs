//! Backups: a copy that counts only after it was opened and verified; and going back to one.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use serde::Serialize;

use super::bootstrap::{MAGIC, SCHEMA_VERSION, schema_of, sync_folder};
use super::verify::verify_connection;
use super::{Book, chain, connection};
use crate::error::{Error, ErrorCode, Result, file_error};
use crate::money::Money;
use crate::time::Instant;

/// All pages in one step, of one moment: a copy in several starts over whenever another program writes. Nobody waits
/// for it, since readers and writers of a WAL book do not.
const STEP_PAGES: i32 = i32::MAX;

/// A backup that was made and verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BackupReport {
    /// The file.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Sales in it.
    pub sales: u32,
    /// Movements in it.
    pub movements: u32,
}

/// What a book holds, to be held against another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BookContents {
    /// Sales in it.
    pub sales: u32,
    /// Movements in it.
    pub movements: u32,
    /// When the newest sale, movement or payment was recorded, whatever its business day; none in an empty book.
    pub last_recorded: Option<Instant>,
    /// Dinars that the credit of all platforms is worth.
    pub credit_value: Money,
    /// Dinars that all customers still owe.
    pub debt: Money,
    /// ISO 4217: what its amounts are in.
    pub currency: String,
    /// Decimals of that currency.
    pub currency_decimals: u8,
    /// IANA name of the zone that its moments are shown in.
    pub timezone: String,
}

/// A backup looked at before going back to it, beside what it would replace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The file.
    pub file: String,
    /// The shop's name in it.
    pub name: String,
    /// What it holds.
    pub contents: BookContents,
    /// What the present book holds; none where none can be read.
    pub current: Option<BookContents>,
}

/// A book that was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The book, now what the backup was.
    #[serde(flatten)]
    pub report: BackupReport,
    /// Where the replaced book is kept.
    pub kept: Option<String>,
}

impl Book {
    /// Makes a verified copy while the book is in use. An existing file is replaced only once the copy is good.
    pub fn backup(&self, target: &Path) -> Result<BackupReport> {
        if target.exists() && !self.is_earlier_copy(target)? {
            return Err(taken(target));
        }
        // A folder is never made for it: a stick that is not there would become one on the same disk.
        if !folder_of(target).is_dir() {
            return Err(Error::new(ErrorCode::FileWriteFailed)
                .with("file", target.display())
                .with("detail", "the folder is not there"));
        }
        let from = connection::open_reader(self.path(), Duration::from_secs(30))?;
        copy_verified(&from, self.path(), target)
    }

    /// Whether a file is a copy of this very book, which a new copy may replace.
    fn is_earlier_copy(&self, target: &Path) -> Result<bool> {
        if same_file(target, self.path()) {
            return Ok(false);
        }
        let uuid = |c: &Connection| Ok(c.query_row("SELECT uuid FROM book", [], |r| r.get::<_, [u8; 16]>(0))?);
        let own = self.read(uuid)?;
        let theirs = open_copy(target).and_then(|c| uuid(&c));
        Ok(theirs.is_ok_and(|uuid| uuid == own))
    }
}

fn taken(target: &Path) -> Error {
    Error::new(ErrorCode::FileExists).with("file", target.display())
}

/// A file for people is never written over a book, nor over a book's log.
pub(crate) fn guard_target(book: &Path, target: &Path) -> Result<()> {
    if target.is_dir() {
        return Err(taken(target));
    }
    let log = ["-wal", "-shm"].iter().any(|suffix| side_file(book, suffix) == target);
    let mut magic = [0_u8; 16];
    let database = File::open(target).and_then(|mut f| f.read_exact(&mut magic)).is_ok() && &magic == MAGIC;
    if log || database || same_file(book, target) {
        return Err(taken(target));
    }
    Ok(())
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Copies page by page into a file beside the target, verifies the copy, and only then gives it its name.
fn copy_verified(from: &Connection, source: &Path, target: &Path) -> Result<BackupReport> {
    let failed = |e: &std::io::Error| file_error(target, e, ErrorCode::FileWriteFailed);
    let folder = folder_of(target);
    std::fs::create_dir_all(folder).map_err(|e| failed(&e))?;
    let draft = tempfile::Builder::new().prefix(".rasid-copy-").tempdir_in(folder).map_err(|e| failed(&e))?;
    let file = draft.path().join("copy");
    {
        let mut into = Connection::open(&file)?;
        rusqlite::backup::Backup::new(from, &mut into)?.run_to_completion(
            STEP_PAGES,
            Duration::from_millis(5),
            None,
        )?;
        // A backup is one file: no log beside it that could be forgotten.
        into.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        into.close().map_err(|(_, error)| Error::from(error))?;
    }
    let (sales, movements) = check_copy(&file).map_err(|e| e.with("path", source.display()))?;
    let handle = File::options().read(true).write(true).open(&file).map_err(|e| failed(&e))?;
    handle.sync_all().map_err(|e| failed(&e))?;
    let sha256 = sha256_of(&file)?;
    std::fs::rename(&file, target).map_err(|e| failed(&e))?;
    sync_folder(folder);
    Ok(BackupReport { file: target.display().to_string(), sha256, sales, movements })
}

/// Opens a copy that nobody else uses and verifies it whole.
fn check_copy(file: &Path) -> Result<(u32, u32)> {
    let connection = connection::open_checker(file, Duration::ZERO)?;
    let report = verify_connection(&connection)?;
    if let Some(failed) = report.checks.iter().find(|check| !check.ok) {
        let damaged = Error::new(ErrorCode::BookDamaged).with("path", file.display());
        return Err(damaged.with("detail", format!("{}: {}", failed.name, failed.detail)));
    }
    counts(&connection)
}

pub(crate) fn open_copy(file: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

fn counts(connection: &Connection) -> Result<(u32, u32)> {
    let count = |table: &str| connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0));
    Ok((count("sales")?, count("movements")?))
}

fn contents(book: &Book) -> Result<BookContents> {
    book.read(|connection| held(connection, book))
}

fn held(connection: &Connection, book: &Book) -> Result<BookContents> {
    let (sales, movements) = counts(connection)?;
    let newest = |table: &str| -> Result<Option<Instant>> {
        let sql = format!("SELECT recorded_at FROM {table} ORDER BY id DESC LIMIT 1");
        Ok(connection.query_row(&sql, [], |r| r.get(0)).optional()?)
    };
    let last_recorded = newest("sales")?.max(newest("movements")?).max(newest("payments")?);
    let money = |sql: &str| -> Result<Money> { Ok(connection.query_row(sql, [], |r| r.get(0))?) };
    // The newest entry of each ledger bears its value.
    let credit_value = money(
        "SELECT coalesce(sum((SELECT value_after FROM movements WHERE platform_id = p.id ORDER BY seq DESC LIMIT 1)), 0)
         FROM platforms p",
    )?;
    let sold = money("SELECT coalesce(sum(total), 0) FROM sale_lines")?;
    let paid = money("SELECT coalesce(sum(amount), 0) FROM payments WHERE sale_id IS NOT NULL")?;
    Ok(BookContents {
        sales,
        movements,
        last_recorded,
        credit_value,
        debt: sold.minus(paid)?,
        currency: book.currency().to_owned(),
        currency_decimals: book.currency_decimals(),
        timezone: book.timezone().name().to_owned(),
    })
}

/// SHA-256 of a file, in hexadecimal.
pub(crate) fn sha256_of(file: &Path) -> Result<String> {
    let unreadable = |e: &std::io::Error| file_error(file, e, ErrorCode::FileUnreadable);
    let hash = File::open(file).and_then(chain::hash_of).map_err(|e| unreadable(&e))?;
    Ok(hash.iter().map(|b| format!("{b:02x}")).collect())
}

/// Where a kept book of this name lies.
pub(crate) fn kept_copy(book: &Path, name: &str) -> PathBuf {
    folder_of(book).join("backups").join(name)
}

/// A name in the folder of kept books, with the moment, that nothing bears yet.
fn kept_name(book: &Path, why: &str) -> PathBuf {
    let stem = book.file_stem().map_or_else(|| "book".into(), |s| s.to_string_lossy().into_owned());
    let moment: String = Instant::now().to_string().chars().filter(char::is_ascii_alphanumeric).collect();
    let folder = folder_of(book).join("backups");
    let name = |n: u32| match n {
        0 => folder.join(format!("{stem}-{moment}-{why}.rasid")),
        n => folder.join(format!("{stem}-{moment}-{why}-{n}.rasid")),
    };
    (0..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

/// The copy that is taken before something large: an import, a restore.
pub(crate) fn before(book: &Book, why: &str) -> Result<BackupReport> {
    let from = connection::open_reader(book.path(), Duration::from_secs(30))?;
    copy_verified(&from, book.path(), &kept_name(book.path(), why))
}

/// The copy that is taken before a migration. It is of an older schema, so SQLite's own checks are its verification.
pub(super) fn before_migration(path: &Path, version: u32) -> Result<()> {
    let target = kept_name(path, &format!("schema-{version}"));
    let failed = |e: &std::io::Error| file_error(&target, e, ErrorCode::FileWriteFailed);
    std::fs::create_dir_all(folder_of(&target)).map_err(|e| failed(&e))?;
    let from = connection::open_reader(path, Duration::from_secs(30))?;
    let mut into = Connection::open(&target)?;
    rusqlite::backup::Backup::new(&from, &mut into)?.run_to_completion(STEP_PAGES, Duration::from_millis(5), None)?;
    let intact: String = into.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
    into.close().map_err(|(_, error)| Error::from(error))?;
    if intact != "ok" {
        return Err(Error::new(ErrorCode::BookDamaged).with("path", path.display()).with("detail", intact));
    }
    File::open(&target).and_then(|f| f.sync_all()).map_err(|e| failed(&e))
}

/// A backup that can be read by this program: itself, or a copy of one that an older schema wrote, brought to this one.
/// A backup is never changed.
struct Readable {
    path: PathBuf,
    /// Where the copy lies, as long as it is needed.
    _folder: Option<tempfile::TempDir>,
}

impl Readable {
    fn of(candidate: &Path) -> Result<Self> {
        if schema_of(candidate)? == SCHEMA_VERSION {
            return Ok(Self { path: candidate.to_owned(), _folder: None });
        }
        let failed = |e: &std::io::Error| file_error(candidate, e, ErrorCode::FileWriteFailed);
        let folder = tempfile::Builder::new().prefix("rasid-older-").tempdir().map_err(|e| failed(&e))?;
        let path = folder.path().join("book");
        std::fs::copy(candidate, &path).map_err(|e| failed(&e))?;
        Book::open(&path, Duration::from_secs(5)).map(drop)?;
        Ok(Self { path, _folder: Some(folder) })
    }
}

/// Looks at a backup before going back to it; a file that is no good book is refused, and said of that file.
pub fn inspect_candidate(candidate: &Path, current: Option<&Book>) -> Result<Candidate> {
    let readable = Readable::of(candidate).map_err(|e| of_candidate(e, candidate))?;
    let opened = Book::open(&readable.path, Duration::from_secs(5)).map_err(|e| of_candidate(e, candidate))?;
    let name = opened.facts()?.name;
    let report = opened.verify()?;
    if let Some(failed) = report.checks.iter().find(|check| !check.ok) {
        let damaged = Error::new(ErrorCode::BackupDamaged).with("file", candidate.display());
        return Err(damaged.with("detail", format!("{}: {}", failed.name, failed.detail)));
    }
    // A book that is too damaged to be read is what one goes back from: that it can't be read is not in the way.
    let current = current.and_then(|book| contents(book).ok());
    Ok(Candidate { file: candidate.display().to_string(), name, contents: contents(&opened)?, current })
}

/// What is wrong with a backup is not said as if it were the shop's book.
fn of_candidate(error: Error, candidate: &Path) -> Error {
    let empty = std::fs::metadata(candidate).is_ok_and(|facts| facts.is_file() && facts.len() == 0);
    let code = match error.code {
        ErrorCode::BookMissing => ErrorCode::FileMissing,
        ErrorCode::BookDamaged if empty => ErrorCode::FileEmpty,
        ErrorCode::BookDamaged => ErrorCode::BackupDamaged,
        _ => return error,
    };
    let detail = error.details.get("detail").cloned().unwrap_or_default();
    Error::new(code).with("file", candidate.display()).with("detail", detail)
}

/// Puts a verified backup in the place of the book at `path`, which must not be open in this program. What it replaces
/// is kept beside it; one that another program still uses after `busy` is refused.
pub fn restore(path: &Path, candidate: &Path, busy: Duration) -> Result<Restored> {
    let restored = restore_where(path, candidate, busy, |_| Ok(true))?;
    restored.ok_or_else(|| Error::bug("a restore without a condition was refused"))
}

/// Like [`restore`], where the present book is as it has to be: asked while everybody else is kept out. None where it is
/// not, or is damaged, and then nothing is changed.
pub(crate) fn restore_where(
    path: &Path,
    candidate: &Path,
    busy: Duration,
    fits: impl FnOnce(&Connection) -> Result<bool>,
) -> Result<Option<Restored>> {
    if same_file(path, candidate) {
        return Err(Error::new(ErrorCode::BookExists).with("path", path.display()));
    }
    inspect_candidate(candidate, None)?;
    let readable = Readable::of(candidate).map_err(|e| of_candidate(e, candidate))?;
    let failed = |e: &std::io::Error| file_error(path, e, ErrorCode::FileWriteFailed);
    let folder = folder_of(path);
    std::fs::create_dir_all(folder).map_err(|e| failed(&e))?;
    let draft = tempfile::Builder::new().prefix(".rasid-restore-").tempdir_in(folder).map_err(|e| failed(&e))?;
    let copy = draft.path().join("book");
    let report = copy_verified(&open_copy(&readable.path)?, candidate, &copy)?;
    // The log's mode is part of the file: a book is opened in WAL.
    connection::open_plain(&copy, Duration::from_secs(5))?.close().map_err(|(_, error)| Error::from(error))?;
    // Held until the new book stands: what anybody records meanwhile would be in neither.
    let (kept, held) = match path.exists().then(|| put_aside(path, busy, fits)).transpose()? {
        Some(Some((kept, held))) => (Some(kept), held),
        Some(None) => return Ok(None),
        None => (None, None),
    };
    // A log left from the replaced book beside the restored one would damage it.
    for suffix in ["-wal", "-shm"] {
        let side = side_file(path, suffix);
        if side.exists() {
            std::fs::remove_file(&side).map_err(|e| failed(&e))?;
        }
    }
    std::fs::rename(&copy, path).map_err(|e| failed(&e))?;
    drop(held);
    sync_folder(folder);
    let report = BackupReport { file: path.display().to_string(), sha256: sha256_of(path)?, ..report };
    Ok(Some(Restored { report, kept: kept.map(|k| k.display().to_string()) }))
}

fn side_file(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Keeps the present file: a good book as a verified copy, held alone from then on; a damaged one byte for byte with
/// its log. None where the book does not fit.
fn put_aside(
    path: &Path,
    busy: Duration,
    fits: impl FnOnce(&Connection) -> Result<bool>,
) -> Result<Option<(PathBuf, Option<Connection>)>> {
    let target = kept_name(path, "before-restore");
    let held = match hold_alone(path, busy) {
        Ok(held) => held,
        Err(error) if matches!(error.code, ErrorCode::BookBusy | ErrorCode::BookLocked) => {
            return Err(Error::new(ErrorCode::BookLocked).with("path", path.display()));
        }
        Err(_) => {
            keep_bytes(path, &target)?;
            return Ok(Some((target, None)));
        }
    };
    if !fits(&held)? {
        return Ok(None);
    }
    match copy_verified(&held, path, &target) {
        Ok(_) => Ok(Some((target, Some(held)))),
        Err(error) if error.code == ErrorCode::BookDamaged => {
            keep_bytes(path, &target)?;
            Ok(Some((target, Some(held))))
        }
        Err(error) => Err(error),
    }
}

fn keep_bytes(path: &Path, target: &Path) -> Result<()> {
    std::fs::create_dir_all(folder_of(target)).map_err(|e| file_error(target, &e, ErrorCode::FileWriteFailed))?;
    for suffix in ["", "-wal"] {
        let (from, to) = (side_file(path, suffix), side_file(target, suffix));
        if from.exists() {
            std::fs::copy(&from, &to).map_err(|e| file_error(&to, &e, ErrorCode::FileWriteFailed))?;
        }
    }
    Ok(())
}

/// How long a book that nobody writes to may still be open elsewhere before it counts as in use.
const LEAVING: Duration = Duration::from_secs(2);

/// Folds the log into the book and keeps everybody else out as long as the connection lives. Who is writing is waited
/// for as long as `busy`; who merely has the book open will not leave by waiting.
fn hold_alone(path: &Path, busy: Duration) -> Result<Connection> {
    Book::open(path, busy).map(drop)?;
    let connection = connection::open_plain(path, busy)?;
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT;")?;
    connection.busy_timeout(busy.min(LEAVING))?;
    // Closing must not touch the files by name: they are the restored book's by then.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get(0))?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    let alone = connection.execute_batch("BEGIN EXCLUSIVE; COMMIT;");
    if busy != 0 || alone.is_err() {
        return Err(Error::new(ErrorCode::BookLocked).with("path", path.display()));
    }
    Ok(connection)
}
