//! Trying a password, and waiting after too many wrong ones.

use crate::app::Context;
use crate::model::lockout::Lockout;
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

/// What came of trying a password.
pub(crate) enum Verdict {
    /// It is right.
    Right,
    /// It is wrong, and was counted.
    Wrong,
    /// It was not looked at: the wrong ones before were too many.
    Locked,
}

/// Lets `user_id` try a password at a sign-in.
pub(crate) fn attempt(
    cx: &Context<'_>,
    pool: &UserPool,
    user_id: &str,
    is_right: impl FnOnce() -> bool,
) -> Result<(), ApiError> {
    match judge(cx, pool, user_id, is_right)? {
        Verdict::Right => Ok(()),
        Verdict::Wrong => Err(incorrect().keeping_changes()),
        Verdict::Locked => Err(ErrorCode::NotAuthorized.because("Password attempts exceeded")),
    }
}

/// Lets `user_id` try a password. The wrong ones are counted, whether or not the user exists.
pub(crate) fn judge(
    cx: &Context<'_>,
    pool: &UserPool,
    user_id: &str,
    is_right: impl FnOnce() -> bool,
) -> Result<Verdict, ApiError> {
    let user_id = pool.fold(user_id);
    let key = Lockout::key_of(&pool.id, &user_id);
    let known = cx
        .tx
        .get::<Lockout>(&key)?
        .filter(|lockout| !lockout.is_forgotten(cx.now));
    if known.as_ref().is_some_and(|lockout| lockout.holds(cx.now)) {
        return Ok(Verdict::Locked);
    }
    if is_right() {
        if known.is_some() {
            cx.tx.delete::<Lockout>(&key)?;
        }
        return Ok(Verdict::Right);
    }
    let mut lockout = known.unwrap_or_else(|| Lockout::none(&pool.id, &user_id, cx.now));
    lockout.count_failure(cx.now);
    cx.tx.put(&lockout)?;
    Ok(Verdict::Wrong)
}

/// The words for a wrong password and for an unknown user alike.
pub(crate) fn incorrect() -> ApiError {
    ErrorCode::NotAuthorized.because("Incorrect username or password.")
}
