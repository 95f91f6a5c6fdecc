//! Between what a user can choose. Where a client hides which users exist, those who do not exist are offered what a
//! user of the pool can have, the same each time (developer guide, "Managing user existence error responses"). Whom only
//! a password lets in is offered that alone: whatever else there seemed to be would lead nowhere.

use super::Choice;
use crate::app::Context;
use crate::auth::admission::{may_go_without_password, needs_second_factor};
use crate::auth::claimant::Claimant;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::passkeys;
use crate::rules::relying_party::RelyingParty;
use crate::wire::error::{ApiError, ErrorCode};

/// The choices of whoever claims to be a user under the name `login`.
pub(crate) fn choices(
    cx: &Context<'_>,
    pool: &UserPool,
    login: &str,
    claimant: &Claimant,
) -> Result<Vec<Choice>, ApiError> {
    let mut others = Vec::new();
    for choice in [Choice::WebAuthn, Choice::EmailOtp, Choice::SmsOtp] {
        let is_offered = match &claimant.user {
            Some(user) => may_go_without_password(user) && holds(cx, pool, user, choice)?,
            None => seems_to_hold(cx, pool, login, choice)?,
        };
        if is_offered {
            others.push(choice);
        }
    }
    let is_code = |choice: &Choice| matches!(choice, Choice::EmailOtp | Choice::SmsOtp);
    let has_password = match &claimant.user {
        Some(user) => user.verifier.is_some() || others.is_empty(),
        // Who has no password signed up where a code does.
        None => !others.iter().any(is_code) || seems_to_have(cx, pool, login, Choice::Password),
    };
    let mut choices = Vec::new();
    if has_password && pool.offers("PASSWORD") {
        choices.extend([Choice::PasswordSrp, Choice::Password]);
    }
    choices.extend(others);
    Ok(choices)
}

/// The factors of a user, by their names in a pool's sign-in policy.
pub(crate) fn factors(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
) -> Result<Vec<&'static str>, ApiError> {
    let mut factors = Vec::new();
    for choice in Choice::ALL {
        if choice != Choice::PasswordSrp && holds(cx, pool, user, choice)? {
            factors.push(choice.factor());
        }
    }
    Ok(factors)
}

/// Refuses a passkey to those who have one and must begin with the password all the same.
pub(crate) fn check_password_is_no_must(
    cx: &Context<'_>,
    pool: &UserPool,
    login: &str,
    claimant: &Claimant,
) -> Result<(), ApiError> {
    let user = claimant.user.as_ref();
    let has_one = match user {
        Some(user) => may_go_without_password(user) && has(cx, pool, user, Choice::WebAuthn)?,
        None => seems_to_have(cx, pool, login, Choice::WebAuthn),
    };
    if has_one
        && pool.offers(Choice::WebAuthn.factor())
        && !suffices(cx, pool, user, Choice::WebAuthn)?
    {
        return Err(password_is_a_must());
    }
    Ok(())
}

/// A second factor is wanted, which the chosen first one cannot stand for.
pub(crate) fn password_is_a_must() -> ApiError {
    ErrorCode::NotAuthorized.because("Password Challenge is Required to SignIn")
}

/// Whether a user has that factor, and the pool lets it be the first one.
fn holds(cx: &Context<'_>, pool: &UserPool, user: &User, choice: Choice) -> Result<bool, ApiError> {
    Ok(pool.offers(choice.factor())
        && has(cx, pool, user, choice)?
        && suffices(cx, pool, Some(user), choice)?)
}

fn has(cx: &Context<'_>, pool: &UserPool, user: &User, choice: Choice) -> Result<bool, ApiError> {
    let is_verified = |attribute: &str| {
        user.attribute(attribute).is_some()
            && user.attribute(&format!("{attribute}_verified")) == Some("true")
    };
    Ok(match choice {
        Choice::Password | Choice::PasswordSrp => user.verifier.is_some(),
        Choice::EmailOtp => is_verified("email"),
        Choice::SmsOtp => is_verified("phone_number"),
        Choice::WebAuthn => match RelyingParty::find(cx, pool)? {
            Some(party) => !passkeys::usable(cx, user, &party)?.is_empty(),
            None => false,
        },
    })
}

/// Whether somebody made up is said to have that factor, and the pool lets it be the first one.
fn seems_to_hold(
    cx: &Context<'_>,
    pool: &UserPool,
    login: &str,
    choice: Choice,
) -> Result<bool, ApiError> {
    Ok(pool.offers(choice.factor())
        && seems_to_have(cx, pool, login, choice)
        && suffices(cx, pool, None, choice)?)
}

/// Every other one is, whichever factor it is.
fn seems_to_have(cx: &Context<'_>, pool: &UserPool, login: &str, choice: Choice) -> bool {
    if choice == Choice::WebAuthn {
        return !passkeys::made_up(cx, pool, login).is_empty();
    }
    let topic = format!("{} {}", choice.factor(), pool.id);
    cx.decoy(&topic, &pool.fold(login))[0] & 1 == 0
}

/// Whether the factor alone lets a user in, or somebody made up, or is followed by a second one. A code is one factor,
/// which none follows; a passkey that checks who holds it can be two, where the pool and the user say so (developer
/// guide, "Authentication flows"; `WebAuthnMfaSettingsType`).
pub(crate) fn suffices(
    cx: &Context<'_>,
    pool: &UserPool,
    user: Option<&User>,
    choice: Choice,
) -> Result<bool, ApiError> {
    let is_turned_on = user.is_none_or(|user| user.factors.passkey);
    Ok(match choice {
        Choice::Password | Choice::PasswordSrp => true,
        Choice::EmailOtp | Choice::SmsOtp => !needs_second_factor(cx, pool, user)?,
        Choice::WebAuthn => match RelyingParty::find(cx, pool)? {
            Some(party) if party.is_multi_factor && is_turned_on => true,
            Some(_) => !needs_second_factor(cx, pool, user)?,
            None => false,
        },
    })
}

impl Claimant {
    /// The user, if another factor than the password can let it in.
    pub(crate) fn without_password(&self) -> Option<&User> {
        self.user
            .as_ref()
            .filter(|user| may_go_without_password(user))
    }
}
