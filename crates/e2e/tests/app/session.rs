//! Sessions: kept over reloads, renewed, ended, shared between tabs, taken over.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use e2e::{AGENT_NAME, EMAIL, PASSWORD, Stage};
use serde_json::{Value, json};

const RENEWAL: &str = "GetTokensFromRefreshToken";
const SIGNED_IN: [&str; 3] = ["Home", "Profile", "Sign Out"];

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

/// The claims of a token.
fn claims(token: &str) -> Result<Value> {
    let payload = token.split('.').nth(1).context("not a JWT")?;
    Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload)?)?)
}

/// An unsigned copy that expired an hour before the token was issued.
fn expired_copy(token: &str) -> Result<String> {
    let mut claims = claims(token)?;
    let issued = claims["iat"].as_i64().context("iat")?;
    claims["exp"] = (issued - 3600).into();
    let encode = |part: Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let header = encode(json!({"alg": "none", "typ": "JWT"}));
    Ok(format!("{header}.{}.", encode(claims)))
}

/// Puts an expired copy of the access token in its place.
async fn expire(stage: &Stage) -> Result<()> {
    let expired = expired_copy(&stage.token("accessToken").await?)?;
    let key = stage.token_key("accessToken").await?;
    stage.page.store(&key, &expired).await
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
async fn tabs_that_need_new_tokens_at_once_renew_them_once() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let (page, wire) = (&stage.page, stage.wire());
    stage.pool.rotate_refresh_tokens().await?;
    expire(&stage).await?;
    let held = wire.hold_next(RENEWAL);
    page.open("/profile").await?;
    page.until("the first tab's renewal", async || {
        Ok((wire.count(RENEWAL) == 1).then_some(()))
    })
    .await?;

    let client = page.client();
    let first = client.window().await?;
    let second = client.new_window(true).await?.handle;
    client.switch_to_window(second).await?;
    page.open("/profile").await?;
    page.until("the second tab to wait its turn, or not", async || {
        let script = "return navigator.locks.query().then((locks) => locks.pending.length)";
        let waits = client.execute(script, Vec::new()).await? != 0;
        Ok((waits || wire.count(RENEWAL) > 1).then_some(()))
    })
    .await?;
    drop(held);
    page.shows("/profile", "Profile").await?;
    client.switch_to_window(first).await?;
    page.shows("/profile", "Profile").await?;
    assert_eq!(wire.count(RENEWAL), 1);
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
    let stored: Vec<_> = page.storage().await?.into_keys().collect();
    assert_eq!(stored, ["User_Email"]);
    Ok(())
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
async fn tabs_sign_out_and_in_together() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    let client = page.client();
    let first = client.window().await?;
    let second = client.new_window(true).await?.handle;
    client.switch_to_window(second.clone()).await?;
    page.open("/profile").await?;
    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;

    client.switch_to_window(first.clone()).await?;
    page.shows("/auth/login", "Login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    client.switch_to_window(second).await?;
    stage.arrives().await
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
