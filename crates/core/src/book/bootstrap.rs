//! Making a book and opening one: what is checked before the first row is read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use chrono_tz::Tz;
use rusqlite::{Connection, params};

use super::connection;
use crate::error::{Error, ErrorCode, Result, file_error};
use crate::money::currency_decimals;
use crate::settings::Language;
use crate::text;
use crate::time::{Instant, timezone};

/// The schema that this program writes.
pub const SCHEMA_VERSION: u32 = 7;

/// "RASD", in the file's header.
const APPLICATION_ID: i64 = 0x5241_5344;

/// How every SQLite file begins.
pub const MAGIC: &[u8; 16] = b"SQLite format 3\0";

mod migrations {
    refinery::embed_migrations!("../../migrations");
}

/// What a new book starts with.
#[derive(Debug, Clone)]
pub struct NewBook {
    /// The shop's name.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA name.
    pub timezone: String,
    /// The page's and the messages' language.
    pub language: Language,
    /// Marked as a demo book, apart from the real one.
    pub demo: bool,
}

/// What stays with an open book.
#[derive(Debug)]
pub struct Fixed {
    pub currency: String,
    pub currency_decimals: u8,
    pub timezone: Tz,
    pub demo: bool,
}

/// Makes the book beside its place and moves it there whole: a kill on the way leaves no half book, and nothing that
/// exists is replaced.
pub fn create(path: &Path, new: &NewBook) -> Result<()> {
    let name = text::required("name", &new.name, 200)?;
    timezone(&new.timezone)?;
    let decimals = currency_decimals(&new.currency)
        .ok_or_else(|| Error::new(ErrorCode::OutOfRange).with("field", "currency").with("value", &new.currency))?;
    if path.exists() {
        return Err(Error::new(ErrorCode::BookExists).with("path", path.display()));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot_write = |e: &std::io::Error| file_error(path, e, ErrorCode::FileWriteFailed);
    std::fs::create_dir_all(folder).map_err(|e| cannot_write(&e))?;
    let draft = tempfile::Builder::new().prefix(".rasid-new-").tempdir_in(folder).map_err(|e| cannot_write(&e))?;
    let draft_file = draft.path().join("book");
    fill(&draft_file, &name, decimals, new)?;
    File::open(&draft_file).and_then(|f| f.sync_all()).map_err(|e| cannot_write(&e))?;
    move_into_place(&draft_file, path)?;
    sync_folder(folder);
    Ok(())
}

fn fill(file: &Path, name: &str, decimals: u8, new: &NewBook) -> Result<()> {
    File::create_new(file).map_err(|e| file_error(file, &e, ErrorCode::FileWriteFailed))?;
    let mut connection = connection::open_plain(file, Duration::from_secs(5))?;
    migrate(&mut connection)?;
    connection.execute(
        "INSERT INTO book (id, uuid, name, currency, currency_decimals, money_scale, timezone, language, theme, demo, created_at)
         VALUES (1, ?1, ?2, ?3, ?4, 4, ?5, ?6, 'system', ?7, ?8)",
        params![
            crate::ids::new_uuid(),
            name,
            new.currency,
            decimals,
            new.timezone,
            new.language.code(),
            new.demo,
            Instant::now()
        ],
    )?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| Error::from(error))
}

/// A hard link fails where the name is taken, which a rename would not; file systems without links rename.
fn move_into_place(from: &Path, to: &Path) -> Result<()> {
    match std::fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Error::new(ErrorCode::BookExists).with("path", to.display()))
        }
        Err(_) if !to.exists() => std::fs::rename(from, to).map_err(|e| file_error(to, &e, ErrorCode::FileWriteFailed)),
        Err(e) => Err(file_error(to, &e, ErrorCode::FileWriteFailed)),
    }
}

/// Makes a new name in a folder survive a power cut. Systems that cannot sync a folder need no such call.
pub fn sync_folder(folder: &Path) {
    if let Ok(handle) = File::open(folder) {
        drop(handle.sync_all());
    }
}

/// Checks a file from outside in, then opens it for reading.
pub fn open(path: &Path, busy: Duration) -> Result<(Connection, Fixed)> {
    check_header(path)?;
    let connection = connection::open_reader(path, busy).map_err(|e| e.with("path", path.display()))?;
    let version = check_version(&connection, path)?;
    if version < SCHEMA_VERSION {
        drop(connection);
        super::backup::before_migration(path, version)?;
        let migrated = connection::open_plain(path, busy).and_then(|mut c| migrate(&mut c));
        // Where another program was quicker, the book is as it should be.
        if schema_of(path)? != SCHEMA_VERSION {
            migrated?;
        }
        return open(path, busy);
    }
    let fixed = read_fixed(&connection).map_err(|e| e.with("path", path.display()))?;
    Ok((connection, fixed))
}

/// The schema that a book was written by: this program's, or an older one.
pub fn schema_of(path: &Path) -> Result<u32> {
    check_header(path)?;
    let connection = connection::open_reader(path, Duration::ZERO).map_err(|e| e.with("path", path.display()))?;
    check_version(&connection, path)
}

