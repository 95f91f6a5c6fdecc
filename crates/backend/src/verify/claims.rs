//! What a verified token says.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::rules::Rules;
use super::{TokenUse, VerifyError};
use crate::token::{JsonObject, Malformed, Part};

/// What a verified token says. A [`Verifier`](crate::Verifier) alone makes one: whoever holds it knows who is asking.
///
/// Written as JSON, it is the token's whole set of claims.
#[derive(Clone)]
pub struct Claims {
    /// The user's unchanging id; for a token without a user, the app client's.
    pub sub: String,
    /// The user's name in the pool; a token without a user has none.
    pub username: Option<String>,
    /// The app client that the token was issued to: `client_id` of an access token, `aud` of an ID token.
    pub client_id: String,
    /// Which of the two kinds of token it was.
    pub token_use: TokenUse,
    /// The user's groups, `cognito:groups`.
    pub groups: Vec<String>,
    /// What an access token may be used for, `scope`.
    pub scopes: Vec<String>,
    /// When it ends, `exp`: seconds since 1970.
    pub expires_at: i64,
    payload: Box<str>,
}

impl Claims {
    /// Any other claim, if it is there and of that type.
    pub fn get<T: DeserializeOwned>(&self, claim: &str) -> Option<T> {
        let claims = JsonObject::parse(&self.payload).ok()?;
        serde_json::from_str(claims.get(claim)?).ok()
    }

    /// Takes the claims from the payload of a token whose signature is good, if the rules admit them.
    pub(super) fn checked(payload: String, rules: &Rules, now: i64) -> Result<Self, VerifyError> {
        let object =
            JsonObject::parse(&payload).map_err(|_| Malformed::NotAnObject(Part::Payload))?;
        let claims = RawClaims(&object);
        rules.check_issuer(claims.text("iss")?)?;
        rules.check_token_use(claims.text("token_use")?)?;
        let (client_claim, username_claim) = match rules.token_use {
            TokenUse::Access => ("client_id", "username"),
            TokenUse::Id => ("aud", "cognito:username"),
        };
        let client_id: String = claims.text(client_claim)?;
        rules.check_client(&client_id)?;
        let expires_at = claims.time("exp")?;
        rules.check_times(
            now,
            expires_at,
            claims.optional_time("nbf")?,
            claims.optional_time("iat")?,
        )?;
        Ok(Self {
            sub: claims.text("sub")?,
            username: claims.optional(username_claim, "text")?,
            client_id,
            token_use: rules.token_use,
            groups: claims
                .optional("cognito:groups", "a list of names")?
                .unwrap_or_default(),
            scopes: claims
                .optional("scope", "text")?
                .map(scopes)
                .unwrap_or_default(),
            expires_at,
            payload: payload.into(),
        })
    }
}

/// Scopes stand in one text, with spaces between them (RFC 6749 section 3.3).
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `Option::map` has"
)]
fn scopes(text: String) -> Vec<String> {
    text.split_ascii_whitespace().map(str::to_owned).collect()
}

/// Claims one by one, with an error that names the one that is wrong.
struct RawClaims<'a>(&'a JsonObject<'a>);

impl RawClaims<'_> {
    fn optional<T: DeserializeOwned>(
        &self,
        claim: &'static str,
        expected: &'static str,
    ) -> Result<Option<T>, VerifyError> {
        let Some(json) = self.0.get(claim) else {
            return Ok(None);
        };
        let value = serde_json::from_str(json);
        value
            .map(Some)
            .map_err(|_| wrong_type(claim, expected, json))
    }

    fn text(&self, claim: &'static str) -> Result<String, VerifyError> {
        let text = self.optional(claim, "text")?;
        text.ok_or(VerifyError::MissingClaim { claim })
    }

    /// Cognito's times are whole seconds; a time before 1970 or beyond 64 bits is none.
    fn optional_time(&self, claim: &'static str) -> Result<Option<i64>, VerifyError> {
        let seconds: Option<u64> = self.optional(claim, TIME)?;
        let seconds = seconds.map(i64::try_from).transpose();
        seconds.map_err(|_| wrong_type(claim, TIME, "0"))
    }

    fn time(&self, claim: &'static str) -> Result<i64, VerifyError> {
        let seconds = self.optional_time(claim)?;
        seconds.ok_or(VerifyError::MissingClaim { claim })
    }
}

/// What the times are expected to be.
const TIME: &str = "a time in seconds";

fn wrong_type(claim: &'static str, expected: &'static str, json: &str) -> VerifyError {
    let actual = match json.as_bytes().first() {
        Some(b'"') => "text",
        Some(b'[') => "a list",
        Some(b'{') => "an object",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "another number",
    };
    VerifyError::ClaimType {
        claim,
        expected,
        actual,
    }
}

impl Serialize for Claims {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let payload: &RawValue =
            serde_json::from_str(&self.payload).map_err(serde::ser::Error::custom)?;
        payload.serialize(serializer)
    }
}

/// Without what may be personal: names and addresses.
impl fmt::Debug for Claims {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Claims")
            .field("sub", &self.sub)
            .field("client_id", &self.client_id)
            .field("token_use", &self.token_use)
            .finish_non_exhaustive()
    }
}
