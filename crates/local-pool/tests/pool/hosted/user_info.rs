use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use super::{granted, request, tokens};
use crate::support::{CLIENT, EMAIL, Pool, Reply};

async fn user_info(pool: &Pool, method: Method, authorization: Option<&str>) -> Reply {
    let mut request = Request::builder().method(method).uri("/oauth2/userInfo");
    if let Some(value) = authorization {
        request = request.header("authorization", value);
    }
    pool.send(request.body(Body::empty()).unwrap()).await
}

fn bearer(token: &Value) -> String {
    format!("Bearer {}", token.as_str().unwrap())
}

#[tokio::test]
async fn an_access_token_tells_who_its_user_is() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    let tokens = tokens(&pool, &request(&[])).await;
    for method in [Method::GET, Method::POST] {
        let reply = user_info(&pool, method, Some(&bearer(&tokens["access_token"]))).await;
        assert_eq!(
            granted(&reply),
            json!({"sub": sub, "username": sub, "email": EMAIL, "email_verified": "true"})
        );
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_told_how_to_be() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for authorization in [None, Some("Basic eDp5"), Some("Bearer")] {
        let reply = user_info(&pool, Method::GET, authorization).await;
        assert_eq!(reply.status.as_u16(), 401);
        assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
        assert_eq!(reply.json()["error"], "invalid_token");
    }
    let tokens = tokens(&pool, &request(&[])).await;
    let signed_out = bearer(&tokens["access_token"]);
    let check = async |authorization: &str| {
        let reply = user_info(&pool, Method::GET, Some(authorization)).await;
        assert_eq!(reply.status.as_u16(), 401);
        let challenge = reply.header("www-authenticate").unwrap();
        assert!(
            challenge.starts_with("Bearer error=\"invalid_token\", "),
            "{challenge}"
        );
        assert_eq!(reply.json()["error"], "invalid_token");
    };
    check("Bearer nonsense").await;
    check(&bearer(&tokens["id_token"])).await;
    check(&bearer(&tokens["refresh_token"])).await;
    let revoke = json!({"ClientId": CLIENT, "Token": tokens["refresh_token"]});
    pool.ok("RevokeToken", revoke).await;
    check(&signed_out).await;
    let expired = super::tokens(&pool, &request(&[])).await;
    pool.wait(Duration::from_hours(1));
    check(&bearer(&expired["access_token"])).await;
}

#[tokio::test]
async fn a_token_without_openid_is_not_enough() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let api = pool.signed_in(EMAIL).await;
    let reply = user_info(&pool, Method::GET, Some(&bearer(&api["AccessToken"]))).await;
    assert_eq!(reply.status.as_u16(), 403);
    let challenge = reply.header("www-authenticate").unwrap();
    assert!(
        challenge.contains("error=\"insufficient_scope\""),
        "{challenge}"
    );
}

#[tokio::test]
async fn the_scopes_say_how_much_is_told() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let update = crate::support::update(&token, &[("name", "Ann")]);
    pool.ok("UpdateUserAttributes", update).await;
    let tokens = tokens(&pool, &request(&[("scope", "openid email")])).await;
    let reply = user_info(&pool, Method::GET, Some(&bearer(&tokens["access_token"]))).await;
    let claims = granted(&reply);
    assert_eq!(claims["email"], EMAIL);
    assert!(claims.get("name").is_none());
}
