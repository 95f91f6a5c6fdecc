//! Keys to sign with, made anew for each run.

use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaEncoding};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// The pool's key.
pub(crate) static FIRST: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::generate("first-key"));
/// The pool's next key.
pub(crate) static SECOND: LazyLock<SigningKey> =
    LazyLock::new(|| SigningKey::generate("second-key"));
/// Somebody else's key.
pub(crate) static STRANGER: LazyLock<SigningKey> =
    LazyLock::new(|| SigningKey::generate("strangers-key"));

/// Both halves of an RSA key of 2048 bits.
pub(crate) struct SigningKey {
    pub(crate) kid: &'static str,
    pair: KeyPair,
}

impl SigningKey {
    fn generate(kid: &'static str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        Self { kid, pair }
    }

    /// RS256.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.sign_with(&RSA_PKCS1_SHA256, message)
    }

    pub(crate) fn sign_with(&self, algorithm: &'static dyn RsaEncoding, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let random = SystemRandom::new();
        self.pair
            .sign(algorithm, &random, message, &mut signature)
            .unwrap();
        signature
    }

    /// The modulus, big-endian.
    pub(crate) fn modulus(&self) -> Vec<u8> {
        PublicKeyComponents::from(self.pair.public_key()).n
    }

    /// The public half as in a key set.
    pub(crate) fn jwk(&self) -> Value {
        let PublicKeyComponents { n, e } = PublicKeyComponents::from(self.pair.public_key());
        json!({
            "kid": self.kid, "kty": "RSA", "alg": "RS256", "use": "sig", "n": encode(&n), "e": encode(&e),
        })
    }

    /// The public half in the form of `OpenSSL`.
    pub(crate) fn public_der(&self) -> Vec<u8> {
        let der: PublicKeyX509Der<'_> = self.pair.public_key().as_der().unwrap();
        der.as_ref().to_vec()
    }

    /// Both halves in the form of RFC 8017 (appendix A.1.2), which is the last member of that of RFC 5208.
    pub(crate) fn private_der(&self) -> Vec<u8> {
        const BEGIN: usize = 26;
        let der: Pkcs8V1Der<'_> = self.pair.as_der().unwrap();
        der.as_ref()[BEGIN..].to_vec()
    }
}

/// As the parts of a token are written.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
