//! Requests that are not signed as they should be.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Request};

use super::signer::{FORM, Signer, header};
use super::{element, refused, with_credentials};
use crate::support::Pool;

const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your \
    AWS Secret Access Key and signing method. Consult the service documentation for details.";

fn plain(form: &str) -> Request<Body> {
    Request::post("/")
        .header(
            "content-type",
            "application/x-www-form-urlencoded; charset=utf-8",
        )
        .body(Body::from(form.to_owned()))
        .unwrap()
}

/// The refusal of a request that is made with a change.
async fn changed(change: impl FnOnce(&mut Signer)) -> (u16, String, String) {
    let (pool, credentials) = with_credentials().await;
    let mut signer = Signer::new(&credentials);
    change(&mut signer);
    refused(&pool, signer.signed()).await
}

fn refusal(status: u16, code: &str, message: &str) -> (u16, String, String) {
    (status, code.to_owned(), message.to_owned())
}

#[tokio::test]
async fn a_request_without_a_signature_is_refused() {
    let pool = Pool::new();
    let expected = refusal(
        403,
        "MissingAuthenticationToken",
        "Request is missing Authentication Token",
    );
    assert_eq!(refused(&pool, plain(FORM)).await, expected);
    let get = Request::get(format!("/?{FORM}"))
        .body(Body::empty())
        .unwrap();
    assert_eq!(refused(&pool, get).await, expected);
}

