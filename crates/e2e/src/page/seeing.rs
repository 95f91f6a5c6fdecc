//! What stands on a page.

use std::collections::BTreeMap;

use anyhow::Result;
use fantoccini::elements::Element;
use serde_json::json;

use super::Page;

const FOCUSED: &str = "const focused = document.activeElement; \
    return (focused.labels?.[0] ?? focused).textContent.trim()";

impl Page {
    /// The field of that label.
    ///
    /// # Errors
    /// If there is no such field.
    pub async fn field(&self, label: &str) -> Result<Element> {
        self.find(&format!(
            "//input[@id=//label[normalize-space()='{label}']/@for]"
        ))
        .await
    }

    /// The button of that text.
    ///
    /// # Errors
    /// If there is no such button.
    pub async fn button(&self, text: &str) -> Result<Element> {
        self.find(&format!("//button[normalize-space()='{text}']"))
            .await
    }

    /// What stands in the field of that label.
    ///
    /// # Errors
    /// If there is no such field.
    pub async fn value(&self, label: &str) -> Result<String> {
        let value = self.field(label).await?.prop("value").await?;
        Ok(value.unwrap_or_default())
    }

    /// The words of the only alert.
    ///
    /// # Errors
    /// If none comes, or several do.
    pub async fn alert(&self) -> Result<String> {
        self.words("//*[@role='alert']").await
    }

    /// The words of the confirmation.
    ///
    /// # Errors
    /// If none comes.
    pub async fn status(&self) -> Result<String> {
        self.words("//*[@role='status']").await
    }

    /// The alert that describes the field of that label, which is marked as invalid.
    ///
    /// # Errors
    /// If none comes.
    pub async fn problem(&self, label: &str) -> Result<String> {
        let field = format!("//input[@id=//label[normalize-space()='{label}']/@for]");
        let invalid = format!("{field}[@aria-invalid='true']/@aria-describedby");
        self.words(&format!("//*[@role='alert' and @id={invalid}]"))
            .await
    }

    /// Waits until the menu has these links, in this order.
    ///
    /// # Errors
    /// If that does not happen.
    pub async fn has_menu(&self, expected: &[&str]) -> Result<()> {
        let script = "return [...document.querySelectorAll('nav a')].map((a) => a.textContent)";
        self.until(&format!("the menu {expected:?}"), async || {
            let menu = self.client.execute(script, Vec::new()).await?;
            Ok((menu == json!(expected)).then_some(()))
        })
        .await
    }

    /// Waits until the focus is on the field of that label, or the button or link of that text.
    ///
    /// # Errors
    /// If that does not happen.
    pub async fn has_focus(&self, expected: &str) -> Result<()> {
        self.until(&format!("the focus on {expected}"), async || {
            let focused = self.client.execute(FOCUSED, Vec::new()).await?;
            Ok((focused == expected).then_some(()))
        })
        .await
    }

    /// What has the focus: the label of a field, or the text of anything else.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn focused(&self) -> Result<String> {
        Ok(serde_json::from_value(self.run(FOCUSED).await?)?)
    }

    /// The words of the page itself, without the menu.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn text(&self) -> Result<String> {
        let text = self.run("return document.querySelector('main').innerText");
        Ok(serde_json::from_value(text.await?)?)
    }

    /// Everything in `localStorage`.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn storage(&self) -> Result<BTreeMap<String, String>> {
        let stored = self.run("return {...localStorage}").await?;
        Ok(serde_json::from_value(stored)?)
    }
}
