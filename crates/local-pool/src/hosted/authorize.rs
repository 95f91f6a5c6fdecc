//! `GET /oauth2/authorize`, `GET /login`

use axum::response::Response;

use super::browser::{self, Browser};
use super::endpoint::Call;
use super::error::{Failure, OAuthErrorCode};
use super::provider_page::ProviderPage;
use super::request::{self, Asked, Prompt, Provider};
use super::sign_in_page::SignInPage;
use super::stand_in::ANYBODY;
use super::{grant, pending, redirect};
use crate::app::Context;
use crate::clock::Timestamp;
use crate::model::external_provider::ExternalProvider;
use crate::model::user::User;
use crate::rules::hosted_settings::COGNITO;
use crate::wire::error::ApiError;

/// Sends a browser that is signed in back to the client with a code, and any other to a page to sign in.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    enter(cx, call, |_| {
        Ok(redirect::to(&format!("/login?{}", call.query.to_query())))
    })
}

/// The same, and shows the page itself.
pub(super) fn login(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    enter(cx, call, |asked| {
        let page = SignInPage {
            login: asked.login_hint.as_deref().unwrap_or_default(),
            problem: None,
        };
        Ok(page.show(cx, call, asked)?)
    })
}

fn enter(
    cx: &Context<'_>,
    call: &Call,
    ask_for_password: impl FnOnce(&Asked) -> Result<Response, Failure>,
) -> Result<Response, Failure> {
    request::answer(cx, &call.query, |asked| {
        if asked.prompt != Prompt::Always
            && let Some((user, auth_time)) = known_user(cx, call, &asked)?
        {
            return Ok(grant::give(cx, asked.authorization, &user, auth_time)?);
        }
        if asked.prompt == Prompt::Never {
            return Err(OAuthErrorCode::LoginRequired
                .because("The user is not signed in.")
                .into());
        }
        match &asked.provider {
            Some(Provider::External(provider)) => ask_provider(cx, call, &asked, provider),
            Some(Provider::Cognito) | None => ask_for_password(&asked),
        }
    })
}

/// The user of a browser that signed in the way that the request wants, and when that was.
fn known_user(
    cx: &Context<'_>,
    call: &Call,
    asked: &Asked,
) -> Result<Option<(User, Timestamp)>, ApiError> {
    let known = browser::signed_in(cx, &asked.pool, &call.headers)?.filter(|(_, session)| {
        let came_from = session.provider.as_deref();
        let is_wanted = match &asked.provider {
            None => true,
            Some(Provider::Cognito) => came_from.is_none(),
            Some(Provider::External(wanted)) => came_from == Some(&wanted.provider_name),
        };
        is_wanted && request::supports(&asked.client, came_from.unwrap_or(COGNITO))
    });
    Ok(known.map(|(user, session)| (user, session.auth_time)))
}

fn ask_provider(
    cx: &Context<'_>,
    call: &Call,
    asked: &Asked,
    provider: &ExternalProvider,
) -> Result<Response, Failure> {
    let browser = Browser::of(&call.headers)?;
    let name = Some(provider.provider_name.as_str());
    let (id, _) = pending::begin(cx, &browser, &asked.authorization, name)?;
    let page = ProviderPage {
        request_id: &id,
        provider,
        authorization: &asked.authorization,
        email: asked.login_hint.as_deref().unwrap_or(ANYBODY),
        name: "",
        problem: None,
    };
    Ok(browser.remember(page.show(cx)?))
}
