//! The second factors of a pool: what the service takes, and what it makes of the settings of a pool.

use super::{constraints, pools};
use crate::app::Context;
use crate::model::mfa::{FactorConfiguration, MfaFactors, MfaSettings, SmsMfa};
use crate::model::pool::UserPool;
use crate::model::pool_settings::MfaConfiguration;
use crate::wire::error::{ApiError, ErrorCode};

/// The most characters of a message by SMS (`SmsVerificationMessageType`).
const SMS: usize = 140;
/// The most characters of an e-mail (`EmailMfaMessageType`, `EmailVerificationMessageType`).
const EMAIL: usize = 20_000;

/// Refuses second factors and passkeys that the service would not take for the pool.
pub(crate) fn check(
    cx: &Context<'_>,
    pool: &UserPool,
    factors: &MfaFactors,
) -> Result<(), ApiError> {
    let passkeys = factors.web_authn_configuration.as_ref();
    if let Some(host) = passkeys.and_then(|passkeys| passkeys.relying_party_id.as_ref()) {
        let path = "webAuthnConfiguration.relyingPartyId";
        constraints::length(path, host.chars().count(), &(1..=127))?;
    }
    let sms = factors.sms_mfa_configuration.as_ref();
    let sms = sms.and_then(|sms| sms.sms_authentication_message.as_deref());
    constraints::message("smsMfaConfiguration.smsAuthenticationMessage", sms, SMS)?;
    let email = factors.email_mfa_configuration.as_ref();
    let email = email.and_then(|email| email.message.as_deref());
    constraints::message("emailMfaConfiguration.message", email, EMAIL)?;
    check_first_factors(cx, pool, factors)
}

/// Refuses first factors that no second one can follow where everybody must have one. The default pool offers all that
/// there is, so that all can be tried, and is exempt.
fn check_first_factors(
    cx: &Context<'_>,
    pool: &UserPool,
    factors: &MfaFactors,
) -> Result<(), ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::InvalidParameter.because(words));
    if pool.mfa_configuration != MfaConfiguration::On || cx.is_default_pool(&pool.id) {
        return Ok(());
    }
    if pool.offers("EMAIL_OTP") || pool.offers("SMS_OTP") {
        return refuse(
            "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled",
        );
    }
    let passkeys = factors.web_authn_configuration.as_ref();
    let configuration = passkeys.and_then(|passkeys| passkeys.factor_configuration);
    if pool.offers("WEB_AUTHN")
        && configuration != Some(FactorConfiguration::MultiFactorWithUserVerification)
    {
        return refuse(
            "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed \
             first auth factor",
        );
    }
    Ok(())
}

/// Checks a pool that is created or changed, and sets up the one second factor that these operations know: codes by
/// SMS. Others are set up by `SetUserPoolMfaConfig`.
pub(crate) fn set_up(cx: &Context<'_>, pool: &UserPool) -> Result<(), ApiError> {
    let (kept, mut factors) = (&pool.kept, pools::mfa_factors(cx, pool)?);
    let messages = [
        (
            "emailVerificationMessage",
            &kept.email_verification_message,
            EMAIL,
        ),
        (
            "smsAuthenticationMessage",
            &kept.sms_authentication_message,
            SMS,
        ),
        (
            "smsVerificationMessage",
            &kept.sms_verification_message,
            SMS,
        ),
    ];
    for (path, message, max) in messages {
        constraints::message(path, message.as_deref(), max)?;
    }
    if pool.mfa_configuration == MfaConfiguration::Off {
        return Ok(());
    }
    if let Some(configuration) = &kept.sms_configuration {
        factors.sms_mfa_configuration = Some(SmsMfa {
            sms_authentication_message: kept.sms_authentication_message.clone(),
            sms_configuration: Some(configuration.clone()),
        });
    } else if factors.second_factors().is_empty() {
        return Err(ErrorCode::InvalidParameter.because(
            "SMS configuration and Auto verification for phone_number are required when MFA is required/optional",
        ));
    }
    check(cx, pool, &factors)?;
    Ok(cx.tx.put(&MfaSettings {
        user_pool_id: pool.id.clone(),
        factors,
    })?)
}
