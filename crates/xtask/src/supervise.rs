//! The guardian that stands between xtask and each program it runs.
//!
//! It holds the reading end of a pipe whose other end only xtask holds. However xtask ends, SIGKILL
//! included, the kernel closes that pipe, and the guardian takes the program down with all it started.

use std::ffi::OsString;
use std::io::{self, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

use crate::interrupt;

/// Time between the request to end (SIGTERM) and the end (SIGKILL).
pub(crate) const GRACE: Duration = Duration::from_secs(5);

const POLL: Duration = Duration::from_millis(20);

/// Runs `command` until it ends, or until standard input closes or a signal asks to stop.
///
/// The exit code is the program's own; 128 plus the signal if a signal ended it, as in a shell.
/// Nothing of the program's process group outlives this call.
///
/// # Errors
/// When the program cannot be started.
pub(crate) fn supervise(command: &[OsString]) -> Result<ExitCode> {
    let (program, arguments) = command.split_first().context("no program to run")?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let abandoned = watch_stdin();
    while child.try_wait()?.is_none() {
        if abandoned.load(Ordering::Relaxed) || interrupt::requested() {
            break;
        }
        thread::sleep(POLL);
    }
    end_group(&mut child)?;
    Ok(exit_code(child.wait()?))
}

/// Set as soon as nobody holds the other end of standard input any more.
fn watch_stdin() -> Arc<AtomicBool> {
    let closed = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&closed);
    thread::spawn(move || {
        let mut byte = [0];
        while matches!(io::stdin().read(&mut byte), Ok(1)) {}
        flag.store(true, Ordering::Relaxed);
    });
    closed
}

/// Asks the group of `child` to end, waits for all of it, then ends what is left.
fn end_group(child: &mut Child) -> Result<()> {
    let group = Pid::from_child(child);
    // An error means, here and below, that nobody is left to be signalled.
    let _ = kill_process_group(group, Signal::TERM);
    let deadline = Instant::now() + GRACE;
    while Instant::now() < deadline {
        // A program that has ended counts as alive until its status is taken.
        child.try_wait()?;
        if test_kill_process_group(group).is_err() {
            return Ok(());
        }
        thread::sleep(POLL);
    }
    let _ = kill_process_group(group, Signal::KILL);
    Ok(())
}

fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or_default());
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}
