//! `SetIdentityPoolRoles`

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Empty, IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::model::identity_pool::IdentityPoolRoles;
use crate::model::role_mapping::RoleMapping;
use crate::rules::{constraints, identity_pools, role_mappings};
use crate::wire::error::ApiError;
use crate::wire::field::{Arn, IdentityPoolId};

/// Says which roles the identities of a pool can take.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetIdentityPoolRoles {
    identity_pool_id: IdentityPoolId,
    roles: BTreeMap<String, Arn>,
    #[serde(default)]
    role_mappings: BTreeMap<String, RoleMapping>,
}

impl Operation for SetIdentityPoolRoles {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "SetIdentityPoolRoles";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let kinds: Vec<String> = self.roles.keys().cloned().collect();
        constraints::members("roles", &kinds, &["authenticated", "unauthenticated"])?;
        role_mappings::check(&self.role_mappings)?;
        let pool = identity_pools::identity_pool(cx, &self.identity_pool_id)?;
        let role = |(kind, arn): (String, Arn)| (kind, arn.to_string());
        cx.tx.put(&IdentityPoolRoles {
            identity_pool_id: pool.identity_pool_id,
            roles: self.roles.into_iter().map(role).collect(),
            role_mappings: self.role_mappings,
        })?;
        Ok(Empty {})
    }
}
