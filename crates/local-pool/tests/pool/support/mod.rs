//! A pool in memory, and a client of it.

mod jwt;
mod security_key;
mod srp;
mod totp;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use local_pool::{App, Clock as _, Config, ManualClock, Storage, Timestamp, router};
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub(crate) use jwt::{claims, header};
pub(crate) use security_key::{
    BACKED_UP, SecurityKey, Statement, USER_PRESENT, USER_VERIFIED, ec2, rsa,
};
pub(crate) use srp::{Device, SrpClient};
pub(crate) use totp::Authenticator;

pub(crate) const POOL: &str = "us-east-1_Vestibule";
pub(crate) const CLIENT: &str = "4vestibulelocalclient7q2";
pub(crate) const BASE: &str = "http://127.0.0.1:9229";
pub(crate) const EMAIL: &str = "ann@example.com";
pub(crate) const PASSWORD: &str = "Passw0rd";
/// What is told of a session that has been answered.
pub(crate) const USED: &str = "Invalid session for the user, session can only be used once.";

/// A pool that answers without a network, and whose time stands still.
pub(crate) struct Pool {
    router: Router,
    clock: Arc<ManualClock>,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Pool {
    pub(crate) fn new() -> Self {
        Self::with(Storage::Memory)
    }

    pub(crate) fn with(storage: Storage) -> Self {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_795_000_000_000)));
        let config = Config {
            storage,
            clock: clock.clone(),
            ..Config::in_memory(BASE).unwrap()
        };
        Self {
            clock,
            ..Self::open(config)
        }
    }

    /// A pool that is set up in full; `wait` has no effect on it.
    pub(crate) fn open(config: Config) -> Self {
        let clock = Arc::new(ManualClock::at(config.clock.now()));
        Self {
            router: router(App::open(config).unwrap()),
            clock,
        }
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, span: Duration) {
        self.clock.advance(span);
    }

    /// Lets all but the last millisecond of a time pass.
    pub(crate) fn wait_nearly(&self, span: Duration) {
        self.wait(span.saturating_sub(Duration::from_millis(1)));
    }

    /// Seconds since the epoch.
    pub(crate) fn seconds(&self) -> u64 {
        self.clock.now().seconds().try_into().unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Reply {
            status: head.status,
            headers: head.headers,
            body,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// Calls an operation of user pools.
    pub(crate) async fn call(&self, operation: &str, request: Value) -> Reply {
        self.call_service("AWSCognitoIdentityProviderService", operation, request)
            .await
    }

    async fn call_service(&self, service: &str, operation: &str, request: Value) -> Reply {
        let request = Request::post("/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("{service}.{operation}"))
            .body(Body::from(request.to_string()))
            .unwrap();
        self.send(request).await
    }

    /// Calls an operation that must succeed.
    pub(crate) async fn ok(&self, operation: &str, request: Value) -> Value {
        success(operation, &self.call(operation, request).await)
    }

    /// Calls an operation that must be refused: the error's name without `Exception`, and its message.
    pub(crate) async fn refused(&self, operation: &str, request: Value) -> (String, String) {
        refusal(operation, &self.call(operation, request).await)
    }

    /// Calls an operation of identity pools that must succeed.
    pub(crate) async fn identity_ok(&self, operation: &str, request: Value) -> Value {
        let reply = self.call_service("AWSCognitoIdentityService", operation, request);
        success(operation, &reply.await)
    }

    /// Calls an operation of identity pools that must be refused.
    pub(crate) async fn identity_refused(
        &self,
        operation: &str,
        request: Value,
    ) -> (String, String) {
        let reply = self.call_service("AWSCognitoIdentityService", operation, request);
        refusal(operation, &reply.await)
    }

    pub(crate) async fn sign_up(&self, email: &str) -> Value {
        self.ok(
            "SignUp",
            json!({"ClientId": CLIENT, "Username": email, "Password": PASSWORD}),
        )
        .await
    }

    /// A user who is ready to sign in.
    pub(crate) async fn confirmed(&self, email: &str) -> String {
        let sub = self.sign_up(email).await["UserSub"]
            .as_str()
            .unwrap()
            .to_owned();
        let code = self.last_code(email).await;
        self.ok("ConfirmSignUp", confirmation(email, &code)).await;
        sub
    }

    /// The tokens of a user who signs in by password.
    pub(crate) async fn signed_in(&self, email: &str) -> Value {
        let reply = self
            .ok("InitiateAuth", by_password(CLIENT, email, PASSWORD))
            .await;
        reply["AuthenticationResult"].clone()
    }

    /// The access token of a user who is ready and signed in.
    pub(crate) async fn entered(&self, email: &str) -> Value {
        self.confirmed(email).await;
        self.signed_in(email).await["AccessToken"].clone()
    }

    /// An attribute of the user whose access token this is.
    pub(crate) async fn attribute(&self, token: &Value, name: &str) -> Option<String> {
        let user = self.ok("GetUser", json!({"AccessToken": token})).await;
        let attributes = user["UserAttributes"].as_array().unwrap();
        let attribute = attributes
            .iter()
            .find(|attribute| attribute["Name"] == name)?;
        Some(attribute["Value"].as_str().unwrap().to_owned())
    }

    pub(crate) async fn messages(&self) -> Vec<Value> {
        let reply = self.get("/mailbox/messages").await;
        serde_json::from_slice(&reply.body).unwrap()
    }

    pub(crate) async fn last_code(&self, to: &str) -> String {
        let messages = self.messages().await;
        let message = messages.iter().find(|message| message["to"] == to).unwrap();
        message["code"].as_str().unwrap().to_owned()
    }

    /// Another pool with settings of its own, and a client of it: their ids.
    pub(crate) async fn create(&self, settings: Value) -> (String, String) {
        let mut request = json!({"PoolName": "other"});
        request
            .as_object_mut()
            .unwrap()
            .extend(settings.as_object().unwrap().clone());
        let pool_id = self.ok("CreateUserPool", request).await["UserPool"]["Id"].clone();
        let flows = [
            "ALLOW_USER_SRP_AUTH",
            "ALLOW_USER_PASSWORD_AUTH",
            "ALLOW_REFRESH_TOKEN_AUTH",
        ];
        let client = json!({"UserPoolId": pool_id, "ClientName": "app", "ExplicitAuthFlows": flows,
            "AccessTokenValidity": 5, "TokenValidityUnits": {"AccessToken": "minutes"}});
        let client = self.ok("CreateUserPoolClient", client).await["UserPoolClient"].clone();
        (
            pool_id.as_str().unwrap().to_owned(),
            client["ClientId"].as_str().unwrap().to_owned(),
        )
    }

    /// A client of the default pool with settings of its own; its description.
    pub(crate) async fn client(&self, settings: Value) -> Value {
        let mut request = json!({"UserPoolId": POOL, "ClientName": "other", "ExplicitAuthFlows":
            ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]});
        request
            .as_object_mut()
            .unwrap()
            .extend(settings.as_object().unwrap().clone());
        self.ok("CreateUserPoolClient", request).await["UserPoolClient"].clone()
    }
}

fn success(operation: &str, reply: &Reply) -> Value {
    let body = reply.json();
    assert_eq!(reply.status, StatusCode::OK, "{operation}: {body}");
    body
}

fn refusal(operation: &str, reply: &Reply) -> (String, String) {
    let body = reply.json();
    assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{operation}: {body}");
    let name = body["__type"].as_str().unwrap();
    assert_eq!(reply.header("x-amzn-errortype"), Some(name));
    let message = body["message"].as_str().unwrap();
    (
        name.strip_suffix("Exception").unwrap().to_owned(),
        message.to_owned(),
    )
}

/// A request of `ConfirmSignUp`.
pub(crate) fn confirmation(email: &str, code: &str) -> Value {
    json!({"ClientId": CLIENT, "Username": email, "ConfirmationCode": code})
}

/// A request of `UpdateUserAttributes`.
pub(crate) fn update(token: &Value, attributes: &[(&str, &str)]) -> Value {
    let attributes: Vec<Value> = attributes
        .iter()
        .map(|(name, value)| json!({"Name": name, "Value": value}))
        .collect();
    json!({"AccessToken": token, "UserAttributes": attributes})
}

/// A request of `InitiateAuth` that carries the password.
pub(crate) fn by_password(client: &str, username: &str, password: &str) -> Value {
    json!({"ClientId": client, "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": username, "PASSWORD": password}})
}

/// A code that is not this one.
pub(crate) fn other_than(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

/// Name and message as `refused` returns them.
pub(crate) fn error(name: &str, message: &str) -> (String, String) {
    (name.to_owned(), message.to_owned())
}

/// `SECRET_HASH`.
pub(crate) fn secret_hash(secret: &str, username: &str, client: &str) -> String {
    use aws_lc_rs::hmac;
    use base64::Engine as _;
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{username}{client}").as_bytes());
    base64::engine::general_purpose::STANDARD.encode(tag)
}
