//! `GetIdentityPoolRoles`

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::model::identity_pool::IdentityPoolRoles;
use crate::rules::identity_pools;
use crate::wire::error::ApiError;
use crate::wire::field::IdentityPoolId;

/// Reads which roles the identities of a pool can take.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetIdentityPoolRoles {
    identity_pool_id: IdentityPoolId,
}

impl Operation for GetIdentityPoolRoles {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "GetIdentityPoolRoles";
    type Output = IdentityPoolRoles;

    fn run(self, cx: &Context<'_>) -> Result<IdentityPoolRoles, ApiError> {
        let pool = identity_pools::identity_pool(cx, &self.identity_pool_id)?;
        let roles = cx.tx.get(&pool.identity_pool_id)?;
        Ok(roles.unwrap_or_else(|| IdentityPoolRoles {
            identity_pool_id: pool.identity_pool_id,
            roles: BTreeMap::new(),
            role_mappings: BTreeMap::new(),
        }))
    }
}
