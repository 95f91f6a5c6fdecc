//! The pool's own page to sign in, for apps that lead there.

use anyhow::{Result, bail};
use e2e::{ConfigFile, EMAIL, PASSWORD, Stage};
use serde_json::json;

/// The login page of an app that names the pool itself among the providers.
async fn at_login_page() -> Result<Stage> {
    let stage = Stage::with_hosted_pages().await?;
    stage.pool.add_user(EMAIL, PASSWORD).await?;
    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    config["custom"]["oauth_providers"] = json!([{"name": "COGNITO", "label": "Example Ltd"}]);
    stage.site.set_config(ConfigFile::Json(config));
    stage.page.open("/auth/login").await?;
    Ok(stage)
}

#[tokio::test]
async fn password_at_the_pools_own_page_signs_in() -> Result<()> {
    let stage = at_login_page().await?;
    let page = &stage.page;
    page.press("Continue with Example Ltd").await?;
    page.has_heading("Sign in").await?;
    page.fill("Email", EMAIL).await?;
    page.fill("Password", "Difference-Engine-1822").await?;
    page.press("Sign in").await?;
    assert!(page.alert().await?.contains("Incorrect"));
    assert_eq!(page.value("Email").await?, EMAIL);
    page.fill("Password", PASSWORD).await?;
    page.press("Sign in").await?;
    stage.arrives().await?;
    page.press("Call the backend").await?;
    page.says("It knows you as").await?;

    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    page.press("Continue with Example Ltd").await?;
    // The session of the hosted pages has ended too.
    page.has_heading("Sign in").await
}

#[tokio::test]
async fn address_is_clean_even_where_the_app_cannot_be_loaded() -> Result<()> {
    let stage = Stage::empty().await?;
    let browser = &stage.browser;
    browser.devtools("Network.enable", json!({})).await?;
    let blocked = json!({"urls": ["*.wasm"]});
    browser.devtools("Network.setBlockedURLs", blocked).await?;
    stage.page.open("/auth/callback?code=c&state=s").await?;
    stage.page.is_at("/auth/callback").await?;
    let history = "return navigation.entries().filter((entry) => entry.url.includes('code'))";
    assert_eq!(stage.page.run(history).await?, json!([]));
    Ok(())
}
