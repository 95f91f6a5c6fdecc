//! `GET|POST /oauth2/userInfo`

use std::collections::BTreeMap;

use axum::Json;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};

use super::endpoint::Call;
use super::error::{Failure, NO_STORE, OAuthErrorCode};
use crate::app::Context;
use crate::auth::caller::{self, Caller};
use crate::model::scope::OPENID;

/// What the access token lets the app know of its user (`OpenID` Connect Core, section 5.3).
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let missing = || {
        let words = "The access token is missing.";
        let error = OAuthErrorCode::InvalidToken.because(words);
        error.asking_for_any_bearer()
    };
    let token = bearer_token(&call.headers).ok_or_else(missing)?;
    match read(cx, &token) {
        Ok(claims) => Ok((NO_STORE, Json(claims)).into_response()),
        Err(Failure::Refused(error)) => Err(error.asking_for_bearer().into()),
        Err(failure) => Err(failure),
    }
}

/// RFC 6750, section 2.1.
fn bearer_token(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("Bearer");
    is_bearer.then(|| token.trim().to_owned())
}

/// Every value is text, as in the service.
fn read(cx: &Context<'_>, token: &str) -> Result<BTreeMap<String, String>, Failure> {
    let caller = caller::bearer(cx, token);
    let caller = caller.map_err(|error| Failure::of(error, |_| OAuthErrorCode::InvalidToken))?;
    if !caller.scope.has(OPENID) {
        return Err(OAuthErrorCode::InsufficientScope
            .because("The access token lacks the scope openid.")
            .into());
    }
    let Caller {
        user,
        client,
        scope,
        ..
    } = caller;
    let mut claims = user.attributes;
    claims.retain(|name, _| client.may_read(name) && scope.tells(name));
    claims.insert("sub".to_owned(), user.sub);
    claims.insert("username".to_owned(), user.username);
    Ok(claims)
}
