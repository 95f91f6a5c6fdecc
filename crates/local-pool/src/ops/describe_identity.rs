//! `DescribeIdentity`

use serde::{Deserialize, Serialize};

use super::{IDENTITY_POOLS, Operation};
use crate::app::Context;
use crate::clock::Timestamp;
use crate::model::identity::Identity;
use crate::rules::identity_pools;
use crate::wire::error::ApiError;
use crate::wire::field::IdentityId;

/// Reads an identity.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeIdentity {
    identity_id: IdentityId,
}

/// An identity, as the service describes it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IdentityDescription {
    identity_id: String,
    /// The providers whose users it stands for.
    logins: Vec<String>,
    creation_date: Timestamp,
    last_modified_date: Timestamp,
}

impl From<Identity> for IdentityDescription {
    fn from(identity: Identity) -> Self {
        Self {
            identity_id: identity.identity_id,
            logins: identity.logins.into_keys().collect(),
            creation_date: identity.creation_date,
            last_modified_date: identity.last_modified_date,
        }
    }
}

impl Operation for DescribeIdentity {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "DescribeIdentity";
    type Output = IdentityDescription;

    fn run(self, cx: &Context<'_>) -> Result<IdentityDescription, ApiError> {
        let identity = identity_pools::identity(cx, &self.identity_id)?;
        Ok(identity.into())
    }
}
