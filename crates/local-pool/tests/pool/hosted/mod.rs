//! The hosted pages as a browser and an app meet them.

mod app_setup;
mod authorize;
mod browser;
mod clients;
mod codes;
mod discovery;
mod federated_users;
mod json;
mod login;
mod logout;
mod new_passwords;
mod passwords;
mod providers;
mod refresh;
mod scopes;
mod second_factors;
mod seed;
mod stand_in_tokens;
mod user_info;

use std::collections::BTreeMap;

use aws_lc_rs::digest;
use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use self::browser::{Browser, Form, asked};
use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, Reply};

pub(super) const CALLBACK: &str = "http://localhost:8080/auth/callback";
pub(super) const VERIFIER: &str = "a-verifier-of-more-than-forty-three-letters-0123456789";

pub(super) type Pairs<'a> = Vec<(&'a str, &'a str)>;

pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()))
}

/// The parameters of a request that is in order, with others in their place or besides.
pub(super) fn request(changes: &[(&str, &str)]) -> String {
    let challenge = challenge(VERIFIER);
    let mut parameters = BTreeMap::from([
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", CALLBACK),
        ("state", "a state & more"),
        ("nonce", "n-1"),
        (
            "scope",
            "openid email profile aws.cognito.signin.user.admin",
        ),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]);
    parameters.extend(changes.iter().copied());
    format!(
        "/oauth2/authorize?{}",
        encode(&parameters.into_iter().collect())
    )
}

pub(super) fn encode(pairs: &Pairs<'_>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// The address to which the reply sends the browser.
pub(super) fn location(reply: &Reply) -> &str {
    assert_eq!(reply.status.as_u16(), 302, "{}", text(reply));
    reply.header("location").unwrap()
}

/// What the client is told in the query of its callback.
pub(super) fn told(reply: &Reply) -> BTreeMap<String, String> {
    let (to, query) = location(reply).split_once('?').unwrap();
    assert_eq!(to, CALLBACK);
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

pub(super) fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

/// Whether the page says that something is wrong, in these words.
pub(super) fn says(reply: &Reply, words: &str) -> bool {
    text(reply).contains(&format!("<p role=\"alert\">{words}</p>"))
}

/// A code of Ann's, who is confirmed.
pub(super) async fn code(pool: &Pool, path: &str) -> String {
    let reply = Browser::new(pool).sign_in(path, EMAIL, PASSWORD).await;
    told(&reply)["code"].clone()
}

/// A request of `/oauth2/token` for a code that is in order, with others in their place or besides.
pub(super) async fn exchange(pool: &Pool, code: &str, changes: &[(&str, &str)]) -> Reply {
    let mut fields = BTreeMap::from([
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ]);
    fields.extend(changes.iter().copied());
    fields.retain(|_, value| !value.is_empty());
    form(pool, "/oauth2/token", &fields.into_iter().collect()).await
}

pub(super) async fn form(pool: &Pool, path: &str, fields: &Pairs<'_>) -> Reply {
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(encode(fields)));
    pool.send(request.unwrap()).await
}

/// The JSON of an answer that must be a success, and is for nobody else.
pub(super) fn granted(reply: &Reply) -> Value {
    assert_eq!(reply.status.as_u16(), 200, "{}", text(reply));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    reply.json()
}

/// Status and name of a refusal.
pub(super) fn refused(reply: &Reply) -> (u16, String) {
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let error = reply.json()["error"].as_str().unwrap().to_owned();
    (reply.status.as_u16(), error)
}

/// The tokens of Ann, who is confirmed, and signs in by password.
pub(super) async fn tokens(pool: &Pool, path: &str) -> Value {
    granted(&exchange(pool, &code(pool, path).await, &[]).await)
}
