//! One start of a program, watched from outside through the display's framebuffer.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use super::memory::Tree;
use crate::clock::{Stopwatch, shown};
use crate::display::{Display, Variables, is_painted};
use crate::exec::{Running, Task};
use crate::home;
use crate::picture::Picture;

/// How often the display is looked at. A look takes about a millisecond.
const LOOK: Duration = Duration::from_millis(8);
/// A picture that has not changed for so long is at rest.
const REST: Duration = Duration::from_secs(4);
/// From the finished picture to the measuring of memory: the web view has given back what only the start needed.
const IDLE: Duration = Duration::from_secs(20);
/// A start that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes of a pixel in the framebuffer.
const PIXEL: usize = 4;
/// A text cursor, which blinks, has fewer pixels; the smallest text has more.
const CURSOR: usize = 64;
/// The program, the web view's page and its loader.
const FEWEST_PROCESSES: usize = 3;

/// A program with a window, in a home of its own.
pub struct Program {
    name: &'static str,
    path: PathBuf,
    home: PathBuf,
    variables: Variables,
    /// The framebuffer at rest.
    finished: Vec<u8>,
}

impl Program {
    /// Not started yet.
    pub fn new(name: &'static str, path: &Path, home: &Path) -> Result<Self> {
        let variables = home::variables(home)?;
        Ok(Self { name, path: path.to_owned(), home: home.to_owned(), variables, finished: Vec::new() })
    }

    /// An untimed start, which fills caches and shows the picture that the timed ones must reach.
    pub fn rehearse(&mut self, display: &Display) -> Result<()> {
        let mut running = self.spawn(display)?;
        let watch = Stopwatch::start();
        let (mut frame, mut since) = (Vec::new(), watch.elapsed());
        loop {
            display.frame(&mut frame)?;
            if !alike(&frame, &self.finished) {
                std::mem::swap(&mut frame, &mut self.finished);
                since = watch.elapsed();
            } else if watch.elapsed().saturating_sub(since) > REST {
                let picture = Picture::from_window_dump(&self.finished)?;
                if is_painted(&picture) {
                    picture.save(&self.home.with_extension("png"))?;
                    break;
                }
            }
            self.check(&mut running, watch).context("the picture did not come to rest")?;
        }
        stop(running, display)
    }

    /// The time from starting the process to its finished picture.
    pub fn start(&self, display: &Display) -> Result<Duration> {
        let (running, time) = self.until_finished(display)?;
        // It must stay so: a picture that goes on changing was not finished.
        std::thread::sleep(REST);
        self.check_finished(display)?;
        stop(running, display)?;
        Ok(time)
    }

    /// KiB of all its processes, once idle.
    pub fn memory(&self, display: &Display) -> Result<u64> {
        let (running, _) = self.until_finished(display)?;
        std::thread::sleep(IDLE);
        self.check_finished(display)?;
        let memory = Tree::of(running.id())?.memory()?;
        stop(running, display)?;
        Ok(memory)
    }

    fn until_finished(&self, display: &Display) -> Result<(Running, Duration)> {
        let watch = Stopwatch::start();
        let mut running = self.spawn(display)?;
        let mut frame = Vec::new();
        loop {
            display.frame(&mut frame)?;
            if alike(&frame, &self.finished) {
                return Ok((running, watch.elapsed()));
            }
            if let Err(error) = self.check(&mut running, watch) {
                let file = self.home.with_extension("unfinished.png");
                Picture::from_window_dump(&frame)?.save(&file)?;
                return Err(error.context(format!("not the picture of the first start, but {}", file.display())));
            }
        }
    }

    fn check_finished(&self, display: &Display) -> Result<()> {
        let mut frame = Vec::new();
        display.frame(&mut frame)?;
        ensure!(alike(&frame, &self.finished), "{}: the picture was not finished yet", self.name);
        Ok(())
    }

    fn spawn(&self, display: &Display) -> Result<Running> {
        let output = fs::File::create(self.home.with_extension("log"))?;
        Task::new(&self.path)
            .dir(&self.home)
            .envs(&self.variables)
            .envs(&display.variables())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
    }

    /// Waits for the next look; fails when there is nothing to wait for.
    fn check(&self, running: &mut Running, watch: Stopwatch) -> Result<()> {
        if let Some(status) = running.ended()? {
            bail!("{} ended with {status}", self.name);
        }
        if watch.elapsed() > PATIENCE {
            bail!("{} took more than {}", self.name, shown(PATIENCE));
        }
        std::thread::sleep(LOOK);
        Ok(())
    }
}

/// Ends the program and waits until neither its processes nor its window are left.
fn stop(running: Running, display: &Display) -> Result<()> {
    let tree = Tree::of(running.id())?;
    ensure!(tree.processes() >= FEWEST_PROCESSES, "the web view's processes are not below the program");
    drop(running);
    tree.gone()?;
    let watch = Stopwatch::start();
    while is_painted(&display.picture()?) {
        ensure!(watch.elapsed() < PATIENCE, "a window outlived its program");
        std::thread::sleep(LOOK);
    }
    Ok(())
}

/// Whether two framebuffers show the same but for a text cursor.
fn alike(one: &[u8], other: &[u8]) -> bool {
    let pixels = one.chunks(PIXEL).zip(other.chunks(PIXEL));
    one == other || (one.len() == other.len() && pixels.filter(|(one, other)| one != other).nth(CURSOR).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_cursor_may_differ() {
        let blank = vec![0; 1000 * PIXEL];
        let painted = |pixels: usize| {
            let mut frame = blank.clone();
            frame.iter_mut().skip(40).take(pixels * PIXEL).for_each(|byte| *byte = 9);
            frame
        };
        assert!(alike(&blank, &blank));
        assert!(alike(&blank, &painted(CURSOR)));
        assert!(!alike(&blank, &painted(CURSOR + 1)));
        assert!(!alike(&blank, &[]));
    }
}
