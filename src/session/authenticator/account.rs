//! Errands of people who are not signed in: a new account, a new password.

use super::Authenticator;
use crate::{
    cognito::{
        Error, Transport,
        authenticate::Beginning,
        ops::{
            Attribute, ConfirmForgotPassword, ConfirmSignUp, ForgotPassword,
            ResendConfirmationCode, SignUp, SignUpOutput,
        },
        secret::{ConfirmationCode, Password},
    },
    session::Storage,
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
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

    /// Confirms a new account. What comes back, if anything, begins its first sign-in.
    ///
    /// # Errors
    /// See [`ConfirmSignUp`]; `CodeMismatch`, `ExpiredCode` or `TooManyFailedAttempts`.
    pub async fn confirm_sign_up(
        &self,
        username: String,
        confirmation_code: ConfirmationCode,
    ) -> Result<Option<Beginning>, Error> {
        let request = ConfirmSignUp {
            client_id: self.client.client_id(),
            username,
            confirmation_code,
        };
        let confirmed = self.client.call(&request).await?;
        Ok(confirmed.session.map(Beginning::NewAccount))
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
}
