//! What a client asks of `/oauth2/authorize`, and whether it may.

mod provider;

use super::error::{Failure, OAuthError, OAuthErrorCode};
use super::parameters::Parameters;
use crate::app::Context;
use crate::model::authorization::Authorization;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::scope::Scope;

pub(super) use provider::{Provider, external_providers, supports};

/// base64url of a SHA-256 without padding.
const CHALLENGE_LENGTH: usize = 43;

/// What was asked for.
pub(super) struct AuthorizeRequest {
    /// The grant that the client wants.
    pub(super) authorization: Authorization,
    /// The one way to sign in that is wanted, if it is one.
    pub(super) provider: Option<Provider>,
    /// What to do about a browser that is signed in.
    pub(super) prompt: Prompt,
    /// Who is about to sign in.
    pub(super) login_hint: Option<String>,
}

/// What to do about a browser that is signed in (`OpenID` Connect Core, section 3.1.2.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Prompt {
    /// Nothing is asked of it.
    IfNeeded,
    /// It is asked all the same.
    Always,
    /// Whoever would have to be asked is refused.
    Never,
}

/// Where the answer goes; the reasons why there is no such place are for people, not for the client.
pub(super) fn redirect_uri<'r>(
    client: &'r AppClient,
    parameters: &'r Parameters,
) -> Result<&'r str, &'static str> {
    let hosted = &client.settings.hosted;
    let given = parameters.get("redirect_uri");
    match given.map_err(|_| "The parameter redirect_uri is there twice.")? {
        Some(uri) if hosted.callback_urls.iter().any(|url| url == uri) => Ok(uri),
        Some(_) => Err("The redirect_uri is not among the callback URLs of the app client."),
        None => {
            let default = hosted.default_redirect_uri.as_ref();
            let uri = default.or_else(|| hosted.callback_urls.first());
            uri.map(String::as_str)
                .ok_or("The app client has no callback URL.")
        }
    }
}

/// Checks what a client asks for whose place for the answer is known.
pub(super) fn read(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthorizeRequest, Failure> {
    check_flow(client, parameters)?;
    let redirect_uri = redirect_uri(client, parameters)
        .map_err(|words| OAuthErrorCode::InvalidRequest.because(words))?;
    let text = |name| -> Result<Option<String>, OAuthError> {
        Ok(parameters.get(name)?.map(str::to_owned))
    };
    Ok(AuthorizeRequest {
        authorization: Authorization {
            client_id: client.client_id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            names_redirect_uri: parameters.get("redirect_uri")?.is_some(),
            state: text("state")?,
            scope: scope(client, parameters)?,
            nonce: text("nonce")?,
            code_challenge: code_challenge(parameters)?,
        },
        provider: provider::read(cx, pool, client, parameters)?,
        prompt: prompt(parameters)?,
        login_hint: text("login_hint")?,
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

fn prompt(parameters: &Parameters) -> Result<Prompt, OAuthError> {
    let refuse = |words: &'static str| Err(OAuthErrorCode::InvalidRequest.because(words));
    let mut prompt = Prompt::IfNeeded;
    let given = parameters.get("prompt")?.unwrap_or_default();
    for value in given.split(' ').filter(|value| !value.is_empty()) {
        prompt = match value {
            "none" if value == given => Prompt::Never,
            "login" | "select_account" => Prompt::Always,
            "consent" => prompt,
            _ => return refuse("The prompt must be none, or login, select_account or consent."),
        };
    }
    Ok(prompt)
}
