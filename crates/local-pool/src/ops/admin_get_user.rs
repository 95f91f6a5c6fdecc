//! `AdminGetUser`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::clock::Timestamp;
use crate::model::user::UserStatus;
use crate::rules::attributes::{self, AttributeOutput};
use crate::rules::mfa_profiles::MfaProfile;
use crate::rules::{pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{UserPoolId, Username};

/// Reads a user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminGetUser {
    user_pool_id: UserPoolId,
    username: Username,
}

/// The user.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminGetUserOutput {
    username: String,
    user_attributes: Vec<AttributeOutput>,
    user_create_date: Timestamp,
    user_last_modified_date: Timestamp,
    enabled: bool,
    user_status: UserStatus,
    #[serde(flatten)]
    mfa: MfaProfile,
}

impl Operation for AdminGetUser {
    const NAME: &'static str = "AdminGetUser";
    type Output = AdminGetUserOutput;

    fn run(self, cx: &Context<'_>) -> Result<AdminGetUserOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let user = users::existing(cx, &pool, &self.username)?;
        Ok(AdminGetUserOutput {
            mfa: MfaProfile::of(&user),
            user_attributes: attributes::shown(&user, |_| true),
            username: user.username,
            user_create_date: user.created,
            user_last_modified_date: user.modified,
            enabled: user.enabled,
            user_status: user.status,
        })
    }
}
