//! What programs get that do something wrong: JSON, always.

use axum::body::Body;
use axum::http::Request;

use crate::support::{Pool, Reply};

fn error(reply: &Reply) -> String {
    assert_eq!(reply.header("content-type"), Some("application/json"));
    reply.json()["error"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_wrong_method_is_refused_in_json() {
    let pool = Pool::new();
    for (method, path, allowed) in [
        ("GET", "/oauth2/token", "POST"),
        ("PUT", "/oauth2/token", "POST"),
        ("GET", "/oauth2/revoke", "POST"),
        ("DELETE", "/oauth2/userInfo", "GET,HEAD,POST"),
        (
            "POST",
            "/us-east-1_Vestibule/.well-known/openid-configuration",
            "GET,HEAD",
        ),
    ] {
        let request = Request::builder().method(method).uri(path);
        let reply = pool.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status.as_u16(), 405, "{method} {path}");
        assert_eq!(reply.header("allow"), Some(allowed));
        assert_eq!(error(&reply), "invalid_request");
    }
}

#[tokio::test]
async fn a_body_that_is_no_form_or_too_large_is_refused_in_json() {
    let pool = Pool::new();
    let large = "x".repeat(300_000);
    for path in ["/oauth2/token", "/oauth2/revoke"] {
        for (kind, body, status) in [
            (
                "application/json",
                "{\"grant_type\": \"refresh_token\"}",
                400,
            ),
            ("text/plain", "grant_type=refresh_token", 400),
            ("application/x-www-form-urlencoded", large.as_str(), 413),
        ] {
            let request = Request::post(path).header("content-type", kind);
            let body = Body::from(body.to_owned());
            let reply = pool.send(request.body(body).unwrap()).await;
            assert_eq!(reply.status.as_u16(), status, "{path} {kind}");
            assert_eq!(error(&reply), "invalid_request");
        }
        let nothing = Request::post(path).body(Body::empty()).unwrap();
        assert_eq!(error(&pool.send(nothing).await), "invalid_request");
    }
}

#[tokio::test]
async fn a_pool_that_there_is_not_is_told_in_json() {
    let pool = Pool::new();
    for document in ["openid-configuration", "jwks.json"] {
        let path = format!("/us-east-1_Nothing/.well-known/{document}");
        let reply = pool.get(&path).await;
        assert_eq!(reply.status.as_u16(), 404);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        let message = "User pool us-east-1_Nothing does not exist.";
        assert_eq!(reply.json()["message"], message);
    }
}
