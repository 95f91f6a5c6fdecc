//! `POST /oauth2/revoke`

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::answer;
use super::client_authentication::authenticate;
use super::error::{Failure, NO_STORE, OAuthErrorCode};
use super::parameters::Parameters;
use crate::app::{App, Context};
use crate::auth::withdrawal;
use crate::wire::error::ErrorCode;

/// Withdraws a refresh token and all that came of it (RFC 7009). A token that nobody knows is as good as withdrawn.
pub(crate) async fn post(State(app): State<App>, request: Request) -> Response {
    let headers = request.headers().clone();
    match Parameters::of_form(request).await {
        Err(error) => error.respond(),
        Ok(parameters) => {
            answer(app, "revoke", move |cx| {
                match withdraw(cx, &parameters, &headers) {
                    Ok(()) => Ok((StatusCode::OK, NO_STORE).into_response()),
                    Err(failure) => failure.into_json(),
                }
            })
            .await
        }
    }
}

fn withdraw(cx: &Context<'_>, parameters: &Parameters, headers: &HeaderMap) -> Result<(), Failure> {
    let (client, _) = authenticate(cx, parameters, headers)?;
    let token = parameters.required("token")?;
    withdrawal::withdraw(cx, &client, token).map_err(|error| {
        Failure::of(error, |code| match code {
            ErrorCode::UnsupportedTokenType => OAuthErrorCode::UnsupportedTokenType,
            ErrorCode::Unauthorized => OAuthErrorCode::UnauthorizedClient,
            _ => OAuthErrorCode::InvalidRequest,
        })
    })
}
