//! `USER_PASSWORD_AUTH`, and what every flow has in common.

use std::time::Duration;

use serde_json::json;

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, error, secret_hash};

const INCORRECT: &str = "Incorrect username or password.";

#[tokio::test]
async fn the_right_password_signs_in_under_the_email_in_any_case_or_the_id() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    for name in [EMAIL, "ANN@EXAMPLE.COM", &sub] {
        let reply = pool
            .ok("InitiateAuth", by_password(CLIENT, name, PASSWORD))
            .await;
        let result = &reply["AuthenticationResult"];
        assert_eq!(result["TokenType"], "Bearer");
        assert_eq!(result["ExpiresIn"], 3600);
        assert_eq!(reply["ChallengeParameters"], json!({}));
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_user_look_the_same() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for (name, password) in [(EMAIL, "Passw0rD"), ("bob@example.com", PASSWORD)] {
        let refusal = pool
            .refused("InitiateAuth", by_password(CLIENT, name, password))
            .await;
        assert_eq!(refusal, error("NotAuthorized", INCORRECT));
    }
}

#[tokio::test]
async fn only_the_right_password_learns_that_a_user_is_unconfirmed() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let wrong = pool
        .refused("InitiateAuth", by_password(CLIENT, EMAIL, "Passw0rD"))
        .await;
    assert_eq!(wrong, error("NotAuthorized", INCORRECT));
    let right = pool
        .refused("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
        .await;
    assert_eq!(right, error("UserNotConfirmed", "User is not confirmed."));
}

#[tokio::test]
async fn after_five_wrong_passwords_each_further_one_doubles_the_wait() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for name in [EMAIL, "bob@example.com"] {
        let try_wrong = || pool.refused("InitiateAuth", by_password(CLIENT, name, "Passw0rD"));
        for _ in 0..5 {
            assert_eq!(try_wrong().await, error("NotAuthorized", INCORRECT));
        }
        for seconds in [1, 2, 4, 8] {
            pool.wait(Duration::from_millis(seconds * 1000 - 1));
            let locked = pool
                .refused("InitiateAuth", by_password(CLIENT, name, PASSWORD))
                .await;
            assert_eq!(
                locked,
                error("NotAuthorized", "Password attempts exceeded"),
                "{name} {seconds}"
            );
            pool.wait(Duration::from_millis(1));
            assert_eq!(
                try_wrong().await,
                error("NotAuthorized", INCORRECT),
                "{name} {seconds}"
            );
        }
    }
    pool.wait(Duration::from_secs(16));
    pool.signed_in(EMAIL).await;
}

#[tokio::test]
async fn the_right_password_forgives_the_wrong_ones() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for _ in 0..3 {
        for _ in 0..4 {
            pool.refused("InitiateAuth", by_password(CLIENT, EMAIL, "Passw0rD"))
                .await;
        }
        pool.signed_in(EMAIL).await;
    }
}

#[tokio::test]
async fn a_flow_that_the_client_may_not_use_is_refused() {
    let pool = Pool::new();
    let client = pool
        .client(json!({"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"]}))
        .await;
    let client = client["ClientId"].as_str().unwrap();
    let refusal = pool
        .refused("InitiateAuth", by_password(client, EMAIL, PASSWORD))
        .await;
    let message = "USER_PASSWORD_AUTH flow not enabled for this client";
    assert_eq!(refusal, error("InvalidParameter", message));
}

