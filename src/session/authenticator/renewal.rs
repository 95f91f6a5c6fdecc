//! An access token that is good, whatever it takes.

use super::Authenticator;
use crate::{
    cognito::{
        Error, ErrorCode, Transport,
        authenticate::Devices,
        ops::{
            AuthFlow, AuthenticationResult, GetTokensFromRefreshToken, InitiateAuth, Parameters,
        },
        secret::AccessToken,
    },
    session::{SessionError, Storage, Tokens},
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// An access token of that user with some life left.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn access_token(&self, username: &str) -> Result<AccessToken, SessionError> {
        let tokens = self.tokens_of(username)?;
        if let Some(token) = tokens.current_access_token((self.now)()) {
            return Ok(token.clone());
        }
        self.renewed_access_token(username, tokens.access_token.as_ref())
            .await
    }

    /// Renews the tokens, unless another request or another tab has done so since `outworn` was
    /// read.
    pub(super) async fn renewed_access_token(
        &self,
        username: &str,
        outworn: Option<&AccessToken>,
    ) -> Result<AccessToken, SessionError> {
        let _one_at_a_time = self.tokens.turn_to_renew().await;
        let mut tokens = self.tokens_of(username)?;
        let current = tokens.current_access_token((self.now)());
        match (current, &tokens.refresh_token) {
            (Some(token), _) if outworn != Some(token) => return Ok(token.clone()),
            // Nothing to renew it with: it serves as long as it lasts.
            (Some(token), None) => return Ok(token.clone()),
            (None, None) => return Err(self.end(&tokens)),
            (_, Some(_)) => {}
        }
        // What the user is changed by from here on, the new ID token may not tell of.
        let change = self.tokens.outdated_by(username);
        let mut outcome = self.renew(&tokens).await;
        // The pool may have forgotten the device and yet take the token.
        if matches!(&outcome, Err(error) if error.is_about_device()) {
            self.tokens.forget_device(username);
            tokens.device_key = None;
            outcome = self.renew(&tokens).await;
        }
        let result = match outcome {
            Err(error) if error.ends_session() => return Err(self.end(&tokens)),
            result => result?,
        };
        // A sign-out meanwhile stands, and so does another user's sign-in.
        self.tokens_of(username)?;
        let access_token = result.access_token.clone();
        tokens.renew(result, (self.now)());
        self.tokens.save(&tokens);
        if let Some(change) = change {
            self.tokens.set_told(username, &change);
        }
        Ok(access_token)
    }

    /// Has an ID token issued that says what the user is now. Where that cannot be done now, it is when the
    /// page is loaded anew, or the token expires.
    ///
    /// # Errors
    /// Only if the session is over.
    pub(super) async fn renew_id_token(&self, username: &str) -> Result<(), SessionError> {
        let outworn = self.tokens_of(username)?.access_token;
        match self.renewed_access_token(username, outworn.as_ref()).await {
            Ok(_) | Err(SessionError::Request(_)) => Ok(()),
            Err(over) => Err(over),
        }
    }

    /// Removes a session that the service no longer accepts, unless something else is saved by
    /// now: another library on this page may have renewed it, or another user signed in.
    fn end(&self, refused: &Tokens) -> SessionError {
        if self.tokens.load().as_ref() == Some(refused) {
            self.tokens.clear();
            SessionError::Ended
        } else {
            SessionError::Replaced
        }
    }

    async fn renew(&self, tokens: &Tokens) -> Result<AuthenticationResult, Error> {
        let client_id = self.client.client_id();
        let refresh_token = tokens.refresh_token.clone();
        let refresh_token = refresh_token.ok_or(Error::Incomplete("RefreshToken"))?;
        let request = GetTokensFromRefreshToken {
            client_id: client_id.clone(),
            refresh_token: refresh_token.clone(),
            device_key: tokens.device_key.clone(),
        };
        let renewed = match self.client.call(&request).await {
            // Services older than this operation know the flow that it replaces.
            Err(error) if error.code() == Some(&ErrorCode::UnknownOperation) => {
                let token = refresh_token.expose().to_owned();
                let mut auth_parameters = Parameters::from([("REFRESH_TOKEN", token)]);
                if let Some(key) = &tokens.device_key {
                    auth_parameters.set("DEVICE_KEY", key);
                }
                let request = InitiateAuth {
                    auth_flow: AuthFlow::RefreshTokenAuth,
                    client_id,
                    auth_parameters,
                    session: None,
                };
                self.client.call(&request).await?.authentication_result
            }
            result => result?.authentication_result,
        };
        renewed.ok_or(Error::Incomplete("AuthenticationResult"))
    }
}
