//! A file's bytes as text: which encoding it is in, and its text piece by piece, never the whole at once.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use sha2::{Digest, Sha256};

use crate::book::chain;
use crate::error::{Error, ErrorCode, Result, file_error};

/// The largest file that is read.
pub const FILE_MAX: u64 = 1 << 30;
const PIECE: usize = 64 << 10;
/// What a French Excel saves.
pub const WINDOWS_1252_LABEL: &str = "windows-1252";
const WINDOWS_1256_LABEL: &str = "windows-1256";
/// A workbook.
pub const WORKBOOK_LABEL: &str = "xlsx";
/// What the old web page kept in the browser.
pub const JSON_LABEL: &str = "json";

/// The encodings of texts.
pub const LABELS: [&str; 6] = ["utf-8", "utf-8-bom", "utf-16le", "utf-16be", WINDOWS_1252_LABEL, WINDOWS_1256_LABEL];

/// What a file's bytes are.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    encoding: &'static Encoding,
    /// The encoding's name as it is shown.
    pub label: &'static str,
    /// The encoding that the bytes say, whatever a person says.
    found: &'static str,
    /// Of the bytes.
    pub sha256: [u8; 32],
}

impl Facts {
    /// Those of a file that an earlier import kept: its rows are in the book, as UTF-8. Of its encoding only what tells
    /// a French Excel, a workbook or JSON still matters.
    pub fn kept(label: &str) -> Self {
        let label = [WINDOWS_1252_LABEL, WORKBOOK_LABEL, JSON_LABEL].into_iter().find(|known| *known == label);
        let label = label.unwrap_or("utf-8");
        Self { encoding: UTF_8, label, found: label, sha256: [0; 32] }
    }

    /// Those of a file whose tables are written out as UTF-8.
    pub fn converted(label: &'static str, sha256: [u8; 32]) -> Self {
        Self { encoding: UTF_8, label, found: label, sha256 }
    }

    /// Read in another encoding, one of [`LABELS`].
    pub fn read_as(self, label: &str) -> Self {
        let Some(label) = LABELS.into_iter().find(|known| *known == label) else { return self };
        let encoding = match label {
            "utf-16le" => UTF_16LE,
            "utf-16be" => UTF_16BE,
            WINDOWS_1252_LABEL => WINDOWS_1252,
            WINDOWS_1256_LABEL => WINDOWS_1256,
            _ => UTF_8,
        };
        Self { encoding, label, ..self }
    }

    /// The encodings in which these bytes make sense, the one that was found first; none where there is no choice.
    pub fn readable_as(&self) -> Vec<&'static str> {
        match self.found {
            "utf-16le" => vec!["utf-16le", "utf-16be"],
            "utf-16be" => vec!["utf-16be", "utf-16le"],
            WINDOWS_1252_LABEL => vec![WINDOWS_1252_LABEL, WINDOWS_1256_LABEL],
            WINDOWS_1256_LABEL => vec![WINDOWS_1256_LABEL, WINDOWS_1252_LABEL],
            _ if self.is_typed() => Vec::new(),
            found => vec![found, WINDOWS_1252_LABEL, WINDOWS_1256_LABEL],
        }
    }

    /// Numbers are told from texts in the file itself.
    pub fn is_typed(&self) -> bool {
        [WORKBOOK_LABEL, JSON_LABEL].contains(&self.label)
    }
}

/// What was counted while reading all bytes once.
#[derive(Debug, Default)]
struct Tally {
    length: u64,
    head: Vec<u8>,
    nul_even: u64,
    nul_odd: u64,
    controls: u64,
    high: u64,
    high_beside_high: u64,
    broken_utf8: bool,
}

/// Refuses what is no regular file of a sensible size; a pipe or a device is never opened.
pub fn check_file(path: &Path) -> Result<()> {
    let facts = std::fs::metadata(path).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?;
    let at = |code| Error::new(code).with("file", path.display());
    if !facts.is_file() {
        return Err(at(ErrorCode::FileUnreadable).with("detail", "not a regular file"));
    }
    match facts.len() {
        0 => Err(at(ErrorCode::FileEmpty)),
        length if length > FILE_MAX => Err(at(ErrorCode::FileTooLarge).with("max", FILE_MAX)),
        _ => Ok(()),
    }
}

/// The whole text of a file of at most `max` bytes, in whatever encoding it is.
pub fn read_text(path: &Path, max: u64) -> Result<String> {
    check_file(path)?;
    let length = std::fs::metadata(path).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?.len();
    if length > max {
        return Err(Error::new(ErrorCode::FileTooLarge).with("file", path.display()).with("max", max));
    }
    let mut text = Text::open(path, &examine(path)?)?;
    let mut bytes = Vec::new();
    while let Some(byte) = text.next_byte()? {
        bytes.push(byte);
    }
    String::from_utf8(bytes).map_err(|_| Error::new(ErrorCode::FileNotText).with("file", path.display()))
}

/// The hash of a file's bytes.
pub fn sha256_of(path: &Path) -> Result<chain::Hash> {
    check_file(path)?;
    let failed = |e: &std::io::Error| file_error(path, e, ErrorCode::FileUnreadable);
    // A file that grows meanwhile is another one, not an endless one.
    File::open(path).and_then(|file| chain::hash_of(file.take(FILE_MAX + 1))).map_err(|e| failed(&e))
}

