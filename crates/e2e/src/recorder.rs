//! Records everything that ever comes into a page, however short it stays.

use anyhow::Result;
use serde_json::json;

use crate::{Browser, Page};

/// Notes the text of whatever is added to the document or changed in it, from before the first
/// script of the page runs. What is removed at once is noted as well; the title is not, since it
/// names the address.
const SCRIPT: &str = r"
window.recorded = [];
new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
        if (document.head?.contains(target)) continue;
        const changed = type === 'characterData' ? [target] : [...addedNodes];
        window.recorded.push(...changed.map((node) => node.textContent ?? ''));
    }
}).observe(document, { subtree: true, childList: true, characterData: true });
";

/// A recorder in every page that a browser loads from now on.
#[derive(Debug)]
pub struct Recorder(Page);

impl Recorder {
    /// Installs it.
    ///
    /// # Errors
    /// If the browser refuses it.
    pub async fn install(browser: &Browser, page: &Page) -> Result<Self> {
        let script = json!({"source": SCRIPT});
        let command = "Page.addScriptToEvaluateOnNewDocument";
        browser.devtools(command, script).await?;
        Ok(Self(page.clone()))
    }

    /// Every text since the page was loaded.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn texts(&self) -> Result<Vec<String>> {
        let texts = self.0.run("return window.recorded").await?;
        Ok(serde_json::from_value(texts)?)
    }
}
