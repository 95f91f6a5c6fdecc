//! `AdminAddUserToGroup`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::{groups, pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{GroupName, UserPoolId, Username};

/// Makes a user a member of a group. Tokens tell of it from the next ones on.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminAddUserToGroup {
    user_pool_id: UserPoolId,
    username: Username,
    group_name: GroupName,
}

impl Operation for AdminAddUserToGroup {
    const NAME: &'static str = "AdminAddUserToGroup";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        let group = groups::existing(cx, &pool.id, &self.group_name)?;
        user.groups.insert(group.group_name);
        cx.tx.put(&user)?;
        Ok(Empty {})
    }
}
