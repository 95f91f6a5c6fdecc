//! `REFRESH_TOKEN_AUTH`: fresh tokens for a refresh token, where rotation is off.

use crate::app::Context;
use crate::auth::parameters::{Parameters, optional, required};
use crate::auth::{AuthOutput, device, sessions};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::session::Session;
use crate::model::user::User;
use crate::rules::clients;
use crate::store::key;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{DeviceKey, SecretHash, Token};

/// Refreshes a session.
pub(super) fn begin(
    cx: &Context<'_>,
    _: &UserPool,
    client: &AppClient,
    parameters: &Parameters,
) -> Result<AuthOutput, ApiError> {
    let token: Token = required(parameters, "REFRESH_TOKEN")?;
    let secret_hash: Option<SecretHash> = optional(parameters, "SECRET_HASH")?;
    let device_key: Option<DeviceKey> = optional(parameters, device::PARAMETER)?;
    if client.rotation().is_some() {
        return Err(ErrorCode::InvalidParameter
            .because("REFRESH_TOKEN_AUTH flow is not available with refresh token rotation"));
    }
    // The hash is over the user's name, which only the token tells.
    let session = sessions::find(cx, &token)?.map(|(_, session)| session);
    let username = session
        .map(|session| username(cx, &session))
        .transpose()?
        .flatten()
        .unwrap_or_default();
    clients::check_secret_hash(client, &username, secret_hash.as_deref())?;
    let result = sessions::refresh(cx, client, &token, device_key.as_deref())?;
    Ok(AuthOutput::tokens(result))
}

fn username(cx: &Context<'_>, session: &Session) -> Result<Option<String>, ApiError> {
    let user: Option<User> = cx.tx.get(&key(&[&session.pool_id, &session.user_key]))?;
    Ok(user.map(|user| user.username))
}
