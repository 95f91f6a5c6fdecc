//! The first factors between which a user of `USER_AUTH` can choose.

mod enter;
mod offer;

pub(crate) use enter::enter;
pub(crate) use offer::{check_password_is_no_must, choices, factors, password_is_a_must, suffices};

/// A first factor, by the name of its challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The password, sent as it is.
    Password,
    /// The password, proven by SRP.
    PasswordSrp,
    /// A passkey.
    WebAuthn,
    /// A code by e-mail.
    EmailOtp,
    /// A code by SMS.
    SmsOtp,
}

impl Choice {
    /// Every one, in the order in which they are offered.
    pub(crate) const ALL: [Self; 5] = [
        Self::PasswordSrp,
        Self::Password,
        Self::WebAuthn,
        Self::EmailOtp,
        Self::SmsOtp,
    ];

    /// `ChallengeName`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PasswordSrp => "PASSWORD_SRP",
            _ => self.factor(),
        }
    }

    /// The name in a pool's sign-in policy.
    pub(crate) const fn factor(self) -> &'static str {
        match self {
            Self::Password | Self::PasswordSrp => "PASSWORD",
            Self::WebAuthn => "WEB_AUTHN",
            Self::EmailOtp => "EMAIL_OTP",
            Self::SmsOtp => "SMS_OTP",
        }
    }
}

impl TryFrom<String> for Choice {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::ALL
            .into_iter()
            .find(|choice| choice.name() == name)
            .ok_or("Member must satisfy enum value set: [PASSWORD, PASSWORD_SRP, WEB_AUTHN, EMAIL_OTP, SMS_OTP]")
    }
}
