//! The challenge `NEW_PASSWORD_REQUIRED`.

use std::time::Duration;

use serde_json::{Value, json};

use super::{TEMPORARY, ann, ann_with, invite, look_up, value, with};
use crate::support::{
    CLIENT, EMAIL, Pool, SrpClient, USED, by_password, claims, error, secret_hash,
};

const CHOSEN: &str = "Ch0senOne";

/// The challenge of a user who signs in with the temporary password.
async fn challenged(pool: &Pool) -> Value {
    pool.ok("InitiateAuth", by_password(CLIENT, EMAIL, TEMPORARY))
        .await
}

fn answer(challenge: &Value, responses: Value) -> Value {
    let own = json!({"USERNAME": EMAIL, "NEW_PASSWORD": CHOSEN});
    json!({"ClientId": CLIENT, "ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": challenge["Session"],
        "ChallengeResponses": with(own, responses)})
}

async fn refused(pool: &Pool, request: Value) -> (String, String) {
    pool.refused("RespondToAuthChallenge", request).await
}

#[tokio::test]
async fn the_new_password_confirms_the_user_and_signs_in() {
    let pool = Pool::new();
    let user = invite(&pool).await;
    let challenge = challenged(&pool).await;
    assert_eq!(challenge["ChallengeName"], "NEW_PASSWORD_REQUIRED");
    assert!(challenge.get("AuthenticationResult").is_none());
    let parameters = &challenge["ChallengeParameters"];
    assert_eq!(parameters["USER_ID_FOR_SRP"], user["Username"]);
    assert_eq!(parameters["requiredAttributes"], "[]");
    assert_eq!(
        parameters["userAttributes"],
        r#"{"email":"ann@example.com"}"#
    );

    let reply = pool
        .ok("RespondToAuthChallenge", answer(&challenge, json!({})))
        .await;
    let result = &reply["AuthenticationResult"];
    assert_eq!(
        claims(&result["IdToken"])["cognito:username"],
        user["Username"]
    );
    // Nobody vouched for the address.
    assert_eq!(claims(&result["IdToken"])["email_verified"], false);
    pool.ok("GetUser", json!({"AccessToken": result["AccessToken"]}))
        .await;
    assert_eq!(look_up(&pool).await["UserStatus"], "CONFIRMED");
    let reply = pool
        .ok("InitiateAuth", by_password(CLIENT, EMAIL, CHOSEN))
        .await;
    assert!(reply.get("AuthenticationResult").is_some());
    let old = pool
        .refused("InitiateAuth", by_password(CLIENT, EMAIL, TEMPORARY))
        .await;
    assert_eq!(
        old,
        error("NotAuthorized", "Incorrect username or password.")
    );
}

#[tokio::test]
async fn srp_leads_to_the_same_challenge() {
    let pool = Pool::new();
    invite(&pool).await;
    let client = SrpClient::new();
    let begun = pool.ok("InitiateAuth", client.begin(EMAIL)).await;
    let challenge = pool
        .ok("RespondToAuthChallenge", client.answer(&begun, TEMPORARY))
        .await;
    assert_eq!(challenge["ChallengeName"], "NEW_PASSWORD_REQUIRED");
    let user_id = challenge["ChallengeParameters"]["USER_ID_FOR_SRP"].clone();
    let request = answer(&challenge, json!({"USERNAME": user_id}));
    pool.ok("RespondToAuthChallenge", request).await;
    let begun = pool.ok("InitiateAuth", client.begin(EMAIL)).await;
    let reply = pool
        .ok("RespondToAuthChallenge", client.answer(&begun, CHOSEN))
        .await;
    assert!(reply.get("AuthenticationResult").is_some());
}

#[tokio::test]
async fn a_weak_password_is_refused_and_a_better_one_can_follow() {
    let pool = Pool::new();
    invite(&pool).await;
    let challenge = challenged(&pool).await;
    let refusal = refused(&pool, answer(&challenge, json!({"NEW_PASSWORD": "weak"}))).await;
    let message = "Password did not conform with policy: Password not long enough";
    assert_eq!(refusal, error("InvalidPassword", message));
    assert_eq!(look_up(&pool).await["UserStatus"], "FORCE_CHANGE_PASSWORD");
    pool.ok("RespondToAuthChallenge", answer(&challenge, json!({})))
        .await;
}

