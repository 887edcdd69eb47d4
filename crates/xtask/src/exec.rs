//! Starting other programs, without a shell.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::clock::Stopwatch;

/// A program to be started, and how it is called in messages.
pub struct Task {
    command: Command,
    words: Vec<OsString>,
    limit: Option<Duration>,
}

impl Task {
    /// A program, by name or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        Self { command: Command::new(program), words: vec![program.to_owned()], limit: None }
    }

    /// One more argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument.as_ref());
        self.words.push(argument.as_ref().to_owned());
        self
    }

    /// More arguments.
    pub fn args<S: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = S>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// Starts in this folder.
    pub fn dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Sets the given environment variables, or removes those without a value.
    pub fn envs(mut self, variables: &[(String, Option<OsString>)]) -> Self {
        for (key, value) in variables {
            match value {
                Some(value) => self.command.env(key, value),
                None => self.command.env_remove(key),
            };
        }
        self
    }

    /// Stops the program and fails when it takes longer.
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Runs to the end, showing its output; anything but success is an error.
    pub fn run(mut self) -> Result<()> {
        let mut child = Running(self.command.spawn().with_context(|| self.unstarted())?);
        let status = child.wait(self.limit).with_context(|| self.to_string())?;
        self.succeeded(status)
    }

    /// Runs to the end and returns its standard output; anything but success is an error that
    /// shows what the program said.
    pub fn output(mut self) -> Result<String> {
        let output = self.command.stdin(Stdio::null()).output().with_context(|| self.unstarted())?;
        if !output.status.success() {
            bail!(
                "`{self}` ended with {}\n{}{}",
                output.status,
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether it runs and succeeds; its output is not shown.
    pub fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Starts it and returns; it is stopped when the answer is dropped.
    pub fn spawn(mut self) -> Result<Running> {
        self.command.spawn().map(Running).with_context(|| self.unstarted())
    }

    /// Where its standard output goes.
    pub fn stdout(mut self, to: impl Into<Stdio>) -> Self {
        self.command.stdout(to);
        self
    }

    /// Where its standard error goes.
    pub fn stderr(mut self, to: impl Into<Stdio>) -> Self {
        self.command.stderr(to);
        self
    }

    fn unstarted(&self) -> String {
        format!("could not start `{self}`")
    }

    fn succeeded(&self, status: ExitStatus) -> Result<()> {
        if status.success() { Ok(()) } else { bail!("`{self}` ended with {status}") }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.words.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(formatter, "{gap}{}", word.to_string_lossy())?;
        }
        Ok(())
    }
}

/// A started program, stopped when dropped.
pub struct Running(Child);

impl Running {
    /// Its exit status, if it has ended.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Its standard output, when that was piped.
    pub fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.0.stdout.take()
    }

    /// Waits for its end, at most for the given time.
    pub fn wait(&mut self, limit: Option<Duration>) -> Result<ExitStatus> {
        let Some(limit) = limit else {
            return Ok(self.0.wait()?);
        };
        let watch = Stopwatch::start();
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            if watch.elapsed() > limit {
                bail!("stopped: it took more than {}", crate::clock::shown(limit));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when the program has already ended, which is what is wanted.
        if self.0.kill().is_ok() {
            self.0.wait().ok();
        }
    }
}

/// Where a program stands on the PATH.
pub fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let suffixes: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    std::env::split_paths(&path)
        .flat_map(|folder| suffixes.iter().map(move |end| folder.join(format!("{name}{end}"))))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_names_itself() {
        let error = Task::new("cargo").arg("no-such-command").output();
        let text = format!("{:#}", error.unwrap_err());
        assert!(text.contains("`cargo no-such-command` ended with"), "{text}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Task::new("no-such-program-here").run().unwrap_err();
        assert!(format!("{error:#}").contains("could not start `no-such-program-here`"));
        assert_eq!(found("no-such-program-here"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_over_its_time_is_stopped() {
        let watch = Stopwatch::start();
        let error = Task::new("sleep").arg("30").within(Duration::from_millis(100)).run().unwrap_err();
        assert!(format!("{error:#}").contains("took more than"));
        assert!(watch.elapsed() < Duration::from_secs(10));
    }
}
