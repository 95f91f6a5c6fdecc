//! Codes: sent to a user for one purpose, and taken back once.

use std::time::Duration;

use super::delivery::{self, CodeDeliveryDetails};
use crate::app::Context;
use crate::crypto::{equal, random_text};
use crate::model::code::Code;
use crate::model::user::User;
use crate::wire::error::{ApiError, ErrorCode};

/// How many wrong tries end a code.
const TRIES: u32 = 5;
/// How many replaced codes are remembered, to be told apart from wrong ones.
const REMEMBERED: usize = 10;

/// What a code is for. One code is valid for each user and purpose: the one sent last.
pub(crate) struct Purpose {
    /// The kind of the message in the mailbox, and the name under which the code is kept.
    pub(crate) kind: &'static str,
    /// How long the code can be used.
    pub(crate) life: Duration,
    /// The subject line of the message.
    pub(crate) subject: &'static str,
}

/// Confirms a sign-up.
pub(crate) const SIGN_UP: Purpose = Purpose {
    kind: "sign_up",
    life: Duration::from_hours(24),
    subject: "Your verification code",
};

/// Sends a fresh code to an attribute's value; codes sent before for the same purpose are of no use any more.
pub(crate) fn send(
    cx: &Context<'_>,
    user: &User,
    purpose: &Purpose,
    (attribute, to): (&str, &str),
) -> Result<CodeDeliveryDetails, ApiError> {
    let mut superseded = Vec::new();
    if let Some(old) = cx.tx.get::<Code>(&Code::key_of(user, purpose.kind))? {
        superseded = old.superseded;
        superseded.push(old.digits);
        let excess = superseded.len().saturating_sub(REMEMBERED);
        superseded.drain(..excess);
    }
    let digits = random_text(b"0123456789", 6)?;
    delivery::send(cx, to, purpose.kind, purpose.subject, &digits)?;
    cx.tx.put(&Code::new(
        user,
        purpose.kind,
        digits,
        cx.now.after(purpose.life),
        superseded,
    ))?;
    Ok(CodeDeliveryDetails::masking(attribute, to))
}

/// Takes a code back. A right one is used up; a wrong one is counted.
pub(crate) fn redeem(
    cx: &Context<'_>,
    user: &User,
    purpose: &Purpose,
    entered: &str,
) -> Result<(), ApiError> {
    let key = Code::key_of(user, purpose.kind);
    let Some(mut code) = cx.tx.get::<Code>(&key)? else {
        return Err(expired());
    };
    if code.wrong_tries >= TRIES {
        return Err(too_many());
    }
    if code.expires <= cx.now {
        return Err(expired());
    }
    if equal(code.digits.as_bytes(), entered.as_bytes()) {
        return Ok(cx.tx.delete::<Code>(&key)?);
    }
    if code.superseded.iter().any(|old| old == entered) {
        return Err(expired());
    }
    code.wrong_tries += 1;
    cx.tx.put(&code)?;
    let refusal = if code.wrong_tries >= TRIES {
        too_many()
    } else {
        mismatch()
    };
    Err(refusal.keeping_changes())
}

/// The code is expired, was replaced, or never existed.
pub(crate) fn expired() -> ApiError {
    ErrorCode::ExpiredCode.because("Invalid code provided, please request a code again.")
}

fn mismatch() -> ApiError {
    ErrorCode::CodeMismatch.because("Invalid verification code provided, please try again.")
}

fn too_many() -> ApiError {
    ErrorCode::TooManyFailedAttempts
        .because("Too many failed attempts, please request a code again.")
}
