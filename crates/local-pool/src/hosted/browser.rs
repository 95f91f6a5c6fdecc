//! Cookies: which browser it is, and whether it is signed in.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use crate::app::Context;
use crate::auth::admission;
use crate::crypto::{RandomError, fingerprint, random_token};
use crate::model::authorization::BrowserSession;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::wire::error::ApiError;

/// The cookie that ties a page's form to the browser that shows it.
const BROWSER: &str = "XSRF-TOKEN";
/// How long a browser need not sign in again, as in the service.
const SIGNED_IN: Duration = Duration::from_hours(1);

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(own, value)| (own == name).then_some(value))
}

/// Sets a cookie that no script reads, and that other sites' forms do not send.
fn set(response: &mut Response, name: &str, value: &str, life: Option<Duration>) {
    let age = life.map_or(String::new(), |life| {
        format!("; Max-Age={}", life.as_secs())
    });
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// A browser, known by a random value.
pub(super) struct Browser {
    value: String,
    is_new: bool,
}

impl Browser {
    /// The one that asks, or a new one. A browser with several pages open stays the same.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, RandomError> {
        let known = Self::known(headers).map(str::to_owned);
        Ok(Self {
            is_new: known.is_none(),
            value: known.map_or_else(random_token::<32>, Ok)?,
        })
    }

    /// The value of the browser that asks, if it is known.
    pub(super) fn known(headers: &HeaderMap) -> Option<&str> {
        cookie(headers, BROWSER).filter(|value| value.len() == 43)
    }

    /// What its forms repeat.
    pub(super) fn value(&self) -> &str {
        &self.value
    }

    /// Its fingerprint.
    pub(super) fn fingerprint(&self) -> String {
        fingerprint(&self.value)
    }

    /// Tells a new browser who it is.
    pub(super) fn remember(&self, mut response: Response) -> Response {
        if self.is_new {
            set(&mut response, BROWSER, &self.value, None);
        }
        response
    }
}

/// Each pool has a domain of its own in the service; here they share one.
fn session_cookie(pool: &UserPool) -> String {
    format!("cognito-{}", pool.id)
}

/// The session of a browser that is signed in, and whose user still may.
pub(super) fn signed_in(
    cx: &Context<'_>,
    pool: &UserPool,
    headers: &HeaderMap,
) -> Result<Option<(User, BrowserSession)>, ApiError> {
    let Some(cookie) = cookie(headers, &session_cookie(pool)) else {
        return Ok(None);
    };
    let session = cx
        .tx
        .get::<BrowserSession>(&BrowserSession::key_of(cookie))?;
    let session = session.filter(|session| session.pool_id == pool.id && cx.now < session.expires);
    let Some(session) = session else {
        return Ok(None);
    };
    let user = admission::returning(cx, pool, &session.user_key, &session.sub)?;
    Ok(user.map(|user| (user, session)))
}

/// Remembers that the browser is signed in.
pub(super) fn sign_in(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    provider: Option<&str>,
    mut response: Response,
) -> Result<Response, ApiError> {
    let value = random_token::<32>()?;
    cx.tx.put(&BrowserSession {
        fingerprint: fingerprint(&value),
        pool_id: pool.id.clone(),
        user_key: user.key.clone(),
        sub: user.sub.clone(),
        provider: provider.map(str::to_owned),
        auth_time: cx.now,
        expires: cx.now.after(SIGNED_IN),
    })?;
    let name = session_cookie(pool);
    set(&mut response, &name, &value, Some(SIGNED_IN));
    Ok(response)
}

/// Forgets that the browser is signed in.
pub(super) fn sign_out(
    cx: &Context<'_>,
    pool: &UserPool,
    headers: &HeaderMap,
    mut response: Response,
) -> Result<Response, ApiError> {
    let name = session_cookie(pool);
    if let Some(cookie) = cookie(headers, &name) {
        let key = BrowserSession::key_of(cookie);
        cx.tx.delete::<BrowserSession>(&key)?;
    }
    set(&mut response, &name, "", Some(Duration::ZERO));
    Ok(response)
}
