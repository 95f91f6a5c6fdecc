//! Sign-ins from the question to the tokens, against a token endpoint that answers by script.

use std::{cell::RefCell, collections::BTreeMap, future::Future, pin::pin, rc::Rc, task};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::*;
use crate::{
    cognito::{
        authenticate::Authenticated,
        transport::{Reply, TransportError},
    },
    config::{Config, OAuthProvider},
    session::{MemoryStorage, Storage},
};

const CONFIG: &str = r#"{"auth":{"user_pool_id":"eu-west-1_Pool","user_pool_client_id":"client","oauth":{
    "identity_providers":["GOOGLE"],"domain":"pages.example.org","scopes":["openid","email"],
    "redirect_sign_in_uri":["http://localhost:8080/in","https://example.org/in"],
    "redirect_sign_out_uri":["https://example.org/out"],"response_type":"code"}}}"#;
const ORIGIN: &str = "https://example.org";
const ISSUER: &str = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool";
const NOW: i64 = 1_800_000_000_000;
const RANDOM: [[u8; 32]; 3] = [[1; 32], [2; 32], [3; 32]];
const KEY: &str = "vestibule.oauth";

/// Gives one reply, and keeps what was posted.
#[derive(Debug, Default)]
struct Endpoint {
    reply: RefCell<Option<Result<Reply, TransportError>>>,
    posted: RefCell<Vec<(String, String)>>,
}

impl Endpoint {
    fn replies(&self, status: u16, body: &str) {
        self.reply.replace(Some(Ok(Reply {
            status,
            error_type: None,
            body: body.to_owned(),
        })));
    }

    fn was_asked(&self) -> bool {
        !self.posted.borrow().is_empty()
    }
}

impl Transport for Rc<Endpoint> {
    async fn post_form(&self, url: &str, form: String) -> Result<Reply, TransportError> {
        self.posted.borrow_mut().push((url.to_owned(), form));
        self.reply.take().expect("a reply was written down")
    }
}

struct Tab {
    pages: HostedPages<Rc<Endpoint>, MemoryStorage>,
    endpoint: Rc<Endpoint>,
    storage: MemoryStorage,
}

fn tab_at(origin: &str, now: fn() -> i64, storage: &MemoryStorage) -> Tab {
    let config = Config::parse(CONFIG).unwrap();
    let (oauth, pool) = (config.oauth.unwrap(), config.user_pool);
    let endpoint = Rc::new(Endpoint::default());
    let transport = Rc::clone(&endpoint);
    Tab {
        pages: HostedPages::new(oauth, &pool, origin, transport, storage.clone(), now),
        endpoint,
        storage: storage.clone(),
    }
}

/// A tab from which a sign-in began; with its `state`.
fn asked() -> (Tab, String) {
    let tab = tab_at(ORIGIN, || NOW, &MemoryStorage::default());
    let state = tab.ask(&RANDOM)["state"].clone();
    (tab, state)
}

impl Tab {
    fn ask(&self, random: &[[u8; 32]; 3]) -> BTreeMap<String, String> {
        let google = OAuthProvider {
            name: "Google".to_owned(),
            label: "Google".to_owned(),
        };
        let url = self.pages.authorize_url(&google, random).unwrap();
        let query = url
            .strip_prefix("https://pages.example.org/oauth2/authorize?")
            .unwrap();
        parameters(query)
    }

    fn complete(&self, query: &str) -> Result<Authenticated, OAuthError> {
        let response = AuthorizationResponse::in_query(query).unwrap();
        run(self.pages.complete(&response))
    }

    /// The error of an answer that must be refused.
    fn refusal(&self, query: &str) -> OAuthError {
        self.complete(query).expect_err("it is refused")
    }
}

fn parameters(query: &str) -> BTreeMap<String, String> {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

/// Runs a future that waits for nothing.
fn run<F: Future>(future: F) -> F::Output {
    let mut context = task::Context::from_waker(task::Waker::noop());
    match pin!(future).poll(&mut context) {
        task::Poll::Ready(output) => output,
        task::Poll::Pending => panic!("the future waits"),
    }
}

fn token(claims: &Value) -> String {
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()))
}

fn claims() -> (Value, Value) {
    let nonce = URL_SAFE_NO_PAD.encode(RANDOM[1]);
    (
        json!({"iss": ISSUER, "aud": "client", "token_use": "id", "sub": "s", "nonce": nonce}),
        json!({"iss": ISSUER, "client_id": "client", "token_use": "access", "sub": "s",
            "username": "Google_1"}),
    )
}

fn tokens(id: &Value, access: &Value) -> String {
    json!({"id_token": token(id), "access_token": token(access), "refresh_token": "refresh",
        "expires_in": 3600, "token_type": "Bearer"})
    .to_string()
}

fn good_tokens() -> String {
    let (id, access) = claims();
    tokens(&id, &access)
}

