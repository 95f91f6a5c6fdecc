//! `ListIdentities`

use serde::{Deserialize, Serialize};

use super::describe_identity::IdentityDescription;
use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::model::identity::Identity;
use crate::rules::{constraints, identity_pools, paging};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::{IdentityPoolId, PaginationToken};

/// Lists the identities of a pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListIdentities {
    identity_pool_id: IdentityPoolId,
    max_results: usize,
    next_token: Option<PaginationToken>,
    /// Whether those that another identity took the place of are left out.
    #[serde(default)]
    hide_disabled: bool,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListIdentitiesOutput {
    identity_pool_id: String,
    identities: Vec<IdentityDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

impl Operation for ListIdentities {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "ListIdentities";
    type Output = ListIdentitiesOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListIdentitiesOutput, ApiError> {
        constraints::value("maxResults", self.max_results, &(1..=paging::LARGEST))?;
        let pool = identity_pools::identity_pool(cx, &self.identity_pool_id)?;
        let mut identities = identity_pools::identities(cx, &pool.identity_pool_id)?;
        identities.retain(|identity| !self.hide_disabled || identity.merged_into.is_none());
        let token = self.next_token.as_deref();
        let page = paging::page(identities, Identity::key, self.max_results, token)?;
        Ok(ListIdentitiesOutput {
            identity_pool_id: pool.identity_pool_id,
            identities: page.items.into_iter().map(Into::into).collect(),
            next_token: page.next,
        })
    }
}
