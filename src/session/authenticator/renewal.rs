//! Acting in the user's name: an access token that is good, whatever it takes.

use super::{Authenticator, SessionError};
use crate::{
    cognito::{
        Error, ErrorCode, Operation, Transport,
        ops::{
            AuthFlow, AuthenticationResult, GetTokensFromRefreshToken, InitiateAuth, Parameters,
        },
        secret::{AccessToken, RefreshToken},
    },
    session::{Storage, Tokens},
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// An access token with some life left.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn access_token(&self) -> Result<AccessToken, SessionError> {
        let tokens = self.tokens.load().ok_or(SessionError::Ended)?;
        match tokens.current_access_token((self.now)()) {
            Some(token) => Ok(token.clone()),
            None => {
                self.renewed_access_token(tokens.access_token.as_ref())
                    .await
            }
        }
    }

    /// Carries out an operation in the user's name. A refused token is renewed once; only the
    /// renewal decides whether the session has ended, since an operation may refuse for reasons
    /// of its own.
    pub(super) async fn authorized<O: Operation>(
        &self,
        operation: impl Fn(AccessToken) -> O,
    ) -> Result<O::Output, SessionError> {
        let token = self.access_token().await?;
        match self.client.call(&operation(token.clone())).await {
            Err(error) if error.ends_session() => {
                let token = self.renewed_access_token(Some(&token)).await?;
                Ok(self.client.call(&operation(token)).await?)
            }
            result => Ok(result?),
        }
    }

    /// Renews the tokens, unless that has been done since `outworn` was read.
    pub(super) async fn renewed_access_token(
        &self,
        outworn: Option<&AccessToken>,
    ) -> Result<AccessToken, SessionError> {
        let _one_at_a_time = self.renewal.lock().await;
        let mut tokens = self.tokens.load().ok_or(SessionError::Ended)?;
        if let Some(token) = self.renewed_by_another(&tokens, outworn) {
            return Ok(token);
        }
        let Some(refresh_token) = tokens.refresh_token.clone() else {
            self.tokens.clear();
            return Err(SessionError::Ended);
        };
        let result = match self.renew(refresh_token, tokens.device_key.clone()).await {
            Err(error) if error.ends_session() => return self.refused_renewal(&tokens),
            result => result?,
        };
        // A sign-out meanwhile stands, and so does another user's sign-in.
        let current = self.tokens.load();
        if current.is_none_or(|current| current.username != tokens.username) {
            return Err(SessionError::Ended);
        }
        let access_token = result.access_token.clone();
        tokens.renew(result, (self.now)());
        self.tokens.save(&tokens);
        Ok(access_token)
    }

    /// The access token of `tokens` if it is another one than `outworn`: another request, or
    /// another tab, was first.
    fn renewed_by_another(
        &self,
        tokens: &Tokens,
        outworn: Option<&AccessToken>,
    ) -> Option<AccessToken> {
        let current = tokens.current_access_token((self.now)())?;
        (Some(current) != outworn).then(|| current.clone())
    }

    /// The session is over, unless another tab used up the same refresh token a moment before
    /// and has put a new session in its place.
    fn refused_renewal(&self, refused: &Tokens) -> Result<AccessToken, SessionError> {
        if let Some(tokens) = self.tokens.load() {
            if let Some(token) = self.renewed_by_another(&tokens, refused.access_token.as_ref()) {
                return Ok(token);
            }
            self.tokens.clear();
        }
        Err(SessionError::Ended)
    }

    async fn renew(
        &self,
        refresh_token: RefreshToken,
        device_key: Option<String>,
    ) -> Result<AuthenticationResult, Error> {
        let client_id = self.client.client_id();
        let request = GetTokensFromRefreshToken {
            client_id: client_id.clone(),
            refresh_token: refresh_token.clone(),
            device_key,
        };
        let renewed = match self.client.call(&request).await {
            // Services older than this operation know the flow that it replaces.
            Err(error) if error.code() == Some(&ErrorCode::UnknownOperation) => {
                let token = refresh_token.expose().to_owned();
                let request = InitiateAuth {
                    auth_flow: AuthFlow::RefreshTokenAuth,
                    client_id,
                    auth_parameters: Parameters::from([("REFRESH_TOKEN", token)]),
                };
                self.client.call(&request).await?.authentication_result
            }
            result => result?.authentication_result,
        };
        renewed.ok_or(Error::Incomplete("AuthenticationResult"))
    }
}
