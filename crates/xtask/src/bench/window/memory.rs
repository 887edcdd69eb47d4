//! The memory of a program and of the processes it started, from Linux's `/proc`.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::clock::Stopwatch;

/// How long the web view's processes may take to follow the program that started them.
const PATIENCE: Duration = Duration::from_secs(10);

/// A program with all processes below it.
pub struct Tree(Vec<u32>);

impl Tree {
    /// The processes that stand now.
    pub fn of(root: u32) -> Result<Self> {
        let mut parents = Vec::new();
        for entry in fs::read_dir("/proc").context("no /proc")? {
            let Some(process) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else {
                continue;
            };
            // One that ended meanwhile has no parent any more.
            if let Some(status) = status(process) {
                parents.push((process, status.parent));
            }
        }
        Ok(Self(below(root, &parents)))
    }

    /// Memory in KiB, where what several processes share is counted once: each shared page is divided among them.
    pub fn memory(&self) -> Result<u64> {
        let mut sum = 0;
        for process in &self.0 {
            let file = format!("/proc/{process}/smaps_rollup");
            let text = fs::read_to_string(&file).with_context(|| format!("reading {file}"))?;
            sum += proportional(&text).with_context(|| format!("no Pss in {file}"))?;
        }
        Ok(sum)
    }

    /// How many processes it has.
    pub fn processes(&self) -> usize {
        self.0.len()
    }

    /// Waits until all of them have ended, so that they do not disturb the next measurement.
    pub fn gone(&self) -> Result<()> {
        let watch = Stopwatch::start();
        while self.0.iter().any(|process| status(*process).is_some_and(|status| !status.ended)) {
            if watch.elapsed() > PATIENCE {
                bail!("a process of the window outlived it");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Status {
    parent: u32,
    /// Ended, though nobody has asked for its exit status yet.
    ended: bool,
}

fn status(process: u32) -> Option<Status> {
    let file = Path::new("/proc").join(process.to_string()).join("stat");
    parse_status(&fs::read_to_string(file).ok()?)
}

/// `12 (name) S 1 …`; the name may hold spaces and brackets.
fn parse_status(text: &str) -> Option<Status> {
    let (_, after) = text.rsplit_once(')')?;
    let mut fields = after.split_whitespace();
    let state = fields.next()?;
    Some(Status { parent: fields.next()?.parse().ok()?, ended: matches!(state, "Z" | "X") })
}

/// The root and everything below it, from pairs of process and parent.
fn below(root: u32, parents: &[(u32, u32)]) -> Vec<u32> {
    let mut found = vec![root];
    let mut next = 0;
    while let Some(above) = found.get(next).copied() {
        found.extend(parents.iter().filter(|(_, parent)| *parent == above).map(|(process, _)| *process));
        next += 1;
    }
    found
}

/// The line `Pss:   1234 kB`, not its parts (`Pss_Anon:` and so on).
fn proportional(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_read_and_not_its_parts() {
        let text = "5570c0a5e000-7ffd3f2d6000 ---p 00000000 00:00 0                  [rollup]\n\
                    Rss:              904 kB\nPss_Dirty:         80 kB\nPss:              139 kB\nPss_Anon:  80 kB\n";
        assert_eq!(proportional(text), Some(139));
        assert_eq!(proportional("Rss:  904 kB\nPss_Anon:  80 kB\n"), None);
        assert_eq!(proportional("Pss:  many kB\n"), None);
    }

    #[test]
    fn names_with_brackets_do_not_hide_the_parent() {
        assert_eq!(parse_status("12 (Web) (x) S 7 12 12 0"), Some(Status { parent: 7, ended: false }));
        assert_eq!(parse_status("12 (cat) Z 1 12"), Some(Status { parent: 1, ended: true }));
        assert_eq!(parse_status("12"), None);
    }

    #[test]
    fn children_of_children_belong_and_others_do_not() {
        let parents = [(2, 1), (10, 2), (11, 10), (12, 10), (20, 1), (21, 20)];
        assert_eq!(below(10, &parents), [10, 11, 12]);
        assert_eq!(below(99, &parents), [99]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_program_has_memory_and_goes_on() {
        let tree = Tree::of(std::process::id()).unwrap();
        assert!(tree.processes() >= 1);
        assert!(tree.memory().unwrap() > 0);
    }
}
