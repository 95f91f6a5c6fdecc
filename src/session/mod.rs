//! Tokens at rest and in use, and the errands that need them.
//!
//! [`Authenticator`] does the errands; [`TokenStorage`] keeps the tokens under Amplify's names;
//! [`CredentialsProvider`] has the user's AWS credentials; [`Session`] is what the rest of the app
//! may know of it all.

mod authenticator;
mod credentials;
mod device_name;
mod error;
mod mfa;
mod profile;
mod sign_in;
mod state;
mod storage;
mod token_storage;
mod tokens;
mod web_lock;

#[cfg(test)]
mod tests;

pub use crate::cognito::ops::WebAuthnCredential as Passkey;
pub use authenticator::{Authenticator, KnownDevice, UpdatedAttributes};
pub use credentials::{CREDENTIALS_RENEWAL_MARGIN, CredentialsOwner, CredentialsProvider};
pub use device_name::device_name;
pub use error::{AuthorizedError, SessionError, TokenVerdict};
pub use mfa::{MfaMethod, MfaSettings};
pub use profile::{AttributeChanges, Awaited, UserProfile};
pub use sign_in::{Next, PendingSignIn, PendingStorage, Resumed};
pub use state::{Session, SignedOutReason};
pub use storage::{BrowserStorage, BrowserTurn, MemoryStorage, Storage};
pub use token_storage::{SignInDetails, TokenStorage};
pub use tokens::Tokens;
