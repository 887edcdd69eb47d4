//! The window: how soon it stands, and what it holds in memory, beside an empty one on the same hidden display.
//!
//! The programs are not asked and not changed: the display's framebuffer is watched from outside. Each program first
//! starts once untimed; the picture it comes to rest at is the one that the timed starts must reach, all of it but a
//! blinking cursor, so a half-drawn screen or a missing list never counts as a start.

mod memory;
mod start;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use self::start::{Program, Start};
use super::Scale;
use super::table::{Figure, Limit, Table, Thousandths};
use crate::cargo::cargo;
use crate::display::Display;
use crate::exec::Task;
use crate::packages::{self, Purpose};
use crate::{home, paths, ui};

/// Timed starts of each program. They take turns, so that a busy moment of the machine meets all of them.
const ROUNDS: usize = 5;
/// Where the application looks for its book below a home. Checked against the command line, which looks there too.
const BOOK: &str = ".local/share/rasid/book.rasid";

const GOALS: [(&str, &str, Limit); 3] = [
    ("G8", "start of the window, large book ÷ empty window", Limit::AtMost(Thousandths(1_500))),
    ("G8b", "the same, large book ÷ new book", Limit::AtMost(Thousandths(1_100))),
    ("G9", "idle memory (PSS), large book ÷ empty window", Limit::AtMost(Thousandths(1_300))),
];

/// Adds G8, G8b and G9; where they cannot be measured, why.
pub fn measure(table: &mut Table, folder: &Path, scale: Scale) {
    let medians = medians(&folder.join("window"), &folder.join("demo.db"));
    let values = match &medians {
        Ok(medians) => medians.ratios().map(|ratio| ratio.ok_or_else(|| "unknown".to_owned())),
        Err(error) => [(); 3].map(|()| Err(format!("{error:#}"))),
    };
    for ((goal, what, limit), value) in GOALS.into_iter().zip(values) {
        table.add(Figure { goal, what: what.to_owned(), value, limit });
    }
    let Ok(medians) = medians else {
        return;
    };
    let books = [
        (&medians.large, format!("a book of {} sales", scale.sales)),
        (&medians.new, "a new book".to_owned()),
        (&medians.empty, "an empty window".to_owned()),
    ];
    for (start, what) in books {
        let mut shown = |what: String, value: Option<Thousandths>| {
            table.add(Figure { goal: "", what, value: value.ok_or_else(|| "unknown".to_owned()), limit: Limit::None });
        };
        shown(format!("  {what}: start, ms"), Thousandths::ratio(start.time.as_micros(), 1_000));
        shown(format!("  {what}: memory, MiB"), Thousandths::ratio(u128::from(start.memory), 1_024));
    }
}

/// The middle of each program's starts.
struct Medians {
    empty: Start,
    new: Start,
    large: Start,
}

impl Medians {
    /// In the order of the goals.
    fn ratios(&self) -> [Option<Thousandths>; 3] {
        let time = |start: &Start| start.time.as_micros();
        [
            Thousandths::ratio(time(&self.large), time(&self.empty)),
            Thousandths::ratio(time(&self.large), time(&self.new)),
            Thousandths::ratio(u128::from(self.large.memory), u128::from(self.empty.memory)),
        ]
    }
}

fn medians(folder: &Path, demo: &Path) -> Result<Medians> {
    ensure!(cfg!(target_os = "linux"), "needs Linux's hidden display");
    packages::ensure(&[Purpose::Display])?;
    let (application, empty) = built()?;
    fs::create_dir_all(folder)?;
    let display = Display::start(folder)?;
    let large = home_of(folder, "large")?;
    place_book(&large, demo)?;
    let mut programs = [
        Program::new("empty window", &empty, &home_of(folder, "empty")?)?,
        Program::new("new book", &application, &home_of(folder, "new")?)?,
        Program::new("large book", &application, &large)?,
    ];
    for program in &mut programs {
        program.rehearse(&display)?;
    }
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let [empty, new, large] = &programs;
        rounds.push([empty.start(&display)?, new.start(&display)?, large.start(&display)?]);
    }
    let [empty, new, large] = [0, 1, 2].map(|place| {
        let starts: Vec<Start> = rounds.iter().filter_map(|round| round.get(place)).copied().collect();
        middle(&starts)
    });
    let none = "no start was timed";
    Ok(Medians { empty: empty.context(none)?, new: new.context(none)?, large: large.context(none)? })
}

/// The middle time and the middle memory, each by itself.
fn middle(starts: &[Start]) -> Option<Start> {
    let time = median(starts.iter().map(|start| start.time).collect())?;
    let memory = median(starts.iter().map(|start| start.memory).collect())?;
    Some(Start { time, memory })
}

/// The middle of an odd number of values, the upper middle of an even one.
fn median<T: Ord + Copy>(mut values: Vec<T>) -> Option<T> {
    values.sort();
    values.get(values.len() / 2).copied()
}

/// Builds Rasid as it is released, and the empty window, with the same features of every dependency.
fn built() -> Result<(PathBuf, PathBuf)> {
    println!("Building the window to be measured");
    ui::install_when_stale()?;
    ui::build()?;
    cargo()?
        .args(["build", "--release", "--locked", "--package", "rasid", "--features", "empty-window"])
        .args(["--bin", "rasid", "--example", "empty"])
        .run()?;
    let empty = paths::cargo_target()?.join("release").join("examples").join(paths::program("empty"));
    Ok((paths::built("release", "rasid")?, empty))
}

/// A home of its own for a program, with a new book in it.
fn home_of(folder: &Path, name: &str) -> Result<PathBuf> {
    let home = folder.join(name);
    let variables = home::variables(&home)?;
    Task::new(paths::built("release", "rasid-cli")?).args(["--json", "init"]).envs(&variables).output()?;
    ensure!(home.join(BOOK).is_file(), "the application's book is not at {BOOK} any more");
    Ok(home)
}

/// Puts the large book in the place of the new one, without copying it.
fn place_book(home: &Path, demo: &Path) -> Result<()> {
    let place = home.join(BOOK);
    fs::remove_file(&place)?;
    fs::hard_link(demo, &place).with_context(|| format!("placing {}", demo.display()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn start(milliseconds: u64, memory: u64) -> Start {
        Start { time: Duration::from_millis(milliseconds), memory }
    }

    #[test]
    fn the_middle_is_taken_of_time_and_memory_apart() {
        let starts = [start(900, 10), start(500, 30), start(700, 20)];
        assert_eq!(middle(&starts), Some(start(700, 20)));
        assert_eq!(middle(&[]), None);
    }

    #[test]
    fn an_outlier_does_not_move_the_median() {
        assert_eq!(median(vec![5, 1, 900, 3, 4]), Some(4));
        assert_eq!(median(vec![2, 1]), Some(2));
    }

    #[test]
    fn goals_are_ratios_in_their_order() {
        let medians = Medians { empty: start(400, 100), new: start(500, 110), large: start(550, 120) };
        assert_eq!(medians.ratios(), [Some(Thousandths(1375)), Some(Thousandths(1100)), Some(Thousandths(1200))]);
    }
}