#[test]
fn question_says_who_asks_for_what_and_where_the_answer_goes() {
    let tab = tab_at(ORIGIN, || NOW, &MemoryStorage::default());
    let asked = tab.ask(&RANDOM);
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "client"),
        ("redirect_uri", "https://example.org/in"),
        ("identity_provider", "Google"),
        ("scope", "openid email"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(asked[name], value, "{name}");
    }
    for name in ["state", "nonce", "code_challenge"] {
        assert_eq!(asked[name].len(), 43, "{name} has 256 bits");
    }
    assert_eq!(asked.len(), 9);
}

#[test]
fn page_of_another_origin_asks_nothing_and_is_led_nowhere() {
    let tab = tab_at("https://example.com", || NOW, &MemoryStorage::default());
    let provider = tab.pages.providers()[0].clone();
    let outcome = tab.pages.authorize_url(&provider, &RANDOM);
    assert_eq!(outcome, Err(OAuthError::NoRedirectUri));
    assert_eq!(tab.pages.logout_url(), None);
    assert!(!tab.pages.lead_back_to("/in"));
    assert_eq!(tab.storage.get(KEY), None);
}

#[test]
fn sign_out_leads_to_the_pages_and_back_to_the_registered_address() {
    let (tab, _) = asked();
    assert_eq!(
        tab.pages.logout_url().unwrap(),
        "https://pages.example.org/logout?client_id=client&logout_uri=https%3A%2F%2Fexample.org%2Fout"
    );
}

#[test]
fn code_is_exchanged_with_the_verifier_of_its_challenge() {
    let (tab, state) = asked();
    tab.endpoint.replies(200, &good_tokens());
    let authenticated = tab.complete(&format!("?code=c%2F1&state={state}")).unwrap();
    assert_eq!(authenticated.username, "Google_1");
    assert_eq!(
        authenticated.tokens.refresh_token.unwrap().expose(),
        "refresh"
    );
    let (url, form) = tab.endpoint.posted.borrow()[0].clone();
    assert_eq!(url, "https://pages.example.org/oauth2/token");
    let verifier = URL_SAFE_NO_PAD.encode(RANDOM[2]);
    let expected = [
        ("client_id", "client"),
        ("code", "c/1"),
        ("code_verifier", verifier.as_str()),
        ("grant_type", "authorization_code"),
        ("redirect_uri", "https://example.org/in"),
    ];
    let posted = parameters(&form);
    let posted: Vec<_> = posted
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(posted, expected);
}

#[test]
fn answer_counts_once() {
    let (tab, state) = asked();
    let answer = format!("code=c&state={state}");
    tab.endpoint.replies(200, &good_tokens());
    assert!(tab.complete(&answer).is_ok());
    assert_eq!(tab.refusal(&answer), OAuthError::NotAsked);
    assert_eq!(tab.endpoint.posted.borrow().len(), 1);
    assert_eq!(tab.storage.get(KEY), None);
}

#[test]
fn answer_with_a_foreign_state_or_none_sends_nothing_and_changes_nothing() {
    for answer in [
        "code=c&state=foreign",
        "code=c&state=",
        "code=c",
        "error=access_denied",
        "error=access_denied&state=foreign",
    ] {
        let (tab, state) = asked();
        assert_eq!(tab.refusal(answer), OAuthError::NotAsked, "{answer}");
        assert!(!tab.endpoint.was_asked());
        tab.endpoint.replies(200, &good_tokens());
        assert!(tab.complete(&format!("code=c&state={state}")).is_ok());
    }
    let tab = tab_at(ORIGIN, || NOW, &MemoryStorage::default());
    assert_eq!(tab.refusal("code=c&state=s"), OAuthError::NotAsked);
    tab.storage.set(KEY, "spoilt");
    assert_eq!(tab.refusal("code=c&state=s"), OAuthError::NotAsked);
}

#[test]
fn later_question_takes_the_place_of_an_earlier_one() {
    let (tab, first) = asked();
    let second = tab.ask(&[[7; 32], RANDOM[1], RANDOM[2]])["state"].clone();
    assert_ne!(first, second);
    let answer = |state| format!("code=c&state={state}");
    assert_eq!(tab.refusal(&answer(first)), OAuthError::NotAsked);
    tab.endpoint.replies(200, &good_tokens());
    assert!(tab.complete(&answer(second)).is_ok());
}

#[test]
fn answer_with_a_parameter_twice_or_one_too_few_is_refused() {
    let (tab, state) = asked();
    for answer in [
        format!("code=a&code=b&state={state}"),
        format!("code=a&state={state}&state={state}"),
        format!("error=a&error=b&state={state}"),
        format!("code=a&error=b&state={state}"),
        format!("code=&state={state}"),
    ] {
        assert_eq!(tab.refusal(&answer), OAuthError::Malformed, "{answer}");
    }
    assert!(!tab.endpoint.was_asked());
}

