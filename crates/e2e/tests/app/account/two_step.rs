//! An authenticator app: set up, and turned off again.

use anyhow::{Result, bail};
use e2e::{ConfigFile, EMAIL, Stage};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::open_security_page;
use crate::support::another_code;

/// The security page of a pool that can ask for codes of an authenticator app.
async fn security_page(configuration: &str, pool_configuration: &str) -> Result<Stage> {
    let stage = Stage::signed_in().await?;
    let request = json!({
        "UserPoolId": stage.pool.id(),
        "MfaConfiguration": pool_configuration,
        "SoftwareTokenMfaConfiguration": {"Enabled": true},
    });
    stage.pool.call("SetUserPoolMfaConfig", request).await?;
    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    config["auth"]["mfa_configuration"] = configuration.into();
    config["auth"]["mfa_methods"] = json!(["TOTP"]);
    stage.site.set_config(ConfigFile::Json(config));
    stage.page.reload().await?;
    stage.arrives().await?;
    open_security_page(&stage).await?;
    Ok(stage)
}

/// What an app with the key on the page shows now.
async fn code_of_app(stage: &Stage) -> Result<String> {
    stage.page.field("Verification code").await?;
    let key = "return document.querySelector('code').textContent";
    let key: String = serde_json::from_value(stage.page.run(key).await?)?;
    let secret = Secret::try_from_base32(key.replace(' ', ""))?;
    let app = Builder::new().with_secret(secret).build()?;
    let now = std::time::UNIX_EPOCH.elapsed()?.as_secs();
    Ok(app.generate(now).to_string())
}

async fn steps_of_user(stage: &Stage) -> Result<Value> {
    let mut user = stage.pool.administrate("AdminGetUser", EMAIL).await?;
    Ok(user["UserMFASettingList"].take())
}

#[tokio::test]
async fn authenticator_app_is_set_up_and_turned_off_again() -> Result<()> {
    let stage = security_page("OPTIONAL", "OPTIONAL").await?;
    let page = &stage.page;
    page.press("Set up").await?;
    let code = code_of_app(&stage).await?;
    page.fill("Verification code", &another_code(&code)).await?;
    page.press("Turn on").await?;
    let problem = page.problem("Verification code").await?;
    assert!(problem.contains("wrong or no longer valid"), "{problem}");
    assert_eq!(steps_of_user(&stage).await?, Value::Null);

    page.fill("Verification code", &code_of_app(&stage).await?)
        .await?;
    page.press("Turn on").await?;
    assert!(page.status().await?.contains("is set up"));
    assert_eq!(steps_of_user(&stage).await?, json!(["SOFTWARE_TOKEN_MFA"]));
    page.reload().await?;
    page.press("Turn off").await?;
    page.press("Turn it off").await?;
    assert!(page.status().await?.contains("is off"));
    assert_eq!(steps_of_user(&stage).await?, Value::Null);
    page.button("Set up").await?;
    Ok(())
}

#[tokio::test]
async fn pool_that_requires_a_step_lets_nobody_turn_it_off() -> Result<()> {
    let stage = security_page("REQUIRED", "ON").await?;
    let page = &stage.page;
    page.press("Set up").await?;
    page.fill("Verification code", &code_of_app(&stage).await?)
        .await?;
    page.press("Turn on").await?;
    page.button("Set up another app").await?;
    assert_eq!(steps_of_user(&stage).await?, json!(["SOFTWARE_TOKEN_MFA"]));
    assert!(!page.text().await?.contains("Turn off"));
    Ok(())
}
