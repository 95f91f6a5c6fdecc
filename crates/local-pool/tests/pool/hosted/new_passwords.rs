//! The first sign-in of users whom an administrator gave a password.

use std::time::Duration;

use serde_json::json;

use super::{Browser, asked, exchange, granted, request, says, told};
use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, Reply, by_password};

const NEW: &str = "Another-Passw0rd";

/// A pool to which Ann is invited.
async fn invited() -> Pool {
    let pool = Pool::new();
    let attributes =
        json!([{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}]);
    let ann = json!({"UserPoolId": POOL, "Username": EMAIL, "TemporaryPassword": PASSWORD,
        "UserAttributes": attributes});
    pool.ok("AdminCreateUser", ann).await;
    pool
}

/// The page after Ann's password.
async fn begin(browser: &Browser<'_>) -> Reply {
    browser.sign_in(&request(&[]), EMAIL, PASSWORD).await
}

async fn choose(browser: &Browser<'_>, page: &Reply, password: &str, again: &str) -> Reply {
    let typed = [("new_password", password), ("confirm_password", again)];
    browser.submit(&asked(page), &typed).await
}

#[tokio::test]
async fn whoever_was_given_a_password_chooses_another_one_and_is_in() {
    let pool = invited().await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    // The password that was given does not sign the browser in.
    asked(&browser.open(&request(&[])).await);
    let code = told(&choose(&browser, &page, NEW, NEW).await)["code"].clone();
    granted(&exchange(&pool, &code, &[]).await);
    told(&browser.get(&request(&[])).await);
    pool.ok("InitiateAuth", by_password(CLIENT, EMAIL, NEW))
        .await;
    let words = "Incorrect username or password.";
    assert!(says(&begin(&Browser::new(&pool)).await, words));
    let again = choose(&browser, &page, NEW, NEW).await;
    assert_eq!(again.status.as_u16(), 400);
}

#[tokio::test]
async fn a_new_password_must_be_typed_twice_and_keep_to_the_policy() {
    let pool = invited().await;
    let browser = Browser::new(&pool);
    let mut page = begin(&browser).await;
    for (password, again, words) in [
        (NEW, PASSWORD, "The two passwords are not the same."),
        (NEW, "", "The two passwords are not the same."),
        ("", "", "Enter a password without spaces at its ends."),
        (
            " Passw0rd ",
            " Passw0rd ",
            "Enter a password without spaces at its ends.",
        ),
        (
            "short",
            "short",
            "Password did not conform with policy: Password not long enough",
        ),
    ] {
        page = choose(&browser, &page, password, again).await;
        assert!(says(&page, words), "{password}");
    }
    told(&choose(&browser, &page, NEW, NEW).await);
}

#[tokio::test]
async fn after_the_new_password_comes_the_second_factor() {
    let pool = invited().await;
    let mfa = json!({"UserPoolId": POOL, "MfaConfiguration": "ON", "EmailMfaConfiguration": {}});
    pool.ok("SetUserPoolMfaConfig", mfa).await;
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    let page = choose(&browser, &page, NEW, NEW).await;
    asked(&browser.open(&request(&[])).await);
    let code = pool.last_code(EMAIL).await;
    told(&browser.submit(&asked(&page), &[("code", &code)]).await);
}

#[tokio::test]
async fn a_password_is_chosen_in_time_once_and_by_whoever_may_still() {
    let pool = invited().await;
    let name = json!({"UserPoolId": POOL, "Username": EMAIL});
    let browser = Browser::new(&pool);
    let page = begin(&browser).await;
    pool.ok("AdminDisableUser", name.clone()).await;
    let reply = choose(&browser, &page, NEW, NEW).await;
    assert!(says(&reply, "User is disabled."));
    pool.ok("AdminEnableUser", name).await;
    let stranger = Browser::new(&pool);
    begin(&stranger).await;
    assert_eq!(
        choose(&stranger, &page, NEW, NEW).await.status.as_u16(),
        400
    );
    let own =
        json!({"UserPoolId": POOL, "Username": EMAIL, "Password": PASSWORD, "Permanent": true});
    pool.ok("AdminSetUserPassword", own).await;
    let reply = choose(&browser, &page, NEW, NEW).await;
    assert!(says(
        &reply,
        "A new password was chosen already. Sign in with it."
    ));
    pool.wait(Duration::from_mins(3));
    assert_eq!(choose(&browser, &page, NEW, NEW).await.status.as_u16(), 400);
}

#[tokio::test]
async fn whoever_lacks_required_details_is_sent_to_the_app() {
    let pool = Pool::new();
    let schema = json!([{"Name": "name", "Required": true}]);
    let (pool_id, _) = pool.create(json!({"Schema": schema})).await;
    let client = json!({"UserPoolId": pool_id, "ClientName": "c", "AllowedOAuthFlowsUserPoolClient": true,
        "AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid"], "CallbackURLs": [super::CALLBACK],
        "SupportedIdentityProviders": ["COGNITO"]});
    let client = pool.ok("CreateUserPoolClient", client).await["UserPoolClient"].clone();
    let id = client["ClientId"].as_str().unwrap();
    let ann = json!({"UserPoolId": pool_id, "Username": "ann", "TemporaryPassword": "Passw0rd!"});
    pool.ok("AdminCreateUser", ann).await;
    let path = request(&[("client_id", id), ("scope", "openid")]);
    let reply = Browser::new(&pool).sign_in(&path, "ann", "Passw0rd!").await;
    let words = "This account lacks details, which this page cannot ask for. Sign in in the app.";
    assert!(says(&reply, words));
}
