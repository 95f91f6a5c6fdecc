use std::time::Duration;

use serde_json::json;

use super::{Browser, asked, exchange, granted, request, says, text, tokens, told};
use crate::support::{BASE, CLIENT, EMAIL, PASSWORD, POOL, Pool, claims};

const INCORRECT: &str = "Incorrect username or password.";

#[tokio::test]
async fn a_user_who_signs_in_by_password_gets_tokens_for_the_code() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    let reply = Browser::new(&pool)
        .sign_in(&request(&[]), EMAIL, PASSWORD)
        .await;
    let told = told(&reply);
    assert_eq!(told["state"], "a state & more");
    assert_eq!(told.len(), 2);
    let tokens = granted(&exchange(&pool, &told["code"], &[]).await);
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert!(tokens["refresh_token"].is_string());

    let (access, id) = (claims(&tokens["access_token"]), claims(&tokens["id_token"]));
    for token in [&access, &id] {
        assert_eq!(token["sub"], sub);
        assert_eq!(token["iss"], format!("{BASE}/{POOL}"));
        assert_eq!(token["auth_time"], 1_795_000_000);
    }
    assert_eq!(
        access["scope"],
        "openid email profile aws.cognito.signin.user.admin"
    );
    assert_eq!(access["client_id"], CLIENT);
    assert_eq!(access["version"], 2);
    assert!(id.get("version").is_none());
    assert!(access.get("nonce").is_none());
    assert_eq!(id["aud"], CLIENT);
    assert_eq!(id["nonce"], "n-1");
    assert_eq!(id["cognito:username"], sub);
    assert_eq!(id["email"], EMAIL);
    let half = &super::challenge(tokens["access_token"].as_str().unwrap())[..22];
    let at_hash = id["at_hash"].as_str().unwrap();
    // 16 of 32 bytes: the last letter of the shorter text has two bits of its own.
    assert_eq!((at_hash.len(), &at_hash[..21]), (22, &half[..21]));
    pool.ok("GetUser", json!({"AccessToken": tokens["access_token"]}))
        .await;
}

#[tokio::test]
async fn nothing_on_the_page_tells_whether_a_user_exists() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.sign_up("new@example.com").await;
    let browser = Browser::new(&pool);
    let mut pages = Vec::new();
    for login in [EMAIL, "new@example.com", "nobody@example.com"] {
        let reply = browser.sign_in(&request(&[]), login, "wrong").await;
        assert!(says(&reply, INCORRECT), "{login}");
        pages.push(text(&reply).replace(login, ""));
    }
    assert!(pages.iter().all(|page| *page == pages[0]));
    for login in ["", "a b"] {
        assert!(says(
            &browser.sign_in(&request(&[]), login, "").await,
            INCORRECT
        ));
    }
}

#[tokio::test]
async fn after_a_wrong_password_the_same_page_takes_the_right_one() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    let again = browser.sign_in(&request(&[]), EMAIL, "wrong").await;
    let page = text(&again);
    assert!(page.contains(&format!("value=\"{EMAIL}\"")) && !page.contains("wrong"));
    let typed = [("password", PASSWORD)];
    let reply = browser.submit(&asked(&again), &typed).await;
    assert!(told(&reply).contains_key("code"));
}

