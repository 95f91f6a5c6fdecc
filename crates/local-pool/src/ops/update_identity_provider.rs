//! `UpdateIdentityProvider`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::external_provider::ExternalProvider;
use crate::rules::{external_providers, pools};
use crate::wire::error::ApiError;
use crate::wire::field::{IdpIdentifier, ProviderName, UserPoolId};

/// Changes an identity provider. What is not given stays as it is.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateIdentityProvider {
    user_pool_id: UserPoolId,
    provider_name: ProviderName,
    provider_details: Option<BTreeMap<String, String>>,
    attribute_mapping: Option<BTreeMap<String, String>>,
    idp_identifiers: Option<Vec<IdpIdentifier>>,
}

/// The changed provider.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateIdentityProviderOutput {
    identity_provider: ExternalProvider,
}

impl Operation for UpdateIdentityProvider {
    const NAME: &'static str = "UpdateIdentityProvider";
    type Output = UpdateIdentityProviderOutput;

    fn run(self, cx: &Context<'_>) -> Result<UpdateIdentityProviderOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut provider = external_providers::existing(cx, &pool, &self.provider_name)?;
        if let Some(details) = self.provider_details {
            provider.provider_details = details;
        }
        if let Some(mapping) = self.attribute_mapping {
            provider.attribute_mapping = mapping;
        }
        if let Some(identifiers) = self.idp_identifiers {
            provider.idp_identifiers = identifiers.iter().map(|id| id.to_string()).collect();
        }
        provider.last_modified_date = cx.now;
        Ok(UpdateIdentityProviderOutput {
            identity_provider: external_providers::save(cx, &pool, provider)?,
        })
    }
}
