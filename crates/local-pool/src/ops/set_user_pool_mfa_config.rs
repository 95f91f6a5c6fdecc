//! `SetUserPoolMfaConfig`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::mfa::{EmailMfa, MfaFactors, MfaSettings, SmsMfa, SoftwareTokenMfa, WebAuthn};
use crate::model::pool_settings::MfaConfiguration;
use crate::rules::{mfa_settings, pools};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::UserPoolId;

/// Sets the second factors and passkeys of a pool. What is not named stays.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetUserPoolMfaConfig {
    user_pool_id: UserPoolId,
    mfa_configuration: Option<MfaConfiguration>,
    sms_mfa_configuration: Option<SmsMfa>,
    software_token_mfa_configuration: Option<SoftwareTokenMfa>,
    email_mfa_configuration: Option<EmailMfa>,
    web_authn_configuration: Option<WebAuthn>,
}

/// The settings as they are now.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct MfaConfigOutput {
    #[serde(flatten)]
    pub(crate) factors: MfaFactors,
    pub(crate) mfa_configuration: MfaConfiguration,
}

impl Operation for SetUserPoolMfaConfig {
    const NAME: &'static str = "SetUserPoolMfaConfig";
    type Output = MfaConfigOutput;

    fn run(self, cx: &Context<'_>) -> Result<MfaConfigOutput, ApiError> {
        let mut pool = pools::pool(cx, &self.user_pool_id)?;
        let old = pools::mfa_factors(cx, &pool)?;
        let mfa_configuration = self.mfa_configuration.unwrap_or(pool.mfa_configuration);
        if mfa_configuration == MfaConfiguration::Off && self.enables_a_factor() {
            return refuse(
                "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
            );
        }
        let (sms, token) = (
            self.sms_mfa_configuration,
            self.software_token_mfa_configuration,
        );
        let factors = MfaFactors {
            sms_mfa_configuration: sms.or(old.sms_mfa_configuration),
            software_token_mfa_configuration: token.or(old.software_token_mfa_configuration),
            email_mfa_configuration: self.email_mfa_configuration.or(old.email_mfa_configuration),
            web_authn_configuration: self.web_authn_configuration.or(old.web_authn_configuration),
        };
        if mfa_configuration != MfaConfiguration::Off && factors.second_factors().is_empty() {
            return refuse(
                "Invalid MFA configuration given, can't turn on MFA without an MFA factor.",
            );
        }
        pool.mfa_configuration = mfa_configuration;
        mfa_settings::check(cx, &pool, &factors)?;
        pool.last_modified_date = cx.now;
        cx.tx.put(&pool)?;
        cx.tx.put(&MfaSettings {
            user_pool_id: pool.id,
            factors: factors.clone(),
        })?;
        Ok(MfaConfigOutput {
            factors,
            mfa_configuration,
        })
    }
}

impl SetUserPoolMfaConfig {
    fn enables_a_factor(&self) -> bool {
        let token = self.software_token_mfa_configuration;
        self.sms_mfa_configuration.is_some()
            || self.email_mfa_configuration.is_some()
            || token.is_some_and(|token| token.enabled)
    }
}

fn refuse<T>(words: &'static str) -> Result<T, ApiError> {
    Err(ErrorCode::InvalidParameter.because(words))
}
