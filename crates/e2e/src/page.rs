//! A page as a person finds their way in it: by labels, by words on buttons and links, by roles.

mod hands;
mod seeing;
mod waiting;

use anyhow::Result;
use fantoccini::Client;
use serde_json::Value;

/// The page in a browser's current window.
#[derive(Clone, Debug)]
pub struct Page {
    client: Client,
    origin: String,
}

impl Page {
    /// Pages of the site at `origin` (without a slash at the end).
    pub fn new(client: Client, origin: String) -> Self {
        Self { client, origin }
    }

    /// The page as `WebDriver` sees it.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Types a path of the site into the address bar.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn open(&self, path: &str) -> Result<()> {
        Ok(self.client.goto(&format!("{}{path}", self.origin)).await?)
    }

    /// Waits until the address is that path of the site, without query or fragment.
    ///
    /// # Errors
    /// If that does not happen.
    pub async fn is_at(&self, path: &str) -> Result<()> {
        let expected = format!("{}{path}", self.origin);
        self.until(&format!("the address {path}"), async || {
            let is_there = self.client.current_url().await?.as_str() == expected;
            Ok(is_there.then_some(()))
        })
        .await
    }

    /// Waits until the page has that heading, and that path.
    ///
    /// # Errors
    /// If that does not happen.
    pub async fn shows(&self, path: &str, heading: &str) -> Result<()> {
        self.is_at(path).await?;
        self.has_heading(heading).await
    }

    /// Loads the page anew.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.client.refresh().await?)
    }

    /// Presses the browser's own button that leads back.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn back(&self) -> Result<()> {
        Ok(self.client.back().await?)
    }

    /// Types into the field of that label, in place of what stands there.
    ///
    /// # Errors
    /// If there is no such field.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Presses the button of that text, as soon as it can be pressed.
    ///
    /// # Errors
    /// If there is no such button.
    pub async fn press(&self, text: &str) -> Result<()> {
        let enabled = format!("//button[normalize-space()='{text}' and not(@aria-disabled)]");
        Ok(self.find(&enabled).await?.click().await?)
    }

    /// Follows the link of that text.
    ///
    /// # Errors
    /// If there is no such link.
    pub async fn follow(&self, text: &str) -> Result<()> {
        let link = format!("//a[normalize-space()='{text}']");
        Ok(self.find(&link).await?.click().await?)
    }

    /// Puts a text into `localStorage`.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn store(&self, key: &str, value: &str) -> Result<()> {
        let script = "localStorage.setItem(arguments[0], arguments[1])";
        let arguments = vec![key.into(), value.into()];
        self.client.execute(script, arguments).await?;
        Ok(())
    }

    /// Runs JavaScript in the page.
    ///
    /// # Errors
    /// If the browser is gone, or the script fails.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }
}
