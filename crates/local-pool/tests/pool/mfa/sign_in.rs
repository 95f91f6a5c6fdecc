//! Signing in with a code of an authenticator app.

use std::time::Duration;

use serde_json::{Value, json};

use super::{INVALID_SESSION, NEXT_CODE, accepted, answer, begin, is_in, refused, with_totp};
use crate::support::{
    Authenticator, CLIENT, EMAIL, PASSWORD, POOL, Pool, SrpClient, USED, by_password, claims,
    error, other_than, secret_hash,
};

fn by(app: &Authenticator, pool: &Pool, challenge: &Value) -> Value {
    let code = app.code(pool.seconds());
    answer(challenge, "SOFTWARE_TOKEN_MFA_CODE", &code)
}

fn wrong(app: &Authenticator, pool: &Pool, challenge: &Value) -> Value {
    let code = other_than(&app.code(pool.seconds()));
    answer(challenge, "SOFTWARE_TOKEN_MFA_CODE", &code)
}

#[tokio::test]
async fn after_the_password_the_code_signs_in() {
    let (pool, app) = with_totp().await;
    let challenge = begin(&pool).await;
    assert_eq!(challenge["ChallengeName"], "SOFTWARE_TOKEN_MFA");
    assert!(challenge.get("AuthenticationResult").is_none());
    let reply = accepted(&pool, by(&app, &pool, &challenge)).await;
    assert!(is_in(&pool, &reply).await);
    let id = claims(&reply["AuthenticationResult"]["IdToken"]);
    assert_eq!(id["email"], EMAIL);
    assert_eq!(
        challenge["ChallengeParameters"],
        json!({"USER_ID_FOR_SRP": id["cognito:username"]})
    );
}

#[tokio::test]
async fn srp_leads_to_the_same_challenge() {
    let (pool, app) = with_totp().await;
    let client = SrpClient::new();
    let begun = pool.ok("InitiateAuth", client.begin(EMAIL)).await;
    let challenge = accepted(&pool, client.answer(&begun, PASSWORD)).await;
    assert_eq!(challenge["ChallengeName"], "SOFTWARE_TOKEN_MFA");
    let mut request = by(&app, &pool, &challenge);
    let user_id = &challenge["ChallengeParameters"]["USER_ID_FOR_SRP"];
    request["ChallengeResponses"]["USERNAME"] = user_id.clone();
    assert!(is_in(&pool, &accepted(&pool, request).await).await);
}

#[tokio::test]
async fn a_wrong_password_is_told_before_any_code_is_asked_for() {
    let (pool, _) = with_totp().await;
    let refusal = pool
        .refused("InitiateAuth", by_password(CLIENT, EMAIL, "Passw0rD"))
        .await;
    let message = "Incorrect username or password.";
    assert_eq!(refusal, error("NotAuthorized", message));
}

#[tokio::test]
async fn the_code_comes_after_a_new_password() {
    let (pool, app) = with_totp().await;
    let temporary = json!({"UserPoolId": POOL, "Username": EMAIL, "Password": "Temp0rary"});
    pool.ok("AdminSetUserPassword", temporary).await;
    let request = by_password(CLIENT, EMAIL, "Temp0rary");
    let challenge = pool.ok("InitiateAuth", request).await;
    assert_eq!(challenge["ChallengeName"], "NEW_PASSWORD_REQUIRED");
    let request = answer(&challenge, "NEW_PASSWORD", "Ch0senOne");
    let challenge = accepted(&pool, request).await;
    assert_eq!(challenge["ChallengeName"], "SOFTWARE_TOKEN_MFA");
    let reply = accepted(&pool, by(&app, &pool, &challenge)).await;
    assert!(is_in(&pool, &reply).await);
}

#[tokio::test]
async fn a_wrong_code_is_refused_and_the_session_takes_another_one() {
    let (pool, app) = with_totp().await;
    let challenge = begin(&pool).await;
    let expected = error("CodeMismatch", "Invalid code received for user");
    for code in [&*other_than(&app.code(pool.seconds())), "12345", "x"] {
        let request = answer(&challenge, "SOFTWARE_TOKEN_MFA_CODE", code);
        assert_eq!(refused(&pool, request).await, expected);
    }
    accepted(&pool, by(&app, &pool, &challenge)).await;
}

