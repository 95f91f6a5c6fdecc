//! What comes after the password was right: another password, a second factor, or the tokens.

use super::challenges::{
    device_srp_auth, mfa_setup, new_password_required, second_factor, select_mfa_type,
};
use super::choice::{self, Choice};
use super::{AuthOutput, device, password, sessions};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::device::Device;
use crate::model::pool::UserPool;
use crate::model::pool_settings::MfaConfiguration;
use crate::model::second_factor::SecondFactor;
use crate::model::user::{User, UserStatus};
use crate::rules::{pools, second_factors};
use crate::store::key;
use crate::wire::error::{ApiError, ErrorCode};

/// What is left to do for a user whose password was right.
pub(crate) enum Admission {
    /// Nothing: the user is in.
    In,
    /// The user must choose another password first.
    NewPassword,
    /// The user must enter a code of that kind.
    SecondFactor(SecondFactor),
    /// The user must enter a code, and say of which of these kinds.
    Choice(Vec<SecondFactor>),
    /// The user must set up one of these first.
    Setup(Vec<SecondFactor>),
}

/// Signs in a user whose password was right, or says what stands in the way. A remembered device can stand in for
/// the second factor.
pub(crate) fn admit(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    device: Option<&Device>,
) -> Result<AuthOutput, ApiError> {
    let key = device.map(|device| device.device_key.as_str());
    match judge(cx, pool, user)? {
        Admission::In => enter(cx, pool, client, user, device),
        Admission::NewPassword => new_password_required::begin(cx, pool, client, user, device),
        Admission::Setup(factors) => mfa_setup::begin(cx, client, user, key, &factors),
        Admission::SecondFactor(_) | Admission::Choice(_) if device::is_trusted(pool, device) => {
            enter(cx, pool, client, user, device)
        }
        Admission::SecondFactor(one) => second_factor::begin(cx, pool, client, user, key, one),
        Admission::Choice(factors) => select_mfa_type::begin(cx, client, user, key, factors),
    }
}

/// Signs in a user who owes no second factor any more, once a remembered device has proved to be the one.
pub(crate) fn enter(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    device: Option<&Device>,
) -> Result<AuthOutput, ApiError> {
    match device {
        Some(remembered) if remembered.is_remembered => {
            device_srp_auth::begin(cx, client, user, remembered)
        }
        _ => finish(cx, pool, client, user, device),
    }
}

/// Signs in a user who owes nothing any more, if nothing has happened to the user meanwhile.
pub(crate) fn finish(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    device: Option<&Device>,
) -> Result<AuthOutput, ApiError> {
    if owes_password(cx, user)? {
        return new_password_required::begin(cx, pool, client, user, device);
    }
    let result = sessions::begin(cx, pool, client, user, device)?;
    Ok(AuthOutput::tokens(result))
}

/// Signs in a user whose first factor was right and no password, which no second one follows: to those who need a
/// second one, no such factor is offered ([`super::choice`]), and none is taken if they have come to need it since.
pub(crate) fn admit_without_password(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    device: Option<&Device>,
    choice: Choice,
) -> Result<AuthOutput, ApiError> {
    if !may_go_without_password(user) {
        return Err(password::incorrect());
    }
    if !choice::suffices(cx, pool, Some(user), choice)? {
        return Err(choice::password_is_a_must());
    }
    enter(cx, pool, client, user, device)
}

/// Whether nothing stands in the way that only the password could clear.
pub(super) fn may_go_without_password(user: &User) -> bool {
    user.enabled && user.status == UserStatus::Confirmed
}

/// The user who signed in before, if nothing has happened since that stands in the way of going on without a password:
/// the user is still there, not locked out, and need not choose another password.
pub(crate) fn returning(
    cx: &Context<'_>,
    pool: &UserPool,
    user_key: &str,
    sub: &str,
) -> Result<Option<User>, ApiError> {
    let user = cx.tx.get::<User>(&key(&[&pool.id, user_key]))?;
    Ok(user.filter(|user| {
        let is_free = [UserStatus::Confirmed, UserStatus::ExternalProvider].contains(&user.status);
        user.sub == sub && user.enabled && is_free
    }))
}

/// Whether a user, or somebody made up, is asked for a second factor after the password.
pub(super) fn needs_second_factor(
    cx: &Context<'_>,
    pool: &UserPool,
    user: Option<&User>,
) -> Result<bool, ApiError> {
    Ok(match (pool.mfa_configuration, user) {
        (MfaConfiguration::On, _) => true,
        (MfaConfiguration::Optional, Some(user)) => {
            !second_factors::wanted(pool, &pools::mfa_factors(cx, pool)?, user).is_empty()
        }
        _ => false,
    })
}

