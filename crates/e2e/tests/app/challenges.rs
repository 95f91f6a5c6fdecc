//! Sign-ins with further steps: each is taken in the middle of a reload, too.

mod choice;
mod custom;
mod devices;
mod passkeys;
mod second_factors;
mod set_up;

use anyhow::{Context, Result};
use e2e::{EMAIL, PASSWORD, Pool, Stage};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

const PHONE: &str = "+14155552671";
const SMS: &str = "SMSMfaSettings";
const APP: &str = "SoftwareTokenMfaSettings";
const MAIL: &str = "EmailMfaSettings";

/// Seconds of one code of an authenticator app.
const STEP: u64 = 30;

/// What an authenticator app with that key shows, `ahead` of now in seconds.
fn app_code(key: &str, ahead: u64) -> Result<String> {
    let app = Builder::new()
        .with_secret(Secret::try_from_base32(key)?)
        .build()?;
    let now = std::time::UNIX_EPOCH.elapsed()?.as_secs();
    Ok(app.generate(now + ahead).to_string())
}

/// Whether second factors are `OPTIONAL` or `ON`, and which ones there are.
async fn configure_mfa(pool: &Pool, configuration: &str, factors: &[&str]) -> Result<()> {
    let mut request = json!({"UserPoolId": pool.id(), "MfaConfiguration": configuration,
        "SoftwareTokenMfaConfiguration": {"Enabled": factors.contains(&APP)}});
    if factors.contains(&SMS) {
        request["SmsMfaConfiguration"] = json!({"SmsAuthenticationMessage": "Code: {####}"});
    }
    if factors.contains(&MAIL) {
        request["EmailMfaConfiguration"] = json!({"Subject": "Code", "Message": "Code: {####}"});
    }
    pool.call("SetUserPoolMfaConfig", request).await?;
    Ok(())
}

/// Turns second factors of the user on; the first one is preferred if there is no other.
async fn turn_on(pool: &Pool, token: &str, factors: &[&str]) -> Result<()> {
    let mut request = json!({"AccessToken": token});
    for factor in factors {
        request[*factor] = json!({"Enabled": true, "PreferredMfa": factors.len() == 1});
    }
    pool.call("SetUserMFAPreference", request).await?;
    Ok(())
}

async fn give_phone(pool: &Pool) -> Result<()> {
    let request = json!({"UserPoolId": pool.id(), "Username": EMAIL, "UserAttributes": [
        {"Name": "phone_number", "Value": PHONE}, {"Name": "phone_number_verified", "Value": "true"},
    ]});
    pool.call("AdminUpdateUserAttributes", request).await?;
    Ok(())
}

async fn access_token(pool: &Pool) -> Result<String> {
    let tokens = pool.tokens(EMAIL, PASSWORD).await?;
    let token = tokens["AccessToken"].as_str().context("no token")?;
    Ok(token.to_owned())
}

/// Gives the user an authenticator app, whose key comes back. Its present code is used up.
async fn give_app(pool: &Pool, token: &str) -> Result<String> {
    let associate = json!({"AccessToken": token});
    let reply = pool.call("AssociateSoftwareToken", associate).await?;
    let key = reply["SecretCode"].as_str().context("no key")?;
    let verify = json!({"AccessToken": token, "UserCode": app_code(key, 0)?});
    pool.call("VerifySoftwareToken", verify).await?;
    Ok(key.to_owned())
}

/// Sends the login form and waits for the question that comes of it.
async fn is_asked(stage: &Stage, heading: &str) -> Result<()> {
    stage.page.open("/auth/login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.page.shows("/auth/login", heading).await
}

/// Nothing of an unfinished sign-in is kept in the tab.
async fn nothing_is_kept(stage: &Stage) -> Result<()> {
    let kept = "return sessionStorage.getItem('vestibule.sign_in')";
    assert_eq!(stage.page.run(kept).await?, Value::Null);
    Ok(())
}
