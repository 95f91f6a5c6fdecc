//! Codes after the password.

use anyhow::Result;
use e2e::{EMAIL, Stage};

use super::{
    APP, MAIL, PHONE, SMS, STEP, access_token, app_code, configure_mfa, give_app, give_phone,
    is_asked, nothing_is_kept, turn_on,
};
use crate::support::{another_code, only_the_address_is_stored};

/// Enters a wrong code, loads the page anew, and enters the right one.
async fn stumbles_and_arrives(stage: &Stage, code: &str) -> Result<()> {
    let page = &stage.page;
    page.has_focus("Verification code").await?;
    page.fill("Verification code", &another_code(code)).await?;
    page.press("Continue").await?;
    page.problem("Verification code").await?;
    only_the_address_is_stored(page).await?;

    page.reload().await?;
    page.shows("/auth/login", "Enter your code").await?;
    assert!(page.text().await?.contains(EMAIL));
    page.fill("Verification code", code).await?;
    page.press("Continue").await?;
    stage.arrives().await?;
    nothing_is_kept(stage).await
}

#[tokio::test]
async fn code_of_an_authenticator_app_is_asked_for() -> Result<()> {
    let stage = Stage::with_user().await?;
    let pool = &stage.pool;
    configure_mfa(pool, "OPTIONAL", &[APP]).await?;
    let token = access_token(pool).await?;
    let key = give_app(pool, &token).await?;
    turn_on(pool, &token, &[APP]).await?;
    is_asked(&stage, "Enter your code").await?;
    assert!(stage.page.text().await?.contains("authenticator app"));
    stumbles_and_arrives(&stage, &app_code(&key, STEP)?).await
}

#[tokio::test]
async fn code_that_was_sent_is_asked_for() -> Result<()> {
    for (factor, to, words) in [
        (MAIL, EMAIL, "We sent it by e-mail to a***@e***"),
        (SMS, PHONE, "We sent it by text message to"),
    ] {
        let stage = Stage::with_user().await?;
        let pool = &stage.pool;
        configure_mfa(pool, "OPTIONAL", &[SMS, MAIL]).await?;
        give_phone(pool).await?;
        let token = access_token(pool).await?;
        turn_on(pool, &token, &[factor]).await?;
        is_asked(&stage, "Enter your code").await?;
        let text = stage.page.text().await?;
        assert!(text.contains(words), "{text}");
        stumbles_and_arrives(&stage, &pool.latest_code(to).await?).await?;
    }
    Ok(())
}

#[tokio::test]
async fn user_with_several_second_factors_chooses_by_keyboard() -> Result<()> {
    let stage = Stage::with_user().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    configure_mfa(pool, "OPTIONAL", &[APP, SMS, MAIL]).await?;
    give_phone(pool).await?;
    let token = access_token(pool).await?;
    give_app(pool, &token).await?;
    turn_on(pool, &token, &[APP, SMS, MAIL]).await?;
    is_asked(&stage, "Choose how to go on").await?;
    page.has_focus("Code by text message").await?;
    page.reload().await?;
    page.shows("/auth/login", "Choose how to go on").await?;
    page.has_focus("Code by text message").await?;
    let tab = char::from(fantoccini::key::Key::Tab);
    page.keys(&format!("{tab}{tab}")).await?;
    page.has_focus("Code by e-mail").await?;
    page.keys(" ").await?;
    page.shows("/auth/login", "Enter your code").await?;
    stumbles_and_arrives(&stage, &pool.latest_code(EMAIL).await?).await
}

#[tokio::test]
async fn sign_in_that_is_given_up_begins_anew_and_guards_hold_meanwhile() -> Result<()> {
    let stage = Stage::with_user().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    configure_mfa(pool, "OPTIONAL", &[MAIL]).await?;
    let token = access_token(pool).await?;
    turn_on(pool, &token, &[MAIL]).await?;
    is_asked(&stage, "Enter your code").await?;
    page.open("/profile").await?;
    page.shows("/auth/login", "Enter your code").await?;
    page.press("Start over").await?;
    page.shows("/auth/login", "Login").await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    nothing_is_kept(&stage).await?;
    page.reload().await?;
    page.shows("/auth/login", "Login").await
}
