//! Sign-ins that wait for an answer.

use serde::{Deserialize, Serialize};

use super::second_factor::SecondFactor;
use crate::clock::Timestamp;
use crate::crypto::fingerprint;
use crate::srp::Exchange;
use crate::store::Record;

/// A challenge that was posed. It answers once: whoever reads it to answer also puts [`Question::Answered`] in its
/// place.
#[derive(Serialize, Deserialize)]
pub(crate) struct Challenge {
    /// The fingerprint of what the client was given to come back with (`SECRET_BLOCK`, or `Session`).
    pub(crate) fingerprint: String,
    /// The client that signs in.
    pub(crate) client_id: String,
    /// The name under which the user began to sign in, who need not exist; or, once the password was right, another
    /// name of the user.
    pub(crate) login: String,
    /// The device at which the user signs in, as far as the client has said so. It need not exist.
    #[serde(default)]
    pub(crate) device_key: Option<String>,
    /// From when on no answer is taken.
    pub(crate) expires: Timestamp,
    /// What was asked.
    pub(crate) question: Question,
}

/// What was asked.
#[derive(Serialize, Deserialize)]
pub(crate) enum Question {
    /// `PASSWORD_VERIFIER`: the proof that the client knows the password.
    PasswordVerifier {
        /// Our side of the exchange.
        exchange: Exchange,
        /// Whether a custom challenge follows.
        #[serde(default)]
        is_custom: bool,
    },
    /// `NEW_PASSWORD_REQUIRED`: a password in place of the one that an administrator gave.
    NewPasswordRequired,
    /// `SMS_MFA`, `SOFTWARE_TOKEN_MFA` or `EMAIL_OTP` after the password.
    SecondFactor(CodeQuestion),
    /// `SELECT_MFA_TYPE`: which one of these it shall be.
    SelectMfaType(Vec<SecondFactor>),
    /// `MFA_SETUP`: a second factor for a user who must have one and has none.
    MfaSetup {
        /// Whether an authenticator app has proved by now that it has its secret.
        is_verified: bool,
    },
    /// The `Session` of `SignUp`, which goes on to the confirmation.
    SignUp,
    /// The `Session` of `ConfirmSignUp`, which goes on to the sign-in.
    Confirmed,
    /// `SELECT_CHALLENGE`: the first factor of the user's choice.
    SelectChallenge,
    /// `PASSWORD`: the password itself.
    Password,
    /// `PASSWORD_SRP`: the client's public value of SRP.
    PasswordSrp,
    /// `EMAIL_OTP` or `SMS_OTP` as first factor: the code that was sent.
    OneTimePassword(OneTimePassword),
    /// `DEVICE_SRP_AUTH`: the public value of a remembered device.
    DeviceSrpAuth {
        /// The fingerprint of the session.
        session: String,
    },
    /// `DEVICE_PASSWORD_VERIFIER`: the proof that a remembered device has its secret.
    DevicePasswordVerifier {
        /// The device.
        device_key: String,
        /// Our side of the exchange.
        exchange: Exchange,
    },
    /// `WEB_AUTHN`: a passkey.
    Passkey(PasskeyQuestion),
    /// `CUSTOM_CHALLENGE`: what the message to the user said.
    Custom(CustomQuestion),
    /// Nothing any more: the answer has come.
    Answered,
}

/// A question of the pool's own.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct CustomQuestion {
    /// The subject of the user who was sent the answer; absent: nobody was, and nothing is right.
    pub(crate) sub: Option<String>,
    /// The answer.
    pub(crate) answer: String,
    /// How often a wrong one was given.
    pub(crate) wrong_tries: u32,
}

/// What a passkey is to sign.
#[derive(Serialize, Deserialize)]
pub(crate) struct PasskeyQuestion {
    /// The subject of the user whose passkey it must be; absent: there is none, and nothing is right.
    pub(crate) sub: Option<String>,
    /// The challenge, in base64url.
    pub(crate) challenge: String,
    /// The host name that the passkey must be for.
    pub(crate) relying_party_id: String,
    /// Whether it must have checked who holds it.
    pub(crate) user_verification: bool,
}

/// What code is asked for.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct CodeQuestion {
    /// The kind of code.
    pub(crate) factor: SecondFactor,
    /// The code that was sent, if the factor is one that sends codes.
    pub(crate) sent: Option<SentCode>,
    /// Whether it was sent to an address that is yet to become the user's.
    #[serde(default)]
    pub(crate) is_setup: bool,
}

/// A code that was sent.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SentCode {
    /// Six digits.
    pub(crate) digits: String,
    /// The address or phone number that it was sent to.
    pub(crate) destination: String,
}

/// A code that signs in.
#[derive(Serialize, Deserialize)]
pub(crate) struct OneTimePassword {
    /// The subject of the user that it was sent to; absent: it was sent to nobody, and nothing is right.
    pub(crate) sub: Option<String>,
    /// The attribute that it was sent to: `email` or `phone_number`.
    pub(crate) attribute: String,
    /// The code.
    pub(crate) digits: String,
    /// How often a wrong one was entered.
    pub(crate) wrong_tries: u32,
}

impl Challenge {
    /// The database key of the challenge whose client came back with `secret`.
    pub(crate) fn key_of(secret: &str) -> String {
        fingerprint(secret)
    }

    /// Whether no answer has come yet.
    pub(crate) fn is_open(&self) -> bool {
        !matches!(self.question, Question::Answered)
    }
}

impl Record for Challenge {
    const TABLE: &'static str = "challenges";

    fn key(&self) -> String {
        self.fingerprint.clone()
    }
}
