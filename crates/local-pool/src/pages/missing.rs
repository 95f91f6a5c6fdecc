//! Addresses and methods that there are not: to browsers in a page, to programs in the service's form.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::html;
use crate::wire::dispatch;

/// Answers requests to addresses that there are not.
pub(crate) async fn address(headers: HeaderMap) -> Response {
    let words = "There is nothing at this address.";
    refuse(&headers, StatusCode::NOT_FOUND, words)
}

/// Answers requests whose method the address does not take.
pub(crate) async fn method(headers: HeaderMap) -> Response {
    let words = "This address does not take the method.";
    refuse(&headers, StatusCode::METHOD_NOT_ALLOWED, words)
}

fn refuse(headers: &HeaderMap, status: StatusCode, words: &str) -> Response {
    let accepted = headers.get(header::ACCEPT);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    if accepted.is_some_and(|types| types.contains("text/html")) {
        let page = html::page("This did not work", "", &format!("<p>{words}</p>"));
        return (status, page).into_response();
    }
    dispatch::unknown(status, words)
}
