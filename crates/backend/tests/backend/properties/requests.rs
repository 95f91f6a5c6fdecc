//! Requests with headers that chance has chosen.

use axum::body::Body;
use axum::http::{HeaderValue, Request};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tower::ServiceExt as _;

use super::{WORLD, cases};
use crate::support::{FIRST, admitted_token};

/// Stands for the genuine token, which is made when the test runs.
const GENUINE: &[u8] = b"<genuine>";
const GENUINE_BEARER: &[u8] = b"Bearer <genuine>";

fn headers() -> impl Strategy<Value = Vec<(&'static str, Vec<u8>)>> {
    let name = select(vec![
        "authorization",
        "jwt",
        "cookie",
        "origin",
        "x-request-id",
        "content-length",
    ]);
    let value = prop_oneof![
        3 => Just(GENUINE.to_vec()),
        3 => Just(GENUINE_BEARER.to_vec()),
        1 => Just(b"Bearer a.b.c".to_vec()),
        1 => Just(b"Basic YTpi".to_vec()),
        2 => vec(any::<u8>(), 0..40),
        1 => "Bearer [!-~]{0,40}".prop_map(String::into_bytes),
    ];
    vec((name, value), 0..4)
}

/// There is a token, and no header has another one.
fn has_one_genuine_token(headers: &[(&str, HeaderValue)], token: &str) -> bool {
    let bearer = format!("Bearer {token}");
    let mut tokens = headers.iter().filter_map(|(name, value)| match *name {
        "authorization" => Some(value == bearer.as_str()),
        "jwt" => Some(value == token),
        _ => None,
    });
    tokens.next() == Some(true) && tokens.all(|genuine| genuine)
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn a_request_gets_in_with_the_genuine_token_alone(headers in headers()) {
        let token = admitted_token(&FIRST);
        let headers: Vec<_> = headers
            .into_iter()
            .map(|(name, value)| {
                let value = match value.as_slice() {
                    GENUINE => HeaderValue::from_str(&token),
                    GENUINE_BEARER => HeaderValue::from_str(&format!("Bearer {token}")),
                    bytes => HeaderValue::from_bytes(bytes),
                };
                (name, value)
            })
            .filter_map(|(name, value)| Some((name, value.ok()?)))
            .collect();
        let mut request = Request::get("/auth_test");
        for (name, value) in &headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::empty()).unwrap();
        let reply = WORLD.runtime.block_on(WORLD.router.clone().oneshot(request)).unwrap();
        let announces_too_much = reply.status() == 413;
        if !announces_too_much {
            let expected = if has_one_genuine_token(&headers, &token) { 200 } else { 401 };
            prop_assert_eq!(reply.status().as_u16(), expected);
        }
        prop_assert!(reply.headers().contains_key("x-request-id"));
    }
}
