//! `cargo xtask bench`: whole measurements, each figure beside its limit in the same run.
//!
//! A measurement is a function that adds figures to the table. Those that need only the command
//! line stand in `demo`; those inside the core are made by its example `measure` (`core`); those of
//! the application's window are seen on a hidden display (`window`).

mod core;
mod demo;
mod launch;
mod table;
mod window;

use anyhow::{Result, bail};

use self::table::Table;
use crate::cargo::cargo;
use crate::packages::{self, Purpose};
use crate::paths;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Sales in the large book.
    pub sales: u64,
}

/// Measures everything and prints the table; with `--window` the demo book and the window alone.
pub fn bench(options: &[&str]) -> Result<()> {
    let (mut strict, mut inside, mut scale) = (false, true, Scale { sales: 1_000_000 });
    for option in options {
        match *option {
            "--strict" => strict = true,
            "--window" => inside = false,
            "--quick" => scale = Scale { sales: 100_000 },
            other => bail!("unknown option of bench: {other}"),
        }
    }
    packages::ensure(&[Purpose::Build, Purpose::Tests])?;
    println!("Building the programs to be measured");
    cargo()?.args(["build", "--release", "--locked", "--package", "rasid-cli"]).run()?;
    let folder = paths::scratch("bench")?;
    let mut table = Table::default();
    demo::measure(&mut table, &folder, scale)?;
    if inside {
        core::measure(&mut table, &folder, scale)?;
    }
    window::measure(&mut table, &folder, scale);
    print!("\n{table}");
    match table.verdict() {
        Ok(()) => Ok(()),
        Err(error) if strict => Err(error),
        Err(error) => {
            println!("\nwarning: {error:#} (an error with --strict)");
            Ok(())
        }
    }
}