#[test]
fn query_about_something_else_is_no_answer() {
    for query in ["", "?", "?state=s", "?page=2&codes=1"] {
        assert_eq!(AuthorizationResponse::in_query(query), None, "{query}");
    }
}

#[test]
fn refused_consent_is_told_from_other_refusals_and_ends_the_question() {
    for (error, expected) in [
        ("access_denied", OAuthError::Denied),
        ("invalid_request", OAuthError::Refused),
        ("<b>anything</b>", OAuthError::Refused),
    ] {
        let (tab, state) = asked();
        let answer = format!("error_description=Call+us&error={error}&state={state}");
        assert_eq!(tab.refusal(&answer), expected, "{error}");
        assert_eq!(tab.refusal(&answer), OAuthError::NotAsked);
        assert!(!tab.endpoint.was_asked());
    }
}

#[test]
fn question_is_forgotten_after_a_quarter_of_an_hour() {
    const QUARTER: i64 = 15 * 60_000;
    for (now, expected) in [
        ((|| NOW + QUARTER) as fn() -> i64, None),
        (|| NOW + QUARTER + 1, Some(OAuthError::TooLate)),
        (|| NOW - 1, Some(OAuthError::TooLate)),
        (|| i64::MIN, Some(OAuthError::TooLate)),
    ] {
        let (tab, state) = asked();
        let later = tab_at(ORIGIN, now, &tab.storage);
        later.endpoint.replies(200, &good_tokens());
        let outcome = later.complete(&format!("code=c&state={state}"));
        assert_eq!(outcome.err(), expected);
        assert_eq!(later.storage.get(KEY), None);
    }
}

#[test]
fn refusals_of_the_token_endpoint_are_told_apart() {
    for (status, body, expected) in [
        (
            400,
            r#"{"error":"invalid_grant"}"#,
            OAuthError::InvalidGrant,
        ),
        (
            400,
            r#"{"error":"invalid_client"}"#,
            OAuthError::TokenRefused { status: 400 },
        ),
        (503, "<html>", OAuthError::TokenRefused { status: 503 }),
        (200, "<html>", OAuthError::MalformedTokens),
        (
            200,
            r#"{"access_token":"a.b.c"}"#,
            OAuthError::MalformedTokens,
        ),
        (
            200,
            r#"{"token_type":"Bearer","access_token":"a","id_token":"b"}"#,
            OAuthError::MalformedTokens,
        ),
    ] {
        let (tab, state) = asked();
        tab.endpoint.replies(status, body);
        assert_eq!(
            tab.refusal(&format!("code=c&state={state}")),
            expected,
            "{body}"
        );
    }
}

#[test]
fn dead_network_during_the_exchange_is_told_and_the_question_is_over() {
    let (tab, state) = asked();
    let answer = format!("code=c&state={state}");
    let cut = TransportError::Unreachable("no network".to_owned());
    tab.endpoint.reply.replace(Some(Err(cut.clone())));
    assert_eq!(tab.refusal(&answer), OAuthError::Transport(cut));
    assert_eq!(tab.refusal(&answer), OAuthError::NotAsked);
}

#[test]
fn tokens_that_must_be_shown_in_another_way_are_refused() {
    let mac = good_tokens().replace("Bearer", "mac");
    let (tab, state) = asked();
    tab.endpoint.replies(200, &mac);
    let refusal = tab.refusal(&format!("code=c&state={state}"));
    assert_eq!(refusal, OAuthError::MalformedTokens);
}

#[test]
fn tokens_that_were_issued_to_somebody_else_are_refused_by_each_claim() {
    for claim in ["nonce", "iss", "aud", "token_use", "sub"] {
        for wrong in [json!("other"), Value::Null, json!(["client"])] {
            let (tab, state) = asked();
            let (mut id, access) = claims();
            id[claim] = wrong.clone();
            tab.endpoint.replies(200, &tokens(&id, &access));
            let refusal = tab.refusal(&format!("code=c&state={state}"));
            assert_eq!(refusal, OAuthError::ForeignTokens(claim), "{wrong}");
        }
    }
    for claim in ["iss", "client_id", "token_use", "sub", "username"] {
        let (tab, state) = asked();
        let (id, mut access) = claims();
        access[claim] = json!("");
        tab.endpoint.replies(200, &tokens(&id, &access));
        let refusal = tab.refusal(&format!("code=c&state={state}"));
        assert_eq!(refusal, OAuthError::ForeignTokens(claim));
    }
}

#[test]
fn what_is_printed_holds_neither_code_nor_state() {
    let (tab, state) = asked();
    let response = AuthorizationResponse::in_query(&format!("code=secret&state={state}"));
    let printed = format!("{response:?} {:?}", tab.pages);
    assert!(!printed.contains("secret") && !printed.contains(&state));
}
