//! `cargo xtask start`: the three parts together, until Ctrl-C.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::config::{self, Addresses};
use crate::process::{Process, Processes, guarded, run};
use crate::progress::{Progress, seconds};
use crate::workspace::Workspace;
use crate::{http, ports, tools, trunk};

const APP: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Where the local pool keeps its users, relative to the workspace's root.
const DATA: &str = ".local-pool";

/// Everything is built by then: whatever takes this long never answers.
const PATIENCE: Duration = Duration::from_mins(2);

/// Builds and starts the local pool, the backend and the app, and keeps them running.
///
/// # Errors
/// When a port is taken, a build fails or one of the three ends; [`crate::interrupt::Interrupted`] on Ctrl-C.
pub(crate) fn start(workspace: &Workspace) -> Result<()> {
    let addresses = config::read(workspace.root())?;
    let mut progress = Progress::new(6);
    progress.step("check that the ports are free", || {
        ports::require_free(&wanted(&addresses))
    })?;
    let path = progress.step("look for Trunk and wasm-bindgen", || {
        tools::ensure(workspace)
    })?;
    progress.step("build the servers", || build(workspace, &addresses))?;
    // `trunk serve` goes on, serving what it has, if its first build fails.
    progress.step("build the app", || {
        let mut command = trunk(workspace, &path, "build")?;
        run("trunk build", &mut command)
    })?;
    let mut running = Processes::default();
    progress.step("start the servers", || {
        start_servers(workspace, &addresses, &mut running)
    })?;
    progress.step("serve the app", || {
        let mut command = trunk(workspace, &path, "serve")?;
        command.args(["--address", &APP.ip().to_string()]);
        command.args(["--port", &APP.port().to_string()]);
        running.push(Process::start("app", &mut command)?);
        wait_for(&mut running, APP, "/")
    })?;
    announce(&addresses);
    loop {
        running.pause()?;
    }
}

fn wanted(addresses: &Addresses) -> Vec<(&'static str, SocketAddr)> {
    let pool = addresses.local_pool.map(|address| ("local pool", address));
    let always = [("backend", addresses.backend), ("app", APP)];
    always.into_iter().chain(pool).collect()
}

fn build(workspace: &Workspace, addresses: &Addresses) -> Result<()> {
    let mut command = guarded("cargo")?;
    command.args(["build", "--package", "backend"]);
    if addresses.local_pool.is_some() {
        command.args(["--package", "local-pool"]);
    }
    run(
        "building the servers",
        command.current_dir(workspace.root()),
    )
}

fn start_servers(
    workspace: &Workspace,
    addresses: &Addresses,
    running: &mut Processes,
) -> Result<()> {
    if let Some(address) = addresses.local_pool {
        let mut command = server(workspace, "local-pool", address)?;
        command.args(["--data-dir", DATA]);
        running.push(Process::start("local-pool", &mut command)?);
        wait_for(running, address, "/healthz")?;
    } else {
        eprintln!(
            "    {} names no pool on this machine (custom.user_pool_endpoint), so the local pool is not started",
            config::FILE
        );
    }
    let mut command = server(workspace, "backend", addresses.backend)?;
    running.push(Process::start("backend", &mut command)?);
    wait_for(running, addresses.backend, "/healthz")
}

fn server(workspace: &Workspace, name: &str, address: SocketAddr) -> Result<Command> {
    let mut command = guarded(workspace.target().join("debug").join(name))?;
    command
        .args(["--config", config::FILE, "--listen"])
        .arg(address.to_string())
        .current_dir(workspace.root());
    Ok(command)
}

/// Trunk with a folder of its own, so that a release build beside it does not replace what is served.
fn trunk(workspace: &Workspace, path: &str, subcommand: &str) -> Result<Command> {
    let mut command = trunk::command(workspace, path)?;
    command
        .args([subcommand, "--dist"])
        .arg(workspace.target().join("serve"));
    Ok(command)
}

fn wait_for(running: &mut Processes, address: SocketAddr, path: &str) -> Result<()> {
    let start = Instant::now();
    let mut next_word = Duration::from_secs(10);
    while !http::answers(address, path) {
        running.pause()?;
        let waited = start.elapsed();
        if waited > PATIENCE {
            bail!(
                "http://{address}{path} does not answer after {}",
                seconds(waited)
            );
        }
        if waited > next_word {
            eprintln!(
                "    waiting for http://{address}{path}: {}",
                seconds(waited)
            );
            next_word += Duration::from_secs(10);
        }
    }
    Ok(())
}

fn announce(addresses: &Addresses) {
    println!("\nVestibule is ready.\n");
    println!("  app         http://localhost:{}", APP.port());
    println!("  backend     http://{}", addresses.backend);
    match addresses.local_pool {
        Some(address) => {
            println!("  local pool  http://{address}");
            println!("  mailbox     http://{address}/mailbox");
        }
        None => println!("  user pool   the one in {}", config::FILE),
    }
    println!("\nPress Ctrl-C to stop.\n");
}
