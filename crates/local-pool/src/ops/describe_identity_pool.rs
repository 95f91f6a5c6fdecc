//! `DescribeIdentityPool`

use serde::Deserialize;

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::model::identity_pool::IdentityPool;
use crate::rules::identity_pools;
use crate::wire::error::ApiError;
use crate::wire::field::IdentityPoolId;

/// Reads an identity pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeIdentityPool {
    identity_pool_id: IdentityPoolId,
}

impl Operation for DescribeIdentityPool {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "DescribeIdentityPool";
    type Output = IdentityPool;

    fn run(self, cx: &Context<'_>) -> Result<IdentityPool, ApiError> {
        identity_pools::identity_pool(cx, &self.identity_pool_id)
    }
}
