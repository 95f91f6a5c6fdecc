//! The errands of a user of the pool: each method is one of them, from request to storage.

use futures_util::lock::Mutex;

use super::{
    AttributeChanges, Session, SignInDetails, SignedOutReason, Storage, TokenStorage, Tokens,
    UserProfile,
};
use crate::{
    cognito::{
        Client, Error, ErrorCode, Operation, Transport,
        authenticate::authenticate,
        jwt::UnverifiedClaims,
        ops::{
            Attribute, AuthFlow, AuthenticationResult, ConfirmForgotPassword, ConfirmSignUp,
            DeleteUserAttributes, ForgotPassword, GetTokensFromRefreshToken, GetUser, InitiateAuth,
            Parameters, ResendConfirmationCode, RevokeToken, SignUp, SignUpOutput,
            UpdateUserAttributes,
        },
        secret::{AccessToken, ConfirmationCode, Password, RefreshToken},
    },
    config::UserPool,
};

/// A request in the name of the user that brought no result.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The service no longer accepts the session; its tokens are gone.
    #[error("the session has ended")]
    Ended,
    /// The request failed; the session goes on.
    #[error(transparent)]
    Request(#[from] Error),
}

/// Signs users up, in and out, and acts in their name.
#[derive(Debug)]
pub struct Authenticator<T, S> {
    client: Client<T>,
    pool_name: String,
    tokens: TokenStorage<S>,
    now: fn() -> i64,
    /// Held while the tokens are renewed, so that many requests at once renew them once.
    renewal: Mutex<()>,
}

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// `now` tells the time in milliseconds since 1970.
    pub fn new(pool: &UserPool, transport: T, storage: S, now: fn() -> i64) -> Self {
        let client_id = pool.client_id.as_str();
        Self {
            client: Client::new(transport, pool.endpoint(), client_id),
            pool_name: pool.id.name().to_owned(),
            tokens: TokenStorage::new(storage, client_id),
            now,
            renewal: Mutex::new(()),
        }
    }

    /// Where the tokens are.
    pub fn tokens(&self) -> &TokenStorage<S> {
        &self.tokens
    }

    /// Creates an account.
    ///
    /// # Errors
    /// See [`SignUp`]; `UsernameExists` if the address has an account.
    pub async fn sign_up(
        &self,
        username: String,
        password: Password,
        user_attributes: Vec<Attribute>,
    ) -> Result<SignUpOutput, Error> {
        let request = SignUp {
            client_id: self.client.client_id(),
            username,
            password,
            user_attributes,
        };
        self.client.call(&request).await
    }

    /// Confirms a new account.
    ///
    /// # Errors
    /// See [`ConfirmSignUp`]; `CodeMismatch`, `ExpiredCode` or `TooManyFailedAttempts`.
    pub async fn confirm_sign_up(
        &self,
        username: String,
        confirmation_code: ConfirmationCode,
    ) -> Result<(), Error> {
        let request = ConfirmSignUp {
            client_id: self.client.client_id(),
            username,
            confirmation_code,
        };
        self.client.call(&request).await?;
        Ok(())
    }

    /// Sends the code for a new account again.
    ///
    /// # Errors
    /// See [`ResendConfirmationCode`].
    pub async fn resend_confirmation_code(&self, username: String) -> Result<(), Error> {
        let request = ResendConfirmationCode {
            client_id: self.client.client_id(),
            username,
        };
        self.client.call(&request).await?;
        Ok(())
    }

    /// Sends a code for a new password.
    ///
    /// # Errors
    /// See [`ForgotPassword`].
    pub async fn forgot_password(&self, username: String) -> Result<(), Error> {
        let request = ForgotPassword {
            client_id: self.client.client_id(),
            username,
        };
        self.client.call(&request).await?;
        Ok(())
    }

    /// Sets a new password by the code that was sent.
    ///
    /// # Errors
    /// See [`ConfirmForgotPassword`].
    pub async fn confirm_forgot_password(
        &self,
        username: String,
        confirmation_code: ConfirmationCode,
        password: Password,
    ) -> Result<(), Error> {
        let request = ConfirmForgotPassword {
            client_id: self.client.client_id(),
            username,
            confirmation_code,
            password,
        };
        self.client.call(&request).await?;
        Ok(())
    }

    /// Signs in, and keeps the tokens.
    ///
    /// # Errors
    /// Those of [`authenticate`]; `UserNotConfirmed` and `PasswordResetRequired` lead elsewhere.
    pub async fn sign_in(&self, username: &str, password: &Password) -> Result<UserProfile, Error> {
        let authenticated =
            authenticate(&self.client, &self.pool_name, username, password, self.now).await?;
        let details = SignInDetails {
            login_id: username.to_owned(),
            auth_flow_type: "USER_SRP_AUTH",
        };
        let access_token = authenticated.tokens.access_token.clone();
        let tokens = Tokens::received(authenticated.username, authenticated.tokens, (self.now)());
        // Another user's session must not linger beside this one.
        self.tokens.clear();
        self.tokens.save_sign_in_details(&tokens.username, &details);
        self.tokens.save(&tokens);
        match self.client.call(&GetUser { access_token }).await {
            Ok(user) => Ok(user.into()),
            // The user is signed in all the same, and the ID token says who it is.
            Err(_) => Ok(profile_at_rest(&tokens)),
        }
    }

    /// Finds out whether a saved session is still good.
    ///
    /// Where the service cannot be asked, the session stays: a dead network ends nobody's session.
    pub async fn restore(&self) -> Session {
        let reason = match self.tokens.load() {
            None => SignedOutReason::NoSession,
            Some(tokens) => match self.profile().await {
                Ok(user) => return Session::SignedIn { user },
                Err(SessionError::Request(_)) => {
                    let user = profile_at_rest(&tokens);
                    return Session::SignedIn { user };
                }
                Err(SessionError::Ended) => SignedOutReason::Ended,
            },
        };
        Session::SignedOut { reason }
    }

    /// Reads the user's profile.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn profile(&self) -> Result<UserProfile, SessionError> {
        let user = self
            .authorized(|access_token| GetUser { access_token })
            .await?;
        Ok(user.into())
    }

    /// Changes the user's attributes, and reads them back.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn update_attributes(
        &self,
        changes: AttributeChanges,
    ) -> Result<UserProfile, SessionError> {
        let AttributeChanges { set, removed } = changes;
        let any = !set.is_empty() || !removed.is_empty();
        if !set.is_empty() {
            self.authorized(|access_token| UpdateUserAttributes {
                access_token,
                user_attributes: set.clone(),
            })
            .await?;
        }
        if !removed.is_empty() {
            self.authorized(|access_token| DeleteUserAttributes {
                access_token,
                user_attribute_names: removed.clone(),
            })
            .await?;
        }
        if any {
            // The ID token still says what was before. If it cannot be renewed now, it will be
            // when it expires; what the user asked for is done.
            let access_token = self.tokens.load().and_then(|tokens| tokens.access_token);
            let _ = self.renewed_access_token(access_token.as_ref()).await;
        }
        self.profile().await
    }

    /// Ends the session here, at once. What is returned must be [revoked](Self::revoke).
    pub fn sign_out(&self) -> Option<RefreshToken> {
        let tokens = self.tokens.load();
        self.tokens.clear();
        tokens?.refresh_token
    }

    /// Tells the service that a session is over, so that a copy of its tokens is worth nothing.
    pub async fn revoke(&self, token: RefreshToken) {
        let request = RevokeToken {
            client_id: self.client.client_id(),
            token,
        };
        // Nobody is left to be told of a failure; the tokens expire by themselves.
        let _ = self.client.call(&request).await;
    }

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
    async fn authorized<O: Operation>(
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
    async fn renewed_access_token(
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

/// The profile as far as the saved ID token tells it.
fn profile_at_rest(tokens: &Tokens) -> UserProfile {
    let claims = tokens
        .id_token
        .as_ref()
        .and_then(|token| UnverifiedClaims::of(token.expose()));
    match claims {
        Some(claims) => UserProfile::from_id_token(&tokens.username, &claims),
        None => UserProfile::without_attributes(&tokens.username),
    }
}
