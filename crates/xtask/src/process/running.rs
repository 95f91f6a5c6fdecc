//! Programs while they run.

use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::describe;
use crate::interrupt;
use crate::progress::{note, say};
use crate::supervise::GRACE;

/// Width of the names in front of the output lines.
const NAME_WIDTH: usize = 10;

/// Building everything from nothing takes less: whatever runs this long hangs.
const PATIENCE: Duration = Duration::from_mins(30);

/// A running program. Dropping it stops it and everything that it started.
pub(crate) struct Process {
    name: String,
    pub(super) guardian: Child,
    output: Vec<JoinHandle<()>>,
}

impl Process {
    /// Starts a [`super::guarded`] command, its output going where ours goes.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn spawn(name: &str, command: &mut Command) -> Result<Self> {
        let guardian = command
            .process_group(0)
            .stdin(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self {
            name: name.to_owned(),
            guardian,
            output: Vec::new(),
        })
    }

    /// Starts a [`super::guarded`] command and shows its output line by line behind its name.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = Self::spawn(name, command)?;
        let (stdout, stderr) = (
            process.guardian.stdout.take(),
            process.guardian.stderr.take(),
        );
        let prefix = format!("{name:NAME_WIDTH$} | ");
        let behind = prefix.clone();
        process.read(stdout, move |line| say(format_args!("{behind}{line}")));
        process.read(stderr, move |line| say(format_args!("{prefix}{line}")));
        Ok(process)
    }

    /// Reads `pipe` to its end, so that the program never waits for us.
    pub(super) fn read(
        &mut self,
        pipe: Option<impl Read + Send + 'static>,
        mut on_line: impl FnMut(&str) + Send + 'static,
    ) {
        let Some(pipe) = pipe else { return };
        self.output.push(thread::spawn(move || {
            let mut lines = BufReader::new(pipe);
            let mut line = Vec::new();
            while matches!(lines.read_until(b'\n', &mut line), Ok(1..)) {
                on_line(String::from_utf8_lossy(&line).trim_end());
                line.clear();
            }
        }));
    }

    /// Waits for the end, calling `meanwhile` again and again.
    ///
    /// # Errors
    /// When it does not end, or [`interrupt::Interrupted`].
    pub(super) fn wait(&mut self, mut meanwhile: impl FnMut()) -> Result<ExitStatus> {
        let start = Instant::now();
        loop {
            meanwhile();
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            if start.elapsed() > PATIENCE {
                let minutes = PATIENCE.as_secs() / 60;
                bail!(
                    "{} does not end: stopped after {minutes} minutes",
                    self.name
                );
            }
            interrupt::pause()?;
        }
    }

    fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.guardian.try_wait()?)
    }

    /// Asks it to end, without waiting: the guardian sees its standard input close.
    fn release(&mut self) {
        drop(self.guardian.stdin.take());
    }

    /// Waits for the guardian and the rest of the output, but not for ever.
    fn clear(&mut self) -> io::Result<()> {
        let deadline = Instant::now() + GRACE + Duration::from_secs(2);
        let is_read = |thread: &JoinHandle<()>| thread.is_finished();
        while self.guardian.try_wait()?.is_none() || !self.output.iter().all(is_read) {
            if Instant::now() > deadline {
                return self.guardian.kill();
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.release();
        if let Err(error) = self.clear() {
            note(format_args!(
                "warning: {} may still be running: {error}",
                self.name
            ));
        }
    }
}

/// Programs that run side by side. Dropping them stops all at the same time.
#[derive(Default)]
pub(crate) struct Processes(Vec<Process>);

impl Processes {
    /// Adds one that was started.
    pub(crate) fn push(&mut self, process: Process) {
        self.0.push(process);
    }

    /// Waits a moment.
    ///
    /// # Errors
    /// When one of them has ended, with its name and status, or [`interrupt::Interrupted`].
    pub(crate) fn pause(&mut self) -> Result<()> {
        for process in &mut self.0 {
            if let Some(status) = process.ended()? {
                bail!("{} ended ({})", process.name, describe(status));
            }
        }
        interrupt::pause()
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        for process in &mut self.0 {
            process.release();
        }
    }
}
