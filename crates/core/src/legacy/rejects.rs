//! The refused rows as a file that a French Excel opens: to be corrected there and imported alone.

use std::io::{Read, Write};
use std::path::Path;

use super::report::RefusedRow;
use crate::error::{Error, ErrorCode, Result, file_error};

/// Columns before the row's own.
pub const COLUMNS: [&str; 3] = ["motif", "fichier", "ligne"];

/// Writes the refused rows: UTF-8 with a mark, `;`, CRLF. Each table stands under its own header, parted by a blank
/// line from the one before; the import reads such a file. What a spreadsheet would calculate gets an apostrophe.
///
/// Only a file of refused rows is replaced: neither a book nor one of the files that came in.
pub fn write_rejects(rows: &[RefusedRow], path: &Path) -> Result<()> {
    check_rejects_target(path)?;
    let failed = |e: &std::io::Error| file_error(path, e, ErrorCode::FileWriteFailed);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|e| failed(&e))?;
    file.write_all("\u{FEFF}".as_bytes()).map_err(|e| failed(&e))?;
    file.write_all(&table_of(rows)?).map_err(|e| failed(&e))?;
    file.as_file().sync_all().map_err(|e| failed(&e))?;
    file.persist(path).map_err(|e| failed(&e.error))?;
    Ok(())
}

/// Whether refused rows may be written there: a new file in a folder that exists, or one of refused rows.
pub fn check_rejects_target(path: &Path) -> Result<()> {
    let refused =
        |detail: &str| Error::new(ErrorCode::FileWriteFailed).with("file", path.display()).with("detail", detail);
    if !path.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir()) {
        return Err(refused("no such folder"));
    }
    if !path.exists() {
        return Ok(());
    }
    let start = format!("\u{FEFF}{}", COLUMNS.join(";"));
    let mut found = vec![0_u8; start.len()];
    let same = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut found)).is_ok();
    if same && found == start.as_bytes() { Ok(()) } else { Err(refused("another file bears this name")) }
}

fn table_of(rows: &[RefusedRow]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    let mut header: Option<&[String]> = None;
    for row in rows {
        if header != Some(&row.header[..]) {
            if header.is_some() {
                writer.flush().map_err(Error::bug)?;
                writer = restart(writer)?;
            }
            writer
                .write_record(COLUMNS.iter().copied().chain(row.header.iter().map(String::as_str)))
                .map_err(Error::bug)?;
            header = Some(&row.header);
        }
        let line = row.line.to_string();
        let missing = row.header.len().saturating_sub(row.cells.len());
        let own = row.cells.iter().map(String::as_str).chain(std::iter::repeat_n("", missing));
        let cells = [row.reason.as_str(), &row.file, &line].into_iter().chain(own).map(guarded);
        writer.write_record(cells).map_err(Error::bug)?;
    }
    if rows.is_empty() {
        writer.write_record(COLUMNS).map_err(Error::bug)?;
    }
    writer.into_inner().map_err(Error::bug)
}

/// The same writer behind a blank line.
fn restart(writer: csv::Writer<Vec<u8>>) -> Result<csv::Writer<Vec<u8>>> {
    let mut written = writer.into_inner().map_err(Error::bug)?;
    written.extend_from_slice(b"\r\n");
    Ok(csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).flexible(true).from_writer(written))
}

/// A cell that a spreadsheet would take for a formula, with an apostrophe before it; numbers stay numbers.
fn guarded(cell: &str) -> String {
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".,  ".contains(c));
    match cell.chars().next() {
        Some('-' | '+') if number(&cell[1..]) => cell.to_owned(),
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}
