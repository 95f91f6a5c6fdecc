use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{CALLBACK, Pairs, VERIFIER, code, encode, exchange, granted, refused, request};
use crate::support::{EMAIL, Pool, Reply};

/// Id and secret of a client that has one.
async fn confidential(pool: &Pool) -> (String, String) {
    let settings = json!({"GenerateSecret": true, "AllowedOAuthFlowsUserPoolClient": true,
        "AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid"],
        "SupportedIdentityProviders": ["COGNITO"], "CallbackURLs": [CALLBACK]});
    let client = pool.client(settings).await;
    let text = |name: &str| client[name].as_str().unwrap().to_owned();
    (text("ClientId"), text("ClientSecret"))
}

async fn by_header(pool: &Pool, authorization: &str, fields: &Pairs<'_>) -> Reply {
    let request = Request::post("/oauth2/token")
        .header("authorization", authorization)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(encode(fields)));
    pool.send(request.unwrap()).await
}

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

#[tokio::test]
async fn a_client_with_a_secret_proves_it_in_the_form_or_in_the_header() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (id, secret) = confidential(&pool).await;
    let path = request(&[("client_id", &id), ("scope", "openid")]);
    let first = code(&pool, &path).await;
    let own = [("client_id", id.as_str()), ("client_secret", &secret)];
    granted(&exchange(&pool, &first, &own).await);
    let second = code(&pool, &path).await;
    let fields = vec![
        ("grant_type", "authorization_code"),
        ("code", second.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    granted(&by_header(&pool, &basic(&id, &secret), &fields).await);
}

#[tokio::test]
async fn a_client_that_does_not_prove_itself_gets_nothing() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (id, secret) = confidential(&pool).await;
    let code = code(&pool, &request(&[("client_id", &id), ("scope", "openid")])).await;
    let wrong = format!("{secret}x");
    for given in ["", wrong.as_str(), "x"] {
        let reply = exchange(
            &pool,
            &code,
            &[("client_id", &id), ("client_secret", given)],
        )
        .await;
        assert_eq!(refused(&reply), (400, "invalid_client".to_owned()));
        assert_eq!(reply.header("www-authenticate"), None);
    }
    let fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
    ];
    for authorization in [
        basic(&id, "x"),
        basic("unknown", &secret),
        "Basic ?".to_owned(),
        format!("Bearer {secret}"),
    ] {
        let reply = by_header(&pool, &authorization, &fields).await;
        assert_eq!(refused(&reply), (401, "invalid_client".to_owned()));
        let challenge = reply.header("www-authenticate").unwrap();
        assert!(challenge.starts_with("Basic "), "{challenge}");
    }
    let mixed = [("client_id", "other"), ("client_secret", &secret)];
    for pair in mixed {
        let mut fields = fields.clone();
        fields.push(pair);
        let reply = by_header(&pool, &basic(&id, &secret), &fields).await;
        assert_eq!(refused(&reply), (400, "invalid_request".to_owned()));
    }
    let own = [("client_id", id.as_str()), ("client_secret", &secret)];
    granted(&exchange(&pool, &code, &own).await);
}
