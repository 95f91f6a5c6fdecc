//! Errands of a signed-in user about what comes after the password.

use super::Authenticator;
use crate::{
    cognito::{
        Transport,
        ops::{AssociateSoftwareToken, SoftwareTokenClaimant, VerifySoftwareToken},
        secret::{ConfirmationCode, SecretCode},
    },
    session::{MfaSettings, SessionError, Storage, UserProfile},
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// A key for an authenticator app. It counts for nothing until it is
    /// [verified](Self::verify_authenticator_app).
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn authenticator_app_key(&self, username: &str) -> Result<SecretCode, SessionError> {
        let associate = |access_token| AssociateSoftwareToken {
            claimant: SoftwareTokenClaimant::AccessToken(access_token),
        };
        Ok(self.call(username, associate).await?.secret_code)
    }

    /// Takes over the authenticator app that shows `user_code`. Whether it is asked for,
    /// [`set_mfa_settings`](Self::set_mfa_settings) says.
    ///
    /// # Errors
    /// See [`SessionError`]; `EnableSoftwareTokenMFA` or `CodeMismatch` for a wrong code,
    /// `SoftwareTokenMFANotFound` where no key waits for one.
    pub async fn verify_authenticator_app(
        &self,
        username: &str,
        user_code: &ConfirmationCode,
    ) -> Result<(), SessionError> {
        let verify = |access_token| VerifySoftwareToken {
            claimant: SoftwareTokenClaimant::AccessToken(access_token),
            user_code: user_code.clone(),
        };
        self.call(username, verify).await?.accepted()?;
        Ok(())
    }

    /// Changes what a user is asked after the password, and reads it back.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn set_mfa_settings(
        &self,
        user: &UserProfile,
        wanted: MfaSettings,
    ) -> Result<UserProfile, SessionError> {
        let present = user.mfa().cloned().unwrap_or_default();
        if present == wanted {
            return Ok(user.clone());
        }
        let change = |access_token| present.request(&wanted, access_token);
        self.call(&user.username, change).await?;
        match self.profile(&user.username).await {
            // What the user asked for is done; a failure to read it back is none.
            Err(SessionError::Request(_)) => Ok(user.clone().with_mfa(wanted)),
            result => result,
        }
    }
}
