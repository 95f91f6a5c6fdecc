//! `POST /oauth2/idpresponse`: what came of the page that stands in for another provider's.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::error::OAuthErrorCode;
use super::login::EXPIRED;
use super::parameters::Parameters;
use super::pending::{self, Answered};
use super::provider_page::ProviderPage;
use super::{answer, browser, grant, page, redirect};
use crate::app::{App, Context};
use crate::crypto::random_text;
use crate::model::external_provider::ExternalProvider;
use crate::model::provider_account::ProviderAccount;
use crate::rules::external_providers;
use crate::rules::external_users::{self, Claims};
use crate::rules::formats::is_email;
use crate::rules::provider_tokens::{self, Vouched};
use crate::wire::error::ApiError;

/// As many digits as Google's subjects have.
const SUBJECT_DIGITS: usize = 21;

/// Takes what the user chose.
pub(crate) async fn post(State(app): State<App>, request: Request) -> Response {
    let headers = request.headers().clone();
    match Parameters::of_form(request).await {
        Ok(parameters) => {
            answer(app, "idpresponse", move |cx| {
                respond(cx, &parameters, &headers)
            })
            .await
        }
        Err(error) => page::problem(StatusCode::BAD_REQUEST, &error.description),
    }
}

fn respond(
    cx: &Context<'_>,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let expired = || Ok(page::problem(StatusCode::BAD_REQUEST, EXPIRED));
    let Some(answered) = pending::find(cx, headers, parameters)? else {
        return expired();
    };
    let name = answered.pending.provider.as_deref().unwrap_or_default();
    let Some(provider) = external_providers::find(cx, &answered.pool, name)? else {
        return expired();
    };
    let text = |name| parameters.get(name).ok().flatten().unwrap_or_default();
    if !text("cancel").is_empty() {
        pending::end(cx, &answered.pending)?;
        let words = format!("The sign-in at {} was cancelled.", provider.provider_name);
        return Ok(refuse(&answered, OAuthErrorCode::AccessDenied, words));
    }
    match account(cx, &provider, text("account"), text("email"), text("name"))? {
        Some(account) => sign_in(cx, &answered, &provider, &account),
        None => ProviderPage {
            request_id: &answered.id,
            provider: &provider,
            authorization: &answered.pending.authorization,
            email: text("email"),
            name: text("name"),
            problem: Some("Enter a valid email address."),
        }
        .show(cx),
    }
}

fn refuse(answered: &Answered, code: OAuthErrorCode, words: String) -> Response {
    let authorization = &answered.pending.authorization;
    let state = authorization.state.as_deref();
    redirect::with_error(&authorization.redirect_uri, state, &code.because(words))
}

/// The account that was chosen, or the one of the address that was typed, which may be a new one.
fn account(
    cx: &Context<'_>,
    provider: &ExternalProvider,
    chosen: &str,
    email: &str,
    name: &str,
) -> Result<Option<ProviderAccount>, ApiError> {
    let email = if chosen.is_empty() { email } else { chosen };
    if !is_email(email) {
        return Ok(None);
    }
    let (pool_id, provider) = (&provider.user_pool_id, &provider.provider_name);
    let known = cx
        .tx
        .get::<ProviderAccount>(&ProviderAccount::key_of(pool_id, provider, email))?;
    let mut account = match known {
        Some(account) => account,
        None => ProviderAccount {
            pool_id: pool_id.clone(),
            provider: provider.clone(),
            subject: random_text(b"123456789", SUBJECT_DIGITS)?,
            email: email.to_owned(),
            name: email.split('@').next().unwrap_or_default().to_owned(),
        },
    };
    if !name.is_empty() {
        name.clone_into(&mut account.name);
    }
    cx.tx.put(&account)?;
    Ok(Some(account))
}

fn sign_in(
    cx: &Context<'_>,
    answered: &Answered,
    provider: &ExternalProvider,
    account: &ProviderAccount,
) -> Result<Response, ApiError> {
    pending::end(cx, &answered.pending)?;
    let claims = claims(cx, provider, account)?;
    let user = match external_users::sign_in(cx, &answered.pool, provider, &claims) {
        Ok(user) if user.enabled => user,
        Ok(_) => {
            let words = "User is disabled.".to_owned();
            return Ok(refuse(answered, OAuthErrorCode::AccessDenied, words));
        }
        Err(ApiError::Refused { message, .. }) => {
            let words = message.into_owned();
            return Ok(refuse(answered, OAuthErrorCode::InvalidRequest, words));
        }
        Err(failure) => return Err(failure),
    };
    let authorization = answered.pending.authorization.clone();
    let response = grant::give(cx, authorization, &user, cx.now)?;
    let name = Some(provider.provider_name.as_str());
    browser::sign_in(cx, &answered.pool, &user, name, response)
}

/// What the provider says of the account, under the names that any of the providers has for it, with a token of
/// its own, which identity pools take.
fn claims(
    cx: &Context<'_>,
    provider: &ExternalProvider,
    account: &ProviderAccount,
) -> Result<Claims, ApiError> {
    let token = provider_tokens::issue(
        cx,
        &Vouched {
            provider: provider.login_name(),
            app_id: provider.app_id(),
            subject: &account.subject,
            email: Some(&account.email),
            name: Some(&account.name),
        },
    )?;
    let name = account.name.as_str();
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let claims = [
        (provider.provider_type.subject(), account.subject.as_str()),
        ("email", &account.email),
        ("email_verified", "true"),
        ("name", name),
        ("given_name", first),
        ("first_name", first),
        ("firstName", first),
        ("family_name", last),
        ("last_name", last),
        ("lastName", last),
        ("access_token", &token),
    ];
    Ok(claims.map(|(name, value)| (name, value.to_owned())).into())
}
