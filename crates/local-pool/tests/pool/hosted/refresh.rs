use std::time::Duration;

use serde_json::{Value, json};

use super::{CALLBACK, code, exchange, form, granted, refused, request, tokens};
use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, Reply, by_password, claims, error};

async fn refresh(pool: &Pool, client: &str, token: &Value) -> Reply {
    let fields = vec![
        ("grant_type", "refresh_token"),
        ("client_id", client),
        ("refresh_token", token.as_str().unwrap()),
    ];
    form(pool, "/oauth2/token", &fields).await
}

#[tokio::test]
async fn a_refresh_token_yields_tokens_of_the_same_session_and_scope() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let before = tokens(&pool, &request(&[("scope", "openid email")])).await;
    pool.wait(Duration::from_hours(2));
    let after = granted(&refresh(&pool, CLIENT, &before["refresh_token"]).await);
    assert!(after.get("refresh_token").is_none());
    let (old, new) = (
        claims(&before["access_token"]),
        claims(&after["access_token"]),
    );
    assert_eq!(new["scope"], "openid email");
    for name in ["origin_jti", "auth_time", "sub"] {
        assert_eq!(new[name], old[name]);
    }
    let id = claims(&after["id_token"]);
    assert!(id.get("nonce").is_none() && id.get("at_hash").is_some());
}

#[tokio::test]
async fn both_ways_to_refresh_take_the_tokens_of_both_ways_to_sign_in() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let hosted = tokens(&pool, &request(&[("scope", "openid")])).await;
    let by_operation = json!({"ClientId": CLIENT, "RefreshToken": hosted["refresh_token"]});
    let result =
        pool.ok("GetTokensFromRefreshToken", by_operation).await["AuthenticationResult"].clone();
    assert_eq!(claims(&result["AccessToken"])["scope"], "openid");
    let api = pool
        .ok("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
        .await;
    let token = &api["AuthenticationResult"]["RefreshToken"];
    let result = granted(&refresh(&pool, CLIENT, token).await);
    let scope = claims(&result["access_token"])["scope"].clone();
    assert_eq!(scope, "aws.cognito.signin.user.admin");
}

#[tokio::test]
async fn a_foreign_garbled_expired_or_revoked_refresh_token_is_refused() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let token = tokens(&pool, &request(&[])).await["refresh_token"].clone();
    let invalid = (400, "invalid_grant".to_owned());
    let other = pool.client(json!({})).await;
    let other = other["ClientId"].as_str().unwrap();
    assert_eq!(refused(&refresh(&pool, other, &token).await), invalid);
    for garbled in ["x", "ä ö", &token.as_str().unwrap()[1..]] {
        assert_eq!(
            refused(&refresh(&pool, CLIENT, &json!(garbled)).await),
            invalid
        );
    }
    granted(&refresh(&pool, CLIENT, &token).await);
    pool.wait(Duration::from_hours(30 * 24));
    assert_eq!(refused(&refresh(&pool, CLIENT, &token).await), invalid);
}

#[tokio::test]
async fn with_rotation_a_refresh_token_works_once_here_too() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let settings = json!({"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"], "SupportedIdentityProviders": ["COGNITO"], "CallbackURLs": [CALLBACK],
        "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}});
    let client = pool.client(settings).await;
    let id = client["ClientId"].as_str().unwrap();
    let code = code(&pool, &request(&[("client_id", id), ("scope", "openid")])).await;
    let first = granted(&exchange(&pool, &code, &[("client_id", id)]).await);
    let second = granted(&refresh(&pool, id, &first["refresh_token"]).await);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    let again = refresh(&pool, id, &first["refresh_token"]).await;
    assert_eq!(refused(&again), (400, "invalid_grant".to_owned()));
    granted(&refresh(&pool, id, &second["refresh_token"]).await);
}

async fn revoke(pool: &Pool, client: &str, token: &str) -> Reply {
    form(
        pool,
        "/oauth2/revoke",
        &vec![("client_id", client), ("token", token)],
    )
    .await
}

#[tokio::test]
async fn revoking_a_refresh_token_ends_its_session() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = tokens(&pool, &request(&[])).await;
    let token = tokens["refresh_token"].as_str().unwrap();
    let reply = revoke(&pool, CLIENT, token).await;
    assert_eq!((reply.status.as_u16(), reply.body.len()), (200, 0));
    let get_user = json!({"AccessToken": tokens["access_token"]});
    let revoked = error("NotAuthorized", "Access Token has been revoked");
    assert_eq!(pool.refused("GetUser", get_user).await, revoked);
    let again = refresh(&pool, CLIENT, &tokens["refresh_token"]).await;
    assert_eq!(refused(&again), (400, "invalid_grant".to_owned()));
    for unknown in [token, "unknown"] {
        assert_eq!(revoke(&pool, CLIENT, unknown).await.status.as_u16(), 200);
    }
}

#[tokio::test]
async fn what_cannot_be_revoked_is_refused_by_its_name() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = tokens(&pool, &request(&[])).await;
    let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let (refresh_token, access_token) = (text("refresh_token"), text("access_token"));
    let other = pool.client(json!({})).await;
    let other = other["ClientId"].as_str().unwrap();
    let fixed = pool.client(json!({"EnableTokenRevocation": false})).await;
    let fixed = fixed["ClientId"].as_str().unwrap();
    for (client, token, status, name) in [
        (CLIENT, access_token.as_str(), 400, "unsupported_token_type"),
        (CLIENT, "", 400, "invalid_request"),
        (other, &refresh_token, 400, "unauthorized_client"),
        (fixed, &refresh_token, 400, "invalid_request"),
        ("unknown", &refresh_token, 400, "invalid_client"),
    ] {
        let reply = revoke(&pool, client, token).await;
        assert_eq!(refused(&reply), (status, name.to_owned()));
    }
    granted(&refresh(&pool, CLIENT, &tokens["refresh_token"]).await);
}

#[tokio::test]
async fn signing_out_everywhere_ends_sessions_of_the_pages_too() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = tokens(&pool, &request(&[])).await;
    let name = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminUserGlobalSignOut", name).await;
    let again = refresh(&pool, CLIENT, &tokens["refresh_token"]).await;
    assert_eq!(refused(&again), (400, "invalid_grant".to_owned()));
}
