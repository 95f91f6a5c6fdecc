//! Users.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::pool::UserPool;
use super::second_factor::UserFactors;
use crate::clock::Timestamp;
use crate::srp::Verifier;
use crate::store::{self, Record};

/// The attribute that tells who a user is at other providers, as JSON.
pub(crate) const IDENTITIES: &str = "identities";

/// Where a user stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum UserStatus {
    /// Signed up, and not confirmed yet.
    Unconfirmed,
    /// Can sign in.
    Confirmed,
    /// Must choose a password at the next sign-in.
    ForceChangePassword,
    /// Must reset the password before the next sign-in.
    ResetRequired,
    /// Comes from another provider, and has no password here.
    ExternalProvider,
}

impl UserStatus {
    /// The name on the wire.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Unconfirmed => "UNCONFIRMED",
            Self::Confirmed => "CONFIRMED",
            Self::ForceChangePassword => "FORCE_CHANGE_PASSWORD",
            Self::ResetRequired => "RESET_REQUIRED",
            Self::ExternalProvider => "EXTERNAL_PROVIDER",
        }
    }
}

/// A user. Of the password, only the SRP verifier is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct User {
    /// The pool it belongs to.
    pub(crate) pool_id: String,
    /// The name in the form in which it is compared: `USER_ID_FOR_SRP`, which is thus the same however it is typed.
    pub(crate) key: String,
    /// The name as chosen, or the generated one.
    pub(crate) username: String,
    /// The subject of tokens: a UUID that never changes.
    pub(crate) sub: String,
    /// Every attribute that is set, `sub` aside.
    pub(crate) attributes: BTreeMap<String, String>,
    /// Where it stands.
    pub(crate) status: UserStatus,
    /// Whether it may sign in at all.
    pub(crate) enabled: bool,
    /// The groups it is a member of.
    #[serde(default)]
    pub(crate) groups: BTreeSet<String>,
    /// The password; absent for those who never had one.
    pub(crate) verifier: Option<Verifier>,
    /// The passwords before it, the latest first, as far as the pool's policy wants them remembered.
    #[serde(default)]
    pub(crate) password_history: Vec<Verifier>,
    /// Until when the password can be used if it must be changed at the next sign-in.
    #[serde(default)]
    pub(crate) temporary_until: Option<Timestamp>,
    /// The second factors.
    #[serde(default)]
    pub(crate) factors: UserFactors,
    /// When it was created.
    pub(crate) created: Timestamp,
    /// When it was last changed.
    pub(crate) modified: Timestamp,
}

impl User {
    /// The database key of the user of that name.
    pub(crate) fn key_of(pool: &UserPool, username: &str) -> String {
        store::key(&[&pool.id, &pool.fold(username)])
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        if name == "sub" {
            Some(&self.sub)
        } else {
            self.attributes.get(name).map(String::as_str)
        }
    }

    /// Whether another provider vouches for the user, who is not known by an address then.
    pub(crate) fn is_federated(&self) -> bool {
        self.attributes.contains_key(IDENTITIES)
    }

    /// Sets an attribute.
    pub(crate) fn set_attribute(&mut self, name: &str, value: &str) {
        self.attributes.insert(name.to_owned(), value.to_owned());
    }
}

impl Record for User {
    const TABLE: &'static str = "users";

    fn key(&self) -> String {
        store::key(&[&self.pool_id, &self.key])
    }
}
