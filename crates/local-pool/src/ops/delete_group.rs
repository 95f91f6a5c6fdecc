//! `DeleteGroup`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::group::Group;
use crate::rules::{groups, pools};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::{GroupName, UserPoolId};

/// Removes a group. Nobody is a member of it any more, not even if another one is given its name.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteGroup {
    user_pool_id: UserPoolId,
    group_name: GroupName,
}

impl Operation for DeleteGroup {
    const NAME: &'static str = "DeleteGroup";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let group = groups::existing(cx, &pool.id, &self.group_name)?;
        for mut user in groups::members(cx, &group)? {
            user.groups.remove(&group.group_name);
            cx.tx.put(&user)?;
        }
        cx.tx.delete::<Group>(&group.key())?;
        Ok(Empty {})
    }
}
