//! Sessions: kept over reloads, renewed, ended, taken over.

use anyhow::{Context, Result};
use e2e::{AGENT_NAME, EMAIL, PASSWORD, Stage};

use crate::support::{RENEWAL, SIGNED_IN, claims, expire, only_the_address_is_stored};

#[tokio::test]
async fn reload_keeps_the_session_on_every_page() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    for (path, heading) in [
        ("/", "Vestibule"),
        ("/profile", "Profile"),
        ("/auth/authenticated_page", "Authenticated page"),
        ("/no/such/page", "Page not found"),
    ] {
        page.open(path).await?;
        page.has_menu(&SIGNED_IN).await?;
        page.reload().await?;
        page.has_menu(&SIGNED_IN).await?;
        page.shows(path, heading).await?;
    }
    assert_eq!(stage.wire().count("InitiateAuth"), 0);
    assert_eq!(stage.wire().count(RENEWAL), 0);
    Ok(())
}

#[tokio::test]
async fn expired_access_token_is_renewed_once_on_load() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let (page, wire) = (&stage.page, stage.wire());
    expire(&stage).await?;
    page.open("/profile").await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    assert_eq!(wire.operations(), [RENEWAL, "GetUser"]);
    page.reload().await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    assert_eq!(wire.operations(), [RENEWAL, "GetUser", "GetUser"]);
    Ok(())
}

#[tokio::test]
async fn rotated_refresh_tokens_are_taken_up() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    stage.pool.rotate_refresh_tokens().await?;
    let mut refresh_token = stage.token("refreshToken").await?;
    for _ in 0..2 {
        expire(&stage).await?;
        page.open("/profile").await?;
        assert_eq!(page.value("Email").await?, EMAIL);
        let next = stage.token("refreshToken").await?;
        assert_ne!(next, refresh_token);
        refresh_token = next;
    }
    Ok(())
}

#[tokio::test]
async fn revoked_session_leads_to_the_login_page_with_a_word_of_explanation() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    page.open("/profile").await?;
    page.shows("/profile", "Profile").await?;
    stage
        .pool
        .administrate("AdminUserGlobalSignOut", EMAIL)
        .await?;
    page.reload().await?;
    page.shows("/auth/login", "Login").await?;
    assert!(page.status().await?.contains("session has ended"));
    only_the_address_is_stored(page).await
}

#[tokio::test]
async fn session_that_was_revoked_under_the_users_hands_is_explained_as_well() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    page.follow("Profile").await?;
    page.fill("Agent name", AGENT_NAME).await?;
    stage
        .pool
        .administrate("AdminUserGlobalSignOut", EMAIL)
        .await?;
    page.press("Save changes").await?;
    page.shows("/auth/login", "Login").await?;
    assert!(page.status().await?.contains("session has ended"));
    stage.sign_in(PASSWORD).await?;
    page.shows("/profile", "Profile").await
}

#[tokio::test]
async fn session_of_amazon_cognito_identity_js_is_taken_over() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    let tokens = stage.pool.tokens(EMAIL, PASSWORD).await?;
    let text = |name: &str| tokens[name].as_str().context("no token");
    let claims = claims(text("AccessToken")?)?;
    let user = claims["username"].as_str().context("no username")?;
    let prefix = format!("CognitoIdentityServiceProvider.{}", stage.pool.client_id());

    page.open("/").await?;
    page.shows("/", "Vestibule").await?;
    page.store(&format!("{prefix}.LastAuthUser"), user).await?;
    for (name, value) in [
        ("idToken", text("IdToken")?),
        ("accessToken", text("AccessToken")?),
        ("refreshToken", text("RefreshToken")?),
        ("clockDrift", "0"),
    ] {
        page.store(&format!("{prefix}.{user}.{name}"), value)
            .await?;
    }
    page.open("/profile").await?;
    page.shows("/profile", "Profile").await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    assert_eq!(stage.wire().operations(), ["GetUser"]);
    Ok(())
}