/// Reads all bytes once: their hash, and the encoding that they are in.
pub fn examine(path: &Path) -> Result<Facts> {
    check_file(path)?;
    let failed = |e: &std::io::Error| file_error(path, e, ErrorCode::FileUnreadable);
    let mut file = File::open(path).map_err(|e| failed(&e))?;
    let (mut hasher, mut tally, mut piece) = (Sha256::new(), Tally::default(), vec![0_u8; PIECE]);
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let mut scratch = vec![0_u8; decoder.max_utf8_buffer_length(PIECE).unwrap_or(PIECE * 3)];
    loop {
        let read = file.read(&mut piece).map_err(|e| failed(&e))?;
        let bytes = piece.get(..read).unwrap_or_default();
        hasher.update(bytes);
        tally.take(bytes);
        if tally.length > FILE_MAX {
            return Err(Error::new(ErrorCode::FileTooLarge).with("file", path.display()).with("max", FILE_MAX));
        }
        if !tally.broken_utf8 {
            let (outcome, _, _) = decoder.decode_to_utf8_without_replacement(bytes, &mut scratch, read == 0);
            tally.broken_utf8 = matches!(outcome, DecoderResult::Malformed(..));
        }
        if read == 0 {
            break;
        }
    }
    let (encoding, label) =
        tally.encoding().ok_or_else(|| Error::new(ErrorCode::FileNotText).with("file", path.display()))?;
    Ok(Facts { encoding, label, found: label, sha256: hasher.finalize().into() })
}

impl Tally {
    fn take(&mut self, bytes: &[u8]) {
        if self.head.len() < 4 {
            self.head.extend(bytes.iter().take(4));
        }
        let mut before_high = false;
        for (offset, byte) in bytes.iter().enumerate() {
            let high = *byte >= 0x80;
            match byte {
                0 if offset % 2 == 0 => self.nul_even += 1,
                0 => self.nul_odd += 1,
                1..=8 | 14..=31 => self.controls += 1,
                _ => {}
            }
            self.high += u64::from(high);
            self.high_beside_high += u64::from(high && before_high);
            before_high = high;
        }
        self.length += bytes.len() as u64;
    }

    /// None where the bytes are no text.
    fn encoding(&self) -> Option<(&'static Encoding, &'static str)> {
        if self.head.starts_with(&[0xFF, 0xFE]) {
            return Some((UTF_16LE, "utf-16le"));
        }
        if self.head.starts_with(&[0xFE, 0xFF]) {
            return Some((UTF_16BE, "utf-16be"));
        }
        // Without a mark, Latin text in UTF-16 shows by a NUL in about every second place.
        match (self.nul_even, self.nul_odd) {
            (0, 0) => {}
            (0, odd) if odd * 10 > self.length * 3 => return Some((UTF_16LE, "utf-16le")),
            (even, 0) if even * 10 > self.length * 3 => return Some((UTF_16BE, "utf-16be")),
            _ => return None,
        }
        if self.controls * 1000 > self.length {
            return None;
        }
        match (self.head.starts_with(&[0xEF, 0xBB, 0xBF]), self.broken_utf8) {
            (true, false) => Some((UTF_8, "utf-8-bom")),
            (true, true) => None,
            (false, false) => Some((UTF_8, "utf-8")),
            // French has single accented letters between plain ones, Arabic whole words of high bytes.
            (false, true) if self.high_beside_high * 2 > self.high => Some((WINDOWS_1256, WINDOWS_1256_LABEL)),
            (false, true) => Some((WINDOWS_1252, WINDOWS_1252_LABEL)),
        }
    }
}

/// A file's text as UTF-8, byte by byte; or a text that is at hand.
pub struct Text {
    path: PathBuf,
    file: Option<File>,
    decoder: encoding_rs::Decoder,
    piece: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    filled: usize,
    ended: bool,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Text {
    /// Opens a file that was examined.
    pub fn open(path: &Path, facts: &Facts) -> Result<Self> {
        check_file(path)?;
        let file = File::open(path).map_err(|e| file_error(path, &e, ErrorCode::FileUnreadable))?;
        let decoder = facts.encoding.new_decoder_with_bom_removal();
        let room = decoder.max_utf8_buffer_length(PIECE).unwrap_or(PIECE * 3);
        Ok(Self {
            path: path.to_owned(),
            file: Some(file),
            decoder,
            piece: vec![0; PIECE],
            out: vec![0; room],
            at: 0,
            filled: 0,
            ended: false,
        })
    }

    /// A text that is at hand.
    pub fn given(text: String) -> Self {
        let out = text.into_bytes();
        let decoder = UTF_8.new_decoder_without_bom_handling();
        let filled = out.len();
        Self { path: PathBuf::new(), file: None, decoder, piece: Vec::new(), out, at: 0, filled, ended: true }
    }

    /// The next byte; none at the end.
    pub fn next_byte(&mut self) -> Result<Option<u8>> {
        while self.at >= self.filled {
            if self.ended {
                return Ok(None);
            }
            self.fill()?;
        }
        let byte = self.out.get(self.at).copied();
        self.at += 1;
        Ok(byte)
    }

    fn fill(&mut self) -> Result<()> {
        let read = match &mut self.file {
            Some(file) => file.read(&mut self.piece),
            None => Ok(0),
        };
        let read = read.map_err(|e| file_error(&self.path, &e, ErrorCode::FileUnreadable))?;
        let bytes = self.piece.get(..read).unwrap_or_default();
        // The room is what the decoder says that a whole piece may need.
        let (_, _, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.out, read == 0);
        (self.at, self.filled, self.ended) = (0, written, read == 0);
        Ok(())
    }
}

impl Read for Text {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.at >= self.filled && !self.ended {
            self.fill().map_err(std::io::Error::other)?;
        }
        let mut rest = self.out.get(self.at..self.filled).unwrap_or_default();
        let read = rest.read(into)?;
        self.at += read;
        Ok(read)
    }
}
