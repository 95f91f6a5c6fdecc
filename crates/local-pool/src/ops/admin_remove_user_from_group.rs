//! `AdminRemoveUserFromGroup`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::rules::{groups, pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{GroupName, UserPoolId, Username};

/// Makes a user no member of a group any more. Tokens tell of it from the next ones on.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminRemoveUserFromGroup {
    user_pool_id: UserPoolId,
    username: Username,
    group_name: GroupName,
}

impl Operation for AdminRemoveUserFromGroup {
    const NAME: &'static str = "AdminRemoveUserFromGroup";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        let group = groups::existing(cx, &pool.id, &self.group_name)?;
        user.groups.remove(&group.group_name);
        cx.tx.put(&user)?;
        Ok(Empty {})
    }
}
