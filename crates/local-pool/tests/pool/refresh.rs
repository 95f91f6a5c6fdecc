//! Refresh tokens, with and without rotation.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, by_password, claims, error};

fn by_operation(client: &str, token: &Value) -> Value {
    json!({"ClientId": client, "RefreshToken": token})
}

fn by_flow(flow: &str, client: &str, token: &Value) -> Value {
    json!({"ClientId": client, "AuthFlow": flow, "AuthParameters": {"REFRESH_TOKEN": token}})
}

#[tokio::test]
async fn every_way_to_refresh_yields_tokens_of_the_same_session() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let before = claims(&tokens["AccessToken"]);
    pool.wait(Duration::from_hours(2));
    let refresh_token = &tokens["RefreshToken"];
    for (operation, request) in [
        (
            "GetTokensFromRefreshToken",
            by_operation(CLIENT, refresh_token),
        ),
        (
            "InitiateAuth",
            by_flow("REFRESH_TOKEN_AUTH", CLIENT, refresh_token),
        ),
        (
            "InitiateAuth",
            by_flow("REFRESH_TOKEN", CLIENT, refresh_token),
        ),
    ] {
        let result = pool.ok(operation, request).await["AuthenticationResult"].clone();
        assert!(result.get("RefreshToken").is_none());
        let after = claims(&result["AccessToken"]);
        assert_eq!(after["origin_jti"], before["origin_jti"]);
        assert_eq!(after["auth_time"], before["auth_time"]);
        assert_eq!(after["iat"], before["iat"].as_i64().unwrap() + 7200);
        assert_ne!(after["jti"], before["jti"]);
        pool.ok("GetUser", json!({"AccessToken": result["AccessToken"]}))
            .await;
    }
}

#[tokio::test]
async fn a_refresh_token_lives_thirty_days_and_only_for_its_client() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let token = pool.signed_in(EMAIL).await["RefreshToken"].clone();
    let refresh =
        |token: Value| pool.refused("GetTokensFromRefreshToken", by_operation(CLIENT, &token));
    assert_eq!(
        refresh(json!("unknown")).await,
        error("NotAuthorized", "Invalid Refresh Token")
    );
    let other = pool.client(json!({})).await;
    let foreign = by_operation(other["ClientId"].as_str().unwrap(), &token);
    let refusal = pool.refused("GetTokensFromRefreshToken", foreign).await;
    assert_eq!(refusal, error("NotAuthorized", "Invalid Refresh Token"));
    pool.wait(Duration::from_hours(30 * 24));
    assert_eq!(
        refresh(token).await,
        error("NotAuthorized", "Refresh Token has expired")
    );
}

/// A client that rotates, with that grace period, and the refresh token of a sign-in.
async fn rotating(pool: &Pool, grace: u64) -> (String, Value) {
    let rotation = json!({"Feature": "ENABLED", "RetryGracePeriodSeconds": grace});
    let client = pool.client(json!({"RefreshTokenRotation": rotation})).await;
    let id = client["ClientId"].as_str().unwrap().to_owned();
    pool.confirmed(EMAIL).await;
    let reply = pool
        .ok("InitiateAuth", by_password(&id, EMAIL, PASSWORD))
        .await;
    (id, reply["AuthenticationResult"]["RefreshToken"].clone())
}

async fn next(pool: &Pool, client: &str, token: &Value) -> Value {
    let reply = pool
        .ok("GetTokensFromRefreshToken", by_operation(client, token))
        .await;
    reply["AuthenticationResult"]["RefreshToken"].clone()
}

#[tokio::test]
async fn with_rotation_a_refresh_token_works_once() {
    let pool = Pool::new();
    let (client, first) = rotating(&pool, 0).await;
    let second = next(&pool, &client, &first).await;
    let refusal = pool
        .refused("GetTokensFromRefreshToken", by_operation(&client, &first))
        .await;
    assert_eq!(refusal.0, "RefreshTokenReuse");
    let third = next(&pool, &client, &second).await;
    assert!(first != second && second != third);
}

#[tokio::test]
async fn a_used_token_works_during_the_grace_period() {
    let pool = Pool::new();
    let (client, first) = rotating(&pool, 10).await;
    next(&pool, &client, &first).await;
    pool.wait(Duration::from_millis(9_999));
    next(&pool, &client, &first).await;
    pool.wait(Duration::from_millis(1));
    let refusal = pool
        .refused("GetTokensFromRefreshToken", by_operation(&client, &first))
        .await;
    assert_eq!(refusal.0, "RefreshTokenReuse");
}

#[tokio::test]
async fn rotation_does_not_prolong_a_session() {
    let pool = Pool::new();
    let (client, first) = rotating(&pool, 0).await;
    pool.wait(Duration::from_hours(29 * 24));
    let second = next(&pool, &client, &first).await;
    pool.wait(Duration::from_hours(24));
    let refusal = pool
        .refused("GetTokensFromRefreshToken", by_operation(&client, &second))
        .await;
    assert_eq!(refusal, error("NotAuthorized", "Refresh Token has expired"));
}

#[tokio::test]
async fn with_rotation_the_old_flow_is_refused() {
    let pool = Pool::new();
    let (client, token) = rotating(&pool, 0).await;
    let refusal = pool
        .refused(
            "InitiateAuth",
            by_flow("REFRESH_TOKEN_AUTH", &client, &token),
        )
        .await;
    assert_eq!(refusal.0, "InvalidParameter");
    next(&pool, &client, &token).await;
}

#[tokio::test]
async fn revoking_any_token_of_a_rotation_ends_the_session() {
    let pool = Pool::new();
    let (client, first) = rotating(&pool, 60).await;
    let second = next(&pool, &client, &first).await;
    pool.ok("RevokeToken", json!({"ClientId": client, "Token": first}))
        .await;
    let refusal = pool
        .refused("GetTokensFromRefreshToken", by_operation(&client, &second))
        .await;
    assert_eq!(
        refusal,
        error("NotAuthorized", "Refresh Token has been revoked")
    );
}
