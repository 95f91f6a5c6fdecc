//! From logins to an identity and its credentials.

use super::{CredentialsOwner, CredentialsProvider};
use crate::{
    aws::Identity,
    cognito::{
        Error, ErrorCode, Transport,
        ops::{GetCredentialsForIdentity, GetId, Logins},
    },
    session::{Authenticator, SessionError, Storage},
};

/// Who asks for credentials.
pub(super) struct Asker<'a> {
    pub(super) owner: CredentialsOwner,
    /// All that could prove it. Credentials are good for these, whichever of them were shown.
    pub(super) logins: &'a Logins,
    /// What does prove it.
    pub(super) shown: &'a Logins,
    /// What must be added to this machine's clock to get the service's, in milliseconds.
    pub(super) clock_drift: i64,
}

impl<T: Transport, S: Storage> CredentialsProvider<T, S> {
    /// What is in memory, if it was got by these logins and has some life left; else what the
    /// identity pool gives for them. Whatever happens to the session meanwhile counts more than an
    /// answer.
    pub(super) async fn fetched(
        &self,
        authenticator: &Authenticator<T, S>,
        asker: Asker<'_>,
    ) -> Result<Identity, SessionError> {
        let Asker { owner, logins, .. } = asker;
        let still = || owner.check(authenticator);
        if let Some(identity) = self.memory.current(&owner, logins, (self.now)()) {
            return Ok(identity);
        }
        // A guest who signs in takes the identity along, as the service means it: it becomes the
        // user's, or is merged into the one that the user has.
        let guest = || self.storage.get(&self.guest_key());
        let known = self.memory.id_of(&owner, logins).or_else(guest);
        let mut identity = self.asked(known, asker.shown, still).await?;
        identity.clock_drift = asker.clock_drift;
        if logins.is_empty() {
            self.storage.set(&self.guest_key(), &identity.id);
        } else {
            self.storage.remove(&self.guest_key());
        }
        self.memory.hold(owner, logins.clone(), identity.clone());
        Ok(identity)
    }

    async fn asked(
        &self,
        mut known: Option<String>,
        logins: &Logins,
        still: impl Fn() -> Result<(), SessionError>,
    ) -> Result<Identity, SessionError> {
        loop {
            let is_known = known.is_some();
            let id = match known.take() {
                Some(id) => id,
                None => self.id_of(logins, &still).await?,
            };
            let outcome = self.credentials_of(id, logins).await;
            still()?;
            match outcome {
                Err(error) if is_known && is_about_the_identity(&error) => {}
                outcome => return Ok(outcome?),
            }
        }
    }

    async fn id_of(
        &self,
        logins: &Logins,
        still: impl Fn() -> Result<(), SessionError>,
    ) -> Result<String, SessionError> {
        let request = GetId {
            identity_pool_id: self.pool.id.as_str().to_owned(),
            logins: logins.clone(),
        };
        let outcome = self.endpoint.call(&request).await;
        still()?;
        Ok(outcome?.identity_id)
    }

    async fn credentials_of(&self, id: String, logins: &Logins) -> Result<Identity, Error> {
        let request = GetCredentialsForIdentity {
            identity_id: id,
            logins: logins.clone(),
        };
        let output = self.endpoint.call(&request).await?;
        Ok(Identity {
            id: output.identity_id,
            credentials: output.credentials,
            clock_drift: 0,
        })
    }

    /// Where Amplify v6 keeps a guest's identity; a user's it does not keep.
    fn guest_key(&self) -> String {
        format!("com.amplify.Cognito.{}.identityId", self.pool.id.as_str())
    }
}

/// Whether another identity may do better: this one is gone, or has become somebody else's.
fn is_about_the_identity(error: &Error) -> bool {
    let code = matches!(
        error.code(),
        Some(ErrorCode::ResourceNotFound | ErrorCode::NotAuthorized | ErrorCode::ResourceConflict)
    );
    code && !error.refuses_login()
}
