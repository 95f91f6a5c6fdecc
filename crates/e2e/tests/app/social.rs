//! Signing in by way of another service, through the pool's hosted pages and the page that stands
//! in for the service's own.

use anyhow::{Context, Result, bail};
use e2e::{ConfigFile, EMAIL, PASSWORD, Page, Stage, TOKEN_ENDPOINT};
use serde_json::{Value, json};

use crate::support::{RENEWAL, SIGNED_IN, expire};

const GOOGLE: &str = "Continue with Google";
const NOT_ASKED: &str = "did not begin in this tab";

/// Waits for the page that asks, in the service's place, who this is.
async fn is_asked(page: &Page) -> Result<()> {
    page.has_heading(GOOGLE).await
}

/// Says there to be the user of [`EMAIL`].
async fn answer(page: &Page) -> Result<()> {
    is_asked(page).await?;
    page.fill("Email", EMAIL).await?;
    page.press("Continue as this account").await
}

/// Signs in from the login page.
async fn sign_in(stage: &Stage) -> Result<()> {
    stage.page.open("/auth/login").await?;
    stage.page.press(GOOGLE).await?;
    answer(&stage.page).await?;
    stage.arrives().await
}

async fn signed_in() -> Result<Stage> {
    let stage = Stage::with_hosted_pages().await?;
    sign_in(&stage).await?;
    stage.wire().forget();
    Ok(stage)
}

/// The address with which the hosted pages led back the last time.
fn callback(stage: &Stage) -> Result<String> {
    let visited = stage.site.visited().into_iter();
    let mut callbacks = visited.filter(|url| url.starts_with("/auth/callback?"));
    callbacks.next_back().context("nobody came back")
}

/// The `state` of a sign-in that was begun in this tab and left.
async fn begun(stage: &Stage) -> Result<String> {
    let page = &stage.page;
    page.open("/auth/login").await?;
    page.press(GOOGLE).await?;
    is_asked(page).await?;
    page.open("/").await?;
    let asked = page.run("return sessionStorage['vestibule.oauth'].split(' ')[0]");
    Ok(serde_json::from_value(asked.await?)?)
}

/// Nothing of a session is left in the browser's storage.
async fn nothing_is_stored(page: &Page) -> Result<()> {
    assert_eq!(page.storage().await?.into_keys().next(), None);
    Ok(())
}

/// The login page says this, in an address that says nothing.
async fn is_told_on_the_login_page(page: &Page, words: &str) -> Result<()> {
    page.shows("/auth/login", "Login").await?;
    let alert = page.alert().await?;
    assert!(alert.contains(words), "{alert}");
    nothing_is_stored(page).await
}

#[tokio::test]
async fn whole_way_from_another_service_to_the_backend_and_out_again() -> Result<()> {
    let stage = signed_in().await?;
    let page = &stage.page;
    page.has_menu(&SIGNED_IN).await?;
    page.press("Call the backend").await?;
    page.says("It knows you as Google_").await?;
    page.open("/profile").await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    page.fill("Agent name", "Lovelace").await?;
    page.press("Save changes").await?;
    assert!(page.status().await?.contains("saved"));

    let refresh_token = stage.token("refreshToken").await?;
    page.press("Sign out").await?;
    page.shows("/auth/signout", "Goodbye").await?;
    page.shows("/auth/login", "Login").await?;
    assert!(page.status().await?.contains("You are signed out"));
    nothing_is_stored(page).await?;
    let request = json!({"ClientId": stage.pool.client_id(), "RefreshToken": refresh_token});
    let refusal = stage.pool.refusal(RENEWAL, request).await?;
    assert!(refusal.contains("revoked"), "{refusal}");

    page.press(GOOGLE).await?;
    is_asked(page).await
}

#[tokio::test]
async fn hosted_pages_ask_nobody_twice_before_the_sign_out() -> Result<()> {
    let stage = signed_in().await?;
    let page = &stage.page;
    page.run("localStorage.clear()").await?;
    page.open("/auth/signup").await?;
    page.shows("/auth/signup", "Sign up").await?;
    page.press(GOOGLE).await?;
    stage.arrives().await
}

