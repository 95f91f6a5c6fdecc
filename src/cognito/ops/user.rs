//! Reading and deleting the user behind an access token.

use serde::{Deserialize, Serialize};

use super::{Attribute, Empty, MfaMethod};
use crate::cognito::{Operation, secret::AccessToken};

/// Reads the user's attributes.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetUser {
    /// The user's access token.
    pub access_token: AccessToken,
}

/// Reply to [`GetUser`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetUserOutput {
    /// The name that the pool keeps the user under.
    pub username: String,
    /// Every attribute that the app client may read.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub user_attributes: Vec<Attribute>,
    /// The second steps that are on.
    #[serde(
        rename = "UserMFASettingList",
        default,
        deserialize_with = "super::null_as_default"
    )]
    pub mfa_settings: Vec<MfaMethod>,
    /// The one that is asked for.
    #[serde(rename = "PreferredMfaSetting")]
    pub preferred_mfa: Option<MfaMethod>,
}

impl Operation for GetUser {
    const NAME: &'static str = "GetUser";
    const REPEATABLE: bool = true;
    type Output = GetUserOutput;
}

/// Deletes the user's own account.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteUser {
    /// The user's access token.
    pub access_token: AccessToken,
}

impl Operation for DeleteUser {
    const NAME: &'static str = "DeleteUser";
    const REVOKES_TOKENS: bool = true;
    type Output = Empty;
}
