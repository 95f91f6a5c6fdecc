//! What is found where.

use backend::{KeySource, KeyStore, Verifier};
use reqwest::Method;
use serde_json::{Value, json};

use super::{error, header, server};
use crate::support::{
    Answer, FIRST, Issuer, MARKER, Server, access_claims, admitted_token, compact,
    header as token_header, pause_of, pool, token_of, until,
};

#[tokio::test]
async fn auth_test_says_whose_the_token_is() {
    let (server, _issuer) = server().await;
    let claims = access_claims();
    let token = token_of(&claims, &FIRST);
    for method in [Method::GET, Method::POST] {
        let request = server.request(method, "/auth_test").bearer_auth(&token);
        let reply = request.send().await.unwrap();
        assert_eq!(reply.status(), 200);
        assert_eq!(header(&reply, "cache-control"), Some("no-store"));
        assert_eq!(header(&reply, "x-content-type-options"), Some("nosniff"));
        let body: Value = reply.json().await.unwrap();
        assert_eq!(body["username"], claims["username"]);
        assert_eq!(body["sub"], claims["sub"]);
        assert_eq!(body["expires_at"], claims["exp"]);
        assert!(body["message"].is_string());
    }
}

#[tokio::test]
async fn me_gives_the_claims_as_they_stand_in_the_token() {
    let (server, _issuer) = server().await;
    let claims = access_claims().to_string();
    let more = r#","custom:z":1.50,"custom:a":{"n":12345678901234567890123,"e":"\u00e9é"},"custom:list":[ 1 , null ]}"#;
    let claims = format!("{}{more}", &claims[..claims.len() - 1]);
    let token = compact(&token_header().to_string(), &claims, &FIRST);
    let reply = server.get("/me").bearer_auth(token).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    assert_eq!(header(&reply, "content-type"), Some("application/json"));
    assert_eq!(header(&reply, "cache-control"), Some("no-store"));
    assert_eq!(reply.text().await.unwrap(), claims);
}

#[tokio::test]
async fn a_claim_that_is_nested_without_measure_harms_nobody() {
    let (server, _issuer) = server().await;
    let claims = access_claims().to_string();
    let nested = format!("{}{}", "[".repeat(4000), "]".repeat(4000));
    let claims = format!(r#"{},"custom:x":{nested}}}"#, &claims[..claims.len() - 1]);
    let token = compact(&token_header().to_string(), &claims, &FIRST);
    let reply = server.get("/me").bearer_auth(token).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.text().await.unwrap(), claims);
}

#[tokio::test]
async fn whoever_has_no_token_sees_no_more_than_whether_the_server_runs() {
    let (server, _issuer) = server().await;
    for (path, status, body) in [("/healthz", 200, "ok"), ("/readyz", 200, "ready")] {
        let reply = server.get(path).send().await.unwrap();
        assert_eq!(reply.status(), status, "{path}");
        assert_eq!(reply.text().await.unwrap(), body);
    }
    for path in ["/auth_test", "/me"] {
        let reply = server.get(path).send().await.unwrap();
        assert_eq!(reply.status(), 401, "{path}");
        assert!(
            header(&reply, "www-authenticate")
                .unwrap()
                .starts_with("Bearer")
        );
        assert!(!reply.text().await.unwrap().contains(MARKER));
    }
}

#[tokio::test]
async fn without_keys_the_server_runs_but_is_not_ready_and_says_when_to_come_again() {
    let mut issuer = Issuer::refusing(Answer::keys(&[&FIRST]));
    let source = KeySource::Url(issuer.jwks_url());
    let keys = KeyStore::open(source, pause_of(50)).await.unwrap();
    let server = Server::start(Verifier::new(pool(), keys)).await;
    let status = async |path: &str| server.get(path).send().await.unwrap().status().as_u16();
    assert_eq!(status("/healthz").await, 200);
    assert_eq!(status("/readyz").await, 503);
    assert_eq!(
        status("/auth_test").await,
        401,
        "nobody gets in without a token"
    );

    let request = server.get("/auth_test").bearer_auth(admitted_token(&FIRST));
    let reply = request.send().await.unwrap();
    assert_eq!(reply.status(), 503);
    let seconds: u32 = header(&reply, "retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds));
    assert_eq!(
        header(&reply, "www-authenticate"),
        None,
        "nothing is wrong with the token"
    );
    assert_eq!(error(reply).await, "temporarily_unavailable");

    issuer.listen();
    until(async || status("/readyz").await == 200).await;
    let request = server.get("/auth_test").bearer_auth(admitted_token(&FIRST));
    assert_eq!(request.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn other_addresses_and_methods_are_answered_in_the_same_form() {
    let (server, _issuer) = server().await;
    for path in [
        "/",
        "/auth_test/",
        "//auth_test",
        "/AUTH_TEST",
        "/me/../auth_test",
        "/%2e%2e/etc",
    ] {
        let reply = server.get(path).send().await.unwrap();
        // The client itself resolves `..`.
        if reply.url().path() != "/auth_test" {
            assert_eq!(reply.status(), 404, "{path}");
            assert_eq!(error(reply).await, "not_found", "{path}");
        }
    }
    let token = admitted_token(&FIRST);
    for (method, path) in [
        (Method::DELETE, "/auth_test"),
        (Method::PUT, "/auth_test"),
        (Method::POST, "/me"),
        (Method::TRACE, "/me"),
        (Method::POST, "/healthz"),
    ] {
        let name = format!("{method} {path}");
        let request = server.request(method, path).bearer_auth(&token);
        let reply = request.send().await.unwrap();
        assert_eq!(reply.status(), 405, "{name}");
        assert!(header(&reply, "allow").unwrap().contains("GET"), "{name}");
        assert_eq!(error(reply).await, "method_not_allowed", "{name}");
    }
}

#[tokio::test]
async fn a_token_in_the_address_or_in_the_body_does_not_count() {
    let (server, _issuer) = server().await;
    let token = admitted_token(&FIRST);
    let in_query = server.get(&format!("/me?access_token={token}"));
    assert_eq!(in_query.send().await.unwrap().status(), 401);
    let form = server
        .request(Method::POST, "/auth_test")
        .body(format!("access_token={token}"));
    assert_eq!(form.send().await.unwrap().status(), 401);
    let json = json!({ "access_token": token });
    let json = server.request(Method::POST, "/auth_test").json(&json);
    assert_eq!(json.send().await.unwrap().status(), 401);
    let cookie = server
        .get("/me")
        .header("cookie", format!("access_token={token}; jwt={token}"));
    assert_eq!(cookie.send().await.unwrap().status(), 401);
}
