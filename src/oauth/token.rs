//! The token endpoint, and whether what it gives is what was asked for.

use serde_json::{Map, Value};

use super::{OAuthError, pending::Pending};
use crate::cognito::{
    authenticate::Authenticated,
    jwt::UnverifiedClaims,
    ops::AuthenticationResult,
    secret::{AccessToken, IdToken, RefreshToken},
    transport::Reply,
};

/// Whose tokens these must be.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) pending: &'a Pending,
}

/// Reads the endpoint's reply.
pub(super) fn read(reply: &Reply, expected: &Expected<'_>) -> Result<Authenticated, OAuthError> {
    if !reply.is_success() {
        return Err(refusal(reply));
    }
    let tokens = tokens(&reply.body).ok_or(OAuthError::MalformedTokens)?;
    Ok(Authenticated {
        username: expected.username(&tokens)?,
        tokens,
    })
}

/// RFC 6749, section 5.1; OpenID Connect Core, section 3.1.3.3.
fn tokens(body: &str) -> Option<AuthenticationResult> {
    let reply: Map<String, Value> = serde_json::from_str(body).ok()?;
    let text = |name| reply.get(name).and_then(Value::as_str);
    // Tokens of another type would have to be shown in another way.
    let is_bearer = |kind: &&str| kind.eq_ignore_ascii_case("bearer");
    text("token_type").filter(is_bearer)?;
    Some(AuthenticationResult {
        access_token: AccessToken::new(text("access_token")?),
        id_token: IdToken::new(text("id_token")?),
        refresh_token: text("refresh_token").map(RefreshToken::new),
        new_device_metadata: None,
    })
}

/// RFC 6749, section 5.2.
fn refusal(reply: &Reply) -> OAuthError {
    // Whatever stands between here and the endpoint may answer with a page of its own.
    let body: Map<String, Value> = serde_json::from_str(&reply.body).unwrap_or_default();
    if body
        .get("error")
        .is_some_and(|error| error == "invalid_grant")
    {
        return OAuthError::InvalidGrant;
    }
    let status = reply.status;
    OAuthError::TokenRefused { status }
}

impl Expected<'_> {
    /// The user's name in the pool, if the claims fit together. This trusts no claim: the tokens
    /// came over TLS from the endpoint itself. It notices what was mixed up or put in between.
    fn username(&self, tokens: &AuthenticationResult) -> Result<String, OAuthError> {
        let claims_of = |token| UnverifiedClaims::of(token).ok_or(OAuthError::MalformedTokens);
        let id = claims_of(tokens.id_token.expose())?;
        let access = claims_of(tokens.access_token.expose())?;
        let subject = id.text("sub").ok_or(OAuthError::ForeignTokens("sub"))?;
        for (claims, name, value) in [
            (&id, "nonce", self.pending.nonce.as_str()),
            (&id, "iss", self.issuer),
            (&id, "aud", self.client_id),
            (&id, "token_use", "id"),
            (&access, "iss", self.issuer),
            (&access, "client_id", self.client_id),
            (&access, "token_use", "access"),
            (&access, "sub", subject),
        ] {
            if claims.text(name) != Some(value) {
                return Err(OAuthError::ForeignTokens(name));
            }
        }
        let username = access.text("username");
        let username = username.filter(|name| !name.is_empty());
        username
            .map(str::to_owned)
            .ok_or(OAuthError::ForeignTokens("username"))
    }
}
