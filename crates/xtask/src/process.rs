//! Programs that xtask runs: each under a guardian, in a process group of its own.

mod running;

use std::env;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;

use anyhow::{Context, Result, bail};

use crate::supervise::GRACE;
pub(crate) use running::{Process, Processes};

/// They would replace the flags in `.cargo/config.toml`, which the builds rely on.
pub(crate) const FLAGS: [&str; 2] = ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"];

/// A command that runs `program` under a guardian; arguments and environment are added to it as usual.
///
/// # Errors
/// When the path of this executable is unknown.
pub(crate) fn guarded(program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(this_program()?);
    command.arg0("xtask").args(["supervise", "--"]).arg(program);
    for variable in FLAGS {
        command.env_remove(variable);
    }
    Ok(command)
}

fn this_program() -> Result<PathBuf> {
    if cfg!(target_os = "linux") {
        // Still this program after a build has put another one in its place.
        return Ok(PathBuf::from("/proc/self/exe"));
    }
    env::current_exe().context("where is xtask itself?")
}

/// Runs a [`guarded`] command to its end, its output going where ours goes.
///
/// # Errors
/// When it cannot be started, ends without success or not at all, or [`crate::interrupt::Interrupted`].
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    let status = Process::spawn(what, command)?.wait(|| ())?;
    succeeded(what, status)
}

/// As [`run`], but hands the lines of its standard output to `on_line`.
///
/// # Errors
/// Those of [`run`].
pub(crate) fn run_reading(
    what: &str,
    command: &mut Command,
    mut on_line: impl FnMut(&str),
) -> Result<()> {
    let mut process = Process::spawn(what, command.stdout(Stdio::piped()))?;
    let (sender, lines) = mpsc::channel::<String>();
    let stdout = process.guardian.stdout.take();
    process.read(stdout, move |line| {
        let _ = sender.send(line.to_owned());
    });
    let status = process.wait(|| lines.try_iter().for_each(|line| on_line(&line)))?;
    // The end of the output comes at once, unless a daemon was left behind that holds it open.
    while let Ok(line) = lines.recv_timeout(GRACE) {
        on_line(&line);
    }
    succeeded(what, status)
}

fn succeeded(what: &str, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("{what} failed ({})", describe(status));
    }
    Ok(())
}

/// The status in words; the guardian reports a signal as 128 plus its number.
fn describe(status: ExitStatus) -> String {
    match status.code() {
        Some(code @ 129..=192) => format!("killed by signal {}", code - 128),
        Some(code) => format!("exit status {code}"),
        None => status.to_string(),
    }
}
