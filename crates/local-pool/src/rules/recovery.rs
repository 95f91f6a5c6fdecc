//! Who can recover an account with a code, and where that code goes.

use crate::model::pool::UserPool;
use crate::model::pool_settings::RecoveryOptionName;
use crate::model::user::{User, UserStatus};
use crate::wire::error::{ApiError, ErrorCode};

/// The way that the service takes where the pool does not say: a phone number before an address.
const DEFAULT: [RecoveryOptionName; 2] = [
    RecoveryOptionName::VerifiedPhoneNumber,
    RecoveryOptionName::VerifiedEmail,
];

/// Refuses in a pool where only administrators recover accounts.
pub(crate) fn check_allowed(pool: &UserPool) -> Result<(), ApiError> {
    if mechanisms(pool).contains(&RecoveryOptionName::AdminOnly) {
        return Err(ErrorCode::NotAuthorized.because("Contact administrator to reset password."));
    }
    Ok(())
}

/// The user who asks, with the destination of the code; or why that user cannot have one.
pub(crate) fn candidate<'u>(
    pool: &UserPool,
    user: Option<&'u User>,
) -> Result<(&'u User, (&'static str, &'u str)), ApiError> {
    let user = user.ok_or_else(|| {
        ErrorCode::UserNotFound.because("Username/client id combination not found.")
    })?;
    Ok((user, destination(pool, user)?))
}

/// The attribute and value that the code goes to, for a user whose password can be reset by one.
pub(crate) fn destination<'u>(
    pool: &UserPool,
    user: &'u User,
) -> Result<(&'static str, &'u str), ApiError> {
    if !user.enabled {
        return Err(ErrorCode::NotAuthorized.because("User is disabled."));
    }
    if [
        UserStatus::ForceChangePassword,
        UserStatus::ExternalProvider,
    ]
    .contains(&user.status)
    {
        return Err(
            ErrorCode::NotAuthorized.because("User password cannot be reset in the current state.")
        );
    }
    let verified = |name: &'static str| {
        let is_verified = user.attribute(&format!("{name}_verified")) == Some("true");
        is_verified.then(|| Some((name, user.attribute(name)?)))?
    };
    let destination = mechanisms(pool)
        .into_iter()
        .find_map(|mechanism| match mechanism {
            RecoveryOptionName::VerifiedEmail => verified("email"),
            RecoveryOptionName::VerifiedPhoneNumber => verified("phone_number"),
            RecoveryOptionName::AdminOnly => None,
        });
    destination.ok_or_else(|| {
        ErrorCode::InvalidParameter.because(
            "Cannot reset password for the user as there is no registered/verified email or phone_number",
        )
    })
}

fn mechanisms(pool: &UserPool) -> Vec<RecoveryOptionName> {
    let Some(setting) = &pool.account_recovery_setting else {
        return DEFAULT.to_vec();
    };
    let mut options = setting.recovery_mechanisms.clone();
    options.sort_by_key(|option| option.priority);
    options.into_iter().map(|option| option.name).collect()
}
