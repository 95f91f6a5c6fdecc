//! `GetUser`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::caller;
use crate::rules::attributes::{self, AttributeOutput};
use crate::rules::mfa_profiles::MfaProfile;
use crate::wire::error::ApiError;
use crate::wire::field::Token;

/// Reads the signed-in user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetUser {
    access_token: Token,
}

/// The user.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetUserOutput {
    username: String,
    user_attributes: Vec<AttributeOutput>,
    #[serde(flatten)]
    mfa: MfaProfile,
}

impl Operation for GetUser {
    const NAME: &'static str = "GetUser";
    type Output = GetUserOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetUserOutput, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        Ok(GetUserOutput {
            user_attributes: attributes::readable(&caller.client, &caller.user),
            mfa: MfaProfile::of(&caller.user),
            username: caller.user.username,
        })
    }
}
