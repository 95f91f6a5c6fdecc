//! `CreateIdentityProvider`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::model::external_provider::{ExternalProvider, ProviderType};
use crate::rules::{external_providers, pools};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{IdpIdentifier, NewProviderName, UserPoolId};

/// Lets the users of another provider sign in.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateIdentityProvider {
    user_pool_id: UserPoolId,
    provider_name: NewProviderName,
    provider_type: ProviderType,
    provider_details: BTreeMap<String, String>,
    #[serde(default)]
    attribute_mapping: BTreeMap<String, String>,
    #[serde(default)]
    idp_identifiers: Vec<IdpIdentifier>,
}

/// The new provider.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateIdentityProviderOutput {
    identity_provider: ExternalProvider,
}

impl Operation for CreateIdentityProvider {
    const NAME: &'static str = "CreateIdentityProvider";
    type Output = CreateIdentityProviderOutput;

    fn run(self, cx: &Context<'_>) -> Result<CreateIdentityProviderOutput, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        if external_providers::find(cx, &pool, &self.provider_name)?.is_some() {
            return Err(ErrorCode::DuplicateProvider.because(format!(
                "A provider with the name {} already exists in the user pool.",
                &*self.provider_name
            )));
        }
        let provider = ExternalProvider {
            user_pool_id: pool.id.clone(),
            provider_name: self.provider_name.to_string(),
            provider_type: self.provider_type,
            provider_details: self.provider_details,
            attribute_mapping: self.attribute_mapping,
            idp_identifiers: self
                .idp_identifiers
                .iter()
                .map(|identifier| identifier.to_string())
                .collect(),
            creation_date: cx.now,
            last_modified_date: cx.now,
        };
        Ok(CreateIdentityProviderOutput {
            identity_provider: external_providers::save(cx, &pool, provider)?,
        })
    }
}
