//! `cargo xtask start`: the three parts together, until Ctrl-C.

mod servers;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::config::{self, Addresses};
use crate::interrupt::Interrupted;
use crate::process::{Process, Processes, run};
use crate::progress::{Progress, note, say, seconds};
use crate::workspace::Workspace;
use crate::{http, ports, tools, trunk};

const APP: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// A browser tries it too for `localhost`, so a stranger there is as much in the way.
const APP_IPV6: SocketAddr = SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), APP.port());

/// Everything is built by then: whatever takes this long never answers.
const PATIENCE: Duration = Duration::from_mins(2);

/// Builds and starts the local pool, the backend and the app, and keeps them running until Ctrl-C.
///
/// # Errors
/// When a port is taken, a build fails or one of the three ends; [`Interrupted`] before all is ready.
pub(crate) fn start(workspace: &Workspace) -> Result<()> {
    let mut running = Processes::default();
    let addresses = start_all(workspace, &mut running)?;
    announce(&addresses);
    loop {
        match running.pause() {
            Err(error) if error.is::<Interrupted>() => break,
            result => result?,
        }
    }
    note("Stopping");
    Ok(())
}

fn start_all(workspace: &Workspace, running: &mut Processes) -> Result<Addresses> {
    let addresses = config::read(workspace.root())?;
    let mut progress = Progress::new(6);
    progress.step("check that the ports are free", || {
        ports::require_free(&wanted(&addresses))
    })?;
    let path = progress.step("look for Trunk and wasm-bindgen", || {
        tools::ensure(workspace)
    })?;
    let programs = progress.step("build the servers", || {
        servers::build(workspace, &addresses)
    })?;
    // `trunk serve` goes on, serving what it has, if its first build fails.
    progress.step("build the app", || {
        let mut command = trunk(workspace, &path, "build")?;
        run("trunk build", &mut command)
    })?;
    progress.step("start the servers", || {
        servers::start(workspace, &addresses, &programs, running)
    })?;
    progress.step("serve the app", || {
        let mut command = trunk(workspace, &path, "serve")?;
        command.args(["--address", &APP.ip().to_string()]);
        command.args(["--port", &APP.port().to_string()]);
        running.push(Process::start("app", &mut command)?);
        wait_for(running, APP, "/")
    })?;
    Ok(addresses)
}

fn wanted(addresses: &Addresses) -> Vec<(&'static str, SocketAddr)> {
    let pool = addresses.local_pool.map(|address| ("local pool", address));
    let always = [("backend", addresses.backend), ("app", APP)];
    let has_ipv6 = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    let ipv6 = has_ipv6.then_some(("app", APP_IPV6));
    always.into_iter().chain(ipv6).chain(pool).collect()
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
            note(format_args!(
                "    waiting for http://{address}{path}: {}",
                seconds(waited)
            ));
            next_word += Duration::from_secs(10);
        }
    }
    Ok(())
}

fn announce(addresses: &Addresses) {
    say("\nVestibule is running.\n");
    say(format_args!(
        "  app         http://localhost:{}",
        APP.port()
    ));
    say(format_args!("  backend     http://{}", addresses.backend));
    match addresses.local_pool {
        Some(address) => {
            say(format_args!("  local pool  http://{address}"));
            say(format_args!("  mailbox     http://{address}/mailbox"));
        }
        None => say(format_args!("  user pool   the one in {}", config::FILE)),
    }
    say("\nReady: press Ctrl-C to stop\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_ends_is_not_waited_for() {
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr();
        let mut running = Processes::default();
        let mut command = Command::new("sh");
        command.args(["-c", "exit 3"]);
        running.push(Process::start("pool", &mut command).unwrap());
        let error = wait_for(&mut running, nobody.unwrap(), "/").unwrap_err();
        assert_eq!(error.to_string(), "pool ended (exit status 3)");
    }
}
