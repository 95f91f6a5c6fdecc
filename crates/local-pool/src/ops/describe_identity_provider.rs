//! `DescribeIdentityProvider`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::external_provider::ExternalProvider;
use crate::rules::{external_providers, pools};
use crate::wire::error::ApiError;
use crate::wire::field::{ProviderName, UserPoolId};

/// Reads an identity provider.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeIdentityProvider {
    user_pool_id: UserPoolId,
    provider_name: ProviderName,
}

/// The provider.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeIdentityProviderOutput {
    identity_provider: ExternalProvider,
}

impl Operation for DescribeIdentityProvider {
    const NAME: &'static str = "DescribeIdentityProvider";
    type Output = DescribeIdentityProviderOutput;

    fn run(self, cx: &Context<'_>) -> Result<DescribeIdentityProviderOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        Ok(DescribeIdentityProviderOutput {
            identity_provider: external_providers::existing(cx, &pool, &self.provider_name)?,
        })
    }
}
