//! Reading an ID token that somebody shows to an identity pool.

use serde_json::{Map, Value};

use super::key::SigningKey;
use crate::app::Context;
use crate::wire::error::ApiError;

/// Why an ID token is not taken, in the service's words (without the opening `Invalid login token.`).
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum IdTokenError {
    /// It is no JWT, or not an ID token.
    #[error("Not a valid OpenId Connect identity token.")]
    Malformed,
    /// Another pool, or somebody else, issued it.
    #[error("Issuer doesn't match providerName")]
    Issuer,
    /// The issuer's key did not sign it.
    #[error("Couldn't verify signed token.")]
    Signature,
    /// It was issued to another client.
    #[error("Incorrect token audience.")]
    Audience,
    /// It does not say something that an ID token says. An access token has no audience.
    #[error("Missing a required claim: {0}")]
    Missing(&'static str),
    /// Its time is over. Seconds since the epoch: now, and its end.
    #[error("Token expired: {0} >= {1}")]
    Expired(i64, i64),
    /// It was issued in the future.
    #[error("Token is not valid yet.")]
    Early,
}

/// How far the clocks may differ, in seconds.
const LEEWAY: i64 = 300;

/// The claims of an ID token whose signature, issuer, use and time are right.
pub(crate) struct IdClaims {
    /// All that it says.
    pub(crate) all: Map<String, Value>,
    /// The user's subject.
    pub(crate) sub: String,
    /// The client that it was issued to.
    pub(crate) aud: String,
}

impl IdClaims {
    /// The user's name.
    pub(crate) fn username(&self) -> &str {
        text(&self.all, "cognito:username").unwrap_or_default()
    }

    /// The id of the sign-in that it came of.
    pub(crate) fn session(&self) -> &str {
        let id = text(&self.all, "origin_jti").or_else(|| text(&self.all, "event_id"));
        id.unwrap_or_default()
    }
}

/// Checks everything about a token that the pool of that id must have issued, except whom it was issued to and
/// whether the session still stands.
pub(crate) fn read_id_token(
    cx: &Context<'_>,
    pool_id: &str,
    token: &str,
) -> Result<Result<IdClaims, IdTokenError>, ApiError> {
    let claims = read(cx, pool_id, &cx.issuer(pool_id), token)?;
    Ok(
        claims.and_then(|claims| match text(&claims.all, "token_use") {
            Some("id") => Ok(claims),
            Some(_) => Err(IdTokenError::Malformed),
            None => Err(IdTokenError::Missing("token_use")),
        }),
    )
}

/// The same for a token that must be of another provider, named as identity pools name it.
pub(crate) fn read_provider_id_token(
    cx: &Context<'_>,
    provider: &str,
    token: &str,
) -> Result<Result<IdClaims, IdTokenError>, ApiError> {
    read(cx, provider, &format!("https://{provider}"), token)
}

/// Checks signature, issuer and time of a token that the owner of a key must have issued.
fn read(
    cx: &Context<'_>,
    owner: &str,
    issuer: &str,
    token: &str,
) -> Result<Result<IdClaims, IdTokenError>, ApiError> {
    let Ok(unverified) = jsonwebtoken::dangerous::insecure_decode_claims(token) else {
        return Ok(Err(IdTokenError::Malformed));
    };
    let key: Option<SigningKey> = cx.tx.get(owner)?;
    let key = key.filter(|_| text(&unverified, "iss") == Some(issuer));
    let Some(key) = key else {
        return Ok(Err(IdTokenError::Issuer));
    };
    let verified = key.claims(token)?;
    Ok(verified
        .ok_or(IdTokenError::Signature)
        .and_then(|claims| check(claims, cx.now.seconds())))
}

fn check(claims: Map<String, Value>, now: i64) -> Result<IdClaims, IdTokenError> {
    let required = |name| text(&claims, name).ok_or(IdTokenError::Missing(name));
    let moment = |name| {
        let seconds = claims.get(name).and_then(Value::as_i64);
        seconds.ok_or(IdTokenError::Missing(name))
    };
    let (aud, sub) = (required("aud")?.to_owned(), required("sub")?.to_owned());
    let (iat, exp) = (moment("iat")?, moment("exp")?);
    if now >= exp {
        return Err(IdTokenError::Expired(now, exp));
    }
    if iat > now.saturating_add(LEEWAY) {
        return Err(IdTokenError::Early);
    }
    Ok(IdClaims {
        all: claims,
        sub,
        aud,
    })
}

fn text<'c>(claims: &'c Map<String, Value>, name: &str) -> Option<&'c str> {
    claims.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_795_000_000;

    fn claims() -> Map<String, Value> {
        let claims = json!({"sub": "s", "aud": "c", "iat": NOW, "exp": NOW + 60});
        claims.as_object().unwrap().clone()
    }

    fn refusal(name: &str, value: Value) -> IdTokenError {
        let mut claims = claims();
        claims.insert(name.to_owned(), value);
        check(claims, NOW).err().unwrap()
    }

    #[test]
    fn a_token_without_a_claim_that_it_needs_is_refused() {
        let good = check(claims(), NOW).ok().unwrap();
        assert_eq!((good.sub.as_str(), good.aud.as_str()), ("s", "c"));
        for name in ["aud", "sub", "iat", "exp"] {
            let mut claims = claims();
            claims.remove(name);
            let refusal = check(claims, NOW).err().unwrap();
            assert_eq!(refusal, IdTokenError::Missing(name));
        }
        assert_eq!(refusal("aud", json!(["c"])), IdTokenError::Missing("aud"));
        assert_eq!(refusal("exp", json!("x")), IdTokenError::Missing("exp"));
    }

    #[test]
    fn a_token_of_another_time_is_refused() {
        assert_eq!(refusal("exp", json!(NOW)), IdTokenError::Expired(NOW, NOW));
        assert_eq!(refusal("iat", json!(NOW + LEEWAY + 1)), IdTokenError::Early);
    }
}
