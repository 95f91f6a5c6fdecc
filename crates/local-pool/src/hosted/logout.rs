//! `GET /logout`

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::parameters::Parameters;
use super::{answer, browser, page, redirect};
use crate::app::{App, Context};
use crate::rules::clients;
use crate::wire::error::ApiError;

/// Forgets that the browser is signed in, and sends it on: back to the app, or to sign in again.
pub(crate) async fn get(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::of_query(query.as_deref());
    answer(app, "logout", move |cx| respond(cx, &parameters, &headers)).await
}

fn respond(
    cx: &Context<'_>,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let problem = |words| Ok(page::problem(StatusCode::BAD_REQUEST, words));
    let text = |name| parameters.get(name).ok().flatten();
    let Some(client_id) = text("client_id") else {
        return problem("The parameter client_id is missing, or is there twice.");
    };
    let Some((client, pool)) = clients::find(cx, client_id)? else {
        return problem("There is no such app client.");
    };
    let logout_urls = &client.settings.hosted.logout_urls;
    let response = match (text("logout_uri"), text("response_type")) {
        (Some(uri), _) if logout_urls.iter().any(|url| url == uri) => redirect::to(uri),
        (Some(_), _) => {
            return problem("The logout_uri is not among the sign-out URLs of the app client.");
        }
        // The page to sign in checks the rest.
        (None, Some(_)) => redirect::to(&format!("/login?{}", parameters.to_query())),
        (None, None) => {
            return problem("The parameter logout_uri is missing, or is there twice.");
        }
    };
    browser::sign_out(cx, &pool, headers, response)
}
