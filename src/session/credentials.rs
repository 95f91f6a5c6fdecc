//! Temporary AWS credentials, as long as there is somebody whose they are.

mod fetch;
mod memory;
mod owner;
mod signed;
mod visitor;

use fetch::Asker;
use futures_util::lock::Mutex;
use memory::Memory;
pub use owner::CredentialsOwner;

use super::{Authenticator, SessionError, Storage};
use crate::{
    aws::Identity,
    cognito::{Endpoint, Transport, ops::Logins},
    config::IdentityPool,
};

/// Credentials this close to their end, in milliseconds, are renewed before they are used.
pub const CREDENTIALS_RENEWAL_MARGIN: i64 = 5 * 60_000;

/// Gets AWS credentials of the identity pool and has them in memory, and nowhere else, until they
/// are about to expire, the session has another ID token, or it is another user's.
#[derive(Debug)]
pub struct CredentialsProvider<T, S> {
    endpoint: Endpoint<T>,
    pool: IdentityPool,
    storage: S,
    now: fn() -> i64,
    memory: Memory,
    turn: Mutex<()>,
}

impl<T: Transport, S: Storage> CredentialsProvider<T, S> {
    /// `now` tells the time in milliseconds since 1970.
    pub fn new(pool: IdentityPool, transport: T, storage: S, now: fn() -> i64) -> Self {
        Self {
            endpoint: Endpoint::new(transport, pool.endpoint()),
            pool,
            storage,
            now,
            memory: Memory::default(),
            turn: Mutex::default(),
        }
    }

    /// A user's identity with credentials that have some life left. However many ask for it at
    /// once, one request is under way. An ID token that the identity pool refuses is renewed, once.
    ///
    /// # Errors
    /// See [`SessionError`]. The session ends by a word of the user pool alone, never by one of the
    /// identity pool.
    pub async fn of_user(
        &self,
        authenticator: &Authenticator<T, S>,
        username: &str,
    ) -> Result<Identity, SessionError> {
        let _one_at_a_time = self.turn.lock().await;
        let mut token = authenticator.id_token(username).await?;
        let mut all = Logins::of_user_pool_and(&token, &self.pool.logins)?;
        let mut shown = all.clone();
        let mut is_renewed = false;
        loop {
            let outcome = self.of_logins(authenticator, username, &all, &shown).await;
            let own = Logins::of_user_pool(&token)?;
            if !refuses_login(&outcome) {
                return outcome;
            } else if shown != own {
                // A social provider's token is as old as the sign-in. The other leads to the same
                // identity, and is no worse for it.
                shown = own;
            } else if is_renewed {
                self.memory.discard();
                return outcome;
            } else {
                token = authenticator.renewed_id_token(username, &token).await?;
                all = Logins::of_user_pool_and(&token, &self.pool.logins)?;
                shown = Logins::of_user_pool(&token)?;
                is_renewed = true;
            }
        }
    }

    /// The identity of a user, or of a guest.
    ///
    /// # Errors
    /// As [`of_user`](Self::of_user) and [`of_guest`](Self::of_guest).
    pub async fn of(
        &self,
        authenticator: &Authenticator<T, S>,
        owner: &CredentialsOwner,
    ) -> Result<Identity, SessionError> {
        match owner {
            CredentialsOwner::User(username) => self.of_user(authenticator, username).await,
            CredentialsOwner::Visitor => self.of_guest(authenticator).await,
        }
    }

    /// The owner's identity as it is in memory, with credentials that may have expired by now.
    /// Nobody is asked; none if there is nothing, or what there was has been refused.
    pub fn held_by(&self, owner: &CredentialsOwner) -> Option<Identity> {
        self.memory.held_by(owner)
    }

    /// For how long credentials are good from now on, in milliseconds; negative once they have
    /// expired.
    pub fn life_left(&self, identity: &Identity) -> i64 {
        identity.life_left((self.now)())
    }

    /// Forgets whatever is another one's.
    pub fn keep_only(&self, owner: &CredentialsOwner) {
        self.memory.keep_only(owner);
    }

    async fn of_logins(
        &self,
        authenticator: &Authenticator<T, S>,
        username: &str,
        logins: &Logins,
        shown: &Logins,
    ) -> Result<Identity, SessionError> {
        let asker = Asker {
            owner: CredentialsOwner::of(Some(username)),
            logins,
            shown,
            clock_drift: authenticator.tokens_of(username)?.clock_drift,
        };
        self.fetched(authenticator, asker).await
    }
}

fn refuses_login<R>(outcome: &Result<R, SessionError>) -> bool {
    matches!(outcome, Err(SessionError::Request(error)) if error.refuses_login())
}
