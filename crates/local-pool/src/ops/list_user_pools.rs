//! `ListUserPools`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::clock::Timestamp;
use crate::model::pool::UserPool;
use crate::rules::{constraints, paging};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::PaginationToken;

/// Lists the user pools.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListUserPools {
    max_results: usize,
    next_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListUserPoolsOutput {
    user_pools: Vec<UserPoolSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// A user pool in the list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UserPoolSummary {
    id: String,
    name: String,
    creation_date: Timestamp,
    last_modified_date: Timestamp,
}

impl Operation for ListUserPools {
    const NAME: &'static str = "ListUserPools";
    type Output = ListUserPoolsOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListUserPoolsOutput, ApiError> {
        constraints::value("maxResults", self.max_results, &(1..=paging::LARGEST))?;
        let pools = cx.tx.scan::<UserPool>("")?;
        let token = self.next_token.as_deref();
        let page = paging::page(pools, UserPool::key, self.max_results, token)?;
        let summary = |pool: UserPool| UserPoolSummary {
            id: pool.id,
            name: pool.name,
            creation_date: pool.creation_date,
            last_modified_date: pool.last_modified_date,
        };
        Ok(ListUserPoolsOutput {
            user_pools: page.items.into_iter().map(summary).collect(),
            next_token: page.next,
        })
    }
}
