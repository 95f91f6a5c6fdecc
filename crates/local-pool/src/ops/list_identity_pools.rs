//! `ListIdentityPools`

use serde::{Deserialize, Serialize};

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::model::identity_pool::IdentityPool;
use crate::rules::{constraints, paging};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::PaginationToken;

/// Lists the identity pools.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListIdentityPools {
    max_results: usize,
    next_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListIdentityPoolsOutput {
    identity_pools: Vec<IdentityPoolSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// An identity pool in the list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IdentityPoolSummary {
    identity_pool_id: String,
    identity_pool_name: String,
}

impl Operation for ListIdentityPools {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "ListIdentityPools";
    type Output = ListIdentityPoolsOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListIdentityPoolsOutput, ApiError> {
        constraints::value("maxResults", self.max_results, &(1..=paging::LARGEST))?;
        let pools = cx.tx.scan::<IdentityPool>("")?;
        let token = self.next_token.as_deref();
        let page = paging::page(pools, IdentityPool::key, self.max_results, token)?;
        let summary = |pool: IdentityPool| IdentityPoolSummary {
            identity_pool_id: pool.identity_pool_id,
            identity_pool_name: pool.identity_pool_name,
        };
        Ok(ListIdentityPoolsOutput {
            identity_pools: page.items.into_iter().map(summary).collect(),
            next_token: page.next,
        })
    }
}
