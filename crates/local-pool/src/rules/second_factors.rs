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

/// The factors that the user turned on and can be asked.
///
/// As in the service, an authenticator app goes on to be asked when the pool no longer lets others be set up.
pub(crate) fn wanted(offered: &MfaFactors, user: &User) -> Vec<SecondFactor> {
    let is_asked = |factor: &SecondFactor| {
        has(user, *factor) && (offered.offer(*factor) || *factor == SecondFactor::SoftwareToken)
    };
    let enabled = user.factors.enabled.iter().copied();
    enabled.filter(is_asked).collect()
}

/// The factors of which a user who must have one can be asked without ever having turned one on: those that send
/// codes to where the user can be reached.
pub(crate) fn at_hand(offered: &MfaFactors, user: &User) -> Vec<SecondFactor> {
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
