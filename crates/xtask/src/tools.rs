//! Trunk and wasm-bindgen: found on `PATH`, or installed into the user's cache, which every clone shares.

mod install;

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::lock::lock;
use crate::rust;
use crate::workspace::{Workspace, capture};

/// Newer ones need a newer compiler than the workspace's `rust-version`.
const TRUNK_VERSION: &str = "0.21.14";

/// A command-line tool from crates.io.
struct Tool {
    krate: &'static str,
    version: String,
    programs: &'static [&'static str],
    /// Whether the crate's own lock file can still be used.
    locked: bool,
}

impl Tool {
    /// Name of its folder.
    fn folder(&self) -> String {
        format!("{}-{}", self.krate, self.version)
    }

    /// Whether a search through `path` ends at programs of the right version.
    fn is_present(&self, path: &OsStr) -> bool {
        self.programs.iter().all(|program| {
            find(program, path).is_some_and(|file| reports_version(&file, &self.version))
        })
    }
}

/// Installs what is missing and returns what to put in front of `PATH`.
///
/// The folders returned need not exist: then the right version was on `PATH` before.
///
/// # Errors
/// When something is missing and cannot be installed.
pub(crate) fn ensure(workspace: &Workspace) -> Result<String> {
    rust::ensure_wasm_target()?;
    let base = base()?;
    let tools = tools(workspace)?;
    let entry = entry(&base, &tools)?;
    let path = in_front_of_path(&entry)?;
    let is_missing = |tool: &&Tool| !tool.is_present(&path);
    if tools.iter().any(|tool| is_missing(&tool)) {
        let _lock = lock(&base)?;
        // Asked again: somebody else may have installed it while we waited for the lock.
        for tool in tools.iter().filter(is_missing) {
            install::install(tool, &base)?;
        }
        install::clean(&base)?;
    }
    Ok(entry)
}

/// Keeps other commands from changing the tools or the toolchain until the file is dropped.
///
/// # Errors
/// When the lock cannot be had.
pub(crate) fn lock_installations() -> Result<File> {
    lock(&base()?)
}

/// `PATH` with `entry` before everything else.
///
/// # Errors
/// When a folder's name holds the separator.
pub(crate) fn in_front_of_path(entry: impl AsRef<OsStr>) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = folders(entry.as_ref()).chain(folders(&path));
    Ok(env::join_paths(folders)?)
}

/// The folders of a `PATH`. An empty one would stand for the current folder, whoever made it theirs.
fn folders(path: &OsStr) -> impl Iterator<Item = PathBuf> {
    env::split_paths(path).filter(|folder| !folder.as_os_str().is_empty())
}

/// The file that running `program` would run.
pub(crate) fn find(program: &str, path: &OsStr) -> Option<PathBuf> {
    folders(path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn tools(workspace: &Workspace) -> Result<[Tool; 2]> {
    Ok([
        Tool {
            krate: "trunk",
            version: TRUNK_VERSION.to_owned(),
            programs: &["trunk"],
            locked: true,
        },
        Tool {
            krate: "wasm-bindgen-cli",
            // The program and the library must be of one version.
            version: workspace.locked_version("wasm-bindgen")?,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            locked: false,
        },
    ])
}

fn entry(base: &Path, tools: &[Tool]) -> Result<String> {
    let folders = tools
        .iter()
        .map(|tool| base.join(tool.folder()).join("bin"));
    let entry = env::join_paths(folders)?;
    entry
        .into_string()
        .map_err(|entry| anyhow::anyhow!("{} is not Unicode", entry.display()))
}

/// Where the tools are installed.
fn base() -> Result<PathBuf> {
    Ok(cache()?.join("vestibule/tools"))
}

/// The user's cache folder as the XDG base directory specification has it.
fn cache() -> Result<PathBuf> {
    let xdg = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    xdg.filter(|folder| folder.is_absolute())
        .or_else(|| Some(env::home_dir()?.join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME says where the cache is")
}

fn reports_version(program: &Path, version: &str) -> bool {
    capture(Command::new(program).arg("--version"))
        .is_ok_and(|output| output.split_whitespace().any(|word| word == version))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn program(folder: &Path, version: &str) {
        fs::create_dir_all(folder).unwrap();
        let file = folder.join("saw");
        fs::write(&file, format!("#!/bin/sh\necho saw {version}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn saw(version: &str) -> Tool {
        Tool {
            krate: "saw",
            version: version.to_owned(),
            programs: &["saw"],
            locked: true,
        }
    }

    #[test]
    fn a_tool_is_present_only_in_the_right_version() {
        let folder = tempfile::tempdir().unwrap();
        program(folder.path(), "1.2.3");
        let path = folder.path().as_os_str();
        assert!(saw("1.2.3").is_present(path));
        assert!(!saw("1.2.4").is_present(path));
        assert!(!saw("1.2").is_present(path));
    }

    #[test]
    fn a_wrong_version_earlier_on_the_path_hides_the_right_one() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        program(&old, "1.0.0");
        program(&new, "2.0.0");
        let path = env::join_paths([&old, &new]).unwrap();
        assert!(!saw("2.0.0").is_present(&path));
    }

    #[test]
    fn the_current_folder_is_never_searched() {
        assert_eq!(find("Cargo.toml", OsStr::new("")), None);
        assert_eq!(find("Cargo.toml", OsStr::new(":/nowhere:")), None);
        let path = in_front_of_path("").unwrap();
        assert!(env::split_paths(&path).all(|folder| folder != Path::new("")));
    }

    #[test]
    fn a_half_done_install_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("saw"), "").unwrap();
        assert!(!saw("1.2.3").is_present(folder.path().as_os_str()));
    }
}
