//! What belongs together: challenge, user, client, time.

use std::time::Duration;

use serde_json::{Value, json};

use super::{INVALID, answer, begin, choices, is_in, prefer};
use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, USED, error};

const BOB: &str = "bob@example.com";

/// Every challenge that has a session, with an answer that is right.
async fn challenges(pool: &Pool) -> Vec<(Value, Value)> {
    let select = pool.initiate(begin(EMAIL, json!({}))).await;
    let password = pool.initiate(prefer(EMAIL, "PASSWORD")).await;
    let (email, code) = pool.with_code().await;
    let srp = pool.initiate(prefer(EMAIL, "PASSWORD_SRP")).await;
    vec![
        (select, json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD})),
        (password, json!({"PASSWORD": PASSWORD})),
        (email, json!({"EMAIL_OTP_CODE": code})),
        (srp, json!({"SRP_A": "2"})),
    ]
}

#[tokio::test]
async fn a_session_is_good_for_its_user_alone_under_any_name() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    pool.confirmed(BOB).await;
    for (reply, responses) in challenges(&pool).await {
        let others = pool
            .not_let_in(answer(&reply, BOB, responses.clone()))
            .await;
        assert_eq!(others, error("NotAuthorized", INVALID));
        pool.respond(answer(&reply, &sub, responses)).await;
    }
}

#[tokio::test]
async fn a_session_is_good_for_its_client_alone() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let flows = json!({"ExplicitAuthFlows": ["ALLOW_USER_AUTH"]});
    let other = pool.client(flows).await["ClientId"].clone();
    for (reply, responses) in challenges(&pool).await {
        let mut request = answer(&reply, EMAIL, responses);
        request["ClientId"] = other.clone();
        let refusal = pool.not_let_in(request).await;
        assert_eq!(refusal, error("NotAuthorized", INVALID));
    }
}

#[tokio::test]
async fn a_session_lives_as_long_as_the_client_says() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let three_minutes = Duration::from_mins(3);
    let in_time = challenges(&pool).await;
    pool.wait_nearly(three_minutes);
    for (reply, responses) in in_time {
        pool.respond(answer(&reply, EMAIL, responses)).await;
    }
    let too_late = challenges(&pool).await;
    pool.wait(three_minutes);
    for (reply, responses) in too_late {
        let refusal = pool.not_let_in(answer(&reply, EMAIL, responses)).await;
        let told = "Invalid session for the user, session is expired.";
        assert_eq!(refusal, error("NotAuthorized", told));
    }
}

#[tokio::test]
async fn a_session_that_was_used_says_so_and_one_that_was_only_tried_does_not() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.confirmed(BOB).await;
    let used = error("NotAuthorized", USED);
    let mut answered = Vec::new();
    for (reply, responses) in challenges(&pool).await {
        pool.not_let_in(answer(&reply, BOB, responses.clone()))
            .await;
        let request = answer(&reply, EMAIL, responses);
        pool.respond(request.clone()).await;
        assert_eq!(pool.not_let_in(request.clone()).await, used);
        answered.push(request);
    }
    pool.wait(Duration::from_mins(3));
    for request in answered {
        assert_eq!(pool.not_let_in(request).await, used);
    }
}

#[tokio::test]
async fn a_session_answers_the_challenge_that_it_is_of() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let names = ["SELECT_CHALLENGE", "PASSWORD", "EMAIL_OTP", "PASSWORD_SRP"];
    let everything = json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD, "EMAIL_OTP_CODE": "12345678",
        "SRP_A": "2"});
    for (reply, _) in challenges(&pool).await {
        for name in names {
            if reply["ChallengeName"] == name {
                continue;
            }
            let mut request = answer(&reply, EMAIL, everything.clone());
            request["ChallengeName"] = json!(name);
            let refusal = pool.not_let_in(request).await;
            assert_eq!(refusal, error("NotAuthorized", INVALID), "{name}: {reply}");
        }
    }
}

