//! Tokens of social providers, as this server's stand-in for such a provider hands them out.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::crypto::fingerprint;
use crate::store::Record;

/// An opaque access token of a social provider, of which only the fingerprint is kept, and whom it stands for.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ProviderToken {
    /// SHA-256 of the token.
    pub(crate) fingerprint: String,
    /// The provider by the name that identity pools have for it: `graph.facebook.com`, ...
    pub(crate) provider: String,
    /// The app that the token was issued to, by the provider's id of it.
    pub(crate) app_id: String,
    /// The provider's id of the user.
    pub(crate) subject: String,
    /// From when on it is of no use.
    pub(crate) expires: Timestamp,
}

impl ProviderToken {
    /// The database key of that token.
    pub(crate) fn key_of(token: &str) -> String {
        fingerprint(token)
    }
}

impl Record for ProviderToken {
    const TABLE: &'static str = "provider_tokens";

    fn key(&self) -> String {
        self.fingerprint.clone()
    }
}
