//! Reading an access token that a client came back with.

use serde::Deserialize;

use super::key::SigningKey;
use crate::app::Context;
use crate::model::scope::Scope;
use crate::wire::error::{ApiError, ErrorCode};

/// The claims of an access token of ours that has not expired.
#[derive(Deserialize)]
pub(crate) struct AccessClaims {
    iss: String,
    token_use: String,
    exp: i64,
    /// The user's name.
    pub(crate) username: String,
    /// The user's subject.
    pub(crate) sub: String,
    /// The client that it was issued to.
    pub(crate) client_id: String,
    /// What it is good for.
    pub(crate) scope: Scope,
    origin_jti: Option<String>,
    event_id: String,
}

impl AccessClaims {
    /// The id of the sign-in that it came of.
    pub(crate) fn session(&self) -> &str {
        self.origin_jti.as_deref().unwrap_or(&self.event_id)
    }
}

/// Checks signature, issuer, use and expiry. Returns the claims and the id of the issuing pool.
///
/// Whether the session still stands is for the caller to see.
pub(crate) fn read_access_token(
    cx: &Context<'_>,
    token: &str,
) -> Result<(AccessClaims, String), ApiError> {
    let invalid = || ErrorCode::NotAuthorized.because("Invalid Access Token");
    let unverified: AccessClaims =
        jsonwebtoken::dangerous::insecure_decode_claims(token).map_err(|_| invalid())?;
    let pool_id = cx
        .pool_of_issuer(&unverified.iss)
        .ok_or_else(invalid)?
        .to_owned();
    let key: SigningKey = cx.tx.get(&pool_id)?.ok_or_else(invalid)?;
    let claims: AccessClaims = key.claims(token)?.ok_or_else(invalid)?;
    if claims.token_use != "access" {
        return Err(invalid());
    }
    if claims.exp <= cx.now.seconds() {
        return Err(ErrorCode::NotAuthorized.because("Access Token has expired"));
    }
    Ok((claims, pool_id))
}