#[tokio::test]
async fn a_session_must_be_given_and_be_one() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (reply, responses) = challenges(&pool).await.remove(0);
    let mut request = answer(&reply, EMAIL, responses);
    request["Session"] = Value::Null;
    let told = "Missing required parameter Session";
    let refusal = pool.not_let_in(request.clone()).await;
    assert_eq!(refusal, error("InvalidParameter", told));
    request["Session"] = json!("made up of more than nothing");
    let refusal = pool.not_let_in(request).await;
    assert_eq!(refusal, error("NotAuthorized", INVALID));
}

#[tokio::test]
async fn a_session_has_20_to_4096_characters() {
    let pool = Pool::new();
    let first =
        json!({"ClientId": CLIENT, "AuthFlow": "USER_AUTH", "AuthParameters": {"USERNAME": EMAIL}});
    let next = json!({"ClientId": CLIENT, "ChallengeName": "SMS_MFA"});
    let confirmation = json!({"ClientId": CLIENT, "Username": EMAIL, "ConfirmationCode": "123456"});
    for (operation, mut request) in [
        ("InitiateAuth", first),
        ("RespondToAuthChallenge", next),
        ("ConfirmSignUp", confirmation),
    ] {
        for (length, rule) in [
            (19, "greater than or equal to 20"),
            (4097, "less than or equal to 4096"),
        ] {
            request["Session"] = json!("x".repeat(length));
            let told = format!(
                "1 validation error detected: Value at 'session' failed to satisfy constraint: Member \
                must have length {rule}"
            );
            let refusal = pool.refused(operation, request.clone()).await;
            assert_eq!(refusal, error("InvalidParameter", &told), "{operation}");
        }
    }
}

#[tokio::test]
async fn a_wrong_password_ends_the_session_and_counts() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    for responses in [
        json!({"PASSWORD": "Passw0rD"}),
        json!({"ANSWER": "PASSWORD", "PASSWORD": "Passw0rD"}),
    ] {
        let begun = if responses["ANSWER"].is_null() {
            prefer(EMAIL, "PASSWORD")
        } else {
            begin(EMAIL, json!({}))
        };
        let reply = pool.initiate(begun).await;
        let wrong = answer(&reply, EMAIL, responses);
        assert_eq!(pool.not_let_in(wrong.clone()).await, incorrect);
        let again = pool.not_let_in(wrong).await;
        assert_eq!(again, error("NotAuthorized", USED));
    }
    let wrong = json!({"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "Passw0rD"});
    for _ in 0..3 {
        let refusal = pool
            .refused("InitiateAuth", begin(EMAIL, wrong.clone()))
            .await;
        assert_eq!(refusal, incorrect);
    }
    let refusal = pool.refused("InitiateAuth", begin(EMAIL, wrong)).await;
    assert_eq!(
        refusal,
        error("NotAuthorized", "Password attempts exceeded")
    );
}

#[tokio::test]
async fn who_is_disabled_after_the_code_was_sent_is_not_let_in() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (reply, code) = pool.with_code().await;
    let user = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminDisableUser", user).await;
    let refusal = pool
        .not_let_in(answer(&reply, EMAIL, json!({"EMAIL_OTP_CODE": code})))
        .await;
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    assert_eq!(refusal, incorrect);
}

#[tokio::test]
async fn a_code_does_not_outlive_its_user() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (reply, code) = pool.with_code().await;
    let user = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminDeleteUser", user).await;
    pool.confirmed(EMAIL).await;
    let refusal = pool
        .not_let_in(answer(&reply, EMAIL, json!({"EMAIL_OTP_CODE": code})))
        .await;
    let mismatch = "Invalid code or auth state for the user.";
    assert_eq!(refusal, error("CodeMismatch", mismatch));
}

#[tokio::test]
async fn what_was_chosen_from_may_have_changed_since() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    assert!(choices(&reply).contains(&"EMAIL_OTP"));
    pool.offering(&["PASSWORD"]).await;
    let (code, _) = pool
        .not_let_in(answer(&reply, EMAIL, json!({"ANSWER": "EMAIL_OTP"})))
        .await;
    assert_eq!(code, "InvalidParameter");
    let password = json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD});
    assert!(is_in(&pool.respond(answer(&reply, EMAIL, password)).await));
}
