//! Measurements inside the core, made by its example `measure`.
//!
//! `measure sales --book FILE --count N` makes a new book and records N sales one by one.
//! `measure goals --folder FOLDER --sales N` measures and prints one line `GOAL=NUMBER` for each
//! goal below, and `measure import` likewise; FOLDER is free for scratch files.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use super::Scale;
use super::demo::LEAST_RATE;
use super::launch::write_throughs;
use super::table::{Figure, Limit, Table, Thousandths};
use crate::cargo::cargo;
use crate::exec::Task;
use crate::paths;

/// The goals that `measure goals` answers: name, what it is, limit in thousandths.
const GOALS: [(&str, &str, Limit); 13] = [
    ("G2", "recording a sale, p50 ÷ write 36 KiB + fsync", at_most(2_000)),
    ("G2b", "recording a sale, p99 ÷ the same write, p99", at_most(25_000)),
    ("G3", "import of old sales, all rules ÷ bare sqlite3 .import", at_most(7_500)),
    ("G3b", "import, peak memory less the page cache, MiB", at_most(32_000)),
    ("G4", "export of all sales ÷ sqlite3 -csv", at_most(900)),
    ("G5", "profit by month or platform ÷ bare sum of the table", at_most(4_000)),
    ("G5c", "the same report, large book ÷ book of a tenth", at_most(12_000)),
    ("G6", "all balances, large book ÷ book of a hundredth", at_most(2_000)),
    ("LIST", "platforms with the days their credit lasts, ms", at_most(16_000)),
    ("G7", "a page of 50 rows while importing, p99, ms", at_most(5_000)),
    ("G11", "backup ÷ copy + fsync", at_most(4_000)),
    ("PAGE", "the newest 100 sales of one status, ms", at_most(10_000)),
    ("DEMO", "demo inside the core: sales per second", Limit::AtLeast(Thousandths(LEAST_RATE * 1_000))),
];

/// Sales recorded while write-throughs are counted.
const COUNTED: u64 = 200;

const fn at_most(thousandths: i64) -> Limit {
    Limit::AtMost(Thousandths(thousandths))
}

/// Adds G1 and all that `measure goals` answers.
pub fn measure(table: &mut Table, folder: &Path, scale: Scale) -> Result<()> {
    let there = paths::root()?.join("crates/core/examples/measure/main.rs").is_file();
    if there {
        cargo()?
            .args(["build", "--release", "--locked", "--package", "rasid-core"])
            .args(["--example", "measure"])
            .run()?;
    }
    let program = paths::cargo_target()?.join("release").join("examples").join(paths::program("measure"));
    let missing = || "no example `measure`".to_owned();
    table.add(Figure {
        goal: "G1",
        what: format!("fsyncs per confirmed sale, over {COUNTED} sales"),
        value: if there { per_sale(&program, folder).map_err(|error| format!("{error:#}")) } else { Err(missing()) },
        limit: Limit::Between(Thousandths(1_000), Thousandths(1_100)),
    });
    let mut text = String::new();
    for part in if there { &["goals", "import"][..] } else { &[] } {
        let asked = Task::new(&program).args([part, "--folder"]).arg(folder);
        text.push_str(&asked.args(["--sales", &scale.sales.to_string()]).output().context("measuring the core")?);
    }
    let answers = answers(&text);
    for (goal, what, limit) in GOALS {
        let unanswered = || {
            if there { "not measured".to_owned() } else { missing() }
        };
        table.add(Figure {
            goal,
            what: what.to_owned(),
            value: answers.get(goal).copied().ok_or_else(unanswered),
            limit,
        });
    }
    Ok(())
}

/// Write-throughs of twice as many sales less those of as many: what making and opening the book
/// costs falls out.
fn per_sale(program: &Path, folder: &Path) -> Result<Thousandths> {
    let count = |name: &str, sales: u64| -> Result<u64> {
        let book = folder.join(format!("{name}.db"));
        let log = folder.join(format!("{name}.strace"));
        let book = book.to_str().context("the folder's name is not Unicode")?;
        let sales = sales.to_string();
        write_throughs(program, &["sales", "--book", book, "--count", &sales], &log)
    };
    let once = count("once", COUNTED)?;
    let twice = count("twice", COUNTED * 2)?;
    let more = u128::from(twice.saturating_sub(once));
    Thousandths::ratio(more, u128::from(COUNTED)).context("too many write-throughs")
}

/// The lines `GOAL=NUMBER`; others are for people.
fn answers(text: &str) -> BTreeMap<&str, Thousandths> {
    text.lines()
        .filter_map(|line| line.split_once('='))
        .filter_map(|(goal, number)| Some((goal.trim(), Thousandths::parse(number)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_among_other_lines() {
        let answers = answers("measuring…\nG2=1.35\nG7 = 0.08\nnote=slow\n");
        assert_eq!(answers.len(), 2);
        assert_eq!(answers.get("G2"), Some(&Thousandths(1350)));
        assert_eq!(answers.get("G7"), Some(&Thousandths(80)));
    }
}
