//! `cargo xtask test`: every check and test.

mod steps;

use std::process::Command;

use anyhow::{Result, bail};

use crate::architecture;
use crate::browser::{self, Browser};
use crate::process::{guarded, run, run_reading};
use crate::progress::{Progress, say, seconds};
use crate::rust;
use crate::workspace::Workspace;
use crate::{tools, trunk};
pub(crate) use steps::Part;
use steps::{Action, Step, steps};

/// Seconds for one browser-test binary; on a busy machine the browser alone takes many to start.
const BROWSER_TEST_TIMEOUT: &str = "300";

/// What the steps work with.
struct Context<'a> {
    workspace: &'a Workspace,
    /// Where Trunk and wasm-bindgen are, if the steps need them.
    tools: Option<String>,
    browser: Option<Browser>,
}

/// Runs `part`, or everything, up to the first failure.
///
/// # Errors
/// The first failure.
pub(crate) fn test(workspace: &Workspace, part: Option<Part>) -> Result<()> {
    let _lock = workspace.lock()?;
    let steps = steps(part);
    let mut progress = Progress::new(steps.len() + 1);
    let result = run_steps(workspace, part, &steps, &mut progress);
    summarise(&progress);
    result
}

fn summarise(progress: &Progress) {
    say("\nDurations");
    let total = progress.done().iter().map(|(_, duration)| *duration).sum();
    for (name, duration) in progress.done().iter().chain([&("total", total)]) {
        say(format_args!("  {name:24} {:>9}", seconds(*duration)));
    }
}

fn run_steps(
    workspace: &Workspace,
    part: Option<Part>,
    steps: &[Step],
    progress: &mut Progress,
) -> Result<()> {
    let context = progress.step("tools", || Context::prepare(workspace, part))?;
    for (name, action) in steps {
        progress.step(name, || context.act(*action))?;
    }
    Ok(())
}

impl<'a> Context<'a> {
    /// Installs what the steps of `part` need.
    fn prepare(workspace: &'a Workspace, part: Option<Part>) -> Result<Self> {
        let mut context = Self {
            workspace,
            tools: None,
            browser: None,
        };
        if matches!(part, None | Some(Part::Lint)) {
            rust::ensure_components()?;
            rust::ensure_wasm_target()?;
        }
        if matches!(part, None | Some(Part::Browser | Part::E2e)) {
            context.tools = Some(tools::ensure(workspace)?);
            context.browser = Some(browser::ensure(workspace)?);
        }
        Ok(context)
    }

    fn act(&self, action: Action) -> Result<()> {
        match action {
            Action::Cargo(arguments) => {
                let (what, mut command) = self.cargo(arguments)?;
                run(&what, &mut command)
            }
            Action::Tests(arguments) => self.tests(arguments),
            Action::Architecture => architecture::check(self.workspace),
            Action::ReleaseBuild => {
                trunk::release(self.workspace, self.tools.as_deref().unwrap_or_default())
            }
        }
    }

    /// Runs tests, and fails if there were none: a runner may skip all of them and succeed.
    fn tests(&self, arguments: &[&str]) -> Result<()> {
        let (what, mut command) = self.cargo(&[&["test"], arguments].concat())?;
        let mut total = 0;
        run_reading(&what, &mut command, |line| {
            say(line);
            total += passed(line).unwrap_or_default();
        })?;
        if total == 0 {
            bail!("{what} ran no test");
        }
        say(format_args!("{total} tests passed"));
        Ok(())
    }

    /// What is run, in words and as a command.
    fn cargo(&self, arguments: &[&str]) -> Result<(String, Command)> {
        let mut command = guarded("cargo")?;
        command
            .args(arguments)
            .current_dir(self.workspace.root())
            .env("VESTIBULE_DIST", self.workspace.release())
            .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TEST_TIMEOUT);
        if let Some(tools) = &self.tools {
            command.env("PATH", tools::in_front_of_path(tools)?);
        }
        if let Some(browser) = &self.browser {
            browser.choose(&mut command);
        }
        Ok((format!("cargo {}", arguments.join(" ")), command))
    }
}

/// How many tests passed, if this is the line that sums up a test program:
/// `test result: ok. 5 passed; 0 failed; ...`.
fn passed(line: &str) -> Option<u32> {
    let (before, _) = line.strip_prefix("test result: ")?.split_once(" passed;")?;
    before.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_where_a_test_program_sums_them_up() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out";
        assert_eq!(passed(line), Some(12));
        assert_eq!(passed("test result: ok. 0 passed; 0 failed;"), Some(0));
        for other in ["no tests to run!", "running 5 tests", "test 1 passed; ok"] {
            assert_eq!(passed(other), None, "{other}");
        }
    }
}
