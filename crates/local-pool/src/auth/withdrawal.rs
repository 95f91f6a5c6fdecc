//! Withdrawing a refresh token at the wish of a client.

use super::sessions::{find, revoke};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::wire::error::{ApiError, ErrorCode};

/// Withdraws a refresh token for the client that has it, and every token that came of the same sign-in (RFC 7009).
pub(crate) fn withdraw(cx: &Context<'_>, client: &AppClient, token: &str) -> Result<(), ApiError> {
    if !client.settings.enable_token_revocation {
        return Err(ErrorCode::UnsupportedOperation
            .because("Token revocation is not enabled for this client"));
    }
    // Ours are opaque; what reads as a JWT is an access or ID token.
    if jsonwebtoken::decode_header(token).is_ok() {
        return Err(ErrorCode::UnsupportedTokenType.because("The token type is not supported"));
    }
    let Some((_, mut session)) = find(cx, token)? else {
        return Ok(());
    };
    if session.client_id != client.client_id {
        return Err(ErrorCode::Unauthorized.because("The token was not issued to this client"));
    }
    revoke(cx, &mut session)
}
