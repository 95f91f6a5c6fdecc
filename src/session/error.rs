//! Requests in a user's name that bring no result, and what they mean for the session.

use crate::cognito::Error;

/// A request in a user's name that brought no result. `E` is the error of the request itself.
#[derive(Debug, thiserror::Error)]
pub enum SessionError<E = Error> {
    /// The session is over; its tokens are gone from here.
    #[error("the session has ended")]
    Ended,
    /// The saved session is not that user's any more: the user signed out, or another one signed
    /// in, here or in another tab.
    #[error("the saved session is not this user's")]
    Replaced,
    /// The request failed; the session goes on.
    #[error(transparent)]
    Request(#[from] E),
}

impl SessionError {
    /// The same for a request that needed a token or credentials first, and could not get them.
    pub fn of_renewal<E: From<Error>>(self) -> SessionError<E> {
        match self {
            Self::Ended => SessionError::Ended,
            Self::Replaced => SessionError::Replaced,
            Self::Request(error) => SessionError::Request(E::from(error)),
        }
    }
}

/// The error of a request that carries an access token; among its reasons is that the token could
/// not be renewed.
pub trait AuthorizedError: From<Error> {
    /// What it says of the token.
    fn token_verdict(&self) -> TokenVerdict;
}

/// What a failed request says of the access token that it carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenVerdict {
    /// Nothing: it failed for another reason.
    NotAtFault,
    /// The token may be the reason. The user pool says the same of requests that it refuses for
    /// reasons of their own, so that only a refused renewal ends the session.
    Doubtful,
    /// The token is the reason (RFC 6750, section 3.1, `invalid_token`). A session that brings
    /// forth nothing better is over.
    Refused,
}

impl AuthorizedError for Error {
    fn token_verdict(&self) -> TokenVerdict {
        // A wrong password is not to be tried twice: the tries are counted.
        if self.ends_session() && !self.refuses_password() {
            TokenVerdict::Doubtful
        } else {
            TokenVerdict::NotAtFault
        }
    }
}
