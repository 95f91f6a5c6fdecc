//! The server as apps and proxies meet it.

mod cors;
mod credentials;
mod layer;
mod limits;
mod request_id;
mod routes;
mod stop;

use reqwest::Response;
use serde_json::Value;

use crate::support::{FIRST, Issuer, Server, verifier};

/// A server that admits tokens of the first key; the issuer is needed for as long as the server runs.
async fn server() -> (Server, Issuer) {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let server = Server::start(verifier(&issuer).await).await;
    (server, issuer)
}

fn header<'a>(reply: &'a Response, name: &str) -> Option<&'a str> {
    let value = reply.headers().get(name)?;
    Some(value.to_str().unwrap())
}

/// The body of a reply that says what is wrong: its `error`, after a look at its form.
async fn error(reply: Response) -> String {
    assert_eq!(header(&reply, "content-type"), Some("application/json"));
    let body: serde_json::Map<String, Value> = reply.json().await.unwrap();
    assert_eq!(body.len(), 2, "{body:?}");
    assert!(body["message"].is_string(), "{body:?}");
    body["error"].as_str().unwrap().to_owned()
}
