//! Signing in by way of the pool's hosted pages, where Facebook, Google and others vouch for users:
//! the authorization code grant of OAuth 2.0 (RFC 6749, section 4.1; RFC 9700) with PKCE (RFC 7636)
//! and the nonce of OpenID Connect.
//!
//! [`HostedPages`] knows the way there and back; what is asked there is kept as pending until an
//! [`AuthorizationResponse`] comes, which is good for tokens once. Time, randomness, storage and
//! network come from outside.

mod authorization_response;
mod error;
mod hosted_pages;
mod pending;
mod pkce;
mod token;
mod transport;

#[cfg(test)]
mod tests;

pub use authorization_response::AuthorizationResponse;
pub use error::OAuthError;
pub use hosted_pages::HostedPages;
pub use transport::Transport;
