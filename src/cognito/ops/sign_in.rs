//! Signing in: the first request, and the answers to the challenges that follow.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cognito::{
    Operation,
    secret::{AccessToken, ChallengeSession, IdToken, RefreshToken},
};

/// Named values of a request or a challenge. They may be secrets, so `Debug` shows the names alone.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl<const COUNT: usize> From<[(&str, String); COUNT]> for Parameters {
    fn from(pairs: [(&str, String); COUNT]) -> Self {
        Self(pairs.map(|(name, value)| (name.to_owned(), value)).into())
    }
}

impl std::fmt::Debug for Parameters {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

/// How a sign-in begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuthFlow {
    /// Secure Remote Password: the password is proved, not sent.
    UserSrpAuth,
    /// The password is sent.
    UserPasswordAuth,
    /// A refresh token instead of a person.
    RefreshTokenAuth,
}

/// A step that the service asks for, by its name on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChallengeName(pub String);

impl ChallengeName {
    /// The proof of the password after [`AuthFlow::UserSrpAuth`].
    pub const PASSWORD_VERIFIER: &'static str = "PASSWORD_VERIFIER";
}

/// Begins a sign-in.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct InitiateAuth {
    /// The way of signing in.
    pub auth_flow: AuthFlow,
    /// The app client.
    pub client_id: String,
    /// What the flow needs, for example `USERNAME` and `SRP_A`.
    pub auth_parameters: Parameters,
}

impl Operation for InitiateAuth {
    const NAME: &'static str = "InitiateAuth";
    const REPEATABLE: bool = true;
    type Output = AuthOutput;
}

/// Answers a challenge.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RespondToAuthChallenge {
    /// The challenge that is answered.
    pub challenge_name: ChallengeName,
    /// The app client.
    pub client_id: String,
    /// The answer.
    pub challenge_responses: Parameters,
    /// The state that came with the challenge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<ChallengeSession>,
}

impl Operation for RespondToAuthChallenge {
    const NAME: &'static str = "RespondToAuthChallenge";
    type Output = AuthOutput;
}

/// Reply to [`InitiateAuth`] and [`RespondToAuthChallenge`]: tokens or one more challenge.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AuthOutput {
    /// Present when the sign-in is complete.
    pub authentication_result: Option<AuthenticationResult>,
    /// Present when it is not.
    pub challenge_name: Option<ChallengeName>,
    /// What the challenge needs, for example `SALT` and `SRP_B`.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub challenge_parameters: Parameters,
    /// State to be sent back with the answer.
    pub session: Option<ChallengeSession>,
}

/// The tokens of a session.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AuthenticationResult {
    /// For the user pool and the backend.
    pub access_token: AccessToken,
    /// For the app, and for the identity pool.
    pub id_token: IdToken,
    /// Absent where the old one stays in force.
    pub refresh_token: Option<RefreshToken>,
    /// A device that the pool has not seen before.
    pub new_device_metadata: Option<NewDeviceMetadata>,
}

/// The names that the service gave to a new device.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct NewDeviceMetadata {
    /// The device's own key.
    pub device_key: String,
    /// The key of the group of devices that it belongs to.
    pub device_group_key: String,
}
