//! Setting a new password without the old one.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Page, Stage};

use crate::support::another_code;

const NEW_PASSWORD: &str = "Bernoulli-Numbers-G7";

async fn set_password(page: &Page, code: &str) -> Result<()> {
    page.fill("Verification code", code).await?;
    page.fill("New password", NEW_PASSWORD).await?;
    page.fill("Confirm password", NEW_PASSWORD).await?;
    page.press("Set new password").await
}

async fn send_code(page: &Page, email: &str) -> Result<()> {
    page.open("/auth/forgot_password").await?;
    page.fill("Email", email).await?;
    page.press("Send reset code").await?;
    page.field("Verification code").await?;
    assert!(page.status().await?.contains("on its way"));
    Ok(())
}

#[tokio::test]
async fn forgotten_password_is_replaced_by_a_code_and_works_no_more() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    page.open("/auth/login").await?;
    page.follow("Forgot your password?").await?;
    page.shows("/auth/forgot_password", "Reset password")
        .await?;
    send_code(page, EMAIL).await?;
    page.reload().await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    set_password(page, &stage.pool.latest_code(EMAIL).await?).await?;
    page.shows("/auth/login", "Login").await?;
    assert!(page.status().await?.contains("new password is set"));

    stage.sign_in(PASSWORD).await?;
    assert!(page.alert().await?.contains("not right"));
    stage.sign_in(NEW_PASSWORD).await?;
    stage.arrives().await
}

#[tokio::test]
async fn wrong_code_is_refused_at_its_field_and_nothing_typed_is_lost() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    send_code(page, EMAIL).await?;
    let code = stage.pool.latest_code(EMAIL).await?;
    let wrong = another_code(&code);
    set_password(page, &wrong).await?;
    let problem = page.problem("Verification code").await?;
    assert!(problem.contains("wrong or no longer valid"), "{problem}");
    page.has_focus("Verification code").await?;
    for (label, typed) in [
        ("Email", EMAIL),
        ("Verification code", &wrong),
        ("New password", NEW_PASSWORD),
        ("Confirm password", NEW_PASSWORD),
    ] {
        assert_eq!(page.value(label).await?, typed, "{label}");
    }

    page.fill("Verification code", &code).await?;
    page.press("Set new password").await?;
    page.shows("/auth/login", "Login").await
}

#[tokio::test]
async fn user_whose_password_was_reset_is_led_to_a_new_one() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    stage
        .pool
        .administrate("AdminResetUserPassword", EMAIL)
        .await?;
    page.open("/auth/login").await?;
    stage.sign_in(PASSWORD).await?;
    page.shows("/auth/forgot_password", "Reset password")
        .await?;
    assert!(page.status().await?.contains("must be reset"));
    assert_eq!(page.value("Email").await?, EMAIL);
    page.press("Send reset code").await?;
    page.field("Verification code").await?;
    set_password(page, &stage.pool.latest_code(EMAIL).await?).await?;
    page.shows("/auth/login", "Login").await?;
    stage.sign_in(NEW_PASSWORD).await?;
    stage.arrives().await
}

#[tokio::test]
async fn asking_for_a_code_says_the_same_to_everybody() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    send_code(page, EMAIL).await?;
    let known = page.text().await?;
    page.press("Ask for another code").await?;
    send_code(page, "nobody@example.org").await?;
    assert_eq!(page.text().await?, known);
    Ok(())
}

#[tokio::test]
async fn mistyped_new_password_is_refused_before_anything_is_sent() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    send_code(page, EMAIL).await?;
    stage.wire().forget();
    page.fill("Verification code", "123456").await?;
    page.fill("New password", NEW_PASSWORD).await?;
    page.fill("Confirm password", PASSWORD).await?;
    page.press("Set new password").await?;
    let problem = page.problem("Confirm password").await?;
    assert!(problem.contains("not the same"), "{problem}");
    page.has_focus("Confirm password").await?;
    assert!(stage.wire().operations().is_empty());
    Ok(())
}
