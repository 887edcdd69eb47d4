//! What a hidden display shows, read from the framebuffer it keeps in a file.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::png;

/// The 32-bit fields of an X window dump's header, by position.
const HEADER_SIZE: usize = 0;
const WIDTH: usize = 4;
const HEIGHT: usize = 5;
const BYTE_ORDER: usize = 7;
const BITS_PER_PIXEL: usize = 11;
const BYTES_PER_LINE: usize = 12;
const COLOURS: usize = 19;
const COLOUR_SIZE: usize = 12;

/// A picture: rows of red, green, blue.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Picture {
    /// Reads an X window dump with 32 bits per pixel, as a virtual display writes it.
    pub fn from_window_dump(dump: &[u8]) -> Result<Self> {
        let field = |index: usize| -> Result<usize> {
            let bytes = dump
                .get(index * 4..index * 4 + 4)
                .and_then(|bytes| <[u8; 4]>::try_from(bytes).ok())
                .context("the display's framebuffer has no header")?;
            Ok(usize::try_from(u32::from_be_bytes(bytes))?)
        };
        if field(BITS_PER_PIXEL)? != 32 {
            bail!("the display must have 32 bits per pixel");
        }
        let (width, height, line) = (field(WIDTH)?, field(HEIGHT)?, field(BYTES_PER_LINE)?);
        let start = field(HEADER_SIZE)? + field(COLOURS)? * COLOUR_SIZE;
        let order: [usize; 3] = if field(BYTE_ORDER)? == 0 { [2, 1, 0] } else { [1, 2, 3] };
        let mut pixels = Vec::with_capacity(width * height * 3);
        for row in 0..height {
            let from = start + row * line;
            let row = dump.get(from..from + width * 4).context("the display's framebuffer is too short")?;
            for pixel in row.chunks_exact(4) {
                pixels.extend(order.iter().filter_map(|place| pixel.get(*place)));
            }
        }
        Ok(Self { width, height, pixels })
    }

    /// How many different colours it has.
    pub fn colours(&self) -> usize {
        let colours: HashSet<&[u8]> = self.pixels.chunks_exact(3).collect();
        colours.len()
    }

    /// Writes it as PNG.
    pub fn save(&self, file: &Path) -> Result<()> {
        let bytes = png::encode(self.width, self.height, &self.pixels)?;
        std::fs::write(file, bytes).with_context(|| format!("writing {}", file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
        let mut fields = [0_u32; 25];
        fields[HEADER_SIZE] = 100;
        fields[WIDTH] = width;
        fields[HEIGHT] = height;
        fields[BITS_PER_PIXEL] = 32;
        fields[BYTES_PER_LINE] = width * 4;
        let mut bytes: Vec<u8> = fields.iter().flat_map(|field| field.to_be_bytes()).collect();
        bytes.extend(pixels);
        bytes
    }

    #[test]
    fn reads_blue_green_red_and_counts_colours() {
        let picture = Picture::from_window_dump(&dump(2, 1, &[3, 2, 1, 0, 6, 5, 4, 0])).unwrap();
        assert_eq!(picture.pixels, [1, 2, 3, 4, 5, 6]);
        assert_eq!(picture.colours(), 2);
    }

    #[test]
    fn a_short_dump_is_an_error() {
        assert!(Picture::from_window_dump(&dump(2, 2, &[0; 8])).is_err());
        assert!(Picture::from_window_dump(&[]).is_err());
    }
}
