//! Who the holder of credentials is, and how requests are signed.

mod identity;
mod presigned;
mod refusals;
mod signer;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::federation::{self, DEFAULT};
use crate::support::{Pool, Reply};

use signer::Signer;

/// The default pool, and credentials of Ann's.
async fn with_credentials() -> (Pool, Value) {
    let (pool, ann) = federation::with_ann().await;
    let identity = federation::id(&pool, DEFAULT, &ann).await;
    let request = federation::with_logins(&identity, &ann);
    let reply = pool.identity_ok("GetCredentialsForIdentity", request).await;
    (pool, reply["Credentials"].clone())
}

/// The role in which credentials act.
pub(crate) async fn role_of(pool: &Pool, credentials: &Value) -> String {
    let reply = pool.send(Signer::new(credentials).signed()).await;
    let arn = element(&reply, "Arn");
    let parts: Vec<&str> = arn.split('/').collect();
    assert_eq!(parts.len(), 3, "{arn}");
    parts[1].to_owned()
}

/// The text of an element that is there once, with its apostrophes.
fn element(reply: &Reply, name: &str) -> String {
    let text = String::from_utf8(reply.body.clone()).unwrap();
    let (_, rest) = text.split_once(&format!("<{name}>")).expect(&text);
    let (text, _) = rest.split_once(&format!("</{name}>")).unwrap();
    text.replace("&#39;", "'")
}

/// Status, code and message of a refusal.
async fn refused(pool: &Pool, request: Request<Body>) -> (u16, String, String) {
    let reply = pool.send(request).await;
    assert_eq!(reply.header("content-type"), Some("text/xml"));
    let id = element(&reply, "RequestId");
    assert_eq!(reply.header("x-amzn-requestid"), Some(id.as_str()));
    assert_eq!(element(&reply, "Type"), "Sender");
    (
        reply.status.as_u16(),
        element(&reply, "Code"),
        element(&reply, "Message"),
    )
}
