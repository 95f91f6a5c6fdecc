//! From the sign-up straight into the first sign-in, and which factors there are then.

use std::time::Duration;

use serde_json::{Value, json};

use super::{INVALID, begin, choices, is_in};
use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, USED, confirmation, error};

const BOB: &str = "bob@example.com";

/// Confirms a user who signed up, with that `Session`.
async fn confirm(pool: &Pool, email: &str, session: &Value) -> Value {
    let mut request = confirmation(email, &pool.last_code(email).await);
    request["Session"] = session.clone();
    pool.ok("ConfirmSignUp", request).await["Session"].clone()
}

/// A request of `InitiateAuth` with the `Session` of a confirmation.
fn with(session: &Value, username: &str) -> Value {
    let mut request = begin(username, json!({}));
    request["Session"] = session.clone();
    request
}

#[tokio::test]
async fn the_code_of_the_confirmation_is_the_first_factor_of_the_first_sign_in() {
    let pool = Pool::new();
    let session = pool.sign_up(EMAIL).await["Session"].clone();
    assert!(session.is_string());
    let session = confirm(&pool, EMAIL, &session).await;
    assert!(is_in(&pool.initiate(with(&session, EMAIL)).await));
}

#[tokio::test]
async fn the_session_of_the_sign_up_need_not_be_given_to_go_on() {
    let pool = Pool::new();
    let sub = pool.sign_up(EMAIL).await["UserSub"].clone();
    let session = confirm(&pool, EMAIL, &Value::Null).await;
    let by_id = with(&session, sub.as_str().unwrap());
    assert!(is_in(&pool.initiate(by_id).await));
}

#[tokio::test]
async fn who_reads_mail_late_is_confirmed_and_goes_on_all_the_same() {
    let pool = Pool::new();
    let session = pool.sign_up(EMAIL).await["Session"].clone();
    pool.wait(Duration::from_hours(23));
    let session = confirm(&pool, EMAIL, &session).await;
    assert!(is_in(&pool.initiate(with(&session, EMAIL)).await));
}

#[tokio::test]
async fn a_session_signs_in_once_and_for_three_minutes() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let session = confirm(&pool, EMAIL, &Value::Null).await;
    pool.wait_nearly(Duration::from_mins(3));
    pool.initiate(with(&session, EMAIL)).await;
    let again = pool.refused("InitiateAuth", with(&session, EMAIL)).await;
    assert_eq!(again, error("NotAuthorized", USED));

    pool.sign_up(BOB).await;
    let session = confirm(&pool, BOB, &Value::Null).await;
    pool.wait(Duration::from_mins(3));
    let late = pool.refused("InitiateAuth", with(&session, BOB)).await;
    let told = "Invalid session for the user, session is expired.";
    assert_eq!(late, error("NotAuthorized", told));
}

#[tokio::test]
async fn a_session_is_good_for_its_user_and_client_alone() {
    let pool = Pool::new();
    pool.confirmed(BOB).await;
    pool.sign_up(EMAIL).await;
    let session = confirm(&pool, EMAIL, &Value::Null).await;
    let invalid = error("NotAuthorized", INVALID);
    for name in [BOB, "nobody@example.com"] {
        let refusal = pool.refused("InitiateAuth", with(&session, name)).await;
        assert_eq!(refusal, invalid, "{name}");
    }
    let flows = json!({"ExplicitAuthFlows": ["ALLOW_USER_AUTH"]});
    let mut request = with(&session, EMAIL);
    request["ClientId"] = pool.client(flows).await["ClientId"].clone();
    assert_eq!(pool.refused("InitiateAuth", request).await, invalid);
    assert!(is_in(&pool.initiate(with(&session, EMAIL)).await));
}

#[tokio::test]
async fn only_the_session_of_a_confirmation_signs_in() {
    let pool = Pool::new();
    let of_sign_up = pool.sign_up(EMAIL).await["Session"].clone();
    pool.confirmed(BOB).await;
    let of_choice = pool.initiate(begin(BOB, json!({}))).await["Session"].clone();
    let made_up = json!("made up of more than nothing");
    for (session, name) in [(of_sign_up, EMAIL), (of_choice, BOB), (made_up, BOB)] {
        let refusal = pool.refused("InitiateAuth", with(&session, name)).await;
        assert_eq!(refusal, error("NotAuthorized", INVALID));
    }
}

