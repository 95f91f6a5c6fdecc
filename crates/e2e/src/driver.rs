//! The program between the tests and the browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::environment;

/// How long the browser may take to go.
const FAREWELL: Duration = Duration::from_secs(10);

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
        let program = environment::chromedriver();
        let scratch = tempfile::tempdir()?;
        let mut process = Command::new(&program)
            .arg("--port=0")
            .env("TMPDIR", scratch.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let output = process.stdout.take().context("stdout is piped")?;
        // From here on, dropping ends the process.
        let mut driver = Self {
            process,
            port: 0,
            _scratch: scratch,
        };
        let announced = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse().ok()
            });
        driver.port = announced.context("the driver did not say its port")?;
        Ok(driver)
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
            // It never came up, or does not answer.
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}
