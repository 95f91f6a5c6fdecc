//! Programs that xtask runs: each under a guardian, in a process group of its own.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{env, io};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};

use crate::interrupt;
use crate::supervise::GRACE;

/// Width of the names in front of the output lines.
const NAME_WIDTH: usize = 10;

/// A command that runs `program` under a guardian; arguments and environment are added to it as usual.
///
/// # Errors
/// When the path of this executable is unknown.
pub(crate) fn guarded(program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(env::current_exe().context("where is xtask itself?")?);
    command.args(["supervise", "--"]).arg(program);
    Ok(command)
}

/// Runs a [`guarded`] command to its end, its output going where ours goes.
///
/// # Errors
/// When it cannot be started, ends without success, or [`interrupt::Interrupted`].
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    let mut process = Process::spawn(what, command)?;
    let status = loop {
        if let Some(status) = process.ended()? {
            break status;
        }
        interrupt::pause()?;
    };
    if !status.success() {
        bail!("{what} failed ({})", describe(status));
    }
    Ok(())
}

/// A running program. Dropping it stops it and everything that it started.
pub(crate) struct Process {
    name: String,
    guardian: Child,
    output: Vec<JoinHandle<()>>,
}

impl Process {
    fn spawn(name: &str, command: &mut Command) -> Result<Self> {
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

    /// Starts a [`guarded`] command and shows its output line by line behind its name.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = Self::spawn(name, command)?;
        let stdout = process.guardian.stdout.take();
        let stderr = process.guardian.stderr.take();
        process.output.extend(stdout.map(|pipe| show(name, pipe)));
        process.output.extend(stderr.map(|pipe| show(name, pipe)));
        Ok(process)
    }

    fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.guardian.try_wait()?)
    }

    /// Asks it to end, without waiting: the guardian sees its standard input close.
    fn release(&mut self) {
        drop(self.guardian.stdin.take());
    }

    fn wait_and_clear(&mut self) -> io::Result<()> {
        let group = Pid::from_child(&self.guardian);
        let deadline = Instant::now() + GRACE + Duration::from_secs(2);
        while self.guardian.try_wait()?.is_none() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(20));
        }
        // What outlives the guardian, if only because somebody killed it. An error means: nobody.
        let _ = kill_process_group(group, Signal::KILL);
        self.guardian.wait()?;
        for thread in self.output.drain(..) {
            let _ = thread.join();
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.release();
        if let Err(error) = self.wait_and_clear() {
            eprintln!("warning: {} may still be running: {error}", self.name);
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

/// The status in words; the guardian reports a signal as 128 plus its number.
fn describe(status: ExitStatus) -> String {
    match status.code() {
        Some(code) if code > 128 => format!("killed by signal {}", code - 128),
        Some(code) => format!("exit status {code}"),
        None => status.to_string(),
    }
}

fn show(name: &str, pipe: impl Read + Send + 'static) -> JoinHandle<()> {
    let prefix = format!("{name:NAME_WIDTH$} | ");
    thread::spawn(move || {
        let mut lines = BufReader::new(pipe);
        let mut line = Vec::new();
        while matches!(lines.read_until(b'\n', &mut line), Ok(1..)) {
            let text = String::from_utf8_lossy(&line);
            // Our own standard output may be gone; the program must be read on all the same.
            let _ = writeln!(io::stdout(), "{prefix}{}", text.trim_end());
            line.clear();
        }
    })
}
