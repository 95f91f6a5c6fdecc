//! What a new password must have, and setting it.

use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::pool_settings::PasswordPolicy;
use crate::model::user::{User, UserStatus};
use crate::srp::Verifier;
use crate::wire::error::{ApiError, ErrorCode};

/// The characters that count as symbols (Cognito developer guide, "Adding user pool password requirements").
const SYMBOLS: &str = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ";

/// Refuses a password that breaks the pool's policy, naming the first rule that it breaks.
pub(crate) fn check_policy(policy: &PasswordPolicy, password: &str) -> Result<(), ApiError> {
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    let rules = [
        (
            password.chars().count() >= policy.minimum_length,
            "Password not long enough",
        ),
        (
            !policy.require_numbers || has(|c| c.is_ascii_digit()),
            "Password must have numeric characters",
        ),
        (
            !policy.require_lowercase || has(|c| c.is_ascii_lowercase()),
            "Password must have lowercase characters",
        ),
        (
            !policy.require_uppercase || has(|c| c.is_ascii_uppercase()),
            "Password must have uppercase characters",
        ),
        (
            !policy.require_symbols || has(|c| SYMBOLS.contains(c)),
            "Password must have symbol characters",
        ),
    ];
    match rules.iter().find(|(kept, _)| !kept) {
        None => Ok(()),
        Some((_, rule)) => Err(ErrorCode::InvalidPassword
            .because(format!("Password did not conform with policy: {rule}"))),
    }
}

/// Gives the user a new password, unless the pool remembers it as one of the user's last ones.
pub(crate) fn set(pool: &UserPool, user: &mut User, password: &str) -> Result<(), ApiError> {
    let remembered = pool
        .policies
        .password_policy
        .password_history_size
        .unwrap_or(0);
    let group = pool.srp_group();
    let was_used = user
        .verifier
        .iter()
        .chain(&user.password_history)
        .take(remembered)
        .any(|verifier| verifier.matches(group, &user.key, password));
    if was_used {
        return Err(ErrorCode::PasswordHistoryPolicyViolation
            .because("Password has been used before, please choose another one."));
    }
    let verifier = Verifier::of_password(group, &user.key, password)?;
    let replaced = user.verifier.replace(verifier);
    user.password_history.splice(0..0, replaced);
    user.password_history.truncate(remembered.saturating_sub(1));
    Ok(())
}

/// Gives the user a password that must be changed at the first sign-in, and can be used for some days only.
pub(crate) fn set_temporary(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    password: &str,
) -> Result<(), ApiError> {
    let policy = &pool.policies.password_policy;
    check_policy(policy, password)?;
    set(pool, user, password)?;
    user.temporary_until = Some(cx.now.after(policy.temporary_password_life()));
    user.status = UserStatus::ForceChangePassword;
    Ok(())
}
