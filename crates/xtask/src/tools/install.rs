//! Installing a tool so that it is either there as a whole or not at all.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{Tool, in_front_of_path};
use crate::process::{guarded, run};
use crate::progress::note;

/// A tool is built once and runs for seconds: a quick build matters more than a quick program.
const QUICK_BUILD: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// Kept by an interrupted installation, so that the next one goes on where it stopped.
const BUILD: &str = ".build";

/// Builds `tool` and moves it to its place below `base`, whatever was there before.
///
/// # Errors
/// When it cannot be downloaded, built or moved.
pub(super) fn install(tool: &Tool, base: &Path) -> Result<()> {
    let folder = tool.folder();
    let partial = base.join(format!(".partial-{folder}"));
    remove(&partial)?;
    note(format_args!(
        "Installing {folder}: some minutes, once per version"
    ));
    run(
        &format!("installing {folder}"),
        &mut cargo_install(tool, base, &partial)?,
    )?;
    let place = base.join(&folder);
    remove(&place)?;
    fs::rename(&partial, &place).with_context(|| format!("cannot create {}", place.display()))
}

/// Removes what only the builds needed.
///
/// # Errors
/// When it cannot be removed.
pub(super) fn clean(base: &Path) -> Result<()> {
    remove(&base.join(BUILD))
}

fn cargo_install(tool: &Tool, base: &Path, root: &Path) -> Result<Command> {
    let mut command = guarded("cargo")?;
    command
        .args(["install", tool.krate, "--version"])
        .arg(format!("={}", tool.version))
        .arg("--root")
        .arg(root)
        .envs(QUICK_BUILD)
        // Without a lock file, dependencies that this compiler can build.
        .env("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback")
        // Or cargo warns that it is not there.
        .env("PATH", in_front_of_path(root.join("bin"))?)
        .env("CARGO_TARGET_DIR", base.join(BUILD));
    if tool.locked {
        command.arg("--locked");
    }
    Ok(command)
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        Ok(()) | Err(io::Error { .. }) => Ok(()),
    }
}
