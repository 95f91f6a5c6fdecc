//! Tokens that say who an identity is (`OpenID` Connect).

use std::time::Duration;

use serde_json::json;

use super::identities::Caller;
use crate::app::Context;
use crate::token::SigningKey;
use crate::wire::error::ApiError;

/// The issuer, which is the same everywhere.
const ISSUER: &str = "https://cognito-identity.amazonaws.com";
/// The name of the service's key; its public half is at `/cognito-identity/.well-known/jwks.json`.
const KEY: &str = "cognito-identity";
/// How long a token can be used.
const LIFE: Duration = Duration::from_mins(10);

/// A token for the caller, signed with the service's key.
pub(crate) fn issue(cx: &Context<'_>, caller: &Caller) -> Result<String, ApiError> {
    let mut methods = Vec::new();
    for login in &caller.logins {
        let provider = &login.provider;
        methods.push(provider.clone());
        if login.is_of_a_user_pool() {
            methods.push(format!("{provider}:CognitoSignIn:{}", login.subject));
        }
    }
    let standing = if methods.is_empty() {
        "unauthenticated"
    } else {
        "authenticated"
    };
    methods.insert(0, standing.to_owned());
    SigningKey::of(cx, KEY)?.sign(&json!({
        "iss": ISSUER,
        "aud": caller.pool.identity_pool_id,
        "sub": caller.identity.identity_id,
        "amr": methods,
        "iat": cx.now.seconds(),
        "exp": cx.now.after(LIFE).seconds(),
    }))
}
