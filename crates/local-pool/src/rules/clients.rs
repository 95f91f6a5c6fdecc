//! Who calls: the app client and its secret.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::pools;
use crate::app::Context;
use crate::crypto::{equal, hmac_sha256};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

/// The client of that id, and its pool.
pub(crate) fn client(cx: &Context<'_>, id: &str) -> Result<(AppClient, UserPool), ApiError> {
    find(cx, id)?.ok_or_else(|| not_found(id))
}

/// The client of that id, if there is one, and its pool.
pub(crate) fn find(cx: &Context<'_>, id: &str) -> Result<Option<(AppClient, UserPool)>, ApiError> {
    let Some(client) = cx.tx.get::<AppClient>(id)? else {
        return Ok(None);
    };
    let pool = pools::pool(cx, &client.user_pool_id)?;
    Ok(Some((client, pool)))
}

/// The client of that id in that pool.
pub(crate) fn client_of(
    cx: &Context<'_>,
    pool_id: &str,
    id: &str,
) -> Result<(AppClient, UserPool), ApiError> {
    let pool = pools::pool(cx, pool_id)?;
    let client = cx.tx.get::<AppClient>(id)?;
    let client = client.filter(|client| client.user_pool_id == pool.id);
    Ok((client.ok_or_else(|| not_found(id))?, pool))
}

fn not_found(id: &str) -> ApiError {
    ErrorCode::ResourceNotFound.because(format!("User pool client {id} does not exist."))
}

/// Checks `SECRET_HASH` = base64(HMAC-SHA-256(client secret, user name | client id)).
pub(crate) fn check_secret_hash(
    client: &AppClient,
    username: &str,
    hash: Option<&str>,
) -> Result<(), ApiError> {
    let id = &client.client_id;
    let complaint = match (&client.client_secret, hash) {
        (None, None) => return Ok(()),
        (Some(secret), Some(hash)) => {
            let expected = STANDARD.encode(hmac_sha256(
                secret.as_bytes(),
                format!("{username}{id}").as_bytes(),
            ));
            if equal(expected.as_bytes(), hash.as_bytes()) {
                return Ok(());
            }
            format!("Unable to verify secret hash for client {id}")
        }
        (Some(_), None) => {
            format!("Client {id} is configured with secret but SECRET_HASH was not received")
        }
        (None, Some(_)) => {
            format!("Client {id} is not configured with secret but SECRET_HASH was received")
        }
    };
    Err(ErrorCode::NotAuthorized.because(complaint))
}

/// Checks the secret itself, for the operations that take it as it is.
pub(crate) fn check_secret(client: &AppClient, given: Option<&str>) -> Result<(), ApiError> {
    let right = match (&client.client_secret, given) {
        (None, None) => true,
        (Some(secret), Some(given)) => equal(secret.as_bytes(), given.as_bytes()),
        _ => false,
    };
    if right {
        return Ok(());
    }
    Err(ErrorCode::NotAuthorized.because(format!(
        "Unable to verify secret for client {}",
        client.client_id
    )))
}
