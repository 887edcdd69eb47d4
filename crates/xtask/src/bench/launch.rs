//! Starting programs to be measured.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::clock::Stopwatch;
use crate::exec::Task;

/// What a whole process took.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    /// From its start to its end.
    pub time: Duration,
    /// The most memory it held, in KiB, where the system tells (Linux).
    pub peak: Option<u64>,
}

/// Runs a program to its end, its standard output set aside, and says what it took.
pub fn measured(task: Task) -> Result<Took> {
    let name = task.to_string();
    let watch = Stopwatch::start();
    let mut running = task.stdout(Stdio::null()).spawn()?;
    let mut peak = None;
    let status = loop {
        peak = peak.max(peak_memory(running.id()));
        if let Some(status) = running.ended()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = watch.elapsed();
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(Took { time, peak })
}

/// The highest memory use of a process so far, which only grows.
fn peak_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// How often a program asked the system to write through to the disk.
pub fn write_throughs(program: &Path, arguments: &[&str], log: &Path) -> Result<u64> {
    Task::new("strace")
        .args(["-f", "-qq", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(log)
        .arg(program)
        .args(arguments)
        .output()?;
    Ok(count_write_throughs(&fs::read_to_string(log)?))
}

/// A call interrupted by another thread's stands on two lines; only its beginning is counted.
fn count_write_throughs(log: &str) -> u64 {
    log.lines().filter(|line| line.contains("fsync(") || line.contains("fdatasync(")).map(|_| 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn write_throughs_are_counted_once_each() {
        let log = "12 fsync(3) = 0\n12 fdatasync(4 <unfinished ...>\n13 fsync(5) = 0\n\
                   12 <... fdatasync resumed>) = 0\n12 +++ exited with 0 +++\n";
        assert_eq!(count_write_throughs(log), 3);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_is_timed_and_its_memory_seen() {
        let took = measured(Task::new("sleep").arg("0.05")).unwrap();
        assert!(took.time >= Duration::from_millis(50));
        assert!(took.peak.is_some());
        assert!(measured(Task::new("false")).is_err());
    }
}
