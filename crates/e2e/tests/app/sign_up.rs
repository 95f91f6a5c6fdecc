//! Creating an account: what the form refuses, and what it must not tell.

use anyhow::Result;
use e2e::{AGENT_NAME, EMAIL, PASSWORD, Page, Stage};

async fn fill_in(page: &Page, email: &str, password: &str, confirmation: &str) -> Result<()> {
    page.fill("Email", email).await?;
    page.fill("Agent name", AGENT_NAME).await?;
    page.fill("Password", password).await?;
    page.fill("Confirm password", confirmation).await
}

/// The words of the page that a sign-up leads to.
async fn page_after_sign_up(stage: &Stage, email: &str) -> Result<String> {
    let page = &stage.page;
    page.open("/auth/signup").await?;
    fill_in(page, email, PASSWORD, PASSWORD).await?;
    page.press("Create account").await?;
    page.shows("/auth/verify_account", "Verify account").await?;
    page.status().await?;
    assert_eq!(page.value("Email").await?, email);
    page.text().await
}

#[tokio::test]
async fn address_with_an_account_leads_to_the_same_page_as_a_new_one() -> Result<()> {
    let stage = Stage::with_user().await?;
    let known = page_after_sign_up(&stage, EMAIL).await?;
    let asked_for_known = stage.wire().operations();
    stage.wire().forget();
    let unknown = page_after_sign_up(&stage, "new@example.org").await?;
    assert_eq!(known, unknown);
    assert_eq!(asked_for_known, stage.wire().operations());
    assert_eq!(stage.pool.codes("new@example.org").await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn empty_form_is_refused_at_its_fields_before_anything_is_sent() -> Result<()> {
    let stage = Stage::empty().await?;
    let page = &stage.page;
    page.open("/auth/signup").await?;
    page.press("Create account").await?;
    assert!(page.problem("Email").await?.contains("e-mail address"));
    assert!(page.problem("Password").await?.contains("8 characters"));
    page.has_focus("Email").await?;
    assert!(stage.wire().operations().is_empty());
    Ok(())
}

#[tokio::test]
async fn weak_or_mistyped_password_is_refused_at_its_field_and_nothing_typed_is_lost() -> Result<()>
{
    let stage = Stage::empty().await?;
    let page = &stage.page;
    page.open("/auth/signup").await?;
    fill_in(page, EMAIL, "weak", "other").await?;
    page.press("Create account").await?;
    assert!(page.problem("Password").await?.contains("8 characters"));
    let mismatch = page.problem("Confirm password").await?;
    assert!(mismatch.contains("not the same"), "{mismatch}");
    page.has_focus("Password").await?;

    page.fill("Password", PASSWORD).await?;
    page.press("Create account").await?;
    // The only alert now: the other problem is gone.
    assert_eq!(page.alert().await?, mismatch);
    page.has_focus("Confirm password").await?;
    for (label, typed) in [
        ("Email", EMAIL),
        ("Agent name", AGENT_NAME),
        ("Password", PASSWORD),
        ("Confirm password", "other"),
    ] {
        assert_eq!(page.value(label).await?, typed, "{label}");
    }
    assert!(stage.wire().operations().is_empty());
    Ok(())
}
