//! Logins: what a request shows to prove who the user is.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::user_pools;
use crate::app::Context;
use crate::model::identity_pool::IdentityPool;
use crate::rules::{constraints, provider_tokens};
use crate::token::{IdTokenError, read_provider_id_token};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::ProviderToken;

/// The providers that are shown by their access token, which is opaque; all others are by an ID token.
const WITH_ACCESS_TOKENS: [&str; 2] = ["graph.facebook.com", "www.amazon.com"];

/// The `Logins` of a request: the token by the name of the provider.
pub(crate) type Logins = BTreeMap<String, ProviderToken>;

/// A user for whom a provider vouches.
pub(crate) struct Login {
    /// The provider, by the one name that stands for all of its names.
    pub(crate) provider: String,
    /// The provider's id of the user.
    pub(crate) subject: String,
    /// The name under which an identity pool maps the provider's users to roles.
    pub(crate) mapping: String,
    /// What the token says of the user; nothing if it is opaque.
    pub(crate) claims: Map<String, Value>,
}

impl Login {
    /// Whether the provider is a user pool.
    pub(super) fn is_of_a_user_pool(&self) -> bool {
        self.provider != self.mapping
    }
}

/// Checks every login.
pub(super) fn verify(
    cx: &Context<'_>,
    pool: &IdentityPool,
    logins: &Logins,
) -> Result<Vec<Login>, ApiError> {
    constraints::length("logins", logins.len(), &(0..=10))?;
    let verify = |(name, token): (&String, &ProviderToken)| verify_one(cx, pool, name, token);
    logins.iter().map(verify).collect()
}

fn verify_one(
    cx: &Context<'_>,
    pool: &IdentityPool,
    name: &str,
    token: &str,
) -> Result<Login, ApiError> {
    if let Some(user_pool_id) = user_pools::id_of(cx, name) {
        return user_pools::verify(cx, pool, user_pool_id, token);
    }
    let social = &pool.providers.supported_login_providers;
    let app_ids = social.get(name).ok_or_else(unsupported)?;
    let mut app_ids = app_ids.split(';');
    if WITH_ACCESS_TOKENS.contains(&name) {
        return by_access_token(cx, name, app_ids, token);
    }
    let claims = read_provider_id_token(cx, name, token)?.map_err(invalid)?;
    if !app_ids.any(|app_id| app_id == claims.aud) {
        return Err(invalid(IdTokenError::Audience));
    }
    Ok(Login {
        provider: name.to_owned(),
        subject: claims.sub,
        mapping: name.to_owned(),
        claims: claims.all,
    })
}

fn by_access_token<'a>(
    cx: &Context<'_>,
    name: &str,
    app_ids: impl Iterator<Item = &'a str>,
    token: &str,
) -> Result<Login, ApiError> {
    for app_id in app_ids {
        if let Some(found) = provider_tokens::find(cx, token, name, app_id)? {
            return Ok(Login {
                provider: name.to_owned(),
                subject: found.subject,
                mapping: name.to_owned(),
                claims: Map::new(),
            });
        }
    }
    Err(invalid("The provider does not know the token."))
}

/// Why a token does not prove anything.
pub(super) fn invalid(reason: impl std::fmt::Display) -> ApiError {
    ErrorCode::NotAuthorized.because(format!("Invalid login token. {reason}"))
}

/// The identity pool takes no tokens of that provider, or of that client.
pub(super) fn unsupported() -> ApiError {
    ErrorCode::NotAuthorized
        .because("Token is not from a supported provider of this identity pool.")
}

#[cfg(test)]
mod tests;
