//! Passkeys on the security page.

use anyhow::Result;

use super::open_security_page;
use crate::support::passkeys::PasskeyStage;

#[tokio::test]
async fn passkey_signs_in_and_is_no_good_once_it_is_deleted() -> Result<()> {
    let PasskeyStage { stage, .. } = PasskeyStage::start().await?;
    let page = &stage.page;
    open_security_page(&stage).await?;
    page.press("Add a passkey").await?;
    assert!(page.status().await?.contains("passkey is ready"));
    page.press("Add a passkey").await?;
    let problem = page.alert().await?;
    assert!(problem.contains("already"), "{problem}");

    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    page.press("Sign in with a passkey").await?;
    stage.arrives().await?;

    open_security_page(&stage).await?;
    page.press("Delete").await?;
    page.press("Delete this passkey").await?;
    assert!(page.status().await?.contains("passkey is deleted"));
    page.says("None yet.").await?;
    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    page.press("Sign in with a passkey").await?;
    // The other ways in are offered, and this one no more.
    page.button("Code by e-mail").await?;
    let text = page.text().await?;
    assert!(text.contains("no passkey for this address"), "{text}");
    assert!(!text.contains("Passkey"), "{text}");
    Ok(())
}
