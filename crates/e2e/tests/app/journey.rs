//! The whole way of a user, from the first visit to the goodbye.

use anyhow::Result;
use e2e::{AGENT_NAME, EMAIL, PASSWORD, Stage};
use serde_json::json;

use crate::support::only_the_address_is_stored;

const NAME: &str = "custom:agentName";

#[tokio::test]
async fn new_user_signs_up_verifies_signs_in_edits_the_profile_and_leaves() -> Result<()> {
    let stage = Stage::empty().await?;
    sign_up(&stage).await?;
    verify(&stage).await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    edit_profile(&stage).await?;
    leave(&stage).await
}

async fn sign_up(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/").await?;
    page.follow("Sign up").await?;
    page.shows("/auth/signup", "Sign up").await?;
    page.fill("Email", EMAIL).await?;
    page.fill("Agent name", AGENT_NAME).await?;
    page.fill("Password", PASSWORD).await?;
    page.fill("Confirm password", PASSWORD).await?;
    page.press("Create account").await
}

async fn verify(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.shows("/auth/verify_account", "Verify account").await?;
    assert!(page.status().await?.contains("We sent a code"));
    assert_eq!(page.value("Email").await?, EMAIL);
    let code = stage.pool.latest_code(EMAIL).await?;
    page.fill("Verification code", &code).await?;
    page.press("Verify account").await?;

    stage.arrives().await?;
    assert!(page.status().await?.contains("verified"));
    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    Ok(())
}

async fn edit_profile(stage: &Stage) -> Result<()> {
    let (page, pool) = (&stage.page, &stage.pool);
    page.follow("Profile").await?;
    page.shows("/profile", "Profile").await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    assert_eq!(page.value("Agent name").await?, AGENT_NAME);

    page.fill("Agent name", "Byron").await?;
    page.press("Save changes").await?;
    assert!(page.status().await?.contains("saved"));
    assert_eq!(pool.attribute(EMAIL, NAME).await?.as_deref(), Some("Byron"));
    page.reload().await?;
    assert_eq!(page.value("Agent name").await?, "Byron");

    page.fill("Agent name", "").await?;
    page.press("Save changes").await?;
    assert!(page.status().await?.contains("saved"));
    assert_eq!(pool.attribute(EMAIL, NAME).await?, None);
    page.reload().await?;
    assert_eq!(page.value("Agent name").await?, "");
    Ok(())
}

async fn leave(stage: &Stage) -> Result<()> {
    let (page, pool) = (&stage.page, &stage.pool);
    let refresh_token = stage.token("refreshToken").await?;
    page.press("Sign out").await?;
    page.shows("/auth/signout", "Goodbye").await?;
    page.shows("/auth/login", "Login").await?;

    only_the_address_is_stored(page).await?;
    stage.has_done("RevokeToken", 2).await?;
    let request = json!({"ClientId": pool.client_id(), "RefreshToken": refresh_token});
    let refusal = pool.refusal("GetTokensFromRefreshToken", request).await?;
    assert!(refusal.contains("revoked"), "{refusal}");
    Ok(())
}
