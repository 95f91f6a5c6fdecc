//! What the pool keeps in place of a password.

use num_bigint::BigUint;
use serde::{Deserialize, Serialize};

use super::group::{G, N, number, pad};
use crate::crypto::{RandomError, equal, random, sha256};

/// Salt and verifier v = g^x of a password, both in hexadecimal.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Verifier {
    /// The salt as it is sent to clients.
    pub(crate) salt: String,
    v: String,
}

impl Verifier {
    /// Enrols a password of `user_id` with a fresh salt. `group` is the pool's name, or a device's group key.
    pub(crate) fn of_password(
        group: &str,
        user_id: &str,
        password: &str,
    ) -> Result<Self, RandomError> {
        let salt = BigUint::from_bytes_be(&random::<16>()?);
        Ok(Self::with_salt(group, user_id, password, &salt))
    }

    /// Enrols a password with a given salt.
    pub(crate) fn with_salt(group: &str, user_id: &str, password: &str, salt: &BigUint) -> Self {
        let identity = sha256(format!("{group}{user_id}:{password}").as_bytes());
        let x = BigUint::from_bytes_be(&sha256(&[pad(salt), identity].concat()));
        Self {
            salt: format!("{salt:x}"),
            v: format!("{:x}", G.modpow(&x, &N)),
        }
    }

    /// The verifier of a password that a client made up with a salt of its own, both big-endian; none if it is no
    /// number of the group.
    pub(crate) fn enrolled(salt: &[u8], v: &[u8]) -> Option<Self> {
        let v = BigUint::from_bytes_be(v);
        let is_in_group = v != BigUint::ZERO && v < *N;
        is_in_group.then(|| Self::decoy(&BigUint::from_bytes_be(salt), &v))
    }

    /// A verifier that no known password fits.
    pub(crate) fn decoy(salt: &BigUint, v: &BigUint) -> Self {
        Self {
            salt: format!("{salt:x}"),
            v: format!("{v:x}"),
        }
    }

    /// Whether this is the verifier of that password.
    pub(crate) fn matches(&self, group: &str, user_id: &str, password: &str) -> bool {
        let salt = number(&self.salt).unwrap_or_default();
        let other = Self::with_salt(group, user_id, password, &salt);
        equal(self.v.as_bytes(), other.v.as_bytes())
    }

    pub(super) fn v(&self) -> BigUint {
        number(&self.v).unwrap_or_default()
    }
}
