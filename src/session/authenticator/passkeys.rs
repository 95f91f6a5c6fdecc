//! Errands of a signed-in user about passkeys.

use super::Authenticator;
use crate::{
    cognito::{
        Error, ErrorCode, Transport,
        ops::{
            CompleteWebAuthnRegistration, DeleteWebAuthnCredential, ListWebAuthnCredentials,
            StartWebAuthnRegistration, WebAuthnCredential,
        },
    },
    session::{SessionError, Storage},
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// The user's passkeys; none at all where the pool has no passkeys.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn passkeys(
        &self,
        username: &str,
    ) -> Result<Option<Vec<WebAuthnCredential>>, SessionError> {
        let mut passkeys = Vec::new();
        let mut next_token = None;
        loop {
            let list = |access_token| ListWebAuthnCredentials {
                access_token,
                next_token: next_token.clone(),
            };
            let page = match self.call(username, list).await {
                Err(SessionError::Request(error)) if error.is_without_passkeys() => {
                    return Ok(None);
                }
                page => page?,
            };
            passkeys.extend(page.credentials);
            next_token = page.next_token;
            if next_token.is_none() {
                return Ok(Some(passkeys));
            }
        }
    }

    /// What the browser needs to make a passkey for the user, as JSON.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn passkey_options(&self, username: &str) -> Result<String, SessionError> {
        let start = |access_token| StartWebAuthnRegistration { access_token };
        let output = self.call(username, start).await?;
        Ok(output.credential_creation_options.to_string())
    }

    /// Registers the passkey that the browser made, as JSON.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn register_passkey(
        &self,
        username: &str,
        credential: &str,
    ) -> Result<(), SessionError> {
        let credential: serde_json::Value = serde_json::from_str(credential)
            .map_err(|_| SessionError::Request(Error::Incomplete("Credential")))?;
        let complete = |access_token| CompleteWebAuthnRegistration {
            access_token,
            credential: credential.clone(),
        };
        self.call(username, complete).await?;
        Ok(())
    }

    /// Removes a passkey of the user. One that is gone already is no error.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn delete_passkey(
        &self,
        username: &str,
        credential_id: &str,
    ) -> Result<(), SessionError> {
        let delete = |access_token| DeleteWebAuthnCredential {
            access_token,
            credential_id: credential_id.to_owned(),
        };
        gone(self.call(username, delete).await)
    }
}

/// What was to be removed, and is not there, is as good as removed.
pub(super) fn gone<R>(result: Result<R, SessionError>) -> Result<(), SessionError> {
    match result {
        Err(SessionError::Request(error)) if error.code() == Some(&ErrorCode::ResourceNotFound) => {
            Ok(())
        }
        result => result.map(|_| ()),
    }
}
