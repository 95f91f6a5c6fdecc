//! Requests to AWS in somebody's name.

use super::{CredentialsOwner, CredentialsProvider};
use crate::{
    aws::{self, Identity},
    cognito::Transport,
    session::{Authenticator, SessionError, Storage},
};

impl<T: Transport, S: Storage> CredentialsProvider<T, S> {
    /// Sends a request that is signed in its owner's name. Credentials that the service refuses are
    /// exchanged for new ones, once, and are never used again.
    ///
    /// # Errors
    /// See [`SessionError`]. An answer that came when the session was another one's is
    /// [`SessionError::Replaced`].
    pub async fn signed<R>(
        &self,
        authenticator: &Authenticator<T, S>,
        owner: &CredentialsOwner,
        request: impl AsyncFn(&Identity) -> Result<R, aws::Error>,
    ) -> Result<R, SessionError<aws::Error>> {
        let mut is_first = true;
        loop {
            let identity = self.of(authenticator, owner).await;
            let identity = identity.map_err(SessionError::of_renewal)?;
            let result = request(&identity).await;
            let refused = matches!(&result, Err(error) if error.refuses_credentials());
            if refused {
                self.memory.discard_if(&identity);
            }
            if !refused || !is_first {
                let still = owner.check(authenticator);
                still.map_err(SessionError::of_renewal)?;
                return Ok(result?);
            }
            is_first = false;
        }
    }
}
