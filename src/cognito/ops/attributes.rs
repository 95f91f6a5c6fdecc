//! Changing and verifying the user's attributes.

use serde::{Deserialize, Serialize};

use super::{Attribute, CodeDeliveryDetails, Empty};
use crate::cognito::{
    Operation,
    secret::{AccessToken, ConfirmationCode},
};

/// Sets attributes; those not named stay as they are.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserAttributes {
    /// The user's access token.
    pub access_token: AccessToken,
    /// The new values.
    pub user_attributes: Vec<Attribute>,
}

/// Reply to [`UpdateUserAttributes`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateUserAttributesOutput {
    /// Where codes were sent, for each changed address that must be verified.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub code_delivery_details_list: Vec<CodeDeliveryDetails>,
}

impl Operation for UpdateUserAttributes {
    const NAME: &'static str = "UpdateUserAttributes";
    type Output = UpdateUserAttributesOutput;
}

/// Removes attributes.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteUserAttributes {
    /// The user's access token.
    pub access_token: AccessToken,
    /// Their full names.
    pub user_attribute_names: Vec<String>,
}

impl Operation for DeleteUserAttributes {
    const NAME: &'static str = "DeleteUserAttributes";
    const REPEATABLE: bool = true;
    type Output = Empty;
}

/// Sends a code to an address that the user has not verified yet.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetUserAttributeVerificationCode {
    /// The user's access token.
    pub access_token: AccessToken,
    /// `email` or `phone_number`.
    pub attribute_name: String,
}

/// Reply to [`GetUserAttributeVerificationCode`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetUserAttributeVerificationCodeOutput {
    /// Where the code was sent.
    pub code_delivery_details: Option<CodeDeliveryDetails>,
}

impl Operation for GetUserAttributeVerificationCode {
    const NAME: &'static str = "GetUserAttributeVerificationCode";
    type Output = GetUserAttributeVerificationCodeOutput;
}

/// Verifies an address by the code that was sent to it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct VerifyUserAttribute {
    /// The user's access token.
    pub access_token: AccessToken,
    /// `email` or `phone_number`.
    pub attribute_name: String,
    /// The code.
    pub code: ConfirmationCode,
}

impl Operation for VerifyUserAttribute {
    const NAME: &'static str = "VerifyUserAttribute";
    type Output = Empty;
}
