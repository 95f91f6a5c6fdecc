//! A headless Chromium with a profile of its own, behind a driver of its own.

use anyhow::{Context, Result, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::environment;

const ARGUMENTS: [&str; 5] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
];

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
