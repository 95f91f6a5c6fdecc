//! The keys that the pool signs with: a JSON web key set (RFC 7517) from a file or from the issuer, kept and renewed.

mod key_set;
mod key_store;
mod source;

pub(crate) use key_set::{ALGORITHM, PublicKey};
pub use key_set::{KeySet, KeySetError};
pub(crate) use key_store::NoKey;
pub use key_store::{KeyStore, RefreshPolicy};
pub use source::{KeySource, LoadError, MAX_KEY_SET_LENGTH};
