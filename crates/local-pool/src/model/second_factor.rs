//! Second factors of users.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What can be asked after the password. The order is the one in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum SecondFactor {
    /// A code by SMS.
    #[serde(rename = "SMS_MFA")]
    Sms,
    /// A code of an authenticator app (RFC 6238).
    #[serde(rename = "SOFTWARE_TOKEN_MFA")]
    SoftwareToken,
    /// A code by e-mail.
    #[serde(rename = "EMAIL_OTP")]
    Email,
}

impl SecondFactor {
    /// Every one.
    pub(crate) const ALL: [Self; 3] = [Self::Sms, Self::SoftwareToken, Self::Email];

    /// The name on the wire, which is that of the challenge as well.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sms => "SMS_MFA",
            Self::SoftwareToken => "SOFTWARE_TOKEN_MFA",
            Self::Email => "EMAIL_OTP",
        }
    }

    /// The response that carries the code.
    pub(crate) const fn response(self) -> &'static str {
        match self {
            Self::Sms => "SMS_MFA_CODE",
            Self::SoftwareToken => "SOFTWARE_TOKEN_MFA_CODE",
            Self::Email => "EMAIL_OTP_CODE",
        }
    }

    /// The attribute to whose value codes are sent.
    pub(crate) const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Sms => Some("phone_number"),
            Self::SoftwareToken => None,
            Self::Email => Some("email"),
        }
    }
}

/// What a user can be asked after the password.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct UserFactors {
    /// What the user wants to be asked.
    pub(crate) enabled: BTreeSet<SecondFactor>,
    /// The one of them that is asked if there are several.
    pub(crate) preferred: Option<SecondFactor>,
    /// Whether a passkey that checks who holds it takes the place of the password and of them.
    pub(crate) passkey: bool,
    /// The authenticator app.
    pub(crate) software_token: Option<SoftwareToken>,
    /// The secret, in base32, of an app that has not proved yet to have it.
    pub(crate) associated: Option<String>,
}

/// An authenticator app that proved to have its secret.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SoftwareToken {
    /// The secret in base32.
    pub(crate) secret: String,
    /// What the user calls it.
    pub(crate) friendly_device_name: Option<String>,
    /// The time step of the last code that was taken. Neither it nor one before it is taken again.
    pub(crate) last_step: u64,
}

impl UserFactors {
    /// No longer asks for a factor. A passkey stands beside another one only.
    pub(crate) fn disable(&mut self, factor: SecondFactor) {
        self.enabled.remove(&factor);
        self.passkey &= !self.enabled.is_empty();
        if self.preferred == Some(factor) {
            self.preferred = None;
        }
    }

    /// `UserMFASettingList`.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let enabled = self.enabled.iter().map(|factor| factor.name());
        enabled
            .chain(self.passkey.then_some("WEB_AUTHN_MFA"))
            .collect()
    }
}
