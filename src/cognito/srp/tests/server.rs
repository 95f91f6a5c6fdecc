//! A server of SRP in a few lines, on another library's integers.

use std::sync::LazyLock;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use num_bigint::BigUint;
use sha2::{Digest as _, Sha256};

use crate::cognito::srp::{group::N, pad::to_bytes};

pub(super) static PRIME: LazyLock<BigUint> =
    LazyLock::new(|| BigUint::from_bytes_be(&to_bytes(&N)));

/// What the server keeps of one user while that user signs in.
pub(super) struct Server {
    verifier: BigUint,
    secret: BigUint,
    pub(super) public: BigUint,
}

impl Server {
    pub(super) fn new(identity: &str, salt: &BigUint, secret: &[u8; 32]) -> Self {
        let x = sha256(&[&signed(salt), &Sha256::digest(identity)]);
        let verifier = BigUint::from(2_u8).modpow(&x, &PRIME);
        let secret = BigUint::from_bytes_be(secret);
        let k = sha256(&[&signed(&PRIME), &[2]]);
        let public = (k * &verifier + BigUint::from(2_u8).modpow(&secret, &PRIME)) % &*PRIME;
        Self {
            verifier,
            secret,
            public,
        }
    }

    /// The signature that a client gives who knows the password.
    pub(super) fn signature(&self, client_public_hex: &str, claim: &str) -> String {
        let client_public = &BigUint::parse_bytes(client_public_hex.as_bytes(), 16).unwrap();
        let u = sha256(&[&signed(client_public), &signed(&self.public)]);
        let base = client_public * self.verifier.modpow(&u, &PRIME);
        let shared = base.modpow(&self.secret, &PRIME);
        let extracted = hmac_sha256(&signed(&u), &signed(&shared));
        let key = hmac_sha256(&extracted, b"Caldera Derived Key\x01");
        STANDARD.encode(hmac_sha256(&key[..16], claim.as_bytes()))
    }
}

fn signed(number: &BigUint) -> Vec<u8> {
    num_bigint::BigInt::from(number.clone()).to_signed_bytes_be()
}

fn sha256(parts: &[&[u8]]) -> BigUint {
    BigUint::from_bytes_be(&Sha256::digest(parts.concat()))
}

fn hmac_sha256(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.chain_update(data).finalize().into_bytes().to_vec()
}
