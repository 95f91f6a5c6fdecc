//! `GetUserPoolMfaConfig`

use serde::Deserialize;

use super::Operation;
use super::set_user_pool_mfa_config::MfaConfigOutput;
use crate::app::Context;
use crate::rules::pools;
use crate::wire::error::ApiError;
use crate::wire::field::UserPoolId;

/// Reads the second factors and passkeys of a pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetUserPoolMfaConfig {
    user_pool_id: UserPoolId,
}

impl Operation for GetUserPoolMfaConfig {
    const NAME: &'static str = "GetUserPoolMfaConfig";
    type Output = MfaConfigOutput;

    fn run(self, cx: &Context<'_>) -> Result<MfaConfigOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        Ok(MfaConfigOutput {
            factors: pools::mfa_factors(cx, &pool)?,
            mfa_configuration: pool.mfa_configuration,
        })
    }
}
