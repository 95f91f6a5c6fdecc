//! The parts of the Rust toolchain that the project needs beyond the compiler.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::{guarded, run};
use crate::progress::note;
use crate::tools;
use crate::workspace::capture;

/// What the app is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target's standard library if it is missing.
///
/// # Errors
/// When it is missing and rustup cannot add it.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    // Asked of the compiler, so that toolchains without rustup serve too.
    let folder =
        capture(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    rustup("target", WASM)
}

/// Adds rustfmt and clippy if they are missing.
///
/// # Errors
/// When one is missing and rustup cannot add it.
pub(crate) fn ensure_components() -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let present = Command::new("cargo")
            .args([subcommand, "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?
            .success();
        if !present {
            rustup("component", component)?;
        }
    }
    Ok(())
}

fn rustup(kind: &str, name: &str) -> Result<()> {
    note(format_args!(
        "Adding the {kind} {name} to the Rust toolchain"
    ));
    let _lock = tools::lock_installations()?;
    let what = format!("rustup {kind} add {name}");
    run(&what, guarded("rustup")?.args([kind, "add", name]))
        .with_context(|| format!("the Rust toolchain lacks the {kind} {name}"))
}
