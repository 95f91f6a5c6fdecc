//! The identity providers of a user pool: finding and checking them.

use crate::app::Context;
use crate::model::external_provider::{ExternalProvider, ProviderType};
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

use super::constraints;

/// What the service can map beside attributes: the user's name.
const USERNAME: &str = "username";
/// How many other names a provider can have.
const IDENTIFIERS: usize = 50;

/// The provider of that name.
pub(crate) fn existing(
    cx: &Context<'_>,
    pool: &UserPool,
    name: &str,
) -> Result<ExternalProvider, ApiError> {
    find(cx, pool, name)?.ok_or_else(|| {
        ErrorCode::ResourceNotFound.because(format!("Identity provider {name} does not exist."))
    })
}

/// The provider of that name, if there is one.
pub(crate) fn find(
    cx: &Context<'_>,
    pool: &UserPool,
    name: &str,
) -> Result<Option<ExternalProvider>, ApiError> {
    Ok(cx.tx.get(&ExternalProvider::key_of(&pool.id, name))?)
}

/// The provider that has that other name, if there is one.
pub(crate) fn find_by_identifier(
    cx: &Context<'_>,
    pool: &UserPool,
    identifier: &str,
) -> Result<Option<ExternalProvider>, ApiError> {
    let has = |provider: &ExternalProvider| {
        let mut identifiers = provider.idp_identifiers.iter();
        identifiers.any(|own| own == identifier)
    };
    Ok(all(cx, pool)?.into_iter().find(has))
}

/// Every provider of the pool, by name.
pub(crate) fn all(cx: &Context<'_>, pool: &UserPool) -> Result<Vec<ExternalProvider>, ApiError> {
    Ok(cx.tx.scan(&format!("{} ", pool.id))?)
}

/// Saves a provider that can work; its name is taken from the provider itself unless something else is mapped.
pub(crate) fn save(
    cx: &Context<'_>,
    pool: &UserPool,
    mut provider: ExternalProvider,
) -> Result<ExternalProvider, ApiError> {
    check(cx, pool, &provider)?;
    let subject = provider.provider_type.subject();
    provider
        .attribute_mapping
        .entry(USERNAME.to_owned())
        .or_insert_with(|| subject.to_owned());
    cx.tx.put(&provider)?;
    Ok(provider)
}

fn check(cx: &Context<'_>, pool: &UserPool, provider: &ExternalProvider) -> Result<(), ApiError> {
    let refuse = |words: String| Err(ErrorCode::InvalidParameter.because(words));
    let kind = provider.provider_type;
    let name = &provider.provider_name;
    if !kind.can_be_called(name) {
        return refuse(format!(
            "Provider {name} cannot be of type {}.",
            kind.name()
        ));
    }
    if kind == ProviderType::Saml {
        return refuse("The local pool has no SAML providers.".to_owned());
    }
    check_details(provider)?;
    let is_known = |name: &&String| *name == USERNAME || pool.attribute(name).is_some();
    if let Some(name) = provider
        .attribute_mapping
        .keys()
        .find(|name| !is_known(name))
    {
        return refuse(format!("Attribute mapping: {name} is not in the schema."));
    }
    let identifiers = &provider.idp_identifiers;
    constraints::length("idpIdentifiers", identifiers.len(), &(0..=IDENTIFIERS))?;
    for identifier in identifiers {
        let other = find_by_identifier(cx, pool, identifier)?;
        if other.is_some_and(|other| other.provider_name != *name) {
            return refuse(format!("The identifier {identifier} is in use."));
        }
    }
    Ok(())
}

fn check_details(provider: &ExternalProvider) -> Result<(), ApiError> {
    let required: &[&str] = match provider.provider_type {
        ProviderType::SignInWithApple => &["client_id", "team_id", "key_id", "authorize_scopes"],
        ProviderType::Oidc => &[
            "client_id",
            "attributes_request_method",
            "oidc_issuer",
            "authorize_scopes",
        ],
        _ => &["client_id", "client_secret", "authorize_scopes"],
    };
    let details = &provider.provider_details;
    let is_there = |name: &&str| details.get(*name).is_some_and(|value| !value.is_empty());
    if required.iter().all(is_there) {
        return Ok(());
    }
    let list = required.join(", ");
    Err(ErrorCode::InvalidParameter.because(format!("{list} are all required idp details")))
}
