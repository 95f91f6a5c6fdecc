//! Creating an account and proving that its address is one's own.

use serde::{Deserialize, Serialize};

use super::{Attribute, CodeDeliveryDetails};
use crate::cognito::{
    Operation,
    secret::{ChallengeSession, ConfirmationCode, Password},
};

/// Creates an account.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SignUp {
    /// The app client.
    pub client_id: String,
    /// The name that the user will sign in with.
    pub username: String,
    /// The password.
    pub password: Password,
    /// The first attributes, the address for the code among them.
    pub user_attributes: Vec<Attribute>,
}

/// Reply to [`SignUp`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SignUpOutput {
    /// True where the pool wants no confirmation.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub user_confirmed: bool,
    /// The user's unchangeable id.
    pub user_sub: Option<String>,
    /// Where the code was sent.
    pub code_delivery_details: Option<CodeDeliveryDetails>,
}

impl Operation for SignUp {
    const NAME: &'static str = "SignUp";
    type Output = SignUpOutput;
}

/// Confirms a new account by the code that was sent to its address.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConfirmSignUp {
    /// The app client.
    pub client_id: String,
    /// The name given at sign-up.
    pub username: String,
    /// The code.
    pub confirmation_code: ConfirmationCode,
}

/// Reply to [`ConfirmSignUp`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConfirmSignUpOutput {
    /// Stands for the first factor of a sign-in with [`AuthFlow::UserAuth`](super::AuthFlow::UserAuth).
    pub session: Option<ChallengeSession>,
}

impl Operation for ConfirmSignUp {
    const NAME: &'static str = "ConfirmSignUp";
    type Output = ConfirmSignUpOutput;
}

/// Sends the code for a new account again; the codes before it are void.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ResendConfirmationCode {
    /// The app client.
    pub client_id: String,
    /// The name given at sign-up.
    pub username: String,
}

/// Reply to [`ResendConfirmationCode`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ResendConfirmationCodeOutput {
    /// Where the code was sent.
    pub code_delivery_details: Option<CodeDeliveryDetails>,
}

impl Operation for ResendConfirmationCode {
    const NAME: &'static str = "ResendConfirmationCode";
    type Output = ResendConfirmationCodeOutput;
}
