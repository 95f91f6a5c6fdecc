//! One SRP exchange: from the client's A to the proof that it knows the password.

use num_bigint::BigUint;
use serde::{Deserialize, Serialize};

use super::group::{G, K, N, number, pad};
use super::verifier::Verifier;
use crate::crypto::{RandomError, equal, hmac_sha256, random, sha256};

/// The label of the session key's derivation (HKDF with one block).
const KEY_LABEL: &[u8] = b"Caldera Derived Key\x01";

/// What the server remembers between its challenge and the answer. All numbers in hexadecimal.
#[derive(Serialize, Deserialize)]
pub(crate) struct Exchange {
    a_public: String,
    b_secret: String,
    b_public: String,
}

/// The client's claim, as it came over the wire.
pub(crate) struct Proof<'a> {
    /// The pool's name (after the `_` of its id), or a device's group key.
    pub(crate) group: &'a str,
    /// `USER_ID_FOR_SRP`, or a device's key.
    pub(crate) user_id: &'a str,
    /// The decoded secret block.
    pub(crate) secret_block: &'a [u8],
    /// The client's timestamp, exactly as written.
    pub(crate) timestamp: &'a str,
    /// The decoded signature.
    pub(crate) signature: &'a [u8],
}

impl Exchange {
    /// Answers the public value `a_public` with B = k*v + g^b for a random b of 256 bits.
    pub(crate) fn begin(a_public: &BigUint, verifier: &Verifier) -> Result<Self, RandomError> {
        loop {
            let b_secret = BigUint::from_bytes_be(&random::<32>()?);
            let b_public = (&*K * verifier.v() + G.modpow(&b_secret, &N)) % &*N;
            // Clients must refuse B = 0; nobody will live to see it.
            if b_public != BigUint::ZERO {
                return Ok(Self {
                    a_public: format!("{a_public:x}"),
                    b_secret: format!("{b_secret:x}"),
                    b_public: format!("{b_public:x}"),
                });
            }
        }
    }

    /// B, for the challenge.
    pub(crate) fn b_public(&self) -> &str {
        &self.b_public
    }

    /// Whether the client signed with the key that only the right password yields.
    pub(crate) fn verify(&self, verifier: &Verifier, proof: &Proof<'_>) -> bool {
        let Some(key) = self.session_key(verifier) else {
            return false;
        };
        let message = [
            proof.group.as_bytes(),
            proof.user_id.as_bytes(),
            proof.secret_block,
            proof.timestamp.as_bytes(),
        ]
        .concat();
        equal(&hmac_sha256(&key, &message), proof.signature)
    }

    /// The first 16 bytes of HKDF(salt = u, secret = S), S = (A * v^u)^b.
    fn session_key(&self, verifier: &Verifier) -> Option<Vec<u8>> {
        let a_public = number(&self.a_public)?;
        let b_public = number(&self.b_public)?;
        let u = BigUint::from_bytes_be(&sha256(&[pad(&a_public), pad(&b_public)].concat()));
        if u == BigUint::ZERO {
            return None;
        }
        let base = a_public * verifier.v().modpow(&u, &N);
        let secret = base.modpow(&number(&self.b_secret)?, &N);
        let pseudo_random = hmac_sha256(&pad(&u), &pad(&secret));
        let mut key = hmac_sha256(&pseudo_random, KEY_LABEL);
        key.truncate(16);
        Some(key)
    }
}
