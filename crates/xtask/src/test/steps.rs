//! The steps of `cargo xtask test`, in the order in which a failure is cheapest to find.

use clap::ValueEnum;

use crate::rust::WASM;

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
pub(super) enum Action {
    /// cargo with these arguments.
    Cargo(&'static [&'static str]),
    /// `cargo test` with these arguments.
    Tests(&'static [&'static str]),
    /// [`crate::architecture::check`].
    Architecture,
    /// [`crate::trunk::release`].
    ReleaseBuild,
}

/// Its name and what it does.
pub(super) type Step = (&'static str, Action);

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
    Action::Tests(&["--workspace", "--exclude", "e2e"]),
)];

const BROWSER: &[Step] = &[(
    "browser tests",
    Action::Tests(&[
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
    ("end-to-end tests", Action::Tests(&["--package", "e2e"])),
];

/// The steps of `part`, or all of them.
pub(super) fn steps(part: Option<Part>) -> Vec<Step> {
    match part {
        None => [LINT, HOST, BROWSER, E2E].concat(),
        Some(Part::Lint) => LINT.to_vec(),
        Some(Part::Host) => HOST.to_vec(),
        Some(Part::Browser) => BROWSER.to_vec(),
        Some(Part::E2e) => E2E.to_vec(),
    }
}
