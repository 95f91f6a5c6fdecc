//! Passkeys of an authenticator that Chromium plays.

use anyhow::{Result, bail};
use e2e::{ConfigFile, EMAIL, PASSWORD, Page, Stage};
use serde_json::json;

use super::open_security_page;

/// The security page in a browser with an authenticator of its own, of an app that takes passkeys.
/// They belong to names, so its address is that of `localhost`, which the pool is set up for.
async fn security_page() -> Result<Stage> {
    let mut stage = Stage::with_user().await?;
    let origin = stage.site.origin().replace("127.0.0.1", "localhost");
    stage.page = Page::new(stage.browser.client().clone(), origin);
    stage.page.open("/auth/login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;

    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    config["custom"]["auth_flow"] = "USER_AUTH".into();
    stage.site.set_config(ConfigFile::Json(config));
    stage.page.reload().await?;
    stage.arrives().await?;
    let options = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
        "hasUserVerification": true, "isUserVerified": true,
    });
    let authenticator = json!({"options": options});
    let browser = &stage.browser;
    browser.devtools("WebAuthn.enable", json!({})).await?;
    browser
        .devtools("WebAuthn.addVirtualAuthenticator", authenticator)
        .await?;
    open_security_page(&stage).await?;
    Ok(stage)
}

#[tokio::test]
async fn passkey_signs_in_and_is_no_good_once_it_is_deleted() -> Result<()> {
    let stage = security_page().await?;
    let page = &stage.page;
    page.press("Add a passkey").await?;
    assert!(page.status().await?.contains("passkey is ready"));
    page.press("Add a passkey").await?;
    let problem = page.alert().await?;
    assert!(problem.contains("already"), "{problem}");

    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    page.fill("Email", EMAIL).await?;
    page.press("Sign in with a passkey").await?;
    stage.arrives().await?;

    open_security_page(&stage).await?;
    page.press("Delete").await?;
    page.press("Delete this passkey").await?;
    assert!(page.status().await?.contains("passkey is deleted"));
    assert!(!page.text().await?.contains("made on"));
    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    page.fill("Email", EMAIL).await?;
    page.press("Sign in with a passkey").await?;
    // The other ways in are offered, and this one no more.
    page.button("Code by e-mail").await?;
    assert!(!page.text().await?.to_lowercase().contains("passkey"));
    Ok(())
}
