//! `CreateGroup`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::group::Group;
use crate::rules::pools;
use crate::store::Record as _;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{Arn, Description, GroupName, UserPoolId};

/// Creates a group of users.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateGroup {
    user_pool_id: UserPoolId,
    group_name: GroupName,
    description: Option<Description>,
    role_arn: Option<Arn>,
    precedence: Option<u64>,
}

/// The new group.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateGroupOutput {
    group: Group,
}

impl Operation for CreateGroup {
    const NAME: &'static str = "CreateGroup";
    type Output = CreateGroupOutput;

    fn run(self, cx: &Context<'_>) -> Result<CreateGroupOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let group = Group {
            group_name: self.group_name.to_string(),
            user_pool_id: pool.id,
            description: self.description.map(|text| text.to_string()),
            role_arn: self.role_arn.map(|arn| arn.to_string()),
            precedence: self.precedence,
            creation_date: cx.now,
            last_modified_date: cx.now,
        };
        if cx.tx.get::<Group>(&group.key())?.is_some() {
            return Err(ErrorCode::GroupExists.because("A group with the name already exists."));
        }
        cx.tx.put(&group)?;
        Ok(CreateGroupOutput { group })
    }
}
