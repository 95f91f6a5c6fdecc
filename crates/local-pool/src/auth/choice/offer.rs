//! Between what a user can choose. Where a client hides which users exist, those who do not exist, and those whom only
//! a password lets in, are offered something as well, the same each time.

use super::Choice;
use crate::app::Context;
use crate::auth::admission::{may_go_without_password, needs_second_factor};
use crate::auth::claimant::Claimant;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::formats::is_phone_number;
use crate::rules::passkeys;
use crate::rules::relying_party::RelyingParty;
use crate::wire::error::ApiError;

/// The choices of whoever claims to be a user under the name `login`.
pub(crate) fn choices(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    login: &str,
    claimant: &Claimant,
) -> Result<Vec<Choice>, ApiError> {
    let mut choices = Vec::new();
    for choice in Choice::ALL {
        let is_offered = match (choice.factor(), claimant.without_password()) {
            ("PASSWORD", _) => pool.offers("PASSWORD"),
            (_, Some(user)) => holds(cx, pool, user, choice)?,
            (_, None) => client.hides_users() && seems_to_hold(cx, pool, login, choice)?,
        };
        if is_offered {
            choices.push(choice);
        }
    }
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

/// Whether a user has that factor, and the pool lets it be the first one.
fn holds(cx: &Context<'_>, pool: &UserPool, user: &User, choice: Choice) -> Result<bool, ApiError> {
    let is_verified = |attribute: &str| {
        user.attribute(attribute).is_some()
            && user.attribute(&format!("{attribute}_verified")) == Some("true")
    };
    let is_there = match choice {
        Choice::Password | Choice::PasswordSrp => user.verifier.is_some(),
        Choice::EmailOtp => is_verified("email"),
        Choice::SmsOtp => is_verified("phone_number"),
        Choice::WebAuthn => match RelyingParty::find(cx, pool)? {
            Some(party) => !passkeys::usable_ids(cx, user, &party)?.is_empty(),
            None => false,
        },
    };
    Ok(is_there && is_possible(cx, pool, Some(user), choice)?)
}

/// Whether somebody made up is said to have that factor.
fn seems_to_hold(
    cx: &Context<'_>,
    pool: &UserPool,
    login: &str,
    choice: Choice,
) -> Result<bool, ApiError> {
    let is_there = match choice {
        Choice::Password | Choice::PasswordSrp | Choice::EmailOtp => true,
        Choice::SmsOtp => is_phone_number(login),
        Choice::WebAuthn => !passkeys::made_up_ids(cx, pool, login).is_empty(),
    };
    Ok(is_there && is_possible(cx, pool, None, choice)?)
}

/// Whether the pool offers it. A code is one factor alone, which a second one cannot follow; a passkey that checks who
/// holds it can be two (developer guide, "Authentication flows").
fn is_possible(
    cx: &Context<'_>,
    pool: &UserPool,
    user: Option<&User>,
    choice: Choice,
) -> Result<bool, ApiError> {
    if !pool.offers(choice.factor()) {
        return Ok(false);
    }
    Ok(match choice {
        Choice::Password | Choice::PasswordSrp => true,
        Choice::EmailOtp | Choice::SmsOtp => !needs_second_factor(cx, pool, user)?,
        Choice::WebAuthn => match RelyingParty::find(cx, pool)? {
            Some(party) => party.is_multi_factor || !needs_second_factor(cx, pool, user)?,
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
