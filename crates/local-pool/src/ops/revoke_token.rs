//! `RevokeToken`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::sessions;
use crate::model::client::AppClient;
use crate::rules::clients;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{ClientId, ClientSecret, Token};

/// Withdraws a refresh token and every token that came of the same sign-in (RFC 7009).
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RevokeToken {
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    token: Token,
}

impl Operation for RevokeToken {
    const NAME: &'static str = "RevokeToken";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let client = self.client(cx).map_err(unauthorized)?;
        if !client.settings.enable_token_revocation {
            return Err(ErrorCode::UnsupportedOperation
                .because("Token revocation is not enabled for this client"));
        }
        // Ours are opaque; what reads as a JWT is an access or ID token.
        if jsonwebtoken::decode_header(&*self.token).is_ok() {
            return Err(ErrorCode::UnsupportedTokenType.because("The token type is not supported"));
        }
        let Some((_, mut session)) = sessions::find(cx, &self.token)? else {
            return Ok(Empty {});
        };
        if session.client_id != client.client_id {
            return Err(ErrorCode::Unauthorized.because("The token was not issued to this client"));
        }
        sessions::revoke(cx, &mut session)?;
        Ok(Empty {})
    }
}

impl RevokeToken {
    fn client(&self, cx: &Context<'_>) -> Result<AppClient, ApiError> {
        let (client, _) = clients::client(cx, &self.client_id)?;
        clients::check_secret(&client, self.client_secret.as_deref())?;
        Ok(client)
    }
}

/// The one name that this operation has for a client that is unknown or does not prove itself.
fn unauthorized(error: ApiError) -> ApiError {
    match error {
        ApiError::Refused { message, .. } => ErrorCode::Unauthorized.because(message),
        failure => failure,
    }
}
