//! `GetOpenIdToken`

use serde::{Deserialize, Serialize};

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::federation::{self, Logins, open_id, roles};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::IdentityId;

/// Hands out a token that says who an identity is.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetOpenIdToken {
    identity_id: IdentityId,
    #[serde(default)]
    logins: Logins,
}

/// The token, and whose it is.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetOpenIdTokenOutput {
    identity_id: String,
    token: String,
}

impl Operation for GetOpenIdToken {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "GetOpenIdToken";
    type Output = GetOpenIdTokenOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetOpenIdTokenOutput, ApiError> {
        let caller = federation::identify(cx, &self.identity_id, &self.logins)?;
        let refuse = |words: &'static str| Err(ErrorCode::InvalidParameter.because(words));
        if caller.pool.providers.allow_classic_flow == Some(false) {
            return refuse("Basic (classic) flow is not enabled, please use enhanced flow.");
        }
        if roles::are_mapped(cx, &caller.pool)? {
            return refuse(
                "Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.",
            );
        }
        Ok(GetOpenIdTokenOutput {
            token: open_id::issue(cx, &caller)?,
            identity_id: caller.identity.identity_id,
        })
    }
}
