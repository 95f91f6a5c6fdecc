//! Looking until something is there.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;

use super::Page;

/// How long anything may take before a test gives up; generous, since machines are busy.
const PATIENCE: Duration = Duration::from_secs(20);
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

impl Page {
    /// Looks again and again until `look` finds something. What the browser refuses counts as
    /// nothing found: a page may change under the eyes.
    ///
    /// # Errors
    /// If nothing is found in time; says what was looked for and what the page shows instead.
    pub async fn until<T>(
        &self,
        what: &str,
        look: impl AsyncFn() -> Result<Option<T>, CmdError>,
    ) -> Result<T> {
        let given_up = Instant::now() + PATIENCE;
        loop {
            let found = look().await;
            if let Ok(Some(found)) = found {
                return Ok(found);
            }
            if Instant::now() > given_up {
                let refusal = found.err().map(|error| format!(" ({error})"));
                bail!(
                    "{what} did not come within {PATIENCE:?}{}.\n{}",
                    refusal.unwrap_or_default(),
                    self.describe().await
                );
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Waits for the heading of that text, whatever the address.
    ///
    /// # Errors
    /// If it does not come.
    pub async fn has_heading(&self, heading: &str) -> Result<()> {
        self.find(&format!("//h1[normalize-space()='{heading}']"))
            .await?;
        Ok(())
    }

    /// Waits until these words stand in some element of the page.
    ///
    /// # Errors
    /// If that does not happen.
    pub async fn says(&self, words: &str) -> Result<()> {
        let script = "return document.body.innerText.includes(arguments[0])";
        self.until(&format!("the words {words}"), async || {
            let said = self.client.execute(script, vec![words.into()]).await?;
            Ok((said == true).then_some(()))
        })
        .await
    }

    /// The only visible element of that `XPath`.
    pub(super) async fn find(&self, xpath: &str) -> Result<Element> {
        self.until(xpath, async || self.only(xpath).await).await
    }

    /// The text of the only visible element of that `XPath`, when there is one.
    pub(super) async fn words(&self, xpath: &str) -> Result<String> {
        self.until(xpath, async || {
            let Some(element) = self.only(xpath).await? else {
                return Ok(None);
            };
            let text = element.text().await?;
            Ok((!text.is_empty()).then_some(text))
        })
        .await
    }

    async fn only(&self, xpath: &str) -> Result<Option<Element>, CmdError> {
        let mut visible = Vec::new();
        for element in self.client.find_all(Locator::XPath(xpath)).await? {
            if element.is_displayed().await? {
                visible.push(element);
            }
        }
        let only = visible.pop();
        Ok(only.filter(|_| visible.is_empty()))
    }

    /// Where the browser is and what it shows, for people who read a failure.
    async fn describe(&self) -> String {
        let script = "return `URL: ${location.href}\\nPage:\\n${document.body.innerText}`";
        match self.run(script).await {
            Ok(shown) => shown.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("The browser does not answer: {error}"),
        }
    }
}
