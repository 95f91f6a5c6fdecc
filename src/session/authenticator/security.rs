//! Errands of a signed-in user about the whole account: its password, its sessions, its end.

use super::Authenticator;
use crate::{
    cognito::{
        Transport,
        authenticate::Devices,
        ops::{ChangePassword, DeleteUser, GlobalSignOut},
        secret::Password,
    },
    session::{SessionError, Storage},
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// Changes the password of a user who knows the old one. Sessions go on.
    ///
    /// # Errors
    /// See [`SessionError`]; `NotAuthorized` for a wrong old password, `InvalidPassword` or
    /// `PasswordHistoryPolicyViolation` for an unfit new one.
    pub async fn change_password(
        &self,
        username: &str,
        previous: &Password,
        proposed: &Password,
    ) -> Result<(), SessionError> {
        let change = |access_token| ChangePassword {
            access_token,
            previous_password: previous.clone(),
            proposed_password: proposed.clone(),
        };
        self.call(username, change).await?;
        Ok(())
    }

    /// Ends the user's sessions on all devices. What is saved here is worth nothing then, and is
    /// for [`sign_out`](Self::sign_out) to remove.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn sign_out_everywhere(&self, username: &str) -> Result<(), SessionError> {
        let sign_out = |access_token| GlobalSignOut { access_token };
        self.call(username, sign_out).await?;
        Ok(())
    }

    /// Deletes the user's account, and what this browser is to it. The tokens are for
    /// [`sign_out`](Self::sign_out) to remove.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn delete_account(&self, username: &str) -> Result<(), SessionError> {
        let delete = |access_token| DeleteUser { access_token };
        self.call(username, delete).await?;
        self.tokens.forget_device(username);
        Ok(())
    }
}
