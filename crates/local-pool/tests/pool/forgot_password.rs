//! `ForgotPassword` and `ConfirmForgotPassword`

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, by_password, error, other_than};

const NEW: &str = "Passw1rd";
const NOBODY: &str = "zoe@nowhere.org";
const EXPIRED: &str = "Invalid code provided, please request a code again.";

fn forgot(client: &str, username: &str) -> Value {
    json!({"ClientId": client, "Username": username})
}

fn reset(client: &str, username: &str, code: &str, password: &str) -> Value {
    json!({"ClientId": client, "Username": username, "ConfirmationCode": code, "Password": password})
}

/// The code that a user asked for.
async fn code_for(pool: &Pool, email: &str) -> String {
    pool.ok("ForgotPassword", forgot(CLIENT, email)).await;
    pool.last_code(email).await
}

#[tokio::test]
async fn a_code_sets_a_new_password_and_sessions_go_on() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let reply = pool.ok("ForgotPassword", forgot(CLIENT, EMAIL)).await;
    let details =
        json!({"Destination": "a***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"});
    assert_eq!(reply, json!({"CodeDeliveryDetails": details}));
    assert_eq!(pool.messages().await[0]["kind"], "forgot_password");
    // Until then the old one is good: anybody may ask for a code.
    pool.signed_in(EMAIL).await;

    let code = pool.last_code(EMAIL).await;
    let request = reset(CLIENT, "Ann@Example.com", &code, NEW);
    assert_eq!(pool.ok("ConfirmForgotPassword", request).await, json!({}));
    pool.ok("InitiateAuth", by_password(CLIENT, EMAIL, NEW))
        .await;
    let old = pool
        .refused("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
        .await;
    assert_eq!(
        old,
        error("NotAuthorized", "Incorrect username or password.")
    );
    pool.ok("GetUser", json!({"AccessToken": tokens["AccessToken"]}))
        .await;
    let refresh = json!({"ClientId": CLIENT, "RefreshToken": tokens["RefreshToken"]});
    pool.ok("GetTokensFromRefreshToken", refresh).await;
}

#[tokio::test]
async fn a_code_works_once_and_for_an_hour() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let code = code_for(&pool, EMAIL).await;
    pool.wait(Duration::from_millis(3_599_999));
    let request = reset(CLIENT, EMAIL, &code, NEW);
    pool.ok("ConfirmForgotPassword", request.clone()).await;
    let expired = error("ExpiredCode", EXPIRED);
    let again = pool.refused("ConfirmForgotPassword", request).await;
    assert_eq!(again, expired);

    let code = code_for(&pool, EMAIL).await;
    pool.wait(Duration::from_hours(1));
    let late = reset(CLIENT, EMAIL, &code, PASSWORD);
    assert_eq!(pool.refused("ConfirmForgotPassword", late).await, expired);
}

#[tokio::test]
async fn a_password_that_breaks_the_policy_does_not_use_the_code_up() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let code = code_for(&pool, EMAIL).await;
    let rule = "Password did not conform with policy: Password not long enough";
    for _ in 0..6 {
        let weak = reset(CLIENT, EMAIL, &code, "Pass1");
        assert_eq!(
            pool.refused("ConfirmForgotPassword", weak).await,
            error("InvalidPassword", rule)
        );
    }
    pool.ok("ConfirmForgotPassword", reset(CLIENT, EMAIL, &code, NEW))
        .await;
}

