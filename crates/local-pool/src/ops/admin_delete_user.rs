//! `AdminDeleteUser`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::{pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{UserPoolId, Username};

/// Removes a user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminDeleteUser {
    user_pool_id: UserPoolId,
    username: Username,
}

impl Operation for AdminDeleteUser {
    const NAME: &'static str = "AdminDeleteUser";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let user = users::existing(cx, &pool, &self.username)?;
        users::delete(cx, &user)?;
        Ok(Empty {})
    }
}