#[tokio::test]
async fn a_session_answers_once() {
    let pool = Pool::new();
    invite(&pool).await;
    let (one, two) = (challenged(&pool).await, challenged(&pool).await);
    pool.ok("RespondToAuthChallenge", answer(&one, json!({})))
        .await;
    // The second session was for a password that is temporary no more.
    for (challenge, told) in [(one, USED), (two, "Invalid session for the user.")] {
        let again = answer(&challenge, json!({"NEW_PASSWORD": "An0therOne"}));
        assert_eq!(refused(&pool, again).await, error("NotAuthorized", told));
    }
}

#[tokio::test]
async fn a_session_lives_three_minutes_or_as_long_as_the_client_says() {
    let pool = Pool::new();
    invite(&pool).await;
    let patient = pool.client(json!({"AuthSessionValidity": 15})).await;
    let patient = patient["ClientId"].as_str().unwrap();
    for (client, minutes) in [(CLIENT, 3), (patient, 15)] {
        let challenge = pool
            .ok("InitiateAuth", by_password(client, EMAIL, TEMPORARY))
            .await;
        let weak = with(
            answer(&challenge, json!({"NEW_PASSWORD": "weak"})),
            json!({"ClientId": client}),
        );
        pool.wait_nearly(Duration::from_mins(minutes));
        assert_eq!(refused(&pool, weak.clone()).await.0, "InvalidPassword");
        pool.wait(Duration::from_millis(1));
        let message = "Invalid session for the user, session is expired.";
        assert_eq!(refused(&pool, weak).await, error("NotAuthorized", message));
    }
}

#[tokio::test]
async fn a_session_is_for_its_user_client_and_challenge_alone() {
    let pool = Pool::new();
    invite(&pool).await;
    pool.confirmed("bob@example.com").await;
    let challenge = challenged(&pool).await;
    let other = pool.client(json!({})).await["ClientId"].clone();
    let srp = pool.ok("InitiateAuth", SrpClient::new().begin(EMAIL)).await;
    let secret_block = srp["ChallengeParameters"]["SECRET_BLOCK"].clone();
    let invalid = error("NotAuthorized", "Invalid session for the user.");
    for request in [
        answer(&challenge, json!({"USERNAME": "bob@example.com"})),
        answer(&challenge, json!({"USERNAME": "nobody@example.com"})),
        with(answer(&challenge, json!({})), json!({"ClientId": other})),
        with(
            answer(&challenge, json!({})),
            json!({"Session": "x".repeat(256)}),
        ),
        with(
            answer(&challenge, json!({})),
            json!({"Session": secret_block}),
        ),
    ] {
        assert_eq!(refused(&pool, request.clone()).await, invalid, "{request}");
    }
    // Some clients repeat what they answered before.
    let repeated = answer(
        &challenge,
        json!({"PASSWORD_CLAIM_SECRET_BLOCK": secret_block}),
    );
    pool.ok("RespondToAuthChallenge", repeated).await;
}

#[tokio::test]
async fn a_session_does_not_prove_a_password() {
    let pool = Pool::new();
    invite(&pool).await;
    let challenge = challenged(&pool).await;
    let request = json!({"ClientId": CLIENT, "ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": {
        "USERNAME": EMAIL, "PASSWORD_CLAIM_SECRET_BLOCK": challenge["Session"], "PASSWORD_CLAIM_SIGNATURE": "",
        "TIMESTAMP": "Sat Nov 7 08:05:09 UTC 2026"}});
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    assert_eq!(refused(&pool, request).await, incorrect);
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let pool = Pool::new();
    invite(&pool).await;
    let challenge = challenged(&pool).await;
    for name in ["USERNAME", "NEW_PASSWORD"] {
        let mut request = answer(&challenge, json!({}));
        request["ChallengeResponses"]
            .as_object_mut()
            .unwrap()
            .remove(name);
        let message = format!("Missing required parameter {name}");
        assert_eq!(
            refused(&pool, request).await,
            error("InvalidParameter", &message)
        );
    }
    let mut request = answer(&challenge, json!({}));
    request.as_object_mut().unwrap().remove("Session");
    let message = "Missing required parameter Session";
    assert_eq!(
        refused(&pool, request).await,
        error("InvalidParameter", message)
    );
}