#[tokio::test]
async fn sign_in_leads_to_the_page_asked_for() -> Result<()> {
    let stage = Stage::with_hosted_pages().await?;
    let page = &stage.page;
    page.open("/profile").await?;
    page.shows("/auth/login", "Login").await?;
    page.press(GOOGLE).await?;
    answer(page).await?;
    page.shows("/profile", "Profile").await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    Ok(())
}

#[tokio::test]
async fn code_and_state_are_gone_from_the_address_before_the_exchange() -> Result<()> {
    let stage = Stage::with_hosted_pages().await?;
    let page = &stage.page;
    let held = stage.wire().hold_next(TOKEN_ENDPOINT);
    page.open("/auth/login").await?;
    page.press(GOOGLE).await?;
    answer(page).await?;
    stage.has_done(TOKEN_ENDPOINT, 1).await?;
    page.is_at("/auth/callback").await?;
    page.says("One moment").await?;
    drop(held);
    stage.arrives().await?;

    page.back().await?;
    stage.arrives().await?;
    let history = page.run("return navigation.entries().map((entry) => entry.url)");
    let mut seen: Vec<String> = serde_json::from_value(history.await?)?;
    // Chromium names the page where it talks about loading it.
    let console = stage.browser.console().await?.into_iter();
    seen.extend(console.filter(|line| !line.contains("preload")));
    // Of what the site was asked for, the ways back alone; the browser told it of none of them.
    let visited = stage.site.visited().into_iter();
    seen.extend(visited.filter(|url| !url.starts_with("/auth/callback?")));
    for secret in ["code=", "state="] {
        assert_eq!(seen.iter().find(|place| place.contains(secret)), None);
    }
    Ok(())
}

#[tokio::test]
async fn refused_consent_is_told_and_the_next_try_works() -> Result<()> {
    let stage = Stage::with_hosted_pages().await?;
    let page = &stage.page;
    page.open("/auth/login").await?;
    page.press(GOOGLE).await?;
    is_asked(page).await?;
    page.press("Cancel").await?;
    is_told_on_the_login_page(page, "was cancelled").await?;
    page.press(GOOGLE).await?;
    answer(page).await?;
    stage.arrives().await
}

#[tokio::test]
async fn callback_that_is_opened_again_signs_nobody_in_and_nobody_out() -> Result<()> {
    let stage = signed_in().await?;
    let page = &stage.page;
    let replayed = callback(&stage)?;
    let refresh_token = stage.token("refreshToken").await?;
    page.open(&replayed).await?;
    stage.arrives().await?;
    assert_eq!(stage.token("refreshToken").await?, refresh_token);

    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;
    page.open(&replayed).await?;
    is_told_on_the_login_page(page, NOT_ASKED).await?;
    assert_eq!(stage.wire().count(TOKEN_ENDPOINT), 0);
    Ok(())
}

#[tokio::test]
async fn forged_callback_changes_nothing_for_whoever_is_signed_in() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    let access_token = stage.token("accessToken").await?;
    for forged in [
        "/auth/callback?code=forged&state=forged",
        "/auth/callback?code=forged",
        "/auth/callback?error=access_denied&state=forged",
        "/auth/callback?code=1&code=2&state=forged",
        "/auth/callback",
    ] {
        page.open(forged).await?;
        stage.arrives().await?;
        page.has_menu(&SIGNED_IN).await?;
    }
    assert_eq!(stage.token("accessToken").await?, access_token);
    assert_eq!(stage.wire().count(TOKEN_ENDPOINT), 0);
    Ok(())
}

#[tokio::test]
async fn forged_callback_is_told_to_whoever_is_not() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    for (forged, words) in [
        ("code=forged&state=forged", NOT_ASKED),
        ("code=forged", NOT_ASKED),
        (
            "error=Call+0900&error_description=Call+0900&state=x",
            NOT_ASKED,
        ),
        ("code=1&code=2&state=forged", "not as it must be"),
    ] {
        page.open(&format!("/auth/callback?{forged}")).await?;
        is_told_on_the_login_page(page, words).await?;
    }
    assert!(!page.text().await?.contains("0900"));
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await
}

