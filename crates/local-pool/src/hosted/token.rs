//! `POST /oauth2/token`

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use super::client_authentication::authenticate;
use super::endpoint::Call;
use super::error::{Failure, NO_STORE, OAuthError, OAuthErrorCode};
use super::parameters::Parameters;
use crate::app::Context;
use crate::auth::{admission, sessions};
use crate::crypto::{equal, sha256};
use crate::model::authorization::AuthorizationCode;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::session::Session;
use crate::store::Record as _;
use crate::token::AuthenticationResult;

/// The lengths of a code verifier (RFC 7636, section 4.1).
const VERIFIER: std::ops::RangeInclusive<usize> = 43..=128;

/// The tokens (RFC 6749, section 5.1).
#[derive(Serialize)]
struct TokenReply {
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
    access_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// Life of the access token in seconds.
    expires_in: u64,
    token_type: &'static str,
}

impl From<AuthenticationResult> for TokenReply {
    fn from(result: AuthenticationResult) -> Self {
        Self {
            id_token: result.id_token,
            access_token: result.access_token,
            refresh_token: result.refresh_token,
            expires_in: result.expires_in,
            token_type: result.token_type,
        }
    }
}

/// Exchanges a code or a refresh token for tokens.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let result = exchange(cx, call)?;
    Ok((NO_STORE, Json(TokenReply::from(result))).into_response())
}

fn exchange(cx: &Context<'_>, call: &Call) -> Result<AuthenticationResult, Failure> {
    let parameters = &call.form;
    let grant_type = parameters.required("grant_type")?;
    let (client, pool) = authenticate(cx, call)?;
    match grant_type {
        "authorization_code" => by_code(cx, &pool, &client, parameters),
        "refresh_token" => {
            let token = parameters.required("refresh_token")?;
            sessions::refresh(cx, &client, token, None)
                .map_err(|error| Failure::of(error, |_| OAuthErrorCode::InvalidGrant))
        }
        "client_credentials" => Err(OAuthErrorCode::UnauthorizedClient
            .because("The local pool has no client credentials grant.")
            .into()),
        _ => Err(OAuthErrorCode::UnsupportedGrantType
            .because("The grant_type must be authorization_code or refresh_token.")
            .into()),
    }
}

fn invalid_grant() -> OAuthError {
    OAuthErrorCode::InvalidGrant.because("The code is not valid, or not for this.")
}

fn by_code(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthenticationResult, Failure> {
    let code_key = AuthorizationCode::key_of(parameters.required("code")?);
    let verifier = parameters.required("code_verifier")?;
    let redirect_uri = parameters.required("redirect_uri")?;

    let code = cx.tx.get::<AuthorizationCode>(&code_key)?;
    let code = code.filter(|code| code.authorization.client_id == client.client_id);
    let mut code = code.ok_or_else(invalid_grant)?;
    if let Some(session_key) = &code.session_key {
        end_session(cx, session_key)?;
        return Err(invalid_grant().into());
    }
    if code.expires <= cx.now {
        return Err(invalid_grant().into());
    }
    if !is_for(&code, redirect_uri, verifier) {
        // Whoever has the code and not what goes with it has found it somewhere.
        cx.tx.delete::<AuthorizationCode>(&code_key)?;
        return Err(invalid_grant().into());
    }
    let user = admission::returning(cx, pool, &code.user_key, &code.sub)?;
    let user = user.ok_or_else(invalid_grant)?;
    let (session, result) = sessions::begin_hosted(cx, pool, client, &user, &code)?;
    code.session_key = Some(session.key());
    cx.tx.put(&code)?;
    Ok(result)
}

/// A code that comes twice was stolen, once or the other time (RFC 6749, section 4.1.2).
fn end_session(cx: &Context<'_>, session_key: &str) -> Result<(), Failure> {
    if let Some(mut session) = cx.tx.get::<Session>(session_key)? {
        sessions::revoke(cx, &mut session)?;
    }
    Ok(())
}

fn is_for(code: &AuthorizationCode, redirect_uri: &str, verifier: &str) -> bool {
    let asked = &code.authorization;
    let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()));
    redirect_uri == asked.redirect_uri
        && VERIFIER.contains(&verifier.len())
        && equal(challenge.as_bytes(), asked.code_challenge.as_bytes())
}
