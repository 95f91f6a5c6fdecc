//! Pages that wait for the user's answer.

use std::time::Duration;

use super::browser::Browser;
use super::endpoint::Call;
use super::error::{Failure, OAuthErrorCode};
use crate::app::Context;
use crate::crypto::{equal, fingerprint, random_token};
use crate::model::authorization::{Authorization, PendingSignIn};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::rules::clients;
use crate::store::Record as _;
use crate::wire::error::ApiError;

/// The words for a form that nobody waits for.
const EXPIRED: &str =
    "This page has expired, or was answered already. Go back to the app, and sign in again.";
/// How long a page waits.
const LIFE: Duration = Duration::from_mins(15);

/// Remembers a page that is shown to that browser. Returns the id for its form with it.
pub(super) fn begin(
    cx: &Context<'_>,
    browser: &Browser,
    authorization: &Authorization,
    provider: Option<&str>,
) -> Result<(String, PendingSignIn), ApiError> {
    let id = random_token::<32>()?;
    let pending = PendingSignIn {
        fingerprint: fingerprint(&id),
        browser: browser.fingerprint(),
        authorization: authorization.clone(),
        provider: provider.map(str::to_owned),
        second_step: None,
        expires: cx.now.after(LIFE),
    };
    cx.tx.put(&pending)?;
    Ok((id, pending))
}

/// A page that was answered.
pub(super) struct Answered {
    /// Its id.
    pub(super) id: String,
    /// The page.
    pub(super) pending: PendingSignIn,
    /// The client.
    pub(super) client: AppClient,
    /// The client's pool.
    pub(super) pool: UserPool,
}

/// The page whose form came back from the browser that it was shown to.
pub(super) fn answered(cx: &Context<'_>, call: &Call) -> Result<Answered, Failure> {
    find(cx, call)?.ok_or_else(expired)
}

/// The refusal of a form that nobody waits for.
pub(super) fn expired() -> Failure {
    OAuthErrorCode::InvalidRequest.because(EXPIRED).into()
}

fn find(cx: &Context<'_>, call: &Call) -> Result<Option<Answered>, ApiError> {
    let id = call.typed("request");
    let browser = Browser::known(&call.headers)
        .map(fingerprint)
        .unwrap_or_default();
    let pending = cx.tx.get::<PendingSignIn>(&PendingSignIn::key_of(id))?;
    let pending = pending.filter(|pending| {
        cx.now < pending.expires && equal(pending.browser.as_bytes(), browser.as_bytes())
    });
    let Some(pending) = pending else {
        return Ok(None);
    };
    // The client may be gone by now.
    let Some((client, pool)) = clients::find(cx, &pending.authorization.client_id)? else {
        return Ok(None);
    };
    Ok(Some(Answered {
        id: id.to_owned(),
        pending,
        client,
        pool,
    }))
}

/// No second answer is taken.
pub(super) fn end(cx: &Context<'_>, pending: &PendingSignIn) -> Result<(), ApiError> {
    Ok(cx.tx.delete::<PendingSignIn>(&pending.key())?)
}
