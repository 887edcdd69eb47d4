//! The window: how soon it stands, and what it holds in memory, beside an empty one on the same hidden display.
//!
//! The programs are not asked and not changed: the display's framebuffer is watched from outside. Each program first
//! starts once untimed; the picture it comes to rest at is the one that the timed starts must reach, all of it but a
//! blinking cursor, so a half-drawn screen or a missing list never counts as a start.

mod memory;
mod start;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use self::start::Program;
use super::Scale;
use super::table::{Figure, Limit, Table, Thousandths};
use crate::cargo::cargo;
use crate::display::Display;
use crate::exec::Task;
use crate::packages::{self, Purpose};
use crate::{home, paths, ui};

/// Timed starts of each program. They take turns, so that a busy moment of the machine meets all of them.
const ROUNDS: usize = 5;
/// How often memory is measured, each time in a start of its own. It hardly varies.
const MEMORY_ROUNDS: usize = 3;
/// Sales in the small book: enough to open on the same screen as the large one, which a new book does not.
const FEW: &str = "100";
/// Where the application looks for its book below a home. Checked against the command line, which looks there too.
const BOOK: &str = ".local/share/rasid/book.rasid";

const GOALS: [(&str, &str, Limit); 3] = [
    ("G8", "start of the window, large book ÷ empty window", Limit::AtMost(Thousandths(1_500))),
    ("G8b", "the same, large book ÷ new book", Limit::AtMost(Thousandths(1_100))),
    ("G9", "idle memory (PSS), large book ÷ empty window", Limit::AtMost(Thousandths(1_300))),
];

/// Adds G8, G8b and G9; where they cannot be measured, why.
pub fn measure(table: &mut Table, folder: &Path, scale: Scale) {
    let seen = seen(&folder.join("window"), &folder.join("demo.db"));
    let values = match &seen {
        Ok(seen) => seen.goals().map(|ratio| ratio.ok_or_else(|| "unknown".to_owned())),
        Err(error) => [(); 3].map(|()| Err(format!("{error:#}"))),
    };
    for ((goal, what, limit), value) in GOALS.into_iter().zip(values) {
        table.add(Figure { goal, what: what.to_owned(), value, limit });
    }
    for (what, value) in seen.iter().flat_map(|seen| seen.details(scale)) {
        table.add(Figure { goal: "", what, value: value.ok_or_else(|| "unknown".to_owned()), limit: Limit::None });
    }
}

/// What was seen of each program: the middle of its starts, and KiB of memory.
struct Seen {
    empty: Duration,
    new: Duration,
    small: Duration,
    large: Duration,
    empty_memory: u64,
    large_memory: u64,
}

impl Seen {
    fn goals(&self) -> [Option<Thousandths>; 3] {
        [
            times(self.large, self.empty),
            times(self.large, self.new),
            Thousandths::ratio(u128::from(self.large_memory), u128::from(self.empty_memory)),
        ]
    }

    fn details(&self, scale: Scale) -> Vec<(String, Option<Thousandths>)> {
        let large = format!("{} sales", scale.sales);
        let start = |what: &str, time: Duration| (format!("  {what}: start, ms"), ms(time));
        let memory = |what: &str, kib: u64| (format!("  {what}: memory, MiB"), Thousandths::ratio(kib.into(), 1_024));
        vec![
            (format!("  start, large book ÷ {FEW} sales (the same screen)"), times(self.large, self.small)),
            start("empty window", self.empty),
            start("new book", self.new),
            start(&format!("{FEW} sales"), self.small),
            start(&large, self.large),
            memory("empty window", self.empty_memory),
            memory(&large, self.large_memory),
        ]
    }
}

fn times(above: Duration, below: Duration) -> Option<Thousandths> {
    Thousandths::ratio(above.as_micros(), below.as_micros())
}

fn ms(time: Duration) -> Option<Thousandths> {
    Thousandths::ratio(time.as_micros(), 1_000)
}

