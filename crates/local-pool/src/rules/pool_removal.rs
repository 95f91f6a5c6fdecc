//! Removing a user pool, with all that is its own.

use crate::app::Context;
use crate::model::alias::Alias;
use crate::model::client::AppClient;
use crate::model::code::Code;
use crate::model::code_requests::CodeRequests;
use crate::model::device::Device;
use crate::model::external_provider::ExternalProvider;
use crate::model::group::Group;
use crate::model::lockout::Lockout;
use crate::model::mfa::MfaSettings;
use crate::model::passkey::{Passkey, PasskeyRequest};
use crate::model::pool::UserPool;
use crate::model::provider_account::ProviderAccount;
use crate::model::session::{RefreshToken, Session};
use crate::model::user::User;
use crate::store::Record;
use crate::token::SigningKey;
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
    remove_all::<Session>(cx, &own)?;
    remove_all::<User>(cx, &own)?;
    remove_all::<Alias>(cx, &own)?;
    remove_all::<Code>(cx, &own)?;
    remove_all::<CodeRequests>(cx, &own)?;
    remove_all::<Lockout>(cx, &own)?;
    remove_all::<Device>(cx, &own)?;
    remove_all::<Passkey>(cx, &own)?;
    remove_all::<PasskeyRequest>(cx, &own)?;
    remove_all::<Group>(cx, &own)?;
    remove_all::<ExternalProvider>(cx, &own)?;
    remove_all::<ProviderAccount>(cx, &own)?;
    cx.tx.delete::<MfaSettings>(&pool.id)?;
    cx.tx.delete::<SigningKey>(&pool.id)?;
    Ok(cx.tx.delete::<UserPool>(&pool.id)?)
}

fn remove_all<R: Record>(cx: &Context<'_>, prefix: &str) -> Result<(), ApiError> {
    for record in cx.tx.scan::<R>(prefix)? {
        cx.tx.delete::<R>(&record.key())?;
    }
    Ok(())
}
