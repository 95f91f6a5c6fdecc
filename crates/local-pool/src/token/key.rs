//! The RSA key of a pool, and its public half as a JWK.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::app::Context;
use crate::crypto::sha256;
use crate::store::Record;
use crate::wire::error::ApiError;

/// What stands before the `RSAPrivateKey` (RFC 8017) of a 2048-bit key in its PKCS #8 form (RFC 5208):
/// two lengths, the version, and the algorithm.
const PKCS8_PREFIX: usize = 26;

/// The key that signs a pool's tokens.
#[derive(Serialize, Deserialize)]
pub(crate) struct SigningKey {
    /// The pool, or whoever else signs tokens here.
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
    /// The key of that owner, made when it is first needed.
    pub(crate) fn of(cx: &Context<'_>, owner: &str) -> Result<Self, ApiError> {
        if let Some(key) = cx.tx.get(owner)? {
            return Ok(key);
        }
        let key = Self::generate(owner)?;
        cx.tx.put(&key)?;
        Ok(key)
    }

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

    /// A token with these claims (RS256).
    pub(crate) fn sign(&self, claims: &impl Serialize) -> Result<String, ApiError> {
        let header = Header {
            typ: None,
            kid: Some(self.kid.clone()),
            ..Header::new(Algorithm::RS256)
        };
        Ok(jsonwebtoken::encode(
            &header,
            claims,
            &self.encoding_key()?,
        )?)
    }

    /// The claims of a token that names this key and that it has signed. Of what they say, nothing is checked.
    pub(super) fn claims<C: DeserializeOwned>(&self, token: &str) -> Result<Option<C>, ApiError> {
        let mut validation = Validation::new(Algorithm::RS256);
        // Expiry goes by the pool's clock, and not every token has an audience: both are for the caller to check.
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        let decoded = jsonwebtoken::decode::<C>(token, &self.decoding_key()?, &validation).ok();
        let own = decoded.filter(|decoded| decoded.header.kid.as_deref() == Some(&self.kid));
        Ok(own.map(|decoded| decoded.claims))
    }

    /// The private half.
    fn encoding_key(&self) -> Result<EncodingKey, ApiError> {
        let der = STANDARD
            .decode(&self.private)
            .map_err(|_| ApiError::SigningKey)?;
        Ok(EncodingKey::from_rsa_der(&der))
    }

    /// The public half.
    fn decoding_key(&self) -> Result<DecodingKey, ApiError> {
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
