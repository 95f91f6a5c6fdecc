//! The errands of a user of the pool: each method is one of them, from request to storage.

mod account;
mod renewal;

use futures_util::lock::Mutex;

use super::{
    AttributeChanges, Session, SignInDetails, SignedOutReason, Storage, TokenStorage, Tokens,
    UserProfile,
};
use crate::{
    cognito::{
        Client, Error, Transport,
        authenticate::authenticate,
        jwt::UnverifiedClaims,
        ops::{DeleteUserAttributes, GetUser, RevokeToken, UpdateUserAttributes},
        secret::{Password, RefreshToken},
    },
    config::UserPool,
};

/// A request in the name of the user that brought no result.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The service no longer accepts the session; its tokens are gone.
    #[error("the session has ended")]
    Ended,
    /// The request failed; the session goes on.
    #[error(transparent)]
    Request(#[from] Error),
}

/// Signs users up, in and out, and acts in their name.
#[derive(Debug)]
pub struct Authenticator<T, S> {
    client: Client<T>,
    pool_name: String,
    tokens: TokenStorage<S>,
    now: fn() -> i64,
    /// Held while the tokens are renewed, so that many requests at once renew them once.
    renewal: Mutex<()>,
}

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// `now` tells the time in milliseconds since 1970.
    pub fn new(pool: &UserPool, transport: T, storage: S, now: fn() -> i64) -> Self {
        let client_id = pool.client_id.as_str();
        Self {
            client: Client::new(transport, pool.endpoint(), client_id),
            pool_name: pool.id.name().to_owned(),
            tokens: TokenStorage::new(storage, client_id),
            now,
            renewal: Mutex::new(()),
        }
    }

    /// Where the tokens are.
    pub fn tokens(&self) -> &TokenStorage<S> {
        &self.tokens
    }

    /// Signs in, and keeps the tokens.
    ///
    /// # Errors
    /// Those of [`authenticate`]; `UserNotConfirmed` and `PasswordResetRequired` lead elsewhere.
    pub async fn sign_in(&self, username: &str, password: &Password) -> Result<UserProfile, Error> {
        let authenticated =
            authenticate(&self.client, &self.pool_name, username, password, self.now).await?;
        let details = SignInDetails {
            login_id: username.to_owned(),
            auth_flow_type: "USER_SRP_AUTH",
        };
        let access_token = authenticated.tokens.access_token.clone();
        let tokens = Tokens::received(authenticated.username, authenticated.tokens, (self.now)());
        // Another user's session must not linger beside this one.
        self.tokens.clear();
        self.tokens.save_sign_in_details(&tokens.username, &details);
        self.tokens.save(&tokens);
        match self.client.call(&GetUser { access_token }).await {
            Ok(user) => Ok(user.into()),
            // The user is signed in all the same, and the ID token says who it is.
            Err(_) => Ok(profile_at_rest(&tokens)),
        }
    }

    /// Finds out whether a saved session is still good.
    ///
    /// Where the service cannot be asked, the session stays: a dead network ends nobody's session.
    pub async fn restore(&self) -> Session {
        let reason = match self.tokens.load() {
            None => SignedOutReason::NoSession,
            Some(tokens) => match self.profile().await {
                Ok(user) => return Session::SignedIn { user },
                Err(SessionError::Request(_)) => {
                    let user = profile_at_rest(&tokens);
                    return Session::SignedIn { user };
                }
                Err(SessionError::Ended) => SignedOutReason::Ended,
            },
        };
        Session::SignedOut { reason }
    }

    /// Reads the user's profile.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn profile(&self) -> Result<UserProfile, SessionError> {
        let user = self
            .authorized(|access_token| GetUser { access_token })
            .await?;
        Ok(user.into())
    }

    /// Changes the user's attributes, and reads them back.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn update_attributes(
        &self,
        changes: AttributeChanges,
    ) -> Result<UserProfile, SessionError> {
        let AttributeChanges { set, removed } = changes;
        let any = !set.is_empty() || !removed.is_empty();
        if !set.is_empty() {
            self.authorized(|access_token| UpdateUserAttributes {
                access_token,
                user_attributes: set.clone(),
            })
            .await?;
        }
        if !removed.is_empty() {
            self.authorized(|access_token| DeleteUserAttributes {
                access_token,
                user_attribute_names: removed.clone(),
            })
            .await?;
        }
        if any {
            // The ID token still says what was before. If it cannot be renewed now, it will be
            // when it expires; what the user asked for is done.
            let access_token = self.tokens.load().and_then(|tokens| tokens.access_token);
            let _ = self.renewed_access_token(access_token.as_ref()).await;
        }
        self.profile().await
    }

    /// Ends the session here, at once. What is returned must be [revoked](Self::revoke).
    pub fn sign_out(&self) -> Option<RefreshToken> {
        let tokens = self.tokens.load();
        self.tokens.clear();
        tokens?.refresh_token
    }

    /// Tells the service that a session is over, so that a copy of its tokens is worth nothing.
    pub async fn revoke(&self, token: RefreshToken) {
        let request = RevokeToken {
            client_id: self.client.client_id(),
            token,
        };
        // Nobody is left to be told of a failure; the tokens expire by themselves.
        let _ = self.client.call(&request).await;
    }
}

/// The profile as far as the saved ID token tells it.
fn profile_at_rest(tokens: &Tokens) -> UserProfile {
    let claims = tokens
        .id_token
        .as_ref()
        .and_then(|token| UnverifiedClaims::of(token.expose()));
    match claims {
        Some(claims) => UserProfile::from_id_token(&tokens.username, &claims),
        None => UserProfile::without_attributes(&tokens.username),
    }
}
