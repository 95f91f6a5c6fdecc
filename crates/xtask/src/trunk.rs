//! Trunk, which builds and serves the app.

use std::env;
use std::process::Command;

use anyhow::Result;

use crate::process::{guarded, run};
use crate::tools;
use crate::workspace::Workspace;

/// A Trunk command for the workspace; `path` is the entry that [`tools::ensure`] returned.
///
/// # Errors
/// When the environment for it cannot be made.
pub(crate) fn command(workspace: &Workspace, path: &str) -> Result<Command> {
    let mut command = guarded("trunk")?;
    command
        .current_dir(workspace.root())
        .env("PATH", tools::in_front_of_path(path)?)
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk takes nothing but a boolean here, where the convention is any text at all.
    if env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}

/// Builds the release into [`Workspace::release`].
///
/// # Errors
/// When the build fails.
pub(crate) fn release(workspace: &Workspace, path: &str) -> Result<()> {
    let mut command = command(workspace, path)?;
    command
        .args(["build", "--release", "--dist"])
        .arg(workspace.release());
    run("trunk build --release", &mut command)
}
