//! The identities of an identity pool, and the logins that lead to them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{self, Record};

/// Somebody who gets credentials: a guest, or whoever signs in with one of the logins.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Identity {
    /// `region:uuid`.
    pub(crate) identity_id: String,
    /// The identity pool that it belongs to.
    pub(crate) identity_pool_id: String,
    /// The subject by the name of the provider. None: a guest.
    pub(crate) logins: BTreeMap<String, String>,
    /// The identity that took its place when the guest turned out to have one already.
    pub(crate) merged_into: Option<String>,
    /// When it was created.
    pub(crate) creation_date: Timestamp,
    /// When a login was added last.
    pub(crate) last_modified_date: Timestamp,
}

impl Record for Identity {
    const TABLE: &'static str = "identities";

    fn key(&self) -> String {
        self.identity_id.clone()
    }
}

/// The identity to which a login leads.
#[derive(Serialize, Deserialize)]
pub(crate) struct LinkedLogin {
    /// The identity pool.
    pub(crate) identity_pool_id: String,
    /// The provider, by the one name that stands for all of its names.
    pub(crate) provider: String,
    /// The provider's id of the user.
    pub(crate) subject: String,
    /// The identity.
    pub(crate) identity_id: String,
}

impl LinkedLogin {
    /// The database key of that login.
    pub(crate) fn key_of(identity_pool_id: &str, provider: &str, subject: &str) -> String {
        store::key(&[identity_pool_id, provider, subject])
    }
}

impl Record for LinkedLogin {
    const TABLE: &'static str = "linked_logins";

    fn key(&self) -> String {
        Self::key_of(&self.identity_pool_id, &self.provider, &self.subject)
    }
}
