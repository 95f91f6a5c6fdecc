//! Questions of the pool's own.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Stage};

use super::choice::set_auth_flow;
use super::nothing_is_kept;
use crate::support::another_code;

#[tokio::test]
async fn question_of_the_pools_own_is_asked_again_and_answered_after_a_reload() -> Result<()> {
    let stage = Stage::with_user().await?;
    set_auth_flow(&stage, "CUSTOM_AUTH")?;
    let (page, pool) = (&stage.page, &stage.pool);
    page.open("/auth/login").await?;
    page.fill("Email", EMAIL).await?;
    page.press("Continue").await?;
    page.shows("/auth/login", "One more question").await?;
    let answer = pool.latest_code(EMAIL).await?;
    page.fill("Answer", &another_code(&answer)).await?;
    page.press("Continue").await?;
    assert!(page.problem("Answer").await?.contains("not right"));
    page.has_focus("Answer").await?;
    page.reload().await?;
    page.shows("/auth/login", "One more question").await?;
    page.fill("Answer", &pool.latest_code(EMAIL).await?).await?;
    page.press("Continue").await?;
    stage.arrives().await?;
    nothing_is_kept(&stage).await
}

#[tokio::test]
async fn question_of_the_pools_own_comes_after_the_password_where_the_app_says_so() -> Result<()> {
    let stage = Stage::with_user().await?;
    set_auth_flow(&stage, "CUSTOM_WITH_SRP")?;
    let (page, pool) = (&stage.page, &stage.pool);
    page.open("/auth/login").await?;
    let sent = pool.codes(EMAIL).await?;
    stage.sign_in("Difference-Engine-1822").await?;
    page.alert().await?;
    assert_eq!(pool.codes(EMAIL).await?, sent, "nobody is asked yet");
    stage.sign_in(PASSWORD).await?;
    page.shows("/auth/login", "One more question").await?;
    page.fill("Answer", &pool.latest_code(EMAIL).await?).await?;
    page.press("Continue").await?;
    stage.arrives().await?;
    nothing_is_kept(&stage).await
}
