//! One window for one person: a second start shows the first window. By a lock file of our own, since the usual plugin
//! needs a session bus that a Linux desktop may not have.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tauri::{AppHandle, Manager};

/// How often the first window looks whether a second start asks for it.
const LOOK_EVERY: Duration = Duration::from_millis(400);

/// What a start found.
pub enum Claim {
    /// It is the first; the lock holds as long as the file is open.
    First(File),
    /// Another runs and was asked to show itself.
    Another,
}

fn request_file(folder: &Path) -> PathBuf {
    folder.join("window.show")
}

/// Takes the lock, or asks the window that has it to come to the front.
pub fn claim(folder: &Path) -> Result<Claim, String> {
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let path = folder.join("window.lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|e| format!("{}: {e}", path.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(Claim::First(lock)),
        Err(TryLockError::WouldBlock) => {
            let request = request_file(folder);
            File::create(&request).map_err(|e| format!("{}: {e}", request.display()))?;
            Ok(Claim::Another)
        }
        Err(TryLockError::Error(e)) => Err(format!("{}: {e}", path.display())),
    }
}

/// Keeps the lock and shows the window whenever a second start asks for it.
pub fn answer(app: AppHandle, folder: PathBuf, lock: File) {
    std::thread::spawn(move || {
        let _held = lock;
        let request = request_file(&folder);
        loop {
            std::thread::sleep(LOOK_EVERY);
            if std::fs::remove_file(&request).is_ok()
                && let Some(window) = app.get_webview_window("main")
            {
                // A window that cannot come to the front stays where it is; nothing else depends on it.
                drop(window.unminimize());
                drop(window.show());
                drop(window.set_focus());
            }
        }
    });
}
