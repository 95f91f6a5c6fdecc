//! `cargo xtask test`: every check and test, in the order in which a failure is cheapest to find.

use anyhow::Result;
use clap::ValueEnum;

use crate::architecture;
use crate::browser::{self, Browser};
use crate::process::{guarded, run};
use crate::progress::{Progress, seconds};
use crate::rust::{self, WASM};
use crate::workspace::Workspace;
use crate::{tools, trunk};

/// Seconds for one browser-test binary; on a busy machine the browser alone takes many to start.
const BROWSER_TEST_TIMEOUT: &str = "300";

/// What can be run alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Formatting, architecture and clippy
    Lint,
    /// Tests that need no browser
    Host,
    /// Tests of the app's parts in a headless browser
    Browser,
    /// Tests of the release build with its servers, in a headless browser
    E2e,
}

/// What one step does.
#[derive(Clone, Copy)]
enum Action {
    /// cargo with these arguments.
    Cargo(&'static [&'static str]),
    /// [`architecture::check`].
    Architecture,
    /// [`trunk::release`].
    ReleaseBuild,
}

type Step = (&'static str, Action);

const LINT: &[Step] = &[
    ("formatting", Action::Cargo(&["fmt", "--all", "--check"])),
    ("architecture", Action::Architecture),
    (
        "clippy on the host",
        Action::Cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    ),
    (
        "clippy for the browser",
        Action::Cargo(&[
            "clippy",
            "--package",
            "vestibule",
            "--target",
            WASM,
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    ),
];

const HOST: &[Step] = &[(
    "host tests",
    Action::Cargo(&["test", "--workspace", "--exclude", "e2e"]),
)];

const BROWSER: &[Step] = &[(
    "browser tests",
    Action::Cargo(&[
        "test",
        "--package",
        "vestibule",
        "--target",
        WASM,
        "--test",
        "browser",
    ]),
)];

const E2E: &[Step] = &[
    ("release build", Action::ReleaseBuild),
    (
        "end-to-end tests",
        Action::Cargo(&["test", "--package", "e2e"]),
    ),
];

/// What the steps work with.
struct Context<'a> {
    workspace: &'a Workspace,
    path: String,
    browser: Option<Browser>,
}

/// Runs `part`, or everything, up to the first failure.
///
/// # Errors
/// The first failure.
pub(crate) fn test(workspace: &Workspace, part: Option<Part>) -> Result<()> {
    let steps = steps(part);
    let mut progress = Progress::new(steps.len() + 1);
    let result = run_steps(workspace, part, &steps, &mut progress);
    summarise(&progress);
    result
}

fn summarise(progress: &Progress) {
    println!("\nDurations");
    let total = progress.done().iter().map(|(_, duration)| *duration).sum();
    for (name, duration) in progress.done().iter().chain([&("total", total)]) {
        println!("  {name:24} {:>9}", seconds(*duration));
    }
}

fn steps(part: Option<Part>) -> Vec<Step> {
    match part {
        None => [LINT, HOST, BROWSER, E2E].concat(),
        Some(Part::Lint) => LINT.to_vec(),
        Some(Part::Host) => HOST.to_vec(),
        Some(Part::Browser) => BROWSER.to_vec(),
        Some(Part::E2e) => E2E.to_vec(),
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
            path: String::new(),
            browser: None,
        };
        if matches!(part, None | Some(Part::Lint)) {
            rust::ensure_components()?;
            rust::ensure_wasm_target()?;
        }
        if matches!(part, None | Some(Part::Browser | Part::E2e)) {
            context.path = tools::ensure(workspace)?;
            context.browser = Some(browser::ensure()?);
        }
        Ok(context)
    }

    fn act(&self, action: Action) -> Result<()> {
        match action {
            Action::Cargo(arguments) => self.cargo(arguments),
            Action::Architecture => architecture::check(self.workspace),
            Action::ReleaseBuild => trunk::release(self.workspace, &self.path),
        }
    }

    fn cargo(&self, arguments: &[&str]) -> Result<()> {
        let mut command = guarded("cargo")?;
        command
            .args(arguments)
            .current_dir(self.workspace.root())
            .env("PATH", tools::in_front_of_path(&self.path)?)
            .env("VESTIBULE_DIST", self.workspace.dist())
            .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TEST_TIMEOUT);
        if let Some(browser) = &self.browser {
            command
                .env("CHROMEDRIVER", &browser.driver)
                .env("CHROMIUM", &browser.chromium);
        }
        run(&format!("cargo {}", arguments.join(" ")), &mut command)
    }
}
