//! `AdminEnableUser`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::{pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{UserPoolId, Username};

/// Lets a user sign in again who was locked out.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminEnableUser {
    user_pool_id: UserPoolId,
    username: Username,
}

impl Operation for AdminEnableUser {
    const NAME: &'static str = "AdminEnableUser";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        user.enabled = true;
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}