fn seen(folder: &Path, demo: &Path) -> Result<Seen> {
    ensure!(cfg!(target_os = "linux"), "needs Linux's hidden display");
    packages::ensure(&[Purpose::Display])?;
    let (application, empty) = built()?;
    fs::create_dir_all(folder)?;
    let display = Display::start(folder)?;
    let [nothing, new, small, large] = homes(folder, demo)?;
    let mut programs = [
        Program::new("empty window", &empty, &nothing)?,
        Program::new("new book", &application, &new)?,
        Program::new("small book", &application, &small)?,
        Program::new("large book", &application, &large)?,
    ];
    for program in &mut programs {
        program.rehearse(&display)?;
    }
    let [empty, new, small, large] = in_turns(ROUNDS, programs.each_ref(), |program| program.start(&display))?;
    let [none, _, _, book] = &programs;
    let [empty_memory, large_memory] = in_turns(MEMORY_ROUNDS, [none, book], |program| program.memory(&display))?;
    Ok(Seen { empty, new, small, large, empty_memory, large_memory })
}

/// The median of each program's measurements, which are made in turns.
fn in_turns<T: Ord + Copy, P: Copy, const N: usize>(
    rounds: usize,
    programs: [P; N],
    measure: impl Fn(P) -> Result<T>,
) -> Result<[T; N]> {
    let mut columns: [Vec<T>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..rounds {
        for (column, program) in columns.iter_mut().zip(programs) {
            column.push(measure(program)?);
        }
    }
    let medians: Vec<T> = columns.into_iter().filter_map(median).collect();
    medians.try_into().ok().context("nothing was measured")
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

/// The homes of the empty window, and of a new, a small and the large book.
fn homes(folder: &Path, demo: &Path) -> Result<[PathBuf; 4]> {
    let cli = paths::built("release", "rasid-cli")?;
    let homes = ["empty", "new", "small", "large"].map(|name| folder.join(name));
    for home in &homes {
        // A new book, where the command line puts it by itself.
        Task::new(&cli).args(["--json", "init"]).envs(&home::variables(home)?).output()?;
        ensure!(home.join(BOOK).is_file(), "the application's book is not at {BOOK} any more");
    }
    let [_, _, small, large] = &homes;
    Task::new(&cli).args(["--json", "demo", "--sales", FEW, "--seed", "1"]).envs(&home::variables(small)?).output()?;
    // The large book without copying it.
    let place = large.join(BOOK);
    fs::remove_file(&place)?;
    fs::hard_link(demo, &place).with_context(|| format!("placing {}", demo.display()))?;
    Ok(homes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlier_does_not_move_the_median() {
        assert_eq!(median(vec![5, 1, 900, 3, 4]), Some(4));
        assert_eq!(median(vec![2, 1]), Some(2));
        assert_eq!(median::<u64>(Vec::new()), None);
    }

    #[test]
    fn programs_take_turns() {
        let log = std::cell::RefCell::new(Vec::new());
        let medians = in_turns(3, ["a", "bb"], |program| {
            log.borrow_mut().push(program);
            Ok(program.len())
        });
        assert_eq!(medians.unwrap(), [1, 2]);
        assert_eq!(*log.borrow(), ["a", "bb", "a", "bb", "a", "bb"]);
        assert!(in_turns(0, ["a"], |_| Ok(1)).is_err());
    }

    #[test]
    fn goals_are_ratios_in_their_order() {
        let at = Duration::from_millis;
        let (empty, new, small, large) = (at(400), at(500), at(540), at(550));
        let seen = Seen { empty, new, small, large, empty_memory: 100, large_memory: 120 };
        assert_eq!(seen.goals(), [Some(Thousandths(1375)), Some(Thousandths(1100)), Some(Thousandths(1200))]);
        assert_eq!(seen.details(Scale { sales: 1 }).len(), 7);
    }
}
