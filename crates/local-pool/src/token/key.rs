//! The RSA key of a pool, and its public half as a JWK.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::crypto::sha256;
use crate::store::Record;
use crate::wire::error::ApiError;

/// What stands before the `RSAPrivateKey` (RFC 8017) of a 2048-bit key in its PKCS #8 form (RFC 5208):
/// two lengths, the version, and the algorithm.
const PKCS8_PREFIX: usize = 26;

/// The key that signs a pool's tokens.
#[derive(Serialize, Deserialize)]
pub(crate) struct SigningKey {
    /// The pool.
    pub(crate) pool_id: String,
    /// The id in the header of tokens.
    pub(crate) kid: String,
    /// Modulus, base64url.
    n: String,
    /// Exponent, base64url.
    e: String,
    /// `RSAPrivateKey` in DER, base64.
    private: String,
}

impl SigningKey {
    /// A fresh RSA-2048 key for a pool.
    pub(crate) fn generate(pool_id: &str) -> Result<Self, ApiError> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| ApiError::SigningKey)?;
        let pkcs8: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| ApiError::SigningKey)?;
        let private = pkcs8.as_ref().get(PKCS8_PREFIX..).unwrap_or_default();
        KeyPair::from_der(private).map_err(|_| ApiError::SigningKey)?;
        let public = PublicKeyComponents::<Vec<u8>>::from(pair.public_key());
        Ok(Self {
            pool_id: pool_id.to_owned(),
            kid: STANDARD.encode(sha256(&public.n)),
            n: URL_SAFE_NO_PAD.encode(&public.n),
            e: URL_SAFE_NO_PAD.encode(&public.e),
            private: STANDARD.encode(private),
        })
    }

    /// The private half.
    pub(super) fn encoding_key(&self) -> Result<EncodingKey, ApiError> {
        let der = STANDARD
            .decode(&self.private)
            .map_err(|_| ApiError::SigningKey)?;
        Ok(EncodingKey::from_rsa_der(&der))
    }

    /// The public half.
    pub(super) fn decoding_key(&self) -> Result<DecodingKey, ApiError> {
        DecodingKey::from_rsa_components(&self.n, &self.e).map_err(ApiError::from)
    }

    /// The public half as a JWK (RFC 7517).
    pub(crate) fn jwk(&self) -> Value {
        json!({"alg": "RS256", "e": self.e, "kid": self.kid, "kty": "RSA", "n": self.n, "use": "sig"})
    }
}

impl Record for SigningKey {
    const TABLE: &'static str = "keys";

    fn key(&self) -> String {
        self.pool_id.clone()
    }
}
