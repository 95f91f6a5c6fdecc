//! What a user is asked after the password.

use serde::{Deserialize, Serialize};

use super::Empty;
use crate::cognito::{Operation, secret::AccessToken};

/// A second step after the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MfaMethod {
    /// A code that an authenticator app shows.
    #[serde(rename = "SOFTWARE_TOKEN_MFA")]
    SoftwareToken,
    /// A code by text message.
    #[serde(rename = "SMS_MFA")]
    Sms,
    /// A code by e-mail.
    #[serde(rename = "EMAIL_OTP")]
    Email,
    /// A passkey that checks who holds it, and stands for the password as well.
    #[serde(rename = "WEB_AUTHN_MFA")]
    WebAuthn,
    /// One that this app does not know.
    #[serde(other)]
    Unknown,
}

/// Turns steps on and off; those not named stay as they are.
#[derive(Debug, Clone, Serialize)]
pub struct SetUserMfaPreference {
    /// The user's access token.
    #[serde(rename = "AccessToken")]
    pub access_token: AccessToken,
    /// The authenticator app.
    #[serde(
        rename = "SoftwareTokenMfaSettings",
        skip_serializing_if = "Option::is_none"
    )]
    pub software_token: Option<MfaPreference>,
    /// Codes by text message.
    #[serde(rename = "SMSMfaSettings", skip_serializing_if = "Option::is_none")]
    pub sms: Option<MfaPreference>,
    /// Codes by e-mail.
    #[serde(rename = "EmailMfaSettings", skip_serializing_if = "Option::is_none")]
    pub email: Option<MfaPreference>,
    /// A passkey. To turn it on, another step must be turned on by the same request, even if one is on.
    #[serde(
        rename = "WebAuthnMfaSettings",
        skip_serializing_if = "Option::is_none"
    )]
    pub web_authn: Option<WebAuthnMfaSettings>,
}

/// Whether a passkey stands for both steps. None is asked for after it, so that there is nothing to prefer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WebAuthnMfaSettings {
    /// Whether it does.
    #[serde(rename = "Enabled")]
    pub enabled: bool,
}

/// Whether the user is asked for one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MfaPreference {
    /// Whether it is on.
    #[serde(rename = "Enabled")]
    pub enabled: bool,
    /// Whether it is asked for where several are on.
    #[serde(rename = "PreferredMfa")]
    pub preferred: bool,
}

impl Operation for SetUserMfaPreference {
    const NAME: &'static str = "SetUserMFAPreference";
    // It names the state to be, however often.
    const REPEATABLE: bool = true;
    type Output = Empty;
}
