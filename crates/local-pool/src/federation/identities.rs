//! Which identity a request is from.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::login::{self, Login, Logins};
use crate::app::Context;
use crate::model::identity::{Identity, LinkedLogin};
use crate::model::identity_pool::IdentityPool;
use crate::rules::identity_pools;
use crate::wire::error::{ApiError, ErrorCode};

/// Who asks for credentials or a token.
pub(crate) struct Caller {
    /// The identity: the one that was named, or the one to which the logins lead a guest.
    pub(crate) identity: Identity,
    /// Its pool.
    pub(crate) pool: IdentityPool,
    /// The logins that prove it; none: a guest.
    pub(crate) logins: Vec<Login>,
}

/// The identity to which the logins lead, which may be a new one; without logins, a new guest.
pub(crate) fn identity_of(
    cx: &Context<'_>,
    pool: &IdentityPool,
    logins: &Logins,
) -> Result<Identity, ApiError> {
    let logins = login::verify(cx, pool, logins)?;
    if logins.is_empty() {
        admit_guests(pool)?;
        return create(cx, pool, &logins);
    }
    match linked(cx, pool, &logins)? {
        Some(identity) => link(cx, identity, &logins),
        None => create(cx, pool, &logins),
    }
}

/// The identity of that id, if the logins prove it. Logins that lead nowhere yet are added to it; a guest who shows
/// the login of another identity becomes that one, as the service merges them.
pub(crate) fn identify(
    cx: &Context<'_>,
    identity_id: &str,
    logins: &Logins,
) -> Result<Caller, ApiError> {
    let named = identity_pools::identity(cx, identity_id)?;
    let pool = identity_pools::identity_pool(cx, &named.identity_pool_id)?;
    let logins = login::verify(cx, &pool, logins)?;
    let identity = if logins.is_empty() {
        as_guest(&pool, named)?
    } else {
        by_logins(cx, &pool, named, &logins)?
    };
    Ok(Caller {
        identity,
        pool,
        logins,
    })
}

fn as_guest(pool: &IdentityPool, named: Identity) -> Result<Identity, ApiError> {
    if !named.logins.is_empty() || named.merged_into.is_some() {
        let words = format!("Access to Identity '{}' is forbidden.", named.identity_id);
        return Err(ErrorCode::NotAuthorized.because(words));
    }
    admit_guests(pool)?;
    Ok(named)
}

fn by_logins(
    cx: &Context<'_>,
    pool: &IdentityPool,
    mut named: Identity,
    logins: &[Login],
) -> Result<Identity, ApiError> {
    let identity_id = named.merged_into.as_ref().unwrap_or(&named.identity_id);
    match linked(cx, pool, logins)? {
        Some(identity) if identity.identity_id == *identity_id => link(cx, identity, logins),
        Some(identity) if named.logins.is_empty() && named.merged_into.is_none() => {
            named.merged_into = Some(identity.identity_id.clone());
            cx.tx.put(&named)?;
            link(cx, identity, logins)
        }
        None if named.logins.is_empty() && named.merged_into.is_none() => link(cx, named, logins),
        _ => Err(ErrorCode::NotAuthorized.because(
            "Logins don't match. Please include at least one valid login for this identity or identity pool.",
        )),
    }
}

fn admit_guests(pool: &IdentityPool) -> Result<(), ApiError> {
    if pool.allow_unauthenticated_identities {
        return Ok(());
    }
    Err(ErrorCode::NotAuthorized
        .because("Unauthenticated access is not supported for this identity pool."))
}

/// The one identity to which any of the logins leads.
fn linked(
    cx: &Context<'_>,
    pool: &IdentityPool,
    logins: &[Login],
) -> Result<Option<Identity>, ApiError> {
    let mut ids = BTreeSet::new();
    for login in logins {
        let key = LinkedLogin::key_of(&pool.identity_pool_id, &login.provider, &login.subject);
        ids.extend(cx.tx.get::<LinkedLogin>(&key)?.map(|link| link.identity_id));
    }
    if ids.len() > 1 {
        return Err(conflict());
    }
    let id = ids.into_iter().next();
    id.map(|id| identity_pools::identity(cx, &id)).transpose()
}

/// Lets every login lead to the identity.
fn link(cx: &Context<'_>, mut identity: Identity, logins: &[Login]) -> Result<Identity, ApiError> {
    let known = identity.logins.len();
    for login in logins {
        let provider = login.provider.clone();
        let subject = identity
            .logins
            .entry(provider)
            .or_insert_with(|| login.subject.clone());
        if *subject != login.subject {
            return Err(conflict());
        }
        cx.tx.put(&LinkedLogin {
            identity_pool_id: identity.identity_pool_id.clone(),
            provider: login.provider.clone(),
            subject: login.subject.clone(),
            identity_id: identity.identity_id.clone(),
        })?;
    }
    if identity.logins.len() > known {
        identity.last_modified_date = cx.now;
        cx.tx.put(&identity)?;
    }
    Ok(identity)
}

fn create(cx: &Context<'_>, pool: &IdentityPool, logins: &[Login]) -> Result<Identity, ApiError> {
    let identity = Identity {
        identity_id: format!("{}:{}", pool.region(), Uuid::new_v4()),
        identity_pool_id: pool.identity_pool_id.clone(),
        logins: BTreeMap::new(),
        merged_into: None,
        creation_date: cx.now,
        last_modified_date: cx.now,
    };
    cx.tx.put(&identity)?;
    link(cx, identity, logins)
}

fn conflict() -> ApiError {
    ErrorCode::ResourceConflict.because("Login is already linked to another account.")
}
