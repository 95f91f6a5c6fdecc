//! Sign-ins through the hosted pages that did not come to an end.

use crate::cognito::transport::TransportError;

/// Why there is no session. Nothing in here is in the words of the pages: anybody can write them
/// into a link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OAuthError {
    /// No address of this origin is among the registered ones.
    #[error("no redirect address has the page's own origin")]
    NoRedirectUri,
    /// The platform gave no random numbers.
    #[error("no secure random numbers: {0}")]
    Random(getrandom::Error),
    /// The answer has a parameter twice, or lacks one (RFC 6749, section 4.1.2).
    #[error("the answer is not of the form that it must have")]
    Malformed,
    /// Nobody here waits for this answer: its `state` is another one's, or the answer was here before.
    #[error("the answer is to no question of this tab")]
    NotAsked,
    /// The question was asked too long ago.
    #[error("the answer took too long")]
    TooLate,
    /// The user, or the provider, said no: `access_denied`.
    #[error("access was denied")]
    Denied,
    /// The pages refused for another reason.
    #[error("the hosted pages refused")]
    Refused,
    /// The code was used before, is too old, or is another app's: `invalid_grant`.
    #[error("the code is not good for tokens")]
    InvalidGrant,
    /// The token endpoint refused for another reason.
    #[error("the token endpoint refused (HTTP {status})")]
    TokenRefused {
        /// HTTP status code.
        status: u16,
    },
    /// The token endpoint's reply is not of the form that it must have. What stands in it is not
    /// told: it may be a token.
    #[error("the reply with the tokens could not be understood")]
    MalformedTokens,
    /// A claim of the tokens does not fit what was asked.
    #[error("the claim {0} of the tokens is another one's")]
    ForeignTokens(&'static str),
    /// No reply came from the token endpoint.
    #[error(transparent)]
    Transport(#[from] TransportError),
}
