//! `AdminUserGlobalSignOut`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::sessions;
use crate::rules::{pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{UserPoolId, Username};

/// Withdraws every token of a user.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminUserGlobalSignOut {
    user_pool_id: UserPoolId,
    username: Username,
}

impl Operation for AdminUserGlobalSignOut {
    const NAME: &'static str = "AdminUserGlobalSignOut";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let user = users::existing(cx, &pool, &self.username)?;
        sessions::revoke_all(cx, &user)?;
        Ok(Empty {})
    }
}
