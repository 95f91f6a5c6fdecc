use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::{CALLBACK, VERIFIER, challenge, code, exchange, form, granted, refused, request};
use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, error};

fn invalid_grant() -> (u16, String) {
    (400, "invalid_grant".to_owned())
}

#[tokio::test]
async fn a_code_is_exchanged_by_its_verifier_only_and_is_gone_after_a_wrong_one() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let hashed = challenge(VERIFIER);
    for wrong in [
        "another-verifier-of-more-than-forty-three-letters-0",
        &hashed,
        "short",
        &VERIFIER[..43],
    ] {
        let code = code(&pool, &request(&[])).await;
        let reply = exchange(&pool, &code, &[("code_verifier", wrong)]).await;
        assert_eq!(refused(&reply), invalid_grant());
        let reply = exchange(&pool, &code, &[]).await;
        assert_eq!(refused(&reply), invalid_grant());
    }
    let code = code(&pool, &request(&[])).await;
    let missing = exchange(&pool, &code, &[("code_verifier", "")]).await;
    assert_eq!(refused(&missing), (400, "invalid_request".to_owned()));
    granted(&exchange(&pool, &code, &[]).await);
}

#[tokio::test]
async fn a_code_is_for_the_address_that_it_was_sent_to() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for other in [
        "http://127.0.0.1:8080/auth/callback",
        "http://localhost:8080/auth/callback/",
    ] {
        let code = code(&pool, &request(&[])).await;
        let reply = exchange(&pool, &code, &[("redirect_uri", other)]).await;
        assert_eq!(refused(&reply), invalid_grant(), "{other}");
    }
    let code = code(&pool, &request(&[])).await;
    let missing = exchange(&pool, &code, &[("redirect_uri", "")]).await;
    assert_eq!(refused(&missing), (400, "invalid_request".to_owned()));
    granted(&exchange(&pool, &code, &[]).await);
}

#[tokio::test]
async fn a_code_lives_for_a_minute() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (first, second) = (
        code(&pool, &request(&[])).await,
        code(&pool, &request(&[])).await,
    );
    pool.wait_nearly(Duration::from_mins(1));
    granted(&exchange(&pool, &first, &[]).await);
    pool.wait(Duration::from_millis(1));
    assert_eq!(
        refused(&exchange(&pool, &second, &[]).await),
        invalid_grant()
    );
}

#[tokio::test]
async fn a_code_that_comes_twice_takes_back_what_it_gave() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let code = code(&pool, &request(&[])).await;
    let tokens = granted(&exchange(&pool, &code, &[]).await);
    let get_user = json!({"AccessToken": tokens["access_token"]});
    pool.ok("GetUser", get_user.clone()).await;
    pool.wait(Duration::from_hours(1) - Duration::from_secs(1));
    assert_eq!(refused(&exchange(&pool, &code, &[]).await), invalid_grant());
    assert_eq!(
        pool.refused("GetUser", get_user).await,
        error("NotAuthorized", "Access Token has been revoked")
    );
    let refresh = json!({"ClientId": CLIENT, "RefreshToken": tokens["refresh_token"]});
    assert_eq!(
        pool.refused("GetTokensFromRefreshToken", refresh).await.0,
        "NotAuthorized"
    );
}

#[tokio::test]
async fn a_code_is_of_no_use_to_another_client_and_remains_good_for_its_own() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let settings = json!({"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"], "SupportedIdentityProviders": ["COGNITO"], "CallbackURLs": [CALLBACK]});
    let other = pool.client(settings).await;
    let code = code(&pool, &request(&[])).await;
    let id = other["ClientId"].as_str().unwrap();
    let reply = exchange(&pool, &code, &[("client_id", id)]).await;
    assert_eq!(refused(&reply), invalid_grant());
    granted(&exchange(&pool, &code, &[]).await);
}

#[tokio::test]
async fn a_code_is_of_no_use_when_its_user_is_disabled_must_reset_the_password_or_is_gone() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let name = json!({"UserPoolId": POOL, "Username": EMAIL});
    let password =
        json!({"UserPoolId": POOL, "Username": EMAIL, "Password": PASSWORD, "Permanent": true});
    for operation in [
        "AdminDisableUser",
        "AdminResetUserPassword",
        "AdminDeleteUser",
    ] {
        pool.ok("AdminEnableUser", name.clone()).await;
        pool.ok("AdminSetUserPassword", password.clone()).await;
        let code = code(&pool, &request(&[])).await;
        pool.ok(operation, name.clone()).await;
        assert_eq!(refused(&exchange(&pool, &code, &[]).await), invalid_grant());
    }
}

#[tokio::test]
async fn a_request_for_tokens_that_makes_no_sense_is_refused_by_its_name() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for (changes, status, name) in [
        ([("grant_type", "")], 400, "invalid_request"),
        ([("grant_type", "password")], 400, "unsupported_grant_type"),
        (
            [("grant_type", "client_credentials")],
            400,
            "unauthorized_client",
        ),
        ([("client_id", "")], 400, "invalid_request"),
        ([("client_id", "unknown")], 400, "invalid_client"),
        ([("client_secret", "x")], 400, "invalid_client"),
        ([("code", "")], 400, "invalid_request"),
        ([("code", "unknown")], 400, "invalid_grant"),
    ] {
        let reply = exchange(&pool, "c", &changes).await;
        assert_eq!(refused(&reply), (status, name.to_owned()), "{changes:?}");
    }
    let twice = vec![
        ("grant_type", "refresh_token"),
        ("grant_type", "authorization_code"),
    ];
    let reply = form(&pool, "/oauth2/token", &twice).await;
    assert_eq!(refused(&reply), (400, "invalid_request".to_owned()));
    let as_json = Request::post("/oauth2/token")
        .header("content-type", "application/json")
        .body(Body::from("{}"));
    let reply = pool.send(as_json.unwrap()).await;
    assert_eq!(refused(&reply), (400, "invalid_request".to_owned()));
}

#[tokio::test]
async fn pages_of_this_machine_may_ask_for_tokens_and_others_may_not() {
    let pool = Pool::new();
    for (origin, status, allowed) in [
        ("http://localhost:8080", 400, Some("http://localhost:8080")),
        ("https://example.com", 403, None),
    ] {
        let request = Request::post("/oauth2/token")
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from("grant_type=x"));
        let reply = pool.send(request.unwrap()).await;
        assert_eq!(reply.status.as_u16(), status);
        assert_eq!(reply.header("access-control-allow-origin"), allowed);
    }
}
