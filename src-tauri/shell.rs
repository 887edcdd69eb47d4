//! What the shell holds: the open book, and the files that a person chose in a dialog.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use rasid_core::book::{APPLICATION, BOOK_FILE, DEMO_FILE};
use rasid_core::{Actor, Book, Caller, Error, ErrorCode, Result};

/// How long a click waits while another program writes to the book.
pub(crate) const BUSY: Duration = Duration::from_secs(5);

/// The folder of the application's data; the command line uses the same.
pub fn data_folder() -> Option<PathBuf> {
    let [qualifier, organisation, name] = APPLICATION;
    Some(directories::ProjectDirs::from(qualifier, organisation, name)?.data_dir().to_owned())
}

/// The book that the window shows.
pub enum Current {
    /// Not looked for yet.
    Unknown,
    /// There is none: first start.
    Missing,
    /// It is open.
    Open(Box<Book>),
    /// It cannot be opened.
    Refused(Error),
}

/// Shared by all commands.
#[derive(Clone)]
pub struct Shell(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    path: RwLock<PathBuf>,
    current: RwLock<Current>,
    chosen: Mutex<HashMap<String, Vec<PathBuf>>>,
    next: AtomicU64,
}

impl Shell {
    /// A shell whose book is in `folder`.
    pub fn new(folder: PathBuf) -> Self {
        let path = RwLock::new(folder.join(BOOK_FILE));
        Self(Arc::new(Inner {
            folder,
            path,
            current: RwLock::new(Current::Unknown),
            chosen: Mutex::new(HashMap::new()),
            next: AtomicU64::new(1),
        }))
    }

    /// The shop's own book.
    pub fn real_path(&self) -> PathBuf {
        self.0.folder.join(BOOK_FILE)
    }

    /// The demo book, apart from it.
    pub fn demo_path(&self) -> PathBuf {
        self.0.folder.join(DEMO_FILE)
    }

    /// The book that is shown, or would be.
    pub fn path(&self) -> PathBuf {
        self.0.path.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens the book at `path` and shows it from now on; keeps why where it cannot be opened.
    pub fn open(&self, path: &Path) {
        let mut current = self.0.current.write().unwrap_or_else(PoisonError::into_inner);
        *self.0.path.write().unwrap_or_else(PoisonError::into_inner) = path.to_owned();
        *current = match Book::open(path, BUSY) {
            Ok(book) => Current::Open(Box::new(book)),
            Err(error) if error.code == ErrorCode::BookMissing => Current::Missing,
            Err(error) => Current::Refused(error),
        };
    }

    /// Looks at the present state, opening the book at the first look.
    pub fn look<T>(&self, look: impl FnOnce(&Current) -> T) -> T {
        let unknown = matches!(*self.0.current.read().unwrap_or_else(PoisonError::into_inner), Current::Unknown);
        if unknown {
            self.open(&self.path());
        }
        look(&self.0.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs `work` while nobody has the book open, then opens it again.
    pub fn with_book_closed<T>(&self, work: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
        let path = self.path();
        let mut current = self.0.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = Current::Unknown;
        let outcome = work(&path);
        drop(current);
        self.open(&path);
        outcome
    }

    /// Keeps what was chosen in a dialog and gives the page a handle: the page never names a path.
    pub fn keep_chosen(&self, paths: Vec<PathBuf>) -> String {
        let handle = self.0.next.fetch_add(1, Ordering::Relaxed).to_string();
        self.0.chosen.lock().unwrap_or_else(PoisonError::into_inner).insert(handle.clone(), paths);
        handle
    }

    /// What was chosen under a handle.
    pub fn chosen(&self, handle: &str) -> Result<Vec<PathBuf>> {
        let chosen = self.0.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        chosen.get(handle).cloned().ok_or_else(|| Error::new(ErrorCode::FileMissing).with("file", handle))
    }

    /// Runs `work` away from the window's thread. A panic in it is a bug that is told, not a dead window.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Shell) -> Result<T> + Send + 'static) -> Result<T> {
        let shell = self.clone();
        let outcome = tauri::async_runtime::spawn_blocking(move || work(&shell)).await;
        outcome.unwrap_or_else(|error| Err(Error::bug(error)))
    }

    /// Runs `work` on the open book, as the owner, at this moment.
    pub async fn on_book<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Book, Caller) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(move |shell| {
            let path = shell.path();
            shell.look(|current| match current {
                Current::Open(book) => work(book, book.caller(Actor::Owner, None)?),
                Current::Refused(error) => Err(error.clone()),
                Current::Missing | Current::Unknown => {
                    Err(Error::new(ErrorCode::BookMissing).with("path", path.display()))
                }
            })
        })
        .await
    }

    /// Runs `work` on a reading connection of the open book.
    pub async fn reading<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rasid_core::book::Connection, &Caller) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.on_book(move |book, caller| book.read(|connection| work(connection, &caller))).await
    }
}
