//! User pools: finding, checking and describing them.

use serde::Serialize;

use super::constraints;
use crate::app::Context;
use crate::model::mfa::{MfaFactors, MfaSettings};
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::wire::error::{ApiError, ErrorCode};

/// What a code can verify.
const VERIFIABLE: [&str; 2] = ["phone_number", "email"];

/// The pool of that id.
pub(crate) fn pool(cx: &Context<'_>, id: &str) -> Result<UserPool, ApiError> {
    cx.tx.get(id)?.ok_or_else(|| {
        ErrorCode::ResourceNotFound.because(format!("User pool {id} does not exist."))
    })
}

/// The second factors and passkeys of a pool.
pub(crate) fn mfa_factors(cx: &Context<'_>, pool: &UserPool) -> Result<MfaFactors, ApiError> {
    let settings = cx.tx.get::<MfaSettings>(&pool.id)?;
    Ok(settings
        .map(|settings| settings.factors)
        .unwrap_or_default())
}

/// A user pool with what is not kept but counted.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct PoolDescription {
    #[serde(flatten)]
    pool: UserPool,
    arn: String,
    estimated_number_of_users: usize,
}

/// Describes a pool.
pub(crate) fn describe(cx: &Context<'_>, pool: UserPool) -> Result<PoolDescription, ApiError> {
    let users = cx.tx.scan::<User>(&format!("{} ", pool.id))?;
    Ok(PoolDescription {
        arn: format!(
            "arn:aws:cognito-idp:{}:000000000000:userpool/{}",
            cx.region(),
            pool.id
        ),
        estimated_number_of_users: users.len(),
        pool,
    })
}

/// Refuses settings that the service does not know, or that contradict each other.
pub(crate) fn check(pool: &UserPool) -> Result<(), ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::InvalidParameter.because(words));
    check_names(pool)?;
    check_policies(pool)?;
    if !pool.username_attributes.is_empty() && !pool.alias_attributes.is_empty() {
        return refuse(
            "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.",
        );
    }
    let mut delayed = pool
        .user_attribute_update_settings
        .iter()
        .flat_map(|settings| &settings.attributes_require_verification_before_update);
    if !delayed.all(|name| pool.auto_verified_attributes.contains(name)) {
        return refuse(
            "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
        );
    }
    check_recovery(pool)
}

fn check_recovery(pool: &UserPool) -> Result<(), ApiError> {
    const PATH: &str = "accountRecoverySetting.recoveryMechanisms";
    let Some(setting) = &pool.account_recovery_setting else {
        return Ok(());
    };
    constraints::length(PATH, setting.recovery_mechanisms.len(), &(1..=2))?;
    for mechanism in &setting.recovery_mechanisms {
        let path = format!("{PATH}.member.priority");
        constraints::value(&path, mechanism.priority, &(1..=2))?;
    }
    Ok(())
}

fn check_names(pool: &UserPool) -> Result<(), ApiError> {
    const ALIASES: [&str; 3] = ["phone_number", "email", "preferred_username"];
    let verified = &pool.auto_verified_attributes;
    constraints::members("usernameAttributes", &pool.username_attributes, &VERIFIABLE)?;
    constraints::members("aliasAttributes", &pool.alias_attributes, &ALIASES)?;
    constraints::members("autoVerifiedAttributes", verified, &VERIFIABLE)
}

fn check_policies(pool: &UserPool) -> Result<(), ApiError> {
    const FACTORS: [&str; 4] = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];
    const PATH: &str = "policies.passwordPolicy";
    let policy = &pool.policies.password_policy;
    let at = |member: &str| format!("{PATH}.{member}");
    constraints::value(&at("minimumLength"), policy.minimum_length, &(6..=99))?;
    let days = policy.temporary_password_validity_days;
    constraints::value(&at("temporaryPasswordValidityDays"), days, &(0..=365))?;
    let remembered = policy.password_history_size.unwrap_or(0);
    constraints::value(&at("passwordHistorySize"), remembered, &(0..=24))?;
    let Some(policy) = &pool.policies.sign_in_policy else {
        return Ok(());
    };
    let (path, factors) = (
        "policies.signInPolicy.allowedFirstAuthFactors",
        &policy.allowed_first_auth_factors,
    );
    constraints::length(path, factors.len(), &(1..=5))?;
    constraints::members(path, factors, &FACTORS)?;
    if factors.iter().any(|factor| factor == "PASSWORD") {
        return Ok(());
    }
    Err(ErrorCode::InvalidParameter.because("AllowedFirstAuthFactors must include PASSWORD."))
}
