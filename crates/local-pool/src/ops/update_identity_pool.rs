//! `UpdateIdentityPool`

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::model::identity_pool::IdentityPool;
use crate::rules::identity_pools;
use crate::wire::error::ApiError;
use crate::wire::field::{IdentityPoolId, ResourceName};

/// Replaces the settings of an identity pool. What is not given is unset.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateIdentityPool {
    identity_pool_id: IdentityPoolId,
    identity_pool_name: ResourceName,
    allow_unauthenticated_identities: bool,
    #[serde(flatten)]
    providers: Map<String, Value>,
}

impl Operation for UpdateIdentityPool {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "UpdateIdentityPool";
    type Output = IdentityPool;

    fn run(self, cx: &Context<'_>) -> Result<IdentityPool, ApiError> {
        let providers = identity_pools::read_providers(self.providers)?;
        let old = identity_pools::identity_pool(cx, &self.identity_pool_id)?;
        let pool = IdentityPool {
            identity_pool_id: old.identity_pool_id,
            identity_pool_name: self.identity_pool_name.to_string(),
            allow_unauthenticated_identities: self.allow_unauthenticated_identities,
            providers,
        };
        cx.tx.put(&pool)?;
        Ok(pool)
    }
}
