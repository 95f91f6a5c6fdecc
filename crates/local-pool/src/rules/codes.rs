//! Codes: sent to a user for one purpose, and taken back once.

mod purpose;

use super::delivery::{self, CodeDeliveryDetails};
use crate::app::Context;
use crate::crypto::{equal, random_text};
use crate::model::code::Code;
use crate::model::user::User;
use crate::store::{Record as _, key};
use crate::wire::error::{ApiError, ErrorCode};

pub(crate) use purpose::{FORGOT_PASSWORD, Purpose, SIGN_UP, verification_of};

/// How many wrong tries end a code.
const TRIES: u32 = 5;
/// How many replaced codes are remembered, to be told apart from wrong ones.
const REMEMBERED: usize = 10;

/// Sends a fresh code to an attribute's value; codes sent before for the same purpose are of no use any more.
pub(crate) fn send(
    cx: &Context<'_>,
    user: &User,
    purpose: &Purpose,
    (attribute, to): (&str, &str),
) -> Result<CodeDeliveryDetails, ApiError> {
    let mut code = fresh(cx, &user.pool_id, &user.key, purpose)?;
    code.digits = random_text(b"0123456789", 6)?;
    to.clone_into(&mut code.destination);
    delivery::send(cx, to, purpose.kind, purpose.subject, &code.digits)?;
    cx.tx.put(&code)?;
    Ok(CodeDeliveryDetails::masking(attribute, to))
}

/// Acts as if a code had been sent: from now on, whatever is entered for it is wrong.
pub(crate) fn pretend(
    cx: &Context<'_>,
    pool_id: &str,
    user_key: &str,
    purpose: &Purpose,
) -> Result<(), ApiError> {
    Ok(cx.tx.put(&fresh(cx, pool_id, user_key, purpose)?)?)
}

/// A code without digits in place of the one before it.
fn fresh(
    cx: &Context<'_>,
    pool_id: &str,
    user_key: &str,
    purpose: &Purpose,
) -> Result<Code, ApiError> {
    let mut code = Code::new(pool_id, user_key, purpose.name, cx.now.after(purpose.life));
    if let Some(old) = cx
        .tx
        .get::<Code>(&key(&[pool_id, user_key, purpose.name]))?
    {
        code.superseded = old.superseded;
        code.superseded.push(old.digits);
        let excess = code.superseded.len().saturating_sub(REMEMBERED);
        code.superseded.drain(..excess);
    }
    Ok(code)
}

/// Where the code went that the user has not entered yet.
pub(crate) fn destination(
    cx: &Context<'_>,
    user: &User,
    purpose: &Purpose,
) -> Result<Option<String>, ApiError> {
    let code = cx.tx.get::<Code>(&Code::key_of(user, purpose.name))?;
    Ok(code.map(|code| code.destination))
}

/// Takes the code of no use any more, because what it would verify has changed.
pub(crate) fn withdraw(cx: &Context<'_>, user: &User, purpose: &Purpose) -> Result<(), ApiError> {
    Ok(cx.tx.delete::<Code>(&Code::key_of(user, purpose.name))?)
}

/// Takes the codes of no use any more that went to a value which the user gives up.
pub(crate) fn withdraw_sent_to(
    cx: &Context<'_>,
    user: &User,
    destination: &str,
) -> Result<(), ApiError> {
    for code in cx.tx.scan::<Code>(&format!("{} ", user.key()))? {
        if code.destination == destination {
            cx.tx.delete::<Code>(&code.key())?;
        }
    }
    Ok(())
}

/// Takes a code back, and says where it had been sent. A right one is used up; a wrong one is counted.
pub(crate) fn redeem(
    cx: &Context<'_>,
    user: &User,
    purpose: &Purpose,
    entered: &str,
) -> Result<String, ApiError> {
    try_code(
        cx,
        &Code::key_of(user, purpose.name),
        purpose,
        Some(entered),
    )
}

/// The answer to a code of somebody who does not exist, or may not use it: that of a wrong code.
pub(crate) fn refuse(
    cx: &Context<'_>,
    pool_id: &str,
    user_key: &str,
    purpose: &Purpose,
) -> ApiError {
    try_code(cx, &key(&[pool_id, user_key, purpose.name]), purpose, None)
        .err()
        .unwrap_or_else(mismatch)
}

fn try_code(
    cx: &Context<'_>,
    key: &str,
    purpose: &Purpose,
    entered: Option<&str>,
) -> Result<String, ApiError> {
    let Some(mut code) = cx.tx.get::<Code>(key)? else {
        return Err(expired());
    };
    if code.wrong_tries >= TRIES {
        return Err((purpose.exhausted)());
    }
    if code.expires <= cx.now {
        return Err(expired());
    }
    if let Some(entered) = entered {
        if equal(code.digits.as_bytes(), entered.as_bytes()) {
            cx.tx.delete::<Code>(key)?;
            return Ok(code.destination);
        }
        if code.superseded.iter().any(|old| old == entered) {
            return Err(expired());
        }
    }
    code.wrong_tries += 1;
    cx.tx.put(&code)?;
    let refusal = if code.wrong_tries >= TRIES {
        (purpose.exhausted)()
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
