//! Setting up an authenticator app on the hosted pages.

use std::time::Duration;

use serde_json::json;

use super::{Browser, asked, request, says, text, told};
use crate::support::{
    Authenticator, CLIENT, EMAIL, PASSWORD, POOL, Pool, Reply, by_password, other_than,
};

/// A pool in which everybody needs a second factor, and Ann has none.
async fn with_ann() -> Pool {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let mfa = json!({"UserPoolId": POOL, "MfaConfiguration": "ON",
        "SoftwareTokenMfaConfiguration": {"Enabled": true}});
    pool.ok("SetUserPoolMfaConfig", mfa).await;
    pool
}

/// The page after Ann's password.
async fn begin(browser: &Browser<'_>) -> Reply {
    browser.sign_in(&request(&[]), EMAIL, PASSWORD).await
}

/// The app in which the key on the page was entered.
fn app(page: &Reply) -> Authenticator {
    let page = text(page);
    let (_, rest) = page.split_once("<code>").unwrap();
    let secret = rest.split_once("</code>").unwrap().0;
    let link = format!(
        "href=\"otpauth://totp/Default%20pool:ann%40example.com?secret={secret}&amp;issuer=Default%20pool\""
    );
    assert!(page.contains(&link), "{page}");
    Authenticator::with(&json!(secret))
}

#[tokio::test]
async fn whoever_needs_a_second_factor_sets_up_an_app_and_is_in() {
    let pool = with_ann().await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    let code = app(&page).code(pool.seconds());
    let wrong = browser
        .submit(&asked(&page), &[("code", &other_than(&code))])
        .await;
    assert!(says(&wrong, "This code is not right."));
    assert_eq!(app(&wrong).code(pool.seconds()), code);
    asked(&browser.open(&request(&[])).await);
    told(&browser.submit(&asked(&wrong), &[("code", &code)]).await);

    // From now on the app is asked for, here and by the operations; the same code does not count again.
    pool.wait(Duration::from_secs(30));
    let next = app(&page).code(pool.seconds());
    let other = Browser::new(&pool);
    let page = begin(&other).await;
    assert!(!text(&page).contains("otpauth"));
    told(&other.submit(&asked(&page), &[("code", &next)]).await);
    let begun = pool
        .ok("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
        .await;
    assert_eq!(begun["ChallengeName"], "SOFTWARE_TOKEN_MFA");
}

#[tokio::test]
async fn a_page_from_before_replaces_no_app_that_was_set_up_since() {
    let pool = with_ann().await;
    let (first, second) = (Browser::new(&pool), Browser::new(&pool));
    let (old, new) = (begin(&first).await, begin(&second).await);
    let code = app(&new).code(pool.seconds());
    told(&second.submit(&asked(&new), &[("code", &code)]).await);
    let code = app(&old).code(pool.seconds());
    let reply = first.submit(&asked(&old), &[("code", &code)]).await;
    let words = "A second factor was set up already. Sign in again to use it.";
    assert!(says(&reply, words));
}
