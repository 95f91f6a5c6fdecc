//! Second factors: which ones a user has, and asking for one.

use super::delivery::{self, Letter};
use super::{limits, pools};
use crate::app::Context;
use crate::crypto::random_text;
use crate::model::challenge::{CodeQuestion, SentCode};
use crate::model::mfa::MfaFactors;
use crate::model::pool::UserPool;
use crate::model::pool_settings::MfaConfiguration;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::wire::error::{ApiError, ErrorCode};

/// The factors of which the user is to be asked: those that are turned on; where there must be one and none is, those at
/// hand. One that is turned on stays among them when the user can be reached by it no more.
///
/// As in the service, an authenticator app goes on to be asked when the pool no longer lets others be set up.
pub(crate) fn wanted(pool: &UserPool, offered: &MfaFactors, user: &User) -> Vec<SecondFactor> {
    let is_asked =
        |factor: &SecondFactor| offered.offer(*factor) || *factor == SecondFactor::SoftwareToken;
    let enabled = user.factors.enabled.iter().copied();
    let turned_on: Vec<_> = enabled.filter(is_asked).collect();
    match pool.mfa_configuration {
        MfaConfiguration::Off => Vec::new(),
        MfaConfiguration::On if turned_on.is_empty() => at_hand(offered, user),
        MfaConfiguration::On | MfaConfiguration::Optional => turned_on,
    }
}

/// Those of the wanted factors that can be asked; refuses a user whom none of them reaches any more, and who would
/// otherwise be let in by the password alone.
pub(crate) fn askable(
    mut wanted: Vec<SecondFactor>,
    user: &User,
) -> Result<Vec<SecondFactor>, ApiError> {
    let is_needed = !wanted.is_empty();
    wanted.retain(|factor| has(user, *factor));
    if is_needed && wanted.is_empty() {
        // The service's spelling.
        let words = "No MFA mechanism registerd in the account.";
        return Err(ErrorCode::MFAMethodNotFound.because(words));
    }
    Ok(wanted)
}

/// Refuses to take away where the codes are sent of the only factor of a user who must have one.
pub(crate) fn check_is_no_must(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    attribute: &str,
) -> Result<(), ApiError> {
    let mut factors = wanted(pool, &pools::mfa_factors(cx, pool)?, user);
    factors.retain(|factor| has(user, *factor));
    let hangs_on_it = |factor: &SecondFactor| factor.attribute() == Some(attribute);
    if pool.mfa_configuration == MfaConfiguration::On
        && !factors.is_empty()
        && factors.iter().all(hangs_on_it)
    {
        return Err(ErrorCode::InvalidParameter.because(format!(
            "user.{attribute}: Attribute cannot be deleted while MFA requires it."
        )));
    }
    Ok(())
}

/// The factors of which a user who must have one can be asked without ever having turned one on: those that send
/// codes to where the user can be reached.
fn at_hand(offered: &MfaFactors, user: &User) -> Vec<SecondFactor> {
    let mut factors = vec![SecondFactor::Sms, SecondFactor::Email];
    factors.retain(|factor| offered.offer(*factor) && has(user, *factor));
    factors
}

/// Whether the user can turn a factor on: the pool has it, and the app or the address proved to be the user's.
pub(crate) fn can_turn_on(
    pool: &UserPool,
    offered: &MfaFactors,
    user: &User,
    factor: SecondFactor,
) -> bool {
    let is_proven = |attribute| user.attribute(&format!("{attribute}_verified")) == Some("true");
    pool.mfa_configuration != MfaConfiguration::Off
        && offered.offer(factor)
        && has(user, factor)
        && factor.attribute().is_none_or(is_proven)
}

/// Whether there is what the factor needs.
fn has(user: &User, factor: SecondFactor) -> bool {
    match factor.attribute() {
        Some(attribute) => user.attribute(attribute).is_some(),
        None => user.factors.software_token.is_some(),
    }
}

/// What the user calls the authenticator app.
pub(crate) fn friendly_device_name(user: &User) -> Option<&str> {
    let token = user.factors.software_token.as_ref()?;
    token.friendly_device_name.as_deref()
}

/// Under which name wrong codes of the user are counted.
pub(crate) fn attempts_of(user: &User) -> String {
    format!("{} second factor", user.key)
}

/// What to ask for, after sending a code if the factor is one that sends codes.
pub(crate) fn ask(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    factor: SecondFactor,
) -> Result<CodeQuestion, ApiError> {
    let Some(attribute) = factor.attribute() else {
        return Ok(CodeQuestion {
            factor,
            sent: None,
            is_setup: false,
        });
    };
    let to = user.attribute(attribute).ok_or_else(|| {
        ErrorCode::InvalidParameter.because(format!("User does not have {attribute}."))
    })?;
    send(cx, pool, user, factor, to)
}

/// Sends a code in the pool's own words, if not too many were sent to the user.
pub(crate) fn send(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    factor: SecondFactor,
    to: &str,
) -> Result<CodeQuestion, ApiError> {
    const SUBJECT: &str = "Your authentication code";
    const BODY: &str = "Your authentication code is {####}.";
    limits::count_sign_in(cx, &pool.id, &user.key)?;
    let offered = pools::mfa_factors(cx, pool)?;
    let (subject, body) = match factor {
        SecondFactor::Email => offered
            .email_mfa_configuration
            .map(|words| (words.subject, words.message)),
        _ => offered
            .sms_mfa_configuration
            .map(|words| (None, words.sms_authentication_message)),
    }
    .unwrap_or_default();
    let digits = random_text(b"0123456789", 6)?;
    let letter = Letter {
        to,
        kind: "mfa",
        subject: subject.as_deref().unwrap_or(SUBJECT),
        code: &digits,
        body: body.as_deref().unwrap_or(BODY).replace("{####}", &digits),
    };
    delivery::post(cx, letter)?;
    let sent = SentCode {
        digits,
        destination: to.to_owned(),
    };
    Ok(CodeQuestion {
        factor,
        sent: Some(sent),
        is_setup: false,
    })
}
