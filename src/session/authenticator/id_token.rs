//! An ID token that is good, for services that want to know who the user is.

use super::Authenticator;
use crate::{
    cognito::{Error, Transport, secret::IdToken},
    session::{SessionError, Storage, Tokens},
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
        self.id_token_instead_of(&tokens).await
    }

    /// Another ID token than the one that a service refused. It is the same one where the session
    /// cannot be renewed and yet goes on.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub(in crate::session) async fn renewed_id_token(
        &self,
        username: &str,
        refused: &IdToken,
    ) -> Result<IdToken, SessionError> {
        let tokens = self.tokens_of(username)?;
        match tokens.current_id_token((self.now)()) {
            // Another tab was faster.
            Some(token) if token != refused => Ok(token.clone()),
            _ => self.id_token_instead_of(&tokens).await,
        }
    }

    async fn id_token_instead_of(&self, outworn: &Tokens) -> Result<IdToken, SessionError> {
        let username = &outworn.username;
        self.renewed_access_token(username, outworn.access_token.as_ref())
            .await?;
        let tokens = self.tokens_of(username)?;
        let token = tokens.current_id_token((self.now)()).cloned();
        token.ok_or_else(|| Error::Incomplete("IdToken").into())
    }
}
