//! `ListIdentityProviders`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::clock::Timestamp;
use crate::model::external_provider::{ExternalProvider, ProviderType};
use crate::rules::{constraints, external_providers, paging, pools};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::{PaginationToken, UserPoolId};

/// Lists the identity providers of a pool.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListIdentityProviders {
    user_pool_id: UserPoolId,
    max_results: Option<usize>,
    next_token: Option<PaginationToken>,
}

/// A page of them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListIdentityProvidersOutput {
    providers: Vec<ProviderSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// A provider in the list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProviderSummary {
    provider_name: String,
    provider_type: ProviderType,
    creation_date: Timestamp,
    last_modified_date: Timestamp,
}

impl Operation for ListIdentityProviders {
    const NAME: &'static str = "ListIdentityProviders";
    type Output = ListIdentityProvidersOutput;

    fn run(self, cx: &Context<'_>) -> Result<ListIdentityProvidersOutput, ApiError> {
        let size = self.max_results.unwrap_or(paging::LARGEST);
        constraints::value("maxResults", size, &(0..=paging::LARGEST))?;
        let size = if size == 0 { paging::LARGEST } else { size };
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let providers = external_providers::all(cx, &pool)?;
        let token = self.next_token.as_deref();
        let page = paging::page(providers, ExternalProvider::key, size, token)?;
        let summary = |provider: ExternalProvider| ProviderSummary {
            provider_name: provider.provider_name,
            provider_type: provider.provider_type,
            creation_date: provider.creation_date,
            last_modified_date: provider.last_modified_date,
        };
        Ok(ListIdentityProvidersOutput {
            providers: page.items.into_iter().map(summary).collect(),
            next_token: page.next,
        })
    }
}
