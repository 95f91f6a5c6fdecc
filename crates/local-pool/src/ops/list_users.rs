//! `ListUsers`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::profiles::UserProfile;
use crate::rules::user_filter::UserFilter;
use crate::rules::{paging, pools};
use crate::store::Record as _;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{AttributeName, Filter, PaginationToken, UserPoolId};

/// Lists the users of a pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListUsers {
    user_pool_id: UserPoolId,
    attributes_to_get: Option<Vec<AttributeName>>,
    limit: Option<usize>,
    pagination_token: Option<PaginationToken>,
    filter: Option<Filter>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListUsersOutput {
    users: Vec<UserProfile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pagination_token: Option<String>,
}

impl Operation for ListUsers {
    const NAME: &'static str = "ListUsers";
    type Output = ListUsersOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListUsersOutput, ApiError> {
        let size = paging::size(self.limit)?;
        let pool = pools::pool(cx, &self.user_pool_id)?;
        self.check_attributes(&pool)?;
        let mut users = cx.tx.scan::<User>(&format!("{} ", pool.id))?;
        if let Some(filter) = self.filter.as_deref().filter(|text| !text.is_empty()) {
            let filter = UserFilter::parse(filter)?;
            users.retain(|user| filter.matches(user));
        }
        let page = paging::page(users, User::key, size, self.pagination_token.as_deref())?;
        let profile = |user: &User| UserProfile::of(user, |name| self.wants(name));
        Ok(ListUsersOutput {
            users: page.items.iter().map(profile).collect(),
            pagination_token: page.next,
        })
    }
}

impl ListUsers {
    fn wants(&self, name: &str) -> bool {
        let names = self.attributes_to_get.as_ref();
        names.is_none_or(|names| names.iter().any(|wanted| &**wanted == name))
    }

    fn check_attributes(&self, pool: &UserPool) -> Result<(), ApiError> {
        let mut names = self.attributes_to_get.iter().flatten();
        if names.all(|name| pool.attribute(name).is_some()) {
            return Ok(());
        }
        Err(ErrorCode::InvalidParameter.because("One or more requested attributes do not exist."))
    }
}
