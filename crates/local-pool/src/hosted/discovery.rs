//! `GET /<poolId>/.well-known/openid-configuration`

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::endpoint::Call;
use super::error::Failure;
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::pages::jwks;

/// Where everything is, and what it can do (`OpenID` Connect Discovery, section 3; RFC 8414, section 2).
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let pool_id = call.path.split('/').nth(1).unwrap_or_default();
    let pool = cx.tx.get::<UserPool>(pool_id)?;
    Ok(pool.map_or_else(
        || jwks::unknown(pool_id),
        |pool| Json(document(cx, &pool.id)).into_response(),
    ))
}

fn document(cx: &Context<'_>, pool_id: &str) -> Value {
    let (base, issuer) = (cx.base_url(), cx.issuer(pool_id));
    json!({
        "authorization_endpoint": format!("{base}/oauth2/authorize"),
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "at_hash"],
        "code_challenge_methods_supported": ["S256"],
        "end_session_endpoint": format!("{base}/logout"),
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "issuer": issuer,
        "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "response_types_supported": ["code"],
        "revocation_endpoint": format!("{base}/oauth2/revoke"),
        "scopes_supported": ["openid", "email", "phone", "profile"],
        "subject_types_supported": ["public"],
        "token_endpoint": format!("{base}/oauth2/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "userinfo_endpoint": format!("{base}/oauth2/userInfo"),
    })
}
