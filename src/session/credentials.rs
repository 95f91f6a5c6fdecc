//! Temporary AWS credentials, as long as there is somebody whose they are.

mod memory;

use futures_util::lock::Mutex;
use memory::{Memory, Owner};

use super::{Authenticator, SessionError, Storage};
use crate::{
    aws::{self, Identity},
    cognito::{
        Endpoint, Error, ErrorCode, Transport,
        ops::{GetCredentialsForIdentity, GetId, Logins},
    },
    config::IdentityPool,
};

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
    /// once, one request is under way.
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
        let owner = Owner::User(username.to_owned());
        let proof = Some(token);
        if let Some(identity) = self.memory.current(&owner, proof.as_ref(), (self.now)()) {
            return Ok(identity);
        }
        let logins = proof.as_ref().map(Logins::of_user_pool).transpose()?;
        let clock_drift = authenticator.tokens_of(username)?.clock_drift;
        let known = self.memory.id_of(&owner);
        let identity = self
            .fetch(known, logins.unwrap_or_default(), clock_drift)
            .await?;
        // Whatever happened to the session meanwhile counts more than this answer.
        authenticator.tokens_of(username)?;
        // Who signs in here is not the guest of before.
        self.storage.remove(&self.guest_key());
        self.memory.hold(owner, proof, identity.clone());
        Ok(identity)
    }

    /// A guest's identity with credentials that have some life left. It stays the same in this
    /// browser until somebody signs in.
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
        let _one_at_a_time = self.turn.lock().await;
        let nobody = || match authenticator.saved_username() {
            Some(_) => Err(SessionError::Replaced),
            None => Ok(()),
        };
        nobody()?;
        if let Some(identity) = self.memory.current(&Owner::Guest, None, (self.now)()) {
            return Ok(identity);
        }
        let saved = || self.storage.get(&self.guest_key());
        let known = self.memory.id_of(&Owner::Guest).or_else(saved);
        let identity = self.fetch(known, Logins::default(), 0).await?;
        nobody()?;
        self.storage.set(&self.guest_key(), &identity.id);
        self.memory.hold(Owner::Guest, None, identity.clone());
        Ok(identity)
    }

    /// Sends a request that is signed in a user's name. Credentials that the service refuses are
    /// exchanged for new ones, once.
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
        let of_user = async || {
            let identity = self.of_user(authenticator, username).await;
            identity.map_err(SessionError::of_renewal)
        };
        let identity = of_user().await?;
        let mut result = request(&identity).await;
        if matches!(&result, Err(error) if error.refuses_credentials()) {
            self.memory.discard(&identity);
            result = request(&of_user().await?).await;
        }
        authenticator
            .tokens_of(username)
            .map_err(SessionError::of_renewal)?;
        Ok(result?)
    }

    /// Forgets whatever is not of that user, or of a guest where nobody is signed in.
    pub fn keep_only(&self, username: Option<&str>) {
        let owner = username.map_or(Owner::Guest, |name| Owner::User(name.to_owned()));
        self.memory.keep_only(&owner);
    }

    async fn fetch(
        &self,
        known: Option<String>,
        logins: Logins,
        clock_drift: i64,
    ) -> Result<Identity, Error> {
        let credentials = async |identity_id| {
            let logins = logins.clone();
            let request = GetCredentialsForIdentity {
                identity_id,
                logins,
            };
            let output = self.endpoint.call(&request).await?;
            Ok(Identity {
                id: output.identity_id,
                credentials: output.credentials,
                clock_drift,
            })
        };
        if let Some(id) = known {
            match credentials(id).await {
                Err(error) if is_about_the_identity(&error) => {}
                result => return result,
            }
        }
        let request = GetId {
            identity_pool_id: self.pool.id.as_str().to_owned(),
            logins: logins.clone(),
        };
        credentials(self.endpoint.call(&request).await?.identity_id).await
    }

    /// Where Amplify v6 keeps a guest's identity; a user's it does not keep.
    fn guest_key(&self) -> String {
        format!("com.amplify.Cognito.{}.identityId", self.pool.id.as_str())
    }
}

/// Whether another identity may do better: this one is gone, or has become somebody else's.
fn is_about_the_identity(error: &Error) -> bool {
    matches!(
        error.code(),
        Some(ErrorCode::ResourceNotFound | ErrorCode::NotAuthorized)
    )
}