#[tokio::test]
async fn a_password_that_the_pool_remembers_does_not_use_the_code_up() {
    let pool = Pool::new();
    let policy = json!({"MinimumLength": 8, "PasswordHistorySize": 1});
    let settings = json!({"UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"],
        "Policies": {"PasswordPolicy": policy}});
    let (_, client) = pool.create(settings).await;
    let sign_up = json!({"ClientId": client, "Username": EMAIL, "Password": PASSWORD});
    pool.ok("SignUp", sign_up).await;
    let code = pool.last_code(EMAIL).await;
    let confirm = json!({"ClientId": client, "Username": EMAIL, "ConfirmationCode": code});
    pool.ok("ConfirmSignUp", confirm).await;
    pool.ok("ForgotPassword", forgot(&client, EMAIL)).await;
    let code = pool.last_code(EMAIL).await;
    let same = reset(&client, EMAIL, &code, PASSWORD);
    let refusal = pool.refused("ConfirmForgotPassword", same).await;
    assert_eq!(refusal.0, "PasswordHistoryPolicyViolation");
    pool.ok("ConfirmForgotPassword", reset(&client, EMAIL, &code, NEW))
        .await;
}

#[tokio::test]
async fn wrong_codes_end_after_five_tries_for_those_as_well_who_do_not_exist() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.sign_up("bob@example.com").await;
    let code = code_for(&pool, EMAIL).await;
    let wrong = other_than(&code);
    let mismatch = error(
        "CodeMismatch",
        "Invalid verification code provided, please try again.",
    );
    let too_many = error(
        "TooManyFailedAttempts",
        "Too many failed attempts, please request a code again.",
    );
    for name in [EMAIL, "bob@example.com", NOBODY, "Zoe@Nowhere.org"] {
        if name != EMAIL {
            pool.ok("ForgotPassword", forgot(CLIENT, name)).await;
        }
        for told in [
            &mismatch, &mismatch, &mismatch, &mismatch, &too_many, &too_many,
        ] {
            let guess = reset(CLIENT, name, &wrong, NEW);
            let refusal = pool.refused("ConfirmForgotPassword", guess).await;
            assert_eq!(&refusal, told, "{name}");
        }
    }
    let right = reset(CLIENT, EMAIL, &code, NEW);
    assert_eq!(pool.refused("ConfirmForgotPassword", right).await, too_many);
    let code = code_for(&pool, EMAIL).await;
    pool.ok("ConfirmForgotPassword", reset(CLIENT, EMAIL, &code, NEW))
        .await;
}

#[tokio::test]
async fn without_a_request_every_code_is_expired_whether_or_not_the_user_exists() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for name in [EMAIL, NOBODY] {
        let request = reset(CLIENT, name, "123456", NEW);
        let refusal = pool.refused("ConfirmForgotPassword", request).await;
        assert_eq!(refusal, error("ExpiredCode", EXPIRED));
    }
}

#[tokio::test]
async fn a_client_that_hides_users_tells_where_a_code_would_have_gone() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let sent = pool.messages().await.len();
    for (name, destination) in [(NOBODY, "z***@n***"), (EMAIL, "a***@e***")] {
        let reply = pool.ok("ForgotPassword", forgot(CLIENT, name)).await;
        assert_eq!(reply["CodeDeliveryDetails"]["Destination"], destination);
    }
    let first = pool.ok("ForgotPassword", forgot(CLIENT, "zoe")).await;
    let again = pool.ok("ForgotPassword", forgot(CLIENT, "Zoe")).await;
    assert_eq!(first, again);
    assert_eq!(pool.messages().await.len(), sent);
}

#[tokio::test]
async fn twenty_codes_in_an_hour_are_enough_for_those_as_well_who_do_not_exist() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let exceeded = error(
        "LimitExceeded",
        "Attempt limit exceeded, please try after some time.",
    );
    for name in [EMAIL, NOBODY] {
        pool.ok("ForgotPassword", forgot(CLIENT, name)).await;
        pool.wait(Duration::from_mins(30));
        for _ in 0..19 {
            pool.ok("ForgotPassword", forgot(CLIENT, name)).await;
        }
        let request = forgot(CLIENT, name);
        let refusal = pool.refused("ForgotPassword", request.clone()).await;
        assert_eq!(refusal, exceeded, "{name}");
        // One of the twenty is an hour old by now.
        pool.wait(Duration::from_mins(30));
        pool.ok("ForgotPassword", request.clone()).await;
        assert_eq!(pool.refused("ForgotPassword", request).await, exceeded);
    }
}
