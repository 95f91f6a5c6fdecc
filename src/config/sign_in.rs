//! How users sign in.

use serde::Deserialize;

use super::fault::Faults;

/// How users sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignInFlow {
    /// E-mail address and password, which is proved by SRP (`USER_SRP_AUTH`).
    #[default]
    Password,
    /// The e-mail address first, then what the pool offers to that user (`USER_AUTH`).
    Choice,
    /// The e-mail address first, then what the pool's own functions ask (`CUSTOM_AUTH`).
    Custom,
    /// E-mail address and password, which is proved by SRP, then what the pool's own functions ask
    /// (`CUSTOM_AUTH` that begins with `SRP_A`; `CUSTOM_WITH_SRP` in Amplify).
    CustomAfterPassword,
}

/// `auth.passwordless`: what the pool takes instead of a password.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Passwordless {
    email_otp_enabled: bool,
    sms_otp_enabled: bool,
    pub(super) web_authn: Option<WebAuthn>,
}

/// `auth.passwordless.web_authn`.
#[derive(Default, Deserialize)]
pub(super) struct WebAuthn {
    pub(super) relying_party_id: Option<String>,
}

impl Passwordless {
    fn is_enabled(&self) -> bool {
        self.email_otp_enabled || self.sms_otp_enabled || self.web_authn.is_some()
    }
}

impl SignInFlow {
    /// Whether the password is asked for together with the address.
    pub fn begins_with_password(self) -> bool {
        matches!(self, Self::Password | Self::CustomAfterPassword)
    }

    /// The flow that is named, or else the one that fits what the pool takes.
    pub(super) fn read(
        auth_flow: Option<&str>,
        passwordless: &Passwordless,
        faults: &mut Faults,
    ) -> Self {
        match auth_flow {
            None if passwordless.is_enabled() => Self::Choice,
            None | Some("USER_SRP_AUTH") => Self::Password,
            Some("USER_AUTH") => Self::Choice,
            Some("CUSTOM_AUTH") => Self::Custom,
            Some("CUSTOM_WITH_SRP") => Self::CustomAfterPassword,
            Some(_) => {
                let problem = "must be USER_SRP_AUTH, USER_AUTH, CUSTOM_AUTH or CUSTOM_WITH_SRP";
                faults.add("custom.auth_flow", problem);
                Self::default()
            }
        }
    }
}
