//! Sign-ins that wait for an answer.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::crypto::fingerprint;
use crate::srp::Exchange;
use crate::store::Record;

/// A challenge that was posed. It answers once: whoever reads it to answer also deletes it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Challenge {
    /// The fingerprint of what the client was given to come back with (`SECRET_BLOCK`, or `Session`).
    pub(crate) fingerprint: String,
    /// The client that signs in.
    pub(crate) client_id: String,
    /// The name under which the user began to sign in. The user need not exist.
    pub(crate) login: String,
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
    },
    /// `NEW_PASSWORD_REQUIRED`: a password in place of the one that an administrator gave.
    NewPasswordRequired,
}

impl Challenge {
    /// The database key of the challenge whose client came back with `secret`.
    pub(crate) fn key_of(secret: &str) -> String {
        fingerprint(secret)
    }
}

impl Record for Challenge {
    const TABLE: &'static str = "challenges";

    fn key(&self) -> String {
        self.fingerprint.clone()
    }
}