#[tokio::test]
async fn a_code_is_taken_once() {
    let (pool, app) = with_totp().await;
    accepted(&pool, by(&app, &pool, &begin(&pool).await)).await;
    let challenge = begin(&pool).await;
    let message = "Your software token has already been used once.";
    let expected = error("ExpiredCode", message);
    assert_eq!(refused(&pool, by(&app, &pool, &challenge)).await, expected);
    // Nor one that was shown before it.
    let older = app.code(pool.seconds() - 30);
    let request = answer(&challenge, "SOFTWARE_TOKEN_MFA_CODE", &older);
    assert_eq!(refused(&pool, request).await, expected);
    pool.wait(NEXT_CODE);
    accepted(&pool, by(&app, &pool, &challenge)).await;
}

#[tokio::test]
async fn after_five_wrong_codes_even_the_right_one_must_wait() {
    let (pool, app) = with_totp().await;
    let challenge = begin(&pool).await;
    for _ in 0..5 {
        let refusal = refused(&pool, wrong(&app, &pool, &challenge)).await;
        assert_eq!(refusal.0, "CodeMismatch");
    }
    // A fresh session is no way around.
    for challenge in [&challenge, &begin(&pool).await] {
        let refusal = refused(&pool, by(&app, &pool, challenge)).await;
        assert_eq!(
            refusal,
            error("NotAuthorized", "Password attempts exceeded")
        );
    }
    pool.wait(Duration::from_secs(1));
    accepted(&pool, by(&app, &pool, &challenge)).await;
}

#[tokio::test]
async fn a_code_that_was_used_does_not_take_back_the_wrong_ones() {
    let (pool, app) = with_totp().await;
    accepted(&pool, by(&app, &pool, &begin(&pool).await)).await;
    let challenge = begin(&pool).await;
    for _ in 0..4 {
        refused(&pool, wrong(&app, &pool, &challenge)).await;
    }
    let used = by(&app, &pool, &challenge);
    assert_eq!(refused(&pool, used).await.0, "ExpiredCode");
    refused(&pool, wrong(&app, &pool, &challenge)).await;
    let next = app.code(pool.seconds() + 30);
    let right = answer(&challenge, "SOFTWARE_TOKEN_MFA_CODE", &next);
    assert_eq!(refused(&pool, right).await.1, "Password attempts exceeded");
}

#[tokio::test]
async fn wrong_codes_do_not_lock_the_password() {
    let (pool, app) = with_totp().await;
    let challenge = begin(&pool).await;
    for _ in 0..6 {
        refused(&pool, wrong(&app, &pool, &challenge)).await;
    }
    assert_eq!(begin(&pool).await["ChallengeName"], "SOFTWARE_TOKEN_MFA");
}

#[tokio::test]
async fn a_session_answers_once() {
    let (pool, app) = with_totp().await;
    let challenge = begin(&pool).await;
    let request = by(&app, &pool, &challenge);
    accepted(&pool, request.clone()).await;
    pool.wait(NEXT_CODE);
    let expected = error("NotAuthorized", USED);
    assert_eq!(refused(&pool, request).await, expected);
    let fresh = by(&app, &pool, &challenge);
    assert_eq!(refused(&pool, fresh).await, expected);
}

#[tokio::test]
async fn a_session_lives_three_minutes_however_often_it_was_tried() {
    let (pool, app) = with_totp().await;
    let challenge = begin(&pool).await;
    pool.wait_nearly(Duration::from_mins(3));
    let refusal = refused(&pool, wrong(&app, &pool, &challenge)).await;
    assert_eq!(refusal.0, "CodeMismatch");
    pool.wait(Duration::from_millis(1));
    let message = "Invalid session for the user, session is expired.";
    let request = by(&app, &pool, &challenge);
    assert_eq!(
        refused(&pool, request).await,
        error("NotAuthorized", message)
    );

    let challenge = begin(&pool).await;
    pool.wait_nearly(Duration::from_mins(3));
    accepted(&pool, by(&app, &pool, &challenge)).await;
}