#[tokio::test]
async fn unknown_flows_and_challenges_and_missing_parameters_are_named() {
    let pool = Pool::new();
    let flow = json!({"ClientId": CLIENT, "AuthFlow": "MAGIC"});
    let (code, message) = pool.refused("InitiateAuth", flow).await;
    assert!(code == "InvalidParameter" && message.contains("'authFlow'"));
    let challenge = json!({"ClientId": CLIENT, "ChallengeName": "MAGIC"});
    let (code, message) = pool.refused("RespondToAuthChallenge", challenge).await;
    assert!(code == "InvalidParameter" && message.contains("'challengeName'"));
    for (flow, given, missing) in [
        ("USER_PASSWORD_AUTH", json!({}), "USERNAME"),
        ("USER_PASSWORD_AUTH", json!({"USERNAME": EMAIL}), "PASSWORD"),
        ("USER_SRP_AUTH", json!({"USERNAME": EMAIL}), "SRP_A"),
        ("REFRESH_TOKEN_AUTH", json!({}), "REFRESH_TOKEN"),
    ] {
        let request = json!({"ClientId": CLIENT, "AuthFlow": flow, "AuthParameters": given});
        let message = format!("Missing required parameter {missing}");
        assert_eq!(
            pool.refused("InitiateAuth", request).await,
            error("InvalidParameter", &message)
        );
    }
}

#[tokio::test]
async fn a_client_with_a_secret_must_prove_it_and_one_without_must_not_try() {
    let pool = Pool::new();
    let client = pool.client(json!({"GenerateSecret": true})).await;
    let (id, secret) = (
        client["ClientId"].as_str().unwrap(),
        client["ClientSecret"].as_str().unwrap(),
    );
    let sign_up = |hash: Option<String>| json!({"ClientId": id, "Username": EMAIL, "Password": PASSWORD, "SecretHash": hash});
    let missing = format!("Client {id} is configured with secret but SECRET_HASH was not received");
    assert_eq!(
        pool.refused("SignUp", sign_up(None)).await,
        error("NotAuthorized", &missing)
    );
    let wrong = format!("Unable to verify secret hash for client {id}");
    let others = secret_hash(secret, "bob@example.com", id);
    assert_eq!(
        pool.refused("SignUp", sign_up(Some(others))).await,
        error("NotAuthorized", &wrong)
    );
    pool.ok("SignUp", sign_up(Some(secret_hash(secret, EMAIL, id))))
        .await;
    pool.ok(
        "AdminConfirmSignUp",
        json!({"UserPoolId": POOL, "Username": EMAIL}),
    )
    .await;

    let mut request = by_password(id, EMAIL, PASSWORD);
    assert_eq!(
        pool.refused("InitiateAuth", request.clone()).await,
        error("NotAuthorized", &missing)
    );
    request["AuthParameters"]["SECRET_HASH"] = json!(secret_hash(secret, EMAIL, id));
    let result = pool.ok("InitiateAuth", request).await["AuthenticationResult"].clone();

    // A refresh names nobody: the hash is over the user's own name.
    let sub = crate::support::claims(&result["AccessToken"])["username"].clone();
    let mut refresh = json!({"ClientId": id, "AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": {
        "REFRESH_TOKEN": result["RefreshToken"], "SECRET_HASH": secret_hash(secret, EMAIL, id)}});
    assert_eq!(
        pool.refused("InitiateAuth", refresh.clone()).await,
        error("NotAuthorized", &wrong)
    );
    refresh["AuthParameters"]["SECRET_HASH"] =
        json!(secret_hash(secret, sub.as_str().unwrap(), id));
    pool.ok("InitiateAuth", refresh).await;

    let mut public = by_password(CLIENT, EMAIL, PASSWORD);
    public["AuthParameters"]["SECRET_HASH"] = json!("aGFzaA==");
    let message =
        format!("Client {CLIENT} is not configured with secret but SECRET_HASH was received");
    assert_eq!(
        pool.refused("InitiateAuth", public).await,
        error("NotAuthorized", &message)
    );
}

#[tokio::test]
async fn a_password_that_nobody_could_choose_is_wrong_like_any_other() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let long = "x".repeat(300);
    for password in [" Passw0rd", "Passw0rd ", "", " ", &long] {
        let refusal = pool
            .refused("InitiateAuth", by_password(CLIENT, EMAIL, password))
            .await;
        assert_eq!(refusal, error("NotAuthorized", INCORRECT), "{password:?}");
    }
    let locked = pool
        .refused("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
        .await;
    assert_eq!(locked, error("NotAuthorized", "Password attempts exceeded"));
}
