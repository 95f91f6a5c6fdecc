//! The second factor on the hosted pages.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Browser, asked, request, says, text, told};
use crate::support::{
    Authenticator, CLIENT, EMAIL, PASSWORD, POOL, Pool, Reply, by_password, other_than,
};

const EXPIRED: &str =
    "This page has expired, or was answered already. Go back to the app, and sign in again.";

/// Ann, who has turned these factors on; and her authenticator app.
async fn with(settings: Value) -> (Pool, Authenticator) {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let mfa = json!({"UserPoolId": POOL, "MfaConfiguration": "OPTIONAL", "EmailMfaConfiguration": {},
        "SoftwareTokenMfaConfiguration": {"Enabled": true}});
    pool.ok("SetUserPoolMfaConfig", mfa).await;
    let reply = pool
        .ok("AssociateSoftwareToken", json!({"AccessToken": token}))
        .await;
    let app = Authenticator::with(&reply["SecretCode"]);
    let verify = json!({"AccessToken": token, "UserCode": app.code(pool.seconds())});
    pool.ok("VerifySoftwareToken", verify).await;
    pool.wait(Duration::from_secs(30));
    let mut request = settings;
    request["AccessToken"] = token;
    pool.ok("SetUserMFAPreference", request).await;
    (pool, app)
}

async fn with_totp() -> (Pool, Authenticator) {
    with(json!({"SoftwareTokenMfaSettings": {"Enabled": true}})).await
}

/// The page after Ann's password.
async fn begin(browser: &Browser<'_>) -> Reply {
    browser.sign_in(&request(&[]), EMAIL, PASSWORD).await
}

async fn answer(browser: &Browser<'_>, page: &Reply, name: &str, value: &str) -> Reply {
    browser.submit(&asked(page), &[(name, value)]).await
}

#[tokio::test]
async fn after_the_password_the_page_asks_for_the_code_of_the_app() {
    let (pool, app) = with_totp().await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    assert!(text(&page).contains("Your authenticator app shows it."));
    assert!(!text(&page).contains(PASSWORD));
    // The password alone does not sign the browser in.
    asked(&browser.open(&request(&[])).await);
    let code = app.code(pool.seconds());
    let page = answer(&browser, &page, "code", &other_than(&code)).await;
    assert!(says(&page, "This code is not right."));
    let reply = answer(&browser, &page, "code", &format!(" {code} ")).await;
    assert!(told(&reply).contains_key("code"));
    assert!(told(&browser.get(&request(&[])).await).contains_key("code"));

    let other = Browser::new(&pool);
    let page = answer(&other, &begin(&other).await, "code", &code).await;
    assert!(says(
        &page,
        "This code was used already. Wait for the next one."
    ));
}

#[tokio::test]
async fn a_code_by_email_signs_in_and_the_page_does_not_tell_the_address() {
    let (pool, _) = with(json!({"EmailMfaSettings": {"Enabled": true}})).await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    assert!(text(&page).contains("It was sent to a***@e***."));
    assert!(!text(&page).contains(EMAIL));
    let code = pool.last_code(EMAIL).await;
    told(&answer(&browser, &page, "code", &code).await);
}

#[tokio::test]
async fn whoever_has_several_chooses() {
    let both = json!({"SoftwareTokenMfaSettings": {"Enabled": true}, "EmailMfaSettings": {"Enabled": true}});
    let (pool, app) = with(both).await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    for choice in ["", "SMS_MFA"] {
        let page = answer(&browser, &page, "factor", choice).await;
        assert!(says(&page, "Choose one of these."));
    }
    let code = app.code(pool.seconds());
    let early = answer(&browser, &page, "code", &code).await;
    assert!(says(&early, "Choose one of these."));
    let page = answer(&browser, &page, "factor", "SOFTWARE_TOKEN_MFA").await;
    told(&answer(&browser, &page, "code", &code).await);

    let browser = Browser::new(&pool);
    let page = answer(&browser, &begin(&browser).await, "factor", "EMAIL_OTP").await;
    let code = pool.last_code(EMAIL).await;
    told(&answer(&browser, &page, "code", &code).await);
}

#[tokio::test]
async fn wrong_codes_are_counted_here_and_in_the_app_together() {
    let (pool, app) = with_totp().await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    let code = app.code(pool.seconds());
    for _ in 0..5 {
        answer(&browser, &page, "code", &other_than(&code)).await;
    }
    let locked = answer(&browser, &page, "code", &code).await;
    assert!(says(
        &locked,
        "Too many wrong codes. Wait a moment, and try again."
    ));
    let challenge = pool
        .ok("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
        .await;
    let request = json!({"ClientId": CLIENT, "ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": EMAIL, "SOFTWARE_TOKEN_MFA_CODE": code}});
    let refusal = pool.refused("RespondToAuthChallenge", request).await;
    assert_eq!(refusal.1, "Password attempts exceeded");
    pool.wait(Duration::from_secs(1));
    told(&answer(&browser, &page, "code", &code).await);
}

#[tokio::test]
async fn the_page_waits_three_minutes_for_its_own_browser_and_is_answered_once() {
    let (pool, app) = with_totp().await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    let code = app.code(pool.seconds());
    let stranger = Browser::new(&pool);
    begin(&stranger).await;
    assert!(says(
        &answer(&stranger, &page, "code", &code).await,
        EXPIRED
    ));
    told(&answer(&browser, &page, "code", &code).await);
    assert!(says(&answer(&browser, &page, "code", &code).await, EXPIRED));

    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    pool.wait(Duration::from_mins(3));
    let late = app.code(pool.seconds());
    assert!(says(&answer(&browser, &page, "code", &late).await, EXPIRED));
}

#[tokio::test]
async fn without_the_password_there_is_no_second_step() {
    let (pool, app) = with_totp().await;
    let browser = Browser::new(&pool);
    let code = app.code(pool.seconds());
    let stand_in = browser
        .open(&request(&[("identity_provider", "Google")]))
        .await;
    let mut form = asked(&stand_in);
    "/mfa".clone_into(&mut form.action);
    let reply = browser.submit(&form, &[("code", &code)]).await;
    assert!(says(&reply, EXPIRED));
    let page = browser.sign_in(&request(&[]), EMAIL, "wrong").await;
    form.fields.extend(asked(&page).fields);
    let reply = browser.submit(&form, &[("code", &code)]).await;
    assert!(says(&reply, EXPIRED));
}

#[tokio::test]
async fn a_user_who_was_locked_out_meanwhile_stays_out() {
    let (pool, app) = with_totp().await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    let ann = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminDisableUser", ann.clone()).await;
    let code = app.code(pool.seconds());
    let reply = answer(&browser, &page, "code", &code).await;
    assert!(says(&reply, "User is disabled."));
    pool.ok("AdminDeleteUser", ann).await;
    assert!(says(&answer(&browser, &page, "code", &code).await, EXPIRED));
}
