//! A headless Chromium with a profile of its own, behind a driver of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::environment;

const ARGUMENTS: [&str; 5] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
];

/// How long the browser may take to go.
const FAREWELL: Duration = Duration::from_secs(10);

/// A browser; it ends with this value.
#[derive(Debug)]
pub struct Browser {
    driver: Driver,
    client: Client,
    session: String,
}

impl Browser {
    /// Starts a browser with a fresh profile.
    ///
    /// # Errors
    /// If the browser or its driver cannot be started.
    pub async fn start() -> Result<Self> {
        let driver = Driver::start()?;
        let Value::Object(capabilities) = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {"args": ARGUMENTS, "binary": environment::chromium()},
            "goog:loggingPrefs": {"browser": "ALL"},
        }) else {
            unreachable!("the literal above is an object")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url())
            .await
            .context("the browser did not start")?;
        let session = client.session_id().await?.context("no session")?;
        Ok(Self {
            driver,
            client,
            session,
        })
    }

    /// Its page, as `WebDriver` sees it.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Carries out a command of the Chrome `DevTools` Protocol.
    ///
    /// # Errors
    /// If the browser refuses it.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({"cmd": command, "params": parameters});
        self.post("goog/cdp/execute", body).await
    }

    /// What was written to the console since it was last asked.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries = self.post("se/log", json!({"type": "browser"})).await?;
        let entries = entries.as_array().into_iter().flatten();
        Ok(entries.map(|entry| entry["message"].to_string()).collect())
    }

    /// Chromium's additions to `WebDriver`.
    async fn post(&self, path: &str, body: Value) -> Result<Value> {
        let url = format!("{}/session/{}/{path}", self.driver.url(), self.session);
        let response = reqwest::Client::new().post(url).json(&body).send().await?;
        let status = response.status();
        let mut reply: Value = response.json().await?;
        ensure!(status.is_success(), "{path}: {}", reply["value"]);
        Ok(reply["value"].take())
    }
}

/// A running chromedriver.
#[derive(Debug)]
struct Driver {
    process: Child,
    port: u16,
    /// For the browser's profile and whatever else it writes. Removed after the process has ended.
    _scratch: TempDir,
}

impl Driver {
    fn start() -> Result<Self> {
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

    fn url(&self) -> String {
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
