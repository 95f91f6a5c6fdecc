//! Browsers that the pool knows.

use anyhow::{Context, Result};
use e2e::{EMAIL, PASSWORD, Pool, Stage};
use serde_json::{Value, json};

use super::{MAIL, access_token, configure_mfa, is_asked, turn_on};
use crate::support::{RENEWAL, expire};

/// Lets the pool track devices; the user is asked about each if `on_prompt`.
async fn track_devices(pool: &Pool, on_prompt: bool) -> Result<()> {
    let request = json!({"UserPoolId": pool.id(), "AutoVerifiedAttributes": ["email"],
        "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": true,
            "DeviceOnlyRememberedOnUserPrompt": on_prompt}});
    pool.call("UpdateUserPool", request).await?;
    Ok(())
}

async fn devices(pool: &Pool) -> Result<Vec<Value>> {
    let reply = pool.administrate("AdminListDevices", EMAIL).await?;
    let devices = reply["Devices"].as_array().context("no list")?;
    Ok(devices.clone())
}

async fn comes_back(stage: &Stage) -> Result<()> {
    stage.page.press("Sign out").await?;
    stage.page.shows("/auth/login", "Login").await?;
    stage.sign_in(PASSWORD).await
}

#[tokio::test]
async fn known_browser_signs_in_and_renews_and_one_that_was_forgotten_does_too() -> Result<()> {
    let stage = Stage::with_user().await?;
    let pool = &stage.pool;
    track_devices(pool, false).await?;
    stage.page.open("/auth/login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    let known = devices(pool).await?;
    assert_eq!(known.len(), 1);
    let name = &known[0]["DeviceAttributes"];
    assert!(name.to_string().contains("Chrome on Linux"), "{name}");

    expire(&stage).await?;
    stage.page.reload().await?;
    stage.arrives().await?;
    assert_eq!(stage.wire().count(RENEWAL), 1);

    stage.wire().forget();
    comes_back(&stage).await?;
    stage.arrives().await?;
    assert_eq!(stage.wire().count("RespondToAuthChallenge"), 3);
    assert_eq!(devices(pool).await?.len(), 1);

    let key = known[0]["DeviceKey"].clone();
    let request = json!({"UserPoolId": pool.id(), "Username": EMAIL, "DeviceKey": key});
    pool.call("AdminForgetDevice", request).await?;
    comes_back(&stage).await?;
    stage.arrives().await?;
    let known = devices(pool).await?;
    assert_eq!(known.len(), 1);
    assert_ne!(known[0]["DeviceKey"], key);
    Ok(())
}

#[tokio::test]
async fn browser_that_the_user_wants_remembered_saves_the_second_step() -> Result<()> {
    let stage = Stage::with_user().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    track_devices(pool, true).await?;
    configure_mfa(pool, "OPTIONAL", &[MAIL]).await?;
    let token = access_token(pool).await?;
    turn_on(pool, &token, &[MAIL]).await?;
    is_asked(&stage, "Enter your code").await?;
    let code = pool.latest_code(EMAIL).await?;
    page.fill("Verification code", &code).await?;
    page.press("Continue").await?;
    stage.arrives().await?;
    page.reload().await?;
    stage.arrives().await?;
    page.press("Remember").await?;
    page.says("This device is remembered.").await?;
    assert!(!page.text().await?.contains("Remember this device?"));

    comes_back(&stage).await?;
    stage.arrives().await?;
    assert_eq!(
        pool.latest_code(EMAIL).await?,
        code,
        "no other one was sent"
    );
    assert!(!page.text().await?.contains("Remember this device?"));
    Ok(())
}