#[tokio::test]
async fn wrong_passwords_are_counted_here_and_there_alike() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    let locked = "Too many wrong passwords. Wait a moment, and try again.";
    for login in [EMAIL, "nobody@example.com"] {
        for _ in 0..5 {
            assert!(says(
                &browser.sign_in(&request(&[]), login, "wrong").await,
                INCORRECT
            ));
        }
        assert!(says(
            &browser.sign_in(&request(&[]), login, PASSWORD).await,
            locked
        ));
    }
    let by_password = crate::support::by_password(CLIENT, EMAIL, PASSWORD);
    let refusal = pool.refused("InitiateAuth", by_password).await;
    assert_eq!(refusal.1, "Password attempts exceeded");
    pool.wait(Duration::from_secs(1));
    told(&browser.sign_in(&request(&[]), EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn what_stands_in_the_way_is_said_after_the_right_password_only() {
    let pool = Pool::new();
    let name = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.sign_up("late@example.com").await;
    pool.confirmed("reset@example.com").await;
    let reset = json!({"UserPoolId": POOL, "Username": "reset@example.com"});
    pool.ok("AdminResetUserPassword", reset).await;
    pool.confirmed(EMAIL).await;
    pool.ok("AdminDisableUser", name).await;
    for (login, words) in [
        (EMAIL, "User is disabled."),
        (
            "late@example.com",
            "This account is not confirmed yet. Confirm it in the app with the code that was sent.",
        ),
        (
            "reset@example.com",
            "The password must be reset first. Ask for a code in the app.",
        ),
    ] {
        let browser = Browser::new(&pool);
        assert!(says(
            &browser.sign_in(&request(&[]), login, "wrong").await,
            INCORRECT
        ));
        let reply = browser.sign_in(&request(&[]), login, PASSWORD).await;
        assert!(says(&reply, words), "{}", text(&reply));
    }
}

#[tokio::test]
async fn who_must_set_up_a_second_factor_other_than_an_app_is_sent_to_the_app() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let mfa = json!({"UserPoolId": POOL, "MfaConfiguration": "ON",
        "SmsMfaConfiguration": {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::123456789012:role/x"}},
        "SoftwareTokenMfaConfiguration": {"Enabled": false}});
    pool.ok("SetUserPoolMfaConfig", mfa).await;
    let reply = Browser::new(&pool)
        .sign_in(&request(&[]), EMAIL, PASSWORD)
        .await;
    let words =
        "This account needs a second factor, which this page cannot set up. Sign in in the app.";
    assert!(says(&reply, words));
}

#[tokio::test]
async fn a_browser_that_signed_in_is_not_asked_again_for_an_hour() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    told(&browser.sign_in(&request(&[]), EMAIL, PASSWORD).await);
    pool.wait_nearly(Duration::from_hours(1));
    for changes in [
        [("prompt", "")],
        [("prompt", "none")],
        [("identity_provider", "COGNITO")],
    ] {
        let code = told(&browser.get(&request(&changes)).await)["code"].clone();
        let tokens = granted(&exchange(&pool, &code, &[]).await);
        assert_eq!(claims(&tokens["id_token"])["auth_time"], 1_795_000_000);
    }
    for changes in [[("prompt", "login")], [("identity_provider", "Facebook")]] {
        asked(&browser.open(&request(&changes)).await);
    }
    asked(&Browser::new(&pool).open(&request(&[])).await);
    pool.wait(Duration::from_millis(1));
    asked(&browser.open(&request(&[])).await);
}

#[tokio::test]
async fn a_browser_is_asked_again_when_its_user_is_disabled_must_reset_the_password_or_is_gone() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let name = json!({"UserPoolId": POOL, "Username": EMAIL});
    let browser = Browser::new(&pool);
    told(&browser.sign_in(&request(&[]), EMAIL, PASSWORD).await);
    pool.ok("AdminDisableUser", name.clone()).await;
    asked(&browser.open(&request(&[])).await);
    pool.ok("AdminEnableUser", name.clone()).await;
    told(&browser.get(&request(&[])).await);
    pool.ok("AdminResetUserPassword", name.clone()).await;
    asked(&browser.open(&request(&[])).await);
    let password =
        json!({"UserPoolId": POOL, "Username": EMAIL, "Password": PASSWORD, "Permanent": true});
    pool.ok("AdminSetUserPassword", password).await;
    told(&browser.get(&request(&[])).await);
    pool.ok("AdminDeleteUser", name).await;
    asked(&browser.open(&request(&[])).await);
    pool.confirmed(EMAIL).await;
    asked(&browser.open(&request(&[])).await);
}

#[tokio::test]
async fn a_sign_in_on_the_page_leaves_nothing_secret_in_the_address() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let reply = Browser::new(&pool)
        .sign_in(&request(&[]), EMAIL, PASSWORD)
        .await;
    let location = super::location(&reply);
    assert!(!location.contains(PASSWORD) && !location.contains("ann"));
    let tokens = tokens(&pool, &request(&[])).await;
    assert!(!location.contains(tokens["access_token"].as_str().unwrap()));
}

#[tokio::test]
async fn who_takes_the_name_of_somebody_who_left_does_not_get_that_users_browser_or_code() {
    let pool = Pool::new();
    let (pool_id, _) = pool.create(json!({})).await;
    let client = json!({"UserPoolId": pool_id, "ClientName": "c", "AllowedOAuthFlowsUserPoolClient": true,
        "AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid"], "CallbackURLs": [super::CALLBACK],
        "SupportedIdentityProviders": ["COGNITO"]});
    let client = pool.ok("CreateUserPoolClient", client).await["UserPoolClient"].clone();
    let id = client["ClientId"].as_str().unwrap();
    let name = json!({"UserPoolId": pool_id, "Username": "ann"});
    let password = json!({"UserPoolId": pool_id, "Username": "ann", "Password": "Passw0rd!", "Permanent": true});
    pool.ok("AdminCreateUser", name.clone()).await;
    pool.ok("AdminSetUserPassword", password.clone()).await;

    let path = request(&[("client_id", id), ("scope", "openid")]);
    let browser = Browser::new(&pool);
    told(&browser.sign_in(&path, "ann", "Passw0rd!").await);
    let code = told(&browser.get(&path).await)["code"].clone();
    pool.ok("AdminDeleteUser", name.clone()).await;
    pool.ok("AdminCreateUser", name).await;
    pool.ok("AdminSetUserPassword", password).await;
    asked(&browser.open(&path).await);
    let reply = exchange(&pool, &code, &[("client_id", id)]).await;
    assert_eq!(reply.json()["error"], "invalid_grant");
}
