//! The ways to sign in that a client supports.

use crate::app::Context;
use crate::hosted::error::{Failure, OAuthErrorCode};
use crate::hosted::parameters::Parameters;
use crate::model::client::AppClient;
use crate::model::external_provider::ExternalProvider;
use crate::model::pool::UserPool;
use crate::rules::external_providers;
use crate::rules::hosted_settings::COGNITO;
use crate::wire::error::ApiError;

/// A way to sign in.
pub(in crate::hosted) enum Provider {
    /// The pool's own passwords.
    Cognito,
    /// Another provider.
    External(ExternalProvider),
}

/// The way that is asked for, which the client must support.
pub(super) fn read(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<Option<Provider>, Failure> {
    let found = match (
        parameters.get("identity_provider")?,
        parameters.get("idp_identifier")?,
    ) {
        (None, None) => return Ok(None),
        (Some(COGNITO), _) => Some(Provider::Cognito),
        (Some(name), _) => external_providers::find(cx, pool, name)?.map(Provider::External),
        (None, Some(identifier)) => {
            external_providers::find_by_identifier(cx, pool, identifier)?.map(Provider::External)
        }
    };
    let supported = found.filter(|provider| supports(client, provider.name()));
    let unknown = "The app client has no such identity provider.";
    supported
        .map(Some)
        .ok_or_else(|| OAuthErrorCode::InvalidRequest.because(unknown).into())
}

impl Provider {
    fn name(&self) -> &str {
        match self {
            Self::Cognito => COGNITO,
            Self::External(provider) => &provider.provider_name,
        }
    }
}

/// Whether the client's users may come from that provider.
pub(in crate::hosted) fn supports(client: &AppClient, provider: &str) -> bool {
    let supported = &client.settings.hosted.supported_identity_providers;
    supported.iter().any(|name| name == provider)
}

/// The other providers that the client's users may come from.
pub(in crate::hosted) fn external_providers(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
) -> Result<Vec<ExternalProvider>, ApiError> {
    let mut providers = external_providers::all(cx, pool)?;
    providers.retain(|provider| supports(client, &provider.provider_name));
    Ok(providers)
}
