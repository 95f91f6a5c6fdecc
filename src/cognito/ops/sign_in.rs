//! Signing in: the first request, and the answers to the challenges that follow.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::named;
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

    /// Sets the value of that name.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// All names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<const COUNT: usize> From<[(&str, String); COUNT]> for Parameters {
    fn from(pairs: [(&str, String); COUNT]) -> Self {
        let pairs = pairs.into_iter();
        Self(named(pairs.map(|(name, value)| (name.to_owned(), value))))
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
    /// The user has a choice of the first factor.
    UserAuth,
    /// The pool's own functions say what is asked.
    CustomAuth,
    /// A refresh token instead of a person.
    RefreshTokenAuth,
}

impl AuthFlow {
    /// The flow of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = [
            Self::UserSrpAuth,
            Self::UserAuth,
            Self::CustomAuth,
            Self::RefreshTokenAuth,
        ]
        .into_iter();
        all.find(|flow| flow.name() == name)
    }

    /// The flow's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::UserSrpAuth => "USER_SRP_AUTH",
            Self::UserAuth => "USER_AUTH",
            Self::CustomAuth => "CUSTOM_AUTH",
            Self::RefreshTokenAuth => "REFRESH_TOKEN_AUTH",
        }
    }
}

macro_rules! challenge_names {
    ($($(#[$doc:meta])* $variant:ident = $name:literal)*) => {
        /// A step that the service asks for (Amazon Cognito user pools API reference,
        /// `RespondToAuthChallenge`).
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        pub enum ChallengeName {
            $($(#[$doc])* $variant,)*
            /// A name that this list does not hold.
            Other(String),
        }

        impl ChallengeName {
            /// The name on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other(name) => name,
                }
            }
        }

        impl From<&str> for ChallengeName {
            fn from(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

challenge_names! {
    /// The proof of the password by SRP.
    PasswordVerifier = "PASSWORD_VERIFIER"
    /// The public key of a known device.
    DeviceSrpAuth = "DEVICE_SRP_AUTH"
    /// The proof of the device's password by SRP.
    DevicePasswordVerifier = "DEVICE_PASSWORD_VERIFIER"
    /// A password in place of the one that an administrator gave.
    NewPasswordRequired = "NEW_PASSWORD_REQUIRED"
    /// A code from a text message, after the first factor.
    SmsMfa = "SMS_MFA"
    /// A code of an authenticator app.
    SoftwareTokenMfa = "SOFTWARE_TOKEN_MFA"
    /// A code from an e-mail.
    EmailOtp = "EMAIL_OTP"
    /// A code from a text message, as the first factor.
    SmsOtp = "SMS_OTP"
    /// Which second factor it shall be.
    SelectMfaType = "SELECT_MFA_TYPE"
    /// A second factor for who must have one and has none.
    MfaSetup = "MFA_SETUP"
    /// Whatever the pool's own functions ask.
    CustomChallenge = "CUSTOM_CHALLENGE"
    /// Which first factor it shall be.
    SelectChallenge = "SELECT_CHALLENGE"
    /// The password, sent.
    Password = "PASSWORD"
    /// The password, proved by SRP.
    PasswordSrp = "PASSWORD_SRP"
    /// A passkey.
    WebAuthn = "WEB_AUTHN"
}

impl From<String> for ChallengeName {
    fn from(name: String) -> Self {
        Self::from(name.as_str())
    }
}

impl From<ChallengeName> for String {
    fn from(name: ChallengeName) -> Self {
        name.as_str().to_owned()
    }
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
    /// The state that came with the confirmation of a new account, which stands for a first factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<ChallengeSession>,
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
    /// What `SELECT_CHALLENGE` offers.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub available_challenges: Vec<ChallengeName>,
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
