//! What must be set up before one is let in.

use anyhow::{Context, Result};
use e2e::{EMAIL, PASSWORD, Stage};
use serde_json::json;

use super::{APP, app_code, configure_mfa, is_asked, nothing_is_kept};

#[tokio::test]
async fn password_of_an_administrator_is_replaced_by_one_of_the_users_own() -> Result<()> {
    let stage = Stage::empty().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    let request = json!({"UserPoolId": pool.id(), "Username": EMAIL, "MessageAction": "SUPPRESS",
        "TemporaryPassword": "Given-by-hand-1", "UserAttributes": [
            {"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}]});
    pool.call("AdminCreateUser", request).await?;
    page.open("/auth/login").await?;
    stage.sign_in("Given-by-hand-1").await?;
    page.shows("/auth/login", "Choose a new password").await?;
    page.has_focus("New password").await?;
    page.reload().await?;
    page.shows("/auth/login", "Choose a new password").await?;
    page.fill("New password", "weak").await?;
    page.fill("Confirm password", "weak").await?;
    page.press("Set new password").await?;
    assert!(page.problem("New password").await?.contains("8 characters"));
    page.fill("New password", PASSWORD).await?;
    page.fill("Confirm password", PASSWORD).await?;
    page.press("Set new password").await?;
    stage.arrives().await?;
    pool.tokens(EMAIL, PASSWORD).await?;
    nothing_is_kept(&stage).await
}

#[tokio::test]
async fn authenticator_app_is_set_up_on_the_way_in_with_one_key_across_a_reload() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    configure_mfa(&stage.pool, "ON", &[APP]).await?;
    is_asked(&stage, "Set up an authenticator app").await?;
    let key = shown_key(&stage).await?;
    page.reload().await?;
    page.shows("/auth/login", "Set up an authenticator app")
        .await?;
    assert_eq!(shown_key(&stage).await?, key);
    page.fill("Verification code", "000000").await?;
    page.press("Continue").await?;
    let problem = page.problem("Verification code").await?;
    assert!(problem.contains("wrong"), "{problem}");
    page.fill("Verification code", &app_code(&key, 0)?).await?;
    page.press("Continue").await?;
    stage.arrives().await?;
    nothing_is_kept(&stage).await
}

/// The key that people type into an app that cannot scan it.
async fn shown_key(stage: &Stage) -> Result<String> {
    let shown = "return document.querySelector('code.key').textContent";
    let shown = stage.page.run(shown).await?;
    Ok(shown.as_str().context("no key")?.replace(' ', ""))
}
