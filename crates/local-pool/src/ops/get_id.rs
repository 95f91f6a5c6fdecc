//! `GetId`

use serde::{Deserialize, Serialize};

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::federation::{self, Logins};
use crate::rules::identity_pools;
use crate::wire::error::ApiError;
use crate::wire::field::{AccountId, IdentityPoolId};

/// Says which identity the logins lead to, or makes a guest.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetId {
    identity_pool_id: IdentityPoolId,
    #[serde(default)]
    logins: Logins,
    /// Checked, and of no use here: the pool says whose it is.
    #[serde(rename = "AccountId")]
    _account_id: Option<AccountId>,
}

/// The identity.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetIdOutput {
    identity_id: String,
}

impl Operation for GetId {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "GetId";
    type Output = GetIdOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetIdOutput, ApiError> {
        let pool = identity_pools::identity_pool(cx, &self.identity_pool_id)?;
        let identity = federation::identity_of(cx, &pool, &self.logins)?;
        Ok(GetIdOutput {
            identity_id: identity.identity_id,
        })
    }
}