#[tokio::test]
async fn a_session_that_is_not_of_this_sign_up_confirms_nobody() {
    let pool = Pool::new();
    let of_bob = pool.sign_up(BOB).await["Session"].clone();
    pool.sign_up(EMAIL).await;
    let mut request = confirmation(EMAIL, &pool.last_code(EMAIL).await);
    for session in [of_bob, json!("made up of more than nothing")] {
        request["Session"] = session;
        let refusal = pool.refused("ConfirmSignUp", request.clone()).await;
        assert_eq!(refusal, error("NotAuthorized", INVALID));
    }
    request["Session"] = Value::Null;
    pool.ok("ConfirmSignUp", request).await;
}

#[tokio::test]
async fn a_client_that_may_not_use_the_choice_gets_no_session() {
    let pool = Pool::new();
    let client = pool.client(json!({})).await["ClientId"].clone();
    let request = json!({"ClientId": client, "Username": EMAIL, "Password": PASSWORD});
    let reply = pool.ok("SignUp", request).await;
    assert_eq!(reply.get("Session"), None);
    let mut request = confirmation(EMAIL, &pool.last_code(EMAIL).await);
    request["ClientId"] = client;
    assert_eq!(pool.ok("ConfirmSignUp", request).await, json!({}));
}

#[tokio::test]
async fn where_a_second_factor_is_a_must_the_session_alone_does_not_sign_in() {
    let pool = Pool::new();
    let config = json!({"UserPoolId": POOL, "MfaConfiguration": "ON",
        "SoftwareTokenMfaConfiguration": {"Enabled": true}});
    pool.ok("SetUserPoolMfaConfig", config).await;
    pool.sign_up(EMAIL).await;
    let session = confirm(&pool, EMAIL, &Value::Null).await;
    let reply = pool.initiate(with(&session, EMAIL)).await;
    assert_eq!(reply["ChallengeName"], "MFA_SETUP");
}

#[tokio::test]
async fn other_flows_do_not_look_at_a_session() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let request = json!({"ClientId": CLIENT, "AuthFlow": "USER_PASSWORD_AUTH", "Session": "made up of more than nothing",
        "AuthParameters": {"USERNAME": EMAIL, "PASSWORD": PASSWORD}});
    assert!(is_in(&pool.initiate(request).await));
}

#[tokio::test]
async fn the_factors_of_a_user_are_those_that_can_be_chosen() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let factors = || pool.ok("GetUserAuthFactors", json!({"AccessToken": token}));
    let name = pool.ok("GetUser", json!({"AccessToken": token})).await["Username"].clone();
    assert_eq!(
        factors().await,
        json!({"Username": name, "ConfiguredUserAuthFactors": ["PASSWORD", "EMAIL_OTP"]})
    );
    pool.with_phone(EMAIL).await;
    let all = json!(["PASSWORD", "EMAIL_OTP", "SMS_OTP"]);
    assert_eq!(factors().await["ConfiguredUserAuthFactors"], all);
    pool.offering(&["PASSWORD", "SMS_OTP"]).await;
    let some = json!(["PASSWORD", "SMS_OTP"]);
    assert_eq!(factors().await["ConfiguredUserAuthFactors"], some);
}

#[tokio::test]
async fn the_second_factors_of_a_user_are_told_and_leave_the_password_as_the_first() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let config =
        json!({"UserPoolId": POOL, "MfaConfiguration": "OPTIONAL", "EmailMfaConfiguration": {}});
    pool.ok("SetUserPoolMfaConfig", config).await;
    let preference = json!({"AccessToken": token,
        "EmailMfaSettings": {"Enabled": true, "PreferredMfa": true}});
    pool.ok("SetUserMFAPreference", preference).await;
    let told = pool
        .ok("GetUserAuthFactors", json!({"AccessToken": token}))
        .await;
    assert_eq!(told["PreferredMfaSetting"], "EMAIL_OTP");
    assert_eq!(told["UserMFASettingList"], json!(["EMAIL_OTP"]));
    assert_eq!(told["ConfiguredUserAuthFactors"], json!(["PASSWORD"]));
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    assert_eq!(choices(&reply), ["PASSWORD_SRP", "PASSWORD"]);
}
