//! Who gets to which page, and what is never seen on the way.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Stage};

use crate::support::{SIGNED_IN, SIGNED_OUT};

#[tokio::test]
async fn deep_link_leads_over_the_login_and_the_way_back_is_free() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    page.open("/").await?;
    page.open("/profile").await?;
    page.shows("/auth/login", "Login").await?;
    stage.sign_in(PASSWORD).await?;
    page.shows("/profile", "Profile").await?;
    assert_eq!(page.value("Email").await?, EMAIL);

    page.back().await?;
    page.shows("/", "Vestibule").await?;
    page.has_menu(&SIGNED_IN).await?;
    page.client().forward().await?;
    page.shows("/profile", "Profile").await
}

#[tokio::test]
async fn way_back_after_a_sign_in_skips_the_login_page() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    page.open("/").await?;
    page.follow("Login").await?;
    page.shows("/auth/login", "Login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    page.back().await?;
    page.shows("/", "Vestibule").await
}

#[tokio::test]
async fn signed_in_user_is_led_on_from_pages_that_are_for_others() -> Result<()> {
    let stage = Stage::signed_in().await?;
    for path in [
        "/auth/login",
        "/auth/signup",
        "/auth/verify_account",
        "/auth/forgot_password",
    ] {
        stage.page.open(path).await?;
        stage.arrives().await?;
    }
    Ok(())
}

#[tokio::test]
async fn unknown_path_has_a_page_and_the_menu_follows_the_session() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    page.open("/no/such/page").await?;
    page.shows("/no/such/page", "Page not found").await?;
    page.has_menu(&SIGNED_OUT).await?;
    page.follow("Login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    page.has_menu(&SIGNED_IN).await?;
    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    page.has_menu(&SIGNED_OUT).await
}

/// What belongs to signed-in users alone.
const GUARDED: [&str; 5] = [
    "Profile",
    "Save changes",
    "Authenticated page",
    "You are signed in",
    "Sign out",
];
/// What belongs to the login page alone.
const LOGIN: [&str; 3] = ["Login", "Sign in", "Forgot your password?"];

fn assert_never_seen(words: &[&str], texts: &[String]) {
    for text in texts {
        let seen = words.iter().find(|words| text.contains(**words));
        assert_eq!(seen, None, "in {text}");
    }
}

#[tokio::test]
async fn guarded_content_never_flashes_before_the_login_page() -> Result<()> {
    let stage = Stage::empty().await?;
    let page = &stage.page;
    let recorder = stage.recorder().await?;
    for path in ["/profile", "/auth/authenticated_page"] {
        page.open(path).await?;
        page.shows("/auth/login", "Login").await?;
        let texts = recorder.texts().await?;
        assert!(texts.iter().any(|text| text.contains("Sign in")));
        assert_never_seen(&GUARDED, &texts);
    }
    Ok(())
}

#[tokio::test]
async fn login_form_never_flashes_while_a_session_is_restored() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    let recorder = stage.recorder().await?;
    for (path, leads_to, heading) in [
        ("/profile", "/profile", "Profile"),
        (
            "/auth/login",
            "/auth/authenticated_page",
            "Authenticated page",
        ),
    ] {
        let held = stage.wire().hold_next("GetUser");
        page.open(path).await?;
        page.until("the pause before the profile is known", async || {
            let waiting = page.client().source().await?.contains("One moment");
            Ok(waiting.then_some(()))
        })
        .await?;
        drop(held);
        page.shows(leads_to, heading).await?;
        let texts = recorder.texts().await?;
        assert!(texts.iter().any(|text| text.contains(heading)));
        assert_never_seen(&LOGIN, &texts);
    }
    Ok(())
}
