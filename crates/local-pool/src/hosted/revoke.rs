//! `POST /oauth2/revoke`

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::client_authentication::authenticate;
use super::endpoint::Call;
use super::error::{Failure, NO_STORE, OAuthErrorCode};
use crate::app::Context;
use crate::auth::withdrawal;
use crate::wire::error::ErrorCode;

/// Withdraws a refresh token and all that came of it (RFC 7009). A token that nobody knows is as good as withdrawn.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let (client, _) = authenticate(cx, call)?;
    let token = call.form.required("token")?;
    withdrawal::withdraw(cx, &client, token).map_err(|error| {
        Failure::of(error, |code| match code {
            ErrorCode::UnsupportedTokenType => OAuthErrorCode::UnsupportedTokenType,
            ErrorCode::Unauthorized => OAuthErrorCode::UnauthorizedClient,
            _ => OAuthErrorCode::InvalidRequest,
        })
    })?;
    Ok((StatusCode::OK, NO_STORE).into_response())
}
