//! The e-mail address first, then a choice.

use anyhow::{Result, bail};
use e2e::{ConfigFile, EMAIL, PASSWORD, Pool, Stage};
use serde_json::{Value, json};

use super::nothing_is_kept;
use crate::support::another_code;

/// Says in the configuration how users sign in.
pub(super) fn set_auth_flow(stage: &Stage, flow: &str) -> Result<()> {
    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    config["custom"]["auth_flow"] = json!(flow);
    stage.site.set_config(ConfigFile::Json(config));
    Ok(())
}

/// The app in which users choose; the user has an account.
async fn with_choice() -> Result<Stage> {
    let stage = Stage::with_user().await?;
    set_auth_flow(&stage, "USER_AUTH")?;
    stage.page.open("/auth/login").await?;
    stage.page.fill("Email", EMAIL).await?;
    Ok(stage)
}

#[tokio::test]
async fn code_by_e_mail_signs_in_and_comes_first_the_next_time() -> Result<()> {
    let stage = with_choice().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    page.press("Continue").await?;
    page.shows("/auth/login", "Choose how to sign in").await?;
    page.reload().await?;
    page.press("Code by e-mail").await?;
    page.shows("/auth/login", "Enter your code").await?;
    let code = pool.latest_code(EMAIL).await?;
    page.fill("Verification code", &another_code(&code)).await?;
    page.press("Continue").await?;
    page.problem("Verification code").await?;
    page.reload().await?;
    page.fill("Verification code", &code).await?;
    page.press("Continue").await?;
    stage.arrives().await?;
    nothing_is_kept(&stage).await?;

    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;
    page.press("Continue").await?;
    page.shows("/auth/login", "Enter your code").await
}

#[tokio::test]
async fn password_is_one_of_the_ways_and_is_proved_not_sent() -> Result<()> {
    let stage = with_choice().await?;
    let page = &stage.page;
    page.press("Continue").await?;
    page.press("Password").await?;
    page.shows("/auth/login", "Enter your password").await?;
    page.fill("Password", "Difference-Engine-1822").await?;
    page.press("Sign in").await?;
    page.alert().await?;
    page.press("Choose another way").await?;
    page.shows("/auth/login", "Choose how to sign in").await?;
    page.press("Password").await?;
    page.fill("Password", "Difference-Engine-1822").await?;
    page.press("Sign in").await?;
    page.alert().await?;
    // The service has ended that sign-in; the user need not know.
    page.fill("Password", PASSWORD).await?;
    page.press("Sign in").await?;
    stage.arrives().await?;
    nothing_is_kept(&stage).await
}

#[tokio::test]
async fn code_is_sent_once_more_and_too_many_wrong_ones_are_told_as_that() -> Result<()> {
    let stage = with_choice().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    page.press("Continue").await?;
    page.press("Code by e-mail").await?;
    page.shows("/auth/login", "Enter your code").await?;
    for _ in 0..5 {
        page.fill("Verification code", "00000000").await?;
        page.press("Continue").await?;
        page.problem("Verification code").await?;
    }
    let old = pool.latest_code(EMAIL).await?;
    page.press("Send a new code").await?;
    assert!(page.status().await?.contains("new code is on its way"));
    assert_eq!(page.value("Verification code").await?, "");
    page.fill("Verification code", &old).await?;
    page.press("Continue").await?;
    page.problem("Verification code").await?;
    page.fill("Verification code", &pool.latest_code(EMAIL).await?)
        .await?;
    page.press("Continue").await?;
    stage.arrives().await
}

/// What the service offers to whoever begins with that address.
async fn ways_in(pool: &Pool, email: &str) -> Result<Value> {
    let request = json!({"ClientId": pool.client_id(), "AuthFlow": "USER_AUTH",
        "AuthParameters": {"USERNAME": email}});
    Ok(pool.call("InitiateAuth", request).await?["AvailableChallenges"].clone())
}

/// An address without an account, for which the service makes up the ways in that the user has.
async fn unknown_address(pool: &Pool) -> Result<String> {
    let ways = ways_in(pool, EMAIL).await?;
    for number in 0..1000 {
        let email = format!("eve{number}@example.org");
        if ways_in(pool, &email).await? == ways {
            return Ok(email);
        }
    }
    bail!("the service makes up other ways in for everybody")
}

#[tokio::test]
async fn unknown_address_is_asked_and_refused_as_a_known_one() -> Result<()> {
    let stage = with_choice().await?;
    let page = &stage.page;
    let mut seen = Vec::new();
    for email in [EMAIL, &unknown_address(&stage.pool).await?] {
        page.fill("Email", email).await?;
        page.press("Continue").await?;
        page.press("Password").await?;
        page.fill("Password", "Difference-Engine-1822").await?;
        page.press("Sign in").await?;
        let alert = page.alert().await?;
        seen.push((alert, page.text().await?.replace(email, "somebody")));
        page.press("Start over").await?;
    }
    assert_eq!(seen[0], seen[1]);
    Ok(())
}
