//! Trying a password, and waiting after too many wrong ones.

use crate::app::Context;
use crate::model::lockout::Lockout;
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

/// Lets `user_id` try a password. The wrong ones are counted, whether or not the user exists.
pub(crate) fn attempt(
    cx: &Context<'_>,
    pool: &UserPool,
    user_id: &str,
    is_right: impl FnOnce() -> bool,
) -> Result<(), ApiError> {
    let user_id = pool.fold(user_id);
    let key = Lockout::key_of(&pool.id, &user_id);
    let known = cx
        .tx
        .get::<Lockout>(&key)?
        .filter(|lockout| !lockout.is_forgotten(cx.now));
    if known.as_ref().is_some_and(|lockout| lockout.holds(cx.now)) {
        return Err(ErrorCode::NotAuthorized.because("Password attempts exceeded"));
    }
    if is_right() {
        return if known.is_some() {
            Ok(cx.tx.delete::<Lockout>(&key)?)
        } else {
            Ok(())
        };
    }
    let mut lockout = known.unwrap_or_else(|| Lockout::none(&pool.id, &user_id, cx.now));
    lockout.count_failure(cx.now);
    cx.tx.put(&lockout)?;
    Err(incorrect().keeping_changes())
}

/// The words for a wrong password and for an unknown user alike.
pub(crate) fn incorrect() -> ApiError {
    ErrorCode::NotAuthorized.because("Incorrect username or password.")
}
