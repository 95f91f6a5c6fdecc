//! A service whose answers the test writes down beforehand.

use std::{
    cell::RefCell,
    collections::VecDeque,
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::{
    aws::{self, Answer, CallerIdentity, Identity, Sts},
    backend::{self, Backend},
    cognito::{
        self,
        authenticate::Beginning,
        ops::SocialProvider,
        secret::{AccessToken, IdToken, Password, RefreshToken},
        transport::{Reply, TransportError},
    },
    config::{BaseUrl, Config},
    session::{Authenticator, CredentialsProvider, MemoryStorage, TokenStorage, Tokens},
};

/// The time in every test, in seconds since 1970.
pub(super) const NOW: i64 = 1_800_000_000;

/// The backend's only path, as the name of a request.
pub(super) const AUTH_TEST: &str = "auth_test";

/// What people call the browser of the tests.
pub(super) const DEVICE_NAME: &str = "Firefox on Windows";

/// The question to the Security Token Service, likewise.
pub(super) const WHO_AM_I: &str = "GetCallerIdentity";

const CLIENT_ID: &str = "client";
const API_URL: &str = "https://example.org/api/";
const STS_URL: &str = "https://sts.eu-west-1.amazonaws.com/";
const CONFIG: &str = r#"{"auth":{"user_pool_id":"eu-west-1_Pool","user_pool_client_id":"client",
    "identity_pool_id":"eu-west-1:5e57b1e0-0000-4000-8000-000000000001"}}"#;

pub(super) type TestAuthenticator = Authenticator<Rc<Service>, MemoryStorage>;
pub(super) type TestProvider = CredentialsProvider<Rc<Service>, MemoryStorage>;

/// Answers in the order in which the answers were written down, and keeps the requests.
#[derive(Debug, Default)]
pub(super) struct Service {
    replies: RefCell<VecDeque<(&'static str, Result<Reply, TransportError>)>>,
    requests: RefCell<Vec<(String, Value)>>,
}

impl Service {
    pub(super) fn answers(&self, operation: &'static str, body: &Value) {
        self.reply(operation, 200, None, body.to_string());
    }

    pub(super) fn refuses(&self, operation: &'static str, error: &str) {
        self.reply(operation, 400, Some(error.to_owned()), "{}".to_owned());
    }

    /// A refusal in the service's own words.
    pub(super) fn refuses_saying(&self, operation: &'static str, error: &str, message: &str) {
        let body = json!({"message": message}).to_string();
        self.reply(operation, 400, Some(error.to_owned()), body);
    }

    pub(super) fn fails(&self, operation: &'static str) {
        self.reply(operation, 503, None, String::new());
    }

    /// The answer of the backend or of AWS, with any status.
    pub(super) fn answers_with(&self, name: &'static str, status: u16, body: &Value) {
        self.reply(name, status, None, body.to_string());
    }

    pub(super) fn is_unreachable(&self, operation: &'static str) {
        let error = TransportError::Unreachable("no network".to_owned());
        self.replies.borrow_mut().push_back((operation, Err(error)));
    }

    fn reply(
        &self,
        operation: &'static str,
        status: u16,
        error_type: Option<String>,
        body: String,
    ) {
        let reply = Reply {
            status,
            error_type,
            body,
        };
        self.replies.borrow_mut().push_back((operation, Ok(reply)));
    }

    /// The names of the operations that were asked for.
    pub(super) fn asked(&self) -> Vec<String> {
        let requests = self.requests.borrow();
        requests.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The body of a request.
    pub(super) fn request(&self, index: usize) -> Value {
        self.requests.borrow()[index].1.clone()
    }
}

impl Service {
    async fn answer(&self, name: &str, request: Value) -> Result<Reply, TransportError> {
        self.requests.borrow_mut().push((name.to_owned(), request));
        // Lets requests that are under way at once meet each other.
        yield_once().await;
        let (expected, reply) = self
            .replies
            .borrow_mut()
            .pop_front()
            .unwrap_or_else(|| panic!("no answer was written down for {name}"));
        assert_eq!(name, expected, "the requests came in another order");
        reply
    }
}

impl cognito::Transport for Rc<Service> {
    async fn post(&self, _: &str, target: &str, body: String) -> Result<Reply, TransportError> {
        let name = target.rsplit('.').next().unwrap();
        self.answer(name, serde_json::from_str(&body).unwrap())
            .await
    }

    /// Its reply would be of no use to anybody, and need not be written down.
    fn post_unawaited(&self, _: &str, target: &str, body: String) {
        let name = target.rsplit('.').next().unwrap().to_owned();
        let request = serde_json::from_str(&body).unwrap();
        self.requests.borrow_mut().push((name, request));
    }

