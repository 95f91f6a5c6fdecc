//! What a new password must have.

use crate::model::pool::PasswordPolicy;
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
