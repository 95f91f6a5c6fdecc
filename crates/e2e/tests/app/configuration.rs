//! A configuration that cannot be used: the page says what is wrong with it.

use anyhow::{Result, bail};
use e2e::{ConfigFile, EMAIL, PASSWORD, Stage};
use serde_json::Value;

/// The configuration as it should be, with one value exchanged.
fn with(stage: &Stage, name: &str, value: &str) -> Result<ConfigFile> {
    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    config["auth"][name] = Value::from(value);
    Ok(ConfigFile::Json(config))
}

#[tokio::test]
async fn broken_configuration_is_named_and_can_be_mended() -> Result<()> {
    let stage = Stage::empty().await?;
    let page = &stage.page;
    let good = stage.site.config();
    for (broken, words) in [
        (ConfigFile::Missing, "404"),
        (ConfigFile::Page, "is a page, not JSON"),
        (
            with(&stage, "user_pool_id", "no pool")?,
            "auth.user_pool_id",
        ),
    ] {
        stage.site.set_config(broken);
        page.open("/auth/login").await?;
        let alert = page.alert().await?;
        assert!(alert.contains("/amplify_outputs.json"), "{alert}");
        assert!(alert.contains(words), "{alert}");
    }
    stage.site.set_config(good);
    page.press("Try again").await?;
    page.shows("/auth/login", "Login").await
}

#[tokio::test]
async fn client_that_the_pool_does_not_know_is_told_so_at_the_sign_in() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    stage
        .site
        .set_config(with(&stage, "user_pool_client_id", "unknown")?);
    page.open("/auth/login").await?;
    page.fill("Email", EMAIL).await?;
    page.fill("Password", PASSWORD).await?;
    page.press("Sign in").await?;
    let alert = page.alert().await?;
    assert!(alert.contains("not set up correctly"), "{alert}");
    Ok(())
}
