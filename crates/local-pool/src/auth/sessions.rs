//! Sessions: begun by a sign-in, kept going by refresh tokens, ended by withdrawal.

use std::time::Duration;

use uuid::Uuid;

use super::admission::password_reset_required;
use crate::app::Context;
use crate::crypto::{fingerprint, random_token};
use crate::model::authorization::AuthorizationCode;
use crate::model::client::AppClient;
use crate::model::device::Device;
use crate::model::pool::UserPool;
use crate::model::session::{RefreshToken, Session};
use crate::model::user::{User, UserStatus};
use crate::rules::{devices, pools};
use crate::store::{Record as _, key};
use crate::token::{self, AuthenticationResult, NewDeviceMetadata, SignedIn};
use crate::wire::error::{ApiError, ErrorCode};

/// Begins a session of a user who proved to be one.
pub(crate) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    device: Option<&Device>,
) -> Result<AuthenticationResult, ApiError> {
    let known = device.map(|device| device.device_key.clone());
    let is_new = known.is_none() && pool.device_configuration.is_some();
    let device_key = if is_new {
        Some(devices::new_key(pool))
    } else {
        known
    };
    let origin = Origin::Api { device_key, is_new };
    let (session, mut result) = start(cx, pool, client, user, origin)?;
    if let Some(device_key) = session.device_key.filter(|_| is_new) {
        result.new_device_metadata = Some(NewDeviceMetadata {
            device_key,
            device_group_key: devices::group_key(cx, user),
        });
    }
    Ok(result)
}

/// Begins a session for a code of the hosted pages.
pub(crate) fn begin_hosted(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    code: &AuthorizationCode,
) -> Result<(Session, AuthenticationResult), ApiError> {
    start(cx, pool, client, user, Origin::Hosted(code))
}

/// How a user signed in.
enum Origin<'a> {
    Api {
        device_key: Option<String>,
        is_new: bool,
    },
    Hosted(&'a AuthorizationCode),
}

fn start(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    origin: Origin<'_>,
) -> Result<(Session, AuthenticationResult), ApiError> {
    let (device_key, is_device_new, code) = match origin {
        Origin::Api { device_key, is_new } => (device_key, is_new, None),
        Origin::Hosted(code) => (None, false, Some(code)),
    };
    let session = Session {
        pool_id: pool.id.clone(),
        user_key: user.key.clone(),
        origin_jti: Uuid::new_v4().to_string(),
        client_id: client.client_id.clone(),
        auth_time: code.map_or(cx.now, |code| code.auth_time),
        scope: code.map(|code| code.authorization.scope.clone()),
        device_key,
        is_device_new,
        revoked: false,
    };
    cx.tx.put(&session)?;
    let refresh_token = new_refresh_token(cx, &session, cx.now.after(client.refresh_token_life()))?;
    let nonce = code.and_then(|code| code.authorization.nonce.as_deref());
    let signed_in = SignedIn {
        user,
        session: &session,
        nonce,
    };
    let result = token::issue(cx, client, &signed_in, Some(refresh_token))?;
    Ok((session, result))
}

/// Exchanges a refresh token for fresh tokens. A session that belongs to a device is renewed for that device alone, as
/// long as it is known.
pub(crate) fn refresh(
    cx: &Context<'_>,
    client: &AppClient,
    token: &str,
    device_key: Option<&str>,
) -> Result<AuthenticationResult, ApiError> {
    let refuse = |words: &'static str| ErrorCode::NotAuthorized.because(words);
    let invalid = || refuse("Invalid Refresh Token");
    let (stored, session) = find(cx, token)?.ok_or_else(invalid)?;
    if session.client_id != client.client_id {
        return Err(invalid());
    }
    let user: User = cx
        .tx
        .get(&key(&[&session.pool_id, &session.user_key]))?
        .ok_or_else(invalid)?;
    if !user.enabled {
        return Err(refuse("User is disabled."));
    }
    if user.status == UserStatus::ResetRequired {
        return Err(password_reset_required());
    }
    if session.revoked {
        return Err(refuse("Refresh Token has been revoked"));
    }
    if stored.expires <= cx.now {
        return Err(refuse("Refresh Token has expired"));
    }
    let is_tracked = pools::pool(cx, &session.pool_id)?
        .device_configuration
        .is_some();
    if let Some(own) = session.device_key.as_ref().filter(|_| is_tracked) {
        if device_key != Some(own) {
            return Err(invalid());
        }
        devices::existing(cx, &user, own)?;
    }
    let next = rotate(cx, client, stored, &session)?;
    let signed_in = SignedIn {
        user: &user,
        session: &session,
        nonce: None,
    };
    token::issue(cx, client, &signed_in, next)
}

/// The next refresh token where rotation is on. It expires when the first one would have.
fn rotate(
    cx: &Context<'_>,
    client: &AppClient,
    mut stored: RefreshToken,
    session: &Session,
) -> Result<Option<String>, ApiError> {
    let rotation = client.rotation();
    let grace =
        Duration::from_secs(rotation.map_or(0, |rotation| rotation.retry_grace_period_seconds));
    if stored
        .replaced
        .is_some_and(|replaced| replaced.after(grace) <= cx.now)
    {
        return Err(ErrorCode::RefreshTokenReuse.because("Refresh token has already been used"));
    }
    if rotation.is_none() {
        return Ok(None);
    }
    let next = new_refresh_token(cx, session, stored.expires)?;
    stored.replaced.get_or_insert(cx.now);
    cx.tx.put(&stored)?;
    Ok(Some(next))
}

fn new_refresh_token(
    cx: &Context<'_>,
    session: &Session,
    expires: crate::clock::Timestamp,
) -> Result<String, ApiError> {
    let token = random_token::<96>()?;
    cx.tx.put(&RefreshToken {
        fingerprint: fingerprint(&token),
        session_key: session.key(),
        expires,
        replaced: None,
    })?;
    Ok(token)
}

/// A refresh token and its session.
pub(crate) fn find(
    cx: &Context<'_>,
    token: &str,
) -> Result<Option<(RefreshToken, Session)>, ApiError> {
    let Some(stored) = cx.tx.get::<RefreshToken>(&RefreshToken::key_of(token))? else {
        return Ok(None);
    };
    let session = cx.tx.get::<Session>(&stored.session_key)?;
    Ok(session.map(|session| (stored, session)))
}

/// Withdraws every token of a session.
pub(crate) fn revoke(cx: &Context<'_>, session: &mut Session) -> Result<(), ApiError> {
    session.revoked = true;
    Ok(cx.tx.put(session)?)
}

/// Withdraws every token of a user.
pub(crate) fn revoke_all(cx: &Context<'_>, user: &User) -> Result<(), ApiError> {
    for mut session in cx.tx.scan::<Session>(&format!("{} ", user.key()))? {
        revoke(cx, &mut session)?;
    }
    Ok(())
}
