//! A run of named, timed steps that stops at the first failure.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::clock::{Stopwatch, shown};

/// The steps done so far.
pub struct Steps {
    watch: Stopwatch,
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// None done yet.
    pub fn new() -> Self {
        Self { watch: Stopwatch::start(), done: Vec::new() }
    }

    /// Announces a step, does it, says how long it took. A failure bears the step's name.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n==> {name}");
        let watch = Stopwatch::start();
        let result = work();
        let took = watch.elapsed();
        match &result {
            Ok(_) => println!("  ✓ {name} ({})", shown(took)),
            Err(_) => println!("  ✗ {name} ({})", shown(took)),
        }
        let value = result.with_context(|| format!("step failed: {name}"))?;
        self.done.push((name.to_owned(), took));
        Ok(value)
    }

    /// Says that a step is left out, and why.
    pub fn skip(&self, name: &str, why: &str) {
        println!("\n==> {name}\n  - skipped: {why}");
    }

    /// The table of times and the closing line.
    pub fn close(self, line: &str) {
        println!();
        for (name, took) in &self.done {
            println!("{:>12}  {name}", shown(*took));
        }
        println!("{:>12}  in all\n\n{line}: {} steps passed", shown(self.watch.elapsed()), self.done.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_bears_the_name_of_its_step() {
        let mut steps = Steps::new();
        assert_eq!(steps.step("first", || Ok(1)).unwrap(), 1);
        let error = steps.step("second", || -> Result<()> { anyhow::bail!("broken") }).unwrap_err();
        assert_eq!(format!("{error:#}"), "step failed: second: broken");
        assert_eq!(steps.done.len(), 1);
    }
}
