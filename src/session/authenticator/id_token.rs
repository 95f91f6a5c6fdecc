//! An ID token that is good, for services that want to know who the user is.

use super::Authenticator;
use crate::{
    cognito::{Error, Transport, secret::IdToken},
    session::{SessionError, Storage},
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// An ID token of that user with some life left; the tokens are renewed if need be.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn id_token(&self, username: &str) -> Result<IdToken, SessionError> {
        let tokens = self.tokens_of(username)?;
        if let Some(token) = tokens.current_id_token((self.now)()) {
            return Ok(token.clone());
        }
        self.renewed_access_token(username, tokens.access_token.as_ref())
            .await?;
        let tokens = self.tokens_of(username)?;
        let token = tokens.current_id_token((self.now)()).cloned();
        token.ok_or_else(|| Error::Incomplete("IdToken").into())
    }
}
