//! Tokens at rest, under the names that Amplify and amazon-cognito-identity-js give them.
//!
//! A session that either of them left on this origin is taken over, and the other way round.

use std::collections::BTreeMap;

use super::{Awaited, Storage, Tokens};
use crate::cognito::{
    authenticate::{Device, Devices},
    secret::{AccessToken, DevicePassword, IdToken, RefreshToken},
};

/// How the user signed in, as Amplify keeps it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInDetails {
    /// What was typed as the name.
    pub login_id: String,
    /// The name of the flow.
    pub auth_flow_type: &'static str,
}

/// That the user signed in through the hosted pages, as Amplify keeps it beside the tokens.
const OAUTH_METADATA: &str = r#"{"oauthSignIn":true}"#;

/// The same as Amplify keeps it for the app client: whether so, and whether in a private window.
const OAUTH_SIGN_IN: &str = "true,false";

/// Keeps the tokens of one app client.
#[derive(Debug, Clone)]
pub struct TokenStorage<S> {
    storage: S,
    prefix: String,
}

/// The keys of a session below its user's name. Device keys are not among them: they belong to
/// the browser and stay after a sign-out.
const SESSION_KEYS: [&str; 9] = [
    "accessToken",
    "idToken",
    "refreshToken",
    "clockDrift",
    "signInDetails",
    "oauthMetadata",
    "userData",
    AWAITED,
    OUTDATED,
];

/// The addresses that wait for a code.
const AWAITED: &str = "awaitedVerifications";

/// What the user was changed by since the ID token was issued.
const OUTDATED: &str = "idTokenOutdated";

/// What this browser is to the pool as a device of a user.
const DEVICE_KEYS: [&str; 3] = [DEVICE_KEY, DEVICE_GROUP_KEY, DEVICE_PASSWORD];
const DEVICE_KEY: &str = "deviceKey";
const DEVICE_GROUP_KEY: &str = "deviceGroupKey";
const DEVICE_PASSWORD: &str = "randomPasswordKey";

impl<S: Storage> TokenStorage<S> {
    /// The tokens of the app client `client_id` in `storage`.
    pub fn new(storage: S, client_id: &str) -> Self {
        let prefix = format!("CognitoIdentityServiceProvider.{client_id}");
        Self { storage, prefix }
    }

    /// The saved session, if there is one that could still be used.
    pub fn load(&self) -> Option<Tokens> {
        let username = self.last_user()?;
        let read = |name| self.read(&username, name);
        let tokens = Tokens {
            access_token: read("accessToken").map(AccessToken::new),
            id_token: read("idToken").map(IdToken::new),
            refresh_token: read("refreshToken").map(RefreshToken::new),
            device_key: read(DEVICE_KEY),
            clock_drift: self.load_clock_drift(&username),
            username,
        };
        (tokens.access_token.is_some() || tokens.refresh_token.is_some()).then_some(tokens)
    }

    /// Saves the session.
    pub fn save(&self, tokens: &Tokens) {
        let write = |name, value| self.storage.set(&self.key(&tokens.username, name), value);
        if let Some(token) = &tokens.access_token {
            write("accessToken", token.expose());
        }
        if let Some(token) = &tokens.id_token {
            write("idToken", token.expose());
        }
        if let Some(token) = &tokens.refresh_token {
            write("refreshToken", token.expose());
        }
        self.save_clock_drift(&tokens.username, tokens.clock_drift);
        // Last: it is what other tabs and a reload look for.
        self.storage.set(&self.last_user_key(), &tokens.username);
    }

    /// Saves how the user `username` signed in. Before [`save`](Self::save): it says in which
    /// unit the clock drift is kept.
    pub fn save_sign_in_details(&self, username: &str, details: &SignInDetails) {
        // A struct of two strings cannot fail to serialize.
        let text = serde_json::to_string(details).unwrap_or_default();
        self.storage
            .set(&self.key(username, "signInDetails"), &text);
    }

