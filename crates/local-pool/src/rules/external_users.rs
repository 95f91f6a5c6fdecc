//! Users of a pool who come from another provider.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{attributes, groups, users};
use crate::app::Context;
use crate::clock::Timestamp;
use crate::model::client::AppClient;
use crate::model::external_provider::ExternalProvider;
use crate::model::pool::UserPool;
use crate::model::second_factor::UserFactors;
use crate::model::user::{IDENTITIES, User, UserStatus};
use crate::wire::error::{ApiError, ErrorCode};

/// What a provider says of a user: its claims by their names.
pub(crate) type Claims = BTreeMap<&'static str, String>;

/// Who a user is at another provider, in the service's form.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Identity {
    user_id: String,
    provider_name: String,
    provider_type: String,
    issuer: Option<String>,
    primary: bool,
    /// Milliseconds since the epoch.
    date_created: i64,
}

/// The pool's user for one whom the provider vouches for: the same each time, with what the provider says now, as far as
/// the client's users may write it.
pub(crate) fn sign_in(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    provider: &ExternalProvider,
    claims: &Claims,
) -> Result<User, ApiError> {
    let mapped = mapped(provider, claims);
    let subject = subject(provider, claims)?;
    let username = format!("{}_{subject}", provider.provider_name);
    attributes::check_values(pool, &mapped)?;
    let mut user = match users::find(cx, pool, &username)? {
        Some(user) if is_known_as(&user, provider, subject) => user,
        Some(_) => return Err(ErrorCode::UsernameExists.because("The user name is taken.")),
        None => {
            attributes::check_required(pool, &mapped)?;
            new_user(cx, pool, provider, subject)?
        }
    };
    for (name, value) in mapped {
        set(pool, client, &mut user, &name, &value)?;
    }
    let group = groups::of_provider(cx, provider)?;
    user.groups.insert(group.group_name);
    users::save(cx, &mut user)?;
    users::set_alias(cx, pool, &user, "sub")?;
    Ok(user)
}

/// The provider's id of the user, in the provider's own name of it unless something else is mapped.
fn subject<'c>(provider: &ExternalProvider, claims: &'c Claims) -> Result<&'c str, ApiError> {
    let mapped = provider.attribute_mapping.get("username");
    let name = mapped.map_or(provider.provider_type.subject(), String::as_str);
    let subject = claims.get(name).filter(|value| !value.is_empty());
    subject
        .map(String::as_str)
        .ok_or_else(|| ErrorCode::InvalidParameter.because("attributes required: [username]"))
}

fn mapped(provider: &ExternalProvider, claims: &Claims) -> BTreeMap<String, String> {
    let pairs = provider.attribute_mapping.iter();
    let given = pairs.filter(|(name, _)| *name != "username");
    let given = given.filter_map(|(name, claim)| {
        let value = claims.get(claim.as_str())?;
        (!value.is_empty()).then(|| (name.clone(), value.clone()))
    });
    let mut mapped: BTreeMap<_, _> = given.collect();
    for name in ["email", "phone_number"] {
        if mapped.contains_key(name) {
            let mark = mapped.entry(format!("{name}_verified"));
            mark.or_insert_with(|| "false".to_owned());
        }
    }
    mapped
}

/// Sets an attribute, unless it is so already.
fn set(
    pool: &UserPool,
    client: &AppClient,
    user: &mut User,
    name: &str,
    value: &str,
) -> Result<(), ApiError> {
    if user.attribute(name) == Some(value) {
        return Ok(());
    }
    let is_free = user.attribute(name).is_none() || attributes::declared(pool, name)?.mutable;
    // Providers alone say whether an address is verified: no client's users may write that.
    let is_mark = ["email_verified", "phone_number_verified"].contains(&name);
    let may_write = is_mark || client.may_write(name);
    if !is_free || !may_write {
        return Err(ErrorCode::InvalidParameter
            .because(format!("user.{name}: Attribute cannot be updated.")));
    }
    user.set_attribute(name, value);
    Ok(())
}

/// Whether the user came from the provider as that subject, rather than took such a name at a sign-up.
fn is_known_as(user: &User, provider: &ExternalProvider, subject: &str) -> bool {
    let identities = user.attribute(IDENTITIES).unwrap_or_default();
    let identities: Vec<Identity> = serde_json::from_str(identities).unwrap_or_default();
    identities.iter().any(|identity| {
        identity.provider_name == provider.provider_name && identity.user_id == subject
    })
}

fn new_user(
    cx: &Context<'_>,
    pool: &UserPool,
    provider: &ExternalProvider,
    subject: &str,
) -> Result<User, ApiError> {
    let username = format!("{}_{subject}", provider.provider_name);
    let identity = identity(provider, subject, cx.now);
    let identities =
        serde_json::to_string(&[identity]).map_err(|error| ApiError::Store(error.into()))?;
    Ok(User {
        pool_id: pool.id.clone(),
        key: pool.fold(&username),
        username,
        sub: Uuid::new_v4().to_string(),
        attributes: BTreeMap::from([(IDENTITIES.to_owned(), identities)]),
        status: UserStatus::ExternalProvider,
        enabled: true,
        groups: BTreeSet::new(),
        verifier: None,
        password_history: Vec::new(),
        temporary_until: None,
        factors: UserFactors::default(),
        created: cx.now,
        modified: cx.now,
    })
}

fn identity(provider: &ExternalProvider, subject: &str, now: Timestamp) -> Identity {
    Identity {
        user_id: subject.to_owned(),
        provider_name: provider.provider_name.clone(),
        provider_type: provider.provider_type.name().to_owned(),
        issuer: None,
        primary: true,
        date_created: now.millis(),
    }
}
