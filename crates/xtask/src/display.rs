//! A hidden display for machines without one, and for tests that must not disturb anybody.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::clock::{Stopwatch, shown};
use crate::exec::{Running, Task};
use crate::picture::Picture;

/// A window with text has many shades; an empty one has two or three colours.
const PAINTED_COLOURS: usize = 48;
/// How often the display is looked at.
const LOOK: Duration = Duration::from_millis(300);
/// How many looks in a row must see the same.
const SAME_LOOKS: usize = 3;
/// A page that never stops moving is taken as it is after this many painted looks.
const MOST_LOOKS: usize = 20;

/// Environment variables to set, or to remove.
pub type Variables = Vec<(String, Option<OsString>)>;

/// Whether this machine shows windows to somebody.
pub fn is_there() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Whether a picture shows a window that has been painted.
pub fn is_painted(picture: &Picture) -> bool {
    picture.colours() >= PAINTED_COLOURS
}

/// A running hidden display, stopped when dropped.
pub struct Display {
    number: u32,
    framebuffer: PathBuf,
    server: Option<Running>,
}

impl Display {
    /// Starts one of 1280×800 on a free number; `folder` holds its framebuffer.
    pub fn start(folder: &Path) -> Result<Self> {
        let mut server = Task::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24"])
            .args(["-nolisten", "tcp", "-noreset", "-br", "-fbdir"])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(fs::File::create(folder.join("display.log"))?)
            .spawn()?;
        let answer = server.take_stdout().context("the display has no output")?;
        let mut line = String::new();
        BufReader::new(answer).read_line(&mut line)?;
        let number = line.trim().parse().with_context(|| {
            format!("the hidden display did not start; see {}", folder.join("display.log").display())
        })?;
        Ok(Self { number, framebuffer: folder.join("Xvfb_screen0"), server: Some(server) })
    }

    /// The environment of a program that shows its window here.
    pub fn variables(&self) -> Variables {
        let set = |name: &str, value: &str| (name.to_owned(), Some(OsString::from(value)));
        let removed = |name: &str| (name.to_owned(), None);
        vec![
            set("DISPLAY", &format!(":{}", self.number)),
            set("GDK_BACKEND", "x11"),
            removed("WAYLAND_DISPLAY"),
            removed("XAUTHORITY"),
            // A session bus whose portal cannot start delays the window by 25 s: no bus at all.
            set("DBUS_SESSION_BUS_ADDRESS", "disabled:"),
            set("NO_AT_BRIDGE", "1"),
            set("GSETTINGS_BACKEND", "memory"),
            // There is no graphics card behind this display.
            set("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
            set("LIBGL_ALWAYS_SOFTWARE", "1"),
        ]
    }

    /// What it shows now.
    pub fn picture(&self) -> Result<Picture> {
        let mut dump = Vec::new();
        self.frame(&mut dump)?;
        Picture::from_window_dump(&dump)
    }

    /// What it shows now, as the display itself keeps it: for comparing many looks quickly.
    pub fn frame(&self, into: &mut Vec<u8>) -> Result<()> {
        into.clear();
        fs::File::open(&self.framebuffer)
            .and_then(|mut file| file.read_to_end(into))
            .map(drop)
            .with_context(|| format!("reading {}", self.framebuffer.display()))
    }

    /// Waits until the program's window is really painted and has come to rest.
    pub fn painted(&self, program: &mut Running, limit: Duration) -> Result<Picture> {
        let watch = Stopwatch::start();
        let mut seen: Option<Picture> = None;
        let (mut same, mut painted) = (0, 0);
        while watch.elapsed() < limit {
            if let Some(status) = program.ended()? {
                bail!("the program ended before its window was painted: {status}");
            }
            let picture = self.picture()?;
            if is_painted(&picture) {
                painted += 1;
                same = if seen.as_ref() == Some(&picture) { same + 1 } else { 1 };
                if same >= SAME_LOOKS || painted >= MOST_LOOKS {
                    return Ok(picture);
                }
            }
            seen = Some(picture);
            std::thread::sleep(LOOK);
        }
        bail!("no window was painted within {}", shown(limit))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Stopped at once, the server leaves its lock and its socket behind.
        drop(self.server.take());
        fs::remove_file(format!("/tmp/.X{}-lock", self.number)).ok();
        fs::remove_file(format!("/tmp/.X11-unix/X{}", self.number)).ok();
    }
}
