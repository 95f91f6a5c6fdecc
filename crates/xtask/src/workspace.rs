//! Where the workspace is and what cargo knows about it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::lock::lock;
use crate::touch::touch;

/// The workspace that the command was called in.
pub(crate) struct Workspace {
    metadata: Value,
}

impl Workspace {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and cargo's configuration count.
    ///
    /// # Errors
    /// When cargo cannot be run here.
    pub(crate) fn load() -> Result<Self> {
        let json = capture(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata = serde_json::from_str(&json).context("cargo metadata is not JSON")?;
        Ok(Self { metadata })
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        self.path("workspace_root")
    }

    /// Where cargo builds.
    pub(crate) fn target(&self) -> &Path {
        self.path("target_directory")
    }

    /// Where Trunk puts the release that the commands here build; `dist` is left to whoever calls Trunk.
    pub(crate) fn release(&self) -> PathBuf {
        self.target().join("release-dist")
    }

    /// Keeps commands that build in the same target folder, from whichever clone, until the file is dropped.
    ///
    /// Cargo tells the packages of clones that share a target folder apart by modification time alone:
    /// without a newer one, what another clone built a moment ago would be tested as this one's.
    ///
    /// # Errors
    /// When the lock cannot be had or a source cannot be touched.
    pub(crate) fn lock(&self) -> Result<File> {
        let lock = lock(self.target())?;
        if !self.target().starts_with(self.root()) {
            touch(self.root())?;
        }
        Ok(lock)
    }

    /// Names of the packages that `package` depends on directly, in whatever way; `None` if there is none
    /// of this name in the workspace.
    pub(crate) fn dependencies_of(&self, package: &str) -> Option<Vec<&str>> {
        let packages = self.metadata["packages"].as_array()?;
        let found = packages.iter().find(|found| found["name"] == package)?;
        let dependencies = found["dependencies"].as_array()?.iter();
        let names = dependencies.filter_map(|dependency| dependency["name"].as_str());
        Some(names.collect())
    }

    /// The version of a package in `Cargo.lock`.
    ///
    /// # Errors
    /// When the lock file has no such package, or several versions of it.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let id = capture(cargo().arg("pkgid").arg(package).current_dir(self.root()))?;
        let version = id.trim().rsplit(['@', '#']).next().unwrap_or_default();
        Ok(version.to_owned())
    }

    fn path(&self, key: &str) -> &Path {
        Path::new(self.metadata[key].as_str().unwrap_or("."))
    }
}

/// Cargo as rustup chooses it for this workspace.
fn cargo() -> Command {
    Command::new("cargo")
}

/// Standard output of a short command.
///
/// # Errors
/// When it cannot be run or fails; then with its standard error.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("cannot run {}", command.get_program().display()))?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}
