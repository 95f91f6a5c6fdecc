//! Why a token is refused.

use super::TokenUse;
use crate::token::Malformed;

/// The first thing that is wrong with a token.
///
/// The fields say what was expected and what the token has, for those who handle the error. The sentence (`Display`) repeats
/// nothing of the token, so it can be logged and shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// It is not a token at all.
    #[error("not a token: {0}")]
    Malformed(#[from] Malformed),
    /// The header names another algorithm than the pool's keys are for (RFC 8725 section 3.1).
    #[error("the token is not signed with {expected}")]
    Algorithm {
        /// The keys' algorithm.
        expected: &'static str,
        /// The header's `alg`, if it is text.
        actual: Option<String>,
    },
    /// The header demands extensions that nobody here understands (RFC 7515 section 4.1.11).
    #[error("the token needs extensions that are not supported")]
    CriticalExtensions,
    /// The header does not say which key signed it.
    #[error("the token does not name its key")]
    NoKeyId,
    /// The pool has no such key.
    #[error("the token is not signed by a key of the user pool")]
    UnknownKey {
        /// The header's `kid`.
        actual: String,
    },
    /// There are no keys at the moment: nothing is wrong with the token, but it cannot be verified.
    #[error("the keys of the user pool are not available at the moment")]
    KeysUnavailable,
    /// The named key did not sign this.
    #[error("the token's signature is wrong")]
    Signature,
    /// A claim that must be there is not.
    #[error("the token has no `{claim}`")]
    MissingClaim {
        /// The claim.
        claim: &'static str,
    },
    /// A claim has a value of the wrong type.
    #[error("the token's `{claim}` is not {expected}")]
    ClaimType {
        /// The claim.
        claim: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What the token has.
        actual: &'static str,
    },
    /// Another pool issued it.
    #[error("the token was not issued by {expected}")]
    Issuer {
        /// Our issuer.
        expected: String,
        /// The token's `iss`.
        actual: String,
    },
    /// It is an ID token where an access token is due, or the other way about.
    #[error("the token is not an {expected} token")]
    TokenUse {
        /// What is due.
        expected: TokenUse,
        /// The token's `token_use`.
        actual: String,
    },
    /// It was issued to another app client.
    #[error("the token was not issued to this application")]
    Client {
        /// The app clients whose tokens count.
        expected: Vec<String>,
        /// The token's `client_id` or `aud`.
        actual: String,
    },
    /// Its time is over.
    #[error("the token has expired")]
    Expired {
        /// The end of the token's life and of the leeway, in seconds since 1970.
        expected_before: i64,
        /// The time now, in seconds since 1970.
        actual: i64,
    },
    /// Its time has not come.
    #[error("the token is not valid yet")]
    NotYetValid {
        /// The begin of the token's life less the leeway, in seconds since 1970.
        expected_from: i64,
        /// The time now, in seconds since 1970.
        actual: i64,
    },
    /// It was issued at a time that is still to come.
    #[error("the token was issued in the future")]
    IssuedInFuture {
        /// The time of issue less the leeway, in seconds since 1970.
        expected_from: i64,
        /// The time now, in seconds since 1970.
        actual: i64,
    },
    /// The user is in none of the groups that are let in.
    #[error("this needs one of the groups {}", expected.join(", "))]
    Group {
        /// The groups, any of which would do.
        expected: Vec<String>,
        /// The token's `cognito:groups`.
        actual: Vec<String>,
    },
    /// The token was not given any of the scopes that are let in.
    #[error("this needs one of the scopes {}", expected.join(", "))]
    Scope {
        /// The scopes, any of which would do.
        expected: Vec<String>,
        /// The token's `scope`.
        actual: Vec<String>,
    },
}
