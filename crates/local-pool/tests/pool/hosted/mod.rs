//! The hosted pages as a browser and an app meet them.

mod authorize;
mod clients;
mod codes;
mod discovery;
mod federated_users;
mod logout;
mod passwords;
mod providers;
mod refresh;
mod scopes;
mod second_factors;
mod seed;
mod user_info;

use std::cell::RefCell;
use std::collections::BTreeMap;

use aws_lc_rs::digest;
use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

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

/// The id of the page, from its form.
pub(super) fn page_id(reply: &Reply) -> String {
    assert_eq!(reply.status.as_u16(), 200, "{}", text(reply));
    let page = text(reply);
    let (_, rest) = page.split_once("name=\"request\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// Whether the page says that something is wrong, in these words.
pub(super) fn says(reply: &Reply, words: &str) -> bool {
    text(reply).contains(&format!("<p role=\"alert\">{words}</p>"))
}

/// A browser that keeps cookies.
pub(super) struct Browser<'p> {
    pool: &'p Pool,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'p> Browser<'p> {
    pub(super) fn new(pool: &'p Pool) -> Self {
        Self {
            pool,
            cookies: RefCell::default(),
        }
    }

    pub(super) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path), Body::empty()).await
    }

    pub(super) async fn post(&self, path: &str, fields: &Pairs<'_>) -> Reply {
        let request = Request::post(path)
            .header("origin", "http://127.0.0.1:9229")
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(encode(fields))).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Reply {
        let cookies: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request.header("cookie", cookies.join("; "));
        let reply = self.pool.send(request.body(body).unwrap()).await;
        for cookie in reply.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                let mut cookies = self.cookies.borrow_mut();
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    /// Opens a page that asks, and answers with a password.
    pub(super) async fn sign_in(&self, path: &str, email: &str, password: &str) -> Reply {
        let id = page_id(&self.get(path).await);
        let fields = vec![
            ("request", id.as_str()),
            ("username", email),
            ("password", password),
        ];
        self.post("/login", &fields).await
    }

    /// Opens the page of a provider's stand-in, and says who one is there.
    pub(super) async fn continue_as(&self, path: &str, email: &str, name: &str) -> Reply {
        let id = page_id(&self.get(path).await);
        let fields = vec![("request", id.as_str()), ("email", email), ("name", name)];
        self.post("/oauth2/idpresponse", &fields).await
    }
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
