use std::time::Duration;

use vestibule::{
    backend,
    cognito::{
        Transport,
        secret::AccessToken,
        transport::{Reply, TransportError},
    },
    fetch::FetchTransport,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::FakeFetch;

#[wasm_bindgen_test]
async fn refused_connection_is_told_as_unreachable() {
    // Nothing listens on the discard port, and browsers do not even try.
    let outcome = FetchTransport::default()
        .post("http://127.0.0.1:9/", "X.Y", "{}".to_owned())
        .await;
    assert!(
        matches!(outcome, Err(TransportError::Unreachable(_))),
        "{outcome:?}"
    );
}

#[wasm_bindgen_test]
async fn address_that_is_none_is_told_as_unreachable() {
    let outcome = FetchTransport::default()
        .post("http://[", "X.Y", "{}".to_owned())
        .await;
    assert!(
        matches!(outcome, Err(TransportError::Unreachable(_))),
        "{outcome:?}"
    );
}

#[wasm_bindgen_test]
async fn reply_with_an_error_status_is_a_reply() {
    let fetch = FakeFetch::new();
    fetch.answers("GetUser", 400, r#"{"__type":"NotAuthorizedException"}"#);
    let reply = FetchTransport::default()
        .post("http://127.0.0.1:9/", "X.GetUser", "{}".to_owned())
        .await;
    let expected = Reply {
        status: 400,
        error_type: None,
        body: r#"{"__type":"NotAuthorizedException"}"#.to_owned(),
    };
    assert_eq!(reply, Ok(expected));
}

#[wasm_bindgen_test]
async fn service_that_never_answers_is_given_up() {
    let _silent = FakeFetch::new();
    let impatient = FetchTransport {
        time_limit: Duration::from_millis(50),
    };
    let outcome = impatient
        .post("http://127.0.0.1:9/", "X.GetUser", "{}".to_owned())
        .await;
    assert_eq!(outcome, Err(TransportError::TimedOut));
}

#[wasm_bindgen_test]
async fn token_goes_to_the_backend_as_bearer_token_and_nowhere_else() {
    let fetch = FakeFetch::new();
    fetch.answers("/auth_test", 200, "{}");
    let url = "http://127.0.0.1:9/api/auth_test";
    let token = AccessToken::new("e30.e30.c2ln");
    let reply = backend::Transport::get(&FetchTransport::default(), url, &token).await;
    assert!(reply.unwrap().is_success());
    let request = fetch.last("/auth_test");
    assert_eq!(
        (request.method(), request.url()),
        ("GET".to_owned(), url.to_owned())
    );
    let headers: Vec<_> = request.headers().entries().into_iter().collect();
    assert_eq!(
        headers.len(),
        1,
        "whatever else there is, the backend must allow to other origins"
    );
    let authorization = request.headers().get("authorization").unwrap();
    assert_eq!(authorization.as_deref(), Some("Bearer e30.e30.c2ln"));
}
