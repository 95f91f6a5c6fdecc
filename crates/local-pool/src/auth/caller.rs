//! Who calls with an access token.

use super::admission::password_reset_required;
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::scope::{SIGN_IN_USER_ADMIN, Scope};
use crate::model::session::Session;
use crate::model::user::{User, UserStatus};
use crate::rules::{clients, users};
use crate::token::read_access_token;
use crate::wire::error::{ApiError, ErrorCode};

/// A signed-in user.
pub(crate) struct Caller {
    /// The user.
    pub(crate) user: User,
    /// The user's pool.
    pub(crate) pool: UserPool,
    /// The client that the token was issued to.
    pub(crate) client: AppClient,
    /// What the token is good for.
    pub(crate) scope: Scope,
    /// The session of the token.
    pub(crate) session: Session,
}

/// The user of a valid access token that is good for the user's own profile, and whose session still stands.
pub(crate) fn identify(cx: &Context<'_>, access_token: &str) -> Result<Caller, ApiError> {
    let caller = bearer(cx, access_token)?;
    if caller.scope.has(SIGN_IN_USER_ADMIN) {
        return Ok(caller);
    }
    Err(ErrorCode::NotAuthorized.because("Access Token does not have required scopes"))
}

/// The user of a valid access token whose session still stands, whatever the token is good for.
pub(crate) fn bearer(cx: &Context<'_>, access_token: &str) -> Result<Caller, ApiError> {
    let (claims, pool_id) = read_access_token(cx, access_token)?;
    let (client, pool) = clients::client(cx, &claims.client_id)?;
    let user = users::existing(cx, &pool, &claims.username)?;
    if user.sub != claims.sub {
        return Err(ErrorCode::UserNotFound.because("User does not exist."));
    }
    if !user.enabled {
        return Err(ErrorCode::NotAuthorized.because("User is disabled."));
    }
    let key = Session::key_of(&pool_id, &user.key, claims.session());
    let session = cx.tx.get::<Session>(&key)?;
    let session = session
        .filter(|session| !session.revoked)
        .ok_or_else(|| ErrorCode::NotAuthorized.because("Access Token has been revoked"))?;
    if user.status == UserStatus::ResetRequired {
        return Err(password_reset_required());
    }
    Ok(Caller {
        user,
        pool,
        client,
        scope: claims.scope,
        session,
    })
}
