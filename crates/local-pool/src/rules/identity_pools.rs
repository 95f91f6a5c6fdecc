//! Finding what a request about identity pools names, and what identity pools must be like.

use serde_json::{Map, Value};

use super::constraints;
use crate::app::Context;
use crate::model::identity::Identity;
use crate::model::identity_pool::{IdentityPool, Providers};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::parse;

/// The identity pool of that id.
pub(crate) fn identity_pool(cx: &Context<'_>, id: &str) -> Result<IdentityPool, ApiError> {
    cx.tx.get(id)?.ok_or_else(|| {
        ErrorCode::ResourceNotFound.because(format!("IdentityPool '{id}' not found."))
    })
}

/// The identity of that id.
pub(crate) fn identity(cx: &Context<'_>, id: &str) -> Result<Identity, ApiError> {
    let identity = cx.tx.get(id)?;
    identity
        .ok_or_else(|| ErrorCode::ResourceNotFound.because(format!("Identity '{id}' not found.")))
}

/// The identities of a pool, in the order of their ids.
pub(crate) fn identities(cx: &Context<'_>, pool_id: &str) -> Result<Vec<Identity>, ApiError> {
    let mut identities = cx.tx.scan::<Identity>("")?;
    identities.retain(|identity| identity.identity_pool_id == pool_id);
    Ok(identities)
}

/// Reads the providers among the fields of a request.
///
/// A second step, because the parser does not say where it failed within flattened fields.
pub(crate) fn read_providers(fields: Map<String, Value>) -> Result<Providers, ApiError> {
    let providers: Providers = parse::fields(Value::Object(fields))?;
    for (name, app_id) in &providers.supported_login_providers {
        constraints::pattern("supportedLoginProviders", name, NAME)?;
        constraints::pattern("supportedLoginProviders", app_id, APP_ID)?;
    }
    for provider in &providers.cognito_identity_providers {
        constraints::pattern("cognitoIdentityProviders", &provider.provider_name, NAME)?;
        constraints::pattern("cognitoIdentityProviders", &provider.client_id, CLIENT_ID)?;
    }
    Ok(providers)
}

const NAME: (&str, &str) = ("._:/-", r"[\w._:/-]+");
const APP_ID: (&str, &str) = (".;_/-", r"[\w.;_/-]+");
const CLIENT_ID: (&str, &str) = ("_", r"[\w_]+");
