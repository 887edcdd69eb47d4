//! Connections and what is set on each; the reasons stand beside the pragmas.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, ErrorCode, Result};

/// SQLite before this can corrupt a WAL book when its log is reset (sqlite.org, changes in 3.51.3).
const OLDEST_SQLITE: i32 = 3_051_003;

const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX.union(OpenFlags::SQLITE_OPEN_EXRESCODE);

/// A read-only connection. No big cache and no memory temp store: both make grouping three times slower.
pub fn open_reader(path: &Path, busy: Duration) -> Result<Connection> {
    open_reading(path, busy, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// A connection that checks the book and writes nothing. It is not read-only: to one that is, SQLite does not read the
/// CHECKs, and finds every row in order.
pub fn open_checker(path: &Path, busy: Duration) -> Result<Connection> {
    open_reading(path, busy, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

fn open_reading(path: &Path, busy: Duration, access: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, FLAGS | access)?;
    connection.busy_timeout(busy)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -2000)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    plan_once(&connection)?;
    Ok(connection)
}

/// Plans a statement once, whatever values are bound to it: beside partial indexes each new value would be planned
/// anew, which took longer than reading.
fn plan_once(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// The writing connection of an existing book.
pub fn open_writer(path: &Path, busy: Duration) -> Result<Connection> {
    let mut connection = open_plain(path, busy)?;
    harden(&mut connection)?;
    Ok(connection)
}

/// The connection of one large work (see [`super::bulk`]): foreign keys are checked once, before the commit.
pub fn open_bulk(path: &Path, busy: Duration) -> Result<Connection> {
    let mut connection = open_plain(path, busy)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    harden(&mut connection)?;
    connection.authorizer(Some(authorize_bulk))?;
    Ok(connection)
}

/// A writing connection with the durability settings, not yet closed to schema changes: for migrations and creation.
pub fn open_plain(path: &Path, busy: Duration) -> Result<Connection> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::bug(format!("SQLite {} is too old", rusqlite::version())));
    }
    let connection = Connection::open_with_flags(path, FLAGS | OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(busy)?;
    connection.set_prepared_statement_cache_capacity(128);
    plan_once(&connection)?;
    expect_pragma(&connection, "journal_mode", "wal")?;
    // A confirmed sale survives a power cut; with NORMAL half of the simulated cuts lost one.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    // The ledger's chain is a foreign key; REPLACE passes by the append-only triggers unless they recurse.
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "wal_autocheckpoint", 1000)?;
    connection.pragma_update(None, "journal_size_limit", 67_108_864)?;
    let keys: i64 = connection.pragma_query_value(None, "foreign_keys", |r| r.get(0))?;
    let synchronous: i64 = connection.pragma_query_value(None, "synchronous", |r| r.get(0))?;
    if keys != 1 || synchronous != 2 {
        return Err(Error::bug("the database did not take its settings"));
    }
    Ok(connection)
}

fn expect_pragma(connection: &Connection, name: &str, value: &str) -> Result<()> {
    let got: String = connection.pragma_update_and_check(None, name, value, |r| r.get(0))?;
    if got.eq_ignore_ascii_case(value) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::ReadOnly).with("detail", format!("{name} is {got}")))
}

/// Closes a connection to everything but ordinary reads and writes of rows.
fn harden(connection: &mut Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.authorizer(Some(authorize))?;
    Ok(())
}

/// Beside that, indexes may be put aside and built again.
fn authorize_bulk(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::DropIndex { .. }
        | AuthAction::CreateIndex { .. }
        | AuthAction::Reindex { .. }
        | AuthAction::Pragma { pragma_name: "foreign_key_check", .. } => Authorization::Allow,
        _ => authorize(context),
    }
}

fn authorize(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select
        | AuthAction::Read { .. }
        | AuthAction::Insert { .. }
        | AuthAction::Update { .. }
        | AuthAction::Delete { .. }
        | AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Function { .. }
        | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Pragma { pragma_name: "wal_checkpoint" | "data_version", .. } => Authorization::Allow,
        _ => Authorization::Deny,
    }
}
