//! Credentials of people who are not signed in at the user pool.

use super::{Asker, CredentialsOwner, CredentialsProvider};
use crate::{
    aws::Identity,
    cognito::{
        Error, Transport,
        ops::{Logins, SocialProvider},
        secret::ProviderToken,
    },
    session::{Authenticator, SessionError, Storage},
};

impl<T: Transport, S: Storage> CredentialsProvider<T, S> {
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
        self.of_visitor(authenticator, &Logins::default()).await
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
        self.of_visitor(authenticator, &logins).await
    }

    async fn of_visitor(
        &self,
        authenticator: &Authenticator<T, S>,
        logins: &Logins,
    ) -> Result<Identity, SessionError> {
        let _one_at_a_time = self.turn.lock().await;
        let asker = Asker {
            owner: CredentialsOwner::Visitor,
            logins,
            shown: logins,
            clock_drift: 0,
        };
        asker.owner.check(authenticator)?;
        self.fetched(authenticator, asker).await
    }
}
