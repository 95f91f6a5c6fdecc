//! `DeleteIdentityPool`

use serde::Deserialize;

use super::{Empty, IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::model::identity::{Identity, LinkedLogin};
use crate::model::identity_pool::{IdentityPool, IdentityPoolRoles};
use crate::rules::identity_pools;
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::IdentityPoolId;

/// Deletes an identity pool, its roles and its identities.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteIdentityPool {
    identity_pool_id: IdentityPoolId,
}

impl Operation for DeleteIdentityPool {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "DeleteIdentityPool";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let id = identity_pools::identity_pool(cx, &self.identity_pool_id)?.identity_pool_id;
        for identity in identity_pools::identities(cx, &id)? {
            cx.tx.delete::<Identity>(&identity.key())?;
        }
        for login in cx.tx.scan::<LinkedLogin>(&format!("{id} "))? {
            cx.tx.delete::<LinkedLogin>(&login.key())?;
        }
        cx.tx.delete::<IdentityPoolRoles>(&id)?;
        cx.tx.delete::<IdentityPool>(&id)?;
        Ok(Empty {})
    }
}
