//! `CUSTOM_AUTH`: the pool's own question.

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, SrpClient, USED, error, other_than};

const BOB: &str = "bob@example.com";
const RESPOND: &str = "RespondToAuthChallenge";

fn incorrect() -> (String, String) {
    error("NotAuthorized", "Incorrect username or password.")
}

fn begin(username: &str) -> Value {
    json!({"ClientId": CLIENT, "AuthFlow": "CUSTOM_AUTH", "AuthParameters": {"USERNAME": username}})
}

fn answer(challenge: &Value, answer: &str) -> Value {
    assert_eq!(
        challenge["ChallengeName"], "CUSTOM_CHALLENGE",
        "{challenge}"
    );
    let username = challenge["ChallengeParameters"]["USERNAME"].clone();
    json!({"ClientId": CLIENT, "ChallengeName": "CUSTOM_CHALLENGE", "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": username, "ANSWER": answer}})
}

/// The request that proves the password first.
fn begin_by_srp(srp: &SrpClient, username: &str) -> Value {
    let mut request = srp.begin(username);
    request["AuthFlow"] = json!("CUSTOM_AUTH");
    request["AuthParameters"]["CHALLENGE_NAME"] = json!("SRP_A");
    request
}

#[tokio::test]
async fn the_answer_is_in_a_message_and_signs_in_once() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    let challenge = pool.ok("InitiateAuth", begin(EMAIL)).await;
    assert_eq!(
        challenge["ChallengeParameters"],
        json!({"USERNAME": sub, "question": "Which number did we send you?"})
    );
    let message = pool.messages().await[0].clone();
    assert_eq!(message["to"], EMAIL);
    assert_eq!(message["kind"], "otp");
    let request = answer(&challenge, message["code"].as_str().unwrap());
    let reply = pool.ok(RESPOND, request.clone()).await;
    assert!(reply["AuthenticationResult"]["AccessToken"].is_string());
    let used = error("NotAuthorized", USED);
    assert_eq!(pool.refused(RESPOND, request).await, used);
}

#[tokio::test]
async fn a_wrong_answer_may_be_put_right_twice() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for third_is_right in [true, false] {
        let mut challenge = pool.ok("InitiateAuth", begin(EMAIL)).await;
        let right = pool.last_code(EMAIL).await;
        for _ in 0..2 {
            let before = challenge["Session"].clone();
            let wrong = answer(&challenge, &other_than(&right));
            challenge = pool.ok(RESPOND, wrong).await;
            assert_ne!(challenge["Session"], before);
        }
        if third_is_right {
            pool.ok(RESPOND, answer(&challenge, &right)).await;
            continue;
        }
        let last = answer(&challenge, &other_than(&right));
        assert_eq!(pool.refused(RESPOND, last).await, incorrect());
        let late = pool.refused(RESPOND, answer(&challenge, &right)).await;
        assert_eq!(late, error("NotAuthorized", USED));
    }
}

#[tokio::test]
async fn no_answer_is_right_for_those_who_do_not_exist_or_may_not_enter_without_a_password() {
    let pool = Pool::new();
    pool.sign_up(BOB).await;
    pool.confirmed("disabled@example.com").await;
    let user = json!({"UserPoolId": POOL, "Username": "disabled@example.com"});
    pool.ok("AdminDisableUser", user).await;
    let sent = pool.messages().await.len();
    for name in ["nobody@example.com", BOB, "disabled@example.com"] {
        let mut challenge = pool.ok("InitiateAuth", begin(name)).await;
        for _ in 0..2 {
            challenge = pool.ok(RESPOND, answer(&challenge, "123456")).await;
        }
        let refusal = pool.refused(RESPOND, answer(&challenge, "123456")).await;
        assert_eq!(refusal, incorrect(), "{name}");
        assert_eq!(pool.messages().await.len(), sent, "{name}");
    }
}