#[tokio::test]
async fn a_session_is_for_its_user_client_and_challenge_alone() {
    let (pool, app) = with_totp().await;
    let challenge = begin(&pool).await;
    let code = app.code(pool.seconds());
    let other = pool.client(json!({})).await["ClientId"].clone();
    let right = by(&app, &pool, &challenge);
    let change = |path: &str, value: Value| {
        let mut request = right.clone();
        *request.pointer_mut(path).unwrap() = value;
        request
    };
    let mut as_sms = change("/ChallengeName", json!("SMS_MFA"));
    as_sms["ChallengeResponses"]["SMS_MFA_CODE"] = json!(code);
    let mut as_email = change("/ChallengeName", json!("EMAIL_OTP"));
    as_email["ChallengeResponses"]["EMAIL_OTP_CODE"] = json!(code);
    let mut as_choice = change("/ChallengeName", json!("SELECT_MFA_TYPE"));
    as_choice["ChallengeResponses"]["ANSWER"] = json!("SOFTWARE_TOKEN_MFA");
    let mut as_password = change("/ChallengeName", json!("NEW_PASSWORD_REQUIRED"));
    as_password["ChallengeResponses"]["NEW_PASSWORD"] = json!("Ch0senOne");
    for request in [
        change("/ClientId", other),
        change("/Session", json!("x".repeat(256))),
        change("/ChallengeResponses/USERNAME", json!("bob@example.com")),
        change("/ChallengeResponses/USERNAME", json!("zoe@example.com")),
        change("/ChallengeName", json!("MFA_SETUP")),
        as_sms,
        as_email,
        as_choice,
        as_password,
    ] {
        let refusal = refused(&pool, request.clone()).await;
        assert_eq!(
            refusal,
            error("NotAuthorized", INVALID_SESSION),
            "{request}"
        );
    }
    let setup = json!({"Session": challenge["Session"]});
    let refusal = pool.refused("AssociateSoftwareToken", setup).await;
    assert_eq!(refusal, error("NotAuthorized", INVALID_SESSION));
    accepted(&pool, right).await;
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let (pool, app) = with_totp().await;
    let right = by(&app, &pool, &begin(&pool).await);
    for name in ["USERNAME", "SOFTWARE_TOKEN_MFA_CODE", "Session"] {
        let mut request = right.clone();
        request.as_object_mut().unwrap().remove(name);
        let responses = request["ChallengeResponses"].as_object_mut().unwrap();
        responses.remove(name);
        let message = format!("Missing required parameter {name}");
        let expected = error("InvalidParameter", &message);
        assert_eq!(refused(&pool, request).await, expected);
    }
    accepted(&pool, right).await;
}

#[tokio::test]
async fn a_client_with_a_secret_proves_it_here_as_well() {
    let (pool, app) = with_totp().await;
    let client = pool.client(json!({"GenerateSecret": true})).await;
    let (id, secret) = (
        client["ClientId"].as_str().unwrap(),
        client["ClientSecret"].as_str().unwrap(),
    );
    let hash = secret_hash(secret, EMAIL, id);
    let mut request = by_password(id, EMAIL, PASSWORD);
    request["AuthParameters"]["SECRET_HASH"] = json!(hash);
    let challenge = pool.ok("InitiateAuth", request).await;
    let mut request = by(&app, &pool, &challenge);
    request["ClientId"] = json!(id);
    assert_eq!(refused(&pool, request.clone()).await.0, "NotAuthorized");
    request["ChallengeResponses"]["SECRET_HASH"] = json!(hash);
    accepted(&pool, request).await;
}

#[tokio::test]
async fn a_user_who_was_locked_out_or_deleted_meanwhile_stays_out() {
    let (pool, app) = with_totp().await;
    let ann = json!({"UserPoolId": POOL, "Username": EMAIL});
    let challenge = begin(&pool).await;
    pool.ok("AdminResetUserPassword", ann.clone()).await;
    let request = by(&app, &pool, &challenge);
    assert_eq!(refused(&pool, request).await.0, "PasswordResetRequired");

    let password =
        json!({"UserPoolId": POOL, "Username": EMAIL, "Password": PASSWORD, "Permanent": true});
    pool.ok("AdminSetUserPassword", password).await;
    pool.wait(NEXT_CODE);
    let (one, two) = (begin(&pool).await, begin(&pool).await);
    pool.ok("AdminDisableUser", ann.clone()).await;
    let expected = error("NotAuthorized", "User is disabled.");
    assert_eq!(refused(&pool, by(&app, &pool, &one)).await, expected);
    pool.ok("AdminDeleteUser", ann).await;
    pool.confirmed(EMAIL).await;
    let expected = error("NotAuthorized", INVALID_SESSION);
    assert_eq!(refused(&pool, by(&app, &pool, &two)).await, expected);
}
