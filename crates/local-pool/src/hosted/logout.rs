//! `GET /logout`

use axum::response::Response;

use super::endpoint::Call;
use super::error::{Failure, OAuthErrorCode};
use super::{browser, redirect};
use crate::app::Context;
use crate::rules::clients;

/// Forgets that the browser is signed in, and sends it on: back to the app, or to sign in again.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let query = &call.query;
    let unknown = || OAuthErrorCode::InvalidClient.because("There is no such app client.");
    let client_id = query.required("client_id")?;
    let (client, pool) = clients::find(cx, client_id)?.ok_or_else(unknown)?;
    let logout_urls = &client.settings.hosted.logout_urls;
    let response = match (query.get("logout_uri")?, query.get("response_type")?) {
        (Some(uri), _) if logout_urls.iter().any(|url| url == uri) => redirect::to(uri),
        // The page to sign in checks the rest.
        (None, Some(_)) => redirect::to(&format!("/login?{}", query.to_query())),
        (Some(_), _) => {
            let words = "The logout_uri is not among the sign-out URLs of the app client.";
            return Err(OAuthErrorCode::RedirectMismatch.because(words).into());
        }
        (None, None) => {
            let words = "The parameter logout_uri is missing.";
            return Err(OAuthErrorCode::InvalidRequest.because(words).into());
        }
    };
    Ok(browser::sign_out(cx, &pool, &call.headers, response)?)
}
