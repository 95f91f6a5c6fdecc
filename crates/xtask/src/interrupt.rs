//! The request to stop: SIGINT (Ctrl-C), SIGTERM, SIGHUP, or nobody reading our output any more.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use std::{fmt, thread};

use anyhow::Result;
use signal_hook::consts::{SIGHUP, SIGINT, SIGPIPE, SIGTERM};
use signal_hook::flag;

static REQUESTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// The exit code of a command that was cut short: 128 plus SIGINT, as in a shell.
pub(crate) const EXIT_CODE: u8 = 130;

/// How often a wait looks at what it waits for.
const POLL: Duration = Duration::from_millis(40);

/// The command ended because it was asked to stop.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stopped on request")
    }
}

impl std::error::Error for Interrupted {}

/// From now on the signals ask to stop, where by default they would end the process at once.
pub(crate) fn listen() -> Result<()> {
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] {
        flag::register(signal, Arc::clone(&REQUESTED))?;
    }
    Ok(())
}

/// Lets a second Ctrl-C end the process at once; to be called before [`listen`].
///
/// Only Ctrl-C: other programs send the other signals twice without meaning it.
pub(crate) fn end_at_second_ctrl_c() -> Result<()> {
    flag::register_conditional_shutdown(SIGINT, EXIT_CODE.into(), Arc::clone(&REQUESTED))?;
    Ok(())
}

/// Whether a signal asked this process to stop.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}

/// Fails with [`Interrupted`] once a signal asked to stop.
pub(crate) fn check() -> Result<()> {
    if requested() {
        return Err(Interrupted.into());
    }
    Ok(())
}

/// Waits a moment; fails as [`check`] does.
pub(crate) fn pause() -> Result<()> {
    check()?;
    thread::sleep(POLL);
    Ok(())
}
