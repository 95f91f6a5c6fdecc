//! What users do with their own account on the security page.

mod addresses;
mod devices;
mod passkeys;
mod small_window;
mod two_step;

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Stage};
use fantoccini::key::Key;
use serde_json::json;

use crate::support::{RENEWAL, only_the_address_is_stored};

const NEW_PASSWORD: &str = "Bernoulli-Numbers-G7";

/// The security page of the signed-in user.
async fn security_page() -> Result<Stage> {
    let stage = Stage::signed_in().await?;
    open_security_page(&stage).await?;
    Ok(stage)
}

async fn open_security_page(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.follow("Profile").await?;
    page.follow("Password and security").await?;
    page.shows("/profile/security", "Security").await
}

async fn change_password(stage: &Stage, current: &str, new: &str) -> Result<()> {
    let page = &stage.page;
    page.fill("Current password", current).await?;
    page.fill("New password", new).await?;
    page.fill("Confirm password", new).await?;
    page.press("Change password").await
}

#[tokio::test]
async fn changed_password_is_the_one_to_sign_in_with() -> Result<()> {
    let stage = security_page().await?;
    let page = &stage.page;
    change_password(&stage, PASSWORD, NEW_PASSWORD).await?;
    assert!(page.status().await?.contains("password is changed"));
    for label in ["Current password", "New password", "Confirm password"] {
        assert_eq!(page.value(label).await?, "", "{label}");
    }
    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    stage.sign_in(PASSWORD).await?;
    assert!(page.alert().await?.contains("not right"));
    stage.sign_in(NEW_PASSWORD).await?;
    stage.arrives().await
}

#[tokio::test]
async fn wrong_current_password_is_told_at_its_field_and_counts_once() -> Result<()> {
    let stage = security_page().await?;
    let page = &stage.page;
    change_password(&stage, "Difference-Engine-1822", NEW_PASSWORD).await?;
    let problem = page.problem("Current password").await?;
    assert!(problem.contains("not your current password"), "{problem}");
    page.has_focus("Current password").await?;
    assert_eq!(page.value("New password").await?, NEW_PASSWORD);
    assert_eq!(stage.wire().count("ChangePassword"), 1);
    assert_eq!(stage.wire().count(RENEWAL), 0);
    change_password(&stage, PASSWORD, NEW_PASSWORD).await?;
    assert!(page.status().await?.contains("password is changed"));
    Ok(())
}

#[tokio::test]
async fn sign_out_everywhere_ends_every_session_of_the_user() -> Result<()> {
    let stage = security_page().await?;
    let (page, client) = (&stage.page, stage.page.client());
    let elsewhere = stage.pool.tokens(EMAIL, PASSWORD).await?;
    let first = client.window().await?;
    let other_tab = client.new_window(true).await?.handle;
    client.switch_to_window(other_tab.clone()).await?;
    page.open("/profile").await?;
    page.shows("/profile", "Profile").await?;

    client.switch_to_window(first).await?;
    page.press("Sign out everywhere").await?;
    page.press("Sign out on all devices").await?;
    page.shows("/auth/signout", "Goodbye").await?;
    assert!(page.status().await?.contains("on all devices"));
    only_the_address_is_stored(page).await?;
    client.switch_to_window(other_tab).await?;
    page.shows("/auth/login", "Login").await?;
    assert!(page.status().await?.contains("elsewhere in this browser"));

    let request = json!({"AccessToken": elsewhere["AccessToken"]});
    let refusal = stage.pool.refusal("GetUser", request).await?;
    assert!(refusal.contains("revoked"), "{refusal}");
    Ok(())
}

#[tokio::test]
async fn deleted_account_is_gone_and_leaves_nothing_here() -> Result<()> {
    let stage = security_page().await?;
    let page = &stage.page;
    page.press("Delete account").await?;
    page.fill("Email", EMAIL).await?;
    page.press("Delete my account for good").await?;
    page.shows("/auth/signout", "Goodbye").await?;
    assert!(page.status().await?.contains("account is deleted"));
    assert!(page.storage().await?.is_empty());
    let request = json!({"UserPoolId": stage.pool.id(), "Username": EMAIL});
    let refusal = stage.pool.refusal("AdminGetUser", request).await?;
    assert!(refusal.contains("UserNotFound"), "{refusal}");

    page.follow("Login").await?;
    assert_eq!(page.value("Email").await?, "");
    stage.sign_in(PASSWORD).await?;
    assert!(page.alert().await?.contains("not right"));
    Ok(())
}

#[tokio::test]
async fn keyboard_deletes_no_account_by_accident() -> Result<()> {
    let stage = security_page().await?;
    let page = &stage.page;
    let enter = char::from(Key::Enter).to_string();
    page.button("Delete account").await?.click().await?;
    page.field("Email").await?;
    page.keys(&enter).await?;
    page.keys(&format!("{}{EMAIL}x{enter}", char::from(Key::Tab)))
        .await?;
    let problem = page.problem("Email").await?;
    assert!(problem.contains(EMAIL), "{problem}");
    page.press("Cancel").await?;
    page.has_focus("Delete account").await?;
    assert_eq!(stage.wire().count("DeleteUser"), 0);
    Ok(())
}

#[tokio::test]
async fn cut_network_is_explained_and_the_next_try_works() -> Result<()> {
    let mut stage = security_page().await?;
    stage.pool.cut_off().await?;
    change_password(&stage, PASSWORD, NEW_PASSWORD).await?;
    let alert = stage.page.alert().await?;
    assert!(alert.contains("Check your connection"), "{alert}");
    assert_eq!(stage.page.value("Current password").await?, PASSWORD);
    stage.pool.reconnect().await?;
    stage.page.press("Change password").await?;
    assert!(stage.page.status().await?.contains("password is changed"));
    Ok(())
}
