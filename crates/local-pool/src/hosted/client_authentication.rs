//! Who calls `/oauth2/token` and `/oauth2/revoke` (RFC 6749, section 2.3).

use axum::http::header;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::endpoint::Call;
use super::error::{Failure, OAuthErrorCode};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::rules::clients;

/// The client that calls: one with a secret proves it, in the header or in the form.
pub(super) fn authenticate(
    cx: &Context<'_>,
    call: &Call,
) -> Result<(AppClient, UserPool), Failure> {
    let header = call.headers.get(header::AUTHORIZATION);
    let refuse = || {
        let words = "The client is not known, or did not prove itself.";
        let error = OAuthErrorCode::InvalidClient.because(words);
        if header.is_some() {
            error.asking_for_basic()
        } else {
            error
        }
    };
    let mixed =
        || OAuthErrorCode::InvalidRequest.because("The client names or proves itself in two ways.");
    let (mut id, mut secret) = (
        call.form.get("client_id")?.map(str::to_owned),
        call.form.get("client_secret")?.map(str::to_owned),
    );
    if let Some(value) = header {
        let (basic_id, basic_secret) = value.to_str().ok().and_then(basic).ok_or_else(refuse)?;
        if secret.is_some() || id.is_some_and(|id| id != basic_id) {
            return Err(mixed().into());
        }
        (id, secret) = (Some(basic_id), Some(basic_secret));
    }
    let missing = || OAuthErrorCode::InvalidRequest.because("The parameter client_id is missing.");
    let id = id.ok_or_else(missing)?;
    let (client, pool) = clients::find(cx, &id)?.ok_or_else(refuse)?;
    if clients::check_secret(&client, secret.as_deref()).is_err() {
        return Err(refuse().into());
    }
    Ok((client, pool))
}

/// The user name and password of the scheme `Basic` (RFC 7617). Ids and secrets have no letters that would be encoded.
fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, credentials) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let decoded = STANDARD.decode(credentials.trim()).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}
