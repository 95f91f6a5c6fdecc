//! Renewing and revoking a session's tokens.

use serde::{Deserialize, Serialize};

use super::{AuthenticationResult, Empty};
use crate::cognito::{
    Operation,
    secret::{AccessToken, RefreshToken},
};

/// Buys new tokens. Works whether or not the pool rotates refresh tokens.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetTokensFromRefreshToken {
    /// The app client.
    pub client_id: String,
    /// The refresh token.
    pub refresh_token: RefreshToken,
    /// The device that the session is bound to, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_key: Option<String>,
}

/// Reply to [`GetTokensFromRefreshToken`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetTokensOutput {
    /// The new tokens.
    pub authentication_result: Option<AuthenticationResult>,
}

impl Operation for GetTokensFromRefreshToken {
    const NAME: &'static str = "GetTokensFromRefreshToken";
    // A rotated token may be used again within the pool's grace period, which is meant for this.
    const REPEATABLE: bool = true;
    type Output = GetTokensOutput;
}

/// Revokes a refresh token and every access token that came of it (RFC 7009).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RevokeToken {
    /// The app client.
    pub client_id: String,
    /// The refresh token.
    pub token: RefreshToken,
}

impl Operation for RevokeToken {
    const NAME: &'static str = "RevokeToken";
    const REPEATABLE: bool = true;
    type Output = Empty;
}

/// Ends the user's sessions on all devices.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalSignOut {
    /// The user's access token.
    pub access_token: AccessToken,
}

impl Operation for GlobalSignOut {
    const NAME: &'static str = "GlobalSignOut";
    const REPEATABLE: bool = true;
    const REVOKES_TOKENS: bool = true;
    type Output = Empty;
}
