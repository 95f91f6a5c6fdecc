//! What went wrong on the way through the hosted pages, in words of our own.

use crate::{cognito::transport::TransportError, oauth::OAuthError};

/// The words for an error.
pub fn explain_oauth(error: &OAuthError) -> &'static str {
    match error {
        OAuthError::NoRedirectUri => {
            "This app is not set up for this way of signing in at this address. \
             Contact whoever runs it."
        }
        OAuthError::Random(_) => super::NO_RANDOM,
        OAuthError::NotAsked => {
            "This sign-in did not begin in this tab, or is over already. Choose below how to sign in."
        }
        OAuthError::TooLate | OAuthError::InvalidGrant => {
            "This sign-in took too long, or was completed before. Please sign in again."
        }
        OAuthError::Denied => {
            "The sign-in was cancelled, or not allowed. Try again, or choose another way below."
        }
        OAuthError::Refused | OAuthError::TokenRefused { .. } => {
            "The sign-in did not work. Try again in a moment, or choose another way below."
        }
        OAuthError::Malformed | OAuthError::MalformedTokens | OAuthError::ForeignTokens(_) => {
            "The answer to the sign-in was not as it must be, so nobody was signed in. \
             Please sign in again."
        }
        OAuthError::Transport(TransportError::Unreachable(_)) => {
            "The service could not be reached, so the sign-in is not complete. \
             Check your connection, then sign in again."
        }
        OAuthError::Transport(TransportError::TimedOut) => {
            "The service did not answer in time, so the sign-in is not complete. \
             Sign in again in a moment."
        }
    }
}