#[tokio::test]
async fn code_that_was_used_before_is_refused() -> Result<()> {
    let stage = signed_in().await?;
    let page = &stage.page;
    let used = callback(&stage)?;
    let (used, _) = used.split_once("&state=").context("no state")?;
    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;
    let asked = begun(&stage).await?;
    page.open(&format!("{used}&state={asked}")).await?;
    is_told_on_the_login_page(page, "completed before").await
}

#[tokio::test]
async fn cut_during_the_exchange_is_told_and_the_next_try_works() -> Result<()> {
    let mut stage = Stage::with_hosted_pages().await?;
    let asked = begun(&stage).await?;
    stage.pool.cut_off().await?;
    let answer = format!("/auth/callback?code=lost&state={asked}");
    stage.page.open(&answer).await?;
    is_told_on_the_login_page(&stage.page, "Check your connection").await?;
    stage.pool.reconnect().await?;
    sign_in(&stage).await
}

#[tokio::test]
async fn cut_before_the_sign_out_keeps_nobody_signed_in_here() -> Result<()> {
    let mut stage = signed_in().await?;
    stage.pool.cut_off().await?;
    stage.page.press("Sign out").await?;
    stage.page.shows("/auth/login", "Login").await?;
    let status = stage.page.status().await?;
    assert!(status.contains("could not be reached"), "{status}");
    nothing_is_stored(&stage.page).await
}

#[tokio::test]
async fn sign_out_on_all_devices_reaches_the_hosted_pages_and_is_confirmed() -> Result<()> {
    let stage = signed_in().await?;
    let page = &stage.page;
    page.open("/profile/security").await?;
    page.press("Sign out everywhere").await?;
    page.press("Sign out on all devices").await?;
    page.shows("/auth/login", "Login").await?;
    let status = page.status().await?;
    assert!(status.contains("signed out on all devices"), "{status}");
    page.press(GOOGLE).await?;
    is_asked(page).await
}

#[tokio::test]
async fn tabs_follow_the_way_in_and_out() -> Result<()> {
    let stage = Stage::with_hosted_pages().await?;
    let (page, client) = (&stage.page, stage.page.client());
    page.open("/profile").await?;
    page.shows("/auth/login", "Login").await?;
    let first = client.window().await?;
    let second = client.new_window(true).await?.handle;
    client.switch_to_window(second.clone()).await?;
    sign_in(&stage).await?;
    client.switch_to_window(first.clone()).await?;
    page.shows("/profile", "Profile").await?;

    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;
    client.switch_to_window(second).await?;
    page.shows("/auth/login", "Login").await
}

#[tokio::test]
async fn session_is_kept_and_renewed_like_any_other() -> Result<()> {
    let stage = signed_in().await?;
    expire(&stage).await?;
    stage.page.open("/profile").await?;
    assert_eq!(stage.page.value("Email").await?, EMAIL);
    assert_eq!(stage.wire().operations(), [RENEWAL, "GetUser"]);
    Ok(())
}

#[tokio::test]
async fn profile_comes_from_the_token_where_the_app_may_not_ask_the_pool() -> Result<()> {
    let stage = Stage::with_hosted_pages().await?;
    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    config["auth"]["oauth"]["scopes"] = Value::from(vec!["openid", "email"]);
    stage.site.set_config(ConfigFile::Json(config));
    sign_in(&stage).await?;
    stage.page.open("/profile").await?;
    stage.page.says(EMAIL).await?;
    stage.page.follow("Password and security").await?;
    stage.page.shows("/profile/security", "Security").await?;
    stage.page.says("does not let this app change").await?;
    assert_eq!(stage.wire().operations(), [TOKEN_ENDPOINT]);
    Ok(())
}
