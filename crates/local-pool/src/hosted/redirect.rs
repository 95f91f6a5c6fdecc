//! Sending a browser on.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::error::OAuthError;
use crate::model::authorization::Authorization;

/// Sends the browser to that address, which every browser asks for by `GET`; with the status that the service has. The address
/// it comes from is nobody's business there.
pub(super) fn to(url: &str) -> Response {
    let headers = [
        (header::LOCATION, url),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (StatusCode::FOUND, headers).into_response()
}

/// Sends the browser back to the client, with these parameters and the client's `state`.
fn back(redirect_uri: &str, state: Option<&str>, parameters: &[(&str, &str)]) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters);
    if let Some(state) = state {
        query.append_pair("state", state);
    }
    let separator = if redirect_uri.contains('?') { '&' } else { '?' };
    to(&format!("{redirect_uri}{separator}{}", query.finish()))
}

/// Back to the client with a code (RFC 6749, section 4.1.2).
pub(super) fn with_code(authorization: &Authorization, code: &str) -> Response {
    back(
        &authorization.redirect_uri,
        authorization.state.as_deref(),
        &[("code", code)],
    )
}

/// Back to the client with a refusal (RFC 6749, section 4.1.2.1).
pub(super) fn with_error(redirect_uri: &str, state: Option<&str>, error: &OAuthError) -> Response {
    let parameters = [
        ("error", error.code.name()),
        ("error_description", &error.description),
    ];
    back(redirect_uri, state, &parameters)
}
