//! What a long command says while it works: numbered steps and their durations, on standard error.

use std::fmt::Display;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::interrupt::Interrupted;

/// Prints a line to standard output. If nobody reads it, SIGPIPE asks to stop (see [`crate::interrupt`]).
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Prints a line to standard error, as [`say`] does.
pub(crate) fn note(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Counts the steps of one command.
pub(crate) struct Progress {
    total: usize,
    done: Vec<(&'static str, Duration)>,
}

impl Progress {
    /// A command of `total` steps.
    pub(crate) fn new(total: usize) -> Self {
        Self {
            total,
            done: Vec::with_capacity(total),
        }
    }

    /// Announces and runs one step.
    ///
    /// # Errors
    /// Those of the step itself.
    pub(crate) fn step<T>(
        &mut self,
        name: &'static str,
        run: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let number = self.done.len() + 1;
        note(format_args!(
            "\n==> step {number} of {}: {name}",
            self.total
        ));
        let start = Instant::now();
        let result = run();
        let taken = start.elapsed();
        let outcome = match &result {
            Ok(_) => "done",
            Err(error) if error.is::<Interrupted>() => "stopped",
            Err(_) => "failed",
        };
        note(format_args!(
            "    {name}: {outcome} after {}",
            seconds(taken)
        ));
        self.done.push((name, taken));
        result
    }

    /// The steps that ran, with their durations.
    pub(crate) fn done(&self) -> &[(&'static str, Duration)] {
        &self.done
    }
}

/// A duration for people, such as `12.3 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