fn check_header(path: &Path) -> Result<()> {
    let at = |code| Error::new(code).with("path", path.display());
    let facts = match std::fs::metadata(path) {
        Ok(facts) => facts,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(at(ErrorCode::BookMissing)),
        Err(e) => return Err(at(ErrorCode::FileUnreadable).with("file", path.display()).with("detail", e)),
    };
    if !facts.is_file() {
        return Err(at(ErrorCode::NotABook));
    }
    if facts.len() == 0 {
        return Err(at(ErrorCode::BookDamaged).with("detail", "the file is empty"));
    }
    let mut magic = [0_u8; 16];
    let read = File::open(path).and_then(|mut f| f.read_exact(&mut magic));
    match read {
        Ok(()) if &magic == MAGIC => Ok(()),
        Ok(()) => Err(at(ErrorCode::NotABook)),
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Err(at(ErrorCode::NotABook)),
        Err(e) => Err(at(ErrorCode::FileUnreadable).with("file", path.display()).with("detail", e)),
    }
}

fn check_version(connection: &Connection, path: &Path) -> Result<u32> {
    let application: i64 = connection
        .pragma_query_value(None, "application_id", |r| r.get(0))
        .map_err(|e| Error::from(e).with("path", path.display()))?;
    if application != APPLICATION_ID {
        return Err(Error::new(ErrorCode::NotABook).with("path", path.display()));
    }
    let version: u32 = connection.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if version > SCHEMA_VERSION {
        return Err(Error::new(ErrorCode::BookNewer)
            .with("path", path.display())
            .with("version", version)
            .with("known", SCHEMA_VERSION));
    }
    Ok(version)
}

fn read_fixed(connection: &Connection) -> Result<Fixed> {
    let (currency, currency_decimals, zone, demo) =
        connection.query_row("SELECT currency, currency_decimals, timezone, demo FROM book", [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get::<_, String>(2)?, r.get(3)?))
        })?;
    Ok(Fixed { currency, currency_decimals, timezone: timezone(&zone)?, demo })
}

/// refinery wraps each migration in a transaction, where turning foreign keys off does nothing, and a table rebuilt
/// with keys on can delete children in silence: so keys are off before, and everything is checked behind.
fn migrate(connection: &mut Connection) -> Result<()> {
    connection.pragma_update(None, "foreign_keys", false)?;
    migrations::migrations::runner()
        .run(connection)
        .map_err(|e| Error::new(ErrorCode::BookDamaged).with("detail", e))?;
    let orphans: i64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |r| r.get(0))?;
    let intact: String = connection.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
    if orphans != 0 || intact != "ok" {
        return Err(Error::new(ErrorCode::BookDamaged).with("detail", format!("{orphans} orphans, {intact}")));
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// The schema alone, in memory: what a book is held against.
pub fn bare() -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// The triggers of a book, by name.
pub fn triggers_of(connection: &Connection) -> Result<BTreeMap<String, String>> {
    let mut statement = connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Book, inspect_candidate, restore};

    const BUSY: Duration = Duration::from_secs(5);

    /// A book as the first schema wrote it.
    fn old_book(file: &Path) {
        File::create_new(file).unwrap();
        let mut connection = connection::open_plain(file, BUSY).unwrap();
        migrations::migrations::runner().set_target(refinery::Target::Version(1)).run(&mut connection).unwrap();
        connection
            .execute(
                "INSERT INTO book (id, uuid, name, currency, currency_decimals, money_scale, timezone, language, theme,
                   demo, created_at) VALUES (1, ?1, 'Ancienne', 'DZD', 2, 4, 'Africa/Algiers', 'fr', 'system', 0, 0)",
                [crate::ids::new_uuid()],
            )
            .unwrap();
        connection.close().unwrap();
    }

    #[test]
    fn an_older_book_is_kept_as_it_was_and_brought_to_this_schema() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.rasid");
        old_book(&path);
        let book = Book::open(&path, BUSY).unwrap();
        assert_eq!(book.facts().unwrap().name, "Ancienne");
        assert!(book.verify().unwrap().ok);
        assert_eq!(schema_of(&path).unwrap(), SCHEMA_VERSION);
        let kept: Vec<_> = std::fs::read_dir(folder.path().join("backups")).unwrap().collect();
        let [Ok(kept)] = kept.as_slice() else { panic!("{kept:?}") };
        assert_eq!(schema_of(&kept.path()).unwrap(), 1);
    }

    #[test]
    fn a_backup_of_an_older_schema_can_be_restored_and_is_not_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (backup, path) = (folder.path().join("old.rasid"), folder.path().join("shop").join("book.rasid"));
        old_book(&backup);
        let before = std::fs::read(&backup).unwrap();
        assert_eq!(inspect_candidate(&backup, None).unwrap().name, "Ancienne");
        restore(&path, &backup, BUSY).unwrap();
        assert_eq!(Book::open(&path, BUSY).unwrap().facts().unwrap().name, "Ancienne");
        assert_eq!(std::fs::read(&backup).unwrap(), before);
        assert!(!folder.path().join("backups").exists(), "nothing is put beside a backup");
    }
}
