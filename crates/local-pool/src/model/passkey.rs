//! Passkeys of users.

use serde::{Deserialize, Serialize};

use super::user::User;
use crate::clock::Timestamp;
use crate::store::{self, Record};
use crate::webauthn::PublicKey;

/// A passkey. What it proves itself with never leaves its authenticator.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Passkey {
    /// The user's pool.
    pub(crate) pool_id: String,
    /// The user's key.
    pub(crate) user_key: String,
    /// The id that its authenticator gave it, in base64url.
    pub(crate) credential_id: String,
    /// What verifies its signatures.
    pub(crate) public_key: PublicKey,
    /// How often it had signed when it was used last; 0 if it does not count.
    pub(crate) counter: u32,
    /// The host name that it is for.
    pub(crate) relying_party_id: String,
    /// A name for people.
    pub(crate) friendly_name: String,
    /// `platform` or `cross-platform`.
    pub(crate) attachment: Option<String>,
    /// How its authenticator can be reached.
    pub(crate) transports: Vec<String>,
    /// When it was made.
    pub(crate) created: Timestamp,
}

impl Record for Passkey {
    const TABLE: &'static str = "passkeys";

    /// In the order in which they were made.
    fn key(&self) -> String {
        let created = format!("{:020}", self.created.millis());
        store::key(&[&self.pool_id, &self.user_key, &created, &self.credential_id])
    }
}

/// A passkey that is yet to be made. Each user has one at most: the one that was asked for last.
#[derive(Serialize, Deserialize)]
pub(crate) struct PasskeyRequest {
    /// The user's pool.
    pub(crate) pool_id: String,
    /// The user's key.
    pub(crate) user_key: String,
    /// The client that asked.
    pub(crate) client_id: String,
    /// The challenge, in base64url.
    pub(crate) challenge: String,
    /// From when on it is of no use.
    pub(crate) expires: Timestamp,
}

impl PasskeyRequest {
    /// The database key of a user's request.
    pub(crate) fn key_of(user: &User) -> String {
        user.key()
    }
}

impl Record for PasskeyRequest {
    const TABLE: &'static str = "passkey_requests";

    fn key(&self) -> String {
        store::key(&[&self.pool_id, &self.user_key])
    }
}