    async fn pause(&self, _: Duration) {}
}

/// The request is the token that it carries.
impl backend::Transport for Rc<Service> {
    async fn get(&self, url: &str, token: &AccessToken) -> Result<Reply, TransportError> {
        let name = url.strip_prefix(API_URL).unwrap();
        self.answer(name, json!(token.expose())).await
    }
}

/// The request is the key and the session token that it is signed with.
impl aws::Transport for Rc<Service> {
    async fn send(&self, request: &aws::Request) -> Result<Answer, TransportError> {
        assert_eq!(request.url, STS_URL);
        let header = |name: &str| {
            let found = request.headers.iter().find(|header| header.0 == name);
            found.map(|header| header.1.clone())
        };
        let key = header("authorization").unwrap();
        let key = key.split(['=', '/']).nth(1).unwrap().to_owned();
        let signed_with = json!([key, header("x-amz-security-token")]);
        let reply = self.answer(WHO_AM_I, signed_with).await?;
        Ok(Answer { reply, date: None })
    }
}

/// Lets everything else that is ready go on.
pub(super) async fn yield_once() {
    let mut yielded = false;
    poll_fn(|context| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// An authenticator with its service and its storage.
pub(super) fn setup() -> (TestAuthenticator, Rc<Service>, MemoryStorage) {
    let service = Rc::new(Service::default());
    let storage = MemoryStorage::default();
    (authenticator_on(&service, &storage), service, storage)
}

/// One page with two storages; with the same ones, the same page after it was loaded anew.
pub(super) fn reloaded(
    service: &Rc<Service>,
    (storage, tab): (&MemoryStorage, &MemoryStorage),
    now: fn() -> i64,
) -> TestAuthenticator {
    let pool = Config::parse(CONFIG).unwrap().user_pool;
    Authenticator::new(
        &pool,
        Rc::clone(service),
        storage.clone(),
        tab.clone(),
        DEVICE_NAME.to_owned(),
        now,
    )
}

/// One more tab, so to speak.
pub(super) fn authenticator_on(
    service: &Rc<Service>,
    storage: &MemoryStorage,
) -> TestAuthenticator {
    let tab = MemoryStorage::default();
    reloaded(service, (storage, &tab), || NOW * 1000)
}

/// The backend behind the same network.
pub(super) fn backend(service: &Rc<Service>) -> Backend<Rc<Service>> {
    Backend::new(Rc::clone(service), BaseUrl::new(API_URL).unwrap())
}

/// Credentials of the identity pool; guests are admitted if `admits_guests`.
pub(super) fn provider_on(
    service: &Rc<Service>,
    storage: &MemoryStorage,
    admits_guests: bool,
) -> TestProvider {
    let mut pool = Config::parse(CONFIG).unwrap().identity_pool.unwrap();
    pool.admits_guests = admits_guests;
    pool.logins = vec![(SocialProvider::Facebook, "custom:fb".to_owned())];
    let now = || NOW * 1000;
    CredentialsProvider::new(pool, Rc::clone(service), storage.clone(), now)
}

/// Asks the Security Token Service behind the same network.
pub(super) async fn who_is(
    service: &Rc<Service>,
    identity: &Identity,
) -> Result<CallerIdentity, aws::Error> {
    let client = aws::Client::new(Rc::clone(service), || NOW * 1000);
    let sts = Sts::new(STS_URL, "eu-west-1");
    sts.get_caller_identity(&client, identity).await
}

pub(super) fn token_storage(storage: &MemoryStorage) -> TokenStorage<MemoryStorage> {
    TokenStorage::new(storage.clone(), CLIENT_ID)
}

/// A token that was issued an hour before it expires, `seconds` from now.
pub(super) fn token_expiring_in(seconds: i64) -> String {
    let exp = NOW + seconds;
    let claims = json!({
        "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool",
        "sub": "u", "exp": exp, "iat": exp - 3600, "token_use": "id",
        "email": "old@example.org", "custom:agentName": "Smith", "cognito:username": "u",
    });
    token_of(&claims)
}

pub(super) fn token_of(claims: &Value) -> String {
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// A saved session whose tokens expire in `seconds`.
pub(super) fn saved_session(storage: &MemoryStorage, seconds: i64) -> Tokens {
    let tokens = Tokens {
        username: "u".to_owned(),
        access_token: Some(AccessToken::new(token_expiring_in(seconds))),
        id_token: Some(IdToken::new(token_expiring_in(seconds))),
        refresh_token: Some(RefreshToken::new("refresh-1")),
        device_key: None,
        clock_drift: 0,
    };
    token_storage(storage).save(&tokens);
    tokens
}

/// The reply to a refresh: tokens issued now.
pub(super) fn fresh_tokens() -> Value {
    let token = token_expiring_in(3600);
    json!({"AuthenticationResult": {"AccessToken": token, "IdToken": token, "ExpiresIn": 3600}})
}

/// A beginning by password.
pub(super) fn password(password: &str) -> Beginning {
    Beginning::Password(Password::new(password))
}

/// The reply to a sign-in that begins by password.
pub(super) fn password_verifier() -> Value {
    json!({
        "ChallengeName": "PASSWORD_VERIFIER",
        "ChallengeParameters": {
            "SALT": "a1b2c3", "SRP_B": "2f", "SECRET_BLOCK": "c2VjcmV0",
            "USERNAME": "u", "USER_ID_FOR_SRP": "u",
        },
    })
}

/// The reply to `GetUser`.
pub(super) fn user() -> Value {
    json!({"Username": "u", "UserAttributes": [{"Name": "email", "Value": "new@example.org"}]})
}

/// Runs a future whose awaits are all ready or woken by itself.
pub(super) fn run<F: Future>(future: F) -> F::Output {
    let mut future: Pin<Box<F>> = Box::pin(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..10_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("the future waits for something that never comes");
}
