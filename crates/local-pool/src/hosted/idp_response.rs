//! `POST /oauth2/idpresponse`: what came of the page that stands in for another provider's.

use axum::response::Response;

use super::endpoint::Call;
use super::error::{Failure, OAuthErrorCode};
use super::pending::{self, Answered};
use super::provider_page::ProviderPage;
use super::{browser, grant, redirect, request, stand_in};
use crate::app::Context;
use crate::model::external_provider::ExternalProvider;
use crate::model::provider_account::ProviderAccount;
use crate::rules::external_providers;
use crate::rules::external_users;
use crate::wire::error::ApiError;

/// Takes what the user chose, if the client still lets its users come from the provider.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let answered = pending::answered(cx, call)?;
    let name = answered.pending.provider.as_deref().unwrap_or_default();
    let provider = external_providers::find(cx, &answered.pool, name)?
        .filter(|_| request::supports(&answered.client, name))
        .ok_or_else(pending::expired)?;
    if !call.typed("cancel").is_empty() {
        pending::end(cx, &answered.pending)?;
        let words = format!("The sign-in at {} was cancelled.", provider.provider_name);
        return Ok(refuse(&answered, OAuthErrorCode::AccessDenied, words));
    }
    let (typed, name) = (call.typed("email"), call.typed("name"));
    let email = if typed.is_empty() {
        call.typed("account")
    } else {
        typed
    };
    match stand_in::complaint(email, name) {
        None => {
            let account = stand_in::account(cx, &provider, email, name)?;
            Ok(sign_in(cx, &answered, &provider, &account)?)
        }
        problem => {
            let page = ProviderPage {
                request_id: &answered.id,
                provider: &provider,
                authorization: &answered.pending.authorization,
                email,
                name,
                problem,
            };
            Ok(page.show(cx)?)
        }
    }
}

fn refuse(answered: &Answered, code: OAuthErrorCode, words: String) -> Response {
    let authorization = &answered.pending.authorization;
    let state = authorization.state.as_deref();
    redirect::with_error(&authorization.redirect_uri, state, &code.because(words))
}

fn sign_in(
    cx: &Context<'_>,
    answered: &Answered,
    provider: &ExternalProvider,
    account: &ProviderAccount,
) -> Result<Response, ApiError> {
    pending::end(cx, &answered.pending)?;
    let claims = stand_in::claims(cx, provider, account)?;
    let user =
        match external_users::sign_in(cx, &answered.pool, &answered.client, provider, &claims) {
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
