//! The one place of this crate that reads the clock.

use std::time::{Duration, Instant};

/// Measures how long something takes.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[allow(clippy::disallowed_methods, reason = "steps and benchmarks are timed by the real clock")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// A duration for people: `0.4 s`, `1 min 05 s`.
pub fn shown(duration: Duration) -> String {
    let tenths = duration.as_millis() / 100;
    let (seconds, tenth) = (tenths / 10, tenths % 10);
    if seconds < 60 { format!("{seconds}.{tenth} s") } else { format!("{} min {:02} s", seconds / 60, seconds % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(shown(Duration::from_millis(449)), "0.4 s");
        assert_eq!(shown(Duration::from_millis(59_999)), "59.9 s");
        assert_eq!(shown(Duration::from_secs(65)), "1 min 05 s");
    }
}
