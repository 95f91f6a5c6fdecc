//! A service that is out of reach for a while.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Stage};

use crate::support::only_the_address_is_stored;

#[tokio::test]
async fn cut_during_the_sign_in_is_explained_and_the_next_try_works() -> Result<()> {
    let mut stage = Stage::with_user().await?;
    stage.page.open("/auth/login").await?;
    stage.pool.cut_off().await?;
    stage.sign_in(PASSWORD).await?;
    let alert = stage.page.alert().await?;
    assert!(alert.contains("Check your connection"), "{alert}");
    assert_eq!(stage.page.value("Email").await?, EMAIL);
    assert_eq!(stage.page.value("Password").await?, PASSWORD);

    stage.pool.reconnect().await?;
    stage.page.press("Sign in").await?;
    stage.arrives().await
}

#[tokio::test]
async fn cut_during_a_reload_ends_nobodys_session() -> Result<()> {
    let mut stage = Stage::signed_in().await?;
    let refresh_token = stage.token("refreshToken").await?;
    stage.pool.cut_off().await?;
    stage.page.open("/profile").await?;
    stage.page.shows("/profile", "Profile").await?;
    assert_eq!(stage.page.value("Email").await?, EMAIL);
    assert_eq!(stage.token("refreshToken").await?, refresh_token);

    stage.pool.reconnect().await?;
    stage.page.reload().await?;
    stage.page.shows("/profile", "Profile").await
}

#[tokio::test]
async fn cut_before_the_sign_out_keeps_nobody_signed_in() -> Result<()> {
    let mut stage = Stage::signed_in().await?;
    stage.pool.cut_off().await?;
    stage.page.press("Sign out").await?;
    stage.page.shows("/auth/login", "Login").await?;
    only_the_address_is_stored(&stage.page).await
}
