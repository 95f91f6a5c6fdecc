//! What tokens say of where they came from.

use uuid::Uuid;

use crate::model::client::AppClient;
use crate::model::session::Session;

/// The claims that lead back to a sign-in.
pub(super) struct Origin {
    /// `event_id`: the request that yielded the tokens.
    pub(super) event_id: String,
    /// `origin_jti`: the sign-in, if its tokens can be revoked.
    pub(super) origin_jti: Option<String>,
}

impl Origin {
    /// Only tokens that can be revoked carry `origin_jti` and `jti` (developer guide, "Revoking refresh tokens").
    /// The event of others is the sign-in itself, because nothing else leads to their session.
    pub(super) fn of(client: &AppClient, session: &Session) -> Self {
        if client.settings.enable_token_revocation {
            return Self {
                event_id: Uuid::new_v4().to_string(),
                origin_jti: Some(session.origin_jti.clone()),
            };
        }
        Self {
            event_id: session.origin_jti.clone(),
            origin_jti: None,
        }
    }
}
