//! Signing in: who may not, who must do something else first, and how the form behaves.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Page, Stage};
use fantoccini::key::Key;

use crate::support::only_the_address_is_stored;

async fn fill_in(page: &Page, email: &str, password: &str) -> Result<()> {
    page.open("/auth/login").await?;
    page.fill("Email", email).await?;
    page.fill("Password", password).await
}

#[tokio::test]
async fn wrong_password_and_unknown_user_are_told_apart_by_nobody() -> Result<()> {
    let stage = Stage::with_user().await?;
    let (page, wire) = (&stage.page, stage.wire());
    let mut seen = Vec::new();
    for email in [EMAIL, "nobody@example.org"] {
        wire.forget();
        fill_in(page, email, "Difference-Engine-1822").await?;
        page.press("Sign in").await?;
        assert!(page.alert().await?.contains("not right"));
        page.is_at("/auth/login").await?;
        assert_eq!(page.value("Email").await?, email);
        assert_eq!(page.value("Password").await?, "Difference-Engine-1822");
        only_the_address_is_stored(page).await?;
        seen.push((page.text().await?, wire.operations()));
    }
    assert_eq!(seen[0], seen[1]);
    Ok(())
}

#[tokio::test]
async fn empty_fields_are_refused_before_anything_is_sent() -> Result<()> {
    let stage = Stage::empty().await?;
    let page = &stage.page;
    page.open("/auth/login").await?;
    page.press("Sign in").await?;
    assert!(page.problem("Email").await?.contains("e-mail address"));
    assert!(page.problem("Password").await?.contains("password"));
    page.has_focus("Email").await?;

    page.fill("Email", EMAIL).await?;
    page.press("Sign in").await?;
    assert_eq!(page.alert().await?, page.problem("Password").await?);
    page.has_focus("Password").await?;
    assert!(stage.wire().operations().is_empty());
    Ok(())
}

#[tokio::test]
async fn unconfirmed_user_is_led_to_the_code_first() -> Result<()> {
    let stage = Stage::empty().await?;
    let page = &stage.page;
    stage.pool.sign_up(EMAIL, PASSWORD).await?;
    fill_in(page, EMAIL, PASSWORD).await?;
    page.press("Sign in").await?;
    page.shows("/auth/verify_account", "Verify account").await?;
    assert!(page.status().await?.contains("Verify your account first"));
    assert_eq!(page.value("Email").await?, EMAIL);
    Ok(())
}

#[tokio::test]
async fn double_click_signs_in_once_and_nothing_can_be_pressed_meanwhile() -> Result<()> {
    let stage = Stage::with_user().await?;
    let (page, wire) = (&stage.page, stage.wire());
    let held = wire.hold_next("InitiateAuth");
    fill_in(page, EMAIL, PASSWORD).await?;
    page.double_click("Sign in").await?;
    let busy = page.button("Sign in").await?.attr("aria-disabled").await?;
    assert_eq!(busy.as_deref(), Some("true"));
    page.field("Password").await?.send_keys(&Key::Enter).await?;
    drop(held);
    stage.arrives().await?;
    assert_eq!(wire.count("InitiateAuth"), 1);
    assert_eq!(wire.count("RespondToAuthChallenge"), 1);
    Ok(())
}

#[tokio::test]
async fn enter_in_a_field_sends_the_form() -> Result<()> {
    let stage = Stage::with_user().await?;
    fill_in(&stage.page, EMAIL, PASSWORD).await?;
    let field = stage.page.field("Email").await?;
    field.send_keys(&Key::Enter).await?;
    stage.arrives().await
}

#[tokio::test]
async fn keyboard_alone_can_sign_in() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    let tab = char::from(Key::Tab).to_string();
    page.open("/auth/login").await?;
    page.field("Email").await?;
    let mut order = Vec::new();
    while order.last().is_none_or(|focused| focused != "Email") {
        assert!(order.len() < 10, "the way to the form leads over {order:?}");
        page.keys(&tab).await?;
        order.push(page.focused().await?);
    }
    assert_eq!(order, ["Vestibule", "Home", "Login", "Sign up", "Email"]);

    page.keys(&format!("{EMAIL}{tab}")).await?;
    page.has_focus("Password").await?;
    page.keys(&format!("{PASSWORD}{tab}")).await?;
    page.has_focus("Sign in").await?;
    page.keys(" ").await?;
    stage.arrives().await
}
