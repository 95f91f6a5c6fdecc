//! `GetCredentialsForIdentity`

use serde::{Deserialize, Serialize};

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::federation::credentials::{self, IssuedCredentials};
use crate::federation::{self, Logins};
use crate::wire::error::ApiError;
use crate::wire::field::{Arn, IdentityId};

/// Hands out temporary AWS credentials.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetCredentialsForIdentity {
    identity_id: IdentityId,
    #[serde(default)]
    logins: Logins,
    custom_role_arn: Option<Arn>,
}

/// The credentials, and whose they are.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetCredentialsForIdentityOutput {
    /// Another one if the guest who was named turned out to have an identity already.
    identity_id: String,
    credentials: IssuedCredentials,
}

impl Operation for GetCredentialsForIdentity {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "GetCredentialsForIdentity";
    type Output = GetCredentialsForIdentityOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetCredentialsForIdentityOutput, ApiError> {
        let caller = federation::identify(cx, &self.identity_id, &self.logins)?;
        Ok(GetCredentialsForIdentityOutput {
            credentials: credentials::issue(cx, &caller, self.custom_role_arn.as_deref())?,
            identity_id: caller.identity.identity_id,
        })
    }
}
