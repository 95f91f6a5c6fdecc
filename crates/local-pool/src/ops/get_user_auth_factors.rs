//! `GetUserAuthFactors`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::{caller, choice};
use crate::model::second_factor::SecondFactor;
use crate::wire::error::ApiError;
use crate::wire::field::Token;

/// Reads with what the signed-in user can sign in.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetUserAuthFactors {
    access_token: Token,
}

/// First and second factors.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetUserAuthFactorsOutput {
    username: String,
    configured_user_auth_factors: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_mfa_setting: Option<SecondFactor>,
    #[serde(rename = "UserMFASettingList", skip_serializing_if = "Vec::is_empty")]
    user_mfa_setting_list: Vec<&'static str>,
}

impl Operation for GetUserAuthFactors {
    const NAME: &'static str = "GetUserAuthFactors";
    type Output = GetUserAuthFactorsOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetUserAuthFactorsOutput, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let configured = choice::factors(cx, &caller.pool, &caller.user)?;
        Ok(GetUserAuthFactorsOutput {
            username: caller.user.username,
            configured_user_auth_factors: configured,
            preferred_mfa_setting: caller.user.factors.preferred,
            user_mfa_setting_list: caller.user.factors.names(),
        })
    }
}
