//! Second factors and passkeys of a pool.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::second_factor::SecondFactor;
use crate::store::Record;

/// What `SetUserPoolMfaConfig` was told last.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct MfaSettings {
    /// The pool.
    pub(crate) user_pool_id: String,
    /// The factors.
    pub(crate) factors: MfaFactors,
}

/// The factors that a pool offers; those that are absent it does not.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct MfaFactors {
    /// Codes by SMS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sms_mfa_configuration: Option<SmsMfa>,
    /// Codes of an authenticator app (RFC 6238).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) software_token_mfa_configuration: Option<SoftwareTokenMfa>,
    /// Codes by e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email_mfa_configuration: Option<EmailMfa>,
    /// Passkeys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) web_authn_configuration: Option<WebAuthn>,
}

/// Codes by SMS.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct SmsMfa {
    /// The text, with `{####}` for the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sms_authentication_message: Option<String>,
    /// How the service reaches phones; kept for those who ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sms_configuration: Option<Map<String, Value>>,
}

/// Codes of an authenticator app.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct SoftwareTokenMfa {
    /// Whether they are offered.
    pub(crate) enabled: bool,
}

/// Codes by e-mail.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct EmailMfa {
    /// The text, with `{####}` for the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    /// The subject line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) subject: Option<String>,
}

/// Passkeys (Web Authentication).
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct WebAuthn {
    /// The host name that passkeys are for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) relying_party_id: Option<String>,
    /// Whether a passkey must check who holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user_verification: Option<UserVerification>,
    /// Whether a passkey is one factor or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) factor_configuration: Option<FactorConfiguration>,
}

/// Whether a passkey must check who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum UserVerification {
    /// It must.
    Required,
    /// It does if it can.
    Preferred,
}

/// Whether a passkey is one factor or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum FactorConfiguration {
    /// One.
    SingleFactor,
    /// Two, if it checks who holds it.
    MultiFactorWithUserVerification,
}

impl MfaFactors {
    /// Whether users can have that second factor.
    pub(crate) fn offer(&self, factor: SecondFactor) -> bool {
        let token = self.software_token_mfa_configuration;
        match factor {
            SecondFactor::Sms => self.sms_mfa_configuration.is_some(),
            SecondFactor::SoftwareToken => token.is_some_and(|token| token.enabled),
            SecondFactor::Email => self.email_mfa_configuration.is_some(),
        }
    }

    /// The second factors that users can have.
    pub(crate) fn second_factors(&self) -> Vec<SecondFactor> {
        let mut factors = SecondFactor::ALL.to_vec();
        factors.retain(|factor| self.offer(*factor));
        factors
    }
}

impl Record for MfaSettings {
    const TABLE: &'static str = "mfa_settings";

    fn key(&self) -> String {
        self.user_pool_id.clone()
    }
}
