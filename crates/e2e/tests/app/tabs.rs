//! Several tabs of one browser, with one session between them.

use anyhow::Result;
use e2e::{PASSWORD, Stage};

use crate::support::{RENEWAL, expire};

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
async fn tabs_that_need_new_tokens_at_once_renew_them_once() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let (page, wire) = (&stage.page, stage.wire());
    stage.pool.rotate_refresh_tokens().await?;
    expire(&stage).await?;
    let held = wire.hold_next(RENEWAL);
    page.open("/profile").await?;
    stage.has_done(RENEWAL, 1).await?;

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
