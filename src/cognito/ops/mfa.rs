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
