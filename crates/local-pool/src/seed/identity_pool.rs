//! The default identity pool: it takes the default client's users, and those of the social providers.

use std::collections::BTreeMap;

use super::AmplifyOutputs;
use super::hosted::APP_ID;
use crate::app::Context;
use crate::model::identity_pool::{IdentityPool, IdentityPoolRoles, IdentityProvider, Providers};
use crate::wire::error::ApiError;

/// The providers that stand on the hosted pages, by the names that identity pools have for them.
const SOCIAL: [&str; 2] = ["graph.facebook.com", "accounts.google.com"];
/// The roles by the kind of identity.
const ROLES: [(&str, &str); 2] = [
    (
        "authenticated",
        "arn:aws:iam::000000000000:role/VestibuleAuthenticated",
    ),
    (
        "unauthenticated",
        "arn:aws:iam::000000000000:role/VestibuleUnauthenticated",
    ),
];

/// Adds what is missing of the identity pool, of its social providers and of its roles.
pub(super) fn plant(cx: &Context<'_>, seed: &AmplifyOutputs) -> Result<(), ApiError> {
    let Some(id) = &seed.auth.identity_pool_id else {
        return Ok(());
    };
    let mut pool = cx.tx.get(id)?.unwrap_or_else(|| new_pool(id, seed));
    let social = &mut pool.providers.supported_login_providers;
    for name in SOCIAL {
        social
            .entry(name.to_owned())
            .or_insert_with(|| APP_ID.to_owned());
    }
    cx.tx.put(&pool)?;
    if cx.tx.get::<IdentityPoolRoles>(id)?.is_some() {
        return Ok(());
    }
    Ok(cx.tx.put(&IdentityPoolRoles {
        identity_pool_id: id.clone(),
        roles: ROLES
            .map(|(kind, arn)| (kind.to_owned(), arn.to_owned()))
            .into(),
        role_mappings: BTreeMap::new(),
    })?)
}

fn new_pool(id: &str, seed: &AmplifyOutputs) -> IdentityPool {
    let auth = &seed.auth;
    let (region, user_pool_id) = (&auth.aws_region, &auth.user_pool_id);
    IdentityPool {
        identity_pool_id: id.to_owned(),
        identity_pool_name: "Default identity pool".to_owned(),
        allow_unauthenticated_identities: auth.unauthenticated_identities_enabled,
        providers: Providers {
            cognito_identity_providers: vec![IdentityProvider {
                provider_name: format!("cognito-idp.{region}.amazonaws.com/{user_pool_id}"),
                client_id: auth.user_pool_client_id.clone(),
                server_side_token_check: None,
            }],
            ..Providers::default()
        },
    }
}
