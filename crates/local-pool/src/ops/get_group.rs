//! `GetGroup`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::group::Group;
use crate::rules::{groups, pools};
use crate::wire::error::ApiError;
use crate::wire::field::{GroupName, UserPoolId};

/// Reads a group.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetGroup {
    user_pool_id: UserPoolId,
    group_name: GroupName,
}

/// The group.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetGroupOutput {
    group: Group,
}

impl Operation for GetGroup {
    const NAME: &'static str = "GetGroup";
    type Output = GetGroupOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetGroupOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let group = groups::existing(cx, &pool.id, &self.group_name)?;
        Ok(GetGroupOutput { group })
    }
}
