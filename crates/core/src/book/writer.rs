//! The one writer: a thread with a queue, so that sales follow one another and no screen ever waits on the window's thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{bulk, connection};
use crate::error::{Error, ErrorCode, Result, file_error};

type Job = Box<dyn FnOnce(&mut Connection, &Place) + Send>;

/// How a work is written, and how it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// Through a connection of its own, with indexes put aside: see [`super::bulk`].
    pub large: bool,
    /// Taken back in the end: what would happen.
    pub rehearsed: bool,
}

/// Which file the book was when it was opened. Where another stands in its place, as after a restore by another
/// program, what is written here would be in no book: so it is refused.
#[derive(Debug)]
struct Place {
    path: PathBuf,
    busy: Duration,
    identity: Option<(u64, u64)>,
}

impl Place {
    fn of(path: &Path, busy: Duration) -> Result<Self> {
        Ok(Self { path: path.to_owned(), busy, identity: identity(path)? })
    }

    fn check(&self) -> Result<()> {
        if identity(&self.path)? == self.identity {
            return Ok(());
        }
        Err(Error::new(ErrorCode::BookBusy).with("path", self.path.display()).with("detail", "the file was replaced"))
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Result<Option<(u64, u64)>> {
    use std::os::unix::fs::MetadataExt;
    let facts = std::fs::metadata(path).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?;
    Ok(Some((facts.dev(), facts.ino())))
}

/// Elsewhere an open file cannot be replaced.
#[cfg(not(unix))]
fn identity(_: &Path) -> Result<Option<(u64, u64)>> {
    Ok(None)
}

/// The writer's queue; dropping it finishes what is queued and folds the log into the book.
#[derive(Debug)]
pub struct Writer {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Opens the writing connection and starts its thread.
    pub fn start(path: &Path, busy: Duration) -> Result<Self> {
        let place = Place::of(path, busy)?;
        let mut connection = connection::open_writer(path, busy)?;
        place.check()?;
        let (queue, jobs) = mpsc::channel::<Job>();
        let thread = std::thread::Builder::new()
            .name("book-writer".into())
            .spawn(move || {
                for job in jobs {
                    job(&mut connection, &place);
                }
                close(connection);
            })
            .map_err(Error::bug)?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// One `BEGIN IMMEDIATE` transaction, never deferred: a deferred one fails at once when another program wrote between.
    pub fn transaction<T, F>(&self, manner: Manner, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    {
        let (answer, wait) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection, place| {
            // A panic is a bug of one operation: its transaction rolls back, the writer goes on.
            let outcome = catch_unwind(AssertUnwindSafe(|| in_manner(connection, place, manner, work)));
            let outcome = outcome.unwrap_or_else(|panic| Err(Error::bug(panic_text(panic.as_ref()))));
            // Nobody waits any more when the caller is gone; what was committed stays so.
            drop(answer.send(outcome));
        });
        let queue = self.queue.as_ref().ok_or_else(|| Error::bug("the writer is closed"))?;
        queue.send(job).map_err(|_| Error::bug("the writer's thread ended"))?;
        wait.recv().map_err(|_| Error::bug("the writer's thread gave no answer"))?
    }
}

fn in_manner<T>(
    connection: &mut Connection,
    place: &Place,
    manner: Manner,
    work: impl FnOnce(&Transaction<'_>) -> Result<T>,
) -> Result<T> {
    if !manner.large {
        return in_transaction(connection, place, manner, work);
    }
    let mut own = connection::open_bulk(&place.path, place.busy)?;
    in_transaction(&mut own, place, manner, |tx| bulk::with_indexes_aside(tx, work))
}

fn in_transaction<T>(
    connection: &mut Connection,
    place: &Place,
    manner: Manner,
    work: impl FnOnce(&Transaction<'_>) -> Result<T>,
) -> Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    place.check()?;
    let outcome = work(&transaction)?;
    if manner.rehearsed {
        transaction.rollback()?
    } else {
        transaction.commit()?
    }
    Ok(outcome)
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

/// Folds the log into the book, so that a copy of the closed file is whole. Failing is harmless: the log stays and is
/// read at the next start. It never waits: where others still use the book, the last of them folds.
fn close(connection: Connection) {
    drop(connection.busy_timeout(Duration::ZERO));
    let folded = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    drop(folded);
    drop(connection.close());
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}
