//! A password in place of the one that an administrator gave.

use super::endpoint::Call;
use crate::app::Context;
use crate::auth::admission;
use crate::model::pool::UserPool;
use crate::model::user::{User, UserStatus};
use crate::rules::{passwords, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::Password;

/// Sets the password that was typed twice, if one is still owed.
pub(super) fn set(
    cx: &Context<'_>,
    call: &Call,
    pool: &UserPool,
    user: &mut User,
) -> Result<(), ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::NotAuthorized.because(words));
    if !admission::owes_password(cx, user)? {
        return refuse("A new password was chosen already. Sign in with it.");
    }
    let typed = call.typed("new_password");
    if typed != call.typed("confirm_password") {
        return refuse("The two passwords are not the same.");
    }
    let Ok(password) = Password::try_from(typed.to_owned()) else {
        return refuse("Enter a password without spaces at its ends.");
    };
    passwords::check_policy(&pool.policies.password_policy, &password)?;
    passwords::set(pool, user, &password)?;
    user.status = UserStatus::Confirmed;
    users::save(cx, user)
}
