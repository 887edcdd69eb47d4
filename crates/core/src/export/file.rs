//! The file of an export: written under a name of its own, named when it is whole.

use std::fs::File;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::book::{folder_of, guard_target, sync_folder};
use crate::error::{Error, ErrorCode, Result, file_error};

/// A file beside its target; dropped without [`Draft::keep`], it goes away.
pub(super) struct Draft<'a> {
    file: NamedTempFile,
    target: &'a Path,
}

impl<'a> Draft<'a> {
    /// A draft in the target's folder, so that naming it is one step. The book itself is no target.
    pub fn beside(book: &Path, target: &'a Path) -> Result<Self> {
        guard_target(book, target)?;
        let made = tempfile::Builder::new().prefix(".rasid-export-").tempfile_in(folder_of(target));
        Ok(Self { file: made.map_err(|e| write_error(target, &e))?, target })
    }

    /// Where to write.
    pub fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Brings the draft to the disk and gives it its name; what bore the name is replaced whole.
    pub fn keep(self) -> Result<()> {
        self.file().sync_all().map_err(|e| write_error(self.target, &e))?;
        self.file.persist(self.target).map_err(|e| write_error(self.target, &e.error))?;
        sync_folder(folder_of(self.target));
        Ok(())
    }
}

fn refused(target: &Path, detail: &str) -> Error {
    Error::new(ErrorCode::FileWriteFailed).with("file", target.display()).with("detail", detail)
}

/// A failure to write; a folder that is not there is one too, not a missing file.
pub(super) fn write_error(target: &Path, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => refused(target, &error.to_string()),
        _ => file_error(target, error, ErrorCode::FileWriteFailed),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error as IoError, ErrorKind};

    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_and_the_file_is_named() {
        let target = Path::new("sales.csv");
        for (kind, code) in [
            (ErrorKind::StorageFull, ErrorCode::DiskFull),
            (ErrorKind::NotFound, ErrorCode::FileWriteFailed),
            (ErrorKind::PermissionDenied, ErrorCode::FileWriteFailed),
        ] {
            let error = write_error(target, &IoError::from(kind));
            assert_eq!((error.code, error.details["file"].as_str()), (code, "sales.csv"));
        }
    }
}
