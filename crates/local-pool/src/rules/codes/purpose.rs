//! What codes are for.

use std::time::Duration;

use crate::rules::limits;
use crate::wire::error::{ApiError, ErrorCode};

/// What a code is for. One code is valid for each user and purpose: the one sent last.
pub(crate) struct Purpose {
    /// The name under which the code is kept.
    pub(crate) name: &'static str,
    /// The kind of the message in the mailbox.
    pub(crate) kind: &'static str,
    /// How long the code can be used.
    pub(crate) life: Duration,
    /// The subject line of the message.
    pub(crate) subject: &'static str,
    /// The refusal when the tries are used up, among those that the operation documents.
    pub(crate) exhausted: fn() -> ApiError,
}

/// Confirms a sign-up.
pub(crate) const SIGN_UP: Purpose = Purpose {
    name: "sign_up",
    kind: "sign_up",
    life: Duration::from_hours(24),
    subject: "Your verification code",
    exhausted: too_many,
};

/// Stands in for a forgotten password.
pub(crate) const FORGOT_PASSWORD: Purpose = Purpose {
    name: "forgot_password",
    kind: "forgot_password",
    life: Duration::from_hours(1),
    subject: "Your password reset code",
    exhausted: too_many,
};

/// Verifies an e-mail address.
const EMAIL: Purpose = Purpose {
    name: "email",
    kind: "attribute",
    life: Duration::from_hours(24),
    subject: "Your verification code",
    exhausted: limits::exceeded,
};

/// Verifies a phone number.
const PHONE_NUMBER: Purpose = Purpose {
    name: "phone_number",
    ..EMAIL
};

/// The purpose of verifying that attribute, if it is one that can be verified.
pub(crate) fn verification_of(attribute: &str) -> Option<&'static Purpose> {
    [&EMAIL, &PHONE_NUMBER]
        .into_iter()
        .find(|purpose| purpose.name == attribute)
}

fn too_many() -> ApiError {
    ErrorCode::TooManyFailedAttempts
        .because("Too many failed attempts, please request a code again.")
}
