//! The local pool and the backend.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::wait_for;
use crate::config::{self, Addresses};
use crate::process::{Process, Processes, guarded, run_reading};
use crate::progress::note;
use crate::workspace::Workspace;

/// Where the local pool keeps its users, relative to the workspace's root.
const DATA: &str = ".local-pool";

/// The servers' programs by name, as cargo built them.
pub(super) type Programs = HashMap<String, PathBuf>;

/// Builds what `addresses` call for.
///
/// # Errors
/// When a build fails.
pub(super) fn build(workspace: &Workspace, addresses: &Addresses) -> Result<Programs> {
    let mut programs = Programs::new();
    let mut command = guarded("cargo")?;
    command.args([
        "build",
        "--message-format=json-render-diagnostics",
        "--package",
        "backend",
    ]);
    if addresses.local_pool.is_some() {
        command.args(["--package", "local-pool"]);
    }
    command.current_dir(workspace.root());
    run_reading("building the servers", &mut command, |line| {
        programs.extend(built(line));
    })?;
    Ok(programs)
}

/// Name and place of the program that a line of cargo's messages reports.
fn built(line: &str) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let name = message["target"]["name"].as_str()?;
    Some((name.to_owned(), message["executable"].as_str()?.into()))
}

/// Starts them and waits for each.
///
/// # Errors
/// When one does not start or answer.
pub(super) fn start(
    workspace: &Workspace,
    addresses: &Addresses,
    programs: &Programs,
    running: &mut Processes,
) -> Result<()> {
    if let Some(address) = addresses.local_pool {
        let mut command = server(workspace, programs, "local-pool", address)?;
        command.args(["--data-dir", DATA]);
        running.push(Process::start("local-pool", &mut command)?);
        wait_for(running, address, "/healthz")?;
    } else {
        note(format_args!(
            "    {} names no pool on this machine (custom.user_pool_endpoint), so the local pool is not started",
            config::FILE
        ));
    }
    let mut command = server(workspace, programs, "backend", addresses.backend)?;
    running.push(Process::start("backend", &mut command)?);
    wait_for(running, addresses.backend, "/healthz")
}

fn server(
    workspace: &Workspace,
    programs: &Programs,
    name: &str,
    address: SocketAddr,
) -> Result<Command> {
    let program = programs
        .get(name)
        .with_context(|| format!("cargo built no program {name}"))?;
    let mut command = guarded(program)?;
    command
        .args(["--config", config::FILE, "--listen"])
        .arg(address.to_string())
        .current_dir(workspace.root());
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_count_among_the_things_cargo_builds() {
        let library =
            r#"{"reason":"compiler-artifact","target":{"name":"axum"},"executable":null}"#;
        assert_eq!(built(library), None);
        let program = r#"{"reason":"compiler-artifact","target":{"name":"backend"},"executable":"/t/backend"}"#;
        assert_eq!(
            built(program),
            Some(("backend".into(), "/t/backend".into()))
        );
        assert_eq!(built("not a message"), None);
    }
}
