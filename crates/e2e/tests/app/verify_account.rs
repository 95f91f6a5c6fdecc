//! Confirming a new account: codes that are wrong, used up, or sent again.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Stage};
use serde_json::json;

use crate::support::another_code;

/// How many wrong tries the pool allows for one code.
const TRIES: usize = 5;

#[tokio::test]
async fn five_wrong_codes_end_the_code_and_a_new_one_works() -> Result<()> {
    let stage = Stage::empty().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    pool.sign_up(EMAIL, PASSWORD).await?;
    let first = pool.latest_code(EMAIL).await?;
    let wrong = another_code(&first);

    page.open("/auth/verify_account").await?;
    page.fill("Email", EMAIL).await?;
    page.fill("Verification code", &wrong).await?;
    for tried in 1..=TRIES {
        page.press("Verify account").await?;
        let problem = page.problem("Verification code").await?;
        assert!(problem.contains("wrong or no longer valid"), "{problem}");
        assert_eq!(stage.wire().count("ConfirmSignUp"), tried);
        assert_eq!(page.value("Verification code").await?, wrong);
    }
    page.fill("Verification code", &first).await?;
    page.press("Verify account").await?;
    page.problem("Verification code").await?;

    page.press("Resend code").await?;
    assert!(page.status().await?.contains("on its way"));
    let second = pool.latest_code(EMAIL).await?;
    page.fill("Verification code", &second).await?;
    page.press("Verify account").await?;
    stage.arrives().await
}

#[tokio::test]
async fn pool_that_lets_nobody_in_by_a_confirmation_asks_for_the_password() -> Result<()> {
    let stage = Stage::empty().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    let request = json!({"UserPoolId": pool.id(), "ClientId": pool.client_id(),
        "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]});
    pool.call("UpdateUserPoolClient", request).await?;
    pool.sign_up(EMAIL, PASSWORD).await?;
    page.open("/auth/verify_account").await?;
    page.fill("Email", EMAIL).await?;
    let code = pool.latest_code(EMAIL).await?;
    page.fill("Verification code", &code).await?;
    page.press("Verify account").await?;
    page.shows("/auth/login", "Login").await?;
    assert!(page.status().await?.contains("verified"));
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await
}

#[tokio::test]
async fn resend_says_the_same_whether_or_not_somebody_waits_for_a_code() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    stage.pool.sign_up("waiting@example.org", PASSWORD).await?;
    let mut seen = Vec::new();
    for email in ["waiting@example.org", EMAIL, "nobody@example.org"] {
        page.open("/auth/verify_account").await?;
        page.fill("Email", email).await?;
        page.press("Resend code").await?;
        page.status().await?;
        seen.push(page.text().await?);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
    assert_eq!(stage.pool.codes("waiting@example.org").await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn missing_code_is_refused_at_its_field_before_anything_is_sent() -> Result<()> {
    let stage = Stage::empty().await?;
    let page = &stage.page;
    page.open("/auth/verify_account").await?;
    page.fill("Email", EMAIL).await?;
    page.press("Verify account").await?;
    assert!(page.problem("Verification code").await?.contains("code"));
    page.has_focus("Verification code").await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    assert!(stage.wire().operations().is_empty());
    Ok(())
}
