//! `AdminDisableUser`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::sessions;
use crate::rules::{pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{UserPoolId, Username};

/// Locks a user out, and withdraws every token.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminDisableUser {
    user_pool_id: UserPoolId,
    username: Username,
}

impl Operation for AdminDisableUser {
    const NAME: &'static str = "AdminDisableUser";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        user.enabled = false;
        users::save(cx, &mut user)?;
        sessions::revoke_all(cx, &user)?;
        Ok(Empty {})
    }
}
