//! `POST /oauth2/idpresponse`: what came of the page that stands in for another provider's.

use axum::response::Response;

use super::endpoint::Call;
use super::error::{Failure, OAuthErrorCode};
use super::pending::{self, Answered};
use super::provider_page::ProviderPage;
use super::{browser, grant, redirect, request};
use crate::app::Context;
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

/// The most characters of a name, and of an address.
pub(super) const LENGTH: usize = 256;

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
    match complaint(email, name) {
        None => {
            let account = account(cx, &provider, email, name)?;
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

/// What is wrong with what was typed.
fn complaint(email: &str, name: &str) -> Option<&'static str> {
    if !is_email(email) || email.chars().count() > LENGTH {
        return Some("Enter a valid email address.");
    }
    (name.chars().count() > LENGTH).then_some("The name is longer than 256 characters.")
}

fn refuse(answered: &Answered, code: OAuthErrorCode, words: String) -> Response {
    let authorization = &answered.pending.authorization;
    let state = authorization.state.as_deref();
    redirect::with_error(&authorization.redirect_uri, state, &code.because(words))
}

/// The account of the address, which may be a new one.
fn account(
    cx: &Context<'_>,
    provider: &ExternalProvider,
    email: &str,
    name: &str,
) -> Result<ProviderAccount, ApiError> {
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
    Ok(account)
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
