//! Sign-ins that succeeded, and the refresh tokens that keep them going.

use serde::{Deserialize, Serialize};

use super::scope::Scope;
use crate::clock::Timestamp;
use crate::crypto::fingerprint;
use crate::store::{self, Record};

/// One sign-in: every token that comes of it carries its `origin_jti`.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Session {
    /// The user's pool.
    pub(crate) pool_id: String,
    /// The user's key.
    pub(crate) user_key: String,
    /// Its id, a UUID.
    pub(crate) origin_jti: String,
    /// The client that signed in.
    pub(crate) client_id: String,
    /// When the user signed in.
    pub(crate) auth_time: Timestamp,
    /// What was granted on the hosted pages; absent: the user signed in through the API.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) scope: Option<Scope>,
    /// The device that it belongs to, which need not have been confirmed; absent: it belongs to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) device_key: Option<String>,
    /// Whether the key of that device was made for this sign-in, and has not been confirmed yet.
    #[serde(default)]
    pub(crate) is_device_new: bool,
    /// Whether its tokens were withdrawn.
    pub(crate) revoked: bool,
}

impl Session {
    /// The database key of that session.
    pub(crate) fn key_of(pool_id: &str, user_key: &str, origin_jti: &str) -> String {
        store::key(&[pool_id, user_key, origin_jti])
    }
}

impl Record for Session {
    const TABLE: &'static str = "sessions";

    fn key(&self) -> String {
        Self::key_of(&self.pool_id, &self.user_key, &self.origin_jti)
    }
}

/// A refresh token, of which only the fingerprint is kept.
#[derive(Serialize, Deserialize)]
pub(crate) struct RefreshToken {
    /// SHA-256 of the token.
    pub(crate) fingerprint: String,
    /// The database key of its session.
    pub(crate) session_key: String,
    /// From when on it is of no use.
    pub(crate) expires: Timestamp,
    /// When the next one took its place, if rotation is on.
    pub(crate) replaced: Option<Timestamp>,
}

impl RefreshToken {
    /// The database key of that token.
    pub(crate) fn key_of(token: &str) -> String {
        fingerprint(token)
    }
}

impl Record for RefreshToken {
    const TABLE: &'static str = "refresh_tokens";

    fn key(&self) -> String {
        self.fingerprint.clone()
    }
}
