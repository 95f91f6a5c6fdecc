//! A pool that issues tokens as Cognito does.

use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use backend::{KeySource, KeyStore, RefreshPolicy, UserPool, Verifier};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use tempfile::TempDir;

const USER_POOL_ID: &str = "eu-west-1_AbCdEfGhI";
const CLIENT_ID: &str = "1h57kf5cpq17m0eml12EXAMPLE";
const KEY_ID: &str = "Pq6vbPVkLzMwZ0uSxkJ2uyGcEo8Q0pNsyqjLkwhq4nE=";
const LIFETIME: u64 = 3600;

/// A pool with one key, whose public half lies in a file.
pub(crate) struct Pool {
    key: KeyPair,
    directory: TempDir,
}

impl Pool {
    /// A new pool.
    pub(crate) fn create() -> Result<Self> {
        let key = KeyPair::generate(KeySize::Rsa2048)?;
        let directory = tempfile::tempdir()?;
        let (n, e) = (key.public_key().modulus(), key.public_key().exponent());
        let (n, e) = (
            n.big_endian_without_leading_zero(),
            e.big_endian_without_leading_zero(),
        );
        let jwk = json!({
            "alg": "RS256", "e": URL_SAFE_NO_PAD.encode(e), "kid": KEY_ID,
            "kty": "RSA", "n": URL_SAFE_NO_PAD.encode(n), "use": "sig",
        });
        fs::write(
            directory.path().join("jwks.json"),
            json!({ "keys": [jwk] }).to_string(),
        )?;
        Ok(Self { key, directory })
    }

    /// What admits its tokens. An unknown key is looked for once in all the time that a benchmark takes.
    pub(crate) async fn verifier(&self) -> Result<Verifier> {
        let source = KeySource::File(self.directory.path().join("jwks.json"));
        let policy = RefreshPolicy {
            pause: Duration::from_hours(1),
            ..RefreshPolicy::default()
        };
        let keys = KeyStore::open(source, policy).await?;
        Ok(Verifier::new(UserPool::new(USER_POOL_ID, CLIENT_ID)?, keys))
    }

    /// An access token that is good for an hour; another one for each number.
    pub(crate) fn good_token(&self, number: u64) -> Result<String> {
        self.token(KEY_ID, seconds_since_1970()?, number)
    }

    /// One that was good until an hour ago.
    pub(crate) fn expired_token(&self) -> Result<String> {
        self.token(KEY_ID, seconds_since_1970()? - 2 * LIFETIME, 0)
    }

    /// One that names a key that the pool does not have.
    pub(crate) fn token_of_unknown_key(&self) -> Result<String> {
        let key_id = KEY_ID.replace("Pq6v", "none");
        self.token(&key_id, seconds_since_1970()?, 0)
    }

    /// One with the signature of another.
    pub(crate) fn forged_token(&self) -> Result<String> {
        let (good, other) = (self.good_token(0)?, self.expired_token()?);
        let signing_input = good
            .rsplit_once('.')
            .map(|(signing_input, _)| signing_input);
        let signature = other.rsplit_once('.').map(|(_, signature)| signature);
        Ok([signing_input, signature]
            .map(Option::unwrap_or_default)
            .join("."))
    }

    /// With the claims of Cognito's own (Amazon Cognito developer guide, "Understanding the access token").
    fn token(&self, key_id: &str, issued_at: u64, number: u64) -> Result<String> {
        let header = json!({ "kid": key_id, "alg": "RS256" });
        let payload = json!({
            "sub": "5285a4b4-60c1-70dc-ca36-5a6b1b1dd5d5",
            "cognito:groups": ["editors"],
            "iss": format!("https://cognito-idp.eu-west-1.amazonaws.com/{USER_POOL_ID}"),
            "client_id": CLIENT_ID,
            "origin_jti": "8a1f2c5e-3b0d-4f7a-9c65-2d1e7f40b6a3",
            "event_id": "f0c4d9b2-6e18-4a53-b7d1-905ae2c83f46",
            "token_use": "access",
            "scope": "aws.cognito.signin.user.admin",
            "auth_time": issued_at,
            "exp": issued_at + LIFETIME,
            "iat": issued_at,
            "jti": format!("c2b7e6a9-1d34-48f0-8e5b-{number:012x}"),
            "username": "5285a4b4-60c1-70dc-ca36-5a6b1b1dd5d5",
        });
        let [header, payload] =
            [header, payload].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let signing_input = format!("{header}.{payload}");
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            signing_input.as_bytes(),
            &mut signature,
        )?;
        Ok(format!(
            "{signing_input}.{}",
            URL_SAFE_NO_PAD.encode(signature)
        ))
    }
}

fn seconds_since_1970() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}
