//! The keys that the pool signs with: a JSON web key set (RFC 7517) from a file or from the issuer, kept and renewed.

mod key_set;
mod key_store;
mod public_key;
mod seen_tokens;
mod source;

pub use key_set::{KeySet, KeySetError};
pub(crate) use key_store::NoKey;
pub use key_store::{KeyStore, RefreshPolicy};
pub(crate) use public_key::{ALGORITHM, PublicKey};
pub use source::{KeySource, LoadError, MAX_KEY_SET_LENGTH};
