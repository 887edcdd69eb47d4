//! A small PNG writer: each row is stored as its difference from the row above, and runs of equal
//! bytes are shortened, which suits pictures of windows.

use anyhow::{Result, bail};

/// The lengths a run can have in the compressed stream: first length and extra bits of each code.
const RUNS: [(usize, u32); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];
const SHORTEST_RUN: usize = 3;
const LONGEST_RUN: usize = 258;
const FIRST_RUN_CODE: usize = 257;
const END_OF_DATA: usize = 256;
const FILTER_UP: u8 = 2;

/// Encodes rows of red, green, blue.
pub fn encode(width: usize, height: usize, pixels: &[u8]) -> Result<Vec<u8>> {
    if width == 0 || pixels.len() != width * height * 3 {
        bail!("a picture of {width}×{height} needs {} bytes", width * height * 3);
    }
    let mut header = Vec::new();
    header.extend(u32::try_from(width)?.to_be_bytes());
    header.extend(u32::try_from(height)?.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]); // 8 bits, red green blue, the only methods there are

    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, b"IHDR", &header)?;
    chunk(&mut file, b"IDAT", &compress(&filtered(width * 3, pixels)))?;
    chunk(&mut file, b"IEND", &[])?;
    Ok(file)
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) -> Result<()> {
    let named = [kind.as_slice(), content].concat();
    file.extend(u32::try_from(content.len())?.to_be_bytes());
    file.extend(&named);
    file.extend(crc32(&named).to_be_bytes());
    Ok(())
}

fn filtered(line: usize, pixels: &[u8]) -> Vec<u8> {
    let mut above = vec![0; line];
    let mut bytes = Vec::with_capacity(pixels.len() + pixels.len() / line);
    for row in pixels.chunks_exact(line) {
        bytes.push(FILTER_UP);
        bytes.extend(row.iter().zip(&above).map(|(here, up)| here.wrapping_sub(*up)));
        above.copy_from_slice(row);
    }
    bytes
}

/// A zlib stream of one block with the fixed codes.
fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut bits = Bits { bytes: vec![0x78, 0x01], pending: 0, count: 0 };
    bits.push(1, 1); // the last block
    bits.push(1, 2); // fixed codes
    let mut before = None;
    let mut rest = bytes;
    while let Some((first, others)) = rest.split_first() {
        let run = match before {
            Some(before) => rest.iter().take(LONGEST_RUN).take_while(|byte| **byte == before).count(),
            None => 0,
        };
        if run >= SHORTEST_RUN {
            bits.run(run);
            rest = rest.get(run..).unwrap_or_default();
        } else {
            bits.symbol(usize::from(*first));
            before = Some(*first);
            rest = others;
        }
    }
    bits.symbol(END_OF_DATA);
    let mut stream = bits.finish();
    stream.extend(adler32(bytes).to_be_bytes());
    stream
}

struct Bits {
    bytes: Vec<u8>,
    pending: u32,
    count: u32,
}

impl Bits {
    /// Writes `count` bits, lowest first.
    fn push(&mut self, value: u32, count: u32) {
        self.pending |= value << self.count;
        self.count += count;
        while self.count >= 8 {
            let [low, ..] = self.pending.to_le_bytes();
            self.bytes.push(low);
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    /// Writes a code, highest bit first.
    fn code(&mut self, code: usize, count: u32) {
        let code = u32::try_from(code).unwrap_or_default();
        self.push(code.reverse_bits() >> (32 - count), count);
    }

    fn symbol(&mut self, symbol: usize) {
        match symbol {
            0..=143 => self.code(0x30 + symbol, 8),
            144..=255 => self.code(0x190 + symbol - 144, 9),
            256..=279 => self.code(symbol - 256, 7),
            _ => self.code(0xC0 + symbol - 280, 8),
        }
    }

    /// The byte before, `length` times.
    fn run(&mut self, length: usize) {
        let found = RUNS.iter().enumerate().rev().find(|(_, (first, _))| *first <= length);
        if let Some((index, (first, extra))) = found {
            self.symbol(FIRST_RUN_CODE + index);
            self.push(u32::try_from(length - first).unwrap_or_default(), *extra);
            self.code(0, 5); // one byte back
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.push(0, 8 - self.count);
        }
        self.bytes
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let rest = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    });
    !rest
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    (high << 16) | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_the_known_ones() {
        assert_eq!(crc32(b"IEND"), 0xAE42_6082);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn runs_are_shortened() {
        assert!(encode(100, 100, &[255; 30_000]).unwrap().len() < 1_000);
    }

    #[test]
    fn the_size_must_match() {
        assert!(encode(2, 2, &[0; 11]).is_err());
        assert!(encode(0, 0, &[]).is_err());
    }
}
