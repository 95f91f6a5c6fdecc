//! A set of public keys.

use std::collections::HashMap;

use serde::Deserialize;

use super::public_key::{ALGORITHM, PublicKey};

/// Keys that a token may be signed with, by their `kid`.
///
/// Taken are RSA keys of 2048 bits and more that are meant for RS256 signatures. Others in the set are passed over: they are
/// for somebody else.
#[derive(Debug, Clone, Default)]
pub struct KeySet {
    keys: HashMap<String, PublicKey>,
}

/// Why there is no key set.
#[derive(Debug, thiserror::Error)]
pub enum KeySetError {
    /// It is not a JSON web key set.
    #[error("not a JSON web key set")]
    Format(#[source] serde_json::Error),
    /// No token could be verified with it.
    #[error("a key set without an RSA key for RS256 signatures")]
    NoUsableKey,
    /// It is unclear which key is meant.
    #[error("a key set with two keys of the same `kid`")]
    AmbiguousKeyId,
}

#[derive(Deserialize)]
struct Jwks {
    keys: Vec<serde_json::Value>,
}

/// The members of a key that count here (RFC 7517 section 4, RFC 7518 section 6.3.1).
#[derive(Deserialize)]
struct Jwk {
    kid: String,
    kty: String,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default, rename = "use")]
    public_key_use: Option<String>,
    #[serde(default)]
    key_ops: Option<Vec<String>>,
    n: String,
    e: String,
}

impl KeySet {
    /// Reads a JSON web key set.
    ///
    /// # Errors
    /// See [`KeySetError`].
    pub fn parse(json: &[u8]) -> Result<Self, KeySetError> {
        let jwks: Jwks = serde_json::from_slice(json).map_err(KeySetError::Format)?;
        let mut keys = HashMap::new();
        for (kid, key) in jwks.keys.into_iter().filter_map(usable) {
            if keys.insert(kid, key).is_some() {
                return Err(KeySetError::AmbiguousKeyId);
            }
        }
        if keys.is_empty() {
            return Err(KeySetError::NoUsableKey);
        }
        Ok(Self { keys })
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub(crate) fn has_key_beyond(&self, other: &Self) -> bool {
        self.keys.keys().any(|kid| !other.keys.contains_key(kid))
    }

    pub(crate) fn get(&self, kid: &str) -> Option<&PublicKey> {
        self.keys.get(kid)
    }
}

fn usable(key: serde_json::Value) -> Option<(String, PublicKey)> {
    let jwk: Jwk = serde_json::from_value(key).ok()?;
    let meant_for_it = jwk.kty == "RSA"
        && jwk.alg.is_none_or(|algorithm| algorithm == ALGORITHM)
        && jwk.public_key_use.is_none_or(|purpose| purpose == "sig")
        && jwk
            .key_ops
            .is_none_or(|operations| operations.iter().any(|operation| operation == "verify"));
    if !meant_for_it {
        return None;
    }
    Some((jwk.kid, PublicKey::new(&jwk.n, &jwk.e)?))
}
