//! Changing a password, and getting back in without it.

use serde::{Deserialize, Serialize};

use super::{CodeDeliveryDetails, Empty};
use crate::cognito::{
    Operation,
    secret::{AccessToken, ConfirmationCode, Password},
};

/// Changes the password of a user who knows the old one.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ChangePassword {
    /// The user's access token.
    pub access_token: AccessToken,
    /// The password until now.
    pub previous_password: Password,
    /// The password from now on.
    pub proposed_password: Password,
}

impl Operation for ChangePassword {
    const NAME: &'static str = "ChangePassword";
    type Output = Empty;
}

/// Sends a code that lets the user set a new password.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ForgotPassword {
    /// The app client.
    pub client_id: String,
    /// The name that the user signs in with.
    pub username: String,
}

/// Reply to [`ForgotPassword`]; made up by the service where there is no such user.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ForgotPasswordOutput {
    /// Where the code was sent.
    pub code_delivery_details: Option<CodeDeliveryDetails>,
}

impl Operation for ForgotPassword {
    const NAME: &'static str = "ForgotPassword";
    type Output = ForgotPasswordOutput;
}

/// Sets a new password by the code that was sent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConfirmForgotPassword {
    /// The app client.
    pub client_id: String,
    /// The name that the user signs in with.
    pub username: String,
    /// The code.
    pub confirmation_code: ConfirmationCode,
    /// The new password.
    pub password: Password,
}

impl Operation for ConfirmForgotPassword {
    const NAME: &'static str = "ConfirmForgotPassword";
    type Output = Empty;
}
