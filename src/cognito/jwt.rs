//! Reading a JWT's claims without verifying it: for display and expiry, never for trust.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

/// The claims of a JWT (RFC 7519, section 4) whose signature nobody looked at.
///
/// The browser got the token from the service over TLS and can gain nothing by forging its own;
/// whoever receives it from the browser verifies it.
#[derive(Debug, Clone, PartialEq)]
pub struct UnverifiedClaims(Map<String, Value>);

impl UnverifiedClaims {
    /// The claims of a token in compact serialization (RFC 7515, section 7.1), `None` if it is none.
    pub fn of(token: &str) -> Option<Self> {
        let payload = token.split('.').nth(1)?;
        let json = String::from_utf8(URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
        serde_json::from_str(&json).ok().map(Self)
    }

    /// `exp`: from when on the token is not accepted, in seconds since 1970.
    pub fn expires_at(&self) -> Option<i64> {
        self.0.get("exp")?.as_i64()
    }

    /// `iat`: when the token was issued, in seconds since 1970.
    pub fn issued_at(&self) -> Option<i64> {
        self.0.get("iat")?.as_i64()
    }

    /// A claim as JSON.
    pub fn json(&self, name: &str) -> Option<String> {
        self.0.get(name).map(Value::to_string)
    }

    /// A claim that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// Every claim that has a text; numbers and booleans as they are written.
    pub fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        self.0
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), claim_text(value)?)))
    }
}

fn claim_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn claims_of_a_token_are_read() {
        let claims = UnverifiedClaims::of(&token(r#"{"exp":20,"iat":10,"email_verified":true}"#));
        let claims = claims.unwrap();
        assert_eq!(claims.expires_at(), Some(20));
        assert_eq!(claims.issued_at(), Some(10));
        assert!(
            claims
                .texts()
                .any(|claim| claim == ("email_verified", "true".to_owned()))
        );
    }

    #[test]
    fn what_is_no_token_has_no_claims() {
        for text in ["", "a", "a.b.c", "..", "a.W10.c", "a.bnVsbA.c", "é.é.é"] {
            assert_eq!(UnverifiedClaims::of(text), None, "{text}");
        }
    }

    #[test]
    fn absurd_expiry_is_no_expiry() {
        let claims = UnverifiedClaims::of(&token(r#"{"exp":1e300,"iat":"soon"}"#)).unwrap();
        assert_eq!(claims.expires_at(), None);
        assert_eq!(claims.issued_at(), None);
    }
}
