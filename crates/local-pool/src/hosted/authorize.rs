//! `GET /oauth2/authorize`, `GET /login`

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::browser::{self, Browser};
use super::error::{Failure, OAuthErrorCode};
use super::parameters::Parameters;
use super::provider_page::ProviderPage;
use super::request::{self, AuthorizeRequest, Prompt, Provider};
use super::sign_in_page::SignInPage;
use super::{answer, grant, page, pending, redirect};
use crate::app::{App, Context};
use crate::clock::Timestamp;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::clients;
use crate::rules::hosted_settings::COGNITO;
use crate::wire::error::ApiError;

/// Sends a browser that is signed in back to the client with a code, and shows any other a page to sign in.
pub(crate) async fn get(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::of_query(query.as_deref());
    answer(app, "authorize", move |cx| {
        respond(cx, &parameters, &headers)
    })
    .await
}

/// Where nobody knows where the answer should go, a page says what is wrong, and the browser goes nowhere.
fn respond(
    cx: &Context<'_>,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let problem = |words| Ok(page::problem(StatusCode::BAD_REQUEST, words));
    let Ok(Some(client_id)) = parameters.get("client_id") else {
        return problem("The parameter client_id is missing, or is there twice.");
    };
    let Some((client, pool)) = clients::find(cx, client_id)? else {
        return problem("There is no such app client.");
    };
    let redirect_uri = match request::redirect_uri(&client, parameters) {
        Ok(redirect_uri) => redirect_uri,
        Err(words) => return problem(words),
    };
    match proceed(cx, &pool, &client, parameters, headers) {
        Ok(response) => Ok(response),
        Err(Failure::Failed(error)) => Err(error),
        Err(Failure::Refused(error)) => {
            let state = parameters.get("state").unwrap_or_default();
            Ok(redirect::with_error(redirect_uri, state, &error))
        }
    }
}

fn proceed(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, Failure> {
    let request = request::read(cx, pool, client, parameters)?;
    if request.prompt != Prompt::Always
        && let Some((user, auth_time)) = known_user(cx, pool, client, &request, headers)?
    {
        return Ok(grant::give(cx, request.authorization, &user, auth_time)?);
    }
    if request.prompt == Prompt::Never {
        return Err(OAuthErrorCode::LoginRequired
            .because("The user is not signed in.")
            .into());
    }
    show(cx, pool, client, &request, headers)
}

/// The user of a browser that signed in the way that the request wants, and when that was.
fn known_user(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    request: &AuthorizeRequest,
    headers: &HeaderMap,
) -> Result<Option<(User, Timestamp)>, ApiError> {
    let known = browser::signed_in(cx, pool, headers)?.filter(|(_, session)| {
        let came_from = session.provider.as_deref();
        let is_wanted = match &request.provider {
            None => true,
            Some(Provider::Cognito) => came_from.is_none(),
            Some(Provider::External(wanted)) => came_from == Some(&wanted.provider_name),
        };
        is_wanted && request::supports(client, came_from.unwrap_or(COGNITO))
    });
    Ok(known.map(|(user, session)| (user, session.auth_time)))
}

fn show(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    request: &AuthorizeRequest,
    headers: &HeaderMap,
) -> Result<Response, Failure> {
    let browser = Browser::of(headers)?;
    let authorization = &request.authorization;
    let login = request.login_hint.as_deref().unwrap_or_default();
    let begin = |provider| pending::begin(cx, &browser, authorization, provider);
    let response = if let Some(Provider::External(provider)) = &request.provider {
        let request_id = begin(Some(&provider.provider_name))?;
        let page = ProviderPage {
            request_id: &request_id,
            provider,
            authorization,
            email: login,
            name: "",
            problem: None,
        };
        page.show(cx)?
    } else {
        let request_id = begin(None)?;
        let only_password = matches!(request.provider, Some(Provider::Cognito));
        let providers = if only_password {
            Vec::new()
        } else {
            request::external_providers(cx, pool, client)?
        };
        let page = SignInPage {
            request_id: &request_id,
            pool,
            authorization,
            has_password: request::supports(client, COGNITO),
            providers: &providers,
            login,
            problem: None,
        };
        page.show()
    };
    Ok(browser.remember(response))
}
