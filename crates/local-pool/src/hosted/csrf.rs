//! Whether a form comes from the page that the browser was shown.

use axum::http::{HeaderMap, HeaderValue, header};

use super::browser::Browser;
use super::endpoint::Call;
use super::error::{OAuthError, OAuthErrorCode};
use crate::app::Context;
use crate::crypto::equal;

/// The field of the form that repeats the cookie.
pub(super) const FIELD: &str = "_csrf";

/// Refuses a form that another site may have made: what it repeats must be the cookie, and a browser, which says from
/// where it comes, must come from here. Programs may do without either.
pub(super) fn check(cx: &Context<'_>, call: &Call) -> Result<(), OAuthError> {
    let origin = call.headers.get(header::ORIGIN);
    let is_ours = origin.is_none_or(|origin| is_ours(cx, &call.headers, origin.as_bytes()));
    let is_repeated = match call.form.get(FIELD)? {
        Some(given) => Browser::known(&call.headers)
            .is_some_and(|cookie| equal(cookie.as_bytes(), given.as_bytes())),
        None => origin.is_none(),
    };
    if is_ours && is_repeated {
        return Ok(());
    }
    Err(OAuthErrorCode::AccessDenied.because(
        "This form does not come from the page that this browser was shown. Go back, reload the page, and try again.",
    ))
}

/// The address that we are configured with, or the one that was asked: `localhost` is another name of `127.0.0.1`.
fn is_ours(cx: &Context<'_>, headers: &HeaderMap, origin: &[u8]) -> bool {
    let asked = headers.get(header::HOST).map(HeaderValue::as_bytes);
    origin == cx.base_url().as_bytes()
        || (asked.is_some() && origin.strip_prefix(b"http://") == asked)
}
