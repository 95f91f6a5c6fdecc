use std::time::Duration;

use vestibule::cognito::{
    Transport,
    transport::{FetchTransport, Reply, TransportError},
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
