//! Temporary AWS credentials, as long as there is somebody whose they are.

mod fetch;
mod memory;

use futures_util::lock::Mutex;
use memory::{Memory, Owner};

use super::{Authenticator, SessionError, Storage};
use crate::{
    aws::{self, Identity},
    cognito::{
        Endpoint, Error, Transport,
        ops::{Logins, SocialProvider},
        secret::{IdToken, ProviderToken},
    },
    config::IdentityPool,
};

/// Credentials this close to their end, in milliseconds, are renewed before they are used.
pub const RENEWAL_MARGIN: i64 = 5 * 60_000;

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
        let token = authenticator.id_token(username).await?;
        let outcome = self.of_token(authenticator, username, &token).await;
        if !refuses_login(&outcome) {
            return outcome;
        }
        let token = authenticator.renewed_id_token(username, &token).await?;
        let outcome = self.of_token(authenticator, username, &token).await;
        if refuses_login(&outcome) {
            self.memory.discard();
        }
        outcome
    }

    /// A guest's identity with credentials that have some life left. It stays the same in this
    /// browser until somebody signs in, who takes it over if he had none.
    ///
    /// # Errors
    /// [`Error::NoGuests`] where the configuration does not admit guests;
    /// [`SessionError::Replaced`] where somebody is signed in.
    pub async fn of_guest(
        &self,
        authenticator: &Authenticator<T, S>,
    ) -> Result<Identity, SessionError> {
        if !self.pool.admits_guests {
            return Err(Error::NoGuests.into());
        }
        self.of_visitor(authenticator, Logins::default()).await
    }

    /// The identity of somebody for whom a social provider vouches, without a user pool between.
    /// `token` is what that provider gave the app: an access token of Facebook or Amazon, an ID
    /// token of Google or Apple. It is not kept beyond the credentials; whoever calls this again has
    /// it, or a newer one.
    ///
    /// # Errors
    /// [`SessionError::Replaced`] where somebody is signed in at the user pool.
    pub async fn of_provider(
        &self,
        authenticator: &Authenticator<T, S>,
        provider: SocialProvider,
        token: ProviderToken,
    ) -> Result<Identity, SessionError> {
        let logins = Logins::of_provider(provider, token);
        self.of_visitor(authenticator, logins).await
    }

    /// Sends a request that is signed in a user's name. Credentials that the service refuses are
    /// exchanged for new ones, once, and are never used again.
    ///
    /// # Errors
    /// See [`SessionError`]. An answer that came when the session was not the user's any more is
    /// [`SessionError::Replaced`].
    pub async fn signed<R>(
        &self,
        authenticator: &Authenticator<T, S>,
        username: &str,
        request: impl AsyncFn(&Identity) -> Result<R, aws::Error>,
    ) -> Result<R, SessionError<aws::Error>> {
        let attempt = async || {
            let identity = self.of_user(authenticator, username).await;
            let identity = identity.map_err(SessionError::of_renewal)?;
            let result = request(&identity).await;
            let refused = matches!(&result, Err(error) if error.refuses_credentials());
            if refused {
                self.memory.discard_if(&identity);
            }
            Ok::<_, SessionError<aws::Error>>((result, refused))
        };
        let (mut result, refused) = attempt().await?;
        if refused {
            (result, _) = attempt().await?;
        }
        authenticator
            .tokens_of(username)
            .map_err(SessionError::of_renewal)?;
        Ok(result?)
    }

    /// The user's identity as it is in memory, with credentials that may have expired by now.
    /// Nobody is asked; none if there is nothing, or what there was has been refused.
    pub fn held_by(&self, username: &str) -> Option<Identity> {
        self.memory.held_by(&Owner::User(username.to_owned()))
    }

    /// For how long credentials are good from now on, in milliseconds; negative once they have
    /// expired.
    pub fn life_left(&self, identity: &Identity) -> i64 {
        identity.life_left((self.now)())
    }

    /// Forgets whatever is not of that user, or of a visitor where nobody is signed in.
    pub fn keep_only(&self, username: Option<&str>) {
        let owner = username.map_or(Owner::Visitor, |name| Owner::User(name.to_owned()));
        self.memory.keep_only(&owner);
    }

    async fn of_token(
        &self,
        authenticator: &Authenticator<T, S>,
        username: &str,
        token: &IdToken,
    ) -> Result<Identity, SessionError> {
        let owner = Owner::User(username.to_owned());
        let clock_drift = authenticator.tokens_of(username)?.clock_drift;
        // Whatever happens to the session meanwhile counts more than the answer.
        let still = || authenticator.tokens_of(username).map(|_| ());
        let logins = Logins::of_user_pool(token)?;
        self.fetched(owner, logins, clock_drift, still).await
    }

    async fn of_visitor(
        &self,
        authenticator: &Authenticator<T, S>,
        logins: Logins,
    ) -> Result<Identity, SessionError> {
        let _one_at_a_time = self.turn.lock().await;
        let still = || match authenticator.saved_username() {
            Some(_) => Err(SessionError::Replaced),
            None => Ok(()),
        };
        still()?;
        self.fetched(Owner::Visitor, logins, 0, still).await
    }
}

fn refuses_login<R>(outcome: &Result<R, SessionError>) -> bool {
    matches!(outcome, Err(SessionError::Request(error)) if error.refuses_login())
}
