//! New e-mail addresses, and the codes that prove them.

use anyhow::{Context, Result, bail};
use e2e::{ConfigFile, EMAIL, PASSWORD, Stage};
use serde_json::{Value, json};

use crate::support::{another_code, claims};

const NEW_EMAIL: &str = "countess@example.org";

/// Changes the site's configuration: addresses may be changed, and `change` whatever else.
fn configure(stage: &Stage, change: impl FnOnce(&mut Value)) -> Result<()> {
    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    config["custom"]["attributes"] = json!([{"name": "email", "label": "Email", "editable": true}]);
    change(&mut config);
    stage.site.set_config(ConfigFile::Json(config));
    Ok(())
}

/// The profile page of the signed-in user.
async fn profile_page(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.open("/profile").await?;
    page.shows("/auth/login", "Login").await?;
    stage.sign_in(PASSWORD).await?;
    page.shows("/profile", "Profile").await?;
    stage.wire().forget();
    Ok(())
}

async fn change_address(stage: &Stage, email: &str) -> Result<()> {
    stage.page.fill("Email", email).await?;
    stage.page.press("Save changes").await
}

#[tokio::test]
async fn new_address_is_verified_by_its_code_and_signs_in_from_then_on() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    configure(&stage, |_| {})?;
    profile_page(&stage).await?;
    change_address(&stage, NEW_EMAIL).await?;
    page.field("Verification code").await?;
    let first = stage.pool.latest_code(NEW_EMAIL).await?;
    page.fill("Verification code", &another_code(&first))
        .await?;
    page.press("Verify").await?;
    let problem = page.problem("Verification code").await?;
    assert!(problem.contains("wrong or no longer valid"), "{problem}");

    page.reload().await?;
    page.press("Resend code").await?;
    assert!(page.status().await?.contains("on its way"));
    let code = stage.pool.latest_code(NEW_EMAIL).await?;
    page.fill("Verification code", &code).await?;
    page.press("Verify").await?;
    assert!(page.status().await?.contains("verified"));
    assert_eq!(page.value("Email").await?, NEW_EMAIL);
    assert!(!page.text().await?.contains("Verification code"));
    let claims = claims(&stage.token("idToken").await?)?;
    assert_eq!(claims["email"], NEW_EMAIL);
    assert_eq!(claims["email_verified"], true);

    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;
    assert_eq!(page.value("Email").await?, NEW_EMAIL);
    page.fill("Password", PASSWORD).await?;
    page.press("Sign in").await?;
    stage.arrives().await
}

#[tokio::test]
async fn address_of_another_account_is_refused_at_its_field() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    stage.pool.add_user(NEW_EMAIL, PASSWORD).await?;
    configure(&stage, |_| {})?;
    profile_page(&stage).await?;
    change_address(&stage, NEW_EMAIL).await?;
    let problem = page.problem("Email").await?;
    assert!(problem.contains("cannot be used"), "{problem}");
    assert_eq!(page.value("Email").await?, NEW_EMAIL);
    Ok(())
}

#[tokio::test]
async fn pool_that_keeps_the_old_address_until_the_new_one_is_verified_is_understood() -> Result<()>
{
    let stage = Stage::empty().await?;
    let (page, pool) = (&stage.page, &stage.pool);
    let client = careful_pool(&stage).await?;
    configure(&stage, |config| {
        config["auth"]["user_pool_id"] = client["UserPoolId"].clone();
        config["auth"]["user_pool_client_id"] = client["ClientId"].clone();
    })?;
    profile_page(&stage).await?;
    change_address(&stage, NEW_EMAIL).await?;
    page.field("Verification code").await?;
    let words = "your e-mail address stays as it was";
    assert!(page.text().await?.contains(words));
    assert_eq!(page.value("Email").await?, EMAIL);
    page.reload().await?;
    page.fill("Verification code", &pool.latest_code(NEW_EMAIL).await?)
        .await?;
    assert_eq!(page.value("Email").await?, EMAIL);
    page.press("Verify").await?;
    assert!(page.status().await?.contains("verified"));
    assert_eq!(page.value("Email").await?, NEW_EMAIL);
    Ok(())
}

/// A client of another pool, which keeps addresses until new ones are verified; the user has an
/// account there.
async fn careful_pool(stage: &Stage) -> Result<Value> {
    let pool = &stage.pool;
    let request = json!({
        "PoolName": "Careful",
        "UsernameAttributes": ["email"],
        "AutoVerifiedAttributes": ["email"],
        "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
    });
    let created = pool.call("CreateUserPool", request).await?;
    let pool_id = created["UserPool"]["Id"].as_str().context("no id")?;
    let request = json!({
        "UserPoolId": pool_id,
        "ClientName": "App",
        "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    });
    let mut client = pool.call("CreateUserPoolClient", request).await?;
    let request = json!({
        "UserPoolId": pool_id,
        "Username": EMAIL,
        "MessageAction": "SUPPRESS",
        "UserAttributes": [
            {"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"},
        ],
    });
    pool.call("AdminCreateUser", request).await?;
    let request = json!({
        "UserPoolId": pool_id, "Username": EMAIL, "Password": PASSWORD, "Permanent": true,
    });
    pool.call("AdminSetUserPassword", request).await?;
    Ok(client["UserPoolClient"].take())
}
