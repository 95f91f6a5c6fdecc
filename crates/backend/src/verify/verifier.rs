//! The steps, in their order.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::rules::Rules;
use super::{Claims, Leeway, TokenUse, VerifyError};
use crate::jwks::{ALGORITHM, KeyStore, NoKey};
use crate::token::{CompactToken, JsonObject, Malformed, Part};
use crate::{Issuer, UserPool};

/// Admits a pool's genuine, current tokens (Amazon Cognito developer guide, "Verifying JSON web tokens").
///
/// Cheap to clone: clones share the keys.
#[derive(Debug, Clone)]
pub struct Verifier {
    rules: Arc<Rules>,
    keys: KeyStore,
}

impl Verifier {
    /// Admits access tokens of `pool`, with the default [`Leeway`].
    pub fn new(pool: UserPool, keys: KeyStore) -> Self {
        let rules = Rules {
            issuer: pool.issuer,
            client_ids: pool.client_ids,
            token_use: TokenUse::default(),
            leeway: Leeway::default(),
        };
        Self {
            rules: Arc::new(rules),
            keys,
        }
    }

    /// Admits that kind of token and no other.
    #[must_use]
    pub fn token_use(mut self, token_use: TokenUse) -> Self {
        Arc::make_mut(&mut self.rules).token_use = token_use;
        self
    }

    /// Allows for clocks that are apart.
    #[must_use]
    pub fn leeway(mut self, leeway: Leeway) -> Self {
        Arc::make_mut(&mut self.rules).leeway = leeway;
        self
    }

    /// Whose tokens are admitted.
    pub fn issuer(&self) -> &Issuer {
        &self.rules.issuer
    }

    /// Whether there are keys to verify tokens with.
    pub fn is_ready(&self) -> bool {
        self.keys.is_ready()
    }

    /// What the token says, if it is genuine, current and of this pool.
    ///
    /// It waits for nothing, except for the keys if the token names a new one.
    ///
    /// # Errors
    /// The first thing that is wrong: with its form, its algorithm, its key, its signature, then its claims.
    pub async fn verify(&self, token: &str) -> Result<Claims, VerifyError> {
        let token = CompactToken::parse(token)?;
        let kid = key_id(&token.header)?;
        let key = self.keys.key(&kid).await.map_err(|error| match error {
            NoKey::Unknown => VerifyError::UnknownKey { actual: kid },
            NoKey::Unavailable => VerifyError::KeysUnavailable,
        })?;
        if !key.has_signed(&token) {
            return Err(VerifyError::Signature);
        }
        Claims::checked(token.payload, &self.rules, seconds_since_1970())
    }
}

/// The key's name from a header that is fit to be looked at any further. Keys that the token brings along or points to (`jwk`,
/// `jku`, `x5c`, `x5u`) are not even read.
fn key_id(header: &str) -> Result<String, VerifyError> {
    let header = JsonObject::parse(header).map_err(|_| Malformed::NotAnObject(Part::Header))?;
    let text = |name| serde_json::from_str::<String>(header.get(name)?).ok();
    let actual = text("alg");
    if actual.as_deref() != Some(ALGORITHM) {
        let expected = ALGORITHM;
        return Err(VerifyError::Algorithm { expected, actual });
    }
    if header.get("crit").is_some() {
        return Err(VerifyError::CriticalExtensions);
    }
    text("kid").ok_or(VerifyError::NoKeyId)
}

/// A clock that is out of its mind says the end of time, when every token has expired.
fn seconds_since_1970() -> i64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    since_1970
        .and_then(|time| i64::try_from(time.as_secs()).ok())
        .unwrap_or(i64::MAX)
}
