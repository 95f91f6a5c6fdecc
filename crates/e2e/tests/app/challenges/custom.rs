//! Questions of the pool's own.

use anyhow::Result;
use e2e::{EMAIL, Stage};

use super::choice::set_auth_flow;
use super::nothing_is_kept;
use crate::support::another_code;

const TYPED: &str = "return document.querySelector('input[name=answer]').value";

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
    page.until("an empty field for the next answer", async || {
        let typed = page.client().execute(TYPED, Vec::new()).await?;
        Ok((typed == "").then_some(()))
    })
    .await?;
    page.reload().await?;
    page.shows("/auth/login", "One more question").await?;
    page.fill("Answer", &pool.latest_code(EMAIL).await?).await?;
    page.press("Continue").await?;
    stage.arrives().await?;
    nothing_is_kept(&stage).await
}
