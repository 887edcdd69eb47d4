//! Workbooks: each sheet as CSV, cell by cell. Only the table of texts that its cells share is held.

use std::fs::File;
use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx};
use zip::ZipArchive;

use super::{Sheet, Workroom, exact};
use crate::error::{Error, ErrorCode, Result, file_error};

/// Rows of a sheet, as Excel has them.
const ROWS: u32 = 1_048_576;
/// Columns of a sheet, as Excel has them.
const COLUMNS: u32 = 16_384;
/// Bytes that a workbook may unpack into.
const UNPACKED_MAX: u64 = 1 << 30;
/// Bytes that its shared texts may unpack into: they are held.
const TEXTS_MAX: u64 = 256 << 20;
/// A part up to this size may be packed however well.
const PACKED_FREELY: u64 = 32 << 20;
/// How many times its packed size a larger part may unpack into; what spreadsheets write stays far below.
const PACKED_MAX: u64 = 250;
/// Shared texts that a workbook may announce.
const ANNOUNCED_MAX: u64 = 8 << 20;
/// Bytes looked at again behind each piece.
const OVERLAP: usize = 64;

/// Whether an old container of office programs holds a workbook that a password protects.
pub fn is_protected(path: &Path) -> Result<bool> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let failed = |e: &std::io::Error| file_error(path, e, ErrorCode::FileUnreadable);
    let mut file = File::open(path).map_err(|e| failed(&e))?;
    let mut found = false;
    in_pieces(&mut file, |piece| {
        found = found || piece.windows(name.len()).any(|bytes| bytes == name);
        !found
    })
    .map_err(|e| failed(&e))?;
    Ok(found)
}

/// Goes through all bytes in pieces, each with the end of the one before, for as long as it is wanted.
fn in_pieces(from: &mut impl Read, mut wanted: impl FnMut(&[u8]) -> bool) -> std::io::Result<()> {
    let (mut buffer, mut kept) = (vec![0_u8; 64 << 10], 0);
    loop {
        let read = from.read(buffer.get_mut(kept..).unwrap_or_default())?;
        let filled = kept + read;
        if read == 0 || !wanted(buffer.get(..filled).unwrap_or_default()) {
            return Ok(());
        }
        let start = filled.saturating_sub(OVERLAP);
        buffer.copy_within(start..filled, 0);
        kept = filled - start;
    }
}

/// Writes each sheet out.
pub fn convert(room: &mut Workroom<'_>) -> Result<()> {
    let path = room.path;
    weigh(path)?;
    // The reader's own arithmetic trips over some broken cell references: to the shop that is a damaged workbook.
    catch_unwind(AssertUnwindSafe(|| read(room))).unwrap_or_else(|_| Err(damaged(path, "unreadable")))
}

fn damaged(path: &Path, detail: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::WorkbookDamaged).with("file", path.display()).with("detail", detail)
}

/// Unpacks every part once without keeping it: a small file may unpack into more than any memory holds, and it may say
/// what it likes about its size.
fn weigh(path: &Path) -> Result<()> {
    let too_large = || Error::new(ErrorCode::FileTooLarge).with("file", path.display()).with("max", UNPACKED_MAX);
    let file = File::open(path).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| damaged(path, e))?;
    let mut left = UNPACKED_MAX;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|e| damaged(path, e))?;
        let texts = part.name().map_err(|e| damaged(path, e))?.to_ascii_lowercase().ends_with("sharedstrings.xml");
        let packed = part.compressed_size().saturating_mul(PACKED_MAX).max(PACKED_FREELY);
        let most = left.min(packed).min(if texts { TEXTS_MAX } else { UNPACKED_MAX });
        let (mut size, mut before, mut sound) = (0_u64, 0, true);
        in_pieces(&mut part, |piece| {
            size += (piece.len() - before) as u64;
            before = piece.len().min(OVERLAP);
            sound = sound && !(texts && announces_too_many(piece));
            sound && size <= most
        })
        .map_err(|e| damaged(path, e))?;
        if !sound {
            return Err(damaged(path, "shared texts"));
        }
        if size > most {
            return Err(too_large());
        }
        left -= size;
    }
    Ok(())
}

/// Room is made for as many texts as are announced, before one is read. In an encoding with NULs nothing would be seen.
fn announces_too_many(piece: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    let announced = piece.windows(NAME.len()).enumerate().filter(|(_, bytes)| *bytes == NAME).any(|(at, _)| {
        let behind = piece.get(at + NAME.len()..).unwrap_or_default();
        let digits = behind.iter().skip_while(|b| !b.is_ascii_digit()).take_while(|b| b.is_ascii_digit());
        let count = digits.fold(0_u64, |sum, b| sum.saturating_mul(10).saturating_add(u64::from(b - b'0')));
        count > ANNOUNCED_MAX
    });
    announced || piece.contains(&0)
}

fn read(room: &mut Workroom<'_>) -> Result<()> {
    let path = room.path;
    let failed = |e: calamine::XlsxError| damaged(path, e);
    let file = File::open(path).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?;
    let mut workbook: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(failed)?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    if names.is_empty() {
        return Err(Error::new(ErrorCode::FileWithoutTable).with("file", path.display()));
    }
    for name in names {
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(failed)?;
        let mut row = Row::default();
        let mut sheet: Option<Sheet> = None;
        while let Some(cell) = cells.next_cell().map_err(failed)? {
            let (number, column) = cell.get_position();
            let text = text(cell.get_value());
            if text.is_empty() {
                continue;
            }
            if number >= ROWS || column >= COLUMNS || number < row.number {
                return Err(damaged(path, format!("row {number}, column {column}")));
            }
            let sheet = match &mut sheet {
                Some(sheet) => sheet,
                None => sheet.insert(room.sheet()?),
            };
            if number > row.number {
                row.write(room, sheet, number)?;
            }
            row.cells.push((column, text));
        }
        if let Some(mut sheet) = sheet {
            let behind = row.number + 1;
            row.write(room, &mut sheet, behind)?;
            room.keep(sheet, &name, 1)?;
        }
    }
    Ok(())
}

/// The row that is being read.
#[derive(Debug, Default)]
struct Row {
    /// From 0.
    number: u32,
    cells: Vec<(u32, String)>,
}

impl Row {
    /// Writes it out, and blank lines up to the next row in which something stands.
    fn write(&mut self, room: &mut Workroom<'_>, sheet: &mut Sheet, next: u32) -> Result<()> {
        self.cells.sort_by_key(|(column, _)| *column);
        let mut texts = Vec::new();
        for (column, text) in &self.cells {
            let column = *column as usize;
            if texts.len() <= column {
                texts.resize(column + 1, "");
            }
            if let Some(place) = texts.get_mut(column) {
                *place = text.as_str();
            }
        }
        room.record(sheet, texts.into_iter())?;
        room.blank_lines(sheet, next - self.number - 1)?;
        self.cells.clear();
        self.number = next;
        Ok(())
    }
}

/// A cell's text: of a number the shortest that is this number, of a formula what it came to.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => exact(number.to_string()),
        DataRef::Bool(value) => value.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(moment) => day(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// `2025-06-19`, with the time where it has one. A time alone, a duration or a day beyond the calendar stays a number.
fn day(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    if moment.is_duration() || !(1.0..2_957_003.0).contains(&serial) {
        return exact(serial.to_string());
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second, milli) {
        (0, 0, 0, 0) => date,
        (_, _, _, 0) => format!("{date} {hour:02}:{minute:02}:{second:02}"),
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}.{milli:03}"),
    }
}
