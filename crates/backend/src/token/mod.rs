//! The format of a token: the compact serialization of a JSON web signature around a set of claims (RFC 7515 section 7.1,
//! RFC 7519). Nothing here is trusted yet.

mod compact;
mod object;

pub(crate) use compact::CompactToken;
pub use compact::{MAX_TOKEN_LENGTH, Malformed, Part};
pub(crate) use object::JsonObject;
