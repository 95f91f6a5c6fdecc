//! The devices that a pool knows of a user.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Stage};
use serde_json::json;

use super::open_security_page;

/// The security page of a user of a pool that tracks devices.
async fn security_page() -> Result<Stage> {
    let stage = Stage::with_user().await?;
    let request = json!({
        "UserPoolId": stage.pool.id(),
        "AutoVerifiedAttributes": ["email"],
        "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": true},
    });
    stage.pool.call("UpdateUserPool", request).await?;
    stage.page.open("/auth/login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    open_security_page(&stage).await?;
    Ok(stage)
}

async fn known_devices(stage: &Stage) -> Result<usize> {
    let reply = stage.pool.administrate("AdminListDevices", EMAIL).await?;
    Ok(reply["Devices"].as_array().map_or(0, Vec::len))
}

#[tokio::test]
async fn this_device_is_listed_and_can_be_forgotten() -> Result<()> {
    let stage = security_page().await?;
    let page = &stage.page;
    page.press("Forget").await?;
    assert!(page.text().await?.contains("Chrome on Linux, this device"));
    page.press("Cancel").await?;
    page.has_focus("Forget").await?;
    assert_eq!(known_devices(&stage).await?, 1);

    page.press("Forget").await?;
    page.press("Forget this device").await?;
    assert!(page.status().await?.contains("is forgotten"));
    assert_eq!(known_devices(&stage).await?, 0);
    assert!(!page.text().await?.contains("Devices"));
    let keys = page.storage().await?.into_keys();
    let device_keys: Vec<_> = keys.filter(|key| key.contains("device")).collect();
    assert!(device_keys.is_empty(), "{device_keys:?}");

    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    assert_eq!(known_devices(&stage).await?, 1);
    Ok(())
}
