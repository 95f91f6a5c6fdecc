//! The answer to a request that is signed as it should be.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use super::signer::{Signer, hash, header};
use super::{element, with_credentials};

const ARN: &str =
    "arn:aws:sts::000000000000:assumed-role/VestibuleAuthenticated/CognitoIdentityCredentials";

#[tokio::test]
async fn the_holder_of_credentials_is_told_the_role_in_xml() {
    let (pool, credentials) = with_credentials().await;
    let reply = pool.send(Signer::new(&credentials).signed()).await;
    assert_eq!(reply.status.as_u16(), 200);
    assert_eq!(reply.header("content-type"), Some("text/xml"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let (arn, user_id, id) = (
        element(&reply, "Arn"),
        element(&reply, "UserId"),
        element(&reply, "RequestId"),
    );
    assert_eq!(arn, ARN);
    let (role, session) = user_id.split_once(':').unwrap();
    assert!(role.starts_with("AROA") && role.len() == 21, "{role}");
    assert_eq!(session, "CognitoIdentityCredentials");
    assert_eq!(
        String::from_utf8(reply.body).unwrap(),
        format!(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
             <GetCallerIdentityResult><Arn>{arn}</Arn><UserId>{user_id}</UserId><Account>000000000000</Account>\
             </GetCallerIdentityResult><ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata>\
             </GetCallerIdentityResponse>"
        )
    );
}

#[tokio::test]
async fn the_id_of_a_role_is_always_the_same() {
    let (pool, credentials) = with_credentials().await;
    let first = pool.send(Signer::new(&credentials).signed()).await;
    let second = pool.send(Signer::get(&credentials).signed()).await;
    assert_eq!(element(&first, "UserId"), element(&second, "UserId"));
}

#[tokio::test]
async fn a_post_may_name_the_operation_in_its_address() {
    let (pool, credentials) = with_credentials().await;
    for headers in [
        Signer::get(&credentials).headers,
        Signer::new(&credentials).headers,
    ] {
        let signer = Signer {
            method: Method::POST,
            headers,
            ..Signer::get(&credentials)
        };
        assert_eq!(element(&pool.send(signer.signed()).await, "Arn"), ARN);
    }
}

#[tokio::test]
async fn who_asks_for_json_gets_json() {
    let (pool, credentials) = with_credentials().await;
    let mut signer = Signer::new(&credentials);
    signer
        .headers
        .insert(0, header("accept", "application/json"));
    let reply = pool.send(signer.signed()).await;
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let body = reply.json();
    let response = &body["GetCallerIdentityResponse"];
    let user_id = &response["GetCallerIdentityResult"]["UserId"];
    assert_eq!(
        body,
        json!({"GetCallerIdentityResponse": {
            "GetCallerIdentityResult": {"Account": "000000000000", "Arn": ARN, "UserId": user_id},
            "ResponseMetadata": {"RequestId": reply.header("x-amzn-requestid")},
        }})
    );

    signer.secret = "wrong".to_owned();
    let reply = pool.send(signer.signed()).await;
    assert_eq!(reply.status.as_u16(), 403);
    let error = &reply.json()["Error"];
    assert_eq!(error["Code"], "SignatureDoesNotMatch");
    assert_eq!(error["Type"], "Sender");
}

#[tokio::test]
async fn spaces_in_headers_and_the_order_of_the_query_do_not_matter() {
    let (pool, credentials) = with_credentials().await;
    let mut signer = Signer::get(&credentials);
    signer.headers.push(header("my-header", "a b"));
    let mut request = signer.signed();
    let spaced = "  a    b ".parse().unwrap();
    request.headers_mut().insert("my-header", spaced);
    *request.uri_mut() = "/?Version=2011-06-15&%41ction=GetCallerIdentity"
        .parse()
        .unwrap();
    assert_eq!(pool.send(request).await.status.as_u16(), 200);
}

#[tokio::test]
async fn the_hash_of_the_payload_may_be_sent_along() {
    let (pool, credentials) = with_credentials().await;
    let mut signer = Signer::new(&credentials);
    let hash = hash(&signer.body);
    signer.headers.push(header("x-amz-content-sha256", &hash));
    assert_eq!(pool.send(signer.signed()).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_page_of_this_machine_may_sign_and_read() {
    let (pool, credentials) = with_credentials().await;
    let origin = "http://localhost:8080";
    let wanted =
        "accept,authorization,content-type,x-amz-content-sha256,x-amz-date,x-amz-security-token";
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/")
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", wanted)
        .body(Body::empty())
        .unwrap();
    let reply = pool.send(preflight).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
    let allowed = reply.header("access-control-allow-headers").unwrap();
    for name in wanted.split(',') {
        assert!(
            allowed.split(',').any(|allowed| allowed == name),
            "{name}: {allowed}"
        );
    }
    let mut request = Signer::new(&credentials).signed();
    let value = origin.parse().unwrap();
    request.headers_mut().insert("origin", value);
    let reply = pool.send(request).await;
    assert_eq!(reply.status.as_u16(), 200);
    assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
}

#[tokio::test]
async fn the_index_is_still_a_page() {
    let (pool, _) = with_credentials().await;
    for path in ["/", "/?x=Action", "/?action=x"] {
        let reply = pool.get(path).await;
        assert_eq!(
            reply.header("content-type"),
            Some("text/html; charset=utf-8"),
            "{path}"
        );
    }
}
