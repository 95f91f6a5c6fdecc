//! Where a request may carry its token.

use reqwest::Response;

use super::{error, header, server};
use crate::support::{FIRST, Server, access_claims, admitted_token, token_of};

async fn send(server: &Server, headers: &[(&str, &str)]) -> Response {
    let mut request = server.get("/auth_test");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

/// Another genuine token.
fn other_token() -> String {
    let mut claims = access_claims();
    claims["username"] = "other".into();
    token_of(&claims, &FIRST)
}

#[tokio::test]
async fn the_token_is_taken_from_either_header_or_from_both() {
    let (server, _issuer) = server().await;
    let token = admitted_token(&FIRST);
    let bearer = format!("Bearer {token}");
    let lower_case = format!("bearer {token}");
    let upper_case = format!("BEARER {token}");
    for headers in [
        &[("authorization", bearer.as_str())][..],
        &[("authorization", &lower_case)],
        &[("authorization", &upper_case)],
        &[("jwt", &token)],
        &[("JWT", &token)],
        &[("authorization", &bearer), ("jwt", &token)],
        &[("authorization", &bearer), ("authorization", &bearer)],
        &[("jwt", &token), ("jwt", &token)],
    ] {
        assert_eq!(send(&server, headers).await.status(), 200, "{headers:?}");
    }
}

#[tokio::test]
async fn different_tokens_are_refused_though_each_is_good() {
    let (server, _issuer) = server().await;
    let (token, other) = (admitted_token(&FIRST), other_token());
    let (bearer, other_bearer) = (format!("Bearer {token}"), format!("Bearer {other}"));
    for headers in [
        [("authorization", bearer.as_str()), ("jwt", other.as_str())],
        [("authorization", &bearer), ("authorization", &other_bearer)],
        [("jwt", &token), ("jwt", &other)],
        [("authorization", &bearer), ("jwt", "")],
        [("authorization", &bearer), ("authorization", "Basic YTpi")],
        [("authorization", "Basic YTpi"), ("jwt", &token)],
        [("authorization", ""), ("jwt", &token)],
    ] {
        let reply = send(&server, &headers).await;
        assert_eq!(reply.status(), 401, "{headers:?}");
        assert!(
            header(&reply, "www-authenticate")
                .unwrap()
                .starts_with("Bearer")
        );
        assert_eq!(error(reply).await, "invalid_token");
    }
}

#[tokio::test]
async fn what_is_no_bearer_token_is_refused() {
    let (server, _issuer) = server().await;
    let token = admitted_token(&FIRST);
    for value in [
        token.clone(),
        format!("Token {token}"),
        format!("Bearer{token}"),
        format!("Bearer,{token}"),
        format!("Bearer\t{token}"),
        format!("Bearer token={token}"),
        format!("Bearer \"{token}\""),
        format!("Bearer {token},{token}"),
        format!("Bearer {token} {token}"),
        format!("Bearer Bearer {token}"),
        format!("Basic {token}"),
        "Bearer".to_owned(),
        "Bearer é".to_owned(),
    ] {
        let reply = send(&server, &[("authorization", &value)]).await;
        assert_eq!(reply.status(), 401, "{value}");
        let reply = send(&server, &[("jwt", &format!("Bearer {token}"))]).await;
        assert_eq!(reply.status(), 401, "the header `jwt` has the bare token");
    }
}
