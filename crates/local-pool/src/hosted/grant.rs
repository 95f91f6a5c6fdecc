//! Granting what a client asked for, as a code.

use std::time::Duration;

use axum::response::Response;

use super::redirect;
use crate::app::Context;
use crate::clock::Timestamp;
use crate::crypto::{fingerprint, random_token};
use crate::model::authorization::{Authorization, AuthorizationCode};
use crate::model::user::User;
use crate::wire::error::ApiError;

/// How long a code can be exchanged.
const LIFE: Duration = Duration::from_mins(1);

/// Sends the browser back to the client with a code of that user, who signed in at `auth_time`.
pub(super) fn give(
    cx: &Context<'_>,
    authorization: Authorization,
    user: &User,
    auth_time: Timestamp,
) -> Result<Response, ApiError> {
    let code = random_token::<32>()?;
    let response = redirect::with_code(&authorization, &code);
    cx.tx.put(&AuthorizationCode {
        fingerprint: fingerprint(&code),
        authorization,
        user_key: user.key.clone(),
        sub: user.sub.clone(),
        auth_time,
        expires: cx.now.after(LIFE),
        session_key: None,
    })?;
    Ok(response)
}
