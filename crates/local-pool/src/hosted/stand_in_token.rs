//! `POST /stand-in/token`: the tokens that an app gets from a provider itself, by the provider's own library.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use super::endpoint::Call;
use super::error::{Failure, NO_STORE, OAuthErrorCode};
use super::stand_in::{self, ANYBODY};
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::rules::{external_providers, provider_tokens};

/// The tokens (RFC 6749, section 5.1).
#[derive(Serialize)]
struct TokenReply {
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
    access_token: String,
    /// Seconds.
    expires_in: u64,
    token_type: &'static str,
}

/// Believes whatever address it is told (`email`, and `name` if wanted), as the provider's page does. `user_pool_id`
/// and `provider` say in whose place it stands, and to which app it gives the tokens.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let refuse = |words: &'static str| OAuthErrorCode::InvalidRequest.because(words);
    let unknown = || refuse("The user pool has no such identity provider.");
    let form = &call.form;
    let pool = cx.tx.get::<UserPool>(form.required("user_pool_id")?)?;
    let pool = pool.ok_or_else(unknown)?;
    let provider = external_providers::find(cx, &pool, form.required("provider")?)?;
    let provider = provider.ok_or_else(unknown)?;
    let email = form.get("email")?.unwrap_or(ANYBODY);
    let name = form.get("name")?.unwrap_or_default();
    if let Some(words) = stand_in::complaint(email, name) {
        return Err(refuse(words).into());
    }
    let account = stand_in::account(cx, &provider, email, name)?;
    let tokens = stand_in::tokens(cx, &provider, &account)?;
    let reply = TokenReply {
        id_token: tokens.id_token,
        access_token: tokens.access_token,
        expires_in: provider_tokens::LIFE.as_secs(),
        token_type: "Bearer",
    };
    Ok((NO_STORE, Json(reply)).into_response())
}
