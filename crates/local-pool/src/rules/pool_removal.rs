//! Removing a user pool, with all that is its own.

use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::session::RefreshToken;
use crate::store::Record as _;
use crate::wire::error::ApiError;

/// Removes a pool. What waits for an answer stays until it expires, and leads nowhere.
pub(crate) fn remove(cx: &Context<'_>, pool: &UserPool) -> Result<(), ApiError> {
    for client in cx.tx.scan::<AppClient>("")? {
        if client.user_pool_id == pool.id {
            cx.tx.delete::<AppClient>(&client.key())?;
        }
    }
    let own = format!("{} ", pool.id);
    for token in cx.tx.scan::<RefreshToken>("")? {
        if token.session_key.starts_with(&own) {
            cx.tx.delete::<RefreshToken>(&token.key())?;
        }
    }
    // Whatever else is a pool's has the pool's id first in its key.
    Ok(cx.tx.delete_all_of(&pool.id)?)
}

#[cfg(test)]
mod tests;