#[tokio::test]
async fn other_operations_are_not_known() {
    let pool = Pool::new();
    let unknown = "Could not find operation";
    for (form, status, code, message) in [
        (
            "Action=Nope&Version=2011-06-15",
            400,
            "InvalidAction",
            format!("{unknown} Nope for version 2011-06-15"),
        ),
        (
            "Action=GetCallerIdentity&Version=1",
            400,
            "InvalidAction",
            format!("{unknown} GetCallerIdentity for version 1"),
        ),
        (
            "Action=%3Cb%3E&Version=1",
            400,
            "InvalidAction",
            format!("{unknown} &lt;b&gt; for version 1"),
        ),
        (
            "",
            400,
            "MissingAction",
            "The request must contain the parameter Action.".to_owned(),
        ),
    ] {
        assert_eq!(
            refused(&pool, plain(form)).await,
            refusal(status, code, &message)
        );
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let (status, code, _) = refused(&Pool::new(), plain(&"x".repeat(300_000))).await;
    assert_eq!((status, code.as_str()), (413, "RequestEntityTooLarge"));
}

#[tokio::test]
async fn the_wrong_secret_is_refused() {
    let actual = changed(|signer| signer.secret.push('x')).await;
    assert_eq!(actual, refusal(403, "SignatureDoesNotMatch", MISMATCH));
}

#[tokio::test]
async fn an_unknown_key_and_a_wrong_or_missing_session_token_are_refused_alike() {
    let expected = refusal(
        403,
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
    );
    assert_eq!(
        changed(|signer| signer.key_id = "ASIAAAAAAAAAAAAAAAAA".to_owned()).await,
        expected
    );
    assert_eq!(changed(|signer| signer.token = None).await, expected);
    assert_eq!(
        changed(|signer| signer.token = Some("x".to_owned())).await,
        expected
    );
}

#[tokio::test]
async fn the_session_token_of_other_credentials_is_refused() {
    let (pool, ann) = crate::federation::with_ann().await;
    let own = crate::federation::create(&pool, serde_json::json!({})).await;
    let identity = crate::federation::id(&pool, &own, &ann).await;
    let request = crate::federation::with_logins(&identity, &ann);
    let mut signers = Vec::new();
    for _ in 0..2 {
        let reply = pool
            .identity_ok("GetCredentialsForIdentity", request.clone())
            .await;
        signers.push(Signer::new(&reply["Credentials"]));
    }
    signers[0].token = signers[1].token.clone();
    assert_eq!(
        refused(&pool, signers[0].signed()).await.1,
        "InvalidClientTokenId"
    );
}

#[tokio::test]
async fn credentials_that_have_expired_are_refused_and_later_forgotten() {
    let (pool, credentials) = with_credentials().await;
    let mut signer = Signer::new(&credentials);
    signer.moment = "20261118T120640Z".to_owned();
    pool.wait_nearly(Duration::from_hours(1));
    assert_eq!(pool.send(signer.signed()).await.status.as_u16(), 200);
    pool.wait(Duration::from_millis(1));
    let expired = refusal(
        403,
        "ExpiredToken",
        "The security token included in the request is expired",
    );
    assert_eq!(refused(&pool, signer.signed()).await, expired);
    pool.wait(Duration::from_hours(24));
    assert_eq!(
        refused(&pool, signer.signed()).await.1,
        "InvalidClientTokenId"
    );
}

#[tokio::test]
async fn a_time_more_than_a_quarter_of_an_hour_away_is_refused() {
    for (moment, words) in [
        (
            "20261118T105139Z",
            "Signature expired: 20261118T105139Z is now earlier than 20261118T105140Z.",
        ),
        (
            "20261118T112141Z",
            "Signature not yet current: 20261118T112141Z is still later than 20261118T112140Z.",
        ),
    ] {
        let actual = changed(|signer| signer.moment = moment.to_owned()).await;
        assert_eq!(actual, refusal(403, "SignatureDoesNotMatch", words));
    }
    let (pool, credentials) = with_credentials().await;
    for moment in ["20261118T105140Z", "20261118T112140Z"] {
        let mut signer = Signer::new(&credentials);
        signer.moment = moment.to_owned();
        assert_eq!(
            pool.send(signer.signed()).await.status.as_u16(),
            200,
            "{moment}"
        );
    }
}

#[tokio::test]
async fn a_time_that_is_none_is_refused() {
    for moment in [
        "yesterday",
        "2026-11-18T11:06:40Z",
        "20261118T110640",
        "20261318T110640Z",
    ] {
        let (status, code, _) = changed(|signer| signer.moment = moment.to_owned()).await;
        assert_eq!(
            (status, code.as_str()),
            (400, "IncompleteSignature"),
            "{moment}"
        );
    }
}

#[tokio::test]
async fn a_signature_for_something_else_is_refused() {
    for (index, value, words) in [
        (0, "20261117", "Date in Credential scope"),
        (
            2,
            "s3",
            "Credential should be scoped to correct service: 'sts'",
        ),
        (
            3,
            "aws5_request",
            "Credential should be scoped with a valid terminator",
        ),
    ] {
        let (status, code, message) =
            changed(|signer| signer.scope[index] = value.to_owned()).await;
        assert_eq!(
            (status, code.as_str()),
            (403, "SignatureDoesNotMatch"),
            "{value}"
        );
        assert!(message.starts_with(words), "{message}");
    }
}

#[tokio::test]
async fn a_region_has_the_form_of_one() {
    let words = "Credential should be scoped to a valid region.";
    let expected = refusal(403, "SignatureDoesNotMatch", words);
    for region in [
        "",
        "us east",
        "us-east",
        "nowhere-1",
        "us-east-1a",
        "us-east-",
        "us--1",
        "-east-1",
        "US-EAST-1",
        "us-east-1-1",
        "aws-global",
    ] {
        let actual = changed(|signer| signer.scope[1] = region.to_owned()).await;
        assert_eq!(actual, expected, "{region}");
    }
    let (pool, credentials) = with_credentials().await;
    for region in [
        "eu-west-3",
        "us-gov-west-1",
        "ap-southeast-2",
        "eusc-de-east-1",
    ] {
        let mut signer = Signer::new(&credentials);
        signer.scope[1] = region.to_owned();
        let status = pool.send(signer.signed()).await.status;
        assert_eq!(status.as_u16(), 200, "{region}");
    }
}

#[tokio::test]
async fn a_signature_that_leaves_out_the_host_is_refused() {
    let (status, code, message) = changed(|signer| signer.headers.truncate(1)).await;
    assert_eq!((status, code.as_str()), (403, "SignatureDoesNotMatch"));
    assert_eq!(
        message,
        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
    );
}

#[tokio::test]
async fn a_header_of_the_service_that_is_not_signed_is_refused_and_others_need_not_be() {
    let (pool, credentials) = with_credentials().await;
    for mut request in [
        Signer::new(&credentials).signed(),
        Signer::get(&credentials).presigned("60"),
    ] {
        let value = HeaderValue::from_static("x");
        let headers = request.headers_mut();
        headers.insert("user-agent", value.clone());
        headers.insert("x-amzn-trace-id", value.clone());
        headers.insert("amz-sdk-request", value.clone());
        headers.insert("x-amz-user-agent", value);
        let words = "'x-amz-user-agent' must be a 'SignedHeader' in the AWS Authorization.";
        let expected = refusal(403, "SignatureDoesNotMatch", words);
        assert_eq!(refused(&pool, request).await, expected);
    }
    for mut request in [
        Signer::new(&credentials).signed(),
        Signer::get(&credentials).presigned("60"),
    ] {
        let value = HeaderValue::from_static("x");
        let headers = request.headers_mut();
        headers.insert("user-agent", value.clone());
        headers.insert("x-amzn-trace-id", value.clone());
        headers.insert("amz-sdk-request", value);
        assert_eq!(pool.send(request).await.status.as_u16(), 200);
    }
}

#[tokio::test]
async fn the_session_token_and_the_time_must_be_signed_where_they_stand_in_headers() {
    let (pool, credentials) = with_credentials().await;
    for name in ["x-amz-date", "x-amz-security-token"] {
        let mut request = Signer::new(&credentials).signed();
        let authorization = request.headers()["authorization"].to_str().unwrap();
        let authorization = authorization.replace(&format!(";{name}"), "");
        let value = HeaderValue::from_str(&authorization).unwrap();
        request.headers_mut().insert("authorization", value);
        let words = format!("'{name}' must be a 'SignedHeader' in the AWS Authorization.");
        let expected = refusal(403, "SignatureDoesNotMatch", &words);
        assert_eq!(refused(&pool, request).await, expected);
    }
}

#[tokio::test]
async fn what_was_changed_after_signing_is_refused() {
    let (pool, credentials) = with_credentials().await;
    let signer = Signer::new(&credentials);
    let mismatch = refusal(403, "SignatureDoesNotMatch", MISMATCH);

    let mut request = signer.signed();
    *request.body_mut() = Body::from(format!("{FORM}&x=y"));
    assert_eq!(refused(&pool, request).await, mismatch);

    let mut request = signer.signed();
    *request.uri_mut() = "/?x=y".parse().unwrap();
    assert_eq!(refused(&pool, request).await, mismatch);

    let mut request = signer.signed();
    let host = HeaderValue::from_static("localhost:9229");
    request.headers_mut().insert("host", host);
    assert_eq!(refused(&pool, request).await, mismatch);

    let mut request = Signer::get(&credentials).signed();
    let repeated = HeaderValue::from_static("127.0.0.1:9229");
    request.headers_mut().append("host", repeated);
    assert_eq!(refused(&pool, request).await, mismatch);
}

#[tokio::test]
async fn a_hash_that_is_not_the_payloads_is_refused_however_well_it_is_signed() {
    let other = super::signer::hash("other");
    for hash in [other.as_str(), "UNSIGNED-PAYLOAD"] {
        let (status, code, message) =
            changed(|signer| signer.headers.push(header("x-amz-content-sha256", hash))).await;
        assert_eq!((status, code.as_str()), (403, "SignatureDoesNotMatch"));
        assert!(message.contains("x-amz-content-sha256"), "{message}");
    }
}

#[tokio::test]
async fn an_authorization_that_lacks_something_is_refused_without_repeating_it() {
    let (pool, credentials) = with_credentials().await;
    let full = Signer::new(&credentials).signed();
    let full = full.headers()["authorization"].to_str().unwrap().to_owned();
    let cut = |name: &str| full.replace(name, "Other");
    for (authorization, words) in [
        (cut("Credential"), "requires 'Credential' parameter"),
        (cut("SignedHeaders"), "requires 'SignedHeaders' parameter"),
        (cut("Signature"), "requires 'Signature' parameter"),
        (
            full.replace("/sts/", "/"),
            "exactly 5 slash-delimited elements",
        ),
        (
            full.replace("SHA256", "SHA1"),
            "Unsupported AWS 'algorithm'",
        ),
        ("Bearer abc".to_owned(), "Unsupported AWS 'algorithm'"),
        (String::new(), "Unsupported AWS 'algorithm'"),
    ] {
        let mut request = Signer::new(&credentials).signed();
        let value = HeaderValue::from_str(&authorization).unwrap();
        request.headers_mut().insert("authorization", value);
        let (status, code, message) = refused(&pool, request).await;
        assert_eq!(
            (status, code.as_str()),
            (400, "IncompleteSignature"),
            "{authorization}"
        );
        assert!(message.contains(words), "{message}");
        let secret = credentials["AccessKeyId"].as_str().unwrap();
        assert!(!message.contains(secret), "{message}");
    }
    let mut request = Signer::new(&credentials).signed();
    request.headers_mut().remove("x-amz-date");
    let reply = pool.send(request).await;
    assert!(element(&reply, "Message").contains("X-Amz-Date"));
}
