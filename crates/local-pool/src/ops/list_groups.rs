//! `ListGroups`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::group::Group;
use crate::rules::{groups, paging, pools};
use crate::wire::error::ApiError;
use crate::wire::field::{PaginationToken, UserPoolId};

/// Lists the groups of a pool by name.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListGroups {
    user_pool_id: UserPoolId,
    limit: Option<usize>,
    next_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListGroupsOutput {
    groups: Vec<Group>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

impl Operation for ListGroups {
    const NAME: &'static str = "ListGroups";
    type Output = ListGroupsOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListGroupsOutput, ApiError> {
        let size = paging::size(self.limit)?;
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let token = self.next_token.as_deref();
        let groups = groups::of_pool(cx, &pool.id)?;
        let page = paging::page(groups, |group| group.group_name.clone(), size, token)?;
        Ok(ListGroupsOutput {
            groups: page.items,
            next_token: page.next,
        })
    }
}
