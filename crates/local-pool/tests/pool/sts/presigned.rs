//! Requests that are signed in their query.

use std::time::Duration;

use super::signer::{Signer, header};
use super::{element, refused, with_credentials};

#[tokio::test]
async fn an_address_that_was_signed_beforehand_is_taken_until_it_expires() {
    let (pool, credentials) = with_credentials().await;
    let signer = Signer::get(&credentials);
    let reply = pool.send(signer.presigned("60")).await;
    assert_eq!(element(&reply, "Account"), "000000000000");
    pool.wait(Duration::from_mins(1));
    assert_eq!(pool.send(signer.presigned("60")).await.status.as_u16(), 200);
    pool.wait(Duration::from_secs(1));
    let (status, code, message) = refused(&pool, signer.presigned("60")).await;
    assert_eq!((status, code.as_str()), (403, "SignatureDoesNotMatch"));
    assert!(message.starts_with("Signature expired: "), "{message}");
}

#[tokio::test]
async fn no_signature_is_taken_for_longer_than_a_quarter_of_an_hour() {
    let (pool, credentials) = with_credentials().await;
    let request = || Signer::get(&credentials).presigned("604800");
    pool.wait(Duration::from_mins(15));
    assert_eq!(pool.send(request()).await.status.as_u16(), 200);
    pool.wait(Duration::from_secs(1));
    assert_eq!(refused(&pool, request()).await.1, "SignatureDoesNotMatch");
}

#[tokio::test]
async fn a_changed_query_is_refused() {
    let (pool, credentials) = with_credentials().await;
    let mut request = Signer::get(&credentials).presigned("60");
    let changed = request
        .uri()
        .to_string()
        .replace("X-Amz-Expires=60", "X-Amz-Expires=61");
    *request.uri_mut() = changed.parse().unwrap();
    assert_eq!(refused(&pool, request).await.1, "SignatureDoesNotMatch");
}

#[tokio::test]
async fn a_query_without_the_right_token_or_host_is_refused() {
    let (pool, credentials) = with_credentials().await;
    let good = Signer::get(&credentials);
    let without_token = Signer {
        token: None,
        ..good.clone()
    };
    let refusal = refused(&pool, without_token.presigned("60")).await;
    assert_eq!(refusal.1, "InvalidClientTokenId");
    let without_host = Signer {
        headers: vec![header("my-header", "a")],
        ..good
    };
    let refusal = refused(&pool, without_host.presigned("60")).await;
    assert!(refusal.2.starts_with("'Host' or"), "{}", refusal.2);
}

#[tokio::test]
async fn a_query_that_lacks_a_part_of_its_signature_is_refused() {
    let (pool, credentials) = with_credentials().await;
    let whole = Signer::get(&credentials).presigned("60").uri().to_string();
    for name in [
        "Credential",
        "Date",
        "SignedHeaders",
        "Signature",
        "Algorithm",
    ] {
        let own = format!("X-Amz-{name}=");
        let rest: Vec<&str> = whole
            .split('&')
            .filter(|pair| !pair.starts_with(&own))
            .collect();
        let mut request = Signer::get(&credentials).presigned("60");
        *request.uri_mut() = rest.join("&").parse().unwrap();
        let (status, code, message) = refused(&pool, request).await;
        assert_eq!(
            (status, code.as_str()),
            (400, "IncompleteSignature"),
            "{name}"
        );
        assert!(message.contains(name) || name == "Algorithm", "{message}");
    }
    let refusal = refused(&pool, Signer::get(&credentials).presigned("soon")).await;
    assert_eq!(refusal.1, "IncompleteSignature");
}
