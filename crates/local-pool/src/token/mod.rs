//! Tokens: the pool's key, what the tokens say, and reading them back.

mod access;
mod id;
mod id_claims;
mod issue;
mod key;
mod origin;

pub(crate) use access::read_access_token;
pub(crate) use id::{IdClaims, IdTokenError, read_id_token, read_provider_id_token};
pub(crate) use issue::{AuthenticationResult, NewDeviceMetadata, SignedIn, issue};
pub(crate) use key::SigningKey;
