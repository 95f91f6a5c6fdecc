//! `AdminListGroupsForUser`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::group::Group;
use crate::rules::{groups, paging, pools, users};
use crate::wire::error::ApiError;
use crate::wire::field::{PaginationToken, UserPoolId, Username};

/// Lists the groups of a user by name.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminListGroupsForUser {
    user_pool_id: UserPoolId,
    username: Username,
    limit: Option<usize>,
    next_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminListGroupsForUserOutput {
    groups: Vec<Group>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

impl Operation for AdminListGroupsForUser {
    const NAME: &'static str = "AdminListGroupsForUser";
    type Output = AdminListGroupsForUserOutput;

    fn run(self, cx: &Context<'_>) -> Result<AdminListGroupsForUserOutput, ApiError> {
        let size = paging::size(self.limit)?;
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let user = users::existing(cx, &pool, &self.username)?;
        let mut groups = groups::of(cx, &user)?;
        groups.sort_by(|left, right| left.group_name.cmp(&right.group_name));
        let token = self.next_token.as_deref();
        let page = paging::page(groups, |group| group.group_name.clone(), size, token)?;
        Ok(AdminListGroupsForUserOutput {
            groups: page.items,
            next_token: page.next,
        })
    }
}