#[tokio::test]
async fn the_question_follows_the_proof_of_the_password() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let sent = pool.messages().await.len();
    let srp = SrpClient::new();
    let verifier = pool.ok("InitiateAuth", begin_by_srp(&srp, EMAIL)).await;
    assert_eq!(verifier["ChallengeName"], "PASSWORD_VERIFIER");
    assert_eq!(pool.messages().await.len(), sent);
    let challenge = pool.ok(RESPOND, srp.answer(&verifier, PASSWORD)).await;
    let right = pool.last_code(EMAIL).await;
    let reply = pool.ok(RESPOND, answer(&challenge, &right)).await;
    assert!(reply["AuthenticationResult"]["AccessToken"].is_string());

    let verifier = pool.ok("InitiateAuth", begin_by_srp(&srp, EMAIL)).await;
    let wrong = srp.answer(&verifier, "Passw0rD");
    assert_eq!(pool.refused(RESPOND, wrong).await, incorrect());
    let verifier = pool.ok("InitiateAuth", begin_by_srp(&srp, BOB)).await;
    let unknown = srp.answer(&verifier, PASSWORD);
    assert_eq!(pool.refused(RESPOND, unknown).await, incorrect());
}

#[tokio::test]
async fn after_the_right_password_users_hear_what_stands_in_the_way() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let srp = SrpClient::new();
    let verifier = pool.ok("InitiateAuth", begin_by_srp(&srp, EMAIL)).await;
    let refusal = pool.refused(RESPOND, srp.answer(&verifier, PASSWORD)).await;
    assert_eq!(refusal, error("UserNotConfirmed", "User is not confirmed."));

    // Who must choose a password does so after the question.
    let request = json!({"UserPoolId": POOL, "Username": BOB, "TemporaryPassword": PASSWORD});
    pool.ok("AdminCreateUser", request).await;
    let verifier = pool.ok("InitiateAuth", begin_by_srp(&srp, BOB)).await;
    let challenge = pool.ok(RESPOND, srp.answer(&verifier, PASSWORD)).await;
    let name = challenge["ChallengeParameters"]["USERNAME"].clone();
    let right = pool.last_code(name.as_str().unwrap()).await;
    let reply = pool.ok(RESPOND, answer(&challenge, &right)).await;
    assert_eq!(reply["ChallengeName"], "NEW_PASSWORD_REQUIRED");
}

#[tokio::test]
async fn a_second_factor_follows_the_question_where_there_is_one() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let config = json!({"UserPoolId": POOL, "MfaConfiguration": "ON", "EmailMfaConfiguration": {}});
    pool.ok("SetUserPoolMfaConfig", config).await;
    let challenge = pool.ok("InitiateAuth", begin(EMAIL)).await;
    let right = pool.last_code(EMAIL).await;
    let reply = pool.ok(RESPOND, answer(&challenge, &right)).await;
    assert_eq!(reply["ChallengeName"], "EMAIL_OTP");
}

#[tokio::test]
async fn a_client_must_be_allowed_the_question_and_the_first_step_be_known() {
    let pool = Pool::new();
    let mut request = begin(EMAIL);
    request["ClientId"] = pool.client(json!({})).await["ClientId"].clone();
    let told = "CUSTOM_AUTH flow not enabled for this client";
    let refusal = pool.refused("InitiateAuth", request.clone()).await;
    assert_eq!(refusal, error("InvalidParameter", told));
    let only = json!({"ExplicitAuthFlows": ["CUSTOM_AUTH_FLOW_ONLY"], "PreventUserExistenceErrors": "ENABLED"});
    request["ClientId"] = pool.client(only).await["ClientId"].clone();
    pool.ok("InitiateAuth", request).await;

    let mut request = begin(EMAIL);
    request["AuthParameters"]["CHALLENGE_NAME"] = json!("PASSWORD");
    let refusal = pool.refused("InitiateAuth", request).await;
    assert_eq!(refusal.0, "InvalidParameter");
}

#[tokio::test]
async fn a_client_that_hides_nobody_tells_that_a_user_does_not_exist() {
    let pool = Pool::new();
    let flows = json!({"ExplicitAuthFlows": ["ALLOW_CUSTOM_AUTH"]});
    let mut request = begin(EMAIL);
    request["ClientId"] = pool.client(flows).await["ClientId"].clone();
    let refusal = pool.refused("InitiateAuth", request).await;
    assert_eq!(refusal, error("UserNotFound", "User does not exist."));
}
