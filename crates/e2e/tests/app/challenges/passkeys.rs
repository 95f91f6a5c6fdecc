//! Passkeys, made and used by an authenticator that the browser pretends to have.

use anyhow::{Result, bail};
use e2e::{ConfigFile, EMAIL, PASSWORD, Stage};
use serde_json::json;

use super::choice::set_auth_flow;
use super::nothing_is_kept;
use crate::support::passkeys::PasskeyStage;

/// A user who has a passkey, at the login page, which may offer it from the next time on.
async fn with_passkey() -> Result<Stage> {
    let scene = PasskeyStage::start().await?;
    let page = &scene.stage.page;
    page.open("/profile/security").await?;
    page.press("Add a passkey").await?;
    assert!(page.status().await?.contains("passkey is ready"));
    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    scene.offer_passkeys().await?;
    Ok(scene.stage)
}

#[tokio::test]
async fn passkey_signs_in_without_anything_typed_but_the_address() -> Result<()> {
    let stage = with_passkey().await?;
    let page = &stage.page;
    page.press("Sign in with a passkey").await?;
    stage.arrives().await?;
    nothing_is_kept(&stage).await
}

#[tokio::test]
async fn user_who_declines_the_passkey_tries_again_after_a_reload_and_arrives() -> Result<()> {
    let stage = with_passkey().await?;
    let page = &stage.page;
    let declines = "navigator.credentials.get = async () => \
        { throw new DOMException('', 'NotAllowedError') }";
    page.run(declines).await?;
    page.press("Sign in with a passkey").await?;
    page.shows("/auth/login", "Use your passkey").await?;
    assert!(page.alert().await?.contains("No passkey was used"));
    // The browser is asked by itself after the reload, and this time it does not decline.
    page.reload().await?;
    stage.arrives().await
}

#[tokio::test]
async fn passkey_of_the_last_user_is_offered_in_the_field() -> Result<()> {
    let stage = with_passkey().await?;
    let page = &stage.page;
    page.open("/auth/login").await?;
    // Nobody presses anything: the authenticator chooses what the field offers.
    stage.arrives().await?;
    nothing_is_kept(&stage).await
}

#[tokio::test]
async fn password_still_signs_in_a_user_with_a_passkey() -> Result<()> {
    let stage = with_passkey().await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await
}

/// A user who has a passkey and gets a code by e-mail after the password, on the security page of a pool that takes
/// passkeys as that.
async fn with_second_step(factors: &str) -> Result<Stage> {
    let stage = PasskeyStage::start().await?.stage;
    let (page, pool) = (&stage.page, &stage.pool);
    let settings = json!({
        "UserPoolId": pool.id(),
        "MfaConfiguration": "OPTIONAL",
        "EmailMfaConfiguration": {"Subject": "Code", "Message": "It is {####}"},
        "WebAuthnConfiguration": {"RelyingPartyId": "localhost", "FactorConfiguration": factors},
    });
    pool.call("SetUserPoolMfaConfig", settings).await?;
    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    config["auth"]["mfa_configuration"] = json!("OPTIONAL");
    config["auth"]["mfa_methods"] = json!(["EMAIL"]);
    stage.site.set_config(ConfigFile::Json(config));
    page.open("/profile/security").await?;
    page.press("Add a passkey").await?;
    assert!(page.status().await?.contains("passkey is ready"));
    page.press("Turn on").await?;
    assert!(page.status().await?.contains("This step is on"));
    Ok(stage)
}

#[tokio::test]
async fn passkey_that_stands_for_both_steps_signs_in_by_itself() -> Result<()> {
    let stage = with_second_step("MULTI_FACTOR_WITH_USER_VERIFICATION").await?;
    let page = &stage.page;
    page.press("Use a passkey for both steps").await?;
    assert!(page.status().await?.contains("stands for both steps"));
    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    page.press("Sign in with a passkey").await?;
    stage.arrives().await?;

    page.open("/profile/security").await?;
    page.press("Stop using a passkey for both steps").await?;
    assert!(page.status().await?.contains("no longer stands"));
    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    page.press("Sign in with a passkey").await?;
    assert!(page.alert().await?.contains("passkey"));
    stage.sign_in(PASSWORD).await?;
    page.shows("/auth/login", "Enter your code").await
}

#[tokio::test]
async fn passkey_that_may_not_stand_for_both_steps_is_told_as_such() -> Result<()> {
    let stage = with_second_step("SINGLE_FACTOR").await?;
    let page = &stage.page;
    page.press("Use a passkey for both steps").await?;
    let problem = page.alert().await?;
    assert!(problem.contains("cannot stand for both steps"), "{problem}");
    Ok(())
}

#[tokio::test]
async fn passkey_that_does_not_stand_for_the_second_step_is_no_dead_end() -> Result<()> {
    let stage = with_passkey().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    let factors = json!({
        "UserPoolId": pool.id(),
        "MfaConfiguration": "OPTIONAL",
        "EmailMfaConfiguration": {"Subject": "Code", "Message": "It is {####}"},
    });
    pool.call("SetUserPoolMfaConfig", factors).await?;
    let preference = json!({
        "UserPoolId": pool.id(),
        "Username": EMAIL,
        "EmailMfaSettings": {"Enabled": true, "PreferredMfa": true},
    });
    pool.call("AdminSetUserMFAPreference", preference).await?;
    let kept = format!("WEB_AUTHN {EMAIL}");
    page.store("vestibule.preferred_challenge", &kept).await?;
    set_auth_flow(&stage, "USER_AUTH")?;
    page.reload().await?;
    page.press("Continue").await?;
    page.shows("/auth/login", "Enter your password").await?;
    assert!(page.alert().await?.contains("no passkey"));
    page.fill("Password", PASSWORD).await?;
    page.press("Sign in").await?;
    page.shows("/auth/login", "Enter your code").await
}