#[tokio::test]
async fn required_attributes_are_asked_for_and_must_be_given() {
    let pool = Pool::new();
    let schema = json!([
        {"Name": "name", "AttributeDataType": "String", "Mutable": true, "Required": true},
        {"Name": "birthdate", "AttributeDataType": "String", "Mutable": false, "Required": true},
        {"Name": "email", "AttributeDataType": "String", "Mutable": true, "Required": true},
    ]);
    let (pool_id, client) = pool
        .create(json!({"UsernameAttributes": ["email"], "Schema": schema, "Policies": {"PasswordPolicy": {"MinimumLength": 8}}}))
        .await;
    let create = with(
        ann(),
        json!({"UserPoolId": pool_id, "TemporaryPassword": TEMPORARY}),
    );
    pool.ok("AdminCreateUser", create).await;
    let challenge = pool
        .ok("InitiateAuth", by_password(&client, EMAIL, TEMPORARY))
        .await;
    let required = challenge["ChallengeParameters"]["requiredAttributes"]
        .as_str()
        .unwrap();
    let required: Vec<String> = serde_json::from_str(required).unwrap();
    assert_eq!(
        required,
        ["userAttributes.name", "userAttributes.birthdate"]
    );

    let request =
        |responses: Value| with(answer(&challenge, responses), json!({"ClientId": client}));
    let name = "userAttributes.name";
    let birthdate = "userAttributes.birthdate";
    for (responses, expected) in [
        (
            json!({}),
            error(
                "InvalidParameter",
                "Invalid attributes given, name is missing",
            ),
        ),
        (
            json!({name: "Ann"}),
            error(
                "InvalidParameter",
                "Invalid attributes given, birthdate is missing",
            ),
        ),
        (
            json!({name: "Ann", birthdate: "2000-01-01", "userAttributes.email": "eve@example.com"}),
            error("NotAuthorized", "Cannot modify an already provided email"),
        ),
        (
            json!({name: "Ann", birthdate: "2000-01-01", "userAttributes.email_verified": "true"}),
            error(
                "NotAuthorized",
                "A client attempted to write unauthorized attribute",
            ),
        ),
    ] {
        assert_eq!(
            refused(&pool, request(responses.clone())).await,
            expected,
            "{responses}"
        );
    }
    for responses in [
        json!({name: "Ann", birthdate: "yesterday"}),
        json!({name: "Ann", birthdate: "2000-01-01", "userAttributes.shoe": "42"}),
    ] {
        let refusal = refused(&pool, request(responses.clone())).await;
        assert_eq!(refusal.0, "InvalidParameter", "{responses}");
    }
    let full = json!({name: "Ann", birthdate: "2000-01-01", "userAttributes.nickname": "Annie"});
    pool.ok("RespondToAuthChallenge", request(full)).await;
    let look_up = with(ann(), json!({"UserPoolId": pool_id}));
    let user = pool.ok("AdminGetUser", look_up).await;
    for (name, expected) in [
        ("name", "Ann"),
        ("birthdate", "2000-01-01"),
        ("nickname", "Annie"),
    ] {
        assert_eq!(value(&user["UserAttributes"], name), Some(expected));
    }
}

#[tokio::test]
async fn a_client_with_a_secret_proves_it_here_as_well() {
    let pool = Pool::new();
    invite(&pool).await;
    let client = pool.client(json!({"GenerateSecret": true})).await;
    let (id, secret) = (
        client["ClientId"].as_str().unwrap(),
        client["ClientSecret"].as_str().unwrap(),
    );
    let hash = secret_hash(secret, EMAIL, id);
    let mut begin = by_password(id, EMAIL, TEMPORARY);
    begin["AuthParameters"]["SECRET_HASH"] = json!(hash);
    let challenge = pool.ok("InitiateAuth", begin).await;
    let client = json!({"ClientId": id});
    let bare = with(answer(&challenge, json!({})), client.clone());
    assert_eq!(refused(&pool, bare).await.0, "NotAuthorized");
    let proven = with(answer(&challenge, json!({"SECRET_HASH": hash})), client);
    pool.ok("RespondToAuthChallenge", proven).await;
}

#[tokio::test]
async fn a_user_who_was_locked_out_meanwhile_stays_out() {
    let pool = Pool::new();
    invite(&pool).await;
    let challenge = challenged(&pool).await;
    pool.ok("AdminDisableUser", ann()).await;
    let disabled = error("NotAuthorized", "User is disabled.");
    assert_eq!(
        refused(&pool, answer(&challenge, json!({}))).await,
        disabled
    );
    assert_eq!(look_up(&pool).await["UserStatus"], "FORCE_CHANGE_PASSWORD");
    let set = ann_with(json!({"Password": "An0therOne"}));
    pool.ok("AdminSetUserPassword", set).await;
    pool.ok("AdminDeleteUser", ann()).await;
    let gone = error("NotAuthorized", "Invalid session for the user.");
    assert_eq!(refused(&pool, answer(&challenge, json!({}))).await, gone);
}
