//! Accounts at the stand-ins of other providers.

use serde::{Deserialize, Serialize};

use crate::store::{self, Record};

/// Somebody whom a provider's stand-in vouched for before, and vouches for again under the same subject.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ProviderAccount {
    /// The pool that asked.
    pub(crate) pool_id: String,
    /// The provider's name in that pool.
    pub(crate) provider: String,
    /// The provider's id of the user.
    pub(crate) subject: String,
    /// The address.
    pub(crate) email: String,
    /// The full name.
    pub(crate) name: String,
}

impl ProviderAccount {
    /// What the database keys of a provider's accounts begin with.
    pub(crate) fn prefix(pool_id: &str, provider: &str) -> String {
        store::key(&[pool_id, provider, ""])
    }

    /// The database key of the account with that address.
    pub(crate) fn key_of(pool_id: &str, provider: &str, email: &str) -> String {
        store::key(&[pool_id, provider, &email.to_lowercase()])
    }
}

impl Record for ProviderAccount {
    const TABLE: &'static str = "provider_accounts";

    fn key(&self) -> String {
        Self::key_of(&self.pool_id, &self.provider, &self.email)
    }
}
