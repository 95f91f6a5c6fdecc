//! `DeleteIdentityProvider`

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::external_provider::ExternalProvider;
use crate::rules::{external_providers, pools};
use crate::store::Record as _;
use crate::wire::error::ApiError;
use crate::wire::field::{ProviderName, UserPoolId};

/// Lets the users of a provider sign in no more. The users stay.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteIdentityProvider {
    user_pool_id: UserPoolId,
    provider_name: ProviderName,
}

impl Operation for DeleteIdentityProvider {
    const NAME: &'static str = "DeleteIdentityProvider";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let provider = external_providers::existing(cx, &pool, &self.provider_name)?;
        cx.tx.delete::<ExternalProvider>(&provider.key())?;
        Ok(Empty {})
    }
}
