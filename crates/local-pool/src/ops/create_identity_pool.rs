//! `CreateIdentityPool`

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::model::identity_pool::IdentityPool;
use crate::rules::identity_pools;
use crate::wire::error::ApiError;
use crate::wire::field::ResourceName;

/// Creates an identity pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateIdentityPool {
    identity_pool_name: ResourceName,
    allow_unauthenticated_identities: bool,
    #[serde(flatten)]
    providers: Map<String, Value>,
}

impl Operation for CreateIdentityPool {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "CreateIdentityPool";
    type Output = IdentityPool;

    fn run(self, cx: &Context<'_>) -> Result<IdentityPool, ApiError> {
        let pool = IdentityPool {
            identity_pool_id: format!("{}:{}", cx.region(), Uuid::new_v4()),
            identity_pool_name: self.identity_pool_name.to_string(),
            allow_unauthenticated_identities: self.allow_unauthenticated_identities,
            providers: identity_pools::read_providers(self.providers)?,
        };
        cx.tx.put(&pool)?;
        Ok(pool)
    }
}
