//! Tokens, genuinely signed whatever they say.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::{CLIENT, FIRST, ISSUER, MARKER, SigningKey, encode};

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    since_1970.as_secs().try_into().unwrap()
}

pub(crate) fn header() -> Value {
    json!({ "kid": FIRST.kid, "alg": "RS256" })
}

/// What Cognito's access tokens say.
pub(crate) fn access_claims() -> Value {
    json!({
        "sub": format!("{MARKER}-5d2c4b1e"),
        "cognito:groups": [format!("{MARKER}-admins"), "staff"],
        "iss": ISSUER,
        "client_id": CLIENT,
        "origin_jti": format!("{MARKER}-origin"),
        "token_use": "access",
        "scope": format!("aws.cognito.signin.user.admin {MARKER}/read"),
        "auth_time": now() - 60,
        "exp": now() + 3600,
        "iat": now() - 60,
        "jti": format!("{MARKER}-jti"),
        "username": format!("{MARKER}-ann"),
    })
}

/// What Cognito's ID tokens say.
pub(crate) fn id_claims() -> Value {
    json!({
        "sub": format!("{MARKER}-5d2c4b1e"),
        "aud": CLIENT,
        "email": format!("{MARKER}@example.com"),
        "email_verified": true,
        "iss": ISSUER,
        "token_use": "id",
        "cognito:username": format!("{MARKER}-ann"),
        "auth_time": now() - 60,
        "exp": now() + 3600,
        "iat": now() - 60,
    })
}

/// A token with that text for header and payload, and a genuine signature over it.
pub(crate) fn compact(header: &str, payload: &str, key: &SigningKey) -> String {
    compact_bytes(header.as_bytes(), payload.as_bytes(), key)
}

pub(crate) fn compact_bytes(header: &[u8], payload: &[u8], key: &SigningKey) -> String {
    let message = format!("{}.{}", encode(header), encode(payload));
    let signature = key.sign(message.as_bytes());
    format!("{message}.{}", encode(signature))
}

/// The pool's genuine token that says this, under the key's own name.
pub(crate) fn token_of(claims: &Value, key: &SigningKey) -> String {
    let header = json!({ "kid": key.kid, "alg": "RS256" });
    compact(&header.to_string(), &claims.to_string(), key)
}

/// A token that is to be let in wherever that key counts.
pub(crate) fn admitted_token(key: &SigningKey) -> String {
    token_of(&access_claims(), key)
}
