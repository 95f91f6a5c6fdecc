//! Whose AWS credentials.

use crate::{
    cognito::Transport,
    session::{Authenticator, SessionError, Storage},
};

/// Whose credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialsOwner {
    /// Who is signed in at the user pool under that name.
    User(String),
    /// Whoever is here while nobody is signed in.
    Visitor,
}

impl CredentialsOwner {
    /// The user of that name, or a visitor where nobody is signed in.
    pub fn of(username: Option<&str>) -> Self {
        username.map_or(Self::Visitor, |username| Self::User(username.to_owned()))
    }

    /// The user's name.
    pub fn username(&self) -> Option<&str> {
        match self {
            Self::User(username) => Some(username),
            Self::Visitor => None,
        }
    }

    /// Whether the saved session is still this one's.
    ///
    /// # Errors
    /// [`SessionError::Replaced`] if it is not.
    pub(super) fn check<T: Transport, S: Storage>(
        &self,
        authenticator: &Authenticator<T, S>,
    ) -> Result<(), SessionError> {
        match self {
            Self::User(username) => authenticator.tokens_of(username).map(|_| ()),
            Self::Visitor if authenticator.saved_username().is_some() => {
                Err(SessionError::Replaced)
            }
            Self::Visitor => Ok(()),
        }
    }
}
