//! The user's passkeys (W3C Web Authentication).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Empty;
use crate::cognito::{Operation, secret::AccessToken};

/// Asks what the browser needs to make a new passkey.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct StartWebAuthnRegistration {
    /// The user's access token.
    pub access_token: AccessToken,
}

/// Reply to [`StartWebAuthnRegistration`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StartWebAuthnRegistrationOutput {
    /// `PublicKeyCredentialCreationOptionsJSON`.
    pub credential_creation_options: Value,
}

impl Operation for StartWebAuthnRegistration {
    const NAME: &'static str = "StartWebAuthnRegistration";
    type Output = StartWebAuthnRegistrationOutput;
}

/// Registers the passkey that the browser made.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct CompleteWebAuthnRegistration {
    /// The user's access token.
    pub access_token: AccessToken,
    /// `RegistrationResponseJSON`.
    pub credential: Value,
}

impl Operation for CompleteWebAuthnRegistration {
    const NAME: &'static str = "CompleteWebAuthnRegistration";
    type Output = Empty;
}

/// Lists the user's passkeys, a page at a time.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListWebAuthnCredentials {
    /// The user's access token.
    pub access_token: AccessToken,
    /// Where the last page ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Reply to [`ListWebAuthnCredentials`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListWebAuthnCredentialsOutput {
    /// Those of this page.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub credentials: Vec<WebAuthnCredential>,
    /// Where the next page begins, if there is one.
    pub next_token: Option<String>,
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct WebAuthnCredential {
    /// Its id.
    pub credential_id: String,
    /// What its maker is called.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub friendly_credential_name: String,
    /// When it was made, in seconds since 1970.
    pub created_at: Option<f64>,
}

impl Operation for ListWebAuthnCredentials {
    const NAME: &'static str = "ListWebAuthnCredentials";
    const REPEATABLE: bool = true;
    type Output = ListWebAuthnCredentialsOutput;
}

/// Removes a passkey.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeleteWebAuthnCredential {
    /// The user's access token.
    pub access_token: AccessToken,
    /// Its id.
    pub credential_id: String,
}

impl Operation for DeleteWebAuthnCredential {
    const NAME: &'static str = "DeleteWebAuthnCredential";
    type Output = Empty;
}