    /// What the user `username` was sent codes for, by the attributes' names.
    pub fn awaited(&self, username: &str) -> BTreeMap<String, Awaited> {
        let text = self.storage.get(&self.key(username, AWAITED));
        text.and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Saves what a code was sent for to verify an attribute, or that none is waited for.
    pub fn set_awaited(&self, username: &str, attribute_name: &str, awaited: Option<Awaited>) {
        let mut all = self.awaited(username);
        all.remove(attribute_name);
        all.extend(awaited.map(|awaited| (attribute_name.to_owned(), awaited)));
        let key = self.key(username, AWAITED);
        match serde_json::to_string(&all) {
            Ok(text) if !all.is_empty() => self.storage.set(&key, &text),
            // What is made of strings alone cannot fail to serialize.
            _ => self.storage.remove(&key),
        }
    }

    /// The last change of the user `username` that the ID token may not tell of, if there is one.
    pub fn outdated_by(&self, username: &str) -> Option<String> {
        self.read(username, OUTDATED)
    }

    /// Saves that the ID token may not tell of a change of the user `username`. No other change is
    /// called `change`.
    pub fn set_outdated(&self, username: &str, change: &str) {
        self.storage.set(&self.key(username, OUTDATED), change);
    }

    /// Saves that the ID token tells of `change`. If another one came after it, that stands.
    pub fn set_told(&self, username: &str, change: &str) {
        if self.outdated_by(username).as_deref() == Some(change) {
            self.storage.remove(&self.key(username, OUTDATED));
        }
    }

    /// Saves that the user `username` signed in through the hosted pages. Before
    /// [`save`](Self::save), for the same reason.
    pub fn save_oauth_metadata(&self, username: &str) {
        self.storage
            .set(&self.key(username, "oauthMetadata"), OAUTH_METADATA);
        self.storage.set(&self.oauth_sign_in_key(), OAUTH_SIGN_IN);
    }

    /// Whether the user of the saved session signed in through the hosted pages, which keep a
    /// session of their own.
    pub fn is_of_hosted_pages(&self) -> bool {
        let metadata = self
            .last_user()
            .and_then(|username| self.storage.get(&self.key(&username, "oauthMetadata")));
        let sign_in = self.storage.get(&self.oauth_sign_in_key());
        metadata.is_some_and(|text| text == OAUTH_METADATA)
            || sign_in.is_some_and(|text| text.starts_with("true"))
    }

    /// Removes the session.
    pub fn clear(&self) {
        self.storage.remove(&self.oauth_sign_in_key());
        if let Some(username) = self.last_user() {
            for name in SESSION_KEYS {
                self.storage.remove(&self.key(&username, name));
            }
        }
        self.storage.remove(&self.last_user_key());
    }

    /// Saves the key of a device that the session is bound to, and that cannot prove itself yet.
    pub fn save_device_key(&self, username: &str, key: &str) {
        self.forget_device(username);
        self.storage.set(&self.key(username, DEVICE_KEY), key);
    }

    /// Saves what the device proves itself by.
    pub fn save_device(&self, username: &str, device: &Device) {
        let write = |name, value| self.storage.set(&self.key(username, name), value);
        write(DEVICE_KEY, &device.key);
        write(DEVICE_GROUP_KEY, &device.group_key);
        write(DEVICE_PASSWORD, device.password.expose());
    }

    fn read(&self, username: &str, name: &str) -> Option<String> {
        let text = self.storage.get(&self.key(username, name));
        text.filter(|text| !text.is_empty())
    }

    /// Waits until no other tab renews the tokens.
    pub async fn turn_to_renew(&self) -> S::Turn {
        self.storage.turn(&format!("{}.renewal", self.prefix)).await
    }

    fn last_user(&self) -> Option<String> {
        self.storage
            .get(&self.last_user_key())
            .filter(|name| !name.is_empty())
    }

    fn last_user_key(&self) -> String {
        format!("{}.LastAuthUser", self.prefix)
    }

    fn oauth_sign_in_key(&self) -> String {
        format!("{}.oauthSignIn", self.prefix)
    }

    fn key(&self, username: &str, name: &str) -> String {
        format!("{}.{username}.{name}", self.prefix)
    }

    fn load_clock_drift(&self, username: &str) -> i64 {
        let text = self.storage.get(&self.key(username, "clockDrift"));
        let drift: i64 = text.and_then(|text| text.parse().ok()).unwrap_or(0);
        if self.is_amplifys(username) {
            drift
        } else {
            drift.saturating_mul(-1000)
        }
    }

    fn save_clock_drift(&self, username: &str, drift: i64) {
        let drift = if self.is_amplifys(username) {
            drift
        } else {
            drift.saturating_neg() / 1000
        };
        self.storage
            .set(&self.key(username, "clockDrift"), &drift.to_string());
    }

    /// One key, two meanings: Amplify v6 keeps the drift in milliseconds as (service - here),
    /// amazon-cognito-identity-js in seconds as (here - service). Only Amplify's sessions have
    /// details beside it.
    fn is_amplifys(&self, username: &str) -> bool {
        ["signInDetails", "oauthMetadata"]
            .iter()
            .any(|name| self.storage.get(&self.key(username, name)).is_some())
    }
}

impl<S: Storage> Devices for TokenStorage<S> {
    fn device_of(&self, username: &str) -> Option<Device> {
        Some(Device {
            key: self.read(username, DEVICE_KEY)?,
            group_key: self.read(username, DEVICE_GROUP_KEY)?,
            password: DevicePassword::new(self.read(username, DEVICE_PASSWORD)?),
        })
    }

    fn forget_device(&self, username: &str) {
        for name in DEVICE_KEYS {
            self.storage.remove(&self.key(username, name));
        }
    }
}
