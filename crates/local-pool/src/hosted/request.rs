//! What a client asks of `/oauth2/authorize`, and whether it may.

mod prompt;
mod provider;

use axum::response::Response;

use super::error::{Failure, OAuthError, OAuthErrorCode};
use super::parameters::Parameters;
use super::redirect;
use crate::app::Context;
use crate::model::authorization::Authorization;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::scope::Scope;
use crate::rules::clients;

pub(super) use prompt::Prompt;
pub(super) use provider::{Provider, external_providers, supports};

/// base64url of a SHA-256 without padding.
const CHALLENGE_LENGTH: usize = 43;

/// What was asked for.
pub(super) struct Asked {
    /// The client.
    pub(super) client: AppClient,
    /// The client's pool.
    pub(super) pool: UserPool,
    /// The grant that the client wants.
    pub(super) authorization: Authorization,
    /// The one way to sign in that is wanted, if it is one.
    pub(super) provider: Option<Provider>,
    /// What to do about a browser that is signed in.
    pub(super) prompt: Prompt,
    /// Who is about to sign in.
    pub(super) login_hint: Option<String>,
}

/// Answers what a client asks for. Refusals are told to the client, except where nobody knows where to: then a page says
/// what is wrong, and the browser goes nowhere.
pub(super) fn answer(
    cx: &Context<'_>,
    parameters: &Parameters,
    proceed: impl FnOnce(Asked) -> Result<Response, Failure>,
) -> Result<Response, Failure> {
    let unknown = || OAuthErrorCode::InvalidClient.because("There is no such app client.");
    let client_id = parameters.required("client_id")?;
    let (client, pool) = clients::find(cx, client_id)?.ok_or_else(unknown)?;
    let redirect_uri = redirect_uri(&client, parameters)?;
    match read(cx, client, pool, redirect_uri, parameters).and_then(proceed) {
        Err(Failure::Refused(error)) => {
            let state = parameters.get("state").unwrap_or_default();
            Ok(redirect::with_error(redirect_uri, state, &error))
        }
        result => result,
    }
}

/// Where the answer goes: to an address that is registered, letter by letter.
fn redirect_uri<'p>(client: &AppClient, parameters: &'p Parameters) -> Result<&'p str, OAuthError> {
    let refuse = |words: &'static str| OAuthErrorCode::RedirectMismatch.because(words);
    let uri = parameters.get("redirect_uri")?;
    let uri = uri.ok_or_else(|| refuse("The parameter redirect_uri is missing."))?;
    let registered = &client.settings.hosted.callback_urls;
    if registered.iter().any(|url| url == uri) {
        return Ok(uri);
    }
    Err(refuse(
        "The redirect_uri is not among the callback URLs of the app client.",
    ))
}

fn read(
    cx: &Context<'_>,
    client: AppClient,
    pool: UserPool,
    redirect_uri: &str,
    parameters: &Parameters,
) -> Result<Asked, Failure> {
    check_flow(&client, parameters)?;
    let text = |name| -> Result<Option<String>, OAuthError> {
        Ok(parameters.get(name)?.map(str::to_owned))
    };
    Ok(Asked {
        authorization: Authorization {
            client_id: client.client_id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            state: text("state")?,
            scope: scope(&client, parameters)?,
            nonce: text("nonce")?,
            code_challenge: code_challenge(parameters)?,
        },
        provider: provider::read(cx, &pool, &client, parameters)?,
        prompt: prompt::read(parameters)?,
        login_hint: text("login_hint")?,
        client,
        pool,
    })
}

fn check_flow(client: &AppClient, parameters: &Parameters) -> Result<(), OAuthError> {
    if parameters.required("response_type")? != "code" {
        return Err(OAuthErrorCode::UnsupportedResponseType
            .because("The response_type must be code: there is no implicit grant here."));
    }
    let hosted = &client.settings.hosted;
    if hosted.supported_identity_providers.is_empty() {
        return Err(
            OAuthErrorCode::UnauthorizedClient.because("The app client has no identity provider.")
        );
    }
    let is_allowed = hosted.allowed_oauth_flows.iter().any(|flow| flow == "code");
    if hosted.allowed_oauth_flows_user_pool_client && is_allowed {
        return Ok(());
    }
    Err(OAuthErrorCode::UnauthorizedClient
        .because("The app client may not use the authorization code grant."))
}

/// What is asked for, which the client must be allowed; nothing asked: all that it is allowed.
fn scope(client: &AppClient, parameters: &Parameters) -> Result<Scope, OAuthError> {
    let allowed = &client.settings.hosted.allowed_oauth_scopes;
    let Some(given) = parameters.get("scope")? else {
        return Ok(Scope::of(allowed));
    };
    let mut names: Vec<String> = Vec::new();
    for name in given.split(' ').filter(|name| !name.is_empty()) {
        if !allowed.iter().any(|own| own == name) {
            return Err(OAuthErrorCode::InvalidScope
                .because("The app client may not ask for one of the scopes."));
        }
        if !names.iter().any(|own| own == name) {
            names.push(name.to_owned());
        }
    }
    if names.is_empty() {
        return Ok(Scope::of(allowed));
    }
    Ok(Scope::of(&names))
}

/// RFC 7636, section 4.3. `plain` would protect nothing, and is refused like none at all.
fn code_challenge(parameters: &Parameters) -> Result<String, OAuthError> {
    let invalid = |words: &'static str| OAuthErrorCode::InvalidRequest.because(words);
    let challenge = parameters
        .get("code_challenge")?
        .ok_or_else(|| invalid("PKCE is required: the parameter code_challenge is missing."))?;
    if parameters.get("code_challenge_method")? != Some("S256") {
        return Err(invalid("The code_challenge_method must be S256."));
    }
    let is_base64url = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if challenge.len() != CHALLENGE_LENGTH || !challenge.chars().all(is_base64url) {
        return Err(invalid("The code_challenge is not a SHA-256 in base64url."));
    }
    Ok(challenge.to_owned())
}