/// Whether a user whose password was right is in, or what stands in the way.
pub(crate) fn judge(cx: &Context<'_>, pool: &UserPool, user: &User) -> Result<Admission, ApiError> {
    if owes_password(cx, user)? {
        return Ok(Admission::NewPassword);
    }
    let offered = pools::mfa_factors(cx, pool)?;
    let is_must = pool.mfa_configuration == MfaConfiguration::On;
    let wanted = second_factors::wanted(pool, &offered, user);
    let factors = second_factors::askable(wanted, user)?;
    let preferred = user.factors.preferred;
    Ok(match (factors.as_slice(), preferred) {
        ([], _) if is_must => Admission::Setup(offered.second_factors()),
        ([], _) => Admission::In,
        ([only], _) => Admission::SecondFactor(*only),
        (several, Some(one)) if several.contains(&one) => Admission::SecondFactor(one),
        _ => Admission::Choice(factors),
    })
}

/// Whether a user must choose a password before anything else; refuses those who may not sign in at all.
pub(crate) fn owes_password(cx: &Context<'_>, user: &User) -> Result<bool, ApiError> {
    if !user.enabled {
        return Err(ErrorCode::NotAuthorized.because("User is disabled."));
    }
    match user.status {
        UserStatus::Confirmed => Ok(false),
        UserStatus::Unconfirmed => {
            Err(ErrorCode::UserNotConfirmed.because("User is not confirmed."))
        }
        UserStatus::ResetRequired => Err(password_reset_required()),
        UserStatus::ForceChangePassword => check_temporary(cx, user).map(|()| true),
        UserStatus::ExternalProvider => Err(password::incorrect()),
    }
}

/// An administrator reset the password, and the user has not chosen another one yet.
pub(super) fn password_reset_required() -> ApiError {
    ErrorCode::PasswordResetRequired.because("Password reset required for the user")
}

/// A password that an administrator gave is good for choosing another one, and for some days only.
fn check_temporary(cx: &Context<'_>, user: &User) -> Result<(), ApiError> {
    if user.temporary_until.is_some_and(|end| end <= cx.now) {
        return Err(ErrorCode::NotAuthorized
            .because("Temporary password has expired and must be reset by an administrator."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{App, Config};
    use crate::ops::Operation as _;
    use crate::ops::initiate_auth::InitiateAuth;
    use crate::ops::sign_up::SignUp;
    use crate::rules::users;

    const CLIENT: &str = "4vestibulelocalclient7q2";
    const EMAIL: &str = "ann@example.com";

    fn sign_in(app: &App, password: &str) -> String {
        let request: InitiateAuth = serde_json::from_value(serde_json::json!({
            "ClientId": CLIENT, "AuthFlow": "USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": EMAIL, "PASSWORD": password},
        }))
        .unwrap();
        match app.run(|cx| request.run(cx)) {
            Ok(_) => "signed in".to_owned(),
            Err(refusal) => refusal.to_string(),
        }
    }

    /// A pool with one user, changed by `change`.
    fn pool_with(change: impl FnOnce(&mut User)) -> App {
        let app = App::open(Config::in_memory("http://127.0.0.1:9229").unwrap()).unwrap();
        let request: SignUp = serde_json::from_value(serde_json::json!({
            "ClientId": CLIENT, "Username": EMAIL, "Password": "Passw0rd",
        }))
        .unwrap();
        app.run(|cx| request.run(cx)).unwrap();
        app.run(|cx| {
            let pool: UserPool = cx.tx.get("us-east-1_Vestibule")?.unwrap();
            let mut user = users::existing(cx, &pool, EMAIL)?;
            user.status = UserStatus::Confirmed;
            change(&mut user);
            users::save(cx, &mut user)
        })
        .unwrap();
        app
    }

    #[test]
    fn what_stands_in_the_way_is_told_after_the_right_password_only() {
        let disabled = pool_with(|user| user.enabled = false);
        let reset = pool_with(|user| user.status = UserStatus::ResetRequired);
        for (app, told) in [
            (pool_with(|_| ()), "signed in"),
            (disabled, "NotAuthorizedException: User is disabled."),
            (
                reset,
                "PasswordResetRequiredException: Password reset required for the user",
            ),
        ] {
            assert_eq!(sign_in(&app, "Passw0rd"), told);
            assert_eq!(
                sign_in(&app, "Passw0rD"),
                "NotAuthorizedException: Incorrect username or password."
            );
        }
    }
}
