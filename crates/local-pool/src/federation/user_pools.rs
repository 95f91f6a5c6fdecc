//! User pools as providers of logins.

use std::borrow::Cow;

use super::login::{Login, invalid, unsupported};
use crate::app::Context;
use crate::model::identity_pool::{IdentityPool, IdentityProvider};
use crate::model::pool::UserPool;
use crate::model::session::Session;
use crate::rules::users;
use crate::token::{IdClaims, read_id_token};
use crate::wire::error::ApiError;

/// The user pool that a provider's name means: `cognito-idp.<region>.amazonaws.com/<poolId>`, or an issuer of ours
/// without its scheme.
pub(super) fn id_of<'n>(cx: &Context<'_>, name: &'n str) -> Option<&'n str> {
    let (host, pool_id) = name.rsplit_once('/')?;
    let (region, _) = pool_id.rsplit_once('_')?;
    let service = format!("cognito-idp.{region}.amazonaws.com");
    (host == service || host == format!("{service}.cn") || host == cx.host()).then_some(pool_id)
}

/// Checks an ID token of that user pool.
pub(super) fn verify(
    cx: &Context<'_>,
    pool: &IdentityPool,
    user_pool_id: &str,
    token: &str,
) -> Result<Login, ApiError> {
    let providers = &pool.providers.cognito_identity_providers;
    let listed: Vec<&IdentityProvider> = providers
        .iter()
        .filter(|provider| id_of(cx, &provider.provider_name) == Some(user_pool_id))
        .collect();
    if listed.is_empty() {
        return Err(unsupported());
    }
    let claims = read_id_token(cx, user_pool_id, token)?.map_err(invalid)?;
    let mut listed = listed.into_iter();
    let provider = listed.find(|provider| provider.client_id == claims.aud);
    let provider = provider.ok_or_else(unsupported)?;
    if provider.server_side_token_check == Some(true) && !stands(cx, user_pool_id, &claims)? {
        return Err(invalid("The user is signed out, disabled or deleted."));
    }
    let name = name_of(user_pool_id);
    Ok(Login {
        subject: claims.sub,
        mapping: format!("{name}:{}", claims.aud),
        provider: name,
        claims: claims.all,
    })
}

/// The one name of a role mapping, whichever of a user pool's names stands before the client's id.
pub(super) fn mapping_name<'n>(cx: &Context<'_>, name: &'n str) -> Cow<'n, str> {
    let parts = name.rsplit_once(':');
    let own = parts.and_then(|(provider, client)| Some((id_of(cx, provider)?, client)));
    own.map_or(Cow::Borrowed(name), |(pool_id, client)| {
        Cow::Owned(format!("{}:{client}", name_of(pool_id)))
    })
}

/// The name that stands for all names of a user pool.
fn name_of(user_pool_id: &str) -> String {
    let region = user_pool_id
        .rsplit_once('_')
        .map_or(user_pool_id, |(region, _)| region);
    format!("cognito-idp.{region}.amazonaws.com/{user_pool_id}")
}

/// Whether the user of a token is still there and signed in.
fn stands(cx: &Context<'_>, user_pool_id: &str, claims: &IdClaims) -> Result<bool, ApiError> {
    let Some(user_pool) = cx.tx.get::<UserPool>(user_pool_id)? else {
        return Ok(false);
    };
    let user = users::find(cx, &user_pool, claims.username())?;
    let Some(user) = user.filter(|user| user.enabled && user.sub == claims.sub) else {
        return Ok(false);
    };
    let key = Session::key_of(user_pool_id, &user.key, claims.session());
    let session = cx.tx.get::<Session>(&key)?;
    Ok(session.is_some_and(|session| !session.revoked))
}
