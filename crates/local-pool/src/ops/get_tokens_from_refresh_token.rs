//! `GetTokensFromRefreshToken`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::sessions;
use crate::rules::clients;
use crate::token::AuthenticationResult;
use crate::wire::error::ApiError;
use crate::wire::field::{ClientId, ClientSecret, DeviceKey, Token};

/// Exchanges a refresh token for fresh tokens.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetTokensFromRefreshToken {
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    refresh_token: Token,
    device_key: Option<DeviceKey>,
}

/// The fresh tokens.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetTokensFromRefreshTokenOutput {
    authentication_result: AuthenticationResult,
}

impl Operation for GetTokensFromRefreshToken {
    const NAME: &'static str = "GetTokensFromRefreshToken";
    type Output = GetTokensFromRefreshTokenOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetTokensFromRefreshTokenOutput, ApiError> {
        let (client, _) = clients::client(cx, &self.client_id)?;
        clients::check_secret(&client, self.client_secret.as_deref())?;
        let authentication_result =
            sessions::refresh(cx, &client, &self.refresh_token, self.device_key.as_deref())?;
        Ok(GetTokensFromRefreshTokenOutput {
            authentication_result,
        })
    }
}
