//! `RevokeToken`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::withdrawal;
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
        withdrawal::withdraw(cx, &client, &self.token)?;
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
