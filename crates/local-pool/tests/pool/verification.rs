//! `GetUserAttributeVerificationCode` and `VerifyUserAttribute`: the life of a code

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{EMAIL, Pool, by_password, error, other_than, update};

const NEW: &str = "anna@example.org";
const EXPIRED: &str = "Invalid code provided, please request a code again.";
const MISMATCH: &str = "Invalid verification code provided, please try again.";
const EXCEEDED: &str = "Attempt limit exceeded, please try after some time.";
const SECRET: &str = "Secret-1";

fn ask(token: &Value, name: &str) -> Value {
    json!({"AccessToken": token, "AttributeName": name})
}

fn verify(token: &Value, name: &str, code: &str) -> Value {
    json!({"AccessToken": token, "AttributeName": name, "Code": code})
}

async fn change_email(pool: &Pool, token: &Value, email: &str) -> Value {
    pool.ok("UpdateUserAttributes", update(token, &[("email", email)]))
        .await
}

#[tokio::test]
async fn wrong_codes_are_refused_and_five_end_it() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    change_email(&pool, &token, NEW).await;
    let code = pool.last_code(NEW).await;
    let wrong = verify(&token, "email", &other_than(&code));
    for _ in 0..4 {
        let refusal = pool.refused("VerifyUserAttribute", wrong.clone()).await;
        assert_eq!(refusal, error("CodeMismatch", MISMATCH));
    }
    for request in [wrong, verify(&token, "email", &code)] {
        let refusal = pool.refused("VerifyUserAttribute", request).await;
        assert_eq!(refusal, error("LimitExceeded", EXCEEDED));
    }
    let reply = pool
        .ok("GetUserAttributeVerificationCode", ask(&token, "email"))
        .await;
    assert_eq!(reply["CodeDeliveryDetails"]["AttributeName"], "email");
    let code = pool.last_code(NEW).await;
    pool.ok("VerifyUserAttribute", verify(&token, "email", &code))
        .await;
}

#[tokio::test]
async fn a_code_lives_a_day_and_a_new_one_replaces_it() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let token = pool.signed_in(EMAIL).await["AccessToken"].clone();
    change_email(&pool, &token, NEW).await;
    let old = pool.last_code(NEW).await;
    pool.ok("GetUserAttributeVerificationCode", ask(&token, "email"))
        .await;
    let new = pool.last_code(NEW).await;
    if new != old {
        let refusal = pool
            .refused("VerifyUserAttribute", verify(&token, "email", &old))
            .await;
        assert_eq!(refusal, error("ExpiredCode", EXPIRED));
    }
    pool.wait(Duration::from_hours(24));
    let token = pool.signed_in(NEW).await["AccessToken"].clone();
    let refusal = pool
        .refused("VerifyUserAttribute", verify(&token, "email", &new))
        .await;
    assert_eq!(refusal, error("ExpiredCode", EXPIRED));
}

#[tokio::test]
async fn a_code_verifies_the_address_that_it_was_sent_to_and_no_other() {
    let pool = Pool::new();
    let settings = json!({"AliasAttributes": ["email"], "AutoVerifiedAttributes": []});
    let (pool_id, client) = pool.create(settings).await;
    let sign_up = json!({"ClientId": client, "Username": "ann", "Password": SECRET,
        "UserAttributes": [{"Name": "email", "Value": EMAIL}]});
    pool.ok("SignUp", sign_up).await;
    pool.ok(
        "AdminConfirmSignUp",
        json!({"UserPoolId": pool_id, "Username": "ann"}),
    )
    .await;
    let reply = pool
        .ok("InitiateAuth", by_password(&client, "ann", SECRET))
        .await;
    let token = reply["AuthenticationResult"]["AccessToken"].clone();
    pool.ok("GetUserAttributeVerificationCode", ask(&token, "email"))
        .await;
    let code = pool.last_code(EMAIL).await;
    let reply = change_email(&pool, &token, NEW).await;
    assert_eq!(reply["CodeDeliveryDetailsList"], json!([]));
    let refusal = pool
        .refused("VerifyUserAttribute", verify(&token, "email", &code))
        .await;
    assert_eq!(refusal, error("ExpiredCode", EXPIRED));
}

#[tokio::test]
async fn only_addresses_and_phone_numbers_can_be_verified() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let message = "Attribute is not verifiable: use email or phone_number.";
    for (operation, request) in [
        ("GetUserAttributeVerificationCode", ask(&token, "name")),
        ("VerifyUserAttribute", verify(&token, "name", "123456")),
    ] {
        let refusal = pool.refused(operation, request).await;
        assert_eq!(refusal, error("InvalidParameter", message));
    }
    let refusal = pool
        .refused("VerifyUserAttribute", verify(&token, "email", "123456"))
        .await;
    assert_eq!(refusal, error("ExpiredCode", EXPIRED));
}

#[tokio::test]
async fn twenty_codes_in_an_hour_are_enough() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let request = ask(&token, "email");
    for _ in 0..20 {
        pool.ok("GetUserAttributeVerificationCode", request.clone())
            .await;
    }
    let sent = pool.messages().await.len();
    let refusal = pool
        .refused("GetUserAttributeVerificationCode", request)
        .await;
    assert_eq!(refusal, error("LimitExceeded", EXCEEDED));
    assert_eq!(pool.messages().await.len(), sent);
    pool.wait(Duration::from_hours(1));
    let token = pool.signed_in(EMAIL).await["AccessToken"].clone();
    pool.ok("GetUserAttributeVerificationCode", ask(&token, "email"))
        .await;
}
