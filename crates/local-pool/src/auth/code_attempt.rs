//! Trying a code of a second factor, and waiting after too many wrong ones.

use super::password::{self, Verdict};
use crate::app::Context;
use crate::crypto::equal;
use crate::model::challenge::{CodeQuestion, SentCode};
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::{changes, second_factors, users};
use crate::totp;
use crate::wire::error::{ApiError, ErrorCode};

/// The words for a code that was not looked at, because the wrong ones before were too many.
pub(crate) const LOCKED: &str = "Password attempts exceeded";

/// Takes a code, which is of no use any more then. The user is yet to be saved.
///
/// Whoever enters a code that was sent has shown that the address or phone number is the user's, if it still is the
/// one that the user has.
pub(crate) fn redeem(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    asked: &CodeQuestion,
    code: &str,
) -> Result<(), ApiError> {
    match (&asked.sent, asked.factor.attribute()) {
        (Some(sent), Some(attribute)) => {
            redeem_sent(cx, pool, user, sent, code)?;
            if asked.is_setup && user.attribute(attribute).is_none() {
                return changes::set_verified(cx, pool, user, attribute, &sent.destination);
            }
            verify(cx, pool, user, (attribute, sent))
        }
        _ => redeem_totp(cx, pool, user, code),
    }
}

fn redeem_sent(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    sent: &SentCode,
    code: &str,
) -> Result<(), ApiError> {
    let is_right = equal(sent.digits.as_bytes(), code.as_bytes());
    let mismatch = "Invalid code or auth state for the user.";
    count(cx, pool, user, is_right, mismatch)
}

/// Marks the address as verified to which a code went, unless the user has another one by now, or another user signs
/// in by it: the code is right all the same.
fn verify(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    (attribute, sent): (&str, &SentCode),
) -> Result<(), ApiError> {
    let destination = sent.destination.as_str();
    let is_verified = user.attribute(&format!("{attribute}_verified")) == Some("true");
    if is_verified
        || user.attribute(attribute) != Some(destination)
        || users::leads_to_another(cx, pool, user, attribute, destination)?
    {
        return Ok(());
    }
    changes::set_verified(cx, pool, user, attribute, destination)
}

fn redeem_totp(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    code: &str,
) -> Result<(), ApiError> {
    let token = user.factors.software_token.clone();
    let mut token = token.ok_or_else(|| {
        ErrorCode::SoftwareTokenMFANotFound
            .because("Software Token MFA does not exist for the user.")
    })?;
    let step = totp::step_of(&token.secret, code, cx.now);
    // Before any counting: whoever has seen a code must not be able to take wrong ones back with it.
    if step.is_some_and(|step| step <= token.last_step) {
        return Err(
            ErrorCode::ExpiredCode.because("Your software token has already been used once.")
        );
    }
    count(
        cx,
        pool,
        user,
        step.is_some(),
        "Invalid code received for user",
    )?;
    token.last_step = step.unwrap_or_default();
    user.factors.software_token = Some(token);
    Ok(())
}

/// Counts a wrong code of the user, as wrong passwords are counted.
fn count(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    is_right: bool,
    mismatch: &'static str,
) -> Result<(), ApiError> {
    match password::judge(cx, pool, &second_factors::attempts_of(user), || is_right)? {
        Verdict::Right => Ok(()),
        Verdict::Wrong => Err(ErrorCode::CodeMismatch.because(mismatch).keeping_changes()),
        Verdict::Locked => Err(ErrorCode::NotAuthorized.because(LOCKED)),
    }
}
