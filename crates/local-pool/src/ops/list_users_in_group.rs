//! `ListUsersInGroup`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::user::User;
use crate::rules::profiles::UserProfile;
use crate::rules::{groups, paging, pools};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::{GroupName, PaginationToken, UserPoolId};

/// Lists the members of a group.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListUsersInGroup {
    user_pool_id: UserPoolId,
    group_name: GroupName,
    limit: Option<usize>,
    next_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListUsersInGroupOutput {
    users: Vec<UserProfile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

impl Operation for ListUsersInGroup {
    const NAME: &'static str = "ListUsersInGroup";
    type Output = ListUsersInGroupOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListUsersInGroupOutput, ApiError> {
        let size = paging::size(self.limit)?;
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let group = groups::existing(cx, &pool.id, &self.group_name)?;
        let members = groups::members(cx, &group)?;
        let page = paging::page(members, User::key, size, self.next_token.as_deref())?;
        let profile = |user: &User| UserProfile::of(user, |_| true);
        Ok(ListUsersInGroupOutput {
            users: page.items.iter().map(profile).collect(),
            next_token: page.next,
        })
    }
}
