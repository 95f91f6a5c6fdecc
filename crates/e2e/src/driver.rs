//! The program between the tests and the browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::environment;

/// How long the browser may take to go.
const FAREWELL: Duration = Duration::from_secs(10);

/// How often the driver may look for a port.
const ATTEMPTS: u32 = 10;

/// A running chromedriver; it ends with this value, and its browser with it.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    port: u16,
    /// For the browser's profile and whatever else it writes. Removed after the process has ended.
    _scratch: TempDir,
}

impl Driver {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// If it cannot be started.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with(Command::new(environment::chromedriver()))
    }

    /// Starts `program`, once more where it found no port: the driver takes a port that is free in IPv6 and gives
    /// up where somebody else has the same one in IPv4.
    fn start_with(mut program: Command) -> Result<Self> {
        let scratch = tempfile::tempdir()?;
        program
            .arg("--port=0")
            .env("TMPDIR", scratch.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        for _ in 0..ATTEMPTS {
            let mut process = program
                .spawn()
                .with_context(|| format!("cannot start {}", program.get_program().display()))?;
            let output = process.stdout.take().context("stdout is piped")?;
            if let Some(port) = announced_port(output) {
                return Ok(Self {
                    process,
                    port,
                    _scratch: scratch,
                });
            }
            let _ = process.kill();
            process.wait()?;
        }
        bail!("the driver did not say its port, {ATTEMPTS} times")
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    /// Asks the driver to end, and its browser with it.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(FAREWELL))?;
        stream
            .write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.shut_down().is_err() {
            // It does not answer.
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// What the driver prints once it listens; nothing if it ends without.
fn announced_port(output: ChildStdout) -> Option<u16> {
    BufReader::new(output)
        .lines()
        .map_while(Result::ok)
        .find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers as the driver does where its port is taken, the first time that it is run.
    const TAKEN_AT_FIRST: &str = r#"
        if mkdir "$TMPDIR/tried"; then
            echo "IPv4 port not available. Exiting..."
            exit 1
        fi
        echo "ChromeDriver was started successfully on port 9.""#;

    fn shell(script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn driver_whose_port_is_taken_is_started_again() -> Result<()> {
        assert_eq!(Driver::start_with(shell(TAKEN_AT_FIRST))?.port, 9);
        Ok(())
    }

    #[test]
    fn driver_that_never_finds_a_port_is_an_error() {
        assert!(Driver::start_with(shell("exit 1")).is_err());
    }
}
